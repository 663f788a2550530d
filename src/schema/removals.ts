/** An API version that the API server no longer serves. */
export interface Removal {
  /** Minor version from which on it is not served. */
  readonly version: string;
  /** What to write instead; an apiVersion, or a kind's name with a sentence of its own in `advice`. */
  readonly successor?: string;
  /** Minor version that served the successor first. */
  readonly since?: string;
  /** Where no other version of the kind follows. */
  readonly advice?: 'podSecurity' | 'none';
}

type Row = readonly [apiVersion: string, kinds: string, version: string, successor: string, since: string];

/**
 * Source: https://kubernetes.io/docs/reference/using-api/deprecation-guide/ for stable and beta versions; the
 * release notes of the named versions for alphas.
 */
const rows: readonly Row[] = [
  ['flowcontrol.apiserver.k8s.io/v1beta3', '*', '1.32', 'flowcontrol.apiserver.k8s.io/v1', '1.29'],
  ['flowcontrol.apiserver.k8s.io/v1beta2', '*', '1.29', 'flowcontrol.apiserver.k8s.io/v1', '1.29'],
  ['flowcontrol.apiserver.k8s.io/v1beta1', '*', '1.26', 'flowcontrol.apiserver.k8s.io/v1', '1.29'],
  ['storage.k8s.io/v1beta1', 'CSIStorageCapacity', '1.27', 'storage.k8s.io/v1', '1.24'],
  ['autoscaling/v2beta2', '*', '1.26', 'autoscaling/v2', '1.23'],
  ['autoscaling/v2beta1', '*', '1.25', 'autoscaling/v2', '1.23'],
  ['batch/v1beta1', '*', '1.25', 'batch/v1', '1.21'],
  ['batch/v2alpha1', '*', '1.21', 'batch/v1', '1.21'],
  ['discovery.k8s.io/v1beta1', '*', '1.25', 'discovery.k8s.io/v1', '1.21'],
  ['events.k8s.io/v1beta1', '*', '1.25', 'events.k8s.io/v1', '1.19'],
  ['policy/v1beta1', 'PodDisruptionBudget', '1.25', 'policy/v1', '1.21'],
  ['node.k8s.io/v1beta1', '*', '1.25', 'node.k8s.io/v1', '1.20'],
  [
    'admissionregistration.k8s.io/v1beta1',
    'MutatingWebhookConfiguration',
    '1.22',
    'admissionregistration.k8s.io/v1',
    '1.16',
  ],
  [
    'admissionregistration.k8s.io/v1beta1',
    'ValidatingWebhookConfiguration',
    '1.22',
    'admissionregistration.k8s.io/v1',
    '1.16',
  ],
  ['apiextensions.k8s.io/v1beta1', '*', '1.22', 'apiextensions.k8s.io/v1', '1.16'],
  ['apiregistration.k8s.io/v1beta1', '*', '1.22', 'apiregistration.k8s.io/v1', '1.10'],
  ['authentication.k8s.io/v1beta1', 'TokenReview', '1.22', 'authentication.k8s.io/v1', '1.6'],
  ['authorization.k8s.io/v1beta1', '*', '1.22', 'authorization.k8s.io/v1', '1.6'],
  ['certificates.k8s.io/v1beta1', 'CertificateSigningRequest', '1.22', 'certificates.k8s.io/v1', '1.19'],
  ['coordination.k8s.io/v1beta1', 'Lease', '1.22', 'coordination.k8s.io/v1', '1.14'],
  ['extensions/v1beta1', 'Ingress', '1.22', 'networking.k8s.io/v1', '1.19'],
  ['networking.k8s.io/v1beta1', 'Ingress', '1.22', 'networking.k8s.io/v1', '1.19'],
  ['networking.k8s.io/v1beta1', 'IngressClass', '1.22', 'networking.k8s.io/v1', '1.19'],
  ['rbac.authorization.k8s.io/v1beta1', '*', '1.22', 'rbac.authorization.k8s.io/v1', '1.8'],
  ['rbac.authorization.k8s.io/v1alpha1', '*', '1.23', 'rbac.authorization.k8s.io/v1', '1.8'],
  ['scheduling.k8s.io/v1beta1', '*', '1.22', 'scheduling.k8s.io/v1', '1.14'],
  ['storage.k8s.io/v1beta1', 'CSIDriver', '1.22', 'storage.k8s.io/v1', '1.18'],
  ['storage.k8s.io/v1beta1', 'CSINode', '1.22', 'storage.k8s.io/v1', '1.17'],
  ['storage.k8s.io/v1beta1', 'StorageClass', '1.22', 'storage.k8s.io/v1', '1.6'],
  ['storage.k8s.io/v1beta1', 'VolumeAttachment', '1.22', 'storage.k8s.io/v1', '1.13'],
  ['extensions/v1beta1', 'NetworkPolicy', '1.16', 'networking.k8s.io/v1', '1.8'],
  ['extensions/v1beta1', 'DaemonSet', '1.16', 'apps/v1', '1.9'],
  ['extensions/v1beta1', 'Deployment', '1.16', 'apps/v1', '1.9'],
  ['extensions/v1beta1', 'ReplicaSet', '1.16', 'apps/v1', '1.9'],
  ['apps/v1beta2', '*', '1.16', 'apps/v1', '1.9'],
  ['apps/v1beta1', '*', '1.16', 'apps/v1', '1.9'],
];

const withoutSuccessor: Readonly<Record<string, Removal>> = {
  'extensions/v1beta1 PodSecurityPolicy': { version: '1.16', advice: 'podSecurity' },
  'policy/v1beta1 PodSecurityPolicy': { version: '1.25', advice: 'podSecurity' },
  'settings.k8s.io/v1alpha1 PodPreset': { version: '1.20', advice: 'none' },
};

const removals: ReadonlyMap<string, Removal> = new Map([
  ...rows.map(([apiVersion, kinds, version, successor, since]): [string, Removal] => [
    `${apiVersion} ${kinds}`,
    { version, successor, since },
  ]),
  ...Object.entries(withoutSuccessor),
]);

/** When and for what a version of a kind was removed; undefined if it is served, or nobody knows it. */
export function removalOf(apiVersion: string, kind: string): Removal | undefined {
  const single = kind.endsWith('List') && kind !== 'List' ? kind.slice(0, -'List'.length) : kind;
  return removals.get(`${apiVersion} ${single}`) ?? removals.get(`${apiVersion} *`);
}
