import { normalise } from './identity/normalise.ts';
import type { Attachment, Concept } from './types.ts';

/** A place in a manifest that somebody points at. */
export interface ManifestPlace {
  /** API group, `''` for the core group; undefined where it is not known. */
  readonly group?: string | undefined;
  readonly kind: string;
  /** Steps from the object's root, `[]` for list items; empty or `['kind']` for the value of `kind:`. */
  readonly path: readonly string[];
  /** The scalar there, if it is one. */
  readonly value?: string | undefined;
  /** Attachments name no version: a concept holds for all versions of its kind. */
  readonly version?: string | undefined;
}

/** Finds concepts in constant time. */
export interface ConceptIndex {
  /**
   * The most specific concept for a place: one with the value (whole, then by a prefix) before one for the path, a concrete kind (with
   * its group, then without) before `PodSpec` before `*`. Only `[]` and `['kind']` lead to the concept of a
   * kind: a field that no concept names has none.
   */
  readonly find: (place: ManifestPlace) => Concept | undefined;
  readonly byId: (id: string) => Concept | undefined;
  /** Concepts that go by a name or synonym, however it is spelled or spaced. */
  readonly named: (name: string) => readonly Concept[];
}

/** Where workloads hold a Pod's spec, by kind. */
const podSpecs: ReadonlyMap<string, { readonly group: string; readonly path: readonly string[] }> = new Map([
  ['Pod', { group: '', path: ['spec'] }],
  ['PodTemplate', { group: '', path: ['template', 'spec'] }],
  ['ReplicationController', { group: '', path: ['spec', 'template', 'spec'] }],
  ['Deployment', { group: 'apps', path: ['spec', 'template', 'spec'] }],
  ['StatefulSet', { group: 'apps', path: ['spec', 'template', 'spec'] }],
  ['DaemonSet', { group: 'apps', path: ['spec', 'template', 'spec'] }],
  ['ReplicaSet', { group: 'apps', path: ['spec', 'template', 'spec'] }],
  ['Job', { group: 'batch', path: ['spec', 'template', 'spec'] }],
  ['CronJob', { group: 'batch', path: ['spec', 'jobTemplate', 'spec', 'template', 'spec'] }],
  ['Rollout', { group: 'argoproj.io', path: ['spec', 'template', 'spec'] }],
]);

const anyGroup = '*';

/** Key under which an attachment is filed; equal keys mean the same place. */
export function attachmentKey({ group, kind, path, value }: Attachment): string {
  return key(group ?? anyGroup, kind, path, value);
}

function key(group: string, kind: string, path: readonly string[], value: string | undefined): string {
  return [group, kind, value === undefined ? '' : `=${value}`, ...path].join('\u0000');
}

