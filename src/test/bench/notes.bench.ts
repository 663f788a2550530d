import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import MarkdownIt from 'markdown-it';
import { buildDeck } from '../../deck/deck.ts';
import { readPack } from '../../deck/pack.ts';
import { NoteFolder } from '../../store/noteFolder.ts';
import { root } from '../workbench/paths.ts';
import type { BenchRow } from './types.ts';

const files = 2000;

/** A short note as people write them: nine cards. */
function note(i: number): string {
  const name = `组件${String(i)}`;
  return [
    `# 第 ${String(i)} 章`,
    '',
    `## ${name} 是什么`,
    `${name} 在节点 ${String(i)} 上运行，负责第 ${String(i * 7)} 类请求`,
    `1）接收来自 ${String(i)} 号队列的请求`,
    `2）按照规则 ${String(i * 3)} 过滤`,
    `3）把结果写入存储 ${String(i * 5)}`,
    '',
    `## ${name} 的组成`,
    '由以下部分组成：',
    `* alpha-${String(i)}`,
    `* beta-${String(i)}`,
    `* gamma-${String(i)}`,
    '',
    `**前端${String(i)}**：接收用户在端口 ${String(i)} 上发来的连接`,
    `**后端${String(i)}**：处理编号为 ${String(i * 2)} 的业务逻辑`,
    `**存储${String(i)}**：把编号 ${String(i * 4)} 的数据保存到磁盘`,
    '',
  ].join('\n');
}

const fs = {
  readFile: (file: string) => readFile(file),
  stat: async (file: string) => {
    const { size, mtimeMs } = await stat(file);
    return { size, mtime: mtimeMs };
  },
  readDirectory: async (folder: string): Promise<[string, number][]> =>
    (await readdir(folder, { withFileTypes: true })).map((entry) => [
      entry.name,
      entry.isDirectory() ? 2 : 1,
    ]),
};

/** The user's notes: a folder of 2,000 files read for the first time, and again after one of them was saved. */
export async function notesBench(): Promise<BenchRow[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'notes-bench-'));
  try {
    for (let part = 0; part < 20; part++) await mkdir(path.join(folder, `part-${String(part)}`));
    const place = (i: number): string => path.join(folder, `part-${String(i % 20)}`, `${String(i)}.md`);
    await Promise.all(Array.from({ length: files }, (_, i) => writeFile(place(i), note(i))));
    const pack = await readFile(path.join(root, 'dist', 'notes.zh-cn.zst'));
    const base = { chapters: readPack(pack, 'chapters'), concepts: readPack(pack, 'concepts') };
    const options = { fs, join: (base: string, ...parts: string[]) => path.join(base, ...parts), folder };

    const notes = new NoteFolder({ ...options, source: 'bench' });
    let longest = 0;
    let last = performance.now();
    const tick = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    let start = performance.now();
    await notes.refresh();
    const read = performance.now() - start;
    clearInterval(tick);
    start = performance.now();
    const deck = buildDeck(notes.notes('zh-cn'), base);
    const build = performance.now() - start;
    const cards = deck.chapters
      .filter(({ source }) => source === 'bench')
      .flatMap(({ topics }) => topics.flatMap((topic) => topic.cards)).length;

    await writeFile(place(7), `${note(7)}\n## 新的一节\n刚刚写下的内容，解释一个概念。\n`);
    start = performance.now();
    await notes.refresh();
    const again = performance.now() - start;

    const markdown = new MarkdownIt();
    const texts = Array.from({ length: files }, (_, i) => note(i));
    start = performance.now();
    for (const text of texts) markdown.parse(text, {});
    const bare = performance.now() - start;
    const baseline = { name: 'bare markdown-it, in memory', value: bare };
    return [
      {
        name: `${files.toLocaleString('en')} files, ${cards.toLocaleString('en')} cards: read, parsed, one deck with the built-in notes`,
        value: read + build,
        unit: 'ms',
        target: 3000,
        baseline,
      },
      { name: 'same: longest time that the editor had to wait', value: longest, unit: 'ms' },
      { name: 'same: again after one file was saved', value: again, unit: 'ms' },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) console.table(await notesBench());
