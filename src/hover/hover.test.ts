import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { conceptIndex } from '../deck/conceptIndex.ts';
import type { Attachment, Concept } from '../deck/types.ts';
import { translator } from '../l10n/translate.ts';
import type { Bundle } from '../l10n/translate.ts';
import { Manifest } from '../manifest/manifest.ts';
import { ConceptSource } from './conceptSource.ts';
import { hover } from './hover.ts';
import type { HoverOptions } from './hover.ts';

type MarkdownToken = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number];

const english = translator();
const bundle = JSON.parse(
  readFileSync(new URL('../l10n/bundle.l10n.zh-cn.json', import.meta.url), 'utf8'),
) as Bundle;
const chinese = translator(bundle);

const on = (kind: string, path: string, value?: string, group?: string): Attachment => ({
  kind,
  ...(group !== undefined && { group }),
  path: path === '' ? [] : path.split('.'),
  ...(value !== undefined && { value }),
});

const concept = (id: string, fields: Partial<Concept>): Concept => ({
  id,
  name: id,
  synonyms: [],
  label: '',
  summary: '',
  points: [],
  links: [],
  attachments: [],
  confuse: [],
  topic: 'service-types',
  file: 'net.md',
  range: { start: 0, end: 1 },
  ...fields,
});

const serviceTypes = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'];
const nodePort = {
  label: 'Service type',
  summary: 'ClusterIP plus one port, by default from 30000-32767, opened on every node.',
  points: [
    'Traffic: node address:nodePort -> Service -> ready Pods, also Pods of other nodes.',
    'Keep it for labs, or as the leg behind an external balancer.',
  ],
  trap: "with `nftables` mode the port listens on the node's\nprimary address only.",
  links: ['https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport'],
};
const concepts: Concept[] = [
  concept('service', { name: 'Service', summary: 'A stable name.', attachments: [on('Service', '')] }),
  concept('service-types', {
    name: 'Service types',
    summary: 'Four types.',
    attachments: [on('Service', 'spec.type')],
  }),
  ...serviceTypes.map((value) =>
    concept(value.toLowerCase(), {
      name: value,
      ...(value === 'NodePort' && nodePort),
      attachments: [on('Service', 'spec.type', value)],
    }),
  ),
  concept('headless', { name: 'Headless Service', attachments: [on('Service', 'spec.clusterIP', 'None')] }),
  concept('ipvs', {
    label: 'kube-proxy mode',
    summary: 'Move to nftables (stable in 1.33).',
    status: { state: 'deprecated', since: '1.35' },
    attachments: [on('KubeProxyConfiguration', 'mode', 'ipvs')],
    topic: 'kube-proxy-modes',
  }),
  concept('name-label', { attachments: [on('*', 'metadata.labels.app')] }),
  concept('kustomize-resources', {
    attachments: [on('Kustomization', 'resources', undefined, 'kustomize.config.k8s.io')],
  }),
  concept('flux-like', { attachments: [on('Kustomization', 'spec')] }),
  concept('knative', { attachments: [on('Service', 'spec', undefined, 'serving.knative.dev')] }),
];

const source = new ConceptSource(concepts, conceptIndex(concepts));

function hoverAt(marked: string, options: Partial<HoverOptions> = {}) {
  const before = marked.slice(0, marked.indexOf('$$CURSOR$$')).split('\n');
  const manifest = new Manifest(marked.split('$$CURSOR$$').join(''));
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const token = manifest.tokenAt(position);
  return token && hover(token, source, { t: english, commands: false, ...options });
}

const service = (line: string) => `apiVersion: v1\nkind: Service\nspec:\n  ${line}\n`;
const proxy = (line: string) =>
  `apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\n${line}`;

