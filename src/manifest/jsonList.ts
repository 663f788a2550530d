import { readFlow } from './flow.ts';

/** Borders of the items in a list of objects that is written as JSON, as `kubectl get -o json` prints it. */
export interface JsonItems {
  /** Column of the brackets around the items. */
  readonly column: number;
  /** Lines with the opening bracket of an item. */
  readonly starts: readonly number[];
  /** The line that closes the list; undefined if none does. */
  readonly tail: number | undefined;
}

const itemsLine = /^[ \t]+"items"[ \t]*:[ \t]*\[[ \t]*$/;
const openLine = /^([ \t]+)\{/;
const closeLine = /^[ \t]+\}[ \t]*,?[ \t]*$/;
const tailLine = /^[ \t]+\][ \t]*,?[ \t]*$/;

/**
 * Finds the items of the list that is written in the lines `from` (which opens the map) up to, not including, `to`.
 * Undefined unless every item begins and ends on lines of its own: then nothing that is open in an item reaches into
 * the next, as no string of JSON goes on at the next line.
 */
export function jsonItems(lineAt: (line: number) => string, from: number, to: number): JsonItems | undefined {
  const root = /^[ \t]+(?=")/.exec(lineAt(from + 1))?.[0];
  if (root === undefined) return undefined;
  let items = from + 1;
  // The items of something inside stand further in.
  while (
    items < to &&
    !(lineAt(items).startsWith(`${root}"items"`) && itemsLine.test(lineAt(items).trimEnd()))
  )
    items++;
  const indent = openLine.exec(lineAt(items + 1))?.[1];
  if (items >= to || indent === undefined) return undefined;
  const column = indent.length;
  const starts: number[] = [];
  for (let line = items + 1; line < to; line++) {
    const raw = lineAt(line);
    const at = firstNonBlank(raw);
    if (at > column || at === -1) continue;
    const text = raw.trimEnd();
    if (at < column) {
      if (tailLine.test(text)) return { column, starts, tail: line };
      // What stands too far left is a mistake inside an item.
      continue;
    }
    if (!raw.startsWith(indent)) return undefined;
    if (opensItem(text, at)) starts.push(line);
    else if (!closeLine.test(text)) return undefined;
  }
  return { column, starts, tail: undefined };
}

/** Whether an item begins on a line, and no second one after it. */
function opensItem(text: string, at: number): boolean {
  if (text.charAt(at) !== '{') return false;
  if (at === text.length - 1) return true;
  const { depth, quote, end } = readFlow(text, at, { depth: 0, quote: '' });
  return depth > 0 || quote !== '' || /^[ \t]*,?$/.test(text.slice(end));
}

/** Whether a line of an item with its brackets at `column` takes part in the borders between items. */
export function bordersItem(raw: string, column: number): boolean {
  const at = firstNonBlank(raw);
  return at === column || (at !== -1 && at < column && tailLine.test(raw.trimEnd()));
}

/** The closing line of a list as the first of a map: `]` becomes white space and a bracket opens before it. */
export function openedTail(raw: string): string {
  return `{${raw.slice(1).replace(']', ' ')}`;
}

function firstNonBlank(raw: string): number {
  for (let at = 0; at < raw.length; at++) {
    const code = raw.charCodeAt(at);
    if (code === 10 || code === 13) return -1;
    if (code !== 32 && code !== 9) return at;
  }
  return -1;
}
