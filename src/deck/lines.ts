import { type Comment, isMark } from './marks.ts';
import type { ProblemCode } from './problems.ts';

/** One line of a note, without its comments. */
export interface Line {
  /** 0-based number in the file. */
  readonly no: number;
  /** Columns of leading white space, a tab reaching to the next multiple of four. */
  readonly indent: number;
  /** Text without leading and trailing white space; as written (without indent) inside a code block. */
  readonly text: string;
  /** Comments that begin on this line. */
  readonly comments: readonly Comment[];
  /** Place in a fenced code block. */
  readonly fence?: 'open' | 'body' | 'close';
}

/** The lines of a note and where its content begins. */
export interface Lines {
  readonly lines: readonly Line[];
  /** `title:` of a front matter block. */
  readonly title?: string;
}

type Report = (code: ProblemCode, line: number, ...args: (string | number)[]) => void;

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const fenceOpening = /^(?:[-*+•]\s+|\d{1,9}[.)]\s+)?(`{3,}(?=[^`]*$)|~{3,})/;

/** Splits a note into lines: byte order mark, line ends and broken characters made good, comments taken out. */
export function readLines(text: string, report: Report): Lines {
  const raw = text
    .replace(/^\ufeff/, '')
    .replaceAll('\0', '\ufffd')
    .replace(loneSurrogate, '\ufffd')
    .split(/\r\n|\n|\r/);
  const lines: Line[] = [];
  const front = frontMatter(raw);
  for (let no = 0; no < front.end; no += 1) lines.push(blank(no));

  let fence: { marker: string; quoted: boolean; line: number } | undefined;
  let no = front.end;
  // A comment that spans lines leaves text to be read on the line where it ends.
  let resumeAt = 0;
  let carried: Comment[] = [];
  while (no < raw.length) {
    const whole = raw[no] ?? '';
    if (fence !== undefined) {
      const quoted = /^\s*>/.test(whole);
      const inner = fence.quoted ? whole.replace(/^(\s*>)+ ?/, '') : whole;
      if (fence.quoted && !quoted) {
        fence = undefined;
        continue;
      }
      const closes = closesFence(inner, fence.marker);
      lines.push({
        no,
        indent: columns(whole),
        text: whole.trimEnd().slice(leading(whole)),
        comments: [],
        fence: closes ? 'close' : 'body',
      });
      if (closes) fence = undefined;
      no += 1;
      continue;
    }
    const opening = resumeAt === 0 ? fenceOpening.exec(whole.replace(/^[\s>]+/, '')) : null;
    if (opening !== null) {
      fence = { marker: opening[1] ?? '```', quoted: /^\s*>/.test(whole), line: no };
      lines.push({ no, indent: columns(whole), text: whole.trim(), comments: [], fence: 'open' });
      no += 1;
      continue;
    }
    const cut = cutComments(raw, no, resumeAt, report);
    lines.push({
      no,
      indent: columns(whole),
      text: cut.text.trim(),
      comments: [...carried, ...cut.comments],
    });
    carried = [];
    for (let inside = no + 1; inside < cut.endLine; inside += 1) lines.push({ ...blank(inside), text: '' });
    resumeAt = cut.endLine > no ? cut.endColumn : 0;
    no = cut.endLine > no ? cut.endLine : no + 1;
  }
  if (fence !== undefined) report('unclosed-fence', fence.line);
  return front.title === undefined ? { lines } : { lines, title: front.title };
}

function blank(no: number): Line {
  return { no, indent: 0, text: '', comments: [] };
}

function leading(text: string): number {
  return text.length - text.trimStart().length;
}

function columns(text: string): number {
  let column = 0;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === '\t') column += 4 - (column % 4);
    else if (char === ' ' || char === '\u00a0') column += 1;
    else if (char === '\u3000') column += 2;
    else break;
  }
  return column;
}

function closesFence(text: string, marker: string): boolean {
  const trimmed = text.trim();
  if (trimmed.length < marker.length) return false;
  const char = marker.charAt(0);
  for (let i = 0; i < trimmed.length; i += 1) if (trimmed.charAt(i) !== char) return false;
  return true;
}

/** YAML between `---` lines at the very top is data about the note, not content. */
function frontMatter(raw: readonly string[]): { end: number; title?: string } {
  if (raw[0]?.trimEnd() !== '---' || !/^[\w-]+\s*:/.test(raw[1] ?? '')) return { end: 0 };
  for (let i = 1; i < raw.length && i < 200; i += 1) {
    const line = (raw[i] ?? '').trimEnd();
    if (line === '---' || line === '...') {
      const title = raw
        .slice(1, i)
        .map((entry) => /^title\s*:\s*(?:"([^"]*)"|'([^']*)'|(.+))$/.exec(entry.trimEnd()))
        .find((match) => match !== null);
      const text = (title?.[1] ?? title?.[2] ?? title?.[3] ?? '').trim();
      return text === '' ? { end: i + 1 } : { end: i + 1, title: text };
    }
  }
  return { end: 0 };
}

