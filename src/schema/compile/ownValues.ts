/** Values of fields that the API declares as text, where its own text does not list them in a readable form. */
export const ownOpenValues: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  medium: {
    '': "The node's default medium: the disk that holds the kubelet's directory.",
    Memory: 'A tmpfs in RAM; what is written counts as memory of the container that wrote it.',
    HugePages: "Huge pages, where the Pod's containers request only one size of them.",
  },
  trafficDistribution: {
    PreferSameZone: "Prefers endpoints in the client's zone.",
    PreferSameNode: "Prefers endpoints on the client's node.",
    PreferClose: 'Older name of PreferSameZone.',
  },
  // The Gateway API declares these as text, so that implementations may add to them; by the type's name.
  FromNamespaces: {
    Same: "Routes in the Gateway's own namespace; the default.",
    All: 'Routes in all namespaces.',
    Selector: 'Routes in namespaces that the selector matches.',
    None: 'No routes.',
  },
  TLSModeType: {
    Terminate: 'The Gateway ends TLS with the given certificates; the default.',
    Passthrough: 'TLS goes through to the backend.',
  },
  HTTPPathModifierType: {
    ReplaceFullPath: 'Replaces the whole path.',
    ReplacePrefixMatch: 'Replaces the prefix that the rule matched.',
  },
  HTTPRouteFilterType: {
    RequestHeaderModifier: 'Sets, adds or removes headers of the request.',
    ResponseHeaderModifier: 'Sets, adds or removes headers of the response.',
    RequestRedirect: 'Answers with a redirect.',
    URLRewrite: 'Changes host or path before the request goes on.',
    RequestMirror: 'Sends a copy of the request elsewhere; its answer is dropped.',
    CORS: 'Answers preflight requests and sets CORS headers.',
    ExternalAuth: 'Asks another service whether the request may pass.',
    ExtensionRef: 'A filter of the implementation, in an object of its own.',
  },
  GRPCRouteFilterType: {
    RequestHeaderModifier: 'Sets, adds or removes headers of the request.',
    ResponseHeaderModifier: 'Sets, adds or removes headers of the response.',
    RequestMirror: 'Sends a copy of the request elsewhere; its answer is dropped.',
    ExtensionRef: 'A filter of the implementation, in an object of its own.',
  },
  ProtocolType: {
    HTTP: 'Cleartext HTTP/1.1 or HTTP/2.',
    HTTPS: 'HTTP over TLS that the Gateway ends.',
    TLS: 'TLS, ended here or passed through, routed by SNI.',
    TCP: 'TCP connections.',
    UDP: 'UDP packets.',
  },
  AddressType: {
    IPAddress: 'An address of IPv4 or IPv6.',
    Hostname: 'A DNS name.',
    NamedAddress: 'A name that the implementation knows an address for.',
  },
};

/** Texts that say more than the API's own word on a value, by the type's name. */
export const ownTypedTexts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  PathMatchType: {
    Exact: 'The whole path, letter by letter.',
    PathPrefix: 'Whole path elements from the start: `/foo` matches `/foo/bar`, not `/foobar`; the default.',
    RegularExpression: 'A regular expression in the dialect of the implementation.',
  },
  HeaderMatchType: { Exact: 'The whole value; the default.', RegularExpression: 'A regular expression.' },
  QueryParamMatchType: { Exact: 'The whole value; the default.', RegularExpression: 'A regular expression.' },
  GRPCMethodMatchType: {
    Exact: 'Service and method as written; the default.',
    RegularExpression: 'A regular expression.',
  },
  GRPCHeaderMatchType: { Exact: 'The whole value; the default.', RegularExpression: 'A regular expression.' },
};

const selectorOperators = {
  In: 'The value is one of `values`.',
  NotIn: 'The value is none of `values`, or the key is missing.',
  Exists: 'The key is there, whatever its value.',
  DoesNotExist: 'The key is not there.',
  Gt: 'The value, read as an integer, is greater than the single one in `values`.',
  Lt: 'The value, read as an integer, is less than the single one in `values`.',
};

