/** How a scalar or collection is written. */
export type Style = 'plain' | 'single' | 'double' | 'alias' | 'flow' | 'block';

/** A key, or the part of a value that stands on this line; columns of the masked text, `end` exclusive. */
export interface Lexeme {
  readonly start: number;
  readonly end: number;
  readonly style: Style;
  /** False for a quotation that does not end on this line. */
  readonly closed: boolean;
}

/** What one line in block context says, without knowledge of the lines around it. */
export interface LexedLine {
  /** Column of the first character that is not white space; the line's length if there is none. */
  readonly indent: number;
  readonly tabbed: boolean;
  /** Nothing but white space or a comment. */
  readonly blank: boolean;
  readonly comment: boolean;
  /** Columns of `-` indicators. */
  readonly dashes: readonly number[];
  /** `column` is where the key's node starts, anchor and tag included. */
  readonly key: (Lexeme & { readonly column: number }) | undefined;
  readonly value: Lexeme | undefined;
  /** The key stands behind `?`; its value follows behind `:` on a line of its own. */
  readonly explicit: boolean;
}

const TAB = 9;
const SPACE = 32;
const HASH = 35;
const DASH = 45;
const COLON = 58;
const QUESTION = 63;

function isSpace(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** White space or the end of the line (where `charCodeAt` gives NaN). */
function isBreak(code: number): boolean {
  return isSpace(code) || Number.isNaN(code);
}

function skipSpaces(text: string, from: number): number {
  while (isSpace(text.charCodeAt(from))) from++;
  return from;
}

/** Column after the closing quote of the scalar whose text starts at `from` (after the opening one), or -1. */
export function quoteEnd(text: string, from: number, quote: '"' | "'"): number {
  for (let i = from; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === '\\' && quote === '"') i++;
    else if (char === quote) {
      if (quote === "'" && text.charAt(i + 1) === "'") i++;
      else return i + 1;
    }
  }
  return -1;
}

/** Column after the last character of the plain scalar at `from`, up to a comment. */
function plainEnd(text: string, from: number): number {
  let end = text.length;
  for (let hash = text.indexOf('#', from); hash !== -1; hash = text.indexOf('#', hash + 1)) {
    if (isSpace(text.charCodeAt(hash - 1))) {
      end = hash;
      break;
    }
  }
  while (end > from && isSpace(text.charCodeAt(end - 1))) end--;
  return end;
}

/** Column of the colon that ends an implicit plain key, or -1. */
function keyColon(text: string, from: number): number {
  for (let colon = text.indexOf(':', from); colon !== -1; colon = text.indexOf(':', colon + 1)) {
    if (!isBreak(text.charCodeAt(colon + 1))) continue;
    return colon < plainEnd(text, from) ? colon : -1;
  }
  return -1;
}

/** Skips anchors and tags. */
function skipProperties(text: string, from: number): number {
  let at = from;
  for (;;) {
    const char = text.charAt(at);
    if (char !== '&' && char !== '!') return at;
    while (!isBreak(text.charCodeAt(at))) at++;
    at = skipSpaces(text, at);
  }
}

const blockHeader = /^[|>](?:[+-]?[1-9]?|[1-9][+-]?)[ \t]*(?:[ \t]#.*)?$/;

function lexValue(text: string, from: number): Lexeme | undefined {
  const at = skipProperties(text, from);
  if (at >= text.length || text.charCodeAt(at) === HASH) return undefined;
  const char = text.charAt(at);
  if (char === '"' || char === "'") {
    const end = quoteEnd(text, at + 1, char);
    return {
      start: at,
      end: end === -1 ? text.length : end,
      style: char === '"' ? 'double' : 'single',
      closed: end !== -1,
    };
  }
  if (char === '{' || char === '[') return { start: at, end: text.length, style: 'flow', closed: false };
  if ((char === '|' || char === '>') && blockHeader.test(text.slice(at))) {
    return { start: at, end: at + 1, style: 'block', closed: true };
  }
  const end = plainEnd(text, at);
  return { start: at, end, style: char === '*' && end > at + 1 ? 'alias' : 'plain', closed: true };
}

/** The implicit key at `from`, if the text up to the next `: ` is one. */
function lexKey(text: string, from: number): (Lexeme & { column: number; colon: number }) | undefined {
  const at = skipProperties(text, from);
  const char = text.charAt(at);
  if (char === '"' || char === "'") {
    const end = quoteEnd(text, at + 1, char);
    if (end === -1) return undefined;
    const colon = skipSpaces(text, end);
    if (text.charCodeAt(colon) !== COLON || !isBreak(text.charCodeAt(colon + 1))) return undefined;
    const style = char === '"' ? 'double' : 'single';
    return { start: at, end, style, closed: true, column: from, colon };
  }
  if (char === '{' || char === '[' || char === '' || char === '#') return undefined;
  const colon = keyColon(text, at);
  if (colon === -1) return undefined;
  let end = colon;
  while (end > at && isSpace(text.charCodeAt(end - 1))) end--;
  return { start: at, end, style: char === '*' ? 'alias' : 'plain', closed: true, column: from, colon };
}

const none: readonly number[] = [];

/** Reads one masked line in block context, starting at column `from`. */
export function lexLine(text: string, from = 0): LexedLine {
  let at = from;
  let tabbed = false;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === TAB) tabbed = true;
    else if (code !== SPACE) break;
  }
  const indent = at;
  const comment = text.charCodeAt(at) === HASH;
  if (comment || at >= text.length) {
    return {
      indent,
      tabbed,
      blank: true,
      comment,
      dashes: none,
      key: undefined,
      value: undefined,
      explicit: false,
    };
  }
  let dashes: number[] | undefined;
  // An anchor or tag before `-` belongs to the sequence only on a line of its own, so none is skipped here.
  while (text.charCodeAt(at) === DASH && isBreak(text.charCodeAt(at + 1))) {
    (dashes ??= []).push(at);
    at = skipSpaces(text, at + 1);
  }
  const dashesOrNone = dashes ?? none;
  if (text.charCodeAt(at) === QUESTION && isBreak(text.charCodeAt(at + 1))) {
    const lexeme = lexValue(text, skipSpaces(text, at + 1));
    const key = {
      ...(lexeme ?? { start: at, end: at + 1, style: 'plain', closed: true }),
      column: at,
    } as const;
    return {
      indent,
      tabbed,
      blank: false,
      comment,
      dashes: dashesOrNone,
      key,
      value: undefined,
      explicit: true,
    };
  }
  const key = lexKey(text, at);
  const value = lexValue(text, key ? skipSpaces(text, key.colon + 1) : at);
  return { indent, tabbed, blank: false, comment, dashes: dashesOrNone, key, value, explicit: false };
}

/** Whether a line begins with the `:` in front of the value of an explicit key. */
export function isValueIndicator(text: string, column: number): boolean {
  return text.charCodeAt(column) === COLON && isBreak(text.charCodeAt(column + 1));
}
