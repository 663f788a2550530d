import { readFlow } from './flow.ts';
import { withoutTerminator } from './helm.ts';
import type { MaskedLine } from './helm.ts';
import {
  columnBeside,
  explicitKey,
  fits,
  hasSibling,
  outside,
  parentFor,
  sameLevels,
  settle,
  tooFarLeft,
  unindented,
} from './levels.ts';
import type { Level, NextLine } from './levels.ts';
import { isValueIndicator, lexLine, quoteEnd } from './lex.ts';
import type { Lexeme, LexedLine } from './lex.ts';
import { actionCloses, firstColumn, hasKeysBelow, isDeeper, nextLine, quoteCloses } from './lookahead.ts';
import { maskDocumentLine } from './marker.ts';

/** A scalar or collection that goes on at the next line; it ends with the indentation of `parent`. */
export type Open =
  | { readonly type: 'block' | 'plain'; readonly parent: number }
  | { readonly type: 'quote'; readonly parent: number; readonly quote: '"' | "'" }
  | {
      readonly type: 'flow';
      readonly parent: number;
      readonly depth: number;
      readonly quote: '' | '"' | "'";
    };

/** What the scanner keeps of a line. */
export interface LineRecord {
  /** After this line. */
  readonly levels: Level | undefined;
  readonly open: Open | undefined;
  /** The line ends inside a template action. */
  readonly action: boolean;
  /** How many of `levels`, from the innermost, this line added. */
  readonly count: number;
  /** The line, or its beginning, continues what was open before it. */
  readonly inside: boolean;
  /** Lines below were consulted, so that an edit there may change this record. */
  readonly lookedAhead: boolean;
}

/** How far a line looks ahead at most. */
const REACH = 64;

const start: LineRecord = {
  levels: undefined,
  open: undefined,
  action: false,
  count: 0,
  inside: false,
  lookedAhead: false,
};

function sameOpen(a: Open | undefined, b: Open | undefined): boolean {
  if (a === b) return true;
  if (a?.type !== b?.type || a?.parent !== b?.parent) return false;
  if (a?.type === 'flow' && b?.type === 'flow') return a.depth === b.depth && a.quote === b.quote;
  return a?.type !== 'quote' || b?.type !== 'quote' || a.quote === b.quote;
}

/**
 * Records of one document's lines. Lines are read up to where somebody asks, and after an edit again until the
 * state at the end of a line is what it was before.
 */
export class DocumentScan {
  private records: LineRecord[] = [];
  /** How many lines were read since the start, for tests and benchmarks of incrementality. */
  linesRead = 0;
  /** Set where reading the current line consulted lines below it. */
  private lookedAhead = false;
  private readonly lineAt: (index: number) => string;
  private count: number;

  /** `lineAt` gives a line of the document, counted from its first; `count` is their number. */
  constructor(lineAt: (index: number) => string, count: number) {
    this.lineAt = lineAt;
    this.count = count;
  }

  get lineCount(): number {
    return this.count;
  }

  /** State at the end of a line; that before the document for -1. */
  record(index: number): LineRecord {
    if (index < 0) return start;
    const last = Math.min(index, this.count - 1);
    while (this.records.length <= last) this.records.push(this.read(this.records.length));
    return this.records[last] ?? start;
  }

  /** The line as the scanner saw it. */
  masked(index: number): MaskedLine {
    const open = this.record(index).action;
    return maskDocumentLine(this.lineAt(index), index, this.record(index - 1).action, () => open);
  }

  lexed(index: number): LexedLine {
    const { text, shift } = this.masked(index);
    const indent = firstColumn(text);
    if (!isValueIndicator(text, indent)) return lexLine(text);
    return lexLine(text, explicitKey(this.record(index - 1).levels, indent - shift) ? indent + 1 : 0);
  }

  raw(index: number): string {
    return this.lineAt(index);
  }

  /** Tells that `removed` lines from `first` on became `added` lines. */
  edit(first: number, removed: number, added: number): void {
    this.count += added - removed;
    const old = this.records;
    let from = Math.min(first, old.length);
    for (let i = Math.max(0, first - REACH); i < from; i++) if (old[i]?.lookedAhead) from = i;
    this.records = old.slice(0, from);
    const resumeAt = first + removed;
    if (resumeAt >= old.length) return;
    for (let i = from; i < this.count; i++) {
      const record = this.read(i);
      this.records.push(record);
      const before = i - added + removed;
      const known = before >= resumeAt ? old[before] : undefined;
      if (before >= old.length) return;
      if (known && same(known, record)) {
        this.records = this.records.concat(old.slice(before + 1));
        return;
      }
    }
  }

