import type { AlertBlock, Block, Item, List, Paragraph, ParagraphLine } from './blocks.ts';
import { plainText } from './inline.ts';
import { isLabel } from './labels.ts';
import { writeBlocks } from './markdown.ts';
import type { Comment, Mark } from './marks.ts';
import { definition, looksLikeTerm } from './terms.ts';
import { joinLines, width } from './text.ts';
import type { Alert, LineRange } from './types.ts';

/** One thing that a section enumerates: a list item, a line `term：text`, or a row of a table without header. */
export interface Entry {
  /** Name, where the entry has one. */
  readonly term: string | undefined;
  /** The author set the term apart. */
  readonly marked: boolean;
  /** The term is the subject of a sentence, as in `kubelet 负责…`. */
  readonly subject?: true;
  /** What is said about the term, or the whole text where there is none. */
  readonly text: string;
  /** The entry's own line as written. */
  readonly whole: string;
  readonly task: boolean;
  readonly number: number;
  readonly mark: Mark | undefined;
  /** What stands under the entry, alerts aside. */
  readonly nested: readonly Block[];
  readonly alerts: readonly Alert[];
  readonly range: LineRange;
}

/** Entries that stand together, and the line that says what they are. */
export interface Group {
  readonly from: 'list' | 'lines' | 'rows' | 'chain';
  readonly ordered: boolean;
  /** The author wrote "Step 1" or "第一步". */
  readonly steps: boolean;
  /** Introduction without its colon. */
  readonly intro: string | undefined;
  readonly entries: readonly Entry[];
  /** 0 for groups of the section itself, 1 for those under an entry, and so on. */
  readonly depth: number;
  readonly range: LineRange;
  /** The list that the entries were read from. */
  readonly block: List | undefined;
  /** `l2/3` is the second of the section's three lists, by counting alone. */
  readonly place: string;
}

type ReadMark = (comments: readonly Comment[]) => Mark | undefined;

/** Lists nested deeper than this are shown in answers but asked by no card of their own. */
const deepestGroup = 3;

/** Collects what the blocks of a section enumerate. */
export function groupsOf(blocks: readonly Block[], readMark: ReadMark): Group[] {
  const groups: Group[] = [];
  collect(blocks, readMark, 0, undefined, groups);
  const counts = { list: 0, lines: 0, rows: 0, chain: 0 };
  const numbers = groups.map(({ from }) => (counts[from] += 1));
  const signs = { list: 'l', lines: 'd', rows: 'r', chain: 'a' };
  return groups.map((group, i) => ({
    ...group,
    place: `${signs[group.from]}${numbers[i] ?? 0}/${counts[group.from]}`,
  }));
}

/** Place of an entry inside its section; the number of its neighbours is in it, so that other lists do not pair. */
export function entryPlace(group: Group, index: number): string {
  return `${group.place}i${index + 1}/${group.entries.length}`;
}

function collect(
  blocks: readonly Block[],
  readMark: ReadMark,
  depth: number,
  heading: string | undefined,
  groups: Group[],
): void {
  let lines: Entry[] = [];
  const flush = (): void => {
    if (lines.length > 0) groups.push(groupOf('lines', lines, undefined, undefined, depth));
    lines = [];
  };
  blocks.forEach((block, i) => {
    if (block.type === 'paragraph') {
      const next = blocks[i + 1];
      const intro = next?.type === 'list' ? introLine(block, next) : undefined;
      const own = block.lines.filter((line) => line !== intro);
      const found = lineEntries(own, blocks[i + 1], readMark);
      // A line that merely looks like a definition among sentences is a sentence.
      const guesses = found.filter((entry) => !entry.marked).length;
      if (guesses * 2 > own.length || guesses < found.length) for (const entry of found) lines.push(entry);
      else flush();
      for (const chain of chainsOf(block)) groups.push({ ...chain, depth });
      return;
    }
    if (block.type === 'alert' || block.type === 'directive') return;
    flush();
    if (block.type === 'list') {
      const before = blocks[i - 1];
      const line = before?.type === 'paragraph' ? introLine(before, block) : undefined;
      const intro = line === undefined ? (i === 0 ? heading : undefined) : line.text;
      const entries = block.items.map((item) => itemEntry(item, readMark));
      groups.push(groupOf('list', entries, block, intro, depth));
      if (depth >= deepestGroup) return;
      for (const item of block.items) {
        const bare = item.blocks[0]?.type === 'list' && definition(item.text)?.text !== undefined;
        const names = item.blocks[0]?.type === 'list' && !bare ? item.text : undefined;
        collect(item.blocks, readMark, depth + 1, names, groups);
      }
    } else if (block.type === 'table' && block.header === undefined) {
      const rows = block.rows.filter((row) => row.cells.length === 2);
      if (rows.length !== block.rows.length) return;
      const entries = rows.map((row): Entry => {
        const term = row.cells[0] ?? '';
        const text = row.cells[1] ?? '';
        return {
          term: looksLikeTerm(term) ? term : undefined,
          marked: false,
          text,
          whole: `${term}: ${text}`,
          task: false,
          number: 0,
          mark: readMark(row.comments),
          nested: [],
          alerts: [],
          range: { start: row.line, end: row.line + 1 },
        };
      });
      groups.push(groupOf('rows', entries, undefined, undefined, depth));
    }
  });
  flush();
}

