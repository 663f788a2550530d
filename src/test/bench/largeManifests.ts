import type { Position } from '../../manifest/token.ts';

const size = 1_900_000;

export function deployment(i: number): string[] {
  return [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata:',
    `  name: web-${i}`,
    '  labels:',
    `    app.kubernetes.io/name: web-${i}`,
    '    app.kubernetes.io/part-of: "shop"',
    'spec:',
    '  replicas: 3',
    '  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}',
    '  selector:',
    '    matchLabels:',
    `      app.kubernetes.io/name: web-${i}`,
    '  template:',
    '    spec:',
    '      # one container and its probe',
    '      containers:',
    '        - name: web',
    `          image: registry.example.com/shop/web:1.${i}`,
    '          command: ["/bin/sh", "-c"]',
    '          args:',
    '            - |',
    '              set -e',
    '              exec nginx -g "daemon off;"',
    '          resources:',
    '            requests:',
    '              cpu: 500m',
    '              memory: 128Mi',
    '      restartPolicy: Always',
  ];
}

/** One document after another. */
export function stream(): string {
  let text = '';
  for (let i = 0; text.length < size; i++) text += `---\n${deployment(i).join('\n')}\n`;
  return text;
}

/** As kubectl prints it: `kind` behind the items. */
export function list(): string {
  let text = 'apiVersion: v1\nitems:\n';
  for (let i = 0; text.length < size; i++) text += `- ${deployment(i).join('\n  ')}\n`;
  return `${text}kind: List\n`;
}

export function json(): string {
  const items: unknown[] = [];
  for (let i = 0, length = 0; length < size; i++) {
    const [, , , name = ''] = deployment(i);
    const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'shop' };
    const spec = {
      template: { spec: { containers: [{ name: 'web', image: 'nginx' }], restartPolicy: 'Always' } },
    };
    const item = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, labels }, spec };
    items.push(item);
    length += JSON.stringify(item, undefined, 2).length * 1.6;
  }
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, undefined, 2);
}

/** Position of the last `restartPolicy`, the worst place for a reader that starts at the top. */
export function lastField(text: string): Position {
  const before = text.slice(0, text.lastIndexOf('restartPolicy')).split('\n');
  return { line: before.length - 1, character: (before.at(-1)?.length ?? 0) + 2 };
}
