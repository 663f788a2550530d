import { alertOpening, unquoted } from './alerts.ts';
import type { Block, Heading, Row } from './blocks.ts';
import {
  atxHeading,
  boldHeading,
  questionHeading,
  questionLevel,
  setextHeading,
  withoutAnswerSign,
} from './headings.ts';
import type { Line } from './lines.ts';
import { type ListMarker, listMarkers } from './listMarkers.ts';
import { ListStack } from './listStack.ts';
import { closeContainer } from './openBlocks.ts';
import type { ProblemCode } from './problems.ts';
import { isDelimiterRow, splitRow } from './tables.ts';
import type { LineRange } from './types.ts';

type Report = (code: ProblemCode, line: number, ...args: (string | number)[]) => void;

/** Quotes deeper than this are text. */
const deepestQuote = 10;

const rule = /^(?:-[ \t]*){3,}$|^(?:\*[ \t]*){3,}$|^(?:_[ \t]*){3,}$/;
const itemBeforeFence = /^(?:[-*+•]\s+|(\d{1,3})[.)]\s+)(?=`{3}|~{3})/;
const manifestLine = /^(?:apiVersion|kind):\s+\S+$/;
const yamlLine = /^(?:- )*[\w."'/-]+:(?:\s|$)|^- \S|^#\s/;

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
  private readonly hasHeadings: boolean;
  private readonly out: Scanned[] = [];
  private lists = new ListStack();
  private at = 0;
  private afterBlank = true;
  /** The last heading was a question; its answer may begin with `A:`. */
  private awaitsAnswer = false;

  constructor(lines: readonly Line[], report: Report, depth: number) {
    this.lines = lines;
    this.report = report;
    this.depth = depth;
    this.hasHeadings = lines.some((line) => isAtx(line) && line.text.replace(/^#+/, '').trim() !== '');
    this.markers = listMarkers(lines, isAtx);
  }

  run(): Scanned[] {
    while (this.at < this.lines.length) {
      const line = this.lines[this.at];
      if (line === undefined) break;
      if (line.fence !== undefined && !line.text.startsWith('>')) this.readCode(line);
      else if (line.text === '') this.readBlank(line);
      else this.readText(line);
    }
    this.closeSection();
    return this.out;
  }

  private readBlank(line: Line): void {
    this.at += 1;
    if (line.comments.length === 0) {
      this.afterBlank = true;
      this.lists.endHeads();
      return;
    }
    const item = line.indent > 0 ? this.lists.around(line.indent) : undefined;
    if (item === undefined) {
      const range = { start: line.no, end: line.no + 1 };
      this.lists.root.content.push({ type: 'directive', comments: line.comments, range });
    } else {
      for (const comment of line.comments) item.comments.push(comment);
      item.end = line.no + 1;
    }
  }

  private readText(whole: Line): void {
    const line = this.awaitsAnswer ? withoutAnswerSign(whole) : whole;
    this.awaitsAnswer = false;
    const marker = line === whole ? this.markers[this.at] : undefined;
    if (line.text === '') this.advance(1);
    else if (this.readHeading(line)) return;
    else if (rule.test(line.text))
      this.add(line, { type: 'rule', range: { start: line.no, end: line.no + 1 } }, 1);
    else if (line.text.startsWith('>') && this.depth < deepestQuote) this.readQuote(line);
    else if (this.readTable(line) || this.readManifest(line)) return;
    else if (marker !== undefined) this.readItem(line, marker);
    else this.readProse(line);
  }

  private readHeading(line: Line): boolean {
    if (this.depth > 0) return false;
    const heading = atxHeading(line) ?? this.setext(line) ?? this.question(line);
    if (heading === undefined) return false;
    this.closeSection();
    this.out.push(heading);
    this.awaitsAnswer = heading.level === questionLevel;
    this.at += heading.range.end - heading.range.start;
    this.afterBlank = true;
    return true;
  }

  private setext(line: Line): Heading | undefined {
    const alone = this.afterBlank && this.markers[this.at] === undefined;
    return alone ? setextHeading(line, this.lines[this.at + 1]) : undefined;
  }

  private question(line: Line): Heading | undefined {
    const bold = this.hasHeadings || !this.afterBlank ? undefined : boldHeading(line);
    const heading = questionHeading(line) ?? bold;
    return heading === undefined || this.lists.around(line.indent) !== undefined ? undefined : heading;
  }

  private readCode(line: Line): void {
    const inItem = itemBeforeFence.exec(line.text);
    let opening = line.text;
    let base = line.indent;
    if (inItem !== null) {
      opening = opening.slice(inItem[0].length);
      base = line.indent + inItem[0].length;
      const number = Number(inItem[1] ?? 0);
      const [style, ordered] = inItem[1] === undefined ? ['bullet', false] : ['1.', true];
      const marker = { style, ordered, number, indent: line.indent, offset: base, text: '', weak: false };
      this.lists.addItem(line, marker, !this.afterBlank);
    }
    const body: string[] = [];
    let length = 1;
    for (let next = this.lines[this.at + 1]; next?.fence === 'body' || next?.fence === 'close';) {
      length += 1;
      if (next.fence === 'close') break;
      body.push(next.text === '' ? '' : ' '.repeat(Math.max(0, next.indent - base)) + next.text);
      next = this.lines[this.at + length];
    }
    const info = opening.replace(/^[`~]+/, '').trim();
    const place = inItem === null ? line : { ...line, indent: base };
    this.add(place, { type: 'code', info, lines: body, range: this.span(line, length) }, length);
  }

  private readQuote(line: Line): void {
    const inner: Line[] = [];
    for (let next: Line | undefined = line; next?.text.startsWith('>') === true;) {
      inner.push(unquoted(next));
      next = this.lines[this.at + inner.length];
    }
    // Two alerts without a blank line between them are two.
    let from = 0;
    for (let i = 1; i <= inner.length; i += 1) {
      if (i < inner.length && alertOpening(inner[i]) === undefined) continue;
      const range = { start: line.no + from, end: line.no + i };
      this.add(line, this.quoteOrAlert(inner.slice(from, i), range), i - from);
      from = i;
    }
  }

  private quoteOrAlert(lines: readonly Line[], range: LineRange): Block {
    const opening = alertOpening(lines[0]);
    const body = scanBlocks(opening === undefined ? lines : lines.slice(1), this.report, this.depth + 1);
    const blocks = body.filter((block): block is Block => block.type !== 'heading');
    if (opening === undefined) return { type: 'quote', blocks, range };
    const { marker, title, kind = 'note' } = opening;
    if (opening.kind === undefined) this.report('unknown-alert', range.start, marker);
    return { type: 'alert', kind, marker, title, comments: lines[0]?.comments ?? [], blocks, range };
  }

  private readTable(line: Line): boolean {
    const next = this.lines[this.at + 1];
    if (!line.text.includes('|') || next === undefined || next.fence !== undefined) return false;
    const hasHeader = isDelimiterRow(next.text);
    if (!hasHeader && !(isFramed(line.text) && isFramed(next.text))) return false;
    const header = hasHeader ? splitRow(line.text) : undefined;
    if (header !== undefined && header.length !== splitRow(next.text).length) return false;
    const rows: Row[] = [];
    let length = hasHeader ? 2 : 0;
    for (let row = this.lines[this.at + length]; isRow(row); row = this.lines[this.at + length]) {
      if (!isDelimiterRow(row.text))
        rows.push({ cells: splitRow(row.text), comments: row.comments, line: row.no });
      length += 1;
    }
    if (hasHeader && line.comments.length > 0) {
      const directive = { type: 'directive', comments: line.comments, range: this.span(line, 1) } as const;
      this.lists.containerAt(line.indent).content.push(directive);
    }
    this.add(line, { type: 'table', header, rows, range: this.span(line, length) }, length);
    return true;
  }

  /** A manifest that was pasted without a fence. */
  private readManifest(line: Line): boolean {
    if (!manifestLine.test(line.text)) return false;
    const body: string[] = [];
    for (let next: Line | undefined = line; next !== undefined; next = this.lines[this.at + body.length]) {
      if (next.fence !== undefined || !yamlLine.test(next.text)) break;
      body.push(' '.repeat(Math.max(0, next.indent - line.indent)) + next.text);
    }
    if (body.length < 2) return false;
    this.add(
      line,
      { type: 'code', info: 'yaml', lines: body, range: this.span(line, body.length) },
      body.length,
    );
    return true;
  }

  private readItem(line: Line, marker: ListMarker): void {
    const item = this.lists.addItem(line, marker, !this.afterBlank);
    for (const comment of line.comments) item.comments.push(comment);
    this.advance(1);
  }

  private readProse(line: Line): void {
    const item = this.lists.around(line.indent);
    if (item === undefined) this.lists.close();
    const { content } = item?.container ?? this.lists.root;
    const last = content[content.length - 1];
    if (item?.inHead === true && content.length === 0) {
      item.head.push(line);
      for (const comment of line.comments) item.comments.push(comment);
    } else if (last?.type === 'openParagraph' && !this.afterBlank) {
      last.lines.push(line);
    } else {
      content.push({ type: 'openParagraph', lines: [line] });
    }
    this.lists.reach(line.no + 1);
    this.advance(1);
  }

  /** Puts a block of `length` lines where the column of its first line says. */
  private add(line: Line, block: Block, length: number): void {
    this.lists.containerAt(line.indent).content.push(block);
    this.lists.reach(block.range.end);
    this.advance(length);
  }

  private advance(length: number): void {
    this.at += length;
    this.afterBlank = false;
  }

  private span(line: Line, length: number): LineRange {
    return { start: line.no, end: line.no + length };
  }

  private closeSection(): void {
    for (const block of closeContainer(this.lists.root)) this.out.push(block);
    this.lists = new ListStack();
  }
}

function isAtx(line: Line): boolean {
  return line.fence === undefined && /^#{1,6}(?:\s|$)/.test(line.text);
}

function isFramed(text: string): boolean {
  return text.length > 2 && text.startsWith('|') && text.endsWith('|');
}

function isRow(line: Line | undefined): line is Line {
  return (
    line !== undefined && line.fence === undefined && line.text.includes('|') && !line.text.startsWith('>')
  );
}
