import { itemsAt, nodeAt, scalarsAt, textAt } from '../manifest/tree.ts';
import type { TreeNode } from '../manifest/tree.ts';
import type { Labels } from './summary.ts';

export interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** A label selector; an empty one matches everything. */
export interface Selector {
  readonly labels: Labels;
  readonly expressions: readonly Requirement[];
}

/** A selector of the form `matchLabels`, `matchExpressions`. */
export function labelSelector(node: TreeNode): Selector {
  const expressions = itemsAt(node, 'matchExpressions').map((item) => ({
    key: textAt(item, 'key') ?? '',
    operator: textAt(item, 'operator') ?? '',
    values: itemsAt(item, 'values').flatMap((value) => (value.type === 'scalar' ? [value.text ?? ''] : [])),
  }));
  return { labels: scalarsAt(node, 'matchLabels'), expressions };
}

/** A selector that is a plain map, as in a Service. */
export function mapSelector(node: TreeNode): Selector {
  return { labels: scalarsAt(node), expressions: [] };
}

/** Whether a template writes parts of a selector that the text does not show. */
export function isIncomplete(node: TreeNode): boolean {
  if (node.type === 'scalar') return node.text !== '' && node.text !== 'null' && node.text !== '~';
  const labels = nodeAt(node, 'matchLabels');
  return labels?.type === 'scalar' && labels.text !== '';
}

export function selects({ labels, expressions }: Selector, of: Labels): boolean {
  for (const [key, value] of labels) if (of.get(key) !== value) return false;
  return expressions.every(({ key, operator, values }) => {
    const value = of.get(key);
    switch (operator) {
      case 'In':
        return value !== undefined && values.includes(value);
      case 'NotIn':
        return value === undefined || !values.includes(value);
      case 'Exists':
        return value !== undefined;
      case 'DoesNotExist':
        return value === undefined;
      default:
        return false;
    }
  });
}
