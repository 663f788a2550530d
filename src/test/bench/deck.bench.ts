import MarkdownIt from 'markdown-it';
import { buildDeck } from '../../deck/deck.ts';
import { parseNote } from '../../deck/parse.ts';
import type { NoteFile, ParsedNote } from '../../deck/types.ts';
import type { BenchRow } from './types.ts';

const wanted = 20_000;
const sectionsPerFile = 12;

const kinds = ['Service', 'Deployment', 'Ingress', 'ConfigMap', 'Secret', 'PersistentVolume', 'Node', 'Job'];
const words = [
  'address',
  'replica',
  'route',
  'volume',
  'token',
  'label',
  'queue',
  'mirror',
  'quota',
  'lease',
];

/** A section as authors write them: prose, a list of bold terms, a table, steps, a trap, a follow-up. */
function section(file: number, i: number): string {
  const kind = `${kinds[i % kinds.length] ?? ''}${file}x${i}`;
  const word = (n: number): string => `${words[(file + i + n) % words.length] ?? ''} ${file}-${i}-${n}`;
  const terms = [0, 1, 2, 3].map((n) => `${kind}Mode${n}`);
  return [
    `## ${kind} <!-- id: s-${file}-${i} | on: ${kinds[i % kinds.length] ?? ''} spec.f${file}x${i} -->`,
    `A stable ${word(0)} in front of every ${word(1)} that comes and goes.`,
    '',
    `### Which kinds of ${kind} are there? <!-- tier: must -->`,
    'Four of them, and the first three build on each other:',
    '',
    ...terms.map(
      (term, n) => `- **${term}**: the ${word(n)} that keeps one ${word(n + 4)} apart from the others.`,
    ),
    '',
    '> [!TRAP]',
    `> None of them moves the ${word(2)} by itself.`,
    '',
    `### ${kind} 的创建流程`,
    `1. 客户端提交 ${kind}，接口写入存储 ${i}`,
    `2. 控制器看到 ${word(3)}，补齐缺少的 ${word(5)}`,
    `3. 代理把结果 ${word(6)} 写回状态`,
    '',
    '| 方式 | 查找 | 更新 |',
    '| --- | --- | --- |',
    `| ${terms[0] ?? ''} | 逐条比较 ${i} | 只改变化的部分 ${file} |`,
    `| ${terms[1] ?? ''} | 哈希表 ${i} | 全部重写 ${file} |`,
    '',
    `> [!FOLLOWUP] ${kind} 坏了先看哪里？`,
    `> 先看事件，再看 ${word(7)}。`,
    '',
  ].join('\n');
}

/** A note with a dozen sections, each of which yields many cards. */
export function file(index: number): NoteFile {
  const sections = Array.from({ length: sectionsPerFile }, (_, i) => section(index, i));
  return {
    source: 'bench',
    path: `chapter-${index}.md`,
    text: `# Chapter ${index}\n\n${sections.join('\n')}`,
  };
}

export function cardCount(notes: readonly ParsedNote[]): number {
  return notes
    .flatMap(({ chapters }) => chapters)
    .flatMap(({ topics }) => topics)
    .reduce((sum, { cards }) => sum + cards.length, 0);
}

export function timed<T>(run: () => T): { readonly ms: number; readonly result: T } {
  const start = performance.now();
  const result = run();
  return { ms: performance.now() - start, result };
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const hostile: readonly (readonly [string, (size: number) => string])[] = [
  ['open comments', (size) => '<!-- id: x\n'.repeat(size / 11)],
  ['quotes in quotes', (size) => `${'>'.repeat(40)} a\n`.repeat(size / 43)],
  ['open links', (size) => '[a]('.repeat(size / 4)],
  ['backticks', (size) => Array.from({ length: Math.sqrt(size * 2) }, (_, i) => '`'.repeat(i)).join(' ')],
  ['white space', (size) => `- a${' '.repeat(size)}等`],
  ['changing signs', (size) => '1. a\n1) b\n(1) c\n'.repeat(size / 16)],
  ['clozes', (size) => '==a== '.repeat(size / 6)],
  ['bold leads', (size) => '**a**: '.repeat(size / 7)],
];

/** Cost of reading notes, beside bare markdown-it on the same text in the same run. */
export function deckBench(): Promise<BenchRow[]> {
  const perFile = cardCount([parseNote(file(0))]);
  const files = Array.from({ length: Math.ceil(wanted / perFile) }, (_, i) => file(i + 1));
  const md = new MarkdownIt();

  const cold = timed(() => files.map((note) => parseNote(note)));
  const bare = timed(() => {
    for (const note of files) md.parse(note.text, {});
  });
  const built = timed(() => buildDeck(cold.result));
  const cards = cardCount(cold.result);

  const edits = Array.from({ length: 15 }, (_, i) => ({
    ...(files[i] ?? file(0)),
    text: (files[i] ?? file(0)).text.replace('stable', 'steady'),
  }));
  const again = edits.map((note, i) =>
    timed(() => buildDeck([...cold.result.slice(0, i), parseNote(note), ...cold.result.slice(i + 1)])),
  );
  const onlyParse = edits.map((note) => timed(() => parseNote(note)));
  const bareAgain = edits.map((note) => timed(() => md.parse(note.text, {})));
  const worst = hostile
    .map(([name, text]) => ({
      name,
      ms: timed(() => parseNote({ source: '', path: 'x.md', text: text(200_000) })).ms,
    }))
    .reduce((most, one) => (one.ms > most.ms ? one : most));

  const rows: BenchRow[] = [
    {
      name: `${cards} cards of ${files.length} notes (${(files.reduce((sum, { text }) => sum + text.length, 0) / 1e6).toFixed(1)} M characters) parsed cold`,
      value: cold.ms,
      unit: 'ms',
      target: 1500,
      baseline: { name: 'markdown-it', value: bare.ms },
    },
    { name: 'their deck built', value: built.ms, unit: 'ms' },
    {
      name: 'one edited note re-parsed',
      value: median(onlyParse.map(({ ms }) => ms)),
      unit: 'ms',
      target: 20,
      baseline: { name: 'markdown-it', value: median(bareAgain.map(({ ms }) => ms)) },
    },
    {
      name: 'one edited note re-parsed and the deck rebuilt',
      value: median(again.map(({ ms }) => ms)),
      unit: 'ms',
      target: 20,
    },
    {
      name: `hostile notes of 200 KB, the slowest (${worst.name})`,
      value: worst.ms,
      unit: 'ms',
      target: 1000,
    },
  ];
  return Promise.resolve(rows);
}

if (import.meta.main) {
  for (const { name, value, unit, target, baseline } of await deckBench()) {
    const against =
      baseline === undefined
        ? ''
        : `  ${baseline.name} ${baseline.value.toFixed(1)} ${unit}, ratio ${(value / baseline.value).toFixed(2)}`;
    const bound = target === undefined ? '' : `  (target ${target})`;
    console.log(`${name.padEnd(72)} ${value.toFixed(1).padStart(9)} ${unit}${bound}${against}`);
  }
}