const byField: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  accessModes: {
    ReadWriteOnce: 'Mounted read-write by a single node; several Pods on that node may share it.',
    ReadOnlyMany: 'Mounted read-only by many nodes.',
    ReadWriteMany: 'Mounted read-write by many nodes.',
    ReadWriteOncePod: 'Mounted read-write by a single Pod in the whole cluster; CSI volumes only.',
  },
  restartPolicy: {
    Always: 'Restarts a container whenever it ends.',
    OnFailure: 'Restarts a container that ends with an error.',
    Never: 'Never restarts a container.',
  },
  cachingMode: {
    None: 'No caching on the host.',
    ReadOnly: 'The host caches reads.',
    ReadWrite: 'The host caches reads and writes.',
  },
  scopes: {
    Terminating: 'Pods with `activeDeadlineSeconds`.',
    NotTerminating: 'Pods without `activeDeadlineSeconds`.',
    BestEffort: 'Pods of the QoS class BestEffort.',
    NotBestEffort: 'Pods of the QoS classes Burstable and Guaranteed.',
    PriorityClass: 'Pods that name the given priority classes.',
    CrossNamespacePodAffinity: 'Pods with (anti-)affinity terms that reach into other namespaces.',
    VolumeAttributesClass: 'Claims that name the given volume attributes classes.',
  },
  ipFamilies: { '': 'No family.', IPv4: 'Addresses of IPv4.', IPv6: 'Addresses of IPv6.' },
  operations: {
    '*': 'All operations, also those that may be added later.',
    CONNECT: 'Connections to subresources such as `pods/exec`.',
    CREATE: 'Objects that are created.',
    UPDATE: 'Objects that are changed, patches included.',
    DELETE: 'Objects that are deleted.',
  },
  validationActions: {
    Deny: 'The request is denied.',
    Warn: 'The client gets a warning.',
    Audit: "The failure is noted in the request's audit event.",
  },
  policyTypes: {
    Ingress: 'The policy restricts traffic to the selected Pods.',
    Egress: 'The policy restricts traffic from the selected Pods.',
  },
  status: {
    True: 'The condition holds.',
    False: 'The condition does not hold.',
    Unknown: 'Nobody can tell at the moment.',
  },
  source: {
    FromClaim: 'From the claim itself.',
    FromClass: 'From the device class, which an administrator wrote.',
  },
  usages: {
    any: 'Any purpose.',
    signing: 'Digital signatures (same as `digital signature`).',
    'digital signature': 'Digital signatures other than on certificates and CRLs.',
    'content commitment': 'Signatures that cannot be denied later.',
    'key encipherment': 'Encrypting keys, as TLS with RSA key exchange does.',
    'key agreement': 'Agreeing on keys, as Diffie-Hellman does.',
    'data encipherment': 'Encrypting data directly.',
    'cert sign': 'Signing certificates: a CA.',
    'crl sign': 'Signing lists of revoked certificates.',
    'encipher only': 'With key agreement: only encrypting.',
    'decipher only': 'With key agreement: only decrypting.',
    'server auth': 'A TLS server proves who it is.',
    'client auth': 'A TLS client proves who it is.',
    'code signing': 'Signing programs.',
    'email protection': 'Protecting e-mail.',
    's/mime': 'Protecting e-mail (S/MIME).',
    'ipsec end system': 'An end system of IPsec.',
    'ipsec tunnel': 'A tunnel of IPsec.',
    'ipsec user': 'A user of IPsec.',
    timestamping: 'Signing time stamps.',
    'ocsp signing': 'Signing OCSP answers.',
    'microsoft sgc': "Microsoft's server gated cryptography.",
    'netscape sgc': "Netscape's server gated cryptography.",
  },
  // Istio
  failStrategy: {
    FAIL_CLOSE: 'A fatal error of the plugin fails the request.',
    FAIL_OPEN: 'A fatal error of the plugin is ignored, and the request goes on without it.',
    FAIL_RELOAD: 'The plugin is loaded again; until then requests fail.',
  },
  h2UpgradePolicy: {
    DEFAULT: "The mesh's default decides.",
    DO_NOT_UPGRADE: 'Connections stay HTTP/1.1.',
    UPGRADE: 'Connections become HTTP/2.',
  },
  simple: {
    UNSPECIFIED: 'Istio chooses.',
    RANDOM: 'A random healthy endpoint.',
    PASSTHROUGH: 'To the address that the caller asked for, without load balancing.',
    ROUND_ROBIN: 'One endpoint after another.',
    LEAST_REQUEST: 'The endpoint with the fewest open requests; the default.',
    LEAST_CONN: 'Deprecated name of LEAST_REQUEST.',
  },
  location: {
    MESH_EXTERNAL: 'Outside of the mesh: no mTLS between the proxies.',
    MESH_INTERNAL: 'Part of the mesh, such as a VM that was added to it.',
  },
  resolution: {
    NONE: 'To the address that the caller asked for.',
    STATIC: 'To the addresses in `endpoints`.',
    DNS: 'To all addresses that DNS gives for the host.',
    DNS_ROUND_ROBIN: 'To the first address that DNS gives whenever a new connection is made.',
    DYNAMIC_DNS: 'DNS is asked for the host of each request, for wildcard hosts.',
  },
  captureMode: {
    DEFAULT: 'As the environment is set up.',
    IPTABLES: 'Traffic is redirected by iptables.',
    NONE: 'No redirection: the application must talk to the listener.',
  },
  derivePort: {
    FROM_PROTOCOL_DEFAULT: '80 for HTTP and 443 for HTTPS.',
    FROM_REQUEST_PORT: 'The port of the request.',
  },
  action: {
    ALLOW: 'A request that matches a rule is allowed; with any such policy, what matches none is denied.',
    DENY: 'A request that matches a rule is denied; looked at before ALLOW.',
    AUDIT: 'A request that matches a rule is marked for auditing.',
    CUSTOM: 'An external authorizer decides on a request that matches a rule; looked at first.',
    ANY: 'Routes with any action.',
    ROUTE: 'Routes to a cluster.',
    REDIRECT: 'Redirects.',
    DIRECT_RESPONSE: 'Answers of the proxy itself.',
  },
  maxProtocolVersion: { TLS_AUTO: 'The proxy chooses.' },
  minProtocolVersion: { TLS_AUTO: 'The proxy chooses; TLS 1.2 for servers.' },
  // Prometheus operator
  podManagementPolicy: {
    OrderedReady: 'One Pod after another, each once the one before it is ready.',
    Parallel: 'All Pods at once.',
  },
  imagePullPolicy: {
    Always: 'Asks the registry each time; what is already on the node is not pulled again.',
    IfNotPresent: 'Pulls the image only if the node does not have it.',
    Never: 'Uses only what is on the node.',
    UNSPECIFIED_POLICY: 'IfNotPresent, but Always for the tag `latest`.',
  },
  dnsPolicy: {
    ClusterFirst: "The cluster DNS, which asks the node's servers for other names.",
    ClusterFirstWithHostNet: 'The cluster DNS, also for Pods on the host network.',
    Default: "The node's DNS settings.",
    None: 'Only what `dnsConfig` says.',
  },
  serviceDiscoveryRole: {
    Endpoints: 'Targets come from Endpoints objects.',
    EndpointSlice: 'Targets come from EndpointSlices.',
  },
  // Gateway API
  lifetimeType: {
    Session: 'The cookie ends with the browser session.',
    Permanent: 'The cookie lasts until its timeout; needs `absoluteTimeout`.',
  },
  defaultScope: {
    All: 'Takes Routes from all namespaces as default Gateway.',
    None: 'Is no default Gateway.',
  },
  statusCode: {
    '301': 'Moved permanently; clients may change POST to GET.',
    '302': 'Found: for now; clients may change POST to GET.',
    '303': 'See other: get another page.',
    '307': 'Temporary redirect that keeps the method.',
    '308': 'Permanent redirect that keeps the method.',
  },
};

