import type { ManifestObject } from '../manifest/objectTrees.ts';
import { podSpecPath } from '../manifest/surroundings.ts';
import type { Range } from '../manifest/token.ts';
import { itemsAt, nodeAt, scalarsAt, textAt } from '../manifest/tree.ts';
import type { TreeMap, TreeNode } from '../manifest/tree.ts';

export type Labels = ReadonlyMap<string, string>;

/** A port of a Service or of a Pod's container. */
export interface NamedPort {
  readonly name?: string;
  readonly number: string;
}

/** What the index keeps of an object: where it is and what it offers, and no value of a ConfigMap or Secret. */
export interface ObjectSummary {
  readonly group: string;
  readonly kind: string;
  /** As written, templates included. */
  readonly name: string;
  readonly namespace?: string;
  /** Of the name; lines count from the part of the file that holds the object. */
  readonly range: Range;
  /** Keys of a ConfigMap or Secret, and where they stand. */
  readonly keys?: ReadonlyMap<string, Range>;
  /** There are keys that the text does not name: another file's, or a template's. */
  readonly moreKeys?: boolean;
  /** Labels of the Pods that the object is or makes. */
  readonly podLabels?: Labels;
  readonly ports?: readonly NamedPort[];
  /** Of a workload, where they are written as a number. */
  readonly replicas?: number;
  /** Type of a Service. */
  readonly type?: string;
  /** Kustomize makes the object of an entry of its file. */
  readonly generated?: boolean;
}

/** Summaries of the objects that a map in a file stands for: one, none, or all that a Kustomization generates. */
export function summarise({ type, root }: ManifestObject): readonly ObjectSummary[] {
  if (type === undefined || type.group === 'kustomize.config.k8s.io') {
    return isKustomization(root) ? generatedBy(root) : [];
  }
  const name = nodeAt(root, 'metadata', 'name');
  if (name?.type !== 'scalar' || name.text === undefined || name.text === '') return [];
  const { group, kind } = type;
  const namespace = textAt(root, 'metadata', 'namespace');
  return [
    {
      group,
      kind,
      name: name.text,
      ...(namespace !== undefined && namespace !== '' && { namespace }),
      range: name.range,
      ...contentOf(group, kind, root),
    },
  ];
}

type Content = Partial<ObjectSummary>;

function contentOf(group: string, kind: string, root: TreeMap): Content {
  if (group === '' && (kind === 'ConfigMap' || kind === 'Secret')) return keysOf(root);
  if (group === '' && kind === 'Service') {
    return {
      type: textAt(root, 'spec', 'type') ?? 'ClusterIP',
      ports: portsOf(nodeAt(root, 'spec'), 'port'),
    };
  }
  const path = podSpecPath({ group, kind });
  const spec = path && nodeAt(root, ...path);
  if (path === undefined || spec === undefined) return {};
  const podLabels = scalarsAt(root, ...path.slice(0, -1), 'metadata', 'labels');
  const containers = [...itemsAt(spec, 'containers'), ...itemsAt(spec, 'initContainers')];
  const ports = containers.flatMap((container) => portsOf(container, 'containerPort'));
  return { podLabels, ports, ...replicasOf(kind, root) };
}

function replicasOf(kind: string, root: TreeNode): Content {
  if (kind === 'Pod') return { replicas: 1 };
  if (!/^(?:Deployment|StatefulSet|ReplicaSet|ReplicationController|Rollout)$/.test(kind)) return {};
  const text = textAt(root, 'spec', 'replicas') ?? '1';
  return /^\d{1,6}$/.test(text) ? { replicas: Number(text) } : {};
}

function keysOf(root: TreeNode): Content {
  const keys = new Map<string, Range>();
  let moreKeys = false;
  for (const field of ['data', 'stringData', 'binaryData']) {
    const map = nodeAt(root, field);
    if (map === undefined) continue;
    if (map.type !== 'map') {
      // A template prints them, or somebody is still typing.
      moreKeys = true;
      continue;
    }
    for (const [key, { range }] of map.entries) {
      if (key === '<<' || key.includes('{{')) moreKeys = true;
      else keys.set(key, range);
    }
  }
  return { keys, ...(moreKeys && { moreKeys }) };
}

function portsOf(holder: TreeNode | undefined, field: string): readonly NamedPort[] {
  return itemsAt(holder, 'ports').flatMap((port) => {
    const number = textAt(port, field);
    const name = textAt(port, 'name');
    return number === undefined ? [] : [{ number, ...(name !== undefined && { name }) }];
  });
}

function isKustomization(root: TreeMap): boolean {
  const kind = textAt(root, 'kind');
  if (kind !== undefined) return kind === 'Kustomization' || kind === 'Component';
  return root.entries.has('configMapGenerator') || root.entries.has('secretGenerator');
}

/** ConfigMaps and Secrets that Kustomize makes, whose names get a hash that references follow. */
function generatedBy(root: TreeMap): readonly ObjectSummary[] {
  const common = textAt(root, 'namespace');
  return (['ConfigMap', 'Secret'] as const).flatMap((kind) =>
    itemsAt(root, kind === 'ConfigMap' ? 'configMapGenerator' : 'secretGenerator').flatMap((entry) => {
      const name = nodeAt(entry, 'name');
      if (name?.type !== 'scalar' || name.text === undefined) return [];
      const namespace = textAt(entry, 'namespace') ?? common;
      const keys = new Map<string, Range>();
      for (const field of ['literals', 'files']) {
        for (const item of itemsAt(entry, field)) {
          if (item.type !== 'scalar' || item.text === undefined) continue;
          const [key, source] = item.text.split('=', 2);
          // A file without a key of its own is named after itself.
          const named = source === undefined ? (item.text.split('/').at(-1) ?? '') : (key ?? '');
          if (named !== '') keys.set(named, item.range);
        }
      }
      const moreKeys = nodeAt(entry, 'envs') !== undefined || nodeAt(entry, 'env') !== undefined;
      return [
        {
          group: '',
          kind,
          name: name.text,
          ...(namespace !== undefined && { namespace }),
          range: name.range,
          keys,
          ...(moreKeys && { moreKeys }),
          generated: true,
        },
      ];
    }),
  );
}
