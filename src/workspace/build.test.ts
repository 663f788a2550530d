import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Manifest } from '../manifest/manifest.ts';
import { IndexBuilder } from './build.ts';
import type { BuildOptions, BuildState, WorkspaceReader } from './build.ts';
import { canonicalUri, isForeignFile, shortName } from './files.ts';
import { readParts, WorkspaceIndex } from './workspaceIndex.ts';
import type { SummaryMemo } from './workspaceIndex.ts';

const config = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;
const wanted = (name: string) => ({
  types: [{ group: '', kind: 'ConfigMap' }],
  name,
  namespace: { name: undefined },
  from: 'file:///a.yaml',
});

function setUp(files: Map<string, string>, options: Partial<BuildOptions> = {}) {
  const index = new WorkspaceIndex();
  const states: BuildState[] = [];
  const reader: WorkspaceReader = {
    list: (limit) => Promise.resolve({ uris: [...files.keys()].slice(0, limit), cut: files.size > limit }),
    read: (uris) => Promise.resolve(uris.map((uri) => files.get(uri))),
  };
  let clock = 0;
  const builder = new IndexBuilder(index, reader, {
    isOpen: () => false,
    pause: () => Promise.resolve(),
    now: () => (clock += 5),
    onProgress: (state) => states.push(state),
    ...options,
  });
  const has = (name: string): boolean => index.find(wanted(name)).targets.length > 0;
  return { index, builder, states, has };
}

const numbered = (count: number): Map<string, string> =>
  new Map(Array.from({ length: count }, (_, i) => [`file:///w/${i}.yaml`, config(`c${i}`)]));

describe('building the index', () => {
  it('reads every file and tells how far it is', async () => {
    const { builder, states, has } = setUp(numbered(100));
    await builder.build();
    expect([has('c0'), has('c99')]).toEqual([true, true]);
    expect(states.map(({ done }) => done)).toEqual([0, 0, 32, 64, 96, 100]);
    expect(builder.state).toEqual({ phase: 'whole', done: 100, total: 100 });
  });

  it('stops at its limit and says so', async () => {
    const { builder, has } = setUp(numbered(11), { limit: 10 });
    await builder.build();
    expect([has('c9'), has('c10')]).toEqual([true, false]);
    expect(builder.state.phase).toBe('cut');
  });

  it('ends when it is told to, and keeps what it has', async () => {
    const { builder, has } = setUp(numbered(100), {
      onProgress: ({ done }) => {
        if (done === 32) builder.stop();
      },
    });
    await builder.build();
    expect([has('c0'), has('c99')]).toEqual([true, false]);
    expect(builder.state).toEqual({ phase: 'stopped', done: 32, total: 100 });
  });

  it('leaves open files, values of charts and files without objects alone', async () => {
    const files = numbered(2)
      .set('file:///w/values.yaml', config('values'))
      .set('file:///w/node_modules/x/a.yaml', config('module'))
      .set('file:///w/package.json', '{"name": "kind"}');
    const { builder, index, has } = setUp(files, { isOpen: (uri) => uri.endsWith('1.yaml') });
    await builder.build();
    expect([has('c0'), has('c1'), has('values'), has('module')]).toEqual([true, false, false, false]);
    expect(index.fileCount).toBe(1);
  });

  it('follows changes of files', async () => {
    const files = numbered(2);
    const { builder, has } = setUp(files);
    await builder.build();
    files.set('file:///w/0.yaml', config('other')).set('file:///w/new.yaml', config('new'));
    files.delete('file:///w/1.yaml');
    await builder.update(['file:///w/0.yaml', 'file:///w/1.yaml', 'file:///w/new.yaml']);
    expect([has('c0'), has('other'), has('c1'), has('new')]).toEqual([false, true, false, true]);
  });

  it('forgets what is gone when it reads everything again', async () => {
    const files = numbered(2);
    const { builder, index, has } = setUp(files, { isOpen: (uri) => uri.endsWith('open.yaml') });
    await builder.build();
    index.set('file:///w/open.yaml', [...readParts(new Manifest(config('open')), new WeakMap())]);
    files.delete('file:///w/0.yaml');
    await builder.build();
    expect([has('c0'), has('c1'), has('open')]).toEqual([false, true, true]);
  });

  it('tells of a reader that fails', async () => {
    const { builder } = setUp(new Map());
    const failing = new IndexBuilder(
      new WorkspaceIndex(),
      { list: () => Promise.reject(new Error('gone')), read: () => Promise.resolve([]) },
      { isOpen: () => false, pause: () => Promise.resolve(), now: () => 0 },
    );
    await expect(failing.build()).rejects.toThrow('gone');
    expect(failing.state.phase).toBe('stopped');
    await builder.build();
    expect(builder.state.phase).toBe('whole');
  });
});

