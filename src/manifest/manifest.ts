import { isToolFile } from './kinds.ts';
import { Lines } from './lines.ts';
import type { Container, Located, Step } from './locate.ts';
import { objectAround } from './objects.ts';
import { objectsIn } from './objectTrees.ts';
import type { ManifestObject } from './objectTrees.ts';
import { divide, movesBorders, rootContainer } from './parts.ts';
import type { Part } from './parts.ts';
import type { Place, Position, Range, Token } from './token.ts';

interface Found {
  /** Index of the part. */
  readonly index: number;
  readonly part: Part;
  readonly located: Located;
  /** From the document's root. */
  readonly steps: readonly Step[];
}

/** A manifest in a block scalar, without its indentation, or a fragment: a map that is no object of its own. */
interface Embedded {
  readonly manifest: Manifest;
  readonly indent: number;
  readonly fragment: boolean;
}

/** Longest text of a block scalar, in lines, that is read as a fragment. */
const maxFragment = 1000;

/**
 * A file of Kubernetes manifests, YAML or JSON, that answers what stands at a position while it is edited.
 * Nothing is read before it is asked for, and an edit re-reads only the lines whose meaning it may change.
 */
export class Manifest {
  private readonly lines: Lines;
  private parts: Part[];
  /** Manifests inside block scalars, by the part and the line that hold their key. */
  private embedded = new WeakMap<Part, Map<number, Embedded | undefined>>();
  private linesForgotten = 0;
  /** Objects of the part that was last asked for as a tree. */
  private trees = new WeakMap<object, readonly ManifestObject[]>();

  constructor(text: string) {
    this.lines = new Lines(text);
    this.parts = this.divide(0, this.lines.count);
  }

  /** Lines read by the scanner so far, for tests and benchmarks of incrementality. */
  get linesRead(): number {
    return this.parts.reduce((sum, { scan }) => sum + scan.linesRead, this.linesForgotten);
  }

  text(): string {
    return this.lines.text();
  }

  /** Replaces `range` by `newText`, as an editor reports its changes. */
  applyEdit(range: Range, newText: string): void {
    const { first, removed, added } = this.lines.replace(range, newText);
    const delta = added.length - removed.length;
    const at = this.indexAt(first);
    const part = this.parts[at];
    if (!part) return;
    if (movesBorders(part, removed) || movesBorders(part, added)) {
      this.divideAgain(first, first + removed.length - 1, delta);
      return;
    }
    part.scan.edit(first - part.offset, removed.length, added.length);
    part.locator.edited();
    part.edition = {};
    this.embedded.delete(part);
    this.shift(at + 1, delta);
  }

  /** The key or scalar at a position, with its path from the document's root. */
  placeAt(position: Position): Place | undefined {
    const found = this.locate(position);
    return found && this.place(found, found.steps);
  }

  /** The key or scalar of a Kubernetes object at a position; undefined outside of such objects. */
  tokenAt(position: Position): Token | undefined {
    const found = this.locate(position);
    const object = found && objectAround(found.steps, found.located);
    if (!object) return undefined;
    const token = { ...this.place(found, object.steps), ...object.type };
    return (found.located.block ? this.embeddedToken(found, token, position) : undefined) ?? token;
  }

  /**
   * What `read` says of the file's objects, part by part in the order of the file; lines of an object's tree count
   * from `offset`. `memo` keeps it for every part until an edit touches that part. Ends early if an edit moves the
   * borders of the parts meanwhile.
   */
  *objects<T>(
    memo: WeakMap<object, readonly T[]>,
    read: (object: ManifestObject) => T,
  ): Generator<{ readonly offset: number; readonly objects: readonly T[] }, void> {
    const parts = this.parts;
    for (let index = 0; index < parts.length && parts === this.parts; index++) {
      const part = parts[index];
      if (!part || part.role === 'head' || part.role === 'tail') continue;
      let known = memo.get(part.edition);
      if (known === undefined) {
        known = objectsIn(part, this.listAround(index)).map(read);
        memo.set(part.edition, known);
      }
      yield { offset: part.offset, objects: known };
    }
  }

