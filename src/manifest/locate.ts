import { FlowTree } from './flow.ts';
import type { FlowLeaf, FlowNode } from './flow.ts';
import { hasSibling, outside, sameLevels } from './levels.ts';
import type { Level } from './levels.ts';
import type { Lexeme } from './lex.ts';
import { decodeKey, decodeScalar } from './scalar.ts';
import type { DocumentScan } from './scan.ts';

/** A map or list on the way from the document's root to a token. */
export interface Container {
  /** Value of a scalar among the container's keys; undefined if there is none on one line. */
  scalar(key: string): string | undefined;
}

/** One step of a path and the container it is taken in. */
export interface Step {
  readonly step: string;
  readonly container: Container;
}

/** A key or scalar of one document; lines count from the document's first. */
export interface Located {
  readonly steps: readonly Step[];
  readonly role: 'key' | 'value';
  readonly value?: string;
  readonly line: number;
  readonly start: number;
  readonly endLine: number;
  readonly end: number;
  /** The key does not stand in the column of its level. */
  readonly displaced?: boolean;
  /** The text of a block scalar runs from the line after `line` to `endLine`. */
  readonly block: boolean;
}

/** How far up an alias looks for its anchor. */
const ANCHOR_REACH = 20_000;

/** How many merged maps are looked into for one scalar; maps that merge each other double with each level. */
const MERGES = 32;

interface MergeBudget {
  left: number;
}

/** Finds tokens in one document by position. */
export class Locator {
  private readonly scan: DocumentScan;
  /** Of the part above in the same document. */
  private readonly before: Locator | undefined;
  /** Flow collections by the line they start at; valid for one version of the document. */
  private trees = new Map<number, FlowTree>();

  constructor(scan: DocumentScan, before?: Locator) {
    this.scan = scan;
    this.before = before;
  }

  /** Forgets what an edit made stale. */
  edited(): void {
    this.trees.clear();
  }

  /** Value of a scalar at the root of a document. */
  rootScalar(key: string): string | undefined {
    for (let line = 0; line < this.scan.lineCount; line++) {
      const { count, levels, open } = this.scan.record(line);
      if (count === 0 && open?.type === 'flow')
        return this.scalarInFlow(this.tree(line)?.root, line, key, { left: MERGES });
      if (count === 0 || !levels) continue;
      return levels.up || levels.dash ? undefined : this.findScalar(undefined, line, levels.column, key);
    }
    return undefined;
  }

  /** The key or scalar at a position of the document, which may touch its end. */
  at(line: number, character: number): Located | undefined {
    const record = this.scan.record(line);
    if (isTooDeep(record.levels)) return undefined;
    const open = this.scan.record(line - 1).open;
    if (record.inside && open) {
      const owner = this.owner(line);
      if (open.type === 'flow') return this.inFlow(owner, line, character);
      return this.continued(owner, line, character, open.type === 'block');
    }
    const { key, value, dashes, indent } = this.scan.lexed(line);
    const raw = this.scan.raw(line);
    if (key && touches(key, character)) {
      const current = value && this.scalarAt(line, value).value;
      return {
        steps: this.steps(record.levels, line),
        role: 'key',
        ...(current !== undefined && { value: current }),
        ...lexemeAt(key, line),
        displaced: key.column - this.scan.masked(line).shift !== record.levels?.column,
        block: false,
      };
    }
    if (!value) return undefined;
    if (value.style === 'flow') return this.inFlow(line, line, character);
    if (!touches(value, character) && !(value.style === 'block' && character >= value.start))
      return undefined;
    // The first key of an item, without its colon.
    if (!key && dashes.length > 0 && record.count > dashes.length) {
      return { steps: this.steps(record.levels, line), role: 'key', ...lexemeAt(value, line), block: false };
    }
    if (!key && dashes.length === 0) {
      const column = indent - this.scan.masked(line).shift;
      // Beside keys, it is a key whose colon is not typed yet.
      if (hasSibling(record.levels, column)) {
        const container = this.container(outside(record.levels, column), line, column);
        const steps = [...this.steps(outside(record.levels, column), line - 1)];
        steps.push({ step: decodeKey(raw.slice(value.start, value.end), value.style), container });
        return { steps, role: 'key', ...lexemeAt(value, line), block: false };
      }
    }
    return this.scalarAt(line, value);
  }

