import { describe, expect, it } from 'vitest';
import chineseBundle from '../l10n/bundle.l10n.zh-cn.json' with { type: 'json' };
import { translator } from '../l10n/translate.ts';
import { Manifest } from '../manifest/manifest.ts';
import { around } from '../manifest/surroundings.ts';
import type { BuildState } from '../workspace/build.ts';
import { definitions } from '../workspace/definition.ts';
import { shortName } from '../workspace/files.ts';
import { readParts, WorkspaceIndex } from '../workspace/workspaceIndex.ts';
import { locationLink, referenceReadouts } from './referenceReadout.ts';

const english = translator();
const chinese = translator(chineseBundle);
const root = 'file:///work';

interface Asked {
  readonly hover: string;
  /** `file:line:column` of every definition. */
  readonly leadsTo: readonly string[];
}

/** Asks at the `|` of the first file whose text has one. */
function ask(files: Readonly<Record<string, string>>, t = english, state?: BuildState): Asked {
  const index = new WorkspaceIndex();
  let asked: { uri: string; manifest: Manifest; line: number; character: number } | undefined;
  for (const [name, marked] of Object.entries(files)) {
    const uri = `${root}/${name}`;
    const manifest = new Manifest(marked.replace('|', ''));
    index.set(uri, [...readParts(manifest, new WeakMap())]);
    if (!marked.includes('|')) continue;
    const before = marked.slice(0, marked.indexOf('|')).split('\n');
    asked = { uri, manifest, line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  }
  const token = asked?.manifest.tokenAt(asked);
  if (!asked || !token) throw new Error('There is no token.');
  const surroundings = around(asked.manifest, token);
  const view = {
    index,
    state: state ?? { phase: 'whole', done: 1, total: 1 },
    nameOf: (uri: string) => shortName(uri, [root]),
  };
  return {
    hover: referenceReadouts(token, surroundings, asked.uri, view, t)
      .join('\n')
      .replaceAll(/\]\(file:\/\/\/work\/[^)]*\)/g, ']'),
    leadsTo: definitions(token, surroundings, asked.uri, index).map(
      ({ uri, range: { start } }) => `${shortName(uri, [root])}:${start.line + 1}:${start.character + 1}`,
    ),
  };
}

const pod = (spec: string, metadata = '{name: web}'): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: ${metadata}\nspec:\n${spec}`;
const env = (source: string, metadata?: string): string =>
  pod(
    `  containers:\n    - name: web\n      env:\n        - name: A\n          valueFrom:\n            ${source}\n`,
    metadata,
  );
const config = (name: string, keys = '{level: info, "app.json": "{}"}', namespace = ''): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${namespace === '' ? '' : `  namespace: ${namespace}\n`}data: ${keys}\n`;

