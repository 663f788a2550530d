import { isOnlyLinks, plainText, withoutClozes } from '../inline.ts';
import type { SkipReason } from '../problems.ts';
import { hasHan, width } from '../text.ts';
import type { Derivation, Draft, SectionFacts } from './derivation.ts';

const mostRows = 12;
const mostColumns = 6;
/** Of more cells than these a card asks for a whole row. */
const mostCells = 8;
const widestCell = 120;
const widestRowName = 48;

const index = /^(?:#|no\.?|nr\.?|序号|编号|id|index)?$/i;
const yesNo =
  /^(?:是|否|有|无|支持|不支持|可以|不可以|yes|no|y|n|true|false|none|n\/a|[✓✔✗✘❌✅×√⭕xX○●\-–—/?？]+)$/i;

const comparison =
  /^(?:|对比项?|对比维度|比较项?|维度|特性|特点|项目?|方面|指标|feature|features|aspect|criterion|criteria|property|attribute|dimension)$/i;

type MarkedTable = SectionFacts['tables'][number];

/**
 * Cards from tables with a header: `row · attribute -> cell` from a small table or one of two columns, and
 * `row -> all its attributes` from a larger one, whose cells would be too many to study.
 */
export function deriveTable(derivation: Derivation): void {
  derivation.facts.tables.forEach((table, at) => {
    const reason = whyNot(table);
    if (reason === undefined) deriveOne(derivation, readTable(table), at);
    else derivation.skip('table', table.range, ...reason);
  });
}

/** A table as names of rows, attributes and cells. */
interface Grid {
  readonly table: MarkedTable;
  readonly names: readonly string[];
  readonly attributes: readonly string[];
  readonly cells: readonly (readonly string[])[];
  /** Over the names of attributes: the columns are what is compared. */
  readonly byColumn: boolean;
}

function readTable(table: MarkedTable): Grid {
  const header = table.header ?? [];
  const first = nameColumn(table);
  return {
    table,
    names: table.rows.map((row) => plainText(row.cells[first] ?? '')),
    attributes: header.slice(first + 1).map((cell) => plainText(cell)),
    cells: table.rows.map((row) =>
      header.slice(first + 1).map((_, column) => withoutClozes(row.cells[first + 1 + column] ?? '')),
    ),
    byColumn: comparison.test(plainText(header[first] ?? '')),
  };
}

/** A column of numbers is not what a row is called. */
function nameColumn({ header, rows }: MarkedTable): number {
  const numbered =
    index.test(plainText(header?.[0] ?? '')) &&
    rows.every((row) => /^\d*$/.test(plainText(row.cells[0] ?? '')));
  return numbered && rows.some((row) => (row.cells[0] ?? '') !== '') ? 1 : 0;
}

function whyNot(table: MarkedTable): readonly [SkipReason, ...(string | number)[]] | undefined {
  const { header, rows } = table;
  if (header === undefined || header.every((cell) => plainText(cell) === '')) return ['no-table-header'];
  if (rows.length > mostRows) return ['too-many-rows', rows.length];
  if (header.length - nameColumn(table) > mostColumns) return ['too-many-columns', header.length];
  const { names } = readTable(table);
  const unique = new Set(names.map((name) => name.toLowerCase())).size === names.length;
  const clear = names.every((name) => name !== '' && width(name) <= widestRowName && !isOnlyLinks(name));
  return unique && clear ? undefined : ['unclear-rows'];
}

function deriveOne(derivation: Derivation, grid: Grid, at: number): void {
  const { names, attributes, table } = grid;
  const few = attributes.length === 1 || names.length * attributes.length <= mostCells;
  if (derivation.facts.byCell || few) deriveCells(derivation, grid, at);
  else if (grid.byColumn) deriveColumns(derivation, grid, at);
  else deriveRows(derivation, grid, at);
  if (!derivation.facts.byCell && !few) derivation.skip('table', table.range, 'by-row');
}

function deriveCells(
  derivation: Derivation,
  { table, names, attributes, cells, byColumn }: Grid,
  at: number,
): void {
  table.rows.forEach((row, rowIndex) => {
    const name = names[rowIndex] ?? '';
    const range = { start: row.line, end: row.line + 1 };
    attributes.forEach((attribute, column) => {
      const cell = cells[rowIndex]?.[column] ?? '';
      const plain = plainText(cell);
      if (attribute === '' || plain === '' || isOnlyLinks(cell)) return;
      if (yesNo.test(plain)) {
        derivation.skip('table', range, 'yes-no-cell');
        return;
      }
      if (width(plain) > widestCell) {
        derivation.skip('table', range, 'long-cell');
        return;
      }
      // Columns by number: with an id on its row, or a row named in Latin, a cell is one card in both languages.
      const part = at === 0 ? `${column + 1}` : `${column + 1}-t${at + 1}`;
      derivation.add({
        type: 'table',
        question: byColumn ? `**${attribute}** · ${name}` : `**${name}** · ${attribute}`,
        answer: cell,
        points: [cell],
        range,
        mark: table.marks[rowIndex],
        name: `${name} ${part}`,
        part,
        place: `${tablePlace(derivation, at)}r${rowIndex + 1}/${names.length}c${column + 1}/${attributes.length}`,
      });
    });
  });
}

function deriveRows(derivation: Derivation, { table, names, attributes, cells }: Grid, at: number): void {
  table.rows.forEach((row, rowIndex) => {
    const name = names[rowIndex] ?? '';
    const facts = attributes.map((attribute, column) => ({
      attribute,
      cell: cells[rowIndex]?.[column] ?? '',
    }));
    addWhole(derivation, name, facts, {
      range: { start: row.line, end: row.line + 1 },
      mark: table.marks[rowIndex],
      name: at === 0 ? name : `${name} t${at + 1}`,
      place: `${tablePlace(derivation, at)}r${rowIndex + 1}/${names.length}`,
    });
  });
}

function deriveColumns(derivation: Derivation, { table, names, attributes, cells }: Grid, at: number): void {
  attributes.forEach((subject, column) => {
    const facts = names.map((attribute, rowIndex) => ({ attribute, cell: cells[rowIndex]?.[column] ?? '' }));
    addWhole(derivation, subject, facts, {
      range: table.range,
      mark: undefined,
      name: at === 0 ? subject : `${subject} t${at + 1}`,
      place: `${tablePlace(derivation, at)}k${column + 1}/${attributes.length}`,
    });
  });
}

/** One card for all that a table says about `subject`. */
function addWhole(
  derivation: Derivation,
  subject: string,
  facts: readonly { readonly attribute: string; readonly cell: string }[],
  rest: Pick<Draft, 'range' | 'mark' | 'name' | 'place'>,
): void {
  const told = facts.filter(
    ({ attribute, cell }) => attribute !== '' && !/^[-–—/]*$/.test(plainText(cell)) && !isOnlyLinks(cell),
  );
  if (subject === '' || told.length === 0) return;
  const colon = hasHan(told.map(({ attribute }) => attribute).join('')) ? '：' : ': ';
  const comma = colon === '：' ? '、' : ', ';
  derivation.add({
    type: 'table',
    question: `**${subject}** · ${told.map(({ attribute }) => attribute).join(comma)}`,
    answer: told.map(({ attribute, cell }) => `- **${attribute}**${colon}${cell}`).join('\n'),
    points: told.map(({ attribute, cell }) => `**${attribute}**${colon}${cell}`),
    ...rest,
  });
}

function tablePlace({ facts }: Derivation, at: number): string {
  return `t${at + 1}/${facts.tables.length}`;
}
