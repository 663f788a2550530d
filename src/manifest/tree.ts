import { FlowTree } from './flow.ts';
import type { FlowLeaf, FlowNode } from './flow.ts';
import { outside } from './levels.ts';
import type { Lexeme } from './lex.ts';
import { decodeKey, decodeScalar } from './scalar.ts';
import type { DocumentScan } from './scan.ts';
import type { Position, Range } from './token.ts';

/** A value of a manifest; what is on screen may be half typed, so that nothing is certain but what is there. */
export type TreeNode = TreeMap | TreeList | TreeScalar;

export interface TreeMap {
  readonly type: 'map';
  /** The first of repeated keys counts. */
  readonly entries: Map<string, TreeEntry>;
}

export interface TreeList {
  readonly type: 'list';
  readonly items: TreeEntry[];
}

export interface TreeScalar {
  readonly type: 'scalar';
  /** Undefined where the text stands on several lines. */
  readonly text: string | undefined;
  readonly range: Range;
}

/** What a key or a dash holds. */
export interface TreeEntry {
  /** The key, or the first line of an item. */
  readonly range: Range;
  /** Last line of what it holds. */
  endLine: number;
  value: TreeNode | undefined;
  /** The entry whose anchor an alias names. */
  alias?: TreeEntry;
}

/** Aliases of aliases that are followed; more is a bomb or a mistake. */
const maxAliases = 8;

/** What an entry holds, aliases followed. */
export function valueOf(entry: TreeEntry | undefined): TreeNode | undefined {
  let at = entry;
  for (let i = 0; at?.alias !== undefined && i < maxAliases; i++) at = at.alias;
  return at?.value;
}

