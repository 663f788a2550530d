import { quoteEnd } from './lex.ts';
import type { Style } from './lex.ts';
import { decodeKey, decodeScalar } from './scalar.ts';

/** Where a flow collection stands at the end of a line; depth 0 means that it is closed. */
export interface FlowState {
  readonly depth: number;
  /** Open quotation. */
  readonly quote: '' | '"' | "'";
}

export interface FlowSink {
  punctuation(char: string, column: number): void;
  scalar(start: number, end: number, style: Style, closed: boolean): void;
}

const punctuation = '{}[],';

function isSpaceAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || code === 9 || Number.isNaN(code);
}

/** Reads the part of a flow collection on one line; returns the state after it and the column it stopped at. */
export function readFlow(
  text: string,
  from: number,
  state: FlowState,
  sink?: FlowSink,
): FlowState & { readonly end: number } {
  const { quote } = state;
  let { depth } = state;
  let at = from;
  /** Column after a quoted scalar or a closed collection, where a colon needs no space after it. */
  let adjacent = -1;
  if (quote !== '') {
    const end = quoteEnd(text, at, quote);
    const style = quote === '"' ? 'double' : 'single';
    if (end === -1) {
      sink?.scalar(skip(text, at), text.length, style, false);
      return { depth, quote, end: text.length };
    }
    sink?.scalar(skip(text, at), end, style, true);
    adjacent = at = end;
  }
  for (;;) {
    at = skip(text, at);
    if (at >= text.length) break;
    const char = text.charAt(at);
    if (char === '#' && (at === 0 || isSpaceAt(text, at - 1))) break;
    if (punctuation.includes(char)) {
      sink?.punctuation(char, at);
      at++;
      if (char === '{' || char === '[') depth++;
      else if (char !== ',') {
        depth--;
        adjacent = at;
        if (depth <= 0) return { depth: 0, quote: '', end: at };
      }
    } else if (char === '?' && isSpaceAt(text, at + 1)) {
      // An explicit key; its colon may stand on the next line.
      at++;
    } else if (char === ':' && (adjacent === at || endsKey(text, at))) {
      sink?.punctuation(':', at);
      at++;
    } else if (char === '"' || char === "'") {
      const end = quoteEnd(text, at + 1, char);
      const style = char === '"' ? 'double' : 'single';
      sink?.scalar(at, end === -1 ? text.length : end, style, end !== -1);
      if (end === -1) return { depth, quote: char, end: text.length };
      adjacent = at = end;
    } else if ((char === '&' || char === '!') && !isSpaceAt(text, at + 1)) {
      while (!isSpaceAt(text, at) && !punctuation.includes(text.charAt(at))) at++;
    } else {
      const end = plainEnd(text, at);
      sink?.scalar(at, end, char === '*' ? 'alias' : 'plain', true);
      at = end;
    }
  }
  return { depth, quote: '', end: text.length };
}

function skip(text: string, at: number): number {
  while (at < text.length && isSpaceAt(text, at)) at++;
  return at;
}

function endsKey(text: string, colon: number): boolean {
  return isSpaceAt(text, colon + 1) || punctuation.includes(text.charAt(colon + 1));
}

function plainEnd(text: string, from: number): number {
  let at = from + 1;
  for (; at < text.length; at++) {
    const char = text.charAt(at);
    if (punctuation.includes(char) || (char === ':' && endsKey(text, at))) break;
    if (char === '#' && isSpaceAt(text, at - 1)) break;
  }
  while (at > from + 1 && isSpaceAt(text, at - 1)) at--;
  return at;
}

/** A map or list of a flow collection. */
export interface FlowNode {
  readonly type: 'map' | 'seq';
  readonly parent: FlowNode | undefined;
  /** Step from the parent to this node; undefined at the root. */
  readonly step: string | undefined;
  /** Scalar values by key; the first of repeated keys counts. */
  readonly scalars: Map<string, string>;
}

/** A key or scalar of a flow collection; lines count from that of the opening bracket. */
export interface FlowLeaf {
  readonly line: number;
  readonly start: number;
  endLine: number;
  end: number;
  readonly style: Style;
  role: 'key' | 'value';
  node: FlowNode;
  /** Step from `node` to the scalar: its key, or `[]`. */
  step: string;
  /** Text where the scalar stands on one line. */
  text: string | undefined;
}

