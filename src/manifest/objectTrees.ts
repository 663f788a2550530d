import { objectType } from './kinds.ts';
import type { Container } from './locate.ts';
import type { Part } from './parts.ts';
import type { ObjectType } from './token.ts';
import { DocumentScan } from './scan.ts';
import { readTree, textAt, valueOf, nodeAt } from './tree.ts';
import type { TreeEntry, TreeMap } from './tree.ts';

/** An object of a file with everything in it. */
export interface ManifestObject {
  /** Undefined for a map that is no Kubernetes object, such as a Kustomization. */
  readonly type: ObjectType | undefined;
  readonly root: TreeMap;
  /** First and last line, counted as in the tree. */
  readonly start: number;
  readonly end: number;
}

/** The objects of a part: its root, or the items of a list; `list` is the root around an item of a list. */
export function objectsIn(part: Part, list: Container | undefined): readonly ManifestObject[] {
  // A scan of its own, so that what it remembers of every line goes away with it.
  const { scan } = part;
  const root = readTree(new DocumentScan((line) => scan.raw(line), scan.lineCount));
  if (list !== undefined) {
    const scalar = (key: string): string | undefined => list.scalar(key);
    if (root?.type === 'list') return itemsOf(root.items, scalar);
    // An item of a list that is written as JSON.
    const own = root?.type === 'map' ? (typeOf(root) ?? commonType(scalar)) : undefined;
    return root?.type === 'map' ? [objectOf(root, own, 0, scan.lineCount - 1)] : [];
  }
  if (root?.type !== 'map') return [];
  const items = nodeAt(root, 'items');
  if (items?.type === 'list' && textAt(root, 'kind')?.endsWith('List') === true) {
    return itemsOf(items.items, (key) => textAt(root, key));
  }
  return [objectOf(root, typeOf(root), 0, part.scan.lineCount - 1)];
}

function itemsOf(
  items: readonly TreeEntry[],
  scalar: (key: string) => string | undefined,
): readonly ManifestObject[] {
  const common = commonType(scalar);
  return items.flatMap((item) => {
    const value = valueOf(item);
    if (value?.type !== 'map') return [];
    return [objectOf(value, typeOf(value) ?? common, item.range.start.line, item.endLine)];
  });
}

/** Type of the items of a list such as `ConfigMapList`. */
function commonType(scalar: (key: string) => string | undefined): ObjectType | undefined {
  const kind = scalar('kind');
  return kind?.endsWith('List') ? objectType(scalar('apiVersion'), kind.slice(0, -'List'.length)) : undefined;
}

function objectOf(root: TreeMap, type: ObjectType | undefined, start: number, end: number): ManifestObject {
  return { type, root, start, end };
}

function typeOf(root: TreeMap): ObjectType | undefined {
  return objectType(textAt(root, 'apiVersion'), textAt(root, 'kind'));
}
