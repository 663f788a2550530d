import type { AlertBlock, Block, Heading, Item, ParagraphLine } from './blocks.ts';
import { paragraphLines } from './paragraphs.ts';
import type { Line } from './lines.ts';
import { type ListMarker, listMarkers } from './listMarkers.ts';
import type { Comment } from './marks.ts';
import type { ProblemCode } from './problems.ts';
import { alignedRows, isDelimiterRow, splitRow } from './tables.ts';
import { joinLines, width } from './text.ts';
import type { Alert } from './types.ts';

type Report = (code: ProblemCode, line: number, ...args: (string | number)[]) => void;

interface OpenItem {
  /** Lines of the first paragraph. */
  readonly text: string[];
  readonly marker: ListMarker;
  readonly task: boolean;
  readonly comments: Comment[];
  readonly content: Container;
  readonly start: number;
  end: number;
  /** The last line read belongs to the item's first paragraph. */
  inHead: boolean;
}

interface OpenList {
  readonly type: 'openList';
  readonly style: string;
  readonly ordered: boolean;
  readonly items: OpenItem[];
}

interface OpenParagraph {
  readonly type: 'openParagraph';
  readonly lines: Line[];
}

type Content = Block | OpenList | OpenParagraph;

interface Container {
  readonly content: Content[];
  /** Where in `content` the last list of an ordered style stands, for numbering that goes on after prose. */
  readonly lastOfStyle: Map<string, number>;
}

interface Level {
  readonly list: OpenList;
  readonly indent: number;
  readonly container: Container;
}

/** Quotes deeper than this are text. */
const deepestQuote = 10;

const headingPattern = /^(#{1,6})(?:[ \t\u3000]+|$)(.*)$/;
const tightHeading = /^(#{2,6})([^#\s!].*)$|^(#)([\u4e00-\u9fff][^#]*)$/;
const rulePattern = /^(?:-[ \t]*){3,}$|^(?:\*[ \t]*){3,}$|^(?:_[ \t]*){3,}$/;
const setextPattern = /^(?:=+|-{2,})$/;
const questionLine =
  /^(?:[-*+]\s+|\d{1,3}[.)、]\s*)?(?:\*\*)?(?:Q|Question|问题?|面试题)\s?\d{0,3}\s?[.:：、）)]\s*(\S.*)$/i;
const boldQuestion = /^(?:\d{1,3}[.)、]\s*)?\*\*([^*]*[?？])\*\*$/;
const alertOpening = /^\[!([A-Za-z][A-Za-z -]{1,20})\][ \t]*(.*)$/;

/** Headings and the blocks under each of them, in order. */
export type Scanned = Block | Heading;

/**
 * Reads lines as headings and blocks; `depth` counts the quotes around them, inside which nothing is a heading.
 * Every line is looked at a bounded number of times.
 */
export function scanBlocks(lines: readonly Line[], report: Report, depth = 0): Scanned[] {
  return new Scanner(lines, report, depth).run();
}

class Scanner {
  private readonly lines: readonly Line[];
  private readonly report: Report;
  private readonly depth: number;
  private readonly markers: readonly (ListMarker | undefined)[];
  private readonly out: Scanned[] = [];
  private root: Container = newContainer();
  private levels: Level[] = [];
  private at = 0;
  private afterBlank = true;
  /** The last heading was a question after `Q:`; its answer may begin with `A:`. */
  private awaitsAnswer = false;

  constructor(lines: readonly Line[], report: Report, depth: number) {
    this.lines = lines;
    this.report = report;
    this.depth = depth;
    this.markers = listMarkers(
      lines,
      (line) => line.fence === undefined && /^#{1,6}(?:\s|$)/.test(line.text),
    );
  }

  run(): Scanned[] {
    while (this.at < this.lines.length) {
      const line = this.lines[this.at];
      if (line === undefined) break;
      if (line.fence !== undefined && !line.text.startsWith('>')) this.readCode(line);
      else if (line.text === '') this.readBlank(line);
      else this.readText(line);
    }
    this.closeRoot();
    return this.out;
  }