interface Cut {
  readonly text: string;
  readonly comments: readonly Comment[];
  /** Line on which the last comment ended; the given line unless a comment spans lines. */
  readonly endLine: number;
  readonly endColumn: number;
}

/**
 * Takes the comments out of one line, code spans aside. A comment that is never closed, or in which another one
 * begins, must not swallow the rest: it ends with its line if it is a mark, and is text otherwise.
 */
function cutComments(raw: readonly string[], no: number, from: number, report: Report): Cut {
  const line = raw[no] ?? '';
  if (!line.includes('<!--')) return { text: line.slice(from), comments: [], endLine: no, endColumn: 0 };
  const inCode = codeMask(line);
  const comments: Comment[] = [];
  let text = '';
  let at = from;
  while (at < line.length) {
    const open = line.indexOf('<!--', at);
    if (open < 0) break;
    if (inCode(open)) {
      text += line.slice(at, open + 4);
      at = open + 4;
      continue;
    }
    text += line.slice(at, open);
    const close = findClose(raw, no, open + 4);
    if (close === undefined) {
      report('unclosed-comment', no);
      const rest = line.slice(open + 4);
      const next = rest.indexOf('<!--');
      const content = next < 0 ? rest : rest.slice(0, next);
      if (isMark(content)) comments.push({ line: no, text: content.trim() });
      else text += `<!--${content}`;
      at = open + 4 + content.length;
      continue;
    }
    comments.push({ line: no, text: close.text });
    if (close.line > no) return { text, comments, endLine: close.line, endColumn: close.column };
    at = close.column;
  }
  return { text: text + line.slice(at), comments, endLine: no, endColumn: 0 };
}

/** Finds `-->` before any further `<!--`; a mark must be closed before the next blank line. */
function findClose(
  raw: readonly string[],
  no: number,
  from: number,
): { line: number; column: number; text: string } | undefined {
  const first = raw[no] ?? '';
  // HTML: `<!-->` and `<!--->` are whole comments.
  for (const empty of ['>', '->']) {
    if (first.startsWith(empty, from)) return { line: no, column: from + empty.length, text: '' };
  }
  const parts: string[] = [];
  const mustBeShort = isMark(first.slice(from, from + 200));
  for (let line = no; line < raw.length; line += 1) {
    const text = raw[line] ?? '';
    const start = line === no ? from : 0;
    if (mustBeShort && line > no && text.trim() === '') return undefined;
    const open = text.indexOf('<!--', start);
    const upTo = text.slice(start, open < 0 ? text.length : open);
    const close = upTo.indexOf('-->');
    if (close >= 0) {
      parts.push(upTo.slice(0, close));
      return { line, column: start + close + 3, text: parts.join(' ').trim() };
    }
    if (open >= 0) return undefined;
    parts.push(upTo);
  }
  return undefined;
}

/** Tells, for growing columns, whether they stand in a code span; runs of backticks pair with equal runs. */
export function codeMask(line: string): (column: number) => boolean {
  const spans = codeSpans(line);
  if (spans.length === 0) return () => false;
  let at = 0;
  // Callers ask from left to right, so that a line is walked once.
  return (column) => {
    while (at < spans.length && (spans[at]?.[1] ?? 0) <= column) at += 1;
    return column >= (spans[at]?.[0] ?? Infinity);
  };
}

/** Half-open column ranges of the code spans of one line, delimiters included. */
export function codeSpans(line: string): readonly (readonly [number, number])[] {
  if (!line.includes('`')) return [];
  const runs = [...line.matchAll(/`+/g)];
  const nextOfLength = new Map<number, number>();
  const closing: number[] = new Array<number>(runs.length).fill(-1);
  for (let i = runs.length - 1; i >= 0; i -= 1) {
    const length = runs[i]?.[0].length ?? 0;
    closing[i] = nextOfLength.get(length) ?? -1;
    nextOfLength.set(length, i);
  }
  const spans: [number, number][] = [];
  for (let i = 0; i < runs.length; i += 1) {
    const run = runs[i];
    const close = closing[i] ?? -1;
    if (run === undefined || close < 0) continue;
    const end = runs[close];
    if (end === undefined) continue;
    spans.push([run.index, end.index + end[0].length]);
    i = close;
  }
  return spans;
}