  private read(index: number): LineRecord {
    this.linesRead++;
    this.lookedAhead = false;
    const before = this.records[index - 1] ?? start;
    const { open } = before;
    let { levels } = before;
    const raw = this.lineAt(index);
    const masked =
      before.action || index === 0 || raw.charCodeAt(0) === 0xfeff || raw.includes('{{')
        ? maskDocumentLine(raw, index, before.action, () => this.actionCloses(index))
        : undefined;
    const text = masked ? masked.text : withoutTerminator(raw);
    const shift = masked ? masked.shift : 0;
    const action = masked ? masked.open : false;
    const indent = firstColumn(text);
    if (indent === text.length) return this.recordOf(levels, open, action, 0, false);
    if (open) {
      const after = this.proceed(open, text, isDeeper(text, indent, shift, open.parent), index);
      if (after !== 'outside') return this.recordOf(levels, after, action, 0, true);
    }
    const opener = isValueIndicator(text, indent) ? explicitKey(levels, indent - shift) : undefined;
    if (opener) levels = opener;
    let line = lexLine(text, opener ? indent + 1 : 0);
    if (line.blank || (levels === undefined && text.startsWith('%'))) {
      return this.recordOf(levels, undefined, action, 0, false);
    }
    if (!line.key && line.dashes.length === 0 && this.isHalfKey(line, text, shift, levels, index)) {
      const column = indent - shift;
      const up = parentFor(levels, column, false);
      const key = { column, added: column, dash: false, open: true, explicit: false, up };
      return this.recordOf(key, undefined, action, 1, false);
    }
    if (line.value && !line.key && line.dashes.length > 0 && this.isHalfItem(raw, line.value, shift, index)) {
      line = { ...line, key: { ...line.value, column: line.value.start }, value: undefined };
    }
    const placed = this.place(line, shift, levels, index);
    const opened = this.opens(line, text, shift, placed, index);
    return this.recordOf(placed, opened, action, line.dashes.length + (line.key ? 1 : 0), false);
  }

  private recordOf(
    levels: Level | undefined,
    open: Open | undefined,
    action: boolean,
    count: number,
    inside: boolean,
  ): LineRecord {
    return { levels, open, action, count, inside, lookedAhead: this.lookedAhead };
  }

  /** What is open after a line that may continue `open`; `outside` if the line does not belong to it. */
  private proceed(open: Open, text: string, deeper: boolean, index: number): Open | undefined | 'outside' {
    switch (open.type) {
      case 'block':
        return deeper || text.trimStart().startsWith('#') ? open : 'outside';
      case 'plain': {
        if (!deeper) return 'outside';
        const line = lexLine(text);
        return line.blank || line.key ? 'outside' : open;
      }
      case 'quote':
        if (!deeper) return 'outside';
        return quoteEnd(text, 0, open.quote) === -1 ? open : undefined;
      case 'flow': {
        const first = text.trimStart().charAt(0);
        if (!deeper && first !== '}' && first !== ']') return 'outside';
        const state = readFlow(text, 0, open);
        return this.flow(state.depth, state.quote, open.parent, index);
      }
    }
  }

  /** A quotation open at a line's end inside a flow collection counts only if a line below closes it. */
  private flow(depth: number, quote: '' | '"' | "'", parent: number, index: number): Open | undefined {
    if (depth <= 0) return undefined;
    const kept = quote !== '' && this.quoteCloses(index, quote, parent) ? quote : '';
    return { type: 'flow', parent, depth, quote: kept };
  }

  /** A word without a colon is a key if its content stands below it, which no scalar can have. */
  private isHalfKey(
    { value, indent }: LexedLine,
    text: string,
    shift: number,
    levels: Level | undefined,
    index: number,
  ): boolean {
    if (value?.style !== 'plain' || !keyName.test(text.slice(value.start, value.end))) return false;
    const column = indent - shift;
    if (!fits(levels, column, false)) return false;
    const next = this.next(index);
    if (!next || next.tabbed) return false;
    if (next.dash) return next.column >= column && (next.key || hasSibling(levels, column));
    return next.column > column && next.key;
  }

  /**
   * `- na` above `  image: x` is an item whose first key has no colon yet; what stands further in is the content of
   * that key.
   */
  private isHalfItem(raw: string, value: Lexeme, shift: number, index: number): boolean {
    if (value.style !== 'plain' || !keyName.test(raw.slice(value.start, value.end))) return false;
    this.lookedAhead = true;
    return hasKeysBelow(this.below(index), value.start - shift);
  }

