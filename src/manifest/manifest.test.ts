import { describe, expect, it } from 'vitest';
import { Manifest } from './manifest.ts';
import type { Token } from './token.ts';

const mark = '$$CURSOR$$';

/** Splits a text at the mark into the text without it and the mark's position. */
function cursor(marked: string) {
  const at = marked.indexOf(mark);
  const before = marked.slice(0, at).split(/\r\n|\n|\r/);
  const text = marked.slice(0, at) + marked.slice(at + mark.length);
  return { text, position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 } };
}

function tokenAt(marked: string): Token | undefined {
  const { text, position } = cursor(marked);
  return new Manifest(text).tokenAt(position);
}

/** One line that says what a token is: type, role, path, value. */
function describeToken(token: Token | undefined): string {
  if (!token) return 'nothing';
  const { group, version, kind, role, path, value } = token;
  const type = [group, version, kind].filter((part) => part !== '').join('/');
  return `${type} ${role} ${path.join('.')}${value === undefined || role === 'key' ? '' : ` = ${value}`}`;
}

const at = (marked: string) => describeToken(tokenAt(marked));

/** Moves the mark in front of the first `word`. */
const before = (marked: string, word: string) =>
  at(marked.split(mark).join('').split(word).join(`${mark}${word}`));

const service = (line: string) => `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n${line}\n`;

