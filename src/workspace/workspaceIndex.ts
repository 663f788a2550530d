import type { Manifest } from '../manifest/manifest.ts';
import type { Range } from '../manifest/token.ts';
import { summarise } from './summary.ts';
import type { Labels, ObjectSummary } from './summary.ts';
import { selects } from './selector.ts';
import type { Selector } from './selector.ts';

/** An object and the file that holds it; `placeOf` says where. */
export interface IndexedObject extends ObjectSummary {
  readonly uri: string;
  readonly part: IndexedPart;
}

/** Where the part of a file begins that an object stands in. */
export interface IndexedPart {
  readonly offset: number;
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

/** What a part of a file holds; the same array as long as the part is the same. */
export type PartObjects = readonly (readonly ObjectSummary[])[];

/** What was read of the parts of a file, kept until an edit touches them. */
export type SummaryMemo = WeakMap<object, PartObjects>;

export interface ReadPart {
  readonly offset: number;
  readonly objects: PartObjects;
}

interface Group {
  readonly part: { offset: number };
  readonly objects: readonly IndexedObject[];
}

/** The objects of a workspace's manifests, by name and by the labels of their Pods. Holds no text and no values. */
export class WorkspaceIndex {
  /** By file, and in it by what was read of a part, so that an edit changes little. */
  readonly #files = new Map<string, Map<PartObjects, Group>>();
  readonly #byName = new Map<string, Set<IndexedObject>>();
  readonly #pods = new Set<IndexedObject>();

  get fileCount(): number {
    return this.#files.size;
  }

  has(uri: string): boolean {
    return this.#files.has(uri);
  }

  /** Files that hold objects. */
  uris(): readonly string[] {
    return [...this.#files.keys()];
  }

  /** Takes over what a file holds now. */
  set(uri: string, parts: readonly ReadPart[]): void {
    const before = this.#files.get(uri);
    const now = new Map<PartObjects, Group>();
    for (const { offset, objects } of parts) {
      if (objects.every((some) => some.length === 0)) continue;
      const known = before?.get(objects);
      if (known !== undefined) {
        known.part.offset = offset;
        before?.delete(objects);
        now.set(objects, known);
      } else now.set(objects, this.#add(uri, offset, objects));
    }
    for (const group of before?.values() ?? []) this.#remove(group);
    if (now.size === 0) this.#files.delete(uri);
    else this.#files.set(uri, now);
  }

  delete(uri: string): void {
    this.set(uri, []);
  }

  #add(uri: string, offset: number, objects: PartObjects): Group {
    const part = { offset };
    const indexed = objects.flat().map((object) => ({ ...object, uri, part }));
    for (const object of indexed) {
      const key = nameKey(object);
      const same = this.#byName.get(key);
      if (same === undefined) this.#byName.set(key, new Set([object]));
      else same.add(object);
      if (object.podLabels !== undefined) this.#pods.add(object);
    }
    return { part, objects: indexed };
  }

  #remove({ objects }: Group): void {
    for (const object of objects) {
      const key = nameKey(object);
      const same = this.#byName.get(key);
      same?.delete(object);
      if (same?.size === 0) this.#byName.delete(key);
      this.#pods.delete(object);
    }
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

/** What a manifest holds, part by part. */
export function readParts(manifest: Manifest, memo: SummaryMemo): Generator<ReadPart, void> {
  return manifest.objects(memo, summarise);
}

/** Where an object stands in its file: its name, or one of its keys. */
export function placeOf({ range, keys, uri, part: { offset } }: IndexedObject, key?: string): Place {
  const { start, end } = (key === undefined ? undefined : keys?.get(key)) ?? range;
  return {
    uri,
    range: {
      start: { line: start.line + offset, character: start.character },
      end: { line: end.line + offset, character: end.character },
    },
  };
}

export interface Place {
  readonly uri: string;
  readonly range: Range;
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
