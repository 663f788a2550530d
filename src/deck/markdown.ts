import type { Block, Item, List, Table } from './blocks.ts';

/**
 * Writes blocks as clean Markdown that every viewer reads as this parser did: lists with standard signs, aligned
 * rows as a table, prose without indent. Marks are not in it.
 */
export function writeBlocks(blocks: readonly Block[]): string {
  const parts: string[] = [];
  let before: Block | undefined;
  let otherSign = false;
  for (const block of blocks) {
    // Two lists in a row would be read as one, were their signs the same.
    const adjacent = before?.type === 'list' && block.type === 'list' && before.ordered === block.ordered;
    otherSign = adjacent && !otherSign;
    const text = block.type === 'list' ? writeList(block, otherSign) : writeBlock(block);
    if (text === '') continue;
    parts.push(text);
    before = block;
  }
  return parts.join('\n\n');
}

/** The body without its traps, sources and follow-ups, which are shown or asked apart. */
export function answerBlocks(blocks: readonly Block[]): Block[] {
  return blocks
    .filter((block) => block.type !== 'directive' && (block.type !== 'alert' || block.kind === 'note'))
    .map((block) =>
      block.type === 'list'
        ? { ...block, items: block.items.map((item) => ({ ...item, blocks: answerBlocks(item.blocks) })) }
        : block,
    );
}

function writeBlock(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return block.lines.map((line) => line.text).join('\n');
    case 'list':
      return writeList(block, false);
    case 'table':
      return writeTable(block);
    case 'code':
      return writeCode(block.info, block.lines);
    case 'quote':
      return quoted(writeBlocks(block.blocks));
    case 'alert': {
      const body = writeBlocks(block.blocks);
      return quoted(
        `[!${block.marker}]${block.title === '' ? '' : ` ${block.title}`}${body === '' ? '' : `\n${body}`}`,
      );
    }
    case 'rule':
      return '---';
    case 'directive':
      return '';
  }
}

function writeList(list: List, otherSign: boolean): string {
  const loose = list.items.some((item) => item.blocks.some((block) => block.type !== 'list'));
  let number = list.items[0]?.number ?? 1;
  return list.items
    .map((item) => {
      const sign = list.ordered ? `${number}${otherSign ? ')' : '.'}` : otherSign ? '*' : '-';
      number += 1;
      return writeItem(item, sign);
    })
    .join(loose ? '\n\n' : '\n');
}

function writeItem(item: Item, sign: string): string {
  const indent = ' '.repeat(sign.length + 1);
  const nested = writeBlocks(item.blocks);
  const task = item.task ? '[ ] ' : '';
  const tight = item.blocks[0]?.type === 'list';
  const body = nested === '' ? '' : `${item.text === '' ? '' : tight ? '\n' : '\n\n'}${nested}`;
  const text = `${sign} ${task}${item.text}${body}`;
  return text
    .split('\n')
    .map((line, i) => (i === 0 || line === '' ? line : indent + line))
    .join('\n');
}

function writeTable(table: Table): string {
  const columns = Math.max(
    table.header?.length ?? 0,
    ...table.rows.slice(0, 200).map((row) => row.cells.length),
  );
  const row = (cells: readonly string[]): string => {
    const padded = Array.from({ length: columns }, (_, i) => (cells[i] ?? '').replaceAll('|', '\\|'));
    return `| ${padded.join(' | ')} |`;
  };
  return [
    row(table.header ?? []),
    `|${' --- |'.repeat(columns)}`,
    ...table.rows.map(({ cells }) => row(cells)),
  ].join('\n');
}

function writeCode(info: string, lines: readonly string[]): string {
  const longest = lines.reduce((most, line) => Math.max(most, /^\s*(`{3,})/.exec(line)?.[1]?.length ?? 0), 2);
  const fence = '`'.repeat(longest + 1);
  return [fence + info, ...lines, fence].join('\n');
}

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
}