describe('tokens of block style', () => {
  it('names keys and values', () => {
    expect(at(service('  ty$$CURSOR$$pe: NodePort'))).toBe('v1/Service key spec.type');
    expect(at(service('  type: Node$$CURSOR$$Port'))).toBe('v1/Service value spec.type = NodePort');
    expect(at(service('  ports:\n    - name: http\n      no$$CURSOR$$dePort: 30080'))).toBe(
      'v1/Service key spec.ports.[].nodePort',
    );
    expect(at(service('  ports:\n  - port: 80\n    proto$$CURSOR$$col: TCP'))).toBe(
      'v1/Service key spec.ports.[].protocol',
    );
    expect(at('apiVersion: apps/v1\nkind: Deploy$$CURSOR$$ment')).toBe(
      'apps/v1/Deployment value kind = Deployment',
    );
  });

  it('tells the value that a key has', () => {
    expect(tokenAt(service('  ty$$CURSOR$$pe: NodePort'))?.value).toBe('NodePort');
    expect(tokenAt(service('  ports: [{na$$CURSOR$$me: http}]'))?.value).toBe('http');
    expect(tokenAt(service('  po$$CURSOR$$rts: []'))?.value).toBeUndefined();
  });

  it('gives the range of the whole key or scalar', () => {
    const token = tokenAt(service('  "ty$$CURSOR$$pe": NodePort'));
    expect(token?.range).toEqual({ start: { line: 5, character: 2 }, end: { line: 5, character: 8 } });
  });

  it('says nothing on indentation, comments, colons and past the end', () => {
    expect(at(service(' $$CURSOR$$ type: NodePort'))).toBe('nothing');
    expect(at(service('  type: NodePort # a co$$CURSOR$$mment: here'))).toBe('nothing');
    expect(at(service('  # ty$$CURSOR$$pe: NodePort'))).toBe('nothing');
    expect(new Manifest('kind: Service').tokenAt({ line: 99, character: 0 })).toBeUndefined();
    expect(new Manifest('').tokenAt({ line: 0, character: 0 })).toBeUndefined();
  });

  it('unquotes keys and values', () => {
    expect(at(`apiVersion: v1\n'ki$$CURSOR$$nd': Service`)).toBe('v1/Service key kind');
    expect(at(service('  type: "Node\\x50o$$CURSOR$$rt"'))).toBe('v1/Service value spec.type = NodePort');
    expect(at(service(`  type: 'it''s$$CURSOR$$'`))).toBe(`v1/Service value spec.type = it's`);
    expect(at(service('  selector:\n    "app.kubernetes.io/na$$CURSOR$$me": web'))).toBe(
      'v1/Service key spec.selector.app.kubernetes.io/name',
    );
  });

  it('keeps the text of block scalars apart from keys', () => {
    const config = `apiVersion: v1\nkind: ConfigMap\ndata:\n  run.sh: |\n    type: x\n\n    ec$$CURSOR$$ho: y\n  other: z\n`;
    expect(at(config)).toBe('v1/ConfigMap value data.run.sh');
    expect(before(config, 'other')).toBe('v1/ConfigMap key data.other');
  });

  it('follows scalars over several lines', () => {
    expect(at(service('  type: "Node\n    Po$$CURSOR$$rt"\n  clusterIP: None'))).toBe(
      'v1/Service value spec.type',
    );
    expect(at(service('  type: "Node\n    Port"\n  cluster$$CURSOR$$IP: None'))).toBe(
      'v1/Service key spec.clusterIP',
    );
    expect(at(service('  externalName: some\n    lo$$CURSOR$$ng name'))).toBe(
      'v1/Service value spec.externalName',
    );
  });

  it('follows anchors, aliases and merge keys', () => {
    expect(at(service('  type: &t NodePort\n  copy: *$$CURSOR$$t'))).toBe(
      'v1/Service value spec.copy = NodePort',
    );
    expect(at(service('  a: &base\n    type: NodePort\n  b:\n    <<: *base\n    na$$CURSOR$$me: x'))).toBe(
      'v1/Service key spec.b.name',
    );
    expect(at(service('  <<:\n    ty$$CURSOR$$pe: NodePort'))).toBe('v1/Service key spec.type');
    expect(at(service('  &a ty$$CURSOR$$pe: !!str NodePort'))).toBe('v1/Service key spec.type');
  });

  it('reads keys behind a question mark', () => {
    const explicit = 'v1/Service key spec.selector.app';
    expect(at(service('  ? selector\n  : a$$CURSOR$$pp: web'))).toBe(explicit);
    expect(at(service('  ? selector\n  :\n    a$$CURSOR$$pp: web'))).toBe(explicit);
    expect(at(service('  ? "selector"\n\n  # why\n  : a: b\n    a$$CURSOR$$pp: web'))).toBe(explicit);
    expect(at(service('  ? ty$$CURSOR$$pe\n  : NodePort'))).toBe('v1/Service key spec.type');
    expect(at(service('  ? type\n  : Node$$CURSOR$$Port\n  ? a\n  : b'))).toBe(
      'v1/Service value spec.type = NodePort',
    );
    expect(at(service('  ? ports\n  : - port: 80\n      na$$CURSOR$$me: x'))).toBe(
      'v1/Service key spec.ports.[].name',
    );
    expect(at('? apiVersion\n: v1\n? kind\n: Service\n? spec\n: ty$$CURSOR$$pe: x')).toBe(
      'v1/Service key spec.type',
    );
  });

  it('takes the kind of an object from what it merges', () => {
    const rest = 'spec:\n  ty$$CURSOR$$pe: NodePort\n';
    const base = 'apiVersion: v1\nkind: Service\n';
    const indented = base.replace(/^/gm, '  ').trimEnd();
    for (const marked of [
      `x: &base\n${indented}\n<<: *base\n${rest}`,
      `x: &base {apiVersion: v1, kind: Service}\n<<: *base\n${rest}`,
      `x: &base {apiVersion: v1, kind: Service}\n${rest}<<: [*other, *base]\n`,
      `x: &base\n${indented}\ny: &more\n  <<: *base\n<<:\n  - *none\n  - *more\n${rest}`,
      `x: &v {apiVersion: v1}\ny: &k\n  kind: Service\n<<: [*v, *k]\n${rest}`,
    ]) {
      expect(at(marked), marked).toBe('v1/Service key spec.type');
    }
    const item = (text: string) => at(`a: &base\n${indented}\nitems:\n- kind: Pod\n${text}`);
    expect(item('- <<: *base\n  spec:\n    ty$$CURSOR$$pe: x')).toBe('v1/Service key spec.type');
    expect(item('- {<<: *base, spec: {ty$$CURSOR$$pe: x}}')).toBe('v1/Service key spec.type');
    expect(item('- <<: *base\n  kind: ConfigMap\n  da$$CURSOR$$ta: {}')).toBe('v1/ConfigMap key data');
    expect(item('- <<: *none\n  spec:\n    ty$$CURSOR$$pe: x')).toBe('nothing');
  });

  it('is not led astray by maps and lists that merge each other without end', () => {
    const merges = Array.from(
      { length: 60 },
      (_, i) => `m${i + 1}: &m${i + 1}\n  <<: [*m${i}, *m${i}]\n`,
    ).join('');
    expect(at(`m0: &m0 {a: b}\n${merges}<<: *m60\nspec:\n  ty$$CURSOR$$pe: x`)).toBe('nothing');
    expect(at(`m: &m\n  <<: *m\n<<: *m\nspec:\n  ty$$CURSOR$$pe: x`)).toBe('nothing');
    const aliases = Array.from({ length: 60 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`).join('');
    expect(at(`apiVersion: v1\nkind: Pod\na0: &a0 x\n${aliases}b: *a$$CURSOR$$60`)).toBe('v1/Pod value b');
  });
});

describe('tokens of flow style', () => {
  it('reads maps, lists and pairs', () => {
    expect(at(service('  ports: [{port: 80, node$$CURSOR$$Port: 30080}]'))).toBe(
      'v1/Service key spec.ports.[].nodePort',
    );
    expect(at(service('  externalIPs: [10.0.0.1, "10.0$$CURSOR$$.0.2"]'))).toBe(
      'v1/Service value spec.externalIPs.[] = 10.0.0.2',
    );
    expect(at(service('  x: [a: {b: c$$CURSOR$$}]'))).toBe('v1/Service value spec.x.[].a.b = c');
    expect(
      at(service('  selector: {\n    app: web,\n    ti$$CURSOR$$er: front\n  }\n  type: NodePort')),
    ).toBe('v1/Service key spec.selector.tier');
  });

  it('reads JSON manifests', () => {
    const json = `{\n\t"apiVersion": "v1",\n\t"kind": "Service",\n\t"spec": {\n\t\t"type": "Node$$CURSOR$$Port"\n\t}\n}`;
    expect(at(json)).toBe('v1/Service value spec.type = NodePort');
    expect(at(json.replace('"v1",', '"v1"'))).toBe('v1/Service value spec.type = NodePort');
  });

  it('walks a JSON list of objects', () => {
    const json = `{"kind":"List","apiVersion":"v1","items":[{"kind":"Pod","apiVersion":"v1","spec":{"host$$CURSOR$$PID":true}}]}`;
    expect(at(json)).toBe('v1/Pod key spec.hostPID');
  });

  it('ends an unclosed collection with the indentation', () => {
    expect(at(service('  externalIPs: [a, {b: c\n  ty$$CURSOR$$pe: NodePort'))).toBe(
      'v1/Service key spec.type',
    );
  });
});

describe('objects', () => {
  it('takes each document of a stream for itself', () => {
    const stream = `# first\n---\napiVersion: v1\nkind: Service\n---\napiVersion: apps/v1\nkind: DaemonSet\nspec:\n  te$$CURSOR$$mplate: {}\n`;
    expect(at(stream)).toBe('apps/v1/DaemonSet key spec.template');
    expect(tokenAt(stream)?.documentIndex).toBe(1);
  });

  it('takes items of a List as objects of their own', () => {
    const list = `apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Service\n  spec:\n    type: NodePort\n- apiVersion: apps/v1\n  kind: Deployment\n  spec:\n    rep$$CURSOR$$licas: 2\nkind: List\n`;
    expect(at(list)).toBe('apps/v1/Deployment key spec.replicas');
    expect(before(list, 'type')).toBe('v1/Service key spec.type');
    expect(before(list, 'items')).toBe('v1/List key items');
  });

  it('gives items of a typed list the type that they leave out', () => {
    expect(at('apiVersion: v1\nkind: ServiceList\nitems:\n  - spec:\n      ty$$CURSOR$$pe: NodePort')).toBe(
      'v1/Service key spec.type',
    );
  });

  it('keeps what stands below the first key of an item that has no colon yet', () => {
    const ports = (item: string) => at(service(`  ports:\n${item}`));
    expect(ports('    - na\n      port: 8$$CURSOR$$0')).toBe('v1/Service value spec.ports.[].port = 80');
    expect(ports('    - na\n      - x\n      po$$CURSOR$$rt: 80')).toBe('v1/Service key spec.ports.[].port');
    expect(ports('    - na\n        - x: 1\n          y$$CURSOR$$: 2\n      port: 80')).toBe(
      'v1/Service key spec.ports.[].na.[].y',
    );
    expect(ports('    - na\n        x$$CURSOR$$: 1')).toBe('v1/Service key spec.ports.[].na.x');
    expect(ports('    - n$$CURSOR$$a\n      port: 80')).toBe('v1/Service key spec.ports.[].na');
    // A scalar that goes on stays one.
    expect(ports('    - na\n      go$$CURSOR$$es on')).toBe('v1/Service value spec.ports.[]');
  });

  it('takes a kind or an apiVersion whose key is not typed yet', () => {
    expect(at('apiVersion: v1\n: Service\nspec:\n  ty$$CURSOR$$pe: x')).toBe('v1/Service key spec.type');
    expect(at(': example.com/v1\nkind: Gateway\nspec:\n  x$$CURSOR$$: 1')).toBe(
      'example.com/v1/Gateway key spec.x',
    );
    expect(at('apiVersion: v1\n: Nonsense\nspec:\n  x$$CURSOR$$: 1')).toBe('nothing');
    expect(at('apiV\nkind: HTTPRoute\nspec:\n  ru$$CURSOR$$les: []')).toBe(
      'gateway.networking.k8s.io/v1/HTTPRoute key spec.rules',
    );
  });

  it('tells that a key stands where none can stand, and what stands above it', () => {
    const marked = service('  ports:\n      - port: 80\n   proto$$CURSOR$$col: TCP');
    const { text, position } = cursor(marked);
    const manifest = new Manifest(text);
    const token = manifest.tokenAt(position);
    expect(token).toMatchObject({ displaced: true, role: 'key' });
    expect(tokenAt(service('  ty$$CURSOR$$pe: x'))).not.toHaveProperty('displaced');
    expect(token && manifest.pathsAbove(token, 5).map((path) => path.join('.'))).toEqual([
      'spec.ports.[].port',
      'spec.ports',
      'spec',
      'metadata.name',
      'metadata',
    ]);
    const second = cursor(`${text}---\nkind: Pod\nspec:\n  a$$CURSOR$$: 1\n`);
    const other = new Manifest(second.text);
    const inOther = other.tokenAt(second.position);
    expect(inOther && other.pathsAbove(inOther, 99)).toEqual([['spec'], ['kind']]);
  });

  it('sets a key with a value right that stands two columns too far left', () => {
    expect(at(service('  ports:\n    - name: a\n  port: 80\n      proto$$CURSOR$$col: TCP'))).toBe(
      'v1/Service key spec.ports.[].protocol',
    );
    expect(at(service('  a: 1\nb: 2\n  ty$$CURSOR$$pe: x'))).toBe('v1/Service key spec.type');
  });

  it('lets the kind decide where apiVersion is missing, templated or half typed', () => {
    for (const apiVersion of ['', 'apiVersion: {{ .Values.api }}\n', 'apiVersion: netw\n', 'apiVersion:\n']) {
      expect(at(`${apiVersion}kind: Ingress\nspec:\n  ru$$CURSOR$$les: []`)).toBe(
        'networking.k8s.io/v1/Ingress key spec.rules',
      );
    }
    expect(at('apiVersion: {{ .x }}\nkind: PodSecurityPolicy\nsp$$CURSOR$$ec: {}')).toBe(
      'policy/v1beta1/PodSecurityPolicy key spec',
    );
    expect(at('kind: Event\nreas$$CURSOR$$on: x')).toBe('nothing');
    expect(at('kind: Whatever\nreas$$CURSOR$$on: x')).toBe('nothing');
  });

  it('keeps a group that does not serve the kind, so that no wrong text can match', () => {
    expect(at('apiVersion: v1\nkind: Deployment\nsp$$CURSOR$$ec: {}')).toBe('v1/Deployment key spec');
    expect(at('apiVersion: serving.knative.dev/v1\nkind: Service\nsp$$CURSOR$$ec: {}')).toBe(
      'serving.knative.dev/v1/Service key spec',
    );
  });

  it('leaves files alone that are not Kubernetes objects', () => {
    for (const text of [
      'apiVersion: v2\nna$$CURSOR$$me: chart',
      'replicaCount: 1\nser$$CURSOR$$vice:\n  type: NodePort',
      'services:\n  web:\n    im$$CURSOR$$age: nginx',
      'on: push\njo$$CURSOR$$bs: {}',
      'kind: [Service]\nsp$$CURSOR$$ec: {}',
    ]) {
      expect(at(text)).toBe('nothing');
    }
  });

  it('reads the patches that a Kustomization holds as text', () => {
    const kustomization = (rest: string) =>
      at(`apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${rest}`);
    const patch =
      '|-\n      apiVersion: apps/v1\n      kind: Deployment\n      spec:\n        re$$CURSOR$$plicas: 2';
    expect(kustomization(`patches:\n  - patch: ${patch}`)).toBe('apps/v1/Deployment key spec.replicas');
    expect(kustomization(`patchesStrategicMerge:\n  - ${patch}`)).toBe(
      'apps/v1/Deployment key spec.replicas',
    );
    expect(kustomization('patches:\n  - patch: |-\n      - op: re$$CURSOR$$place')).toBe(
      'kustomize.config.k8s.io/v1beta1/Kustomization value patches.[].patch',
    );
    expect(kustomization('res$$CURSOR$$ources: []')).toBe(
      'kustomize.config.k8s.io/v1beta1/Kustomization key resources',
    );
  });

  it('takes each of the kinds that a template chooses between for itself', () => {
    const role = `{{- if .Values.cluster }}\nkind: ClusterRole\n{{- else }}\nkind: Ro$$CURSOR$$le\n{{- end }}\napiVersion: rbac.authorization.k8s.io/v1`;
    expect(at(role)).toBe('rbac.authorization.k8s.io/v1/Role value kind = Role');
  });

  it('reads component configuration inside a ConfigMap', () => {
    const kubeProxy = `apiVersion: v1
kind: ConfigMap
metadata:
  name: kube-proxy
data:
  config.conf: |-
    apiVersion: kubeproxy.config.k8s.io/v1alpha1
    kind: KubeProxyConfiguration
    mode: ip$$CURSOR$$vs
    ipvs:
      strictARP: true
  kubeconfig.conf: |-
    users: []
`;
    expect(at(kubeProxy)).toBe('kubeproxy.config.k8s.io/v1alpha1/KubeProxyConfiguration value mode = ipvs');
    expect(tokenAt(kubeProxy)?.range).toEqual({
      start: { line: 8, character: 10 },
      end: { line: 8, character: 14 },
    });
    expect(before(kubeProxy, 'users')).toBe('v1/ConfigMap value data.kubeconfig.conf');
  });

  it('goes on with the path of a text that is a map without a kind', () => {
    const flannel = `apiVersion: v1\nkind: ConfigMap\ndata:\n  net-conf.json: |\n    {\n      "Backend": { "Type": "vx$$CURSOR$$lan" }\n    }\n`;
    expect(at(flannel)).toBe('v1/ConfigMap value data.net-conf.json.Backend.Type = vxlan');
    expect(tokenAt(flannel)?.range).toEqual({
      start: { line: 5, character: 27 },
      end: { line: 5, character: 34 },
    });
    const mesh = `apiVersion: v1\nkind: ConfigMap\ndata:\n  mesh: |\n    outboundTrafficPolicy:\n      mo$$CURSOR$$de: ALLOW_ANY\n`;
    expect(at(mesh)).toBe('v1/ConfigMap key data.mesh.outboundTrafficPolicy.mode');
    const attachment = `apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nspec:\n  config: |\n    { "plugins": [{ "type": "mac$$CURSOR$$vlan" }] }\n`;
    expect(at(attachment)).toBe(
      'k8s.cni.cncf.io/v1/NetworkAttachmentDefinition value spec.config.plugins.[].type = macvlan',
    );
    expect(at(`apiVersion: v1\nkind: ConfigMap\ndata:\n  note: |\n    plain te$$CURSOR$$xt\n`)).toBe(
      'v1/ConfigMap value data.note',
    );
  });
});

describe('text as it is while somebody types', () => {
  const broken: Readonly<Record<string, string>> = {
    'half-typed key': '  ty',
    'key without a colon and a space': '  type:NodePort',
    'unclosed double quote': '  name: "web',
    'unclosed single quote': `  name: 'web`,
    'half-typed quoted key': '  "nam',
    'empty key': '  clusterIP:',
    'nothing but a colon': '  : x',
    tab: '\tname: web',
    'two tabs': '\t\tname: web',
    'one space too many': '   name: web',
    'one space too few': ' name: web',
    'open flow list': '  externalIPs: [10.0.0.1,',
    'open template action': '  name: {{ .Values.na',
    'dangling dash': '  -',
    'percent sign': '%',
  };
  for (const [name, line] of Object.entries(broken)) {
    it(`keeps the lines around it: ${name}`, () => {
      const text = service(
        `  first: 1\n${line}\n  type: NodePort\n  ports:\n    - port: 80\n      nodePort: 1`,
      );
      const manifest = new Manifest(text);
      const lines = text.split('\n');
      const found = lines.flatMap((content, i) => {
        if (content === line || content.trim() === '') return [];
        const token = manifest.tokenAt({ line: i, character: content.search(/[a-zA-Z]/) });
        return [describeToken(token)];
      });
      expect(found).toEqual([
        'v1/Service key apiVersion',
        'v1/Service key kind',
        'v1/Service key metadata',
        'v1/Service key metadata.name',
        'v1/Service key spec',
        'v1/Service key spec.first',
        'v1/Service key spec.type',
        'v1/Service key spec.ports',
        'v1/Service key spec.ports.[].port',
        'v1/Service key spec.ports.[].nodePort',
      ]);
    });
  }

  it('does not let a quote or bracket without a key swallow the keys below', () => {
    for (const half of ['"na', "'", '{', '[a,']) {
      expect(at(service(`  a: 1\n  ${half}\n  type: "Node$$CURSOR$$Port"\n  b: [']}']`))).toBe(
        'v1/Service value spec.type = NodePort',
      );
    }
  });

  it('takes a bare word beside keys as a key', () => {
    expect(at(service('  type: NodePort\n  clu$$CURSOR$$'))).toBe('v1/Service key spec.clu');
  });

  it('takes a list to a key that is indented further than its items', () => {
    const pod = (key: string) =>
      `kind: Pod\nspec:\n${key}\n  - name: web\n    image: nginx\n  - name: log\n    tty: true\n  hostPID: true\n`;
    for (const key of ['  containers:', '    containers:', '      containers:']) {
      expect(before(pod(key), 'tty')).toBe('v1/Pod key spec.containers.[].tty');
      expect(before(pod(key), 'hostPID')).toBe('v1/Pod key spec.hostPID');
    }
  });

  it('places a line behind a tab as its neighbours want it', () => {
    const ports = (line: string) => service(`  ports:\n${line}\n      targetPort: http\n    - port: 81`);
    for (const line of ['\t- port: 80', '\t\t- port: 80']) {
      expect(before(ports(line), 'targetPort')).toBe('v1/Service key spec.ports.[].targetPort');
      expect(before(ports(line), 'port: 81')).toBe('v1/Service key spec.ports.[].port');
    }
  });

  it('takes a bare word after a dash as the first key of an item', () => {
    expect(at(service('  ports:\n  - na\n    po$$CURSOR$$rt: 80'))).toBe('v1/Service key spec.ports.[].port');
  });

  it('knows the kind before its quote is closed', () => {
    expect(at('apiVersion: v1\nkind: "Service\nsp$$CURSOR$$ec: {}')).toBe('v1/Service key spec');
  });

  it('recovers a parent that is indented wrongly', () => {
    const deployment = (spec: string, containers: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
${spec}
  replicas: 1
  template:
    metadata:
      labels: {app: web}
    spec:
      restartPolicy: Always
${containers}
        - name: web
          im$$CURSOR$$age: nginx
`;
    const path = 'apps/v1/Deployment key spec.template.spec.containers.[].image';
    for (const spec of ['spec:', ' spec:']) {
      for (const containers of [5, 6, 7].map((indent) => ' '.repeat(indent) + 'containers:')) {
        expect(at(deployment(spec, containers))).toBe(path);
      }
    }
    expect(at(deployment('spec:', '\tcontainers:'))).toBe(path);
    expect(at(deployment('spec:', '      containers'))).toBe(path);
  });

  it('reads CRLF, lone CR, tabs after the colon and a byte order mark', () => {
    expect(at('apiVersion: v1\r\nkind: Service\r\nspec:\r\n  type:\tNode$$CURSOR$$Port\r\n')).toBe(
      'v1/Service value spec.type = NodePort',
    );
    expect(at('apiVersion: v1\rkind: Service\rspec:\r  ty$$CURSOR$$pe: x')).toBe('v1/Service key spec.type');
    expect(at('\ufeffapiVersion: v1\nkind: Service\nspec:\n  ty$$CURSOR$$pe: x')).toBe(
      'v1/Service key spec.type',
    );
    expect(at('\ufeff---\napiVersion: v1\nkind: Service\nspec:\n  ty$$CURSOR$$pe: x')).toBe(
      'v1/Service key spec.type',
    );
  });
});

describe('hostile text', () => {
  it('is bounded in depth', () => {
    for (const text of ['- '.repeat(20_000) + 'a', '['.repeat(20_000) + 'a', '{a: '.repeat(20_000) + 'b']) {
      expect(new Manifest(text).placeAt({ line: 0, character: text.length - 1 })).toBeUndefined();
    }
    const deep =
      Array.from({ length: 150 }, (_, i) => `${' '.repeat(i)}a:\n`).join('') + ' '.repeat(150) + 'a: b';
    expect(new Manifest(deep).placeAt({ line: 150, character: 150 })?.path).toHaveLength(151);
  });

  it('may be one block scalar of many lines', () => {
    const text = `kind: ConfigMap\ndata:\n  a: |\n${'    x: y\n'.repeat(150_000)}`;
    expect(new Manifest(text).tokenAt({ line: 100_000, character: 5 })?.path).toEqual(['data', 'a']);
  });
});

describe('Helm templates', () => {
  it('sees through actions', () => {
    const chart = `{{- if .Values.enabled }}
{{- /* a comment
  over: lines */ -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "web.fullname" . }}
  labels: {{- include "web.labels" . | nindent 4 }}
    tier: front
  annotations:
{{ toYaml .Values.annotations | indent 4 }}
    {{ .Values.key | quote }}: "{{ .Values.value | default "a: b" }}"
spec:
  {{- with .Values.service }}
  type: {{ .type | default "ClusterIP" }}
  {{- end }}
  ports:
    {{- range .Values.ports }}
    - port: {{ .port }}
      {{- if eq .type "NodePort" }}
      nodePort: {{ .nodePort }}
      {{- end }}
    {{- end }}
  {{ if .Values.ip }}clusterIP: None{{ end }}
{{- end }}
`;
    const manifest = new Manifest(chart);
    const lines = chart.split('\n');
    const keys = lines.flatMap((line, i) => {
      const key = /[a-zA-Z]+(?=:)/.exec(
        line.replace(/^ *\{\{ if .*?\}\}/, (action) => ' '.repeat(action.length)),
      );
      const token = key && manifest.tokenAt({ line: i, character: key.index });
      return token ? [`${i} ${token.path.join('.')}`] : [];
    });
    expect(keys).toEqual([
      '3 apiVersion',
      '4 kind',
      '5 metadata',
      '6 metadata.name',
      '7 metadata.labels',
      '8 metadata.labels.tier',
      '9 metadata.annotations',
      '11 metadata.annotations.{{ .Values.key | quote }}',
      '12 spec',
      '14 spec.type',
      '16 spec.ports',
      '18 spec.ports.[].port',
      '20 spec.ports.[].nodePort',
      '23 spec.clusterIP',
    ]);
  });
});