function setFirst(map: Map<string, Concept>, at: string, concept: Concept): void {
  if (!map.has(at)) map.set(at, concept);
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Where a manifest's group is not known, any group's attachment will do. */
function fileWithoutGroup(concepts: readonly Concept[]): ReadonlyMap<string, Concept> {
  const places = new Map<string, Concept>();
  for (const concept of concepts) {
    for (const { kind, path, value } of concept.attachments) {
      setFirst(places, key(anyGroup, kind, path, value), concept);
    }
  }
  return places;
}

function fileByName(concepts: readonly Concept[]): ReadonlyMap<string, readonly Concept[]> {
  const names = new Map<string, Concept[]>();
  for (const concept of concepts) {
    for (const name of new Set([concept.name, ...concept.synonyms].map(normalise))) {
      const same = names.get(name);
      if (same === undefined) names.set(name, [concept]);
      else same.push(concept);
    }
  }
  return names;
}

/** Files concepts by their attachments, ids and names; of two for the same place the first one counts. */
export function conceptIndex(concepts: readonly Concept[]): ConceptIndex {
  const places = new Map<string, Concept>();
  const ids = new Map<string, Concept>();
  const prefixes = new Map<string, { readonly start: string; readonly concept: Concept }[]>();
  for (const concept of concepts) {
    setFirst(ids, concept.id, concept);
    for (const attachment of concept.attachments) {
      setFirst(places, attachmentKey(attachment), concept);
      const { group, kind, path, value } = attachment;
      if (!isValuePrefix(value)) continue;
      const at = key(group ?? anyGroup, kind, path, undefined);
      const same = prefixes.get(at) ?? [];
      same.push({ start: value.slice(0, -1), concept });
      // The longest first, and the first written of equal ones.
      prefixes.set(
        at,
        same.sort((a, b) => b.start.length - a.start.length),
      );
    }
  }
  // The first hover waits for the index: what few ask for is filed when somebody does.
  const groupless = lazily(() => fileWithoutGroup(concepts));
  const names = lazily(() => fileByName(concepts));

  const lookUp = (
    group: string,
    kind: string,
    path: readonly string[],
    value: Value,
  ): Concept | undefined => {
    if (typeof value !== 'object') return places.get(key(group, kind, path, value));
    const among = prefixes.get(key(group, kind, path, undefined));
    return among?.find(({ start }) => value.of.startsWith(start))?.concept;
  };

  const findAt = (place: ManifestPlace, path: readonly string[], value: Value): Concept | undefined => {
    const { group, kind } = place;
    const own =
      group !== undefined
        ? (lookUp(group, kind, path, value) ?? lookUp(anyGroup, kind, path, value))
        : typeof value === 'object'
          ? lookUp(anyGroup, kind, path, value)
          : groupless().get(key(anyGroup, kind, path, value));
    if (own !== undefined) return own;
    const inPod = podPath(place, path);
    const shared = inPod === undefined ? undefined : lookUp(anyGroup, 'PodSpec', inPod, value);
    if (shared !== undefined || path.length === 0) return shared;
    return lookUp(anyGroup, '*', path, value) ?? atEmbeddedMetadata(path, value);
  };

  /** Labels and annotations of a template are those of the objects made from it. */
  const atEmbeddedMetadata = (path: readonly string[], value: Value): Concept | undefined => {
    const at = path.lastIndexOf('metadata');
    const owner = path[at - 1];
    const embedded =
      owner === 'template' || owner === 'jobTemplate' || path[at - 2] === 'volumeClaimTemplates';
    return at > 0 && embedded ? lookUp(anyGroup, '*', path.slice(at), value) : undefined;
  };

  return {
    find: (place) => {
      const path = place.path.length === 1 && place.path[0] === 'kind' ? [] : place.path;
      if (path.length === 0) return findAt(place, path, undefined);
      const variants = pathVariants(path);
      for (const value of valueVariants(place.value)) {
        for (const variant of variants) {
          const found = findAt(place, variant, value);
          if (found !== undefined) return found;
        }
      }
      return undefined;
    },
    byId: (id) => ids.get(id),
    named: (name) => names().get(normalise(name)) ?? [],
  };
}

/** The path inside a Pod's spec, where `path` leads into one. */
function podPath({ group, kind }: ManifestPlace, path: readonly string[]): readonly string[] | undefined {
  const template = podSpecs.get(kind);
  if (template === undefined || (group !== undefined && group !== template.group)) return undefined;
  if (path.length < template.path.length) return undefined;
  return template.path.every((step, i) => path[i] === step) ? path.slice(template.path.length) : undefined;
}

/** A value to look for: itself, any attachment whose value is the beginning of it, or no value. */
type Value = string | { readonly of: string } | undefined;

/** The value, then beginnings of it, then the name of a flag (`--proxy-mode` of `--proxy-mode=ipvs`), then none. */
function valueVariants(value: string | undefined): readonly Value[] {
  if (value === undefined) return [undefined];
  const flag = /^--[\w-]+(?==)/.exec(value)?.[0];
  return flag === undefined ? [value, { of: value }, undefined] : [value, { of: value }, flag, undefined];
}

/** Whether an attachment's value stands for all values that begin with it: `--etcd-servers=*`. */
export function isValuePrefix(value: string | undefined): value is string {
  return value !== undefined && value.length > 1 && value.endsWith('*');
}

/** The path, then with the prefix of a map key (`app.kubernetes.io/*`), then `args` as `command`, then init containers as containers. */
function pathVariants(path: readonly string[]): readonly (readonly string[])[] {
  const variants = [path];
  const last = path[path.length - 1] ?? '';
  const slash = last.indexOf('/');
  if (slash > 0) variants.push([...path.slice(0, -1), `${last.slice(0, slash)}/*`]);
  // A flag means the same in `command` and in `args`.
  const flags = path[path.length - 2];
  if (last === '[]' && (flags === 'command' || flags === 'args')) {
    variants.push([...path.slice(0, -2), flags === 'args' ? 'command' : 'args', '[]']);
  }
  const list = path.findIndex((step) => step === 'initContainers' || step === 'ephemeralContainers');
  if (list >= 0 && path[list + 1] === '[]')
    variants.push(path.map((step, i) => (i === list ? 'containers' : step)));
  return variants;
}