describe('a reference to a ConfigMap or Secret', () => {
  it('shows where it is and which keys it has', () => {
    const files = {
      'deploy/config.yaml': config('shop'),
      'pod.yaml': env('configMapKeyRef: {name: sh|op, key: level}'),
    };
    expect(ask(files)).toEqual({
      hover: 'ConfigMap `shop`: [deploy/config.yaml:4]\nIt has the key `level`.',
      leadsTo: ['deploy/config.yaml:4:9'],
    });
    expect(ask(files, chinese).hover).toBe('ConfigMap `shop`：[deploy/config.yaml:4]\n其中有键 `level`。');
  });

  it('leads from the key to the key', () => {
    const files = { 'c.yaml': config('shop'), 'pod.yaml': env('configMapKeyRef: {name: shop, key: le|vel}') };
    expect(ask(files).leadsTo).toEqual(['c.yaml:5:8']);
    const missing = { ...files, 'pod.yaml': env('configMapKeyRef: {name: shop, key: lev|els}') };
    expect(ask(missing).hover).toContain('⚠ It has no key `levels` there. Keys: `level`, `app.json`');
  });

  it('answers on the reference itself and on volumes, projected ones and their items', () => {
    const files = (text: string) => ({ 'c.yaml': config('shop'), 'pod.yaml': text });
    expect(ask(files(env('configMap|KeyRef: {name: shop, key: level}'))).leadsTo).toEqual(['c.yaml:4:9']);
    expect(ask(files(pod('  volumes:\n    - configMap: {name: sh|op}\n'))).hover).toContain(
      'Keys: `level`, `app.json`',
    );
    expect(
      ask(
        files(
          pod(
            '  volumes:\n    - configMap:\n        name: shop\n        items:\n          - key: app|.json\n',
          ),
        ),
      ).leadsTo,
    ).toEqual(['c.yaml:5:21']);
    expect(
      ask(files(pod('  volumes:\n    - projected: {sources: [{configMap: {name: sh|op}}]}\n'))).leadsTo,
    ).toEqual(['c.yaml:4:9']);
    expect(
      ask(files(pod('  containers:\n    - envFrom:\n        - configMapRef:\n            name: sho|p\n')))
        .leadsTo,
    ).toEqual(['c.yaml:4:9']);
  });

  it('never shows a value of a Secret, and keeps none', () => {
    const secret =
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: db-pass\nstringData:\n  password: hunter2\ndata:\n  user: YWRtaW4=\n';
    const files = { 's.yaml': secret, 'pod.yaml': env('secretKeyRef: {name: db-p|ass, key: password}') };
    const asked = ask(files);
    expect(asked.hover).toBe('Secret `db-pass`: [s.yaml:4]\nIt has the key `password`.');
    const kept = [...readParts(new Manifest(secret), new WeakMap())];
    const text = JSON.stringify(kept, (_, value: unknown) =>
      value instanceof Map ? [...(value as Map<string, unknown>)] : value,
    );
    expect(text).toContain('password');
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('YWRtaW4');
  });

  it('never says that something is missing, only that it is not here', () => {
    const files = { 'pod.yaml': env('secretKeyRef: {name: no|ne, key: x, optional: true}') };
    expect(ask(files).hover).toBe(
      'Secret `none` is not in this workspace.\nIt is optional: the Pod starts without it.',
    );
    expect(ask(files, chinese).hover).toBe(
      'Secret `none` 不在当前工作区中。\n它是可选的：没有它 Pod 也能启动。',
    );
    expect(ask(files, english, { phase: 'reading', done: 32, total: 400 }).hover).toContain(
      '(Files read so far: 32 of 400.)',
    );
    expect(ask(files, english, { phase: 'cut', done: 5000, total: 5000 }).hover).toContain(
      '(Only its first 5000 files were read.)',
    );
  });

  it('goes by the namespace', () => {
    const files = (own: string, ...others: string[]) => ({
      ...Object.fromEntries(
        others.map((namespace, i) => [`c${i}.yaml`, config('shop', '{a: b}', namespace)]),
      ),
      'pod.yaml': env('configMapKeyRef: {name: sh|op, key: a}', own),
    });
    const here = '{name: web, namespace: prod}';
    expect(ask(files(here, 'test', 'prod')).leadsTo).toEqual(['c1.yaml:4:9']);
    expect(ask(files(here, 'test')).hover).toBe(
      'ConfigMap `shop` is not in namespace `prod` in this workspace, but there: [c0.yaml:4] (namespace `test`)',
    );
    expect(ask(files(here, '')).leadsTo).toEqual(['c0.yaml:4:9']);
    expect(ask(files('{name: web}', 'test', 'prod')).hover).toContain(
      '[c0.yaml:4] (namespace `test`), [c1.yaml:4] (namespace `prod`)',
    );
  });

  it('finds what Kustomize generates', () => {
    const kustomization =
      'kind: Kustomization\nconfigMapGenerator:\n  - name: shop\n    literals: [level=info]\n    files: [conf/app.json, other=conf/x.txt]\n';
    const asked = ask({
      'kustomization.yaml': kustomization,
      'pod.yaml': env('configMapKeyRef: {name: sh|op, key: other}'),
    });
    expect(asked.hover).toBe(
      'ConfigMap `shop`: [kustomization.yaml:3] (generated by Kustomize)\nIt has the key `other`.',
    );
  });

  it('compares templated names as they are written, within a chart', () => {
    const name = '{{ include "x.fullname" . }}-config';
    const files = {
      'a/templates/config.yaml': config(name),
      'b/templates/config.yaml': config(name),
      'a/templates/pod.yaml': env(
        `configMapKeyRef:\n              name: {{ include "x.|fullname" . }}-config\n              key: level`,
      ),
    };
    expect(ask(files).leadsTo).toEqual(['a/templates/config.yaml:4:9']);
  });
});

