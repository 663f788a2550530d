import { maskLine } from './helm.ts';
import type { NextLine } from './levels.ts';
import { lexLine, quoteEnd } from './lex.ts';

/** Whether a quotation that is open at the end of a line is closed by the lines `below` that may belong to it. */
export function quoteCloses(below: Iterable<string>, quote: '"' | "'", parent: number): boolean {
  for (const raw of below) {
    const { text, shift } = maskLine(raw, false, () => false);
    const indent = firstColumn(text);
    if (indent === text.length) continue;
    if (!isDeeper(text, indent, shift, parent)) return false;
    if (quoteEnd(text, 0, quote) !== -1) return true;
  }
  return false;
}

/** Whether a template action that is open at the end of a line is closed before another one opens. */
export function actionCloses(below: Iterable<string>): boolean {
  for (const raw of below) {
    const close = raw.indexOf('}}');
    const another = raw.indexOf('{{');
    if (close !== -1 && (another === -1 || close < another)) return true;
    if (another !== -1) return false;
  }
  return false;
}

/** The first line with content. */
export function nextLine(below: Iterable<string>): NextLine | undefined {
  for (const raw of below) {
    const { text, shift } = maskLine(raw, false, () => false);
    const { blank, indent, dashes, key, tabbed } = lexLine(text);
    if (blank) continue;
    return { column: indent - shift, dash: dashes.length > 0, key: key !== undefined, tabbed };
  }
  return undefined;
}

/**
 * Whether keys stand below at `column`, as those of a map whose first key does: at once, below a list or below keys
 * that are further in.
 */
export function hasKeysBelow(below: Iterable<string>, column: number): boolean {
  let first = true;
  for (const raw of below) {
    const { text, shift } = maskLine(raw, false, () => false);
    const { blank, indent, dashes, key, tabbed } = lexLine(text);
    if (blank) continue;
    const at = indent - shift;
    const dash = dashes.length > 0;
    if (at === column && !dash) return key !== undefined && !tabbed;
    if (at < column || tabbed) return false;
    // A scalar that goes on at the next line has no keys in it.
    if (first && key) return true;
    first = false;
  }
  return false;
}

/** Whether a line may continue what `parent` holds; how deep a tab goes nobody knows, so that it always may. */
export function isDeeper(text: string, indent: number, shift: number, parent: number): boolean {
  return indent - shift > parent || text.lastIndexOf('\t', indent - 1) !== -1;
}

/** Column of the first character that is not white space; the length if there is none. */
export function firstColumn(text: string): number {
  let at = 0;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 9) break;
  }
  return at;
}
