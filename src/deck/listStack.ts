import type { Line } from './lines.ts';
import type { ListMarker } from './listMarkers.ts';
import { type Container, newContainer, type OpenItem, type OpenList } from './openBlocks.ts';

interface Level {
  readonly list: OpenList;
  readonly indent: number;
  readonly container: Container;
}

/** Lists in lists that look alike are searched this deep for the one that an item goes on with. */
const deepestStyle = 8;

/** The lists that are open while the lines of a section are read, outermost first. */
export class ListStack {
  /** What stands in the section itself. */
  readonly root: Container = newContainer();
  private levels: Level[] = [];

  /** Closes all lists. */
  close(): void {
    this.levels = [];
  }

  /** The item that text at column `indent` belongs to; deeper lists are closed by it. */
  around(indent: number): OpenItem | undefined {
    for (let i = this.levels.length - 1; i >= 0; i -= 1) {
      const level = this.levels[i];
      if (level !== undefined && indent > level.indent) {
        this.levels.length = i + 1;
        return lastItem(level.list);
      }
    }
    return undefined;
  }

  /** Where a block at column `indent` goes; at the margin it ends all lists. */
  containerAt(indent: number): Container {
    const item = this.around(indent);
    if (item === undefined) this.close();
    else item.inHead = false;
    return item?.container ?? this.root;
  }

  /** Notes that everything open reaches to `end`. */
  reach(end: number): void {
    for (const { list } of this.levels) {
      const item = lastItem(list);
      if (item !== undefined && item.end < end) item.end = end;
    }
  }

  /** A blank line ends the first paragraph of every open item. */
  endHeads(): void {
    for (const { list } of this.levels) {
      const item = lastItem(list);
      if (item !== undefined) item.inHead = false;
    }
  }

  /**
   * Adds an item to the list that its sign belongs to, or to a new one: by column first, and by the look of the
   * sign where the columns say nothing. `adjacent`: no blank line stands before it.
   */
  addItem(line: Line, marker: ListMarker, adjacent: boolean): OpenItem {
    let container: Container | undefined;
    let deeper: Level | undefined;
    while (container === undefined) {
      const top = this.levels[this.levels.length - 1];
      if (top === undefined) break;
      const last = lastItem(top.list);
      if (last !== undefined && isUnder(marker, last.marker)) {
        container = last.container;
        break;
      }
      if (!this.isBeside(marker, top)) {
        deeper = this.levels.pop();
        continue;
      }
      if (deeper !== undefined && isBetween(marker, top, deeper)) promote(top.list, deeper);
      deeper = undefined;
      if (top.list.style === marker.style) {
        if (!restarts(marker, last)) return this.append(top.list, line, marker);
        this.levels.pop();
        return this.openList(top.container, line, marker);
      }
      const outer = this.levelOfStyle(marker);
      if (outer >= 0) this.levels.length = outer + 1;
      else if (last !== undefined && continues(marker, last.marker))
        return this.append(top.list, line, marker);
      else if (last !== undefined && top.list.ordered && adjacent && marker.number <= 1)
        container = last.container;
      else this.levels.pop();
    }
    return this.addTo(container ?? this.root, line, marker, adjacent);
  }

  /** Goes on with a list of the container, or begins one. */
  private addTo(container: Container, line: Line, marker: ListMarker, adjacent: boolean): OpenItem {
    const { content } = container;
    const last = content[content.length - 1];
    if (last?.type === 'openList' && last.style === marker.style && !restarts(marker, lastItem(last))) {
      this.levels.push({ list: last, indent: marker.indent, container });
      return this.append(last, line, marker);
    }
    const earlier = this.earlierList(container, marker, line);
    if (earlier !== undefined) {
      this.levels.push({ list: earlier, indent: marker.indent, container });
      return this.append(earlier, line, marker);
    }
    const item = this.openList(container, line, marker);
    if (marker.number === 2 && adjacent) this.adoptPrecedingLine(container, marker);
    return item;
  }

  /** The list whose numbering this item goes on with; what stands between them belongs to its last item. */
  private earlierList(container: Container, marker: ListMarker, line: Line): OpenList | undefined {
    const at = marker.ordered ? container.lastOfStyle.get(marker.style) : undefined;
    const list = at === undefined ? undefined : container.content[at];
    if (at === undefined || list?.type !== 'openList') return undefined;
    const item = lastItem(list);
    if (item === undefined || item.marker.number + 1 !== marker.number) return undefined;
    for (const block of container.content.splice(at + 1)) item.container.content.push(block);
    item.end = Math.max(item.end, line.no);
    for (const [style, index] of container.lastOfStyle) if (index > at) container.lastOfStyle.delete(style);
    return list;
  }

