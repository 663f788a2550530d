/**
 * Small manifests in which a concept's value stands on one line, and what one would ask for to get it. A recipe
 * becomes cards only where a note has a concept for exactly its place and value; the explanation is the note's.
 * The base of an edit has the line's default (or nothing) in its place, so that the goal is a real change: there
 * is no edit towards a default.
 */
export interface Recipe {
  /** As in the notes' `on:`. */
  readonly on: string;
  /** The manifest; the line of the value begins with `>`. */
  readonly text: string;
  /** What to change, in both languages; absent where the value is a default or out of date. */
  readonly goal?: { readonly en: string; readonly 'zh-cn': string };
  /** What stands in place of the line before the change; without it the line is missing. */
  readonly before?: string;
}

function service(line: string, type = ''): string {
  const own = type === '' ? '' : `  type: ${type}\n`;
  return `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
${own}>  ${line}
  selector:
    app: web
  ports:
    - port: 80
      targetPort: 8080
`;
}

function pod(lines: string, image = 'registry.example.com/shop/job:1.4.2'): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: report
spec:
${lines}  containers:
    - name: report
      image: ${image}
`;
}

function container(line: string): string {
  return `${pod('')}>      ${line}\n`;
}

function spread(value: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 6
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
>          whenUnsatisfiable: ${value}
          labelSelector:
            matchLabels:
              app: web
      containers:
        - name: web
          image: registry.example.com/shop/web:2.1.0
`;
}

function strategy(type: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ledger
spec:
  replicas: 1
  selector:
    matchLabels:
      app: ledger
  strategy:
>    type: ${type}
  template:
    metadata:
      labels:
        app: ledger
    spec:
      containers:
        - name: ledger
          image: registry.example.com/bank/ledger:5.0.3
`;
}

function ingress(pathType: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /cart
>            pathType: ${pathType}
            backend:
              service:
                name: cart
                port:
                  number: 80
`;
}

function budget(line: string): string {
  return `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: 2
>  ${line}
  selector:
    matchLabels:
      app: web
`;
}

function priority(line: string): string {
  return `apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: batch-low
value: 1000
>${line}
description: Reports that may wait.
`;
}

function toleration(effect: string): string {
  return pod(`  tolerations:
    - key: dedicated
      operator: Equal
      value: reports
>      effect: ${effect}
`);
}

function kubeProxy(mode: string): string {
  return `apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
clusterCIDR: 10.244.0.0/16
>mode: ${mode}
`;
}

function kubelet(line: string): string {
  return `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
clusterDomain: cluster.local
>${line}
`;
}

function peerAuthentication(mode: string): string {
  return `apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata:
  name: default
  namespace: shop
spec:
  mtls:
>    mode: ${mode}
`;
}

function authorization(action: string): string {
  return `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: cart
  namespace: shop
spec:
>  action: ${action}
  rules:
    - from:
        - source:
            namespaces: ["legacy"]
`;
}

