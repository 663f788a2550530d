import { maskLine } from './helm.ts';
import { bordersItem, jsonItems, openedTail } from './jsonList.ts';
import { lexLine } from './lex.ts';
import { Locator } from './locate.ts';
import type { Container } from './locate.ts';
import { isMarker } from './marker.ts';
import { DocumentScan } from './scan.ts';

/**
 * A stretch of lines that can be read without the others. A document is one part, except for a list of objects
 * (`items:` with a block list below it, or the same as JSON): its items are parts of their own, as one document can
 * hold thousands of them and nothing that is open in an item reaches into the next.
 */
export interface Part {
  /** First line, counted in the file. */
  offset: number;
  /** `head` is what stands before the items of a list, `tail` what follows them. */
  readonly role: 'whole' | 'head' | 'item' | 'tail';
  readonly startsDocument: boolean;
  /** Of a document that is written as JSON. */
  readonly json: boolean;
  /** Column of the items' dashes or brackets. */
  readonly column: number;
  readonly scan: DocumentScan;
  readonly locator: Locator;
  /** Another object after every edit, so that what was read of the part can be kept by it. */
  edition: object;
}

/** Divides the lines `from` up to (not including) `to`, which start with a new document, into parts. */
export function divide(lineAt: (line: number) => string, from: number, to: number): Part[] {
  const parts: Part[] = [];
  let start = from;
  let items = -1;
  for (let line = from; line <= to; line++) {
    if (line < to) {
      const raw = lineAt(line);
      if (items === -1 && isItemsKey(raw)) items = line;
      if (line === from || !isMarker(raw)) continue;
    }
    if (startsWithBracket(lineAt, start)) divideJson(lineAt, start, line, parts);
    else divideDocument(lineAt, start, line, items, parts);
    start = line;
    items = -1;
  }
  return parts;
}

/** Whether a document is a flow map from its first line on, as JSON is. */
function startsWithBracket(lineAt: (line: number) => string, from: number): boolean {
  const raw = lineAt(firstLine(lineAt, from));
  return raw.startsWith('{') && !raw.startsWith('{{');
}

function firstLine(lineAt: (line: number) => string, from: number): number {
  return isMarker(lineAt(from)) ? from + 1 : from;
}

/** Divides a document that is written as JSON. */
function divideJson(lineAt: (line: number) => string, from: number, to: number, parts: Part[]): void {
  const { column = 0, starts = [], tail } = jsonItems(lineAt, firstLine(lineAt, from), to) ?? {};
  const add = (role: Part['role'], start: number, end: number) => {
    const read = role === 'tail' ? openTail : plain;
    const scan = new DocumentScan((line) => read(lineAt(part.offset + line), line), end - start);
    const startsDocument = start === from;
    const locator = new Locator(scan, startsDocument ? undefined : parts.at(-1)?.locator);
    const part: Part = {
      offset: start,
      role,
      startsDocument,
      json: true,
      column,
      scan,
      locator,
      edition: {},
    };
    parts.push(part);
  };
  const [first] = starts;
  if (first === undefined || starts.length < 2) {
    add('whole', from, to);
    return;
  }
  add('head', from, first);
  starts.forEach((start, i) => {
    add('item', start, starts[i + 1] ?? tail ?? to);
  });
  if (tail !== undefined) add('tail', tail, to);
}

const plain = (raw: string): string => raw;
const openTail = (raw: string, line: number): string => (line === 0 ? openedTail(raw) : raw);

function divideDocument(
  lineAt: (line: number) => string,
  from: number,
  to: number,
  items: number,
  parts: Part[],
): void {
  let start = from;
  let role: Part['role'] = 'whole';
  let column = 0;
  const add = (end: number) => {
    const scan = new DocumentScan((line) => lineAt(part.offset + line), end - start);
    const startsDocument = start === from;
    const locator = new Locator(scan, startsDocument ? undefined : parts.at(-1)?.locator);
    const part: Part = {
      offset: start,
      role,
      startsDocument,
      json: false,
      column,
      scan,
      locator,
      edition: {},
    };
    parts.push(part);
    start = end;
  };
  const first = items === -1 ? undefined : firstDash(lineAt, items + 1, to);
  if (first) {
    role = 'head';
    add(first.line);
    column = first.column;
    role = 'item';
    for (let line = first.line + 1; line < to; line++) {
      const raw = lineAt(line);
      if (startsItem(raw, column)) add(line);
      else if (isRootKey(raw)) {
        add(line);
        role = 'tail';
        break;
      }
    }
  } else if (items !== -1) role = 'head';
  add(to);
}

function isItemsKey(raw: string): boolean {
  if (!raw.startsWith('items:')) return false;
  const { key, value } = lexLine(raw.trimEnd());
  return key !== undefined && value === undefined;
}

/** The dash of the first item, if the first line with content begins with one. */
function firstDash(
  lineAt: (line: number) => string,
  from: number,
  to: number,
): { line: number; column: number } | undefined {
  for (let line = from; line < to; line++) {
    const { text, shift } = maskLine(lineAt(line), false, () => false);
    const { blank, tabbed, dashes } = lexLine(text);
    if (blank) continue;
    const column = dashes[0];
    return column === undefined || tabbed || shift > 0 ? undefined : { line, column };
  }
  return undefined;
}

function startsItem(raw: string, column: number): boolean {
  if (raw.charCodeAt(column) !== 45) return false;
  for (let i = 0; i < column; i++) if (raw.charCodeAt(i) !== 32) return false;
  const code = raw.charCodeAt(column + 1);
  return Number.isNaN(code) || code === 32 || code === 9 || code === 10 || code === 13;
}

/** A key at column 0 ends the items, if their dashes stand there or not. */
function isRootKey(raw: string): boolean {
  switch (raw.charAt(0)) {
    case '':
    case ' ':
    case '\t':
    case '\r':
    case '\n':
    case '#':
    case '{':
      return false;
    case '-':
      if (startsItem(raw, 0)) return false;
      break;
  }
  return lexLine(raw.trimEnd()).key !== undefined;
}

/** Whether an edit of these lines may move the borders of `part` or of its neighbours. */
export function movesBorders(part: Part, changed: readonly string[]): boolean {
  switch (part.role) {
    case 'whole':
      return part.json || changed.some((line) => isMarker(line) || /^(?:items:|\{)/.test(line));
    case 'head':
    case 'tail':
      return true;
    case 'item':
      if (part.json) return changed.some((line) => isMarker(line) || bordersItem(line, part.column));
      return changed.some((line) => /[^ \t\r\n]/.test(line.slice(0, part.column + 1)));
  }
}

/** The root map of a document that consists of `parts`. */
export function rootContainer(parts: readonly Part[]): Container {
  return {
    scalar: (key) => {
      for (const { role, locator } of parts) {
        const value = role === 'item' ? undefined : locator.rootScalar(key);
        if (value !== undefined) return value;
      }
      return undefined;
    },
  };
}