  private scalarAt(line: number, value: Lexeme): Located {
    const { levels, count } = this.scan.record(line);
    const raw = this.scan.raw(line);
    const own = count > 0 ? levels : outside(levels, value.start - this.scan.masked(line).shift);
    const steps = this.steps(own, line);
    const next = this.scan.record(line + 1);
    const longer = this.scan.record(line).open !== undefined && next.inside && line + 1 < this.scan.lineCount;
    const source = raw.slice(value.start, value.end);
    const text = longer ? undefined : this.textOf(line, source, value);
    return {
      steps,
      role: 'value',
      ...(text !== undefined && { value: text }),
      ...lexemeAt(value, line),
      block: value.style === 'block',
    };
  }

  private textOf(line: number, source: string, value: Lexeme): string | undefined {
    if (value.style === 'alias') return this.anchored(line, source.slice(1));
    // A quotation that is not closed yet says what has been typed so far.
    const typing = !value.closed && value.style !== 'flow';
    return typing ? source.slice(1).trimEnd() : decodeScalar(source, value.style);
  }

  /** Scalar that the nearest anchor of this name above gives. */
  private anchored(line: number, name: string): string | undefined {
    const found = this.anchor(line, name);
    if (!found) return undefined;
    const { locator, line: at, column } = found;
    const { value } = locator.scan.lexed(at);
    if (!value || value.start < column || value.style === 'alias') return undefined;
    return decodeScalar(locator.scan.raw(at).slice(value.start, value.end), value.style);
  }

  /** The nearest anchor of a name above a line, which may stand in a part of the document above. */
  private anchor(
    line: number,
    name: string,
    reach = ANCHOR_REACH,
  ): { locator: Locator; line: number; column: number } | undefined {
    const anchor = `&${name}`;
    for (let i = line - 1; i >= 0 && i > line - reach; i--) {
      const raw = this.scan.raw(i);
      const column = raw.indexOf(anchor);
      if (column !== -1 && /^(?:\s|$)/.test(raw.slice(column + anchor.length))) {
        return { locator: this, line: i, column };
      }
    }
    const left = reach - line;
    return left > 0 ? this.before?.anchor(this.before.scan.lineCount, name, left) : undefined;
  }

  /** Value of a scalar among the keys that `<<` merges into a map; `line` holds that key. */
  private mergedScalar(line: number, key: string, budget: MergeBudget): string | undefined {
    for (const name of this.mergedNames(line)) {
      const scalar = this.scalarInAnchored(line, name, key, budget);
      if (scalar !== undefined) return scalar;
    }
    return undefined;
  }

  /** Names of the aliases that `<<` gives: one, or a list of them. */
  private mergedNames(line: number): string[] {
    const { value } = this.scan.lexed(line);
    const raw = this.scan.raw(line);
    if (value?.style === 'alias') return [raw.slice(value.start + 1, value.end)];
    if (value?.style === 'flow') return aliasNames(this.tree(line)?.leaves ?? []);
    const names: string[] = [];
    const own = this.scan.record(line).levels;
    for (let i = line + 1; i < this.scan.lineCount && own && !this.leaves(i, own); i++) {
      const item = this.scan.lexed(i);
      if (item.dashes.length > 0 && item.value?.style === 'alias') {
        names.push(this.scan.raw(i).slice(item.value.start + 1, item.value.end));
      }
    }
    return names;
  }

  private scalarInAnchored(line: number, name: string, key: string, budget: MergeBudget): string | undefined {
    if (budget.left-- <= 0) return undefined;
    const found = this.anchor(line, name);
    return found?.locator.scalarInMap(found.line, found.column, key, budget);
  }

  /** Value of a scalar in the map that has its anchor at a position. */
  private scalarInMap(line: number, column: number, key: string, budget: MergeBudget): string | undefined {
    const { value } = this.scan.lexed(line);
    if (value && value.start > column) {
      return value.style === 'flow' ? this.scalarInFlow(this.tree(line)?.root, line, key, budget) : undefined;
    }
    const own = this.scan.record(line).levels;
    for (let i = line + 1; i < this.scan.lineCount && own && !this.leaves(i, own); i++) {
      const { count, levels } = this.scan.record(i);
      let level = levels;
      for (let n = 1; n < count; n++) level = level?.up;
      if (count > 0 && level)
        return level.dash ? undefined : this.findScalar(own, i, level.column, key, budget);
    }
    return undefined;
  }