  private readBlank(line: Line): void {
    this.at += 1;
    if (line.comments.length === 0) {
      this.afterBlank = true;
      for (const level of this.levels) {
        const item = level.list.items[level.list.items.length - 1];
        if (item !== undefined) item.inHead = false;
      }
      return;
    }
    const item = line.indent > 0 ? this.itemAround(line.indent) : undefined;
    if (item === undefined) {
      this.root.content.push({ type: 'directive', comments: line.comments, range: oneLine(line) });
    } else {
      item.comments.push(...line.comments);
      item.end = line.no + 1;
    }
  }

  private readText(whole: Line): void {
    const line = this.awaitsAnswer ? withoutAnswerSign(whole) : whole;
    this.awaitsAnswer = false;
    if (line.text === '') {
      this.step();
      return;
    }
    const heading = this.depth > 0 ? undefined : this.heading(line);
    if (heading !== undefined) {
      this.closeRoot();
      this.out.push(heading);
      this.awaitsAnswer = heading.level > 6;
      this.at += 1;
      this.afterBlank = true;
      return;
    }
    if (rulePattern.test(line.text)) {
      this.container(line).content.push({ type: 'rule', range: oneLine(line) });
      this.step();
      return;
    }
    if (line.text.startsWith('>') && this.depth < deepestQuote) {
      this.readQuote(line);
      return;
    }
    if (this.readTable(line) || this.readManifest(line)) return;
    const marker = line === whole ? this.markers[this.at] : undefined;
    if (marker !== undefined) {
      this.readItem(line, marker);
      return;
    }
    this.readProse(line);
  }

