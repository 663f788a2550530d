import { maskLine } from './helm.ts';
import { lexLine } from './lex.ts';
import { Locator } from './locate.ts';
import type { Container } from './locate.ts';
import { isMarker } from './marker.ts';
import { DocumentScan } from './scan.ts';

/**
 * A stretch of lines that can be read without the others. A document is one part, except for a list of objects
 * (`items:` with a block list below it): its items are parts of their own, as one document can hold thousands of
 * them and nothing that is open in an item reaches into the next.
 */
export interface Part {
  /** First line, counted in the file. */
  offset: number;
  /** `head` is what stands before the items of a list, `tail` what follows them. */
  readonly role: 'whole' | 'head' | 'item' | 'tail';
  readonly startsDocument: boolean;
  /** Column of the items' dashes. */
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
    divideDocument(lineAt, start, line, items, parts);
    start = line;
    items = -1;
  }
  return parts;
}

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
    const locator = new Locator(scan);
    const part: Part = { offset: start, role, startsDocument, column, scan, locator, edition: {} };
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
      return changed.some((line) => isMarker(line) || line.startsWith('items:'));
    case 'head':
    case 'tail':
      return true;
    case 'item':
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
