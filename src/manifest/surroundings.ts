import type { Manifest } from './manifest.ts';
import type { ManifestObject } from './objectTrees.ts';
import type { Range, Token } from './token.ts';
import { entryOf, nodesAlong } from './tree.ts';
import type { TreeMap, TreeNode } from './tree.ts';

/** The object around a token. */
export interface Surroundings {
  readonly object: ManifestObject;
  readonly root: TreeMap;
  /** What the token's path leads to after each of its steps, the root first; as far as the tree goes. */
  readonly nodes: readonly TreeNode[];
}

/** Reads the surroundings when they are first needed: most tokens say enough by themselves. */
export type Around = () => Surroundings | undefined;

export function around(manifest: Manifest, token: Token): Around {
  let read: { readonly found: Surroundings | undefined } | undefined;
  return () => (read ??= { found: surroundingsOf(manifest, token) }).found;
}

/** Undefined where the tree does not hold the token, as for one inside the text of a block scalar. */
export function surroundingsOf(manifest: Manifest, token: Token): Surroundings | undefined {
  const found = manifest.objectAt(token.range.start.line);
  if (found?.object.type?.kind !== token.kind) return undefined;
  const { object, offset } = found;
  const { start } = token.range;
  const { root } = object;
  const nodes = nodesAlong(root, token.path, { line: start.line - offset, character: start.character });
  const holder = nodes[token.path.length - 1];
  if (holder === undefined) return undefined;
  const step = token.path.at(-1) ?? '';
  const own = nodes[token.path.length];
  // A key that is merged in, or that stands twice, is not the one that the caret is on.
  const range: Range | undefined =
    token.role === 'key' ? entryOf(holder, step)?.range : own?.type === 'scalar' ? own.range : undefined;
  const holds =
    range === undefined
      ? token.role === 'value'
      : range.start.line + offset === start.line && range.start.character === start.character;
  return holds ? { object, root, nodes } : undefined;
}

/** Steps from an object's root to the Pod's spec that it holds, by kind. */
const podSpecs: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  PodTemplate: ['template', 'spec'],
  ReplicationController: ['spec', 'template', 'spec'],
  Deployment: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  Rollout: ['spec', 'template', 'spec'],
};

const podGroups = new Set(['', 'apps', 'batch', 'extensions', 'argoproj.io']);

/** Steps to the Pod's spec of a kind that holds one. */
export function podSpecPath({
  group,
  kind,
}: {
  readonly group: string;
  readonly kind: string;
}): readonly string[] | undefined {
  return podGroups.has(group) ? podSpecs[kind] : undefined;
}

/** The rest of a path inside a Pod's spec; undefined outside of one. */
export function podPath(token: Pick<Token, 'group' | 'kind' | 'path'>): readonly string[] | undefined {
  const prefix = podSpecPath(token);
  if (prefix === undefined || token.path.length <= prefix.length) return undefined;
  return prefix.every((step, i) => token.path[i] === step) ? token.path.slice(prefix.length) : undefined;
}