  private openList(container: Container, line: Line, marker: ListMarker): OpenItem {
    const list: OpenList = { type: 'openList', style: marker.style, ordered: marker.ordered, items: [] };
    if (marker.ordered) container.lastOfStyle.set(marker.style, container.content.length);
    container.content.push(list);
    this.levels.push({ list, indent: marker.indent, container });
    return this.append(list, line, marker);
  }

  /** A run that starts at 2: the line before it is its first item. */
  private adoptPrecedingLine(container: Container, marker: ListMarker): void {
    const { content } = container;
    const [before, list] = content.slice(-2);
    if (before?.type !== 'openParagraph' || list?.type !== 'openList') return;
    const line = before.lines[before.lines.length - 1];
    if (line === undefined || introduction.test(line.text)) return;
    before.lines.pop();
    if (before.lines.length === 0) {
      content.splice(content.length - 2, 1);
      container.lastOfStyle.set(marker.style, content.length - 1);
    }
    const first = newItem(line, { ...marker, number: 1, text: line.text });
    first.comments.push(...line.comments);
    first.inHead = false;
    list.items.unshift(first);
  }

  private append(list: OpenList, line: Line, marker: ListMarker): OpenItem {
    const before = lastItem(list);
    if (before !== undefined) before.inHead = false;
    const item = newItem(line, marker);
    list.items.push(item);
    this.reach(line.no + 1);
    return item;
  }

  private isBeside(marker: ListMarker, top: Level): boolean {
    if (marker.indent === top.indent) return true;
    const above = this.levels[this.levels.length - 2];
    const parent = above === undefined ? undefined : lastItem(above.list)?.marker;
    return marker.indent >= top.indent - 1 && (parent === undefined || marker.indent >= parent.offset);
  }

  private levelOfStyle(marker: ListMarker): number {
    const deepest = Math.max(0, this.levels.length - deepestStyle);
    for (let i = this.levels.length - 2; i >= deepest; i -= 1) {
      const level = this.levels[i];
      if (level === undefined || Math.abs(level.indent - marker.indent) > 1) return -1;
      if (level.list.style === marker.style) return i;
    }
    return -1;
  }
}

/** A line that announces a list is not its first item. */
const introduction =
  /[:：]$|如下|以下|流程$|步骤$|过程$|包括$|\b(?:follows|following|consists? of|includes?|steps|are)$/i;

/** An indent between two levels says that neither was meant: `* a`, `  * b`, ` * c` are one list. */
function isBetween(marker: ListMarker, top: Level, deeper: Level): boolean {
  const near = deeper.indent - top.indent <= 3;
  const alike = !marker.ordered && top.list.style === marker.style && deeper.list.style === marker.style;
  return alike && near && marker.indent > top.indent && marker.indent < deeper.indent;
}

function promote(list: OpenList, deeper: Level): void {
  const { content } = deeper.container;
  if (content[content.length - 1] !== deeper.list || lastItem(list)?.container !== deeper.container) return;
  content.pop();
  const parent = lastItem(list);
  const first = deeper.list.items[0];
  if (parent !== undefined && first !== undefined) parent.end = first.start;
  for (const item of deeper.list.items) list.items.push(item);
}

function lastItem(list: OpenList): OpenItem | undefined {
  return list.items[list.items.length - 1];
}

function newItem(line: Line, marker: ListMarker): OpenItem {
  const task = /^\[[ xX]\]\s+/.exec(marker.text);
  const text = task === null ? marker.text : marker.text.slice(task[0].length);
  return {
    head: [{ ...line, text, comments: [] }],
    marker,
    task: task !== null,
    comments: [],
    container: newContainer(),
    start: line.no,
    end: line.no + 1,
    inHead: true,
  };
}

/** Whether an item with the sign `marker` stands under one with the sign `above`, by their columns. */
function isUnder(marker: ListMarker, above: ListMarker): boolean {
  if (marker.indent >= above.offset) return true;
  // Two columns are enough where another sign or a restart at 1 says so too.
  const saysSo = marker.style !== above.style || (marker.ordered && marker.number === 1);
  return marker.indent >= above.indent + 2 && saysSo;
}

/** Whether the numbering begins anew, and a list with it. */
function restarts(marker: ListMarker, last: OpenItem | undefined): boolean {
  return marker.ordered && marker.number === 1 && (last?.marker.number ?? 0) >= 2;
}

/** Signs change within a list too (`1.`, `2)`, `3 `), as long as the numbers go on. */
function continues(marker: ListMarker, last: ListMarker): boolean {
  const digits = marker.style.startsWith('1') && last.style.startsWith('1');
  return digits && marker.number === last.number + 1;
}
