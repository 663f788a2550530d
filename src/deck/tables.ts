import type { Row } from './blocks.ts';
import { codeMask, type Line } from './lines.ts';
import { width } from './text.ts';

/** Whether `text` is the line of dashes under a table's header. */
export function isDelimiterRow(text: string): boolean {
  return text.includes('|') && text.includes('-') && /^[|:\-\s]+$/.test(text) && /-{1,}/.test(text);
}

/** Cells of a row written with pipes; `\|` and pipes in code spans are text. */
export function splitRow(text: string): string[] {
  const inCode = codeMask(text);
  const cells: string[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i += 1) {
    if (text.charAt(i) === '\\') {
      i += 1;
    } else if (text.charAt(i) === '|' && !inCode(i)) {
      cells.push(text.slice(start, i));
      start = i + 1;
    }
  }
  cells.push(text.slice(start));
  if (text.startsWith('|')) cells.shift();
  if (cells.length > 1 && (cells[cells.length - 1] ?? '').trim() === '' && text.endsWith('|')) cells.pop();
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** Cells of a row that is laid out with white space: tabs, or two or more spaces. */
function splitAligned(text: string): { cells: string[]; columns: number[] } {
  const cells: string[] = [];
  const columns: number[] = [];
  for (const match of text.matchAll(/\S+(?: \S+)*/g)) {
    cells.push(match[0]);
    columns.push(width(text.slice(0, match.index)));
  }
  return { cells, columns };
}

const shortestCell = 2;
const widestCell = 60;

/**
 * Reads two or more adjacent lines as a table without a header, if white space sets the same two or more
 * columns apart in all of them; prose with two spaces after a full stop is not one.
 */
export function alignedRows(lines: readonly Line[]): Row[] | undefined {
  if (lines.length < shortestCell) return undefined;
  const rows = lines.map((line) => splitAligned(line.text));
  const count = rows[0]?.cells.length ?? 0;
  if (count < 2 || rows.some((row) => row.cells.length !== count)) return undefined;
  for (let column = 0; column + 1 < count; column += 1) {
    if (rows.some((row) => /[.。!！?？:：]$/.test(row.cells[column] ?? ''))) return undefined;
  }
  const short = rows.every((row) => row.cells.slice(0, -1).every((cell) => width(cell) <= widestCell));
  if (!short) return undefined;
  const tabs = lines.every((line) => line.text.includes('\t'));
  const aligned = (rows[0]?.columns ?? []).every((column, i) =>
    rows.every((row) => row.columns[i] === column),
  );
  const allBrief = rows.every((row) => row.cells.every((cell) => width(cell) <= 40));
  if (!tabs && !aligned && !allBrief) return undefined;
  return lines.map((line, i) => ({ cells: rows[i]?.cells ?? [], comments: line.comments, line: line.no }));
}