/** The entry of a key; one of the map's own before what is merged into it. */
export function entryOf(node: TreeNode | undefined, key: string): TreeEntry | undefined {
  if (node?.type !== 'map') return undefined;
  const own = node.entries.get(key);
  if (own !== undefined || key === '<<') return own;
  const merged = valueOf(node.entries.get('<<'));
  const sources = merged?.type === 'list' ? merged.items.map(valueOf) : [merged];
  for (const source of sources) {
    const found = source?.type === 'map' ? source.entries.get(key) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The node at the end of keys, from `node`. */
export function nodeAt(node: TreeNode | undefined, ...keys: readonly string[]): TreeNode | undefined {
  return keys.reduce((at, key) => valueOf(entryOf(at, key)), node);
}

/** Text of a scalar at the end of keys. */
export function textAt(node: TreeNode | undefined, ...keys: readonly string[]): string | undefined {
  const found = nodeAt(node, ...keys);
  return found?.type === 'scalar' ? found.text : undefined;
}

/** Items of a list at the end of keys; none where there is no list. */
export function itemsAt(node: TreeNode | undefined, ...keys: readonly string[]): readonly TreeNode[] {
  const found = nodeAt(node, ...keys);
  if (found?.type !== 'list') return [];
  return found.items.map(valueOf).filter((item) => item !== undefined);
}

/** Scalars of a map at the end of keys, by key, merged ones included. */
export function scalarsAt(
  node: TreeNode | undefined,
  ...keys: readonly string[]
): ReadonlyMap<string, string> {
  const scalars = new Map<string, string>();
  let map = nodeAt(node, ...keys);
  // A map may be merged into itself by mistake.
  for (let i = 0; map?.type === 'map' && i < maxAliases; i++) {
    for (const [key, entry] of map.entries) {
      const value = valueOf(entry);
      if (key === '<<' || scalars.has(key) || value?.type !== 'scalar') continue;
      if (value.text !== undefined) scalars.set(key, value.text);
    }
    map = valueOf(map.entries.get('<<'));
  }
  return scalars;
}

/**
 * The nodes on the way from `root` along the steps of a path, `root` first; of a list's items the one around the
 * position. Ends where the tree does.
 */
export function nodesAlong(root: TreeNode, path: readonly string[], position: Position): readonly TreeNode[] {
  const nodes: TreeNode[] = [root];
  let at: TreeNode | undefined = root;
  for (const step of path) {
    const entry: TreeEntry | undefined =
      step === '[]' ? itemAround(at, position) : at.type === 'map' ? entryOf(at, step) : undefined;
    at = valueOf(entry);
    if (at === undefined) break;
    nodes.push(at);
  }
  return nodes;
}

function itemAround(node: TreeNode, { line, character }: Position): TreeEntry | undefined {
  if (node.type !== 'list') return undefined;
  let found: TreeEntry | undefined;
  for (const item of node.items) {
    const { start } = item.range;
    if (start.line > line || (start.line === line && start.character > character)) break;
    found = item;
  }
  return found !== undefined && found.endLine >= line ? found : undefined;
}

interface Open {
  readonly entry: TreeEntry;
  readonly dash: boolean;
}

/** No manifest nests so deep; what does is left out, so that nothing that walks the tree runs out of stack. */
const maxDepth = 100;

/** Reads one part of a file as a tree. Never fails: what cannot be placed is left out. */
export function readTree(scan: DocumentScan): TreeNode | undefined {
  return new TreeReader(scan).read();
}

class TreeReader {
  readonly #scan: DocumentScan;
  readonly #root: TreeEntry = { range: lineRange(0, 0, 0), endLine: 0, value: undefined };
  readonly #anchors = new Map<string, TreeEntry>();
  /** Entries of the levels that are open, outermost first. */
  #stack: Open[] = [];

  constructor(scan: DocumentScan) {
    this.#scan = scan;
  }

  read(): TreeNode | undefined {
    for (let line = 0; line < this.#scan.lineCount; line++) this.#line(line);
    return this.#root.value;
  }

  #line(line: number): void {
    const record = this.#scan.record(line);
    if (record.inside) {
      this.#reach(line);
      return;
    }
    const lexed = this.#scan.lexed(line);
    if (lexed.blank) return;
    let depth = 0;
    for (let level = record.levels; level; level = level.up) depth++;
    if (depth > maxDepth) return;
    const raw = this.#scan.raw(line);
    if (record.count === 0) {
      // A scalar or a flow collection on a line of its own is what the key above waits for, or the whole document.
      if (lexed.value === undefined) return;
      const column = lexed.indent - this.#scan.masked(line).shift;
      let owner = 0;
      for (let level = outside(record.levels, column); level; level = level.up) owner++;
      const entry = owner === 0 ? this.#root : this.#stack[owner - 1]?.entry;
      if (entry !== undefined && entry.value === undefined) this.#value(entry, line, lexed.value, raw);
      this.#reach(line);
      return;
    }
    this.#stack.length = Math.min(this.#stack.length, depth - record.count);
    let innermost: TreeEntry | undefined;
    for (let i = record.count - 1; i >= 0; i--) {
      let level = record.levels;
      for (let up = 0; up < i && level; up++) level = level.up;
      if (!level) return;
      const lexeme = lexed.key ?? lexed.value;
      const range = level.dash
        ? lineRange(line, lexed.dashes[record.count - 1 - i] ?? lexed.indent, raw.length)
        : lineRange(line, lexeme?.start ?? 0, lexeme?.end ?? 0);
      const key = lexeme ? decodeKey(raw.slice(lexeme.start, lexeme.end), lexeme.style) : '';
      innermost = this.#add(level.dash ? undefined : key, range);
      this.#stack.push({ entry: innermost, dash: level.dash });
    }
    this.#reach(line);
    if (innermost === undefined) return;
    const anchor = /&([^\s,[\]{}]+)\s*(?=$|\S)/.exec(
      raw.slice(lexed.key?.end ?? lexed.indent, lexed.value?.start),
    );
    if (anchor?.[1] !== undefined) this.#anchors.set(anchor[1], innermost);
    const halfKey = lexed.key === undefined && this.#stack.at(-1)?.dash === false;
    if (lexed.value !== undefined && !halfKey) this.#value(innermost, line, lexed.value, raw);
  }

  /** Adds an entry to what the innermost open one holds. */
  #add(key: string | undefined, range: Range): TreeEntry {
    const parent = this.#stack.at(-1)?.entry ?? this.#root;
    const entry: TreeEntry = { range, endLine: range.end.line, value: undefined };
    // A template action, or a key without its colon, was taken for a scalar until more of it stands below.
    if (parent.value?.type === 'scalar') parent.value = undefined;
    if (key === undefined) {
      parent.value ??= { type: 'list', items: [] };
      if (parent.value.type === 'list') parent.value.items.push(entry);
    } else {
      parent.value ??= { type: 'map', entries: new Map() };
      if (parent.value.type === 'map' && !parent.value.entries.has(key)) parent.value.entries.set(key, entry);
    }
    return entry;
  }

  #reach(line: number): void {
    this.#root.endLine = line;
    for (const { entry } of this.#stack) entry.endLine = line;
  }

  #value(entry: TreeEntry, line: number, lexeme: Lexeme, raw: string): void {
    const { start, end, style } = lexeme;
    if (style === 'flow') {
      this.#flow(entry, line, start);
      return;
    }
    if (style === 'alias') {
      const anchored = this.#anchors.get(raw.slice(start + 1, end));
      if (anchored !== undefined && anchored !== entry) entry.alias = anchored;
      return;
    }
    const next = this.#scan.record(line + 1);
    const longer =
      this.#scan.record(line).open !== undefined && next.inside && line + 1 < this.#scan.lineCount;
    const source = raw.slice(start, end);
    const typed = lexeme.closed ? decodeScalar(source, style) : source.slice(1).trimEnd();
    entry.value = { type: 'scalar', text: longer ? undefined : typed, range: lineRange(line, start, end) };
  }

  #flow(entry: TreeEntry, owner: number, start: number): void {
    const tree = readFlowTree(this.#scan, owner, start);
    const nodes = new Map<FlowNode, TreeEntry>();
    if (tree.root) nodes.set(tree.root, entry);
    const entryFor = (node: FlowNode, range: Range, depth = 0): TreeEntry | undefined => {
      const known = nodes.get(node);
      if (known !== undefined) return known;
      if (node.parent === undefined || depth > maxDepth) return undefined;
      const parent = entryFor(node.parent, range, depth + 1);
      if (parent === undefined) return undefined;
      const made = childOf(parent, node.parent, node.step ?? '', range);
      nodes.set(node, made);
      return made;
    };
    let opened = 0;
    // Maps and lists are made in the order of the text, empty ones too.
    const open = (leaves: number): void => {
      for (let next = tree.nodes[opened]; next && next.before <= leaves; next = tree.nodes[++opened]) {
        const { node, line, column } = next;
        const made = entryFor(node, lineRange(owner + line, column, column + 1));
        if (made !== undefined) ensure(made, node);
      }
    };
    for (const [i, leaf] of tree.leaves.entries()) {
      open(i);
      const range = leafRange(leaf, owner);
      const holder = entryFor(leaf.node, range);
      if (holder === undefined) continue;
      ensure(holder, leaf.node);
      for (let node: FlowNode | undefined = leaf.node; node; node = node.parent) {
        const above = nodes.get(node);
        if (above) above.endLine = Math.max(above.endLine, range.end.line);
      }
      if (leaf.role === 'key') {
        childOf(holder, leaf.node, leaf.step, range);
        continue;
      }
      const child = childOf(holder, leaf.node, leaf.step, range);
      child.endLine = Math.max(child.endLine, range.end.line);
      if (leaf.style === 'alias') {
        const anchored = this.#anchors.get((leaf.text ?? '').slice(1));
        if (anchored !== undefined && anchored !== child) child.alias = anchored;
      } else child.value ??= { type: 'scalar', text: leaf.text, range };
    }
    open(tree.leaves.length);
  }
}