describe('a hover', () => {
  it('reads top down: name, what it is, points, trap, values, links', () => {
    const found = hoverAt(service('type: Node$$CURSOR$$Port'), { commands: true });
    expect(found?.markdown).toBe(`**NodePort** · Service type

ClusterIP plus one port, by default from 30000-32767, opened on every node.
- Traffic: node address:nodePort -> Service -> ready Pods, also Pods of other nodes.
- Keep it for labs, or as the leg behind an external balancer.

⚠ *Interview trap:* with \`nftables\` mode the port listens on the node's primary address only.

\`spec.type\` enum: **NodePort** · ClusterIP · LoadBalancer · ExternalName

[Docs](https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport) · [Topic](command:k8sRecall.openTopic?%5B%22service-types%22%5D) · [Quiz me](command:k8sRecall.quizTopic?%5B%22service-types%22%5D)`);
    expect(found).toMatchObject({ concept: 'nodeport', topic: 'service-types' });
    expect(found?.range).toEqual({ start: { line: 3, character: 8 }, end: { line: 3, character: 16 } });
  });

  it('speaks Chinese', () => {
    const found = hoverAt(service('type: Node$$CURSOR$$Port'), { t: chinese, commands: true });
    expect(found?.markdown.split('\n\n').slice(2)).toEqual([
      "⚠ **面试陷阱**：with `nftables` mode the port listens on the node's primary address only.",
      '`spec.type` 可取：**NodePort** · ClusterIP · LoadBalancer · ExternalName',
      '[文档](https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport) · [主题](command:k8sRecall.openTopic?%5B%22service-types%22%5D) · [考考我](command:k8sRecall.quizTopic?%5B%22service-types%22%5D)',
    ]);
  });

  it('has no command without a client that runs it', () => {
    expect(hoverAt(service('type: Node$$CURSOR$$Port'))?.markdown).not.toContain('command:');
    expect(hoverAt(service('type: Node$$CURSOR$$Port'))?.markdown).toContain('[Docs](https://');
  });

  it('names the state of an API as the cluster sees it', () => {
    const text = proxy('mode: ip$$CURSOR$$vs');
    const title = (options: Partial<HoverOptions>) => hoverAt(text, options)?.markdown.split('\n')[0];
    expect(title({})).toBe('**ipvs** · kube-proxy mode · `deprecated in 1.35`');
    expect(title({ clusterVersion: '1.35' })).toBe('**ipvs** · kube-proxy mode · `deprecated in 1.35`');
    expect(title({ clusterVersion: 'v1.22.3' })).toBe(
      '**ipvs** · kube-proxy mode · `fine here; deprecated from 1.35`',
    );
    expect(title({ clusterVersion: '1.22', t: chinese })).toBe(
      '**ipvs** · kube-proxy mode · `此版本可用；1.35 起弃用`',
    );
    expect(title({ clusterVersion: 'latest' })).toBe('**ipvs** · kube-proxy mode · `deprecated in 1.35`');
  });

  it('explains the kind on `kind:`, key and value', () => {
    expect(hoverAt('apiVersion: v1\nki$$CURSOR$$nd: Service')?.concept).toBe('service');
    expect(hoverAt('apiVersion: v1\nkind: Ser$$CURSOR$$vice')?.concept).toBe('service');
  });

  it('explains the path on a key, and the value where only that is known', () => {
    expect(hoverAt(service('ty$$CURSOR$$pe: NodePort'))?.concept).toBe('service-types');
    expect(hoverAt(service('ty$$CURSOR$$pe: NodePort'))?.markdown).toContain('**NodePort** · ClusterIP');
    expect(hoverAt(service('type: No$$CURSOR$$such'))?.markdown).toContain(
      'enum: ClusterIP · NodePort · LoadBalancer · ExternalName',
    );
    expect(hoverAt(service('cluster$$CURSOR$$IP: None'))?.concept).toBe('headless');
    expect(hoverAt(service('cluster$$CURSOR$$IP: 10.0.0.1'))).toBeUndefined();
  });

  it('writes an empty value as one', () => {
    const modes = ['', 'ipvs'].map((value) =>
      concept(`mode-${value}`, { attachments: [on('KubeProxyConfiguration', 'mode', value)] }),
    );
    const token = new Manifest(proxy('mode: ""')).tokenAt({ line: 2, character: 6 });
    if (!token) throw new Error('The fixture has no token.');
    const found = hover(token, new ConceptSource(modes, conceptIndex(modes)), {
      t: english,
      commands: false,
    });
    expect(found?.markdown).toContain('`mode` enum: **""** · ipvs');
  });

  const markdownOf = (made: readonly Concept[], marked: string): string => {
    const before = marked.split('$$CURSOR$$')[0]?.split('\n') ?? [];
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    const token = new Manifest(marked.replace('$$CURSOR$$', '')).tokenAt(position);
    if (!token) throw new Error('The fixture has no token.');
    const options = { t: english, commands: false };
    return hover(token, new ConceptSource(made, conceptIndex(made)), options)?.markdown ?? '';
  };

  it('calls only the values of an enumeration so, not flags, keys and names that notes happen to explain', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nspec:\n';
    const places: [path: string, values: [string, string], text: string][] = [
      ['containers.[].args.[]', ['--one', '--two'], 'containers:\n    - args: [--o$$CURSOR$$ne]'],
      ['tolerations.[].key', ['one', 'two'], 'tolerations:\n    - key: o$$CURSOR$$ne'],
      ['priorityClassName', ['one', 'two'], 'priorityClassName: o$$CURSOR$$ne'],
      ['dnsPolicy', ['one', 'a/b'], 'dnsPolicy: o$$CURSOR$$ne'],
    ];
    for (const [path, values, text] of places) {
      const made = values.map((value) =>
        concept(value, { summary: 'It is.', attachments: [on('PodSpec', path, value)] }),
      );
      const markdown = markdownOf(made, `${pod}  ${text}\n`);
      expect(markdown, path).toContain('It is.');
      expect(markdown, path).not.toContain('enum');
    }
  });

  it('begins a summary with a capital, but not a name that is written small', () => {
    const said = (summary: string): string =>
      markdownOf(
        [concept('c', { summary, attachments: [on('Service', '')] })],
        'apiVersion: v1\nkind: Ser$$CURSOR$$vice\n',
      );
    expect(said('a virtual IP, the default.')).toContain('\nA virtual IP');
    expect(said('etcd keeps it.')).toContain('\netcd keeps it.');
    expect(said('`type` decides.')).toContain('\n`type` decides.');
    expect(said('kube-proxy writes rules.')).toContain('\nkube-proxy writes');
  });

  it('never tells one kind with the text of another', () => {
    const knative = `apiVersion: serving.knative.dev/v1\nkind: Service\n`;
    expect(hoverAt(`${knative}spec:\n  ty$$CURSOR$$pe: NodePort`)).toBeUndefined();
    expect(hoverAt(`${knative}sp$$CURSOR$$ec: {}`)?.concept).toBe('knative');
    expect(hoverAt(`${knative}metadata:\n  labels:\n    ap$$CURSOR$$p: x`)?.concept).toBe('name-label');
    // Of a Kustomization only what is written about it, not what holds for every object.
    const kustomization = `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n`;
    expect(hoverAt(`${kustomization}res$$CURSOR$$ources: []`)?.concept).toBe('kustomize-resources');
    expect(hoverAt(`${kustomization}metadata:\n  labels:\n    ap$$CURSOR$$p: x`)).toBeUndefined();
    expect(hoverAt(`${kustomization}sp$$CURSOR$$ec: {}`)).toBeUndefined();
    expect(hoverAt('apiVersion: v1\nkind: KubeProxyConfiguration\nmode: ip$$CURSOR$$vs')).toBeUndefined();
    expect(hoverAt('apiVersion: apps/v1\nkind: Service\nspec:\n  ty$$CURSOR$$pe: NodePort')).toBeUndefined();
  });
});