describe('references of other kinds', () => {
  const object = (apiVersion: string, kind: string, name: string, more = ''): string =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}}\n${more}`;

  it.each([
    ['Service', 'v1', object('apps/v1', 'StatefulSet', 'db', 'spec: {serviceName: ta|rget}\n')],
    [
      'Service',
      'v1',
      object(
        'networking.k8s.io/v1',
        'Ingress',
        'i',
        'spec: {rules: [{http: {paths: [{backend: {service: {name: ta|rget}}}]}}]}\n',
      ),
    ],
    [
      'Service',
      'v1',
      object(
        'networking.k8s.io/v1',
        'Ingress',
        'i',
        'spec: {defaultBackend: {service: {name: target, port: {number: 8|0}}}}\n',
      ),
    ],
    [
      'IngressClass',
      'networking.k8s.io/v1',
      object('networking.k8s.io/v1', 'Ingress', 'i', 'spec: {ingressClassName: ta|rget}\n'),
    ],
    [
      'Secret',
      'v1',
      object('networking.k8s.io/v1', 'Ingress', 'i', 'spec: {tls: [{secretName: ta|rget}]}\n'),
    ],
    [
      'Deployment',
      'apps/v1',
      object(
        'autoscaling/v2',
        'HorizontalPodAutoscaler',
        'h',
        'spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ta|rget}}\n',
      ),
    ],
    [
      'Service',
      'v1',
      object(
        'gateway.networking.k8s.io/v1',
        'HTTPRoute',
        'r',
        'spec: {rules: [{backendRefs: [{name: ta|rget, port: 80}]}]}\n',
      ),
    ],
    [
      'Gateway',
      'gateway.networking.k8s.io/v1',
      object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'r', 'spec: {parentRefs: [{name: ta|rget}]}\n'),
    ],
    [
      'GatewayClass',
      'gateway.networking.k8s.io/v1',
      object('gateway.networking.k8s.io/v1', 'Gateway', 'g', 'spec: {gatewayClassName: ta|rget}\n'),
    ],
    ['PersistentVolumeClaim', 'v1', pod('  volumes: [{persistentVolumeClaim: {claimName: ta|rget}}]\n')],
    ['ServiceAccount', 'v1', pod('  serviceAccountName: ta|rget\n')],
    ['PriorityClass', 'scheduling.k8s.io/v1', pod('  priorityClassName: ta|rget\n')],
    ['Secret', 'v1', pod('  imagePullSecrets: [{name: ta|rget}]\n')],
    [
      'StorageClass',
      'storage.k8s.io/v1',
      object('v1', 'PersistentVolumeClaim', 'c', 'spec: {storageClassName: ta|rget}\n'),
    ],
    [
      'Role',
      'rbac.authorization.k8s.io/v1',
      object(
        'rbac.authorization.k8s.io/v1',
        'RoleBinding',
        'b',
        'roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ta|rget}\n',
      ),
    ],
    [
      'ServiceAccount',
      'v1',
      object(
        'rbac.authorization.k8s.io/v1',
        'ClusterRoleBinding',
        'b',
        'subjects: [{kind: ServiceAccount, name: ta|rget, namespace: x}]\n',
      ),
    ],
    ['Namespace', 'v1', 'apiVersion: v1\nkind: Service\nmetadata:\n  name: s\n  namespace: ta|rget\n'],
    [
      'Issuer',
      'cert-manager.io/v1',
      object('cert-manager.io/v1', 'Certificate', 'c', 'spec: {issuerRef: {name: ta|rget}}\n'),
    ],
    [
      'Service',
      'v1',
      object(
        'admissionregistration.k8s.io/v1',
        'ValidatingWebhookConfiguration',
        'w',
        'webhooks: [{clientConfig: {service: {name: ta|rget, namespace: x}}}]\n',
      ),
    ],
  ])('leads to the %s', (kind, apiVersion, text) => {
    const asked = ask({ 't.yaml': object(apiVersion, kind, 'target'), 'a.yaml': text });
    expect(asked.leadsTo).toEqual(['t.yaml:3:18']);
    expect(asked.hover).toContain(`${kind} \`target\`: [t.yaml:3]`);
  });

  it('goes by kind and group', () => {
    const hpa = object(
      'autoscaling/v2',
      'HorizontalPodAutoscaler',
      'h',
      'spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ta|rget}}\n',
    );
    expect(ask({ 't.yaml': object('apps/v1', 'StatefulSet', 'target'), 'a.yaml': hpa }).leadsTo).toEqual([]);
    const knative = pod('  serviceAccountName: x\n')
      .replace('v1', 'serving.knative.dev/v1')
      .replace('Pod', 'Service')
      .replace('x', 'ta|rget');
    expect(ask({ 'a.yaml': knative }).hover).toBe('');
    const user = object(
      'rbac.authorization.k8s.io/v1',
      'ClusterRoleBinding',
      'b',
      'subjects: [{kind: User, name: ta|rget}]\n',
    );
    expect(ask({ 'a.yaml': user }).hover).toBe('');
  });

  it('shows the ports of a Service', () => {
    const service = object(
      'v1',
      'Service',
      'target',
      'spec: {ports: [{name: http, port: 80}, {port: 9090}]}\n',
    );
    const sts = object('apps/v1', 'StatefulSet', 'db', 'spec: {serviceName: ta|rget}\n');
    expect(ask({ 't.yaml': service, 'a.yaml': sts }).hover).toBe(
      'Service `target`: [t.yaml:3] · ClusterIP `http 80`, `9090`',
    );
  });

  it('knows what every cluster has', () => {
    expect(ask({ 'p.yaml': pod('  serviceAccountName: def|ault\n') }).hover).toBe(
      'ServiceAccount `default` is there without a manifest.',
    );
    const binding = object(
      'rbac.authorization.k8s.io/v1',
      'RoleBinding',
      'b',
      'roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: vi|ew}\n',
    );
    expect(ask({ 'p.yaml': binding }).hover).toBe('ClusterRole `view` is there without a manifest.');
  });
});