  private heading(line: Line): Heading | undefined {
    const atx = line.indent > 3 ? null : (headingPattern.exec(line.text) ?? tightHeading.exec(line.text));
    if (atx !== null) {
      const level = (atx[1] ?? atx[3] ?? '#').length;
      const text = (atx[2] ?? atx[4] ?? '').replace(/\s#+$/, '').replace(/^#+$/, '').trim();
      return { type: 'heading', level, text, comments: line.comments, range: oneLine(line) };
    }
    const next = this.lines[this.at + 1];
    if (this.afterBlank && next?.fence === undefined && next !== undefined && setextPattern.test(next.text)) {
      const level = next.text.startsWith('=') ? 1 : 2;
      const isTitle =
        width(line.text) <= 60 && !/[.。;；,，:：]$/.test(line.text) && !line.text.includes('|');
      const plain = this.markers[this.at] === undefined && !line.text.startsWith('>');
      if (next.text.length >= (level === 1 ? 2 : 3) && isTitle && plain) {
        this.at += 1;
        return {
          type: 'heading',
          level,
          text: line.text,
          comments: [...line.comments, ...next.comments],
          range: { start: line.no, end: next.no + 1 },
        };
      }
    }
    const question = questionLine.exec(line.text) ?? (line.indent < 4 ? boldQuestion.exec(line.text) : null);
    if (question === null || this.itemAround(line.indent) !== undefined) return undefined;
    const text = (question[1] ?? '').replace(/\*\*$/, '').trim();
    return { type: 'heading', level: 7, text, comments: line.comments, range: oneLine(line) };
  }

  private readCode(line: Line): void {
    const marker = this.markers[this.at];
    let opening = line.text;
    let container: Container;
    let base = line.indent;
    const start = line.no;
    const first = /^(?:[-*+•]\s+|\d{1,9}[.)]\s+)(?=`{3}|~{3})/.exec(opening);
    if (marker === undefined && first !== null) {
      const number = Number.parseInt(opening, 10);
      const ordered = !Number.isNaN(number);
      const style = ordered ? '1.' : 'bullet';
      const offset = line.indent + first[0].length;
      this.openItem(line, {
        style,
        ordered,
        number: ordered ? number : 0,
        indent: line.indent,
        offset,
        text: '',
        weak: false,
      });
      base = offset;
      opening = opening.slice(first[0].length);
      container = this.levels[this.levels.length - 1]?.list.items.at(-1)?.content ?? this.root;
    } else {
      container = this.container(line);
    }
    const body: string[] = [];
    this.at += 1;
    let end = start + 1;
    while (this.at < this.lines.length) {
      const next = this.lines[this.at];
      if (next?.fence !== 'body' && next?.fence !== 'close') break;
      this.at += 1;
      end = next.no + 1;
      if (next.fence === 'close') break;
      body.push(next.text === '' ? '' : ' '.repeat(Math.max(0, next.indent - base)) + next.text);
    }
    const info = opening.replace(/^[`~]+/, '').trim();
    container.content.push({ type: 'code', info, lines: body, range: { start, end } });
    this.touch(end);
    this.afterBlank = false;
  }

  private readQuote(line: Line): void {
    const container = this.container(line);
    const inner: Line[] = [];
    const start = line.no;
    let end = start;
    while (this.at < this.lines.length) {
      const next = this.lines[this.at];
      if (!next?.text.startsWith('>')) break;
      inner.push(unquoted(next));
      end = next.no + 1;
      this.at += 1;
    }
    // Two alerts without a blank line between them are two.
    let from = 0;
    for (let i = 1; i <= inner.length; i += 1) {
      const here = inner[i];
      if (
        i < inner.length &&
        (here === undefined || here.fence !== undefined || !alertOpening.test(here.text))
      )
        continue;
      const part = inner.slice(from, i);
      const range = { start: start + from, end: i === inner.length ? end : start + i };
      container.content.push(this.quoteOrAlert(part, range));
      from = i;
    }
    this.touch(end);
    this.afterBlank = false;
  }

  private quoteOrAlert(lines: readonly Line[], range: { start: number; end: number }): Block {
    const first = lines[0];
    const opening = first === undefined || first.fence !== undefined ? null : alertOpening.exec(first.text);
    if (first === undefined || opening === null) {
      return { type: 'quote', blocks: asBlocks(scanBlocks(lines, this.report, this.depth + 1)), range };
    }
    const marker = (opening[1] ?? '').toUpperCase().replace(/[ -]/g, '');
    const kind = alertKind(marker);
    if (kind === undefined) this.report('unknown-alert', first.no, opening[1] ?? '');
    const alert: AlertBlock = {
      type: 'alert',
      kind: kind ?? 'note',
      marker,
      title: (opening[2] ?? '').trim(),
      comments: first.comments,
      blocks: asBlocks(scanBlocks(lines.slice(1), this.report, this.depth + 1)),
      range,
    };
    return alert;
  }

  private readTable(line: Line): boolean {
    if (!line.text.includes('|')) return false;
    const next = this.lines[this.at + 1];
    const hasHeader = next?.fence === undefined && next !== undefined && isDelimiterRow(next.text);
    const framed = (text: string): boolean => text.length > 2 && text.startsWith('|') && text.endsWith('|');
    const twoFramed =
      framed(line.text) && next?.fence === undefined && next !== undefined && framed(next.text);
    if (!hasHeader && !twoFramed) return false;
    const header = hasHeader ? splitRow(line.text) : undefined;
    if (header !== undefined && header.length !== splitRow(next.text).length) return false;
    const container = this.container(line);
    const comments: Comment[] = hasHeader ? [...line.comments] : [];
    this.at += hasHeader ? 2 : 0;
    const rows: { cells: string[]; comments: readonly Comment[]; line: number }[] = [];
    let end = line.no + (hasHeader ? 2 : 1);
    while (this.at < this.lines.length) {
      const row = this.lines[this.at];
      if (row === undefined || row.fence !== undefined || !row.text.includes('|') || row.text.startsWith('>'))
        break;
      if (!isDelimiterRow(row.text))
        rows.push({ cells: splitRow(row.text), comments: row.comments, line: row.no });
      end = row.no + 1;
      this.at += 1;
    }
    if (comments.length > 0) {
      container.content.push({ type: 'directive', comments, range: oneLine(line) });
    }
    container.content.push({ type: 'table', header, rows, range: { start: line.no, end } });
    this.touch(end);
    this.afterBlank = false;
    return true;
  }

  /** A manifest that was pasted without a fence. */
  private readManifest(line: Line): boolean {
    if (!/^(?:apiVersion|kind):\s+\S+$/.test(line.text)) return false;
    const body: string[] = [];
    let end = line.no;
    for (let at = this.at; at < this.lines.length; at += 1) {
      const next = this.lines[at];
      if (next === undefined || next.fence !== undefined || !yamlLine.test(next.text)) break;
      body.push(' '.repeat(Math.max(0, next.indent - line.indent)) + next.text);
      end = next.no + 1;
    }
    if (body.length < 2) return false;
    const container = this.container(line);
    container.content.push({ type: 'code', info: 'yaml', lines: body, range: { start: line.no, end } });
    this.at += body.length;
    this.touch(end);
    this.afterBlank = false;
    return true;
  }

  private readItem(line: Line, marker: ListMarker): void {
    const item = this.openItem(line, marker);
    item.comments.push(...line.comments);
    this.step();
    // The text of an item may itself begin a quote or a table; only prose is worth the trouble here.
    item.inHead = true;
  }

  /** Finds the list that a marker belongs to, by column first and by style where the columns say nothing. */
  private openItem(line: Line, marker: ListMarker): OpenItem {
    let container: Container | undefined;
    while (this.levels.length > 0 && container === undefined) {
      const top = this.levels[this.levels.length - 1];
      if (top === undefined) break;
      const last = top.list.items[top.list.items.length - 1];
      if (last !== undefined && isUnder(marker, last.marker)) {
        container = last.content;
      } else if (this.isBeside(marker, top)) {
        if (top.list.style === marker.style) {
          const restarts = marker.ordered && marker.number === 1 && (last?.marker.number ?? 0) >= 2;
          if (!restarts) return this.addItem(top.list, line, marker);
          this.levels.pop();
          const list = this.newList(top.container, marker);
          this.levels.push({ list, indent: marker.indent, container: top.container });
          return this.addItem(list, line, marker);
        }
        const outer = this.levelOfStyle(marker);
        if (outer >= 0) {
          this.levels.length = outer + 1;
        } else if (last !== undefined && continues(marker, last.marker)) {
          return this.addItem(top.list, line, marker);
        } else if (last !== undefined && top.list.ordered && !this.afterBlank && marker.number <= 1) {
          container = last.content;
        } else {
          this.levels.pop();
        }
      } else {
        this.levels.pop();
      }
    }
    container ??= this.root;
    const list = this.listIn(container, marker);
    this.levels.push({ list, indent: marker.indent, container });
    return this.addItem(list, line, marker);
  }

  private isBeside(marker: ListMarker, top: Level): boolean {
    if (marker.indent === top.indent) return true;
    const parent = this.levels[this.levels.length - 2]?.list.items.at(-1)?.marker;
    return marker.indent >= top.indent - 1 && (parent === undefined || marker.indent >= parent.offset);
  }

  private levelOfStyle(marker: ListMarker): number {
    for (let i = this.levels.length - 2; i >= 0 && i >= this.levels.length - 8; i -= 1) {
      const level = this.levels[i];
      if (level === undefined || Math.abs(level.indent - marker.indent) > 1) return -1;
      if (level.list.style === marker.style) return i;
    }
    return -1;
  }

  /** The list to go on with, or a new one. */
  private listIn(container: Container, marker: ListMarker): OpenList {
    const { content } = container;
    const last = content[content.length - 1];
    if (last?.type === 'openList' && last.style === marker.style) {
      const number = last.items[last.items.length - 1]?.marker.number ?? 0;
      if (!(marker.ordered && marker.number === 1 && number >= 2)) return last;
    }
    const earlier = marker.ordered ? container.lastOfStyle.get(marker.style) : undefined;
    const candidate = earlier === undefined ? undefined : content[earlier];
    if (earlier !== undefined && candidate?.type === 'openList') {
      const item = candidate.items[candidate.items.length - 1];
      if (item !== undefined && item.marker.number + 1 === marker.number) {
        const between = content.splice(earlier + 1);
        item.content.content.push(...between);
        item.end = Math.max(item.end, this.lines[this.at]?.no ?? item.end);
        for (const [style, at] of container.lastOfStyle)
          if (at > earlier) container.lastOfStyle.delete(style);
        return candidate;
      }
    }
    const list = this.newList(container, marker);
    if (marker.number === 2 && !this.afterBlank) this.adoptPrecedingLine(container, list, marker);
    return list;
  }

  private newList(container: Container, marker: ListMarker): OpenList {
    const list: OpenList = { type: 'openList', style: marker.style, ordered: marker.ordered, items: [] };
    if (marker.ordered) container.lastOfStyle.set(marker.style, container.content.length);
    container.content.push(list);
    return list;
  }

  /** A run that starts at 2: the line before it is its first item. */
  private adoptPrecedingLine(container: Container, list: OpenList, marker: ListMarker): void {
    const before = container.content[container.content.length - 2];
    if (before?.type !== 'openParagraph') return;
    const line = before.lines[before.lines.length - 1];
    if (line === undefined || /[:：]$/.test(line.text)) return;
    before.lines.pop();
    if (before.lines.length === 0) {
      container.content.splice(container.content.length - 2, 1);
      container.lastOfStyle.set(marker.style, container.content.length - 1);
    }
    const first = this.addItem(list, line, { ...marker, number: 1, text: line.text });
    first.comments.push(...line.comments);
    first.inHead = false;
  }

  private addItem(list: OpenList, line: Line, marker: ListMarker): OpenItem {
    const task = /^\[[ xX]\]\s+/.exec(marker.text);
    const item: OpenItem = {
      text: [task === null ? marker.text : marker.text.slice(task[0].length)],
      marker,
      task: task !== null,
      comments: [],
      content: newContainer(),
      start: line.no,
      end: line.no + 1,
      inHead: true,
    };
    const before = list.items[list.items.length - 1];
    if (before !== undefined) before.inHead = false;
    list.items.push(item);
    this.touch(line.no + 1);
    return item;
  }

  private readProse(line: Line): void {
    const item = this.itemAround(line.indent);
    if (item === undefined) this.levels = [];
    const container = item?.content ?? this.root;
    if (item !== undefined && item.inHead && container.content.length === 0) {
      item.text.push(line.text);
      item.comments.push(...line.comments);
      this.touch(line.no + 1);
      this.step();
      return;
    }
    const last = container.content[container.content.length - 1];
    if (last?.type === 'openParagraph' && !this.afterBlank) last.lines.push(line);
    else container.content.push({ type: 'openParagraph', lines: [line] });
    this.touch(line.no + 1);
    this.step();
  }

  /** The item that text at column `indent` belongs to; deeper lists are closed by it. */
  private itemAround(indent: number): OpenItem | undefined {
    for (let i = this.levels.length - 1; i >= 0; i -= 1) {
      const level = this.levels[i];
      if (level !== undefined && indent > level.indent) {
        this.levels.length = i + 1;
        return level.list.items[level.list.items.length - 1];
      }
    }
    return undefined;
  }

  private container(line: Line): Container {
    const item = this.itemAround(line.indent);
    if (item === undefined) this.levels = [];
    else item.inHead = false;
    return item?.content ?? this.root;
  }

  private touch(end: number): void {
    for (const level of this.levels) {
      const item = level.list.items[level.list.items.length - 1];
      if (item !== undefined && item.end < end) item.end = end;
    }
  }

  private step(): void {
    this.at += 1;
    this.afterBlank = false;
  }

  private closeRoot(): void {
    this.out.push(...closeContainer(this.root));
    this.root = newContainer();
    this.levels = [];
  }
}

