import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildDeck } from './deck.ts';
import { readLines } from './lines.ts';
import { parseNote } from './parse.ts';
import { renderMarkdown } from './render.ts';
import { scanBlocks } from './scan.ts';
import type { Card, ParsedNote } from './types.ts';

/** How many random notes: few in the ordinary test run, FUZZ_RUNS=100000 for a night. */
const runs = Number(process.env.FUZZ_RUNS ?? 400);
const timeout = 20_000 + runs * 10;

const words = [
  'Pod',
  'kube-proxy',
  'the',
  '节点',
  '组件',
  'etcd',
  'a',
  'nodePort',
  '等',
  'etc.',
  '流程',
  'steps',
  '?',
  '？',
  '1.2',
];
const signs = [
  '- ',
  '* ',
  '1. ',
  '2 ',
  '3）',
  '（1）',
  '① ',
  '一、',
  '# ',
  '## ',
  '### ',
  '##',
  '> ',
  '> [!TRAP] ',
  '> [!FOLLOWUP] ',
];
const marks = [
  '<!-- id: a -->',
  '<!-- id: b | on: Service spec.type=x -->',
  '<!-- cards: none -->',
  '<!-- tier: must',
  '-->',
  '<!--',
  '<!-- private -->',
  '<!-- aka: x; y -->',
];
const inline = [
  '**',
  '`',
  '==',
  '：',
  ': ',
  '；',
  '。',
  '. ',
  '|',
  '| a | b |',
  '|---|---|',
  '  ',
  '\t',
  '\n',
  '\n\n',
  '\r\n',
  '```',
  '```yaml',
  '---',
  '[x](y)',
  '![i](j)',
  '<b>',
  '\\',
  'Q: ',
  'A: ',
  ' - ',
  '——',
];
const hostile = [
  '\0',
  '\ud800',
  '\udc00',
  '\ufeff',
  '\u2028',
  '\u3000',
  '>'.repeat(40),
  ' '.repeat(30),
  '*'.repeat(30),
  '['.repeat(30),
];
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...words) },
  { weight: 4, arbitrary: fc.constantFrom(...signs.map((sign) => `\n${sign}`)) },
  { weight: 2, arbitrary: fc.constantFrom(...signs.map((sign) => `\n  ${sign}`)) },
  { weight: 4, arbitrary: fc.constantFrom(...inline) },
  { weight: 2, arbitrary: fc.constantFrom(...marks) },
  { weight: 1, arbitrary: fc.constantFrom(...hostile) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);
const note = fc.array(piece, { maxLength: 120 }).map((pieces) => pieces.join(''));

function cardsOf({ chapters }: Pick<ParsedNote, 'chapters'>): Card[] {
  return chapters.flatMap(({ topics }) => topics.flatMap(({ cards }) => cards));
}

/** What holds for every note, however it is written. */
function check(text: string): void {
  const parsed = parseNote({ source: 'mine', path: 'note.md', text });
  // Plain data: nothing is lost on the way through JSON.
  expect(JSON.parse(JSON.stringify(parsed))).toEqual(parsed);
  const lines = text.split(/\r\n|\n|\r/).length;
  const topics = parsed.chapters.flatMap((chapter) => chapter.topics);
  const cards = cardsOf(parsed);
  expect(new Set(topics.map(({ id }) => id)).size).toBe(topics.length);
  expect(new Set(cards.map(({ id }) => id)).size).toBe(cards.length);
  for (const { range } of [...topics, ...cards, ...parsed.concepts, ...parsed.skipped]) {
    expect(range.start).toBeGreaterThanOrEqual(0);
    expect(range.end).toBeGreaterThan(range.start);
    expect(range.end).toBeLessThanOrEqual(lines);
  }
  for (const card of cards) {
    expect(card.id.startsWith('mine:')).toBe(true);
    expect(card.question.trim()).not.toBe('');
    expect(card.answer.trim()).not.toBe('');
    if (card.options !== undefined) expect(card.options.filter(({ correct }) => correct)).toHaveLength(1);
  }
  for (const topic of topics) {
    expect(topic.title.trim()).not.toBe('');
    renderMarkdown(topic.body);
  }
  // Written out as clean Markdown and read again, a topic says the same.
  expect(parseNote({ source: 'mine', path: 'note.md', text })).toEqual(parsed);
}