  private scalarInFlow(
    node: FlowNode | undefined,
    line: number,
    key: string,
    budget: MergeBudget,
  ): string | undefined {
    const own = node?.scalars.get(key);
    const merged = own === undefined ? node?.scalars.get('<<') : undefined;
    return merged?.startsWith('*') === true ? this.scalarInAnchored(line, merged.slice(1), key, budget) : own;
  }

  /** The line above on which the construct begins that `line` continues. */
  private owner(line: number): number {
    let at = line;
    // Blank lines inside a construct are not marked as inside, but what was open before them still is.
    while (at > 0 && (this.scan.record(at).inside || this.scan.masked(at).text.trim() === '')) at--;
    return at;
  }

  /** A later line of a scalar that spans several. */
  private continued(owner: number, line: number, character: number, block: boolean): Located | undefined {
    const { value } = this.scan.lexed(owner);
    if (!value) return undefined;
    const text = this.scan.masked(line).text;
    const indent = text.length - text.trimStart().length;
    if (character < indent || character > text.trimEnd().length) return undefined;
    const { levels, count } = this.scan.record(owner);
    const own = count > 0 ? levels : outside(levels, value.start - this.scan.masked(owner).shift);
    let endLine = line;
    for (let i = line + 1; i < this.scan.lineCount; i++) {
      const inside = this.scan.record(i).inside;
      if (!inside && this.scan.masked(i).text.trim() !== '') break;
      if (inside) endLine = i;
    }
    const end = this.scan.masked(endLine).text.trimEnd().length;
    return {
      steps: this.steps(own, owner),
      role: 'value',
      line: owner,
      start: value.start,
      endLine,
      end,
      block,
    };
  }

  private inFlow(owner: number, line: number, character: number): Located | undefined {
    const tree = this.tree(owner);
    const leaf = tree?.find(line - owner, character);
    if (!leaf || isTooDeep(leaf.node)) return undefined;
    const { value } = this.scan.lexed(owner);
    const { levels, count } = this.scan.record(owner);
    const column = (value?.start ?? 0) - this.scan.masked(owner).shift;
    const outer = this.steps(count > 0 ? levels : outside(levels, column), owner);
    return {
      steps: [...outer, ...this.flowSteps(leaf, owner)],
      role: leaf.role,
      ...(leaf.role === 'value' ? this.flowValue(leaf, owner) : valueOfKey(leaf)),
      line: owner + leaf.line,
      start: leaf.start,
      endLine: owner + leaf.endLine,
      end: leaf.end,
      block: false,
    };
  }

  private flowSteps(leaf: FlowLeaf, owner: number): Step[] {
    const container = (node: FlowNode): Container => ({
      scalar: (key) => this.scalarInFlow(node, owner, key, { left: MERGES }),
    });
    const steps: Step[] = [{ step: leaf.step, container: container(leaf.node) }];
    for (let node: FlowNode | undefined = leaf.node; node?.step !== undefined; node = node.parent) {
      if (node.parent) steps.push({ step: node.step, container: container(node.parent) });
    }
    return steps.reverse();
  }

  private flowValue(leaf: FlowLeaf, owner: number): { value?: string } {
    const text =
      leaf.style === 'alias' && leaf.text !== undefined
        ? this.anchored(owner + leaf.line, leaf.text.slice(1))
        : leaf.text;
    return text === undefined ? {} : { value: text };
  }

  private tree(owner: number): FlowTree | undefined {
    const known = this.trees.get(owner);
    if (known) return known;
    const { value } = this.scan.lexed(owner);
    if (value?.style !== 'flow') return undefined;
    const tree = new FlowTree();
    let from = value.start;
    for (let i = owner; i < this.scan.lineCount; i++) {
      const { open, inside } = this.scan.record(i);
      const text = this.scan.masked(i).text;
      if (i > owner && !inside && text.trim() !== '') break;
      const goesOn = open?.type === 'flow';
      tree.add(text, this.scan.raw(i), from, goesOn ? open.quote : '');
      from = 0;
      if (!goesOn) break;
    }
    this.trees.set(owner, tree);
    return tree;
  }

  /** Steps from the root to `level`, which `line` or a line above it added. */
  private steps(level: Level | undefined, line: number): Step[] {
    const steps: Step[] = [];
    let at = line;
    for (let current = level; current; current = current.up) {
      const found = this.lineOf(current, at);
      at = found.line;
      const step = current.dash ? '[]' : found.key;
      steps.push({ step, container: this.container(current.up, at, current.column) });
    }
    return steps.reverse();
  }

