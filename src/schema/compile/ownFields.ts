/** Fields to which the declarations give no text. */
export const ownFieldTexts: Readonly<Record<string, string>> = {
  apiVersion:
    'Group and version of the API that reads this object, such as `apps/v1`; the core group has no name. More info: https://kubernetes.io/docs/reference/using-api/#api-groups',
  kind: 'Type of the object, in CamelCase. Together with `apiVersion` it decides which fields there are. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/',
  metadata:
    "The object's name, labels, annotations and what else holds for all kinds. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
};

/**
 * State of fields of Kubernetes' own kinds whose text tells no version. A volume that a CSI driver took over still
 * works and is deprecated; one that nothing took over is removed with its driver. Sources: the notes on each type of
 * volume at https://kubernetes.io/docs/concepts/storage/volumes/, the release notes of 1.22 (ScaleIO), 1.25 (Flocker,
 * Quobyte, StorageOS) and 1.36 (gitRepo, externalIPs), and the API's own text on loadBalancerIP.
 */
export const ownFieldStatus: Readonly<Record<string, string>> = {
  loadBalancerIP: 'deprecated 1.24',
  externalIPs: 'deprecated 1.36',
  awsElasticBlockStore: 'deprecated 1.19',
  azureDisk: 'deprecated 1.19',
  azureFile: 'deprecated 1.21',
  cinder: 'deprecated 1.11',
  gcePersistentDisk: 'deprecated 1.17',
  portworxVolume: 'deprecated 1.25',
  vsphereVolume: 'deprecated 1.19',
  flexVolume: 'deprecated 1.23',
  cephfs: 'removed 1.31',
  flocker: 'removed 1.25',
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
