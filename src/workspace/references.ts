import { knownGroups } from '../manifest/kinds.ts';
import { podPath } from '../manifest/surroundings.ts';
import type { Around, Surroundings } from '../manifest/surroundings.ts';
import type { Token } from '../manifest/token.ts';
import { entryOf, textAt } from '../manifest/tree.ts';
import type { TreeNode } from '../manifest/tree.ts';
import type { Namespace } from './workspaceIndex.ts';

export interface TargetType {
  /** Undefined: any group. */
  readonly group?: string;
  readonly kind: string;
}

/** A place that names another object. */
export interface Reference {
  readonly types: readonly TargetType[];
  readonly name: string;
  /** Undefined for cluster-wide kinds. */
  readonly namespace: Namespace | undefined;
  /** A key of the ConfigMap or Secret that is named, too. */
  readonly key?: string;
  /** The caret is on that key rather than on the name. */
  readonly onKey: boolean;
  /** The Pod starts without the object. */
  readonly optional: boolean;
}

/** Where a reference stands, and how it is written. */
interface Rule {
  /** Matches the whole path of the map that holds the name, or of the name itself where `name` is undefined. */
  readonly at: RegExp;
  readonly types: readonly TargetType[] | ((holder: TreeNode) => readonly TargetType[]);
  /** Fields of the holder; the path leads to the name itself where undefined. */
  readonly name?: string;
  readonly key?: string;
  /** The namespace stands beside the name. */
  readonly namespaced?: boolean;
  /** The kind has no namespace. */
  readonly cluster?: boolean;
}

const core = (kind: string): readonly TargetType[] => [{ group: '', kind }];
const named = (group: string, kind: string): readonly TargetType[] => [{ group, kind }];

/** The kind that the holder itself names, or a default. */
const kindOf =
  (fallback: TargetType | undefined, groupField: 'apiGroup' | 'apiVersion' | 'group') =>
  (holder: TreeNode): readonly TargetType[] => {
    const kind = textAt(holder, 'kind') ?? fallback?.kind;
    if (kind === undefined) return [];
    const written = textAt(holder, groupField);
    if (written === undefined) return kind === fallback?.kind ? [fallback] : [{ kind }];
    const slash = written.lastIndexOf('/');
    const group = groupField === 'apiVersion' ? (slash === -1 ? '' : written.slice(0, slash)) : written;
    return [{ group, kind }];
  };

const container = '(?:c|initC|ephemeralC)ontainers\\[\\]';

/** Inside of a Pod's spec. */
const podRules: readonly Rule[] = [
  {
    at: new RegExp(`^${container}\\.env\\[\\]\\.valueFrom\\.configMapKeyRef$`),
    types: core('ConfigMap'),
    name: 'name',
    key: 'key',
  },
  {
    at: new RegExp(`^${container}\\.env\\[\\]\\.valueFrom\\.secretKeyRef$`),
    types: core('Secret'),
    name: 'name',
    key: 'key',
  },
  { at: new RegExp(`^${container}\\.envFrom\\[\\]\\.configMapRef$`), types: core('ConfigMap'), name: 'name' },
  { at: new RegExp(`^${container}\\.envFrom\\[\\]\\.secretRef$`), types: core('Secret'), name: 'name' },
  { at: /^volumes\[\](?:\.projected\.sources\[\])?\.configMap$/, types: core('ConfigMap'), name: 'name' },
  { at: /^volumes\[\]\.secret$/, types: core('Secret'), name: 'secretName' },
  { at: /^volumes\[\]\.projected\.sources\[\]\.secret$/, types: core('Secret'), name: 'name' },
  { at: /^volumes\[\]\.\w+\.(?:nodePublishSecretRef|secretRef)$/, types: core('Secret'), name: 'name' },
  { at: /^volumes\[\]\.persistentVolumeClaim$/, types: core('PersistentVolumeClaim'), name: 'claimName' },
  {
    at: /^volumes\[\]\.ephemeral\.volumeClaimTemplate\.spec\.storageClassName$/,
    types: named('storage.k8s.io', 'StorageClass'),
    cluster: true,
  },
  { at: /^imagePullSecrets\[\]$/, types: core('Secret'), name: 'name' },
  { at: /^serviceAccount(?:Name)?$/, types: core('ServiceAccount') },
  { at: /^priorityClassName$/, types: named('scheduling.k8s.io', 'PriorityClass'), cluster: true },
  { at: /^runtimeClassName$/, types: named('node.k8s.io', 'RuntimeClass'), cluster: true },
  { at: /^resourceClaims\[\]\.resourceClaimName$/, types: named('resource.k8s.io', 'ResourceClaim') },
  {
    at: /^resourceClaims\[\]\.resourceClaimTemplateName$/,
    types: named('resource.k8s.io', 'ResourceClaimTemplate'),
  },
];

