import { objectType } from './kinds.ts';
import { Lines } from './lines.ts';
import { Locator } from './locate.ts';
import type { Located, Step } from './locate.ts';
import { DocumentScan, isMarker } from './scan.ts';
import type { ObjectType, Place, Position, Range, Token } from './token.ts';

interface Document {
  /** First line, counted in the file. */
  offset: number;
  readonly scan: DocumentScan;
  readonly locator: Locator;
  /** Manifests inside block scalars, by the line that holds their key. */
  readonly embedded: Map<number, Manifest>;
}

interface Found {
  readonly document: Document;
  readonly located: Located;
}

/**
 * A file of Kubernetes manifests, YAML or JSON, that answers what stands at a position while it is edited.
 * Nothing is read before it is asked for, and an edit re-reads only the lines whose meaning it may change.
 */
export class Manifest {
  private readonly lines: Lines;
  private documents: Document[];

  constructor(text: string) {
    this.lines = new Lines(text);
    this.documents = this.split(0, this.lines.count);
  }

  /** Lines read by the scanner so far, for tests and benchmarks of incrementality. */
  get linesRead(): number {
    return this.documents.reduce((sum, { scan }) => sum + scan.linesRead, 0);
  }

  text(): string {
    return this.lines.text();
  }

  /** Replaces `range` by `newText`, as an editor reports its changes. */
  applyEdit(range: Range, newText: string): void {
    const { first, removed, added } = this.lines.replace(range, newText);
    const delta = added.length - removed.length;
    if (!removed.some(isMarker) && !added.some(isMarker)) {
      const at = this.indexAt(first);
      const document = this.documents[at];
      if (!document) return;
      document.scan.edit(first - document.offset, removed.length, added.length);
      document.locator.edited();
      document.embedded.clear();
      for (let i = at + 1; i < this.documents.length; i++) {
        const later = this.documents[i];
        if (later) later.offset += delta;
      }
      return;
    }
    // Where a marker goes, the document before it grows.
    const from = this.indexAt(Math.max(0, first - 1));
    const to = this.indexAt(first + removed.length - 1);
    const start = this.documents[from]?.offset ?? 0;
    const end = (this.documents[to + 1]?.offset ?? this.lines.count - delta) + delta;
    const later = this.documents.slice(to + 1);
    for (const other of later) other.offset += delta;
    this.documents = [...this.documents.slice(0, from), ...this.split(start, end), ...later];
  }

  /** The key or scalar at a position, with its path from the document's root. */
  placeAt(position: Position): Place | undefined {
    const found = this.locate(position);
    return found && this.place(found, found.located.steps);
  }

  /** The key or scalar of a Kubernetes object at a position; undefined outside of such objects. */
  tokenAt(position: Position): Token | undefined {
    const found = this.locate(position);
    if (!found) return undefined;
    const object = objectAt(found.located);
    if (!object) return undefined;
    const token = { ...this.place(found, object.steps), ...object.type };
    return (found.located.block ? this.embeddedToken(found, token, position) : undefined) ?? token;
  }

  private locate(position: Position): Found | undefined {
    const document = this.documents[this.indexAt(position.line)];
    if (!document || position.line >= this.lines.count) return undefined;
    const located = document.locator.at(position.line - document.offset, position.character);
    return located && { document, located };
  }

  private place({ document, located }: Found, steps: readonly Step[]): Place {
    const { offset } = document;
    return {
      // A merge key's content belongs to the map that it is merged into.
      path: steps.map(({ step }) => step).filter((step, i) => step !== '<<' || i === steps.length - 1),
      role: located.role,
      ...(located.value !== undefined && { value: located.value }),
      range: {
        start: { line: located.line + offset, character: located.start },
        end: { line: located.endLine + offset, character: located.end },
      },
      documentIndex: this.documentIndex(document),
    };
  }

