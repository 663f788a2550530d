import type { ObjectType } from './token.ts';

/**
 * Kinds of the built-in API groups and of the configuration files of Kubernetes' own components, newest served
 * version first. Source: the API reference of Kubernetes 1.36 and the deprecated API migration guide.
 */
const current: Readonly<Record<string, readonly string[]>> = {
  v1: [
    'Binding',
    'ConfigMap',
    'Endpoints',
    'Event',
    'LimitRange',
    'List',
    'Namespace',
    'Node',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'Pod',
    'PodTemplate',
    'ReplicationController',
    'ResourceQuota',
    'Secret',
    'Service',
    'ServiceAccount',
  ],
  'apps/v1': ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  'batch/v1': ['CronJob', 'Job'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
  'policy/v1': ['Eviction', 'PodDisruptionBudget'],
  'networking.k8s.io/v1': ['IPAddress', 'Ingress', 'IngressClass', 'NetworkPolicy', 'ServiceCIDR'],
  'rbac.authorization.k8s.io/v1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'storage.k8s.io/v1': [
    'CSIDriver',
    'CSINode',
    'CSIStorageCapacity',
    'StorageClass',
    'VolumeAttachment',
    'VolumeAttributesClass',
  ],
  'admissionregistration.k8s.io/v1': [
    'MutatingWebhookConfiguration',
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
    'ValidatingWebhookConfiguration',
  ],
  'admissionregistration.k8s.io/v1beta1': ['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding'],
  'apiextensions.k8s.io/v1': ['CustomResourceDefinition'],
  'apiregistration.k8s.io/v1': ['APIService'],
  'authentication.k8s.io/v1': ['SelfSubjectReview', 'TokenRequest', 'TokenReview'],
  'authorization.k8s.io/v1': [
    'LocalSubjectAccessReview',
    'SelfSubjectAccessReview',
    'SelfSubjectRulesReview',
    'SubjectAccessReview',
  ],
  'certificates.k8s.io/v1': ['CertificateSigningRequest'],
  'certificates.k8s.io/v1beta1': ['ClusterTrustBundle', 'PodCertificateRequest'],
  'coordination.k8s.io/v1': ['Lease'],
  'coordination.k8s.io/v1beta1': ['LeaseCandidate'],
  'discovery.k8s.io/v1': ['EndpointSlice'],
  'events.k8s.io/v1': ['Event'],
  'flowcontrol.apiserver.k8s.io/v1': ['FlowSchema', 'PriorityLevelConfiguration'],
  'internal.apiserver.k8s.io/v1alpha1': ['StorageVersion'],
  'node.k8s.io/v1': ['RuntimeClass'],
  'resource.k8s.io/v1': ['DeviceClass', 'ResourceClaim', 'ResourceClaimTemplate', 'ResourceSlice'],
  'scheduling.k8s.io/v1': ['PriorityClass'],
  'storagemigration.k8s.io/v1beta1': ['StorageVersionMigration'],
  'kubeproxy.config.k8s.io/v1alpha1': ['KubeProxyConfiguration'],
  'kubelet.config.k8s.io/v1beta1': ['CredentialProviderConfig', 'KubeletConfiguration'],
  'kubescheduler.config.k8s.io/v1': ['KubeSchedulerConfiguration'],
  'kubeadm.k8s.io/v1beta4': [
    'ClusterConfiguration',
    'InitConfiguration',
    'JoinConfiguration',
    'ResetConfiguration',
    'UpgradeConfiguration',
  ],
  'apiserver.config.k8s.io/v1': [
    'AdmissionConfiguration',
    'AuthenticationConfiguration',
    'AuthorizationConfiguration',
    'EncryptionConfiguration',
  ],
  'audit.k8s.io/v1': ['Policy'],
};

/** Groups that served a kind in the past: their text is still right, but they do not make a kind ambiguous. */
const former: Readonly<Record<string, readonly string[]>> = {
  'policy/v1beta1': ['PodSecurityPolicy'],
  'extensions/v1beta1': [
    'DaemonSet',
    'Deployment',
    'Ingress',
    'NetworkPolicy',
    'PodSecurityPolicy',
    'ReplicaSet',
  ],
};

/**
 * Kinds of the custom resources that the field reference holds, newest version first. `Gateway` has two groups and
 * stands in neither.
 */