describe('the index', () => {
  it('is the same after edits as when read anew', () => {
    const document = (name: string): string => `${config(name)}data:\n  k-${name}: v\n`;
    const edit = fc.record({
      document: fc.nat(4),
      name: fc.constantFrom('a', 'b', 'c', ''),
      extra: fc.constantFrom('', '\n', '# x\n', '---\n'),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
        const manifest = new Manifest(['a', 'b', 'c', 'd', 'e'].map(document).join('---\n'));
        const memo: SummaryMemo = new WeakMap();
        for (const { document: at, name, extra } of edits) {
          const lines = manifest.text().split('\n');
          const line = lines.findIndex((text, i) => i >= at * 3 && text.startsWith('  name:'));
          if (line === -1) continue;
          manifest.applyEdit(
            { start: { line, character: 0 }, end: { line: line + 1, character: 0 } },
            `  name: ${name}\n${extra}`,
          );
          const read = [...readParts(manifest, memo)];
          const anew = [...readParts(new Manifest(manifest.text()), new WeakMap())];
          expect(read).toEqual(anew);
        }
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 200) },
    );
  });

  it('forgets a file whole', () => {
    const index = new WorkspaceIndex();
    index.set('file:///w/a.yaml', [...readParts(new Manifest(config('x')), new WeakMap())]);
    index.delete('file:///w/a.yaml');
    expect(index.find(wanted('x'))).toEqual({ targets: [], elsewhere: [] });
    expect(index.fileCount).toBe(0);
  });
});

describe('addresses of files', () => {
  it('are one, however they are spelled', () => {
    expect(canonicalUri('file:///a/b%20c.yaml')).toBe(canonicalUri('file:///a/b c.yaml'));
    expect(canonicalUri('file:///C%3A/x.yaml')).toBe(canonicalUri('file:///c:/x.yaml'));
    expect(canonicalUri('file:///a/%E4%B8%AD.yaml')).toBe('file:///a/%E4%B8%AD.yaml');
    expect(canonicalUri('vscode-vfs://github/o/r/a.yaml')).toBe('vscode-vfs://github/o/r/a.yaml');
    expect(canonicalUri('file:///a/%zz')).toBe('file:///a/%25zz');
  });

  it('are short for people', () => {
    expect(shortName('file:///w/deploy/a%20b.yaml', ['file:///w'])).toBe('deploy/a b.yaml');
    expect(shortName('file:///w/a.yaml', ['file:///w', 'file:///x'])).toBe('w/a.yaml');
    expect(shortName('file:///elsewhere/deep/a.yaml', ['file:///w'])).toBe('deep/a.yaml');
  });

  it('of other tools are known', () => {
    const foreign = ['file:///c/values.yaml', 'file:///c/values-prod.yaml', 'file:///c/ci/x-values.yml'];
    expect(foreign.filter(isForeignFile)).toEqual(foreign);
    expect(isForeignFile('file:///c/templates/deployment.yaml')).toBe(false);
  });
});