/** Whether an item with the sign `marker` stands under one with the sign `above`, by their columns. */
function isUnder(marker: ListMarker, above: ListMarker): boolean {
  if (marker.indent >= above.offset) return true;
  // Two columns are enough where another sign or a restart at 1 says so too.
  return (
    marker.indent >= above.indent + 2 &&
    (marker.style !== above.style || (marker.ordered && marker.number === 1))
  );
}

/** Signs change within a list too (`1.`, `2)`, `3 `), as long as the numbers go on. */
function continues(marker: ListMarker, last: ListMarker): boolean {
  const digits = marker.style.startsWith('1') && last.style.startsWith('1');
  return digits && marker.number === last.number + 1;
}

function newContainer(): Container {
  return { content: [], lastOfStyle: new Map() };
}

function oneLine(line: Line): { start: number; end: number } {
  return { start: line.no, end: line.no + 1 };
}

const yamlLine = /^(?:- )*[\w."'/-]+:(?:\s|$)|^- \S|^#\s/;

const answerSign =
  /^(?:[-*+]\s+)?(?:\*\*)?(?:(?:A|Answer)\s?\d{0,3}\s?[:：]|(?:答案?|参考答案|回答)\s?\d{0,3}\s?[:：.、])\s*(?:\*\*)?\s*/i;

function withoutAnswerSign(line: Line): Line {
  return answerSign.test(line.text) ? { ...line, text: line.text.replace(answerSign, '') } : line;
}

function unquoted(line: Line): Line {
  const rest = line.text.slice(1);
  const text = rest.trimStart();
  const indent = Math.max(0, rest.length - text.length - 1);
  return { ...line, indent, text };
}

function alertKind(marker: string): Alert['kind'] | undefined {
  switch (marker) {
    case 'TRAP':
      return 'trap';
    case 'OUTDATED':
      return 'outdated';
    case 'FOLLOWUP':
      return 'follow-up';
    case 'SOURCE':
      return 'source';
    case 'NOTE':
    case 'TIP':
    case 'IMPORTANT':
    case 'WARNING':
    case 'CAUTION':
      return 'note';
    default:
      return undefined;
  }
}

function asBlocks(scanned: readonly Scanned[]): Block[] {
  return scanned.filter((block): block is Block => block.type !== 'heading');
}

function closeContainer(container: Container): Block[] {
  const blocks: Block[] = [];
  for (const content of container.content) {
    if (content.type === 'openParagraph') blocks.push(...closeParagraph(content.lines));
    else if (content.type === 'openList') blocks.push(...closeList(content));
    else blocks.push(content);
  }
  return blocks;
}

function closeParagraph(lines: readonly Line[]): Block[] {
  const first = lines[0];
  const last = lines[lines.length - 1];
  if (first === undefined || last === undefined) return [];
  const range = { start: first.no, end: last.no + 1 };
  const rows = alignedRows(lines);
  if (rows !== undefined) return [{ type: 'table', header: undefined, rows, range }];
  const joined: ParagraphLine[] = paragraphLines(lines);
  return joined.length === 0 ? [] : [{ type: 'paragraph', lines: joined, range }];
}

/** A list without its empty items; nothing where all are empty. */
function closeList(list: OpenList): Block[] {
  const items: Item[] = [];
  let handed = '';
  for (const open of list.items) {
    const own = joinLines(open.text);
    let text = handed === '' ? own : `${handed}：${own}`;
    handed = '';
    // `…；X：` at the end of an item names the next one.
    const tail = /[；;]\s*([^；;：:。，,\s][^；;：:。，,]{0,29})[：:]$/.exec(text);
    if (tail !== null && open !== list.items[list.items.length - 1]) {
      handed = (tail[1] ?? '').trim();
      text = text.slice(0, tail.index);
    }
    const blocks = closeContainer(open.content);
    if (text === '' && blocks.length === 0) continue;
    items.push({
      text,
      number: open.marker.number,
      task: open.task,
      comments: open.comments,
      blocks,
      range: { start: open.start, end: open.end },
    });
  }
  const first = items[0];
  const last = items[items.length - 1];
  if (first === undefined || last === undefined) return [];
  const { ordered, style } = list;
  const range = { start: first.range.start, end: last.range.end };
  return [{ type: 'list', ordered, items, range, style, steps: style === 'step' }];
}