const custom: Readonly<Record<string, readonly string[]>> = {
  'gateway.networking.k8s.io/v1': [
    'BackendTLSPolicy',
    'GRPCRoute',
    'GatewayClass',
    'HTTPRoute',
    'ListenerSet',
    'ReferenceGrant',
    'TCPRoute',
    'TLSRoute',
    'UDPRoute',
  ],
  'gateway.networking.x-k8s.io/v1alpha1': ['XBackendTrafficPolicy', 'XMesh'],
  'networking.istio.io/v1': [
    'DestinationRule',
    'ServiceEntry',
    'Sidecar',
    'VirtualService',
    'WorkloadEntry',
    'WorkloadGroup',
  ],
  'networking.istio.io/v1beta1': ['ProxyConfig'],
  'networking.istio.io/v1alpha3': ['EnvoyFilter'],
  'security.istio.io/v1': ['AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication'],
  'telemetry.istio.io/v1': ['Telemetry'],
  'extensions.istio.io/v1alpha1': ['WasmPlugin'],
  'install.istio.io/v1alpha1': ['IstioOperator'],
  'cert-manager.io/v1': ['Certificate', 'CertificateRequest', 'ClusterIssuer', 'Issuer'],
  'acme.cert-manager.io/v1': ['Challenge', 'Order'],
  'policy.cert-manager.io/v1alpha1': ['CertificateRequestPolicy'],
  'trust-manager.io/v1alpha2': ['ClusterBundle'],
  'trust.cert-manager.io/v1alpha1': ['Bundle'],
  'awspca.cert-manager.io/v1beta1': ['AWSPCAClusterIssuer', 'AWSPCAIssuer'],
  'argoproj.io/v1alpha1': ['AppProject', 'Application', 'ApplicationSet'],
  'monitoring.coreos.com/v1': [
    'Alertmanager',
    'PodMonitor',
    'Probe',
    'Prometheus',
    'PrometheusRule',
    'ServiceMonitor',
    'ThanosRuler',
  ],
  'monitoring.coreos.com/v1beta1': ['AlertmanagerConfig'],
  'monitoring.coreos.com/v1alpha1': ['PrometheusAgent', 'ScrapeConfig'],
};

interface Known {
  readonly groups: ReadonlySet<string>;
  /** The only present one, or the last of a kind that was removed; undefined if there are several. */
  readonly apiVersion: string | undefined;
}

function tabulate(): ReadonlyMap<string, Known> {
  const present = byKind(current);
  const past = byKind(former);
  const known = new Map<string, Known>();
  for (const kind of [...present.keys(), ...past.keys()]) {
    const now = present.get(kind) ?? [];
    const then = past.get(kind) ?? [];
    const groups = new Set([...now, ...then].map(groupOf));
    known.set(kind, { groups, apiVersion: now.length > 1 ? undefined : (now[0] ?? then[0]) });
  }
  return known;
}

function byKind(table: Readonly<Record<string, readonly string[]>>): Map<string, string[]> {
  const kinds = new Map<string, string[]>();
  for (const [apiVersion, names] of Object.entries(table)) {
    for (const name of names) kinds.set(name, [...(kinds.get(name) ?? []), apiVersion]);
  }
  return kinds;
}

const known = tabulate();
const customKinds = byKind(custom);

/** Groups that serve a built-in kind or served it in the past; undefined for kinds that are not built in. */
export function knownGroups(kind: string): ReadonlySet<string> | undefined {
  return known.get(kind)?.groups;
}

/** Kustomize's own files: what they say is read by a tool, and nobody applies them. */
export function isToolFile({ group }: { readonly group: string }): boolean {
  return group === 'kustomize.config.k8s.io';
}

function groupOf(apiVersion: string): string {
  const slash = apiVersion.lastIndexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}

const wellFormed = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\/)?v\d+(?:(?:alpha|beta)\d+)?$/;
const kindName = /^[A-Z][A-Za-z0-9]*$/;

/**
 * The type that `apiVersion` and `kind` name, or undefined if they name none. Where `apiVersion` is missing,
 * templated or half typed, the kind decides when only one group has it.
 */
export function objectType(apiVersion: string | undefined, kind: string | undefined): ObjectType | undefined {
  if (kind === undefined || !kindName.test(kind)) return undefined;
  const version = apiVersion !== undefined && isVersion(apiVersion) ? apiVersion : only(kind);
  if (version === undefined) return undefined;
  return {
    apiVersion: version,
    group: groupOf(version),
    version: version.slice(version.lastIndexOf('/') + 1),
    kind,
  };
}

/** The apiVersion of a kind that only one known group has. */
export function only(kind: string): string | undefined {
  return known.has(kind) ? known.get(kind)?.apiVersion : customKinds.get(kind)?.[0];
}

/** Whether a text is a whole apiVersion. */
export function isVersion(text: string): boolean {
  return wellFormed.test(text);
}

/** Whether a text is the name of a kind that somebody here knows. */
export function isKnownKind(name: string): boolean {
  return known.has(name) || customKinds.has(name);
}

/** Every built-in kind, present and past. */
export function knownKinds(): Iterable<string> {
  return known.keys();
}