describe('any text', () => {
  it('is read without exception into sound data', { timeout }, () => {
    fc.assert(fc.property(note, check), { numRuns: runs });
  });

  it('joins others in a deck with ids of its own', { timeout }, () => {
    fc.assert(
      fc.property(fc.array(note, { minLength: 2, maxLength: 4 }), (texts) => {
        const notes = texts.map((text, i) =>
          parseNote({ source: i === 0 ? '' : 'mine', path: `${i}.md`, text }),
        );
        const deck = buildDeck(notes);
        const ids = cardsOf(deck).map(({ id }) => id);
        const topics = deck.chapters.flatMap((chapter) => chapter.topics.map(({ id }) => id));
        expect(new Set(ids).size).toBe(ids.length);
        expect(new Set(topics).size).toBe(topics.length);
        expect(new Set(deck.concepts.map(({ id }) => id)).size).toBe(deck.concepts.length);
        expect(new Set(deck.chapters.map(({ id }) => id)).size).toBe(deck.chapters.length);
      }),
      { numRuns: Math.ceil(runs / 4) },
    );
  });

  it(
    'yields the same topics with other line ends, a byte order mark and trailing spaces',
    { timeout },
    () => {
      fc.assert(
        fc.property(note, (text) => {
          const plain = text.replace(/\r\n?|\ufeff/g, '\n');
          const strip = ({ chapters, concepts }: ParsedNote): unknown => ({ chapters, concepts });
          const of = (changed: string): unknown =>
            strip(parseNote({ source: '', path: 'x.md', text: changed, language: 'en' }));
          expect(of(`\ufeff${plain.replaceAll('\n', '\r\n')}`)).toEqual(of(plain));
          expect(of(plain.replaceAll('\n', ' \n'))).toEqual(of(plain));
        }),
        { numRuns: runs },
      );
    },
  );
});

describe('real Markdown', () => {
  const root = join(import.meta.dirname, '../../node_modules');
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:md|markdown)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const all = process.env.FUZZ_RUNS !== undefined;
  const chosen = all ? files : files.filter((_, i) => i % Math.ceil(files.length / 40) === 0);

  it('is read without exception', { timeout }, () => {
    expect(chosen.length).toBeGreaterThan(20);
    for (const file of chosen) check(readFileSync(file, 'utf8'));
  });
});

describe('hostile notes of growing size', () => {
  /** Reads of lines by the scanner: its unit of work. */
  function work(text: string): number {
    const { lines } = readLines(text, () => undefined);
    let reads = 0;
    const counted = new Proxy([...lines], {
      get(target, key, receiver): unknown {
        if (typeof key === 'string' && /^\d+$/.test(key)) reads += 1;
        return Reflect.get(target, key, receiver);
      },
    });
    scanBlocks(counted, () => undefined);
    return reads;
  }

  it.each([
    ['open comments', (n: number) => '<!-- id: x\n'.repeat(n)],
    ['quotes', (n: number) => '> a\n'.repeat(n)],
    ['alerts', (n: number) => '> [!TRAP] a\n'.repeat(n)],
    ['open fences', (n: number) => '```\n~~~\n'.repeat(n)],
    [
      'nested lists',
      (n: number) => Array.from({ length: n }, (_, i) => `${' '.repeat(i % 60)}- a`).join('\n'),
    ],
    ['numbers at random', (n: number) => Array.from({ length: n }, (_, i) => `${(i * 7) % 11} a`).join('\n')],
    ['changing signs', (n: number) => '1. a\n1) b\n(1) c\n- d\n'.repeat(n)],
    [
      'numbered lines with text between',
      (n: number) => Array.from({ length: n }, (_, i) => `${i + 1}. a\nb\n`).join(''),
    ],
    ['table rows', (n: number) => `|a|b|\n|-|-|\n${'|c|d|\n'.repeat(n)}`],
    ['aligned rows', (n: number) => 'a  b\n'.repeat(n)],
    ['setext candidates', (n: number) => 'a\n---\n'.repeat(n)],
    ['manifests', (n: number) => 'kind: Pod\n'.repeat(n)],
  ])('costs as much more as there is more of it: %s', (_name, text) => {
    const [small, large] = [work(text(200)), work(text(800))];
    expect(large / small).toBeLessThan(4.5);
  });
});