  /** The object around a line as a tree whose lines count from `offset`. */
  objectAt(line: number): { readonly offset: number; readonly object: ManifestObject } | undefined {
    const index = this.indexAt(line);
    const part = this.parts[index];
    if (!part || part.role === 'head' || part.role === 'tail') return undefined;
    let known = this.trees.get(part.edition);
    if (known === undefined) {
      known = objectsIn(part, this.listAround(index));
      // One tree is enough: the caret stays in an object for a while.
      this.trees = new WeakMap([[part.edition, known]]);
    }
    const own = line - part.offset;
    const object = known.length === 1 ? known[0] : known.find(({ start, end }) => start <= own && own <= end);
    return object && { offset: part.offset, object };
  }

  /** The root of the list that a part is an item of. */
  private listAround(index: number): Container | undefined {
    if (this.parts[index]?.role !== 'item') return undefined;
    const [from, to] = this.documentAround(index);
    return rootContainer(this.parts.slice(from, to));
  }

  private locate(position: Position): Found | undefined {
    const index = this.indexAt(position.line);
    const part = this.parts[index];
    if (!part || position.line >= this.lines.count) return undefined;
    const located = part.locator.at(position.line - part.offset, position.character);
    if (!located) return undefined;
    if (part.role === 'whole') return { index, part, located, steps: located.steps };
    const [from, to] = this.documentAround(index);
    const container = rootContainer(this.parts.slice(from, to));
    const [root, ...inner] = located.steps;
    if (part.role === 'item') {
      // A dash stands for its step, a bracket of JSON does not.
      const item = part.json ? [{ step: '[]', container }] : [];
      return { index, part, located, steps: [{ step: 'items', container }, ...item, ...located.steps] };
    }
    return { index, part, located, steps: root ? [{ step: root.step, container }, ...inner] : [] };
  }

  private place({ index, part, located }: Found, steps: readonly Step[]): Place {
    const { offset } = part;
    return {
      // A merge key's content belongs to the map that it is merged into.
      path: steps.map(({ step }) => step).filter((step, i) => step !== '<<' || i === steps.length - 1),
      role: located.role,
      ...(located.value !== undefined && { value: located.value }),
      range: {
        start: { line: located.line + offset, character: located.start },
        end: { line: located.endLine + offset, character: located.end },
      },
      documentIndex: this.documentIndex(index),
      ...(located.displaced === true && { displaced: true as const }),
    };
  }

  /**
   * Paths of the keys above a token in its object, nearest first, from at most `lines` lines. Where indentation is
   * wrong they are what a key may have been meant to stand beside or below.
   */
  pathsAbove({ range, documentIndex, kind, apiVersion }: Token, lines: number): (readonly string[])[] {
    const paths: (readonly string[])[] = [];
    const last = Math.max(0, range.start.line - lines);
    for (let line = range.start.line - 1; line >= last; line--) {
      const character = this.lines.at(line).search(/[^\s-]/);
      const token = character === -1 ? undefined : this.tokenAt({ line, character });
      if (token?.role !== 'key') continue;
      if (token.documentIndex !== documentIndex || token.kind !== kind || token.apiVersion !== apiVersion)
        break;
      paths.push(token.path);
    }
    return paths;
  }

  /** Counts documents as YAML does: one that only closes another, or only holds comments, is none. */
  private documentIndex(index: number): number {
    const [own] = this.documentAround(index);
    let before = 0;
    for (let i = 0; i < own; i++) {
      const part = this.parts[i];
      if (!part?.startsDocument) continue;
      if (/^\ufeff?---/.test(this.lines.at(part.offset)) || !isEmpty(part)) before++;
    }
    return before;
  }