  private place(line: LexedLine, shift: number, levels: Level | undefined, index: number): Level | undefined {
    const { dashes, key, value } = line;
    const dash = dashes.length > 0;
    const first = dashes[0] ?? key?.column;
    // A scalar on a line of its own changes nothing: it is a value, a half-typed key, or a mistake.
    if (first === undefined) return levels;
    const raw = this.lineAt(index);
    let column = first - shift;
    let outer = levels;
    if (line.tabbed || !fits(levels, column, dash)) {
      const next = this.next(index);
      const opens = !value;
      if (line.tabbed && levels) {
        const text = raw.slice(0, first);
        const tabs = text.split('\t').length - 1;
        column = text.length - tabs + 2 * tabs;
        // One tab between lines of spaces tells nothing about the depth; its neighbours do.
        if (next && !next.tabbed) column = columnBeside(line, next, levels);
      }
      if (!fits(levels, column, dash)) {
        const better = dash && key ? unindented(levels, column, key.column - shift, next) : undefined;
        if (better) outer = better;
        else column = settle(levels, column, dash, opens, next);
      }
    } else if (levels && column < levels.column && !dash && value && isWhole(value)) {
      column = tooFarLeft(levels, column, this.next(index)) ?? column;
    }
    const delta = column - first;
    const open = !value || isAction(raw, value);
    let current = outer;
    for (let i = 0; i < dashes.length; i++) {
      const at = (dashes[i] ?? 0) + delta;
      const last = !key && i === dashes.length - 1;
      const up = parentFor(current, at, true);
      current = { column: at, added: at, dash: true, open: last && open, explicit: false, up };
    }
    if (key) {
      const at = key.column + delta;
      const up = parentFor(current, at, false);
      current = { column: at, added: at, dash: false, open, explicit: line.explicit, up };
    }
    return current;
  }

  private opens(
    line: LexedLine,
    text: string,
    shift: number,
    levels: Level | undefined,
    index: number,
  ): Open | undefined {
    const value = line.value;
    if (!value) return undefined;
    const bare = !line.key && line.dashes.length === 0;
    // Beside keys stands a half-typed key, which must not swallow them.
    if (bare && hasSibling(levels, line.indent - shift)) return undefined;
    const parent = bare ? (outside(levels, line.indent - shift)?.column ?? -1) : (levels?.column ?? -1);
    switch (value.style) {
      case 'block':
        return { type: 'block', parent };
      case 'plain':
        return isAction(this.lineAt(index), value) ? undefined : plainUnder(parent);
      case 'alias':
        return undefined;
      case 'flow': {
        const state = readFlow(text, value.start, { depth: 0, quote: '' });
        return this.flow(state.depth, state.quote, parent, index);
      }
      case 'single':
      case 'double': {
        if (value.closed) return undefined;
        const quote = value.style === 'double' ? '"' : "'";
        return this.quoteCloses(index, quote, parent) ? { type: 'quote', parent, quote } : undefined;
      }
    }
  }

  private quoteCloses(index: number, quote: '"' | "'", parent: number): boolean {
    this.lookedAhead = true;
    return quoteCloses(this.below(index), quote, parent);
  }

  private actionCloses(index: number): boolean {
    this.lookedAhead = true;
    return actionCloses(this.below(index));
  }

  private next(index: number): NextLine | undefined {
    this.lookedAhead = true;
    return nextLine(this.below(index));
  }

  /** The lines below, as far as a line looks ahead. */
  private *below(index: number): Generator<string> {
    const end = Math.min(this.count, index + 1 + REACH);
    for (let i = index + 1; i < end; i++) yield this.lineAt(i);
  }
}

const keyName = /^[A-Za-z][\w./-]*$/;

/** Whether nothing of a value can stand on the lines below, apart from more words of a plain one. */
function isWhole({ style, closed }: Lexeme): boolean {
  return style === 'plain' || style === 'alias' || ((style === 'single' || style === 'double') && closed);
}

/** By far the most frequent state; shared, so that a large file costs less. */
const plainStates: Open[] = [];
function plainUnder(parent: number): Open {
  return (plainStates[parent + 1] ??= { type: 'plain', parent });
}

/** A value that is one template action may print a map or a list, and more of it may stand below. */
function isAction(raw: string, value: Lexeme): boolean {
  return raw.startsWith('{{', value.start) && raw.startsWith('}}', value.end - 2);
}

function same(a: LineRecord, b: LineRecord): boolean {
  return a.action === b.action && sameOpen(a.open, b.open) && sameLevels(a.levels, b.levels);
}