/** Makes what an entry holds the map or list that a flow collection says it is. */
function ensure(entry: TreeEntry, { type }: FlowNode): void {
  entry.value ??= type === 'map' ? { type: 'map', entries: new Map() } : { type: 'list', items: [] };
}

function childOf(parent: TreeEntry, node: FlowNode, step: string, range: Range): TreeEntry {
  ensure(parent, node);
  const entry: TreeEntry = { range, endLine: range.end.line, value: undefined };
  const { value } = parent;
  if (value?.type === 'list') value.items.push(entry);
  else if (value?.type === 'map') {
    const known = value.entries.get(step);
    if (known !== undefined) return known;
    value.entries.set(step, entry);
  }
  return entry;
}

function readFlowTree(scan: DocumentScan, owner: number, start: number): FlowTree {
  const tree = new FlowTree();
  let from = start;
  for (let i = owner; i < scan.lineCount; i++) {
    const { open, inside } = scan.record(i);
    const text = scan.masked(i).text;
    if (i > owner && !inside && text.trim() !== '') break;
    const goesOn = open?.type === 'flow';
    tree.add(text, scan.raw(i), from, goesOn ? open.quote : '');
    from = 0;
    if (!goesOn) break;
  }
  return tree;
}

function leafRange(leaf: FlowLeaf, owner: number): Range {
  return {
    start: { line: owner + leaf.line, character: leaf.start },
    end: { line: owner + leaf.endLine, character: leaf.end },
  };
}

function lineRange(line: number, start: number, end: number): Range {
  return { start: { line, character: start }, end: { line, character: end } };
}
