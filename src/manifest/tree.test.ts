import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Manifest } from './manifest.ts';
import type { ManifestObject } from './objectTrees.ts';
import { entryOf, itemsAt, nodesAlong, scalarsAt, textAt, valueOf } from './tree.ts';
import type { TreeNode } from './tree.ts';

function objects(text: string): ManifestObject[] {
  return [...new Manifest(text).objects<ManifestObject>(new WeakMap(), (object) => object)].flatMap(
    ({ objects: found }) => found,
  );
}

function plain(node: TreeNode | undefined): unknown {
  if (node === undefined) return null;
  if (node.type === 'scalar') return node.text ?? '…';
  if (node.type === 'list') return node.items.map((item) => plain(valueOf(item)));
  return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plain(valueOf(entry))]));
}

const read = (text: string): unknown => objects(text).map(({ root }) => plain(root));

describe('the tree of a manifest', () => {
  it('reads block and flow collections, quotes, lists beside their key and block scalars', () => {
    const text = `apiVersion: v1
kind: Pod
metadata: {name: "a b", labels: {app: web, "x/y": 'z'}}
spec:
  containers:
  - name: one
    args: [--a, "b"]
    env:
      - {name: A, value: "1"}
  - name: two
    command:
      - sh
  notes: |
    key: no
    - item
  empty:
  map: {}
  in: {list: [{}, {a: b}, []], map: {}}
`;
    expect(read(text)).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'a b', labels: { app: 'web', 'x/y': 'z' } },
        spec: {
          containers: [
            { name: 'one', args: ['--a', 'b'], env: [{ name: 'A', value: '1' }] },
            { name: 'two', command: ['sh'] },
          ],
          notes: '…',
          empty: null,
          map: {},
          in: { list: [{}, { a: 'b' }, []], map: {} },
        },
      },
    ]);
  });

  it('finds every object of a stream, of a list in blocks and of a list in JSON', () => {
    const kinds = (text: string) =>
      objects(text).map(({ type, root }) => [type?.kind, textAt(root, 'metadata', 'name')]);
    expect(kinds('kind: Pod\nmetadata: {name: a}\n---\n# nothing\n---\nkind: Secret\n')).toEqual([
      ['Pod', 'a'],
      ['Secret', undefined],
    ]);
    const list =
      'apiVersion: v1\nkind: List\nitems:\n- kind: Pod\n  metadata:\n    name: a\n- kind: Secret\n  metadata:\n    name: b\n';
    expect(kinds(list)).toEqual([
      ['Pod', 'a'],
      ['Secret', 'b'],
    ]);
    expect(kinds('apiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata:\n    name: a\n')).toEqual([
      ['ConfigMap', 'a'],
    ]);
    const json =
      '{"apiVersion": "v1", "kind": "List", "items": [\n {"kind": "Pod", "metadata": {"name": "a"}},\n {"kind": "Secret"}\n]}';
    expect(kinds(json)).toEqual([
      ['Pod', 'a'],
      ['Secret', undefined],
    ]);
    expect(new Manifest(json).objectAt(2)?.object.type?.kind).toBe('Secret');
    expect(new Manifest(list).objectAt(7)?.object.type?.kind).toBe('Secret');
  });

  it('follows anchors, aliases and merge keys', () => {
    const [object] = objects(`kind: Deployment
common: &labels
  app: web
  tier: front
spec:
  selector: *labels
  own:
    <<: *labels
    tier: back
  name: &n shop
  again: *n
`);
    const root = object?.root;
    expect([...scalarsAt(root, 'spec', 'selector')]).toEqual([
      ['app', 'web'],
      ['tier', 'front'],
    ]);
    expect([...scalarsAt(root, 'spec', 'own')]).toEqual([
      ['tier', 'back'],
      ['app', 'web'],
    ]);
    expect(textAt(root, 'spec', 'again')).toBe('shop');
    expect(textAt(root, 'spec', 'own', 'app')).toBe('web');
  });

  it('ends where a map is merged into itself or an alias names itself', () => {
    const [object] = objects('kind: Pod\nbase: &a\n  x: y\n  <<: *a\nown: &b *b\nbomb: &c [*c, *c]\n');
    expect([...scalarsAt(object?.root, 'base')]).toEqual([['x', 'y']]);
    expect(textAt(object?.root, 'own')).toBeUndefined();
    expect(textAt(object?.root, 'base', 'nothing')).toBeUndefined();
  });

  it('keeps what is around a half-typed line, and template actions as they are written', () => {
    const [object] = objects(`kind: Deployment
metadata:
  name: {{ include "x" . }}-web
  labels:
    {{- include "x.labels" . | nindent 4 }}
spec:
  repl
  template:
    spec:
      containers:
        - na
          image: x
        - name: "b
`);
    expect(textAt(object?.root, 'metadata', 'name')).toBe('{{ include "x" . }}-web');
    const containers = itemsAt(object?.root, 'spec', 'template', 'spec', 'containers');
    expect(containers.map((item) => textAt(item, 'image'))).toEqual(['x', undefined]);
    expect(textAt(containers[1], 'name')).toBe('b');
  });

  it('finds the nodes on the way to a position, the right item of a list among them', () => {
    const text = 'kind: Pod\nspec:\n  containers:\n  - name: a\n    image: x\n  - name: b\n    image: y\n';
    const root = new Manifest(text).objectAt(6)?.object.root;
    if (!root) throw new Error('The fixture has no object.');
    const nodes = nodesAlong(root, ['spec', 'containers', '[]', 'image'], { line: 6, character: 8 });
    expect(nodes.map(({ type }) => type)).toEqual(['map', 'map', 'list', 'map', 'scalar']);
    expect(textAt(nodes[3], 'name')).toBe('b');
    expect(entryOf(nodes[3], 'image')?.range.start).toEqual({ line: 6, character: 4 });
  });

  it('reads again only the part that was edited', () => {
    const manifest = new Manifest(
      'kind: Pod\nmetadata:\n  name: a\n---\nkind: Secret\nmetadata:\n  name: b\n',
    );
    const memo = new WeakMap<object, readonly (string | undefined)[]>();
    let reads = 0;
    const names = () =>
      [
        ...manifest.objects(memo, ({ root }) => {
          reads++;
          return textAt(root, 'metadata', 'name');
        }),
      ].map(({ offset, objects: found }) => [offset, ...found]);
    expect(names()).toEqual([
      [0, 'a'],
      [3, 'b'],
    ]);
    manifest.applyEdit(
      { start: { line: 2, character: 8 }, end: { line: 2, character: 9 } },
      'c\n  namespace: x',
    );
    expect(names()).toEqual([
      [0, 'c'],
      [4, 'b'],
    ]);
    expect(reads).toBe(3);
  });

  it('says of a valid document what the yaml library says', () => {
    const key = fc
      .stringMatching(/^[a-z][a-z0-9-]{0,6}$/)
      .filter((text) => !/^(?:null|true|false|yes|no|on|off|y|n)$/.test(text));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ depthSize: 'small', withCrossShrink: true }, key, tie('list'), tie('map')),
      list: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
      map: fc.dictionary(key, tie('tree'), { minKeys: 1, maxKeys: 4 }),
    }));
    const write = (value: unknown, indent: number, flow: boolean): string => {
      if (typeof value === 'string') return value;
      if (flow) return JSON.stringify(value);
      const pad = ' '.repeat(indent);
      const below = (inner: unknown): string =>
        typeof inner === 'string' ? ` ${inner}\n` : `\n${write(inner, indent + 2, false)}`;
      if (Array.isArray(value)) return value.map((item) => `${pad}-${below(item)}`).join('');
      return Object.entries(value as object)
        .map(([name, inner]) => `${pad}${name}:${below(inner)}`)
        .join('');
    };
    fc.assert(
      fc.property(fc.dictionary(key, tree, { minKeys: 1 }), fc.boolean(), (value, flow) => {
        const text = `kind: Pod\nspec: ${flow ? JSON.stringify(value) : `\n${write(value, 2, false)}`}\n`;
        expect(read(text)).toEqual([parse(text)]);
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
    );
  });

  it('never fails, whatever the text', () => {
    const piece = fc.constantFrom(
      'kind: Pod\n',
      '- a: b\n',
      '  c:\n',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '&a ',
      '*a',
      ': ',
      '\t',
      '---\n',
      '|\n',
      '  x',
      '\n',
      '{{ x }}',
      '<<: *a\n',
      'items:\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        for (const { root } of objects(text)) plainBounded(root);
        for (let line = 0; line < 5; line++) new Manifest(text).objectAt(line);
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 500) },
    );
  });
});

function plainBounded(node: TreeNode | undefined, depth = 0): void {
  if (depth > 20 || node === undefined || node.type === 'scalar') return;
  if (node.type === 'map') scalarsAt(node);
  const entries = node.type === 'list' ? node.items : [...node.entries.values()];
  for (const entry of entries) plainBounded(valueOf(entry), depth + 1);
}
