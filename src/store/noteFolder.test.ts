import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinPath, MemoryFileSystem } from '../test/memoryFileSystem.ts';
import { largestNote, NoteFolder } from './noteFolder.ts';

function folderOf(files: Record<string, string>): { fs: MemoryFileSystem; folder: NoteFolder<string> } {
  const fs = new MemoryFileSystem();
  for (const [path, text] of Object.entries(files)) fs.put(`/notes/${path}`, text);
  return { fs, folder: new NoteFolder({ fs, join: joinPath, folder: '/notes', source: 'bank' }) };
}

const titles = (folder: NoteFolder<string>, language: 'en' | 'zh-cn' = 'en'): string[] =>
  folder.notes(language).flatMap(({ chapters }) => chapters.map(({ title }) => title));

describe('a folder of notes', () => {
  it('reads every Markdown file below it, in the order of the paths, and nothing else', async () => {
    const { folder } = folderOf({
      'b.md': '# B\n## q?\na',
      'a/z.MD': '# A\n## q?\na',
      'a.txt': '# no',
      '.git/x.md': '# no',
      'node_modules/p/readme.md': '# no',
    });
    const result = await folder.refresh();
    expect(result).toEqual({ changed: true, whole: true, leftOut: [] });
    expect(titles(folder)).toEqual(['A', 'B']);
    expect(folder.notes('en')[0]?.chapters[0]?.topics[0]?.id).toBe('bank:~q');
  });

  it('reads again only what has changed, and forgets what is gone', async () => {
    const { fs, folder } = folderOf({ 'a.md': '# A\n## q?\na', 'b.md': '# B\n## q?\na' });
    await folder.refresh();
    const [first] = folder.notes('en');
    expect((await folder.refresh()).changed).toBe(false);
    fs.put('/notes/b.md', '# B2\n## q?\nother');
    expect((await folder.refresh()).changed).toBe(true);
    expect(titles(folder)).toEqual(['A', 'B2']);
    expect(folder.notes('en')[0]).toBe(first);
    await fs.delete('/notes/a.md');
    expect((await folder.refresh()).changed).toBe(true);
    expect(titles(folder)).toEqual(['B2']);
  });

  it('shows one language of notes that are written in both', async () => {
    const { folder } = folderOf({
      'en/a.md': '# A\n## q?\na',
      'zh-cn/a.md': '# 甲\n## 问题？\n答',
      'c.md': '# C\n## q?\na',
    });
    await folder.refresh();
    expect(titles(folder, 'en')).toEqual(['C', 'A']);
    expect(titles(folder, 'zh-cn')).toEqual(['C', '甲']);
  });

  it('shows notes in one language whatever the language of the others', async () => {
    const { folder } = folderOf({ 'zh-cn/a.md': '# 甲\n## 问题？\n答' });
    await folder.refresh();
    expect(titles(folder, 'en')).toEqual(['甲']);
  });

  it('reads old Chinese files too', async () => {
    const { fs, folder } = folderOf({});
    fs.put(
      '/notes/a.md',
      new Uint8Array([0x23, 0x20, 0xcd, 0xf8, 0xc2, 0xe7, 0x0a, 0x0a, 0x23, 0x23, 0x20, 0x78, 0x0a, 0x79]),
    );
    await folder.refresh();
    expect(titles(folder)).toEqual(['网络']);
  });

  it('leaves out what is too large, and says so', async () => {
    const { folder } = folderOf({ 'a.md': '# A\n## q?\na', 'log.md': 'x'.repeat(largestNote + 1) });
    const { leftOut } = await folder.refresh();
    expect(leftOut).toEqual([{ path: 'log.md', why: 'too-large', message: '' }]);
    expect(titles(folder)).toEqual(['A']);
  });

  it('goes on without a file that cannot be read, and without the folder', async () => {
    const { fs, folder } = folderOf({ 'a.md': '# A\n## q?\na', 'b.md': '# B\n## q?\na' });
    const readFile = fs.readFile.bind(fs);
    fs.readFile = (path) =>
      path.endsWith('b.md') ? Promise.reject(new Error('no permission')) : readFile(path);
    expect((await folder.refresh()).leftOut).toEqual([
      { path: 'b.md', why: 'unreadable', message: 'no permission' },
    ]);
    expect(titles(folder)).toEqual(['A']);
    fs.readDirectory = () => Promise.reject(new Error('gone'));
    const gone = await folder.refresh();
    expect(gone).toMatchObject({ changed: true, leftOut: [{ path: '', message: 'gone' }] });
    expect(titles(folder)).toEqual([]);
  });

  it('can be stopped half-way, and tells how far it is', async () => {
    const { folder } = folderOf(
      Object.fromEntries(
        Array.from({ length: 100 }, (_, i) => [`${String(i + 100)}.md`, `# C${String(i)}\n## q?\na`]),
      ),
    );
    const seen: [number, number][] = [];
    const stopped = await folder.refresh({
      progress: (done, total) => seen.push([done, total]),
      isCancelled: () => seen.length > 0,
    });
    expect(stopped.whole).toBe(false);
    expect(seen.at(-1)?.[1]).toBe(100);
    expect(titles(folder).length).toBeGreaterThan(0);
    expect(titles(folder).length).toBeLessThan(100);
    expect((await folder.refresh()).whole).toBe(true);
    expect(titles(folder)).toHaveLength(100);
  });

  it('stands whatever happens to the files while it reads them', async () => {
    const action = fc.tuple(
      fc.constantFrom('put', 'delete', 'refresh'),
      fc.constantFrom('a.md', 'b.md', 'en/c.md', 'zh-cn/c.md'),
      fc.string({ unit: 'binary', maxLength: 40 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 12 }), async (actions) => {
        const { fs, folder } = folderOf({});
        const pending: Promise<unknown>[] = [];
        for (const [what, name, text] of actions) {
          if (what === 'put') fs.put(`/notes/${name}`, `# ${text}\n## q\n${text}`);
          else if (what === 'delete') await fs.delete(`/notes/${name}`).catch(() => undefined);
          else pending.push(folder.refresh());
        }
        await Promise.all(pending);
        const { leftOut } = await folder.refresh();
        expect(leftOut).toEqual([]);
        const paths = fs.paths('/notes').length;
        expect(folder.notes('en').length + folder.notes('zh-cn').length).toBeGreaterThanOrEqual(paths);
      }),
      { numRuns: 60 },
    );
  });
});
