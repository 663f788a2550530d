import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conceptIndex } from '../deck/conceptIndex.ts';
import type { Concept } from '../deck/types.ts';
import { translator } from '../l10n/translate.ts';
import type { Bundle } from '../l10n/translate.ts';
import { Manifest } from '../manifest/manifest.ts';
import type { PackData } from '../schema/data.ts';
import { Schema } from '../schema/schema.ts';
import { ConceptSource } from './conceptSource.ts';
import { hover } from './hover.ts';
import type { HoverOptions } from './hover.ts';

const pack: PackData = {
  texts: [
    'Service is a name.', // 0
    'Spec of it.',
    'type says how it is exposed. Defaults to ClusterIP.',
    'means a port on every node.',
    'A virtual address inside.', // 4
    'Addresses of nodes.',
    'Use `type: LoadBalancer`.',
    'Labels organize.',
    'Which Pods.', // 8
    'How many.',
    'An old rule.',
    'Opens <it> to \\*all\\*.',
  ],
  links: ['https://kubernetes.io/docs/concepts/service/#types', 'https://istio.io/latest/docs/'],
  enums: [
    [
      ['ClusterIP', 4],
      ['NodePort', 3],
      ['', -1],
    ],
    [
      ['Local', -1],
      ['Cluster', -1],
    ],
  ],
  fields: [
    ['apiVersion', 's', -1, -1, -1, 0],
    ['kind', 's', -1, -1, -1, 0],
    ['metadata', 'o1', -1, -1, -1, 0],
    ['spec', 'o2', 1, -1, -1, 1], // 3
    ['labels', '{s', 7, -1, -1, 0],
    ['type', 'e0', 2, 0, -1, 0],
    ['externalIPs', '[s', 5, -1, 6, 0, 'deprecated 1.36'], // 6
    ['selector', '{s', 8, 1, -1, 0],
    ['ports', '[o3', -1, -1, -1, 1],
    ['port', 'i', 9, -1, -1, 1], // 9
    ['policy', 'E1', 11, -1, -1, 0],
  ],
  types: [[0, 1, 2, 3], [4], [5, 6, 7, 8, 10], [9]],
  kinds: {
    v1: { Service: [0, 0, -1, -1] },
    'extensions/v1beta1': { Ingress: [0, 10, -1, -1] },
  },
};

function schema(): Schema {
  const made = new Schema({
    kinds: { v1: { Service: 'all' }, 'extensions/v1beta1': { Ingress: 'all' } },
    uses: { all: [] },
  });
  made.add('all', pack);
  return made;
}

const nodePort: Concept = {
  id: 'nodeport',
  name: 'NodePort',
  synonyms: [],
  label: 'Service type',
  summary: 'ClusterIP plus one port.',
  points: [],
  links: ['https://kubernetes.io/docs/nodeport/'],
  attachments: [{ kind: 'Service', path: ['spec', 'type'], value: 'NodePort' }],
  confuse: [],
  topic: 'service-types',
  file: 'net.md',
  range: { start: 0, end: 1 },
};
const ports: Concept = {
  ...nodePort,
  id: 'ports',
  name: 'Ports',
  summary: 'What it listens on.',
  attachments: [{ kind: 'Service', path: ['spec', 'ports', '[]', 'port'] }],
};
const concepts = [nodePort, ports];
const source = new ConceptSource(concepts, conceptIndex(concepts));

/** Markdown of the hover at `$$`. */
function at(marked: string, options: Partial<HoverOptions> = {}): string | undefined {
  const offset = marked.indexOf('$$');
  const text = marked.replace('$$', '');
  const before = text.slice(0, offset).split('\n');
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const token = new Manifest(text).tokenAt(position);
  return (
    token &&
    hover(token, source, { t: translator(), commands: false, schema: schema(), ...options })?.markdown
  );
}

const service = (rest: string) => `apiVersion: v1\nkind: Service\n${rest}`;

