/** Tables as text, with quotes doubled inside quoted cells: CSV as RFC 4180 has it, and the same with other separators. */

/** Writes rows; a cell is quoted where it must be. */
export function writeRows(rows: readonly (readonly string[])[], separator: string, lineEnd: string): string {
  return rows.map((row) => row.map((cell) => quoted(cell, separator)).join(separator) + lineEnd).join('');
}

function quoted(cell: string, separator: string): string {
  const plain = !cell.includes(separator) && !/["\r\n]/.test(cell) && !cell.startsWith('#');
  return plain ? cell : `"${cell.replaceAll('"', '""')}"`;
}

/** Reads rows; empty lines are left out, and a quote that is never closed ends with the text. */
export function readRows(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const cell = text[at] === '"' ? readQuoted(text, at) : readPlain(text, at, separator);
    row.push(cell.value);
    at = cell.end;
    if (text.startsWith(separator, at)) {
      at += separator.length;
      if (at < text.length) continue;
      row.push('');
    }
    // Whatever follows a closing quote is no part of the table.
    while (at < text.length && text[at] !== '\n') at++;
    at++;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}

interface Cell {
  readonly value: string;
  readonly end: number;
}

function readQuoted(text: string, from: number): Cell {
  let value = '';
  for (let at = from + 1; ;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { value: value + text.slice(at), end: text.length };
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    at = quote + 2;
  }
}

function readPlain(text: string, from: number, separator: string): Cell {
  let end = from;
  while (end < text.length && text[end] !== '\n' && !text.startsWith(separator, end)) end++;
  const value = text.slice(from, text[end - 1] === '\r' && end > from ? end - 1 : end);
  return { value, end };
}
