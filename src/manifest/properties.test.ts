import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  stringify,
  visit,
  YAMLMap,
  YAMLSeq,
} from 'yaml';
import type { Scalar } from 'yaml';
import { Manifest } from './manifest.ts';
import type { Position } from './token.ts';

interface Expected {
  readonly role: 'key' | 'value';
  readonly path: readonly string[];
  readonly document: number;
  readonly position: Position;
  /** Of scalars on one line. */
  readonly value: string | undefined;
}

/** What a scalar on one line says, without quotes. */
function textOf({ range, source, type }: Scalar, text: string): string | undefined {
  if (!range || /[\r\n]/.test(text.slice(range[0], range[1])) || type?.startsWith('BLOCK_')) return undefined;
  return source;
}

/** Every key and scalar of a valid stream with its path as the `yaml` library reads it. */
function expectedTokens(text: string): Expected[] | undefined {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false });
  const tokens: Expected[] = [];
  if (!Array.isArray(documents)) return tokens;
  if (documents.some((document) => document.errors.length > 0)) return undefined;
  documents.forEach((document, index) => {
    const add = (role: 'key' | 'value', path: readonly string[], node: unknown) => {
      if (!(isScalar(node) || isAlias(node)) || !node.range || node.range[1] === node.range[0]) return;
      const { line, col } = lines.linePos(node.range[0]);
      const kept = path.filter((step, i) => step !== '<<' || i === path.length - 1);
      const value = role === 'value' && isScalar(node) ? textOf(node, text) : undefined;
      const position = { line: line - 1, character: col - 1 };
      tokens.push({ role, path: kept, document: index, position, value });
    };
    const walk = (node: unknown, path: readonly string[]) => {
      if (isMap(node)) {
        for (const { key, value } of node.items) {
          const step = isScalar(key) ? String(key.source ?? key.value) : '';
          add('key', [...path, step], key);
          walk(value, [...path, step]);
        }
      } else if (isSeq(node)) {
        for (const item of node.items) walk(item, [...path, '[]']);
      } else add('value', path, node);
    };
    walk(document.contents, []);
  });
  return tokens;
}

function expectTokens(text: string, expected: readonly Expected[], name = text) {
  const manifest = new Manifest(text);
  for (const { role, path, document, position, value } of expected) {
    const place = manifest.placeAt(position);
    const where = `${name}\n:${position.line + 1}:${position.character + 1}`;
    const found = { where, role: place?.role, path: place?.path, document: place?.documentIndex };
    expect(found).toEqual({ where, role, path, document });
    if (value !== undefined) expect({ where, value: place?.value }).toEqual({ where, value });
  }
}

const word = fc.constantFrom(
  'items',
  'kind',
  'spec',
  'a',
  'app.kubernetes.io/name',
  'with space',
  'x:y',
  '#no',
  '- dash',
  'key: colon',
  'http://a/b',
  '{{ .Values.x }}',
  "it's",
  'say "hi"',
  '中文 键',
  '*star',
  '&and',
  '1',
  'true',
  '',
  'long '.repeat(30).trim(),
  'two\nlines',
  '{braces}',
  '[a, b]',
  'trailing #hash',
  '| pipe',
  '\ttab',
  'emoji 🙂 key',
  'back\\slash',
  'bell \u0007, nel \u0085, nbsp \u00a0 and \u2028',
);
const key = word.filter((text) => text !== '' && text.length < 60 && !text.includes('\n'));
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    word,
    fc.constantFrom(null, 80, 1.5, false),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

interface Styles {
  readonly indent: number;
  readonly indentSeq: boolean;
  readonly lineWidth: number;
  readonly quotes: 'PLAIN' | 'QUOTE_DOUBLE' | 'QUOTE_SINGLE';
  readonly flow: readonly boolean[];
  readonly newline: string;
  readonly comments: boolean;
}
const styles: fc.Arbitrary<Styles> = fc.record({
  indent: fc.constantFrom(1, 2, 4),
  indentSeq: fc.boolean(),
  lineWidth: fc.constantFrom(0, 20, 80),
  quotes: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE'),
  flow: fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
  newline: fc.constantFrom('\n', '\r\n'),
  comments: fc.boolean(),
});