describe('the field reference in hovers', () => {
  it('explains a key that no concept knows', () => {
    expect(at(service('spec:\n  $$selector: {}'))).toBe(
      '**selector** · `map[string]string`\n\nWhich Pods.\n\n[Docs](https://istio.io/latest/docs/)',
    );
    expect(at(service('$$spec:\n  type: x'))).toBe('**spec** · `Object` · required\n\nSpec of it.');
    expect(at(service('spec:\n  $$ports: []'))).toBe('**ports** · `[]Object` · required');
  });

  it('puts the text of the current value first, then the other values, then the field', () => {
    expect(at(service('spec:\n  type: Clu$$sterIP'))).toBe(
      [
        '**ClusterIP** · type',
        '**ClusterIP**: A virtual address inside.',
        '`spec.type` enum: **ClusterIP** · NodePort · ""',
        'type says how it is exposed. Defaults to ClusterIP.',
        '[Docs](https://kubernetes.io/docs/concepts/service/#types)',
      ].join('\n\n'),
    );
  });

  it('stands below what a concept says, without saying it twice', () => {
    expect(at(service('spec:\n  type: Node$$Port'))).toBe(
      [
        '**NodePort** · Service type',
        'ClusterIP plus one port.',
        '`spec.type` enum: **NodePort** · ClusterIP · ""',
        'type says how it is exposed. Defaults to ClusterIP.',
        '[Docs](https://kubernetes.io/docs/nodeport/)',
      ].join('\n\n'),
    );
    expect(at(service('spec:\n  ports: [{po$$rt: 1}]'))).toContain(
      'What it listens on.\n\n`spec.ports[].port` · `integer` · required: How many.',
    );
  });

  it('says that a value breaks the enumeration, and which ones are right', () => {
    expect(at(service('spec:\n  type: Node$$port'))).toContain(
      '**type** · `string`\n\n⚠ `Nodeport` is none of the allowed values.\n\n`spec.type` enum: ClusterIP · NodePort · ""',
    );
    expect(at(service('spec:\n  ty$$pe: Nodeport'))).toContain('⚠ `Nodeport`');
    for (const value of ['', '{{ .Values.type }}', '""', '>-\n    ClusterIP']) {
      expect(at(service(`spec:\n  ty$$pe: ${value}`)), value).not.toContain('⚠');
    }
    // Where the API only gives examples, others may be right.
    expect(at(service('spec:\n  pol$$icy: Other'))).not.toContain('⚠');
  });

  it('carries version and way out of a deprecated field, relative to the cluster', () => {
    const text = service('spec:\n  external$$IPs: []');
    expect(at(text)).toBe(
      '**externalIPs** · `[]string` · `deprecated in 1.36`\n\n⌛ *Deprecated:* Use `type: LoadBalancer`.\n\nAddresses of nodes.',
    );
    expect(at(text, { clusterVersion: '1.30' })).toContain('`fine here; deprecated from 1.36`');
  });

  it('says at kind and apiVersion what replaced a removed API, field reference or not', () => {
    const gone = '⌛ `extensions/v1beta1` · removed in 1.22 · use `networking.k8s.io/v1`, served since 1.19';
    const ingress = 'apiVersion: extensions/v1beta1\nkind: Ing$$ress\n';
    expect(at(ingress)).toBe(`**Ingress** · \`extensions/v1beta1\`\n\n${gone}\n\nAn old rule.`);
    expect(at('apiVersion: extensions/$$v1beta1\nkind: Ingress\n')).toContain(gone);
    expect(at(ingress, { clusterVersion: '1.20' })).toContain('works here; removed in 1.22');
    const token = new Manifest(ingress.replace('$$', '')).tokenAt({ line: 1, character: 8 });
    expect(token && hover(token, source, { t: translator(), commands: false })?.markdown).toBe(
      `**Ingress**\n\n${gone}`,
    );
  });

  it('explains a kind', () => {
    expect(at('apiVersion: v1\nkind: Ser$$vice\n')).toBe('**Service** · `v1`\n\nService is a name.');
  });

  it('says nothing about labels, texts of the user and what it does not know', () => {
    expect(at(service('metadata:\n  labels:\n    $$app: web'))).toBeUndefined();
    expect(at(service('metadata:\n  labels:\n    app: $$web'))).toBeUndefined();
    expect(at(service('spec:\n  selector:\n    app: $$web'))).toBeUndefined();
    expect(at(service('spec:\n  $$nonsense: 1'))).toBeUndefined();
    expect(at('apiVersion: v2\nkind: Service\nspec:\n  $$type: ClusterIP')).toBeUndefined();
    expect(at('apiVersion: apps/v1\nkind: Service\nspec:\n  $$selector: {}')).toBeUndefined();
    // An entry under the user's own key is still one of the field.
    expect(at(service('spec:\n  selector:\n    $$app: web'))).toContain('Which Pods.');
    expect(at(service('spec:\n  ports:\n    - port: 8$$0'))).toContain('What it listens on.');
  });

  it('never fails, whatever stands in the manifest', () => {
    const snippets = fc.oneof(
      fc.constantFrom(
        '\n',
        '\t',
        '  ',
        ': ',
        '- ',
        '"',
        '{',
        '}',
        '[',
        '? ',
        '<<: *a\n',
        '&a ',
        '*a',
        '{{',
        '|\n',
        '---\n',
      ),
      fc.string({ maxLength: 5 }),
    );
    const change = fc.record({ line: fc.nat(9), character: fc.nat(20), remove: fc.nat(6), text: snippets });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 10 }), fc.nat(9), fc.nat(20), (changes, line, character) => {
        const manifest = new Manifest(
          service('spec: &a\n  ports:\n    - port: 80\n  type: NodePort\n  selector: {a: b}'),
        );
        for (const { line: at, character: from, remove, text } of changes) {
          const start = { line: at, character: from };
          manifest.applyEdit({ start, end: { line: at, character: from + remove } }, text);
          const token = manifest.tokenAt({ line, character });
          const above = token && (() => manifest.pathsAbove(token, 40));
          if (token)
            hover(token, source, {
              t: translator(),
              commands: true,
              schema: schema(),
              ...(above && { above }),
            });
        }
      }),
    );
  });

  it('shows API text as it was written', () => {
    expect(at(service('spec:\n  $$policy: Local'))).toContain('Opens &lt;it> to \\*all\\*.');
  });

  it('keeps API text in English among Chinese words, and leads to the Chinese page', () => {
    const file = new URL('../l10n/bundle.l10n.zh-cn.json', import.meta.url);
    const t = translator(JSON.parse(readFileSync(file, 'utf8')) as Bundle);
    expect(at(service('spec:\n  ty$$pe: Other'), { t, chinese: true })).toBe(
      [
        '**type** · `string`',
        '⚠ `Other` 不在可取的值之内。',
        '`spec.type` 可取：ClusterIP · NodePort · ""',
        'type says how it is exposed. Defaults to ClusterIP.',
        '[文档](https://kubernetes.io/zh-cn/docs/concepts/service/#types)',
      ].join('\n\n'),
    );
  });
});