const gateway = { group: 'gateway.networking.k8s.io', kind: 'Gateway' };
const service = { group: '', kind: 'Service' };
const issuer = { group: 'cert-manager.io', kind: 'Issuer' };

/** Of whole objects, by kind; `*` is any. */
const objectRules: readonly (Rule & { readonly kinds: RegExp; readonly group?: RegExp })[] = [
  { kinds: /^(?!Namespace$)/, at: /^metadata\.namespace$/, types: core('Namespace'), cluster: true },
  { kinds: /^StatefulSet$/, at: /^spec\.serviceName$/, types: core('Service') },
  {
    kinds: /^StatefulSet$/,
    at: /^spec\.volumeClaimTemplates\[\]\.spec\.storageClassName$/,
    types: named('storage.k8s.io', 'StorageClass'),
    cluster: true,
  },
  {
    kinds: /^PersistentVolume(?:Claim)?$/,
    at: /^spec\.storageClassName$/,
    types: named('storage.k8s.io', 'StorageClass'),
    cluster: true,
  },
  {
    kinds: /^PersistentVolumeClaim$/,
    at: /^spec\.volumeName$/,
    types: core('PersistentVolume'),
    cluster: true,
  },
  {
    kinds: /^PersistentVolumeClaim$/,
    at: /^spec\.dataSource(?:Ref)?$/,
    types: kindOf(undefined, 'apiGroup'),
    name: 'name',
    namespaced: true,
  },
  {
    kinds: /^PersistentVolume$/,
    at: /^spec\.claimRef$/,
    types: core('PersistentVolumeClaim'),
    name: 'name',
    namespaced: true,
  },
  {
    kinds: /^Ingress$/,
    at: /^spec\.(?:defaultBackend|rules\[\]\.http\.paths\[\]\.backend)\.service$/,
    types: core('Service'),
    name: 'name',
  },
  {
    kinds: /^Ingress$/,
    at: /^spec\.(?:backend|rules\[\]\.http\.paths\[\]\.backend)\.serviceName$/,
    types: core('Service'),
  },
  {
    kinds: /^Ingress$/,
    at: /^spec\.ingressClassName$/,
    types: named('networking.k8s.io', 'IngressClass'),
    cluster: true,
  },
  { kinds: /^Ingress$/, at: /^spec\.tls\[\]\.secretName$/, types: core('Secret') },
  {
    kinds: /^HorizontalPodAutoscaler$/,
    at: /^spec\.scaleTargetRef$/,
    types: kindOf(undefined, 'apiVersion'),
    name: 'name',
  },
  {
    kinds: /^VerticalPodAutoscaler$/,
    at: /^spec\.targetRef$/,
    types: kindOf(undefined, 'apiVersion'),
    name: 'name',
  },
  {
    kinds: /^ScaledObject$/,
    at: /^spec\.scaleTargetRef$/,
    types: kindOf({ group: 'apps', kind: 'Deployment' }, 'apiVersion'),
    name: 'name',
  },
  { kinds: /^(?:Cluster)?RoleBinding$/, at: /^roleRef$/, types: kindOf(undefined, 'apiGroup'), name: 'name' },
  {
    kinds: /^(?:Cluster)?RoleBinding$/,
    at: /^subjects\[\]$/,
    types: (holder) => (textAt(holder, 'kind') === 'ServiceAccount' ? core('ServiceAccount') : []),
    name: 'name',
    namespaced: true,
  },
  {
    kinds: /^ServiceAccount$/,
    at: /^(?:secrets|imagePullSecrets)\[\]$/,
    types: core('Secret'),
    name: 'name',
  },
  {
    kinds: /WebhookConfiguration$/,
    at: /^webhooks\[\]\.clientConfig\.service$/,
    types: core('Service'),
    name: 'name',
    namespaced: true,
  },
  {
    kinds: /^CustomResourceDefinition$/,
    at: /^spec\.conversion\.webhook\.clientConfig\.service$/,
    types: core('Service'),
    name: 'name',
    namespaced: true,
  },
  { kinds: /^APIService$/, at: /^spec\.service$/, types: core('Service'), name: 'name', namespaced: true },
  {
    kinds: /./,
    group: /^gateway\./,
    at: /^spec\.parentRefs\[\]$/,
    types: kindOf(gateway, 'group'),
    name: 'name',
    namespaced: true,
  },
  {
    kinds: /./,
    group: /^gateway\./,
    at: /^spec\.rules\[\](?:\.filters\[\]\.requestMirror)?\.backendRefs?(?:\[\])?$/,
    types: kindOf(service, 'group'),
    name: 'name',
    namespaced: true,
  },
  {
    kinds: /^Gateway$/,
    group: /^gateway\./,
    at: /^spec\.gatewayClassName$/,
    types: named('gateway.networking.k8s.io', 'GatewayClass'),
    cluster: true,
  },
  {
    kinds: /^Gateway$/,
    group: /^gateway\./,
    at: /^spec\.listeners\[\]\.tls\.certificateRefs\[\]$/,
    types: kindOf({ group: '', kind: 'Secret' }, 'group'),
    name: 'name',
    namespaced: true,
  },
  {
    kinds: /./,
    group: /^gateway\./,
    at: /^spec\.targetRefs?(?:\[\])?$/,
    types: kindOf(undefined, 'group'),
    name: 'name',
    namespaced: true,
  },
  {
    kinds: /^Certificate$/,
    group: /^cert-manager\.io$/,
    at: /^spec\.issuerRef$/,
    types: kindOf(issuer, 'group'),
    name: 'name',
  },
];