/** Enumerations whose field has a name that others have too, by one of the values and the field. */
const byValues: readonly {
  readonly field: string;
  readonly has: readonly string[];
  readonly texts: Readonly<Record<string, string>>;
}[] = [
  { field: 'operator', has: ['In', 'NotIn'], texts: selectorOperators },
  {
    field: 'operator',
    has: ['Equal', 'Exists'],
    texts: {
      Exists: 'Tolerates the taint whatever its value.',
      Equal: 'Tolerates the taint with exactly this value; the default.',
      Gt: 'Tolerates the taint if its value is a number greater than this one.',
      Lt: 'Tolerates the taint if its value is a number less than this one.',
    },
  },
  {
    field: 'kind',
    has: ['User', 'ServiceAccount'],
    texts: {
      User: 'A user by the name that authentication gives; no object of the API.',
      Group: 'All users that authentication puts into a group, such as `system:authenticated`.',
      ServiceAccount: 'A ServiceAccount, which needs its `namespace` beside it.',
    },
  },
  {
    field: 'kind',
    has: ['Dedicated', 'Managed'],
    texts: {
      Shared: 'Several blob disks in one storage account.',
      Dedicated: 'One blob disk in a storage account.',
      Managed: 'A disk that Azure manages.',
    },
  },
  {
    field: 'mode',
    has: ['PERMISSIVE', 'STRICT'],
    texts: {
      UNSET: 'As the parent says: namespace, then mesh; PERMISSIVE if none does.',
      DISABLE: 'Plain text only.',
      PERMISSIVE: 'Plain text or mTLS, as the client likes.',
      STRICT: 'mTLS only, with a client certificate.',
    },
  },
  {
    field: 'mode',
    has: ['SIMPLE', 'ISTIO_MUTUAL'],
    texts: {
      DISABLE: 'No TLS to the upstream.',
      PASSTHROUGH: 'TLS is passed on as it is; SNI chooses the route.',
      SIMPLE: 'TLS in which only the server shows a certificate.',
      MUTUAL: 'Mutual TLS with certificates that are named here.',
      ISTIO_MUTUAL: 'Mutual TLS with the certificates that Istio issues.',
      AUTO_PASSTHROUGH: 'Passed on by SNI alone, without a VirtualService; between clusters.',
      OPTIONAL_MUTUAL: 'Like MUTUAL, but the client certificate may be missing.',
    },
  },
  {
    field: 'mode',
    has: ['REGISTRY_ONLY'],
    texts: {
      REGISTRY_ONLY: 'Only to services of the registry and ServiceEntries.',
      ALLOW_ANY: 'To anywhere, also to unknown hosts.',
    },
  },
  {
    field: 'mode',
    has: ['CLIENT_AND_SERVER'],
    texts: {
      UNDEFINED: 'Not set; CLIENT_AND_SERVER.',
      CLIENT: 'Outgoing traffic.',
      SERVER: 'Incoming traffic.',
      CLIENT_AND_SERVER: 'Both directions.',
    },
  },
  {
    field: 'mode',
    has: ['StatefulSet', 'DaemonSet'],
    texts: { StatefulSet: 'Agents as replicas of a StatefulSet.', DaemonSet: 'One agent on each node.' },
  },
  {
    field: 'type',
    has: ['Cookie', 'Header'],
    texts: { Cookie: 'The session is kept in a cookie.', Header: 'The session is kept in a header.' },
  },
  {
    field: 'type',
    has: ['OnDelete', 'RollingUpdate'],
    texts: {
      OnDelete: 'Pods are replaced only when somebody deletes them.',
      RollingUpdate: 'Pods are replaced one after another.',
    },
  },
  {
    field: 'action',
    has: ['replace', 'labelmap'],
    texts: {
      replace: 'Writes `replacement` to the target label if the regex matches; the default.',
      keep: 'Drops targets whose source labels do not match the regex.',
      drop: 'Drops targets whose source labels match the regex.',
      hashmod: 'Writes the hash of the source labels modulo `modulus` to the target label.',
      labelmap: 'Copies labels whose names match the regex.',
      labeldrop: 'Removes labels whose names match the regex.',
      labelkeep: 'Removes labels whose names do not match the regex.',
      lowercase: 'Writes the source labels in lower case to the target label.',
      uppercase: 'Writes the source labels in upper case to the target label.',
      keepequal: 'Keeps targets whose source labels equal the target label.',
      dropequal: 'Drops targets whose source labels equal the target label.',
    },
  },
];

