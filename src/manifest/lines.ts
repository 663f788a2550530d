import type { Position, Range } from './token.ts';

/** Splits at `\n`, `\r\n` and `\r`; every line keeps its terminator, and the last one has none. */
export function splitLines(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  if (!text.includes('\r')) {
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      lines.push(text.slice(start, end + 1));
      start = end + 1;
    }
  } else {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 13 && text.charCodeAt(i + 1) === 10) i++;
      else if (code !== 10 && code !== 13) continue;
      lines.push(text.slice(start, i + 1));
      start = i + 1;
    }
  }
  lines.push(text.slice(start));
  return lines;
}

/** Length of a line without its terminator. */
export function contentLength(line: string): number {
  let end = line.length;
  if (end > 0 && line.charCodeAt(end - 1) === 10) end--;
  if (end > 0 && line.charCodeAt(end - 1) === 13) end--;
  return end;
}

/** What an edit replaced, in whole lines. */
export interface LineChange {
  readonly first: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** The text of a file as lines that can be edited in place. */
export class Lines {
  private lines: string[];

  constructor(text: string) {
    this.lines = splitLines(text);
  }

  get count(): number {
    return this.lines.length;
  }

  /** The line with its terminator; `''` outside the text. */
  at(index: number): string {
    return this.lines[index] ?? '';
  }

  text(): string {
    return this.lines.join('');
  }

  /** Replaces `range`, clamped to the text, by `newText`. */
  replace(range: Range, newText: string): LineChange {
    const [start, end] = this.ordered(this.clamp(range.start), this.clamp(range.end));
    let first = start.line;
    let head = this.at(first).slice(0, start.character);
    // A lone `\r` before the edit and a `\n` at its start become one terminator.
    if (head === '' && first > 0 && this.at(first - 1).endsWith('\r')) head = this.at(--first);
    const tail = this.at(end.line).slice(end.character);
    const count = end.line - first + 1;
    const removed = this.lines.slice(first, first + count);
    const added = splitLines(head + newText + tail);
    // The text after a terminator belongs to the line that follows, unless there is none.
    if (added.length > 1 && added.at(-1) === '' && end.line + 1 < this.lines.length) added.pop();
    if (added.length < 1000) this.lines.splice(first, count, ...added);
    else this.lines = this.lines.slice(0, first).concat(added, this.lines.slice(first + count));
    return { first, removed, added };
  }

  private clamp(position: Position): Position {
    if (position.line < 0) return { line: 0, character: 0 };
    if (position.line >= this.lines.length) {
      const line = this.lines.length - 1;
      return { line, character: contentLength(this.at(line)) };
    }
    const length = contentLength(this.at(position.line));
    return { line: position.line, character: Math.max(0, Math.min(position.character, length)) };
  }

  private ordered(a: Position, b: Position): [Position, Position] {
    return a.line < b.line || (a.line === b.line && a.character <= b.character) ? [a, b] : [b, a];
  }
}
