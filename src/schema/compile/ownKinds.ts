import type { FieldModel, Model, ObjectModel } from './model.ts';

/**
 * Versions that the declarations leave out although their kinds have the shape of one that they hold, that one last.
 */
export const sameShape: readonly (readonly [apiVersion: string, kind: string, as: string])[] = [
  ['admissionregistration.k8s.io/v1beta1', 'ValidatingAdmissionPolicy', 'admissionregistration.k8s.io/v1'],
  [
    'admissionregistration.k8s.io/v1beta1',
    'ValidatingAdmissionPolicyBinding',
    'admissionregistration.k8s.io/v1',
  ],
  ['admissionregistration.k8s.io/v1beta1', 'MutatingAdmissionPolicy', 'admissionregistration.k8s.io/v1'],
  [
    'admissionregistration.k8s.io/v1beta1',
    'MutatingAdmissionPolicyBinding',
    'admissionregistration.k8s.io/v1',
  ],
  ['admissionregistration.k8s.io/v1alpha1', 'MutatingAdmissionPolicy', 'admissionregistration.k8s.io/v1'],
  [
    'admissionregistration.k8s.io/v1alpha1',
    'MutatingAdmissionPolicyBinding',
    'admissionregistration.k8s.io/v1',
  ],
  ['batch/v2alpha1', 'CronJob', 'batch/v1beta1'],
  ['gateway.networking.k8s.io/v1', 'TCPRoute', 'gateway.networking.k8s.io/v1alpha2'],
  ['gateway.networking.k8s.io/v1', 'UDPRoute', 'gateway.networking.k8s.io/v1alpha2'],
  ['networking.k8s.io/v1beta1', 'IPAddress', 'networking.k8s.io/v1'],
  ['networking.k8s.io/v1beta1', 'ServiceCIDR', 'networking.k8s.io/v1'],
  ['rbac.authorization.k8s.io/v1alpha1', 'ClusterRole', 'rbac.authorization.k8s.io/v1beta1'],
  ['rbac.authorization.k8s.io/v1alpha1', 'Role', 'rbac.authorization.k8s.io/v1beta1'],
  ['resource.k8s.io/v1beta2', 'DeviceClass', 'resource.k8s.io/v1'],
  ['resource.k8s.io/v1beta2', 'ResourceClaim', 'resource.k8s.io/v1'],
  ['resource.k8s.io/v1beta2', 'ResourceClaimTemplate', 'resource.k8s.io/v1'],
  ['resource.k8s.io/v1beta2', 'ResourceSlice', 'resource.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', 'VolumeAttributesClass', 'storage.k8s.io/v1'],
];

/** Kinds to which the declarations give no text. */
export const ownKindTexts: Readonly<Record<string, string>> = {
  IstioOperator:
    'Says how Istio itself is installed: profile, components and values. Read by `istioctl install`; the operator inside the cluster was dropped with Istio 1.24. More info: https://istio.io/latest/docs/reference/config/istio.operator.v1alpha1/',
  ClusterBundle:
    'A set of trusted CA certificates from several sources, which trust-manager writes to ConfigMaps or Secrets in all namespaces. More info: https://cert-manager.io/docs/trust/trust-manager/',
  Bundle:
    'A set of trusted CA certificates from several sources, which trust-manager writes to ConfigMaps or Secrets in all namespaces. More info: https://cert-manager.io/docs/trust/trust-manager/',
};

interface OwnKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly doc: string;
  readonly object: ObjectModel;
}

const text: FieldModel['type'] = { form: 'scalar', name: 'string' };

function field(type: FieldModel['type'], doc = '', required = true): FieldModel {
  return { type, doc, typeDoc: '', required };
}

/**
 * Kinds that the declarations leave out, and what each is for: beta APIs, and files that components of the control
 * plane read at their start. Of their fields nothing is known here.
 */
