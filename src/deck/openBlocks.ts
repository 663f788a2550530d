import type { Block, Item } from './blocks.ts';
import type { Line } from './lines.ts';
import type { ListMarker } from './listMarkers.ts';
import type { Comment } from './marks.ts';
import { paragraphLines } from './paragraphs.ts';
import { alignedRows } from './tables.ts';

/** A list item that may still go on. */
export interface OpenItem {
  /** Lines of the first paragraph, the item's sign taken off. */
  readonly head: Line[];
  readonly marker: ListMarker;
  readonly task: boolean;
  readonly comments: Comment[];
  readonly container: Container;
  readonly start: number;
  end: number;
  /** The last line read belongs to the first paragraph. */
  inHead: boolean;
}

export interface OpenList {
  readonly type: 'openList';
  readonly style: string;
  readonly ordered: boolean;
  readonly items: OpenItem[];
}

export interface OpenParagraph {
  readonly type: 'openParagraph';
  readonly lines: Line[];
}

/** What a section or an item consists of while it is read. */
export interface Container {
  readonly content: (Block | OpenList | OpenParagraph)[];
  /** Where in `content` the last list of an ordered style stands, for numbering that goes on after prose. */
  readonly lastOfStyle: Map<string, number>;
}

export function newContainer(): Container {
  return { content: [], lastOfStyle: new Map() };
}

/** The blocks of a container that has been read to its end. */
export function closeContainer(container: Container): Block[] {
  return container.content.flatMap((content) => {
    if (content.type === 'openParagraph') return closeParagraph(content.lines);
    return content.type === 'openList' ? closeList(content) : [content];
  });
}

function closeParagraph(lines: readonly Line[]): Block[] {
  const first = lines[0];
  const last = lines[lines.length - 1];
  if (first === undefined || last === undefined) return [];
  const range = { start: first.no, end: last.no + 1 };
  const rows = alignedRows(lines);
  if (rows !== undefined) return [{ type: 'table', header: undefined, rows, range }];
  return [{ type: 'paragraph', lines: paragraphLines(lines), range }];
}

/** `…；X：` at the end of an item names the next one. */
const handedOn = /[；;]\s*([^；;：:。，,\s][^；;：:。，,]{0,29})[：:]$/;

/** A list without its empty items; nothing where all are empty. */
function closeList(list: OpenList): Block[] {
  const items: Item[] = [];
  let handed = '';
  list.items.forEach((open, i) => {
    const lines = paragraphLines(open.head);
    const own = lines[0]?.text ?? '';
    let text = handed === '' ? own : `${handed}：${own}`;
    handed = '';
    const tail = handedOn.exec(text);
    if (tail !== null && i + 1 < list.items.length) {
      handed = (tail[1] ?? '').trim();
      text = text.slice(0, tail.index);
    }
    const blocks = closeContainer(open.container);
    const more = lines.slice(1);
    const [first, last] = [more[0], more[more.length - 1]];
    if (first !== undefined && last !== undefined) {
      const range = { start: first.range.start, end: last.range.end };
      blocks.unshift({ type: 'paragraph', lines: more, range });
    }
    if (text === '' && blocks.length === 0) return;
    const { marker, task, comments, start, end } = open;
    items.push({ text, number: marker.number, task, comments, blocks, range: { start, end } });
  });
  const first = items[0];
  const last = items[items.length - 1];
  if (first === undefined || last === undefined) return [];
  const { ordered, style } = list;
  const range = { start: first.range.start, end: last.range.end };
  return [{ type: 'list', ordered, items, range, style, steps: style === 'step' }];
}