describe('selectors', () => {
  const deployment = (name: string, labels: string, replicas = 3): string =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec:\n  replicas: ${replicas}\n  selector:\n    matchLabels: ${labels}\n  template:\n    metadata: {labels: ${labels}}\n    spec: {containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]}\n`;
  const service = (spec: string): string =>
    `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n${spec}`;

  it('of a Service shows the Pods that it selects', () => {
    const files = {
      'web.yaml': deployment('web', '{app: web, tier: front}'),
      'db.yaml': deployment('db', '{app: db}'),
      'svc.yaml': service('  selector:\n    a|pp: web\n'),
    };
    expect(ask(files)).toEqual({
      hover: 'Selects the Pods of Deployment `web` ([web.yaml:3])',
      leadsTo: ['web.yaml:3:18'],
    });
    expect(ask({ ...files, 'svc.yaml': service('  sel|ector: {app: none}\n') }).hover).toBe(
      'No Pod of this workspace has these labels.',
    );
    expect(
      ask({ ...files, 'svc.yaml': service('  sel|ector:\n    {{- include "x" . | nindent 4 }}\n') }).hover,
    ).toBe('');
  });

  it('of a workload matches its own template, and says if it matches another one', () => {
    const own = deployment('web', '{app: web}').replace('matchLabels', 'match|Labels');
    expect(ask({ 'a.yaml': own }).hover).toBe('Matches the labels of its own template.');
    expect(ask({ 'a.yaml': own, 'b.yaml': deployment('other', '{app: web, x: y}') }).hover).toBe(
      '⚠ Matches the labels of its own template, and also: Deployment `other` ([b.yaml:3])',
    );
    const wrong = own.replace(
      'template:\n    metadata: {labels: {app: web}}',
      'template:\n    metadata: {labels: {app: wob}}',
    );
    expect(ask({ 'a.yaml': wrong }).hover).toBe(
      '⚠ Does not match the labels of its own template, so that the API server refuses it.',
    );
  });

  it('of a NetworkPolicy and a PodDisruptionBudget work with expressions', () => {
    const files = { 'web.yaml': deployment('web', '{app: web}') };
    const policy = (spec: string): string =>
      `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: n}\nspec: ${spec}\n`;
    expect(
      ask({
        ...files,
        'n.yaml': policy('{podSel|ector: {matchExpressions: [{key: app, operator: In, values: [web, x]}]}}'),
      }).leadsTo,
    ).toEqual(['web.yaml:3:18']);
    expect(ask({ ...files, 'n.yaml': policy('{podSel|ector: {}}') }).hover).toBe(
      'An empty selector: every Pod of the namespace.',
    );
    expect(
      ask({ ...files, 'n.yaml': policy('{ingress: [{from: [{podSel|ector: {matchLabels: {app: web}}}]}]}') })
        .leadsTo,
    ).toEqual(['web.yaml:3:18']);
    const budget = (spec: string): string =>
      `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: p}\nspec: ${spec}\n`;
    expect(
      ask({ ...files, 'p.yaml': budget('{minAvailable: |50%, selector: {matchLabels: {app: web}}}') }).hover,
    ).toBe(
      'Deployment `web` ([web.yaml:3]): Matching Pods: 3. 1 of them may be evicted at a time (percentages round up).',
    );
    expect(
      ask({ ...files, 'p.yaml': budget('{minAvailable: |3, selector: {matchLabels: {app: web}}}') }).hover,
    ).toContain('None of them may be evicted');
  });

  it('lead from the name of a target port to the container that has it', () => {
    const files = { 'web.yaml': deployment('web', '{app: web}') };
    const ports = (target: string): string =>
      service(`  selector: {app: web}\n  ports:\n    - {port: 80, targetPort: ${target}}\n`);
    expect(ask({ ...files, 's.yaml': ports('ht|tp') }).hover).toBe(
      '`http` is port `8080` of Deployment `web` ([web.yaml:3])',
    );
    expect(ask({ ...files, 's.yaml': ports('gr|pc') }).hover).toBe(
      '⚠ Deployment `web` ([web.yaml:3]) has no port named `grpc`.',
    );
  });
});

describe('a link to a place', () => {
  it('is an address of a file that ends no link', () => {
    expect(locationLink('file:///a/b%20c.yaml', 3)).toBe('file:///a/b%20c.yaml#L3');
    expect(locationLink('file:///a/b(1).yaml', 3)).toBe('file:///a/b%281%29.yaml#L3');
    expect(locationLink('vscode-vfs://github/o/r/a.yaml', 1)).toBe('vscode-vfs://github/o/r/a.yaml#L1');
    expect(locationLink('command://x', 1)).toBeUndefined();
    expect(locationLink('untitled:Untitled-1', 1)).toBeUndefined();
  });
});
