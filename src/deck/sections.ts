import type { Block, Heading, Item, List } from './blocks.ts';
import { plainText } from './inline.ts';
import type { Line } from './lines.ts';
import type { Scanned } from './scan.ts';
import { width } from './text.ts';
import type { LineRange } from './types.ts';

/** A heading with what stands between it and the next one, and the sections under it. */
export interface Section {
  /** 0 for what precedes the first heading. */
  readonly level: number;
  /** Heading as written, without marks; empty before the first heading. */
  readonly heading: string;
  readonly comments: Heading['comments'];
  readonly blocks: readonly Block[];
  readonly children: readonly Section[];
  /** Heading line to the end of its own blocks. */
  readonly range: LineRange;
}

interface OpenSection {
  readonly level: number;
  readonly heading: string;
  readonly comments: Heading['comments'];
  readonly blocks: Block[];
  readonly children: OpenSection[];
  readonly start: number;
  end: number;
}

/** Groups headings and blocks into a tree; the root has level 0 and holds what precedes the first heading. */
export function sectionTree(scanned: readonly Scanned[], lines: readonly Line[]): Section {
  const lineCount = lines.length;
  const root: OpenSection = {
    level: 0,
    heading: '',
    comments: [],
    blocks: [],
    children: [],
    start: 0,
    end: lineCount,
  };
  const path: OpenSection[] = [root];
  const ordered: OpenSection[] = [root];
  for (const block of scanned) {
    if (block.type !== 'heading') {
      path[path.length - 1]?.blocks.push(block);
      continue;
    }
    const open = ordered[ordered.length - 1];
    if (plainText(block.text) === '') {
      // An empty heading is a slip: what follows belongs to the section before it.
      continue;
    }
    if (open !== undefined) open.end = block.range.start;
    while (path.length > 1 && (path[path.length - 1]?.level ?? 0) >= block.level) path.pop();
    const section: OpenSection = {
      level: block.level,
      heading: block.text,
      comments: block.comments,
      blocks: [],
      children: [],
      start: block.range.start,
      end: lineCount,
    };
    path[path.length - 1]?.children.push(section);
    path.push(section);
    ordered.push(section);
  }
  for (const section of ordered) {
    while (section.end > section.start + 1 && lines[section.end - 1]?.text === '') section.end -= 1;
  }
  return close(root);
}

function close(open: OpenSection): Section {
  const { level, heading, comments, start, end } = open;
  const { blocks, asked } = splitQuestions(level, open.blocks, open.children.length === 0);
  return {
    level,
    heading,
    comments,
    blocks,
    children: [...asked, ...open.children.map(close)],
    range: { start, end },
  };
}

const question = /[?？]["”』」）)]*$/;

/**
 * A list whose items are questions with their answers under them, or are numbered like headings ("一、") with
 * prose under them, is a run of sections that its author did not bother to make headings.
 */
function splitQuestions(
  level: number,
  blocks: readonly Block[],
  alone: boolean,
): { blocks: readonly Block[]; asked: Section[] } {
  // The outermost numbering is the first one; whatever follows its last list belongs to the last item.
  const outermost = blocks.find((block) => block.type === 'list' && block.ordered);
  const style = outermost?.type === 'list' ? outermost.style : undefined;
  const index = blocks.findLastIndex(
    (block) => block.type === 'list' && block.ordered && block.style === style,
  );
  const list = blocks[index];
  if (list?.type !== 'list') return { blocks, asked: [] };
  const after = blocks.slice(index + 1);
  const numbersAsHeadings = alone && level <= 1 && isChapterList(list, after.length);
  if (!numbersAsHeadings && !isSectionList(list, after.length > 0)) return { blocks, asked: [] };
  const asked = list.items.map((item, i) => asSection(level, item, i === list.items.length - 1 ? after : []));
  return { blocks: blocks.slice(0, index), asked };
}

/** In a note without headings: short numbered lines, most of which have more than a paragraph under them. */
function isChapterList(list: List, following: number): boolean {
  const full = list.items.filter(
    ({ blocks }, i) =>
      blocks.length + (i === list.items.length - 1 ? following : 0) >= 2 || blocks[0]?.type === 'list',
  ).length;
  const titles = list.items.every(
    ({ text }) => /[\p{L}\p{N}]/u.test(text) && width(plainText(text)) <= 60 && !/[.。;；,，]$/.test(text),
  );
  return list.items.length >= 2 && titles && full * 2 >= list.items.length;
}

function isSectionList(list: List, followed: boolean): boolean {
  const answered = list.items.filter((item) => item.blocks.length > 0).length;
  const expected = followed ? list.items.length - 1 : list.items.length;
  if (answered < expected || (answered === 0 && !followed)) return false;
  if (list.style === '一、')
    return list.items.every(({ text }) => /[\p{L}\p{N}]/u.test(text) && width(plainText(text)) <= 60);
  return list.items.every((item) => question.test(plainText(item.text)));
}

function asSection(level: number, item: Item, after: readonly Block[]): Section {
  const blocks = [...item.blocks, ...after];
  const end = blocks.reduce((last, block) => Math.max(last, block.range.end), item.range.end);
  return {
    level: level + 1,
    heading: item.text.replace(/^\*\*(.*)\*\*$/, '$1'),
    comments: item.comments,
    blocks,
    children: [],
    range: { start: item.range.start, end },
  };
}

/** A heading without its number ("3.1", "一、", "Q2:") and closing colon. */
export function headingText(heading: string): string {
  const bare = heading
    .trim()
    .replace(
      /^(?:\d{1,3}(?:\.\d{1,3}){1,4}[.、)）:：]?\s+|\d{1,3}[.):]\s+|\d{1,3}[、.)）．]\s*(?=\D)|[（(]?[一二三四五六七八九十]{1,3}[)）、.．]\s*|第[一二三四五六七八九十\d]{1,3}[章节部分课讲]{1,2}[：:\s]\s*|Q\d{0,3}[.:：]\s*)/i,
      '',
    )
    .replace(/[:：]$/, '')
    .trim();
  return plainText(bare) === '' ? heading.trim() : bare;
}