const withoutFields: readonly (readonly [
  apiVersion: string,
  kinds: Readonly<Record<string, string>>,
  page: string,
])[] = [
  [
    'certificates.k8s.io/v1beta1',
    {
      ClusterTrustBundle:
        'X.509 trust anchors (root certificates) for the whole cluster, which Pods mount through a `clusterTrustBundle` source of a projected volume.',
      PodCertificateRequest:
        'A certificate for a Pod, which the kubelet requests for a `podCertificate` source of a projected volume.',
    },
    'https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/',
  ],
  [
    'coordination.k8s.io/v1beta1',
    {
      LeaseCandidate:
        'A candidate for a Lease, with its version, so that coordinated leader election can choose the best one.',
    },
    'https://kubernetes.io/docs/concepts/cluster-administration/coordinated-leader-election/',
  ],
  [
    'storagemigration.k8s.io/v1beta1',
    {
      StorageVersionMigration:
        'Asks the control plane to write all stored objects of a resource again, in the current storage version.',
    },
    'https://kubernetes.io/docs/tasks/manage-kubernetes-objects/storage-version-migration/',
  ],
  [
    'internal.apiserver.k8s.io/v1alpha1',
    {
      StorageVersion:
        'The version in which each API server stores a resource. Written by API servers for each other.',
    },
    'https://kubernetes.io/docs/reference/using-api/',
  ],
  [
    'kubelet.config.k8s.io/v1',
    { CredentialProviderConfig: credentialProviders() },
    'https://kubernetes.io/docs/tasks/administer-cluster/kubelet-credential-provider/',
  ],
  [
    'kubelet.config.k8s.io/v1beta1',
    { CredentialProviderConfig: credentialProviders() },
    'https://kubernetes.io/docs/tasks/administer-cluster/kubelet-credential-provider/',
  ],
  [
    'kubeadm.k8s.io/v1beta4',
    kubeadm(),
    'https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/',
  ],
  [
    'kubeadm.k8s.io/v1beta3',
    kubeadm(),
    'https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta3/',
  ],
  [
    'apiserver.config.k8s.io/v1',
    {
      ...accessConfiguration(),
      AdmissionConfiguration:
        "Configuration of the API server's admission plugins; the file behind `--admission-control-config-file`.",
      EncryptionConfiguration:
        'Which resources the API server encrypts in etcd, and with which providers; the file behind `--encryption-provider-config`. The first provider writes, all of them read.',
    },
    'https://kubernetes.io/docs/reference/config-api/apiserver-config.v1/',
  ],
  [
    'apiserver.config.k8s.io/v1beta1',
    accessConfiguration(),
    'https://kubernetes.io/docs/reference/config-api/apiserver-config.v1beta1/',
  ],
  [
    'audit.k8s.io/v1',
    {
      Policy:
        'Which requests the API server writes to its audit log, and how much of each; the file behind `--audit-policy-file`. The first rule that matches decides.',
    },
    'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/',
  ],
];

function credentialProviders(): string {
  return 'Plugins that give the kubelet credentials for image registries; the file behind `--image-credential-provider-config`.';
}

function accessConfiguration(): Readonly<Record<string, string>> {
  return {
    AuthenticationConfiguration:
      'How the API server authenticates: JWT issuers and anonymous requests; the file behind `--authentication-config`.',
    AuthorizationConfiguration:
      "The API server's chain of authorizers, in their order; the file behind `--authorization-config`.",
  };
}

function kubeadm(): Readonly<Record<string, string>> {
  return {
    ClusterConfiguration:
      'What kubeadm sets up for the whole cluster: version, networks, certificates, etcd and the control plane. Kept in the ConfigMap `kubeadm-config`.',
    InitConfiguration: 'What `kubeadm init` needs to know about this run and its node. Not kept.',
    JoinConfiguration: 'How `kubeadm join` finds the cluster and registers its node. Not kept.',
    ResetConfiguration: 'Options of `kubeadm reset`.',
    UpgradeConfiguration: 'Options of `kubeadm upgrade`.',
  };
}

/** Kinds that the declarations leave out. */
export function ownKinds(model: Model): OwnKind[] {
  const meta = model.main('@kubernetes-models/apimachinery/apis/meta/v1/ListMeta')?.type;
  const items: FieldModel['type'] = { form: 'list', of: { form: 'scalar', name: 'any' } };
  const typeMeta = [
    ['apiVersion', field(text)],
    ['kind', field(text)],
  ] as const;
  const list = new Map<string, FieldModel>([
    ...typeMeta,
    ['items', field(items, 'The objects, of any kinds, in the order in which they are applied.')],
  ]);
  if (meta) list.set('metadata', field(meta, 'Standard metadata of a list.', false));
  const doc =
    'A list of objects of any kinds in one document, as `kubectl get -o yaml` prints it. kubectl takes it apart; the API server has no such resource.';
  const bare = withoutFields.flatMap(([apiVersion, kinds, page]) =>
    Object.entries(kinds).map(([kind, about]): OwnKind => {
      const object: ObjectModel = { form: 'object', doc: '', fields: new Map(typeMeta) };
      return { apiVersion, kind, doc: `${about} More info: ${page}`, object };
    }),
  );
  return [
    { apiVersion: 'v1', kind: 'List', doc, object: { form: 'object', doc: '', fields: list } },
    ...bare,
  ];
}
