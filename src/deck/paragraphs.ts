import type { ParagraphLine } from './blocks.ts';
import type { Line } from './lines.ts';
import { looksLikeCode } from './terms.ts';
import { joinLines, width } from './text.ts';

/** Width from which a line without a full stop was probably broken at the margin, not by its author. */
const margin = 60;

/**
 * The lines of a paragraph as their author meant them: a line that was wrapped at the margin goes on in the next
 * one, while notes that put one statement on each line keep them apart.
 */
export function paragraphLines(lines: readonly Line[]): ParagraphLine[] {
  const groups: Line[][] = [];
  let wrapped = false;
  for (const line of lines) {
    const group = groups[groups.length - 1];
    if (group !== undefined && (wrapped || goesOn(group, line.text)) && !startsAnew(line.text))
      group.push(line);
    else groups.push([line]);
    wrapped = isWrapped(line.text);
  }
  return groups.map((group) => {
    const start = group[0]?.no ?? 0;
    return {
      text: joinLines(group.map((line) => line.text)),
      comments: group.flatMap((line) => line.comments),
      range: { start, end: start + group.length },
    };
  });
}

function isWrapped(text: string): boolean {
  return width(text) >= margin && !/[.。!！?？:：;；…)）"”]$/.test(text);
}

/** A line that begins in lower case goes on with an English sentence that has not ended, unless either is code. */
function goesOn(group: readonly Line[], text: string): boolean {
  const before = group[group.length - 1]?.text ?? '';
  if (!/^[a-z]/.test(text) || !/[a-z,)`*]$/i.test(before)) return false;
  return !looksLikeCode(text) && !looksLikeCode(before) && !/^[\w.-]+[:：]|:\/\//.test(text);
}

/** A bold lead, `term：` or a short line with a colon begins a line of its own even after a wrapped one. */
function startsAnew(text: string): boolean {
  return /^(?:\*\*|__)[^*_]+(?:\*\*|__)\s*[:：—–-]|^(?:\*\*|__)[^*_]+[:：](?:\*\*|__)|^[^，。,.]{1,20}[:：]$/.test(
    text,
  );
}