/** Kinds whose objects belong to no namespace. */
const clusterKinds = new Set([
  'ClusterIssuer',
  'ClusterRole',
  'ClusterTrustBundle',
  'GatewayClass',
  'Namespace',
  'PersistentVolume',
]);

/** The reference at a token: on the name, on a field beside it, or on the key of the map around them. */
export function referenceAt(token: Token, around: Around): Reference | undefined {
  const pod = podPath(token);
  const groups = knownGroups(token.kind);
  // A built-in name in another group is another kind.
  const foreign = groups !== undefined && !groups.has(token.group);
  const rules: readonly Rule[] =
    pod !== undefined
      ? podRules
      : objectRules.filter(
          ({ kinds, group }) =>
            kinds.test(token.kind) && !foreign && (group === undefined || group.test(token.group)),
        );
  const path = pod ?? token.path;
  const depth = token.path.length;
  const step = path.at(-1) ?? '';

  const scalar = rules.find(({ at, name }) => name === undefined && at.test(joined(path)));
  if (scalar !== undefined && token.value !== undefined && token.value !== '') {
    const found = around();
    if (found === undefined) return undefined;
    const own = ownNamespace(found);
    const types = typeof scalar.types === 'function' ? [] : scalar.types;
    return {
      types,
      name: token.value,
      namespace: scalar.cluster ? undefined : own,
      onKey: false,
      optional: false,
    };
  }
  // The map itself, a field of it, `items[].key` of a volume, or a port below an Ingress's backend.
  for (const up of [0, 1, 2, 3]) {
    if (up > path.length) break;
    const holderPath = path.slice(0, path.length - up);
    const rule = rules.find(({ at, name }) => name !== undefined && at.test(joined(holderPath)));
    if (rule?.name === undefined) continue;
    const found = around();
    const holder = found?.nodes[depth - up];
    if (found === undefined || holder?.type !== 'map') continue;
    const own = ownNamespace(found);
    if (up >= 2 && !isBelow(path.slice(path.length - up))) return undefined;
    if (up === 0 && token.role !== 'key') return undefined;
    return read(
      rule,
      rule.name,
      holder,
      own,
      up === 0 ? '' : step,
      up >= 2 ? found.nodes[depth - 1] : undefined,
    );
  }
  return undefined;
}

function ownNamespace({ root }: Surroundings): Namespace {
  return { name: textAt(root, 'metadata', 'namespace') };
}

/** Fields further down that still speak of the same target. */
function isBelow(steps: readonly string[]): boolean {
  const text = joined(steps);
  return text === 'items[].key' || text === '[].key' || text === 'port.name' || text === 'port.number';
}