/** Builds the leaves of a flow collection line by line, in the order of the text; never fails. */
export class FlowTree {
  readonly leaves: FlowLeaf[] = [];
  /** Every map and list, where it opens and how many leaves stand before it. */
  readonly nodes: {
    readonly node: FlowNode;
    readonly line: number;
    readonly column: number;
    readonly before: number;
  }[] = [];
  root: FlowNode | undefined;
  private current: FlowNode | undefined;
  /** Single pairs in a list (`[a: b]`) are maps without brackets. */
  private implicit = new Set<FlowNode>();
  /** Key that waits for its value in the current map. */
  private keys = new Map<FlowNode, string>();
  private last: FlowLeaf | undefined;
  private afterColon = false;
  private state: FlowState = { depth: 0, quote: '' };
  private line = 0;

  /**
   * Adds one line from column `from`. `raw` holds its unmasked text; `quote` is the quotation that the scanner
   * takes over to the next line.
   */
  add(text: string, raw: string, from: number, quote: FlowState['quote']): void {
    const continues = this.state.quote !== '';
    let first = true;
    const after = readFlow(text, from, this.state, {
      punctuation: (char, column) => {
        this.punctuation(char, column);
        first = false;
      },
      scalar: (start, end, style, closed) => {
        if (first && continues) this.extend(end);
        else this.scalar(start, end, style, closed, raw);
        first = false;
      },
    });
    this.state = { depth: after.depth, quote };
    this.line++;
  }

  /** The key or scalar at a position; lines count from that of the opening bracket. */
  find(line: number, character: number): FlowLeaf | undefined {
    let low = 0;
    let high = this.leaves.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const leaf = this.leaves[middle];
      if (!leaf) return undefined;
      if (leaf.line > line || (leaf.line === line && leaf.start > character)) high = middle - 1;
      else if (leaf.endLine < line || (leaf.endLine === line && leaf.end < character)) low = middle + 1;
      else {
        // At a shared border the token that starts there wins over the one that ends there.
        const next = this.leaves[middle + 1];
        return next?.line === line && next.start === character ? next : leaf;
      }
    }
    return undefined;
  }

  private step(node: FlowNode): string {
    return node.type === 'seq' ? '[]' : (this.keys.get(node) ?? '');
  }

  private punctuation(char: string, column: number): void {
    const node = this.current;
    if (char === '{' || char === '[') {
      const step = node && this.step(node);
      this.current = { type: char === '{' ? 'map' : 'seq', parent: node, step, scalars: new Map() };
      this.root ??= this.current;
      this.nodes.push({ node: this.current, line: this.line, column, before: this.leaves.length });
    } else if (char === ':') {
      this.colon();
      return;
    } else if (char === ',') {
      this.closePair();
      if (this.current) this.keys.delete(this.current);
    } else {
      this.closePair();
      this.current = this.current?.parent ?? this.current;
    }
    this.last = undefined;
    this.afterColon = false;
  }

  private closePair(): void {
    if (this.current && this.implicit.has(this.current)) this.current = this.current.parent;
  }

  private colon(): void {
    const leaf = this.last;
    this.last = undefined;
    this.afterColon = true;
    if (!leaf || leaf.role === 'key' || this.current?.type !== 'seq') return;
    const pair: FlowNode = { type: 'map', parent: this.current, step: '[]', scalars: new Map() };
    this.implicit.add(pair);
    leaf.role = 'key';
    leaf.node = pair;
    leaf.step = leaf.text ?? '';
    this.keys.set(pair, leaf.step);
    this.current = pair;
  }

  private extend(end: number): void {
    const leaf = this.leaves.at(-1);
    if (!leaf) return;
    leaf.endLine = this.line;
    leaf.end = end;
    leaf.text = undefined;
  }

  private scalar(start: number, end: number, style: Style, closed: boolean, raw: string): void {
    const node = this.current;
    if (!node) return;
    if (this.last?.style === 'plain' && style === 'plain' && this.last.endLine < this.line) {
      this.extend(end);
      return;
    }
    const source = raw.slice(start, end);
    const isKey = node.type === 'map' && !this.afterColon;
    const text = closed ? decodeScalar(source, style) : undefined;
    if (isKey) this.keys.set(node, decodeKey(source, style));
    const step = this.step(node);
    const role = isKey ? 'key' : 'value';
    const leaf: FlowLeaf = { line: this.line, start, endLine: this.line, end, style, role, node, step, text };
    if (!isKey && node.type === 'map' && text !== undefined && !node.scalars.has(step)) {
      node.scalars.set(step, text);
    }
    this.leaves.push(leaf);
    this.last = leaf;
    this.afterColon = false;
  }
}