function write(value: unknown, style: Styles): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  let nodes = 0;
  visit(document, {
    Collection(_, node) {
      const flow = style.flow[nodes++ % style.flow.length] === true && nodes % 3 === 0;
      if (node instanceof YAMLMap || node instanceof YAMLSeq) node.flow = flow;
      if (style.comments && !flow && nodes > 1) node.commentBefore = ' kind: comment';
    },
  });
  const { indent, indentSeq, lineWidth } = style;
  const text = document.toString({
    indent,
    indentSeq,
    lineWidth,
    defaultStringType: style.quotes,
    defaultKeyType: 'PLAIN',
    flowCollectionPadding: indent > 1,
  });
  return text.replaceAll('\n', style.newline);
}

describe('against the yaml library', () => {
  it('finds every key and scalar of a valid stream at its path', () => {
    let checked = 0;
    fc.assert(
      fc.property(fc.array(tree, { minLength: 1, maxLength: 3 }), styles, (values, style) => {
        const text = values.map((value) => write(value, style)).join(`---${style.newline}`);
        // The library writes long and broken keys behind `?`; an action looks like a flow map to it.
        if (/^\s*(?:- )*\? /m.test(text)) return;
        const expected = expectedTokens(text);
        if (!expected || /(?<!["'].*)\{\{/.test(text)) return;
        checked += expected.length;
        expectTokens(text, expected);
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
    );
    expect(checked).toBeGreaterThan(500);
  });

  it('finds every key and scalar below keys behind a question mark', () => {
    let checked = 0;
    fc.assert(
      fc.property(tree, styles, fc.integer({ min: 1, max: 3 }), (value, style, every) => {
        let keys = 0;
        const text = write(value, style).replace(
          /^( *)([A-Za-z][\w./]*):(?=\r?$| )/gm,
          (whole, indent: string, key: string) =>
            keys++ % every === 0 ? `${indent}? ${key}${style.newline}${indent}:` : whole,
        );
        const expected = expectedTokens(text);
        if (!expected || keys === 0 || text.includes('{{')) return;
        checked += expected.length;
        expectTokens(text, expected);
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
    );
    expect(checked).toBeGreaterThan(100);
  });

  it('finds every key and scalar of a list that is written as JSON', () => {
    fc.assert(
      fc.property(
        fc.array(tree, { maxLength: 5 }),
        fc.constantFrom(1, 2, 4, '\t'),
        fc.boolean(),
        (items, indent, last) => {
          const list = last ? { a: 1, items, kind: 'List' } : { kind: 'List', items, a: { items } };
          const text = JSON.stringify(list, undefined, indent);
          const expected = expectedTokens(text);
          if (expected) expectTokens(text, expected);
        },
      ),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
    );
    const manifest = new Manifest(jsonList);
    const at = (word: string) => {
      const before = jsonList.slice(0, jsonList.indexOf(word)).split('\n');
      return manifest.tokenAt({ line: before.length - 1, character: (before.at(-1)?.length ?? 0) + 1 });
    };
    expect(at('"containers"')).toMatchObject({ kind: 'Pod', path: ['spec', 'containers'] });
    expect(at('"NodePort"')).toMatchObject({ kind: 'Service', path: ['spec', 'type'], value: 'NodePort' });
    // Without a type of its own, an item is what the list says at its end.
    expect(at('"name": "x"')).toMatchObject({ kind: 'Service', path: ['metadata', 'name'] });
    expect(at('"resourceVersion"')).toMatchObject({
      kind: 'ServiceList',
      path: ['metadata', 'resourceVersion'],
    });
  });

  it('agrees on real manifests, if a folder of them is at hand', () => {
    const folder = process.env.K8S_RECALL_MANIFESTS;
    if (folder === undefined) return;
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!/\.ya?ml$/.test(name)) continue;
      const text = readFileSync(join(folder, name), 'utf8');
      if (text.includes('{{')) continue;
      expectTokens(text, expectedTokens(text) ?? [], name);
    }
  }, 120_000);
});

const fixtures = [
  stringify({
    apiVersion: 'v1',
    kind: 'Service',
    spec: { type: 'NodePort', ports: [{ port: 80, name: 'http' }] },
  }),
  `apiVersion: v1
kind: List
items:
- kind: Pod
  apiVersion: v1
  spec:
    containers:
    - name: "a
        b"
      command: [sh, -c,
        'x']
- kind: ConfigMap
  apiVersion: v1
  data:
    config.conf: |
      kind: KubeProxyConfiguration
      mode: ipvs

    other: >-
      text: more
      text
`,
  `---
{{- if .Values.x }}
kind: Role
{{- /* over
  lines */}}
metadata: &m
  name: {{ .Values.a }}
  labels: {a: b, "c": [d, {e: f}]}
{{- end }}
---
# only a comment
...
---
<<: *m
{"kind": "Pod", "spec": {
  "x": 1
}}
`,
  `apiVersion: v1
items:
  # the first
  - kind: Pod
    apiVersion: v1
    args: ["a",
      b]
  - kind: Secret
    data:
      a: |
        - b
metadata: {}
kind: List
---
kind: Pod
`,
  '{\n  "apiVersion": "v1",\n  "kind": "Pod",\n  "items": [\n    {"a": "b\\n"}\n  ]\n}\n',
];
const jsonList = JSON.stringify(
  {
    apiVersion: 'v1',
    items: [
      { apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ name: 'a', args: ['{', 'b: c'] }] } },
      { kind: 'Service', apiVersion: 'v1', spec: { type: 'NodePort', items: [{ a: 1 }] } },
      {},
      { metadata: { name: 'x' } },
    ],
    kind: 'ServiceList',
    metadata: { resourceVersion: '' },
  },
  undefined,
  4,
);
fixtures.push(jsonList, `---\n${jsonList.replaceAll('    ', '\t')}\n---\nkind: Pod\n`);
const snippets = fc.oneof(
  fc.constantFrom(
    '\n',
    '\r\n',
    '\r',
    '  ',
    '\t',
    ':',
    ': ',
    '- ',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    ',',
    '#',
    ' # ',
    '|',
    '|\n',
    '---\n',
    '\n---\n',
    '...\n',
    '{{',
    '}}',
    '{{- end }}',
    '/*',
    '&a ',
    '*a',
    'key: value\n',
    'items:\n',
    '\n- a: b\n',
    '\n  - ',
    '\n    deep: 1\n',
    '\ufeff',
    '\u0000',
    '\ud800',
    '%YAML 1.2\n',
    '? ',
    '\n? a\n: b\n',
    '\n: ',
    '"items": [\n',
    '        {\n',
    '        },\n',
    '}, {',
    '\n    ]\n',
    '\n    ],\n',
    '\n{\n',
  ),
  fc.string({ maxLength: 6 }),
);
const edits = fc.array(
  fc.record({
    line: fc.nat(30),
    character: fc.nat(40),
    lines: fc.nat(3),
    characters: fc.nat(12),
    remove: fc.boolean(),
    text: snippets,
    asked: fc.nat(40),
  }),
  { maxLength: 12 },
);

function allTokens(manifest: Manifest): string[] {
  return manifest
    .text()
    .split(/\r\n|\n|\r/)
    .flatMap((line, i) =>
      Array.from({ length: line.length + 1 }, (_, character) =>
        JSON.stringify([i, character, manifest.placeAt({ line: i, character })]),
      ),
    );
}

describe('edits', () => {
  it('leave the same tokens as a fresh scan, whatever was read before', () => {
    fc.assert(
      fc.property(fc.constantFrom(...fixtures), edits, (fixture, changes) => {
        const manifest = new Manifest(fixture);
        for (const { line, character, lines, characters, remove, text, asked } of changes) {
          manifest.tokenAt({ line: asked, character: 4 });
          const end = { line: line + lines, character: character + characters };
          const start = { line, character };
          manifest.applyEdit({ start, end: remove ? end : start }, text);
        }
        const fresh = new Manifest(manifest.text());
        expect(allTokens(manifest)).toEqual(allTokens(fresh));
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
    );
  }, 60_000);

  it('read again only what they may change', () => {
    const item = (i: number) =>
      `- apiVersion: v1\n  kind: Service\n  metadata:\n    name: web-${i}\n  spec:\n    type: NodePort\n`;
    const items = Array.from({ length: 2000 }, (_, i) => item(i)).join('');
    const manifest = new Manifest(`apiVersion: v1\nkind: List\nitems:\n${items}`);
    const last = { line: 3 + 2000 * 6 - 1, character: 6 };
    expect(manifest.tokenAt(last)?.path).toEqual(['spec', 'type']);
    const before = manifest.linesRead;
    for (const text of ['x', '"', '\n', '{', ': ', '{{', '|']) {
      const position = { line: 3 + 100 * 6 + 3, character: 14 };
      manifest.applyEdit({ start: position, end: position }, text);
      manifest.tokenAt(last);
    }
    expect(manifest.linesRead - before).toBeLessThan(7 * 80);
  });
});
