import { isOnlyLinks, plainText, withoutClozes } from '../inline.ts';
import { width } from '../text.ts';
import type { Derivation, SectionFacts } from './derivation.ts';

const mostRows = 12;
const mostColumns = 6;
const widestCell = 120;
const widestRowName = 48;

const index = /^(?:#|no\.?|nr\.?|序号|编号|id|index)?$/i;
const yesNo =
  /^(?:是|否|有|无|支持|不支持|可以|不可以|yes|no|y|n|true|false|none|n\/a|[✓✔✗✘❌✅×√⭕xX○●\-–—/?？]+)$/i;

/** Over the names of attributes: the columns are what is compared. */
const comparison =
  /^(?:|对比项?|对比维度|比较项?|维度|特性|特点|项目?|方面|指标|feature|features|aspect|criterion|criteria|property|attribute|dimension)$/i;

type MarkedTable = SectionFacts['tables'][number];

/** Cards `row · attribute -> cell` from tables with a header. */
export function deriveTable(derivation: Derivation): void {
  derivation.facts.tables.forEach((table, at) => {
    deriveOne(derivation, table, at);
  });
}

function deriveOne(derivation: Derivation, table: MarkedTable, at: number): void {
  const count = derivation.facts.tables.length;
  const { header, rows, range } = table;
  if (header === undefined || header.every((cell) => plainText(cell) === '')) {
    derivation.skip('table', range, 'no-table-header');
    return;
  }
  if (rows.length > mostRows) {
    derivation.skip('table', range, 'too-many-rows', rows.length);
    return;
  }
  // A column of numbers is not what a row is called.
  const numbered =
    index.test(plainText(header[0] ?? '')) &&
    rows.every((row) => /^\d*$/.test(plainText(row.cells[0] ?? '')));
  const nameColumn = numbered && rows.some((row) => (row.cells[0] ?? '') !== '') ? 1 : 0;
  if (header.length - nameColumn > mostColumns) {
    derivation.skip('table', range, 'too-many-columns', header.length);
    return;
  }
  const names = rows.map((row) => plainText(row.cells[nameColumn] ?? ''));
  const unique = new Set(names.map((name) => name.toLowerCase())).size === names.length;
  if (!unique || names.some((name) => name === '' || width(name) > widestRowName || isOnlyLinks(name))) {
    derivation.skip('table', range, 'unclear-rows');
    return;
  }
  const byColumn = comparison.test(plainText(header[nameColumn] ?? ''));
  rows.forEach((row, rowIndex) => {
    const name = row.cells[nameColumn] ?? '';
    for (let column = nameColumn + 1; column < header.length; column += 1) {
      const attribute = plainText(header[column] ?? '');
      const cell = withoutClozes(row.cells[column] ?? '');
      const plain = plainText(cell);
      const place = { start: row.line, end: row.line + 1 };
      if (attribute === '' || plain === '' || isOnlyLinks(cell)) continue;
      if (yesNo.test(plain)) {
        derivation.skip('table', place, 'yes-no-cell');
        continue;
      }
      if (width(plain) > widestCell) {
        derivation.skip('table', place, 'long-cell');
        continue;
      }
      const mark = table.marks[rowIndex];
      // Columns by number: with an id on its row, or a row named in Latin, a cell is one card in both languages.
      const part = at === 0 ? `${column - nameColumn}` : `${column - nameColumn}-t${at + 1}`;
      derivation.add({
        type: 'table',
        question: byColumn
          ? `**${attribute}** · ${plainText(name)}`
          : `**${plainText(name)}** · ${attribute}`,
        answer: cell,
        points: [cell],
        range: place,
        mark,
        name: `${names[rowIndex] ?? ''} ${part}`,
        part,
        place: `t${at + 1}/${count}r${rowIndex + 1}/${rows.length}c${column}/${header.length}`,
      });
    }
  });
}