  /**
   * Configuration that an object holds as text: an object of its own, such as kube-proxy's `config.conf`, or a map
   * that goes on with the path of the text, such as Flannel's `net-conf.json`.
   */
  private embeddedToken({ part }: Found, token: Token, position: Position): Token | undefined {
    if (!holdsText(token)) return undefined;
    const { start, end } = token.range;
    const first = start.line + 1;
    if (position.line < first) return undefined;
    const known = this.embedded.get(part) ?? new Map<number, Embedded | undefined>();
    this.embedded.set(part, known);
    const key = first - part.offset;
    if (!known.has(key)) known.set(key, this.embeddedManifest(first, end.line + 1));
    const found = known.get(key);
    if (!found) return undefined;
    const { manifest, indent, fragment } = found;
    if (fragment && !holdsFragment(token)) return undefined;
    const at = { line: position.line - first, character: position.character - indent };
    const place = fragment ? manifest.placeAt(at) : manifest.tokenAt(at);
    // Without a key of its own the text is no map.
    if (!place || place.path.length === 0) return undefined;
    const inner = fragment
      ? { ...token, ...place, path: [...token.path, ...place.path] }
      : { ...token, ...place };
    const outward = ({ line, character }: Position) => ({
      line: line + first,
      character: character + indent,
    });
    const range = { start: outward(inner.range.start), end: outward(inner.range.end) };
    return { ...inner, range, documentIndex: token.documentIndex };
  }

  private embeddedManifest(from: number, to: number): Embedded | undefined {
    let indent = Infinity;
    for (let i = from; i < to; i++) {
      const line = this.lines.at(i);
      if (line.trim() !== '') indent = Math.min(indent, indentation(line));
    }
    let content = '';
    for (let i = from; i < to; i++) {
      const line = this.lines.at(i);
      content += line.slice(Math.min(indent, indentation(line)));
    }
    const fragment = !/^["{ ]*kind\b/m.test(content);
    if (fragment && to - from > maxFragment) return undefined;
    return { manifest: new Manifest(content), indent, fragment };
  }

  /** Index of the part that holds a line. */
  private indexAt(line: number): number {
    let low = 0;
    let high = this.parts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.parts[middle]?.offset ?? 0) <= line) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Indexes of the first part of the document around a part, and of the one after its last. */
  private documentAround(index: number): [number, number] {
    let from = index;
    while (from > 0 && !this.parts[from]?.startsDocument) from--;
    let to = index + 1;
    while (to < this.parts.length && !this.parts[to]?.startsDocument) to++;
    return [from, to];
  }

  private divide(from: number, to: number): Part[] {
    return divide((line) => this.lines.at(line), from, to);
  }

  /** Divides the documents around an edit of the lines `first` to `last`, which are `delta` more now. */
  private divideAgain(first: number, last: number, delta: number): void {
    // Where a marker goes, the document before it grows.
    const [from] = this.documentAround(this.indexAt(Math.max(0, first - 1)));
    const [, to] = this.documentAround(this.indexAt(last));
    const start = this.parts[from]?.offset ?? 0;
    const end = (this.parts[to]?.offset ?? this.lines.count - delta) + delta;
    for (const { scan } of this.parts.slice(from, to)) this.linesForgotten += scan.linesRead;
    this.shift(to, delta);
    const divided = this.divide(start, end);
    this.parts = this.parts.slice(0, from).concat(divided, this.parts.slice(to));
  }

  private shift(from: number, delta: number): void {
    if (delta === 0) return;
    for (let i = from; i < this.parts.length; i++) {
      const part = this.parts[i];
      if (part) part.offset += delta;
    }
  }
}

/** Whether the field is one whose text is configuration. */
function holdsText(token: Token): boolean {
  const { kind, path } = token;
  const [first, second, third] = path;
  // Patches are parts of objects, with their kind.
  if (isToolFile(token)) {
    return second === '[]' && (first === 'patches' ? third === 'patch' : first === 'patchesStrategicMerge');
  }
  if (path.length !== 2) return false;
  return kind === 'ConfigMap'
    ? first === 'data'
    : kind === 'NetworkAttachmentDefinition' && first === 'spec' && second === 'config';
}

/** Scripts and configuration in other languages have a name that says so. */
function holdsFragment(token: Token): boolean {
  const { path } = token;
  return !isToolFile(token) && /^[^.]+$|\.(?:json|ya?ml)$/.test(path[1] ?? '');
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}

function isEmpty({ scan }: Part): boolean {
  for (let i = 0; i < scan.lineCount; i++) {
    const text = scan.masked(i).text.trim();
    if (text !== '' && !text.startsWith('#') && !text.startsWith('%') && text !== '...') return false;
  }
  return true;
}
