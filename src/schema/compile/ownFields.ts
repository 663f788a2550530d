/** Fields to which the declarations give no text. */
export const ownFieldTexts: Readonly<Record<string, string>> = {
  apiVersion:
    'Group and version of the API that reads this object, such as `apps/v1`; the core group has no name. More info: https://kubernetes.io/docs/reference/using-api/#api-groups',
  kind: 'Type of the object, in CamelCase. Together with `apiVersion` it decides which fields there are. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/',
  metadata:
    "The object's name, labels, annotations and what else holds for all kinds. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
};

/**
 * State of fields of Kubernetes' own kinds whose text tells no version. Sources: the deprecation and removal notes of
 * https://kubernetes.io/docs/concepts/storage/volumes/ and of
 * https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/.
 */
export const ownFieldStatus: Readonly<Record<string, string>> = {
  loadBalancerIP: 'deprecated 1.24',
  externalIPs: 'deprecated 1.36',
  awsElasticBlockStore: 'removed 1.27',
  azureDisk: 'removed 1.27',
  cephfs: 'removed 1.31',
  cinder: 'removed 1.26',
  flexVolume: 'deprecated 1.23',
  flocker: 'removed 1.25',
  gcePersistentDisk: 'removed 1.28',
  gitRepo: 'removed 1.36',
  glusterfs: 'removed 1.26',
  quobyte: 'removed 1.25',
  rbd: 'removed 1.31',
  scaleIO: 'removed 1.22',
  storageos: 'removed 1.25',
};

/** Ways out that the API's text does not tell yet. */
export const ownDeprecations: Readonly<Record<string, string>> = {
  externalIPs:
    'Whoever may set it can take over traffic to any address (CVE-2020-8554). Use `type: LoadBalancer` or the Gateway API instead.',
  serviceAccount: 'Use `serviceAccountName` instead.',
};