describe('text from notes', () => {
  const fragments = fc.constantFrom(
    '[x](command:k8sRecall.openTopic)',
    '[x](<command:evil>)',
    '[x]: command:evil',
    '[x][x]',
    '[x]',
    '![x](https://evil.example/x.png)',
    '[![x](https://e/x.png)](command:evil)',
    '<img src=x onerror=alert(1)>',
    '<command:evil>',
    '<https://kubernetes.io>',
    '<script>',
    '&lt;b&gt;',
    '&#60;img&#62;',
    '[a](java&#115;cript:evil)',
    '[a](https://k8s.io/(a))',
    '[a](https://k8s.io "t")',
    '[a](//evil)',
    '[a](notes.md)',
    '](command:evil)',
    '`',
    '``',
    '```\n',
    '`<img>`',
    '\\',
    '\\`',
    '\\[',
    '\\<img>',
    '*',
    '**',
    '_',
    '~~~\n',
    '\n\n',
    '\n- ',
    '\n    ',
    '\n# ',
    '\n> ',
    '| a | b |\n|---|---|\n',
    '---',
    '1. ',
    '(',
    ')',
    '"',
    'text',
    '中文',
  );
  const nasty = fc
    .array(fc.oneof({ weight: 5, arbitrary: fragments }, fc.string({ maxLength: 4 })), { maxLength: 8 })
    .map((parts) => parts.join(''));

  it('can neither run a command nor load an image nor bring HTML', () => {
    const renderer = new MarkdownIt({ html: true, linkify: false });
    // Show every destination as the text has it, so that nothing is hidden by the renderer's own checks.
    renderer.validateLink = () => true;
    fc.assert(
      fc.property(nasty, nasty, nasty, nasty, (name, label, text, link) => {
        const evil = concept('evil', {
          name,
          label,
          summary: text,
          points: [text, label],
          trap: text,
          outdated: text,
          links: [link],
          status: { state: 'removed', since: text },
          topic: text,
          attachments: [
            on('Service', 'spec', undefined),
            on('Service', 'spec', link),
            on('Service', 'spec', 'b'),
          ],
        });
        const token = new Manifest('apiVersion: v1\nkind: Service\nspec: b').tokenAt({
          line: 2,
          character: 1,
        });
        if (!token) throw new Error('The fixture has no token.');
        const found = hover(token, new ConceptSource([evil], { find: () => evil }), {
          t: english,
          commands: true,
        });
        const types = new Set<string>();
        const destinations: string[] = [];
        const visit = (tokens: readonly MarkdownToken[]) => {
          for (const item of tokens) {
            types.add(item.type);
            const href = item.attrGet('href');
            if (href !== null) destinations.push(String(href));
            if (item.children) visit(item.children);
          }
        };
        visit(renderer.parse(found?.markdown ?? '', {}));
        expect(
          [...types].filter((type) => /html|image|fence|code_block|heading|table|blockquote/.test(type)),
        ).toEqual([]);
        for (const href of destinations) {
          expect(href).toMatch(/^(?:https?:\/\/|mailto:|command:k8sRecall\.(?:openTopic|quizTopic)\?%5B%22)/);
        }
        const commands = destinations.filter((href) => href.startsWith('command:'));
        expect(commands).toHaveLength(2);
        for (const href of commands) {
          expect(JSON.parse(decodeURIComponent(href.slice(href.indexOf('?') + 1)))).toEqual([text]);
        }
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
    );
  });

  it('keeps emphasis, code and links to the web', () => {
    const kept = '**bold**, `kubectl -n <ns>`, a `ports[]` and [a page](https://kubernetes.io/docs/) here';
    const plain = concept('plain', { summary: kept });
    const token = new Manifest('apiVersion: v1\nkind: Service\nspec: b').tokenAt({ line: 2, character: 1 });
    if (!token) throw new Error('The fixture has no token.');
    const found = hover(token, new ConceptSource([plain], { find: () => plain }), {
      t: english,
      commands: false,
    });
    expect(found?.markdown).toBe(`**plain**\n\n${kept}`);
  });
});
