import type { Manifest } from '../manifest/manifest.ts';
import type { Range } from '../manifest/token.ts';
import { summarise } from './summary.ts';
import type { Labels, ObjectSummary } from './summary.ts';
import { selects } from './selector.ts';
import type { Selector } from './selector.ts';

/** An object and the file that holds it. */
export interface IndexedObject extends ObjectSummary {
  readonly uri: string;
}

/** Which objects a reference may mean. */
export interface Wanted {
  /** `group` undefined: any group. */
  readonly types: readonly { readonly group?: string; readonly kind: string }[];
  readonly name: string;
  /** Undefined: cluster-wide kinds, whose namespace does not matter. */
  readonly namespace: Namespace | undefined;
  /** The file that refers, as templates name things within their chart only. */
  readonly from: string;
}

/** As written in the object that refers; `name` undefined where none is: whoever applies it decides. */
export interface Namespace {
  readonly name: string | undefined;
}

/** Objects found for a reference. */
export interface Found {
  /** In the namespace asked for, or where the namespace is open. */
  readonly targets: readonly IndexedObject[];
  /** Of the same name in another namespace. */
  readonly elsewhere: readonly IndexedObject[];
}

/** What was read of a part of a file, kept by the file's manifest. */
export type SummaryMemo = WeakMap<object, readonly (readonly ObjectSummary[])[]>;

/** The objects of a workspace's manifests, by name and by the labels of their Pods. Holds no text and no values. */
export class WorkspaceIndex {
  readonly #files = new Map<string, readonly IndexedObject[]>();
  readonly #byName = new Map<string, Set<IndexedObject>>();
  readonly #pods = new Set<IndexedObject>();

  get fileCount(): number {
    return this.#files.size;
  }

  has(uri: string): boolean {
    return this.#files.has(uri);
  }

  /** Takes over what a file holds now. */
  set(uri: string, objects: readonly ObjectSummary[]): void {
    this.delete(uri);
    if (objects.length === 0) return;
    const indexed = objects.map((object) => ({ ...object, uri }));
    this.#files.set(uri, indexed);
    for (const object of indexed) {
      const key = nameKey(object);
      const same = this.#byName.get(key);
      if (same === undefined) this.#byName.set(key, new Set([object]));
      else same.add(object);
      if (object.podLabels !== undefined) this.#pods.add(object);
    }
  }

  delete(uri: string): void {
    for (const object of this.#files.get(uri) ?? []) {
      const key = nameKey(object);
      const same = this.#byName.get(key);
      same?.delete(object);
      if (same?.size === 0) this.#byName.delete(key);
      this.#pods.delete(object);
    }
    this.#files.delete(uri);
  }

  find({ types, name, namespace, from }: Wanted): Found {
    const targets: IndexedObject[] = [];
    const elsewhere: IndexedObject[] = [];
    for (const { group, kind } of types) {
      for (const object of this.#byName.get(nameKey({ kind, name })) ?? []) {
        if (group !== undefined && object.group !== group) continue;
        if (name.includes('{{') && chartOf(object.uri) !== chartOf(from)) continue;
        const same = namespace === undefined || sameNamespace(namespace.name, object.namespace);
        (same ? targets : elsewhere).push(object);
      }
    }
    return { targets: nearest(targets, from), elsewhere: nearest(elsewhere, from) };
  }

  /** Pods and workloads whose Pods a selector matches; of every namespace where `namespace` is undefined. */
  selected(selector: Selector, namespace: Namespace | undefined, from: string): readonly IndexedObject[] {
    const found: IndexedObject[] = [];
    const templated = isTemplated(selector);
    for (const object of this.#pods) {
      if (namespace !== undefined && !sameNamespace(namespace.name, object.namespace)) continue;
      if (templated && chartOf(object.uri) !== chartOf(from)) continue;
      if (object.podLabels !== undefined && selects(selector, object.podLabels)) found.push(object);
    }
    return nearest(found, from);
  }
}

/** Summaries of all objects of a manifest, with lines of the whole file. */
export function* summaries(manifest: Manifest, memo: SummaryMemo): Generator<readonly ObjectSummary[], void> {
  for (const { offset, objects } of manifest.objects(memo, summarise)) {
    yield objects.flat().map((object) => (offset === 0 ? object : moved(object, offset)));
  }
}

function moved(object: ObjectSummary, lines: number): ObjectSummary {
  const range = movedRange(object.range, lines);
  if (object.keys === undefined) return { ...object, range };
  const keys = new Map([...object.keys].map(([key, at]) => [key, movedRange(at, lines)]));
  return { ...object, range, keys };
}

function movedRange({ start, end }: Range, lines: number): Range {
  return {
    start: { line: start.line + lines, character: start.character },
    end: { line: end.line + lines, character: end.character },
  };
}

function nameKey({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind}/${name}`;
}

/** A namespace that is not written is the one that both are applied to, or `default`. */
function sameNamespace(a: string | undefined, b: string | undefined): boolean {
  return a === b || a === undefined || b === undefined || isOpen(a) || isOpen(b);
}

/** A template that prints the namespace says as little as none. */
function isOpen(namespace: string): boolean {
  return namespace.includes('{{') || namespace.includes('$');
}

function isTemplated({ labels }: Selector): boolean {
  return [...labels].some(([key, value]) => key.includes('{{') || value.includes('{{'));
}

/** Folder of the chart that a template belongs to; the file's folder outside of charts. */
function chartOf(uri: string): string {
  const templates = uri.lastIndexOf('/templates/');
  return uri.slice(0, templates === -1 ? uri.lastIndexOf('/') : templates);
}

/** The same file first, then the files that share most of their path. */
function nearest(objects: readonly IndexedObject[], from: string): readonly IndexedObject[] {
  if (objects.length < 2) return objects;
  const parts = from.split('/');
  const shared = (uri: string): number => {
    if (uri === from) return Infinity;
    const others = uri.split('/');
    let count = 0;
    while (count < parts.length - 1 && parts[count] === others[count]) count++;
    return count;
  };
  return objects
    .map((object) => ({ object, near: shared(object.uri) }))
    .sort(
      (a, b) => b.near - a.near || (a.object.uri < b.object.uri ? -1 : a.object.uri > b.object.uri ? 1 : 0),
    )
    .map(({ object }) => object);
}

export type { Labels };