function read(
  rule: Rule,
  nameField: string,
  holder: TreeNode,
  own: Namespace,
  step: string,
  item: TreeNode | undefined,
): Reference | undefined {
  const name = textAt(holder, nameField);
  if (name === undefined || name === '') return undefined;
  const types = typeof rule.types === 'function' ? rule.types(holder) : rule.types;
  if (types.length === 0) return undefined;
  const written = rule.namespaced ? textAt(holder, 'namespace') : undefined;
  const cluster = rule.cluster ?? types.every(({ kind }) => clusterKinds.has(kind));
  const ofItem = item !== undefined && step === 'key';
  const key = ofItem ? textAt(item, 'key') : rule.key === undefined ? undefined : textAt(holder, rule.key);
  return {
    types,
    name,
    namespace: cluster ? undefined : written === undefined ? own : { name: written },
    ...(key !== undefined && key !== '' && { key }),
    onKey: key !== undefined && (ofItem || step === rule.key),
    optional: textAt(holder, 'optional') === 'true',
  };
}

function joined(path: readonly string[]): string {
  return path.join('.').replaceAll('.[]', '[]');
}

/** What is there in every cluster or namespace, so that no manifest has to make it. */
export function isBuiltIn({ types, name }: Reference): boolean {
  return types.some(({ kind }) => {
    switch (kind) {
      case 'ServiceAccount':
        return name === 'default';
      case 'ClusterRole':
        return /^(?:cluster-admin|admin|edit|view)$/.test(name) || name.startsWith('system:');
      case 'PriorityClass':
        return name === 'system-cluster-critical' || name === 'system-node-critical';
      case 'Namespace':
        return /^(?:default|kube-system|kube-public|kube-node-lease)$/.test(name);
      case 'ConfigMap':
        return name === 'kube-root-ca.crt';
      case 'Service':
        return name === 'kubernetes';
    }
    return false;
  });
}

/** A place that selects Pods by their labels. */
export interface SelectorPlace {
  readonly node: TreeNode;
  readonly form: 'map' | 'labelSelector';
  /** Undefined where Pods of other namespaces are meant, too. */
  readonly namespace: Namespace | undefined;
  /** The workload's own template has to match. */
  readonly own: boolean;
}

const workloads = /^(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|Job|Rollout|ReplicationController)$/;

/** The selector that a token belongs to. */
export function selectorAt(token: Token, around: Around): SelectorPlace | undefined {
  const at = selectorStep(token);
  const found = at && around();
  const node = found?.nodes[at?.depth ?? -1];
  if (at === undefined || found === undefined || node === undefined) return undefined;
  const { form, own } = at;
  // Beside a selector of namespaces, Pods of other ones are meant.
  const others = at.peer && entryOf(found.nodes[at.depth - 1], 'namespaceSelector') !== undefined;
  return { node, form, own, namespace: others ? undefined : ownNamespace(found) };
}

interface SelectorStep {
  /** Steps from the object's root to the selector. */
  readonly depth: number;
  readonly form: SelectorPlace['form'];
  readonly own: boolean;
  /** A peer of a NetworkPolicy. */
  readonly peer: boolean;
}

function selectorStep(token: Token): SelectorStep | undefined {
  const { path, kind, group } = token;
  const groups = knownGroups(kind);
  if (groups !== undefined && !groups.has(group)) return undefined;
  const plain = { form: 'labelSelector', own: false, peer: false } as const;
  if (path[0] === 'spec' && path[1] === 'selector') {
    if (kind === 'Service' && group === '') return { ...plain, depth: 2, form: 'map' };
    if (kind === 'ReplicationController') return { ...plain, depth: 2, form: 'map', own: true };
    if (workloads.test(kind)) return { ...plain, depth: 2, own: true };
    return kind === 'PodDisruptionBudget' ? { ...plain, depth: 2 } : undefined;
  }
  if (kind === 'NetworkPolicy' && group === 'networking.k8s.io' && path[0] === 'spec') {
    if (path[1] === 'podSelector') return { ...plain, depth: 2 };
    const peer = (path[3] === 'from' || path[3] === 'to') && path[5] === 'podSelector';
    return peer ? { ...plain, depth: 6, peer } : undefined;
  }
  const pod = podPath(token);
  const step =
    pod?.[0] === 'topologySpreadConstraints' || pod?.[0] === 'affinity' ? pod.indexOf('labelSelector') : -1;
  return pod === undefined || step === -1
    ? undefined
    : { ...plain, depth: path.length - pod.length + step + 1 };
}