const signals: Readonly<Record<string, string>> = {
  SIGTERM: 'Asks the process to end; the default of most images.',
  SIGKILL: 'Ends the process at once; cannot be caught.',
  SIGINT: 'Interrupt, as Ctrl+C sends it.',
  SIGQUIT: 'Quit; nginx and others end gracefully on it.',
  SIGHUP: 'Hang-up; many daemons read their configuration again.',
  SIGUSR1: 'Free for use by the program.',
  SIGUSR2: 'Free for use by the program.',
  SIGSTOP: 'Stops the process; cannot be caught.',
  SIGCONT: 'Continues a stopped process.',
  SIGWINCH: 'Window size changed; Apache httpd ends gracefully on it.',
  SIGABRT: 'Abort, with a core dump.',
  SIGALRM: 'A timer has run out.',
  SIGCHLD: 'A child process has ended.',
  SIGPIPE: 'Nobody reads the other end of a pipe.',
  SIGSEGV: 'Invalid access to memory.',
  SIGTSTP: 'Stop, as Ctrl+Z sends it.',
};

function signal(name: string): string {
  return (
    signals[name] ??
    (name.startsWith('SIGRT') ? 'A real-time signal, free for use by the program.' : 'See signal(7).')
  );
}

/** Texts for the values of enumerations on which the API's own text says nothing. */
export function ownValueTexts(
  field: string,
  values: readonly string[],
): Readonly<Record<string, string | undefined>> {
  if (field === 'stopSignal') return Object.fromEntries(values.map((value) => [value, signal(value)]));
  if (field === 'scopeName') return byField.scopes ?? {};
  const special = byValues.find(
    (entry) => entry.field === field && entry.has.every((value) => values.includes(value)),
  );
  const texts = special?.texts ?? byField[field] ?? {};
  // Some enumerations take two spellings.
  return Object.fromEntries(values.map((value) => [value, texts[value] ?? texts[value.toLowerCase()]]));
}