const arrow = /\s*(?:-{1,2}>|→|={1,2}>|—>|➔|➜)\s*/;

/** Lines such as `提交 -> 构建 -> 部署`: three or more short steps, with what is said before a colon or above. */
function chainsOf(paragraph: Paragraph): Group[] {
  return paragraph.lines.flatMap((line, i) => {
    if (line.text.length > 400 || !arrow.test(line.text)) return [];
    const [, lead, rest] = /^([^:：>→➔➜]{1,30})[:：]\s*(.+)$/.exec(line.text) ?? [];
    const steps = (rest ?? line.text).split(arrow).map((step) => step.replace(/[.。;；]$/, '').trim());
    if (steps.length < 3 || steps.some((step) => step === '' || width(step) > 40 || /[{}()=;]/.test(step)))
      return [];
    const above = paragraph.lines[i - 1]?.text;
    const entries = steps.map((step, at): Entry => ({
      term: undefined,
      marked: false,
      text: step,
      whole: step,
      task: false,
      number: at + 1,
      mark: undefined,
      nested: [],
      alerts: [],
      range: line.range,
    }));
    const intro =
      lead ?? (above !== undefined && width(above) <= 60 && /[:：]$/.test(above) ? above : undefined);
    return [{ ...groupOf('chain', entries, undefined, intro, 0), ordered: true, range: line.range }];
  });
}

function groupOf(
  from: Group['from'],
  entries: readonly Entry[],
  block: List | undefined,
  introduction: string | undefined,
  depth: number,
): Group {
  const text = introduction?.replace(/\s*[:：]$/, '').trim();
  return {
    from,
    ordered: block?.ordered === true,
    steps: block?.steps === true,
    intro: text === '' ? undefined : text,
    entries,
    depth,
    range: { start: entries[0]?.range.start ?? 0, end: entries[entries.length - 1]?.range.end ?? 0 },
    block,
    place: '',
  };
}

/** The line that introduces a list: the one right above it, or one with a colon above a blank line. */
export function introLine(paragraph: Paragraph, list: List): ParagraphLine | undefined {
  const line = paragraph.lines[paragraph.lines.length - 1];
  if (line === undefined || width(line.text) > 240) return undefined;
  if (/[:：]$/.test(line.text) || /[:：](?:\*\*|__)$/.test(line.text)) return line;
  const adjacent = line.range.end === list.range.start;
  if (/[.。!！;；]$/.test(line.text)) return undefined;
  return adjacent || (paragraph.lines.length === 1 && width(line.text) <= 60) ? line : undefined;
}

function itemEntry(item: Item, readMark: ReadMark): Entry {
  const found = definition(item.text, true);
  const first = item.blocks.find((block) => block.type !== 'alert' && block.type !== 'directive');
  let text = found?.text ?? item.text;
  let nested = item.blocks.filter((block) => block.type !== 'alert' && block.type !== 'directive');
  let term = found?.term;
  const bare = found === undefined ? looksLikeTerm(item.text) : found.text === '';
  if (bare && first?.type === 'paragraph') {
    term ??= item.text;
    text = joinLines(first.lines.map((line) => line.text));
    nested = nested.slice(1);
  }
  return {
    term,
    marked: found?.marked ?? false,
    ...(found?.subject === true ? { subject: true } : {}),
    text,
    whole: item.text,
    task: item.task,
    number: item.number,
    mark: readMark(item.comments),
    nested,
    alerts: item.blocks.filter((block): block is AlertBlock => block.type === 'alert').map(toAlert),
    range: item.range,
  };
}

function lineEntries(lines: readonly ParagraphLine[], next: Block | undefined, readMark: ReadMark): Entry[] {
  const entries: Entry[] = [];
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i];
    const found = line === undefined ? undefined : definition(line.text);
    if (line === undefined || found === undefined || (!found.marked && isLabel(found.term, false))) continue;
    let { text } = found;
    let end = line.range.end;
    if (text === '') {
      // A bold line of its own is a small heading: the line under it says what it means.
      const below = lines[i + 1] ?? (next?.type === 'paragraph' ? next.lines[0] : undefined);
      if (below === undefined || definition(below.text) !== undefined || isLabel(found.term, true)) continue;
      text = below.text;
      end = below.range.end;
    }
    entries.push({
      term: found.term,
      marked: found.marked,
      text,
      whole: line.text,
      task: false,
      number: 0,
      mark: readMark(line.comments),
      nested: [],
      alerts: [],
      range: { start: line.range.start, end },
    });
  }
  return entries;
}

/** An alert as plain data. */
export function toAlert(block: AlertBlock): Alert {
  const body = writeBlocks(block.blocks);
  return { kind: block.kind, title: block.title, body, range: block.range };
}

/** Whether the text of `entry` is a question. */
export function isQuestion(text: string): boolean {
  return /[?？]["”』」）)]*$/.test(plainText(text));
}