  /** The line at or above `from` that added `level`, and its key. */
  private lineOf(level: Level, from: number): { line: number; key: string } {
    for (let line = from; line >= 0; line--) {
      const record = this.scan.record(line);
      let added: Level | undefined = record.levels;
      for (let i = 0; i < record.count && added; i++, added = added.up) {
        if (added.added !== level.added || added.dash !== level.dash || !sameLevels(added.up, level.up))
          continue;
        return { line, key: level.dash ? '[]' : this.keyText(line) };
      }
    }
    return { line: 0, key: '' };
  }

  private keyText(line: number): string {
    const { key, value } = this.scan.lexed(line);
    const lexeme = key ?? value;
    return lexeme ? decodeKey(this.scan.raw(line).slice(lexeme.start, lexeme.end), lexeme.style) : '';
  }

  /** The block map under `parent` around `line`, whose keys stand at `column`. */
  private container(parent: Level | undefined, line: number, column: number): Container {
    return { scalar: (key) => this.findScalar(parent, line, column, key) };
  }

  private findScalar(
    parent: Level | undefined,
    line: number,
    column: number,
    key: string,
    budget: MergeBudget = { left: MERGES },
  ): string | undefined {
    let first = parent ? this.lineOf(parent, line).line : 0;
    const merges: number[] = [];
    for (; first < this.scan.lineCount; first++) {
      if (parent && first > line && this.leaves(first, parent)) break;
      const scalar = this.scalarOfKey(first, column, key);
      if (scalar !== undefined) return scalar;
      if (this.isMerge(first, column)) merges.push(first);
    }
    // What stands in the map itself comes first, wherever it stands.
    for (const merge of merges) {
      const scalar = this.mergedScalar(merge, key, budget);
      if (scalar !== undefined) return scalar;
    }
    return undefined;
  }

  private isMerge(line: number, column: number): boolean {
    if (!this.scan.raw(line).includes('<<')) return false;
    const { count, levels } = this.scan.record(line);
    return count > 0 && levels?.column === column && !levels.dash && this.keyText(line) === '<<';
  }

  /** Whether `line` adds something that stands beside `parent` or further out. */
  private leaves(line: number, parent: Level): boolean {
    const record = this.scan.record(line);
    let outermost: Level | undefined;
    let level = record.levels;
    for (let i = 0; i < record.count && level; i++, level = level.up) outermost = level;
    if (!outermost) return false;
    return parent.dash
      ? outermost.column <= parent.column
      : outermost.column <= parent.column && !outermost.dash;
  }

  /** Value behind the `:` that follows an explicit key. */
  private scalarBelow(line: number): string | undefined {
    let next = line + 1;
    while (next < this.scan.lineCount && this.scan.lexed(next).blank) next++;
    const { count, inside } = this.scan.record(next);
    const { key, value } = this.scan.lexed(next);
    return count > 0 || inside || key || !value ? undefined : this.scalarAt(next, value).value;
  }

  private scalarOfKey(line: number, column: number, key: string): string | undefined {
    const record = this.scan.record(line);
    if (record.count === 0 || record.levels?.column !== column || record.levels.dash) return undefined;
    if (!this.scan.raw(line).includes(key)) return undefined;
    const lexed = this.scan.lexed(line);
    if (!lexed.key || this.keyText(line) !== key) return undefined;
    if (lexed.explicit) return this.scalarBelow(line);
    if (!lexed.value) return undefined;
    return this.scalarAt(line, lexed.value).value;
  }
}

function touches(lexeme: Lexeme, character: number): boolean {
  return character >= lexeme.start && character <= lexeme.end;
}

function lexemeAt(lexeme: Lexeme, line: number) {
  return { line, start: lexeme.start, endLine: line, end: lexeme.end };
}

function valueOfKey({ node, step }: FlowLeaf): { value?: string } {
  const value = node.scalars.get(step);
  return value === undefined ? {} : { value };
}

function aliasNames(leaves: readonly FlowLeaf[]): string[] {
  return leaves.flatMap(({ style, text }) =>
    style === 'alias' && text !== undefined ? [text.slice(1)] : [],
  );
}

/** No manifest nests so deep, and a path's cost grows with the square of its length. */
const maxDepth = 200;

function isTooDeep(innermost: Level | FlowNode | undefined): boolean {
  let depth = 0;
  for (let at = innermost; at; at = 'up' in at ? at.up : at.parent) if (++depth > maxDepth) return true;
  return false;
}