  /** Counts documents as YAML does: one that only closes another, or only holds comments, is none. */
  private documentIndex(document: Document): number {
    let index = 0;
    for (const other of this.documents) {
      if (other === document) return index;
      const marked = this.lines
        .at(other.offset)
        .replace(/^\ufeff/, '')
        .startsWith('---');
      if (marked || !isEmpty(other.scan)) index++;
    }
    return index;
  }

  /** Component configuration that a ConfigMap holds as text, such as kube-proxy's `config.conf`. */
  private embeddedToken(found: Found, token: Token, position: Position): Token | undefined {
    if (token.kind !== 'ConfigMap' || token.path[0] !== 'data' || token.path.length !== 2) return undefined;
    const { start, end } = token.range;
    const first = start.line + 1;
    if (position.line < first) return undefined;
    const text = Array.from({ length: end.line - first + 1 }, (_, i) => this.lines.at(first + i));
    const indent = Math.min(...text.filter((line) => line.trim() !== '').map(indentation));
    const key = first - found.document.offset;
    let manifest = found.document.embedded.get(key);
    if (!manifest) {
      const content = text.map((line) => line.slice(Math.min(indent, indentation(line)))).join('');
      if (!/^["{ ]*kind\b/m.test(content)) return undefined;
      manifest = new Manifest(content);
      found.document.embedded.set(key, manifest);
    }
    const inner = manifest.tokenAt({ line: position.line - first, character: position.character - indent });
    if (!inner) return undefined;
    const outward = ({ line, character }: Position) => ({
      line: line + first,
      character: character + indent,
    });
    const range = { start: outward(inner.range.start), end: outward(inner.range.end) };
    return { ...inner, range, documentIndex: token.documentIndex };
  }

  private indexAt(line: number): number {
    let low = 0;
    let high = this.documents.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.documents[middle]?.offset ?? 0) <= line) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private split(from: number, to: number): Document[] {
    const documents: Document[] = [];
    let start = from;
    for (let i = from + 1; i <= to; i++) {
      if (i < to && !isMarker(this.lines.at(i))) continue;
      documents.push(this.document(start, i - start));
      start = i;
    }
    return documents;
  }

  private document(offset: number, count: number): Document {
    const lineAt = (index: number) => this.lines.at(document.offset + index);
    const scan = new DocumentScan(lineAt, count);
    const document: Document = { offset, scan, locator: new Locator(scan), embedded: new Map() };
    return document;
  }
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}

function isEmpty(scan: DocumentScan): boolean {
  for (let i = 0; i < scan.lineCount; i++) {
    const text = scan.masked(i).text.trim();
    if (text !== '' && !text.startsWith('#') && !text.startsWith('%') && text !== '...') return false;
  }
  return true;
}

/** The object around a token: the document's root, or an item where the root is a list of objects. */
function objectAt(located: Located): { steps: readonly Step[]; type: ObjectType } | undefined {
  const { steps } = located;
  const [root, item, field] = steps;
  if (field && root?.step === 'items' && item?.step === '[]') {
    const inner = steps.slice(2);
    // First the item itself: `kind: List` stands at the far end of what kubectl prints.
    const own = typeOf(field, inner, located);
    if (own) return { steps: inner, type: own };
    const kind = root.container.scalar('kind');
    if (kind?.endsWith('List')) {
      const type = objectType(root.container.scalar('apiVersion'), kind.slice(0, -'List'.length));
      return type && { steps: inner, type };
    }
  }
  const type = root && typeOf(root, steps, located);
  return type && { steps, type };
}

function typeOf(root: Step, steps: readonly Step[], located: Located): ObjectType | undefined {
  // Templates may choose between several kinds; on the value of one of them, that one counts.
  const onKind = steps.length === 1 && root.step === 'kind' && located.role === 'value';
  const kind = onKind ? located.value : root.container.scalar('kind');
  return objectType(root.container.scalar('apiVersion'), kind);
}