export const recipes: readonly Recipe[] = [
  {
    on: 'Service spec.clusterIP=None',
    text: service('clusterIP: None'),
    goal: { en: 'Make this Service headless.', 'zh-cn': '把这个 Service 改成无头服务（headless）。' },
  },
  {
    on: 'Service spec.type=NodePort',
    text: service('type: NodePort'),
    goal: {
      en: 'Open this Service on the same port of every node; let the cluster choose the port.',
      'zh-cn': '让这个 Service 在每个节点上都开同一个端口，端口号由集群分配。',
    },
  },
  {
    on: 'Service spec.type=LoadBalancer',
    text: service('type: LoadBalancer'),
    goal: {
      en: 'Have an external balancer put in front of this Service.',
      'zh-cn': '让这个 Service 前面有一个外部负载均衡器。',
    },
  },
  { on: 'Service spec.type=ClusterIP', text: service('type: ClusterIP') },
  {
    on: 'Service spec.externalTrafficPolicy=Local',
    text: service('externalTrafficPolicy: Local', 'LoadBalancer'),
    goal: {
      en: "Traffic from outside has to keep the caller's address.",
      'zh-cn': '从外部来的流量要保留客户端地址。',
    },
  },
  {
    on: 'Service spec.externalTrafficPolicy=Cluster',
    text: service('externalTrafficPolicy: Cluster', 'LoadBalancer'),
  },
  {
    on: 'Service spec.internalTrafficPolicy=Local',
    text: service('internalTrafficPolicy: Local'),
    goal: {
      en: 'Callers in the cluster may only get a Pod on their own node.',
      'zh-cn': '集群内的调用方只能访问自己节点上的 Pod。',
    },
  },
  { on: 'Service spec.internalTrafficPolicy=Cluster', text: service('internalTrafficPolicy: Cluster') },
  {
    on: 'Service spec.sessionAffinity=ClientIP',
    text: service('sessionAffinity: ClientIP'),
    goal: {
      en: 'Connections from one client address have to go to the same Pod.',
      'zh-cn': '同一个客户端地址的连接都要到同一个 Pod。',
    },
  },
  {
    on: 'Service spec.trafficDistribution=PreferSameZone',
    text: service('trafficDistribution: PreferSameZone'),
    goal: {
      en: "Prefer endpoints in the caller's zone; use others if there are none.",
      'zh-cn': '优先用调用方所在可用区的端点，没有再用别的。',
    },
  },
  {
    on: 'Service spec.trafficDistribution=PreferSameNode',
    text: service('trafficDistribution: PreferSameNode'),
    goal: {
      en: "Prefer endpoints on the caller's node; use others if there are none.",
      'zh-cn': '优先用调用方所在节点的端点，没有再用别的。',
    },
  },
  {
    on: 'PodSpec restartPolicy=OnFailure',
    text: pod('>  restartPolicy: OnFailure\n'),
    goal: {
      en: 'Restart the container only when it ends with an error.',
      'zh-cn': '只有容器出错退出时才重启。',
    },
  },
  {
    on: 'PodSpec restartPolicy=Never',
    text: pod('>  restartPolicy: Never\n'),
    goal: {
      en: 'The container of this Pod must not start again, however it ends.',
      'zh-cn': '这个 Pod 的容器无论如何都不重启。',
    },
  },
  { on: 'PodSpec restartPolicy=Always', text: pod('>  restartPolicy: Always\n') },
  {
    on: 'PodSpec initContainers[].restartPolicy=Always',
    text: pod(`  initContainers:
    - name: log-shipper
      image: registry.example.com/shop/shipper:1.0.0
>      restartPolicy: Always
`),
    goal: {
      en: 'Turn the init container into a native sidecar.',
      'zh-cn': '把这个 init 容器变成原生边车（sidecar）。',
    },
  },
  {
    on: 'PodSpec dnsPolicy=ClusterFirstWithHostNet',
    text: pod('  hostNetwork: true\n>  dnsPolicy: ClusterFirstWithHostNet\n'),
    goal: {
      en: 'This Pod has to resolve the names of Services although it uses the network of its node.',
      'zh-cn': '这个 Pod 使用节点网络，但仍要能解析 Service 的名字。',
    },
  },
  {
    on: 'PodSpec dnsPolicy=Default',
    text: pod('>  dnsPolicy: Default\n'),
    goal: {
      en: "Have this Pod resolve names with its node's settings.",
      'zh-cn': '让这个 Pod 沿用节点的域名解析配置。',
    },
  },
  {
    on: 'PodSpec dnsPolicy=None',
    text: pod(`>  dnsPolicy: None
  dnsConfig:
    nameservers: ["192.0.2.53"]
`),
    goal: {
      en: 'Let dnsConfig alone decide how this Pod resolves names.',
      'zh-cn': '域名怎么解析，全由这个 Pod 的 dnsConfig 决定。',
    },
  },
  { on: 'PodSpec dnsPolicy=ClusterFirst', text: pod('>  dnsPolicy: ClusterFirst\n') },
  {
    on: 'PodSpec containers[].imagePullPolicy=Always',
    text: container('imagePullPolicy: Always'),
    goal: {
      en: 'Ask the registry at every start of the container.',
      'zh-cn': '每次启动容器都要向镜像仓库核对镜像。',
    },
  },
  {
    on: 'PodSpec containers[].imagePullPolicy=Never',
    text: container('imagePullPolicy: Never'),
    goal: {
      en: 'Use only an image that is on the node already.',
      'zh-cn': '只用节点上已有的镜像。',
    },
  },
  {
    on: 'PodSpec containers[].imagePullPolicy=IfNotPresent',
    text: container('imagePullPolicy: IfNotPresent'),
  },
  {
    on: 'PodSpec containers[].resizePolicy[].restartPolicy=RestartContainer',
    text: `${pod('')}      resizePolicy:
        - resourceName: memory
>          restartPolicy: RestartContainer
`,
    goal: {
      en: 'A change of memory has to restart the container.',
      'zh-cn': '调整内存时要重启容器。',
    },
    before: '          restartPolicy: NotRequired',
  },
  {
    on: 'PodSpec topologySpreadConstraints[].whenUnsatisfiable=DoNotSchedule',
    text: spread('DoNotSchedule'),
    goal: {
      en: 'Make the spread over zones a must.',
      'zh-cn': '把跨可用区打散变成硬约束。',
    },
    before: '          whenUnsatisfiable: ScheduleAnyway',
  },
  {
    on: 'PodSpec topologySpreadConstraints[].whenUnsatisfiable=ScheduleAnyway',
    text: spread('ScheduleAnyway'),
    goal: {
      en: 'Make the spread over zones a wish: no Pod may wait because of it.',
      'zh-cn': '把跨可用区打散变成软约束，不能因此让 Pod 等待。',
    },
    before: '          whenUnsatisfiable: DoNotSchedule',
  },
  {
    on: 'PodSpec tolerations[].effect=NoExecute',
    text: toleration('NoExecute'),
    goal: {
      en: 'The Pod has to stay on a node that evicts others by its taint.',
      'zh-cn': '节点的污点会驱逐别的 Pod 时，这个 Pod 要能留下。',
    },
    before: '      effect: NoSchedule',
  },
  { on: 'PodSpec tolerations[].effect=NoSchedule', text: toleration('NoSchedule') },
  {
    on: 'PodSpec automountServiceAccountToken=false',
    text: pod('>  automountServiceAccountToken: false\n'),
    goal: {
      en: 'Give this Pod no token for the API server.',
      'zh-cn': '不要把访问 API server 的令牌挂进这个 Pod。',
    },
  },
  {
    on: 'Deployment spec.strategy.type=Recreate',
    text: strategy('Recreate'),
    goal: {
      en: 'All old Pods have to be gone before the first new one starts.',
      'zh-cn': '旧 Pod 全部结束之后，才能启动新 Pod。',
    },
    before: '    type: RollingUpdate',
  },
  { on: 'Deployment spec.strategy.type=RollingUpdate', text: strategy('RollingUpdate') },
  {
    on: 'Ingress spec.rules[].http.paths[].pathType=Prefix',
    text: ingress('Prefix'),
    goal: {
      en: 'Everything below the path has to match, element by element.',
      'zh-cn': '该路径下的所有子路径也要匹配，按段比较。',
    },
    before: '            pathType: Exact',
  },
  {
    on: 'Ingress spec.rules[].http.paths[].pathType=Exact',
    text: ingress('Exact'),
    goal: {
      en: 'Only this very path may match, to the letter.',
      'zh-cn': '只有一字不差的路径才能匹配。',
    },
    before: '            pathType: Prefix',
  },
  {
    on: 'Ingress spec.rules[].http.paths[].pathType=ImplementationSpecific',
    text: ingress('ImplementationSpecific'),
  },
  {
    on: 'PodDisruptionBudget spec.unhealthyPodEvictionPolicy=AlwaysAllow',
    text: budget('unhealthyPodEvictionPolicy: AlwaysAllow'),
    goal: {
      en: 'Pods that are not Ready must not block a drain.',
      'zh-cn': '没有 Ready 的 Pod 不能挡住节点排空。',
    },
  },
  {
    on: 'PriorityClass preemptionPolicy=Never',
    text: priority('preemptionPolicy: Never'),
    goal: {
      en: 'Pods of this class may go ahead in the queue but must not end others.',
      'zh-cn': '这个优先级的 Pod 可以排在前面，但不能抢占别的 Pod。',
    },
  },
  {
    on: 'PriorityClass globalDefault=true',
    text: priority('globalDefault: true'),
    goal: {
      en: 'Have this class count for Pods that name none.',
      'zh-cn': '没有写优先级类的 Pod 就用这个类。',
    },
  },
  {
    on: 'KubeProxyConfiguration mode=nftables',
    text: kubeProxy('nftables'),
    goal: {
      en: 'Move kube-proxy to the successor of its iptables mode.',
      'zh-cn': '把 kube-proxy 换成 iptables 模式的继任者。',
    },
    before: 'mode: iptables',
  },
  { on: 'KubeProxyConfiguration mode=iptables', text: kubeProxy('iptables') },
  { on: 'KubeProxyConfiguration mode=ipvs', text: kubeProxy('ipvs') },
  {
    on: 'KubeletConfiguration failCgroupV1=false',
    text: kubelet('failCgroupV1: false'),
    goal: {
      en: 'Let this kubelet start on a node with cgroup v1.',
      'zh-cn': '让这个 kubelet 能在 cgroup v1 的节点上启动。',
    },
  },
  {
    on: 'Secret immutable=true',
    text: `apiVersion: v1
kind: Secret
metadata:
  name: db
type: Opaque
>immutable: true
stringData:
  user: shop
`,
    goal: {
      en: 'Nobody may change the content of this Secret any more.',
      'zh-cn': '这个 Secret 的内容不允许再修改。',
    },
  },
  {
    on: 'PeerAuthentication spec.mtls.mode=STRICT',
    text: peerAuthentication('STRICT'),
    goal: {
      en: 'Workloads of this namespace may take mTLS connections only.',
      'zh-cn': '这个命名空间的工作负载只接受 mTLS 连接。',
    },
    before: '    mode: PERMISSIVE',
  },
  { on: 'PeerAuthentication spec.mtls.mode=PERMISSIVE', text: peerAuthentication('PERMISSIVE') },
  {
    on: 'AuthorizationPolicy spec.action=DENY',
    text: authorization('DENY'),
    goal: {
      en: 'Refuse what comes from the namespace `legacy`.',
      'zh-cn': '拒绝来自命名空间 `legacy` 的请求。',
    },
    before: '  action: ALLOW',
  },
];
