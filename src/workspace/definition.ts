import type { Around } from '../manifest/surroundings.ts';
import type { Token } from '../manifest/token.ts';
import { nodeAt, textAt } from '../manifest/tree.ts';
import { referenceAt, selectorAt } from './references.ts';
import { isIncomplete, labelSelector, mapSelector } from './selector.ts';
import type { Selector } from './selector.ts';
import { placeOf } from './workspaceIndex.ts';
import type { IndexedObject, Place, WorkspaceIndex } from './workspaceIndex.ts';

/** More than anybody picks from. */
const maxPlaces = 50;

/** Whether a token leads to other objects; reads what is around it, so that it can be asked later. */
export function leadsElsewhere(token: Token, around: Around): boolean {
  return (
    referenceAt(token, around) !== undefined ||
    selectorAt(token, around) !== undefined ||
    (selectedFrom(token) && around() !== undefined)
  );
}

/** Fields whose meaning depends on the Pods that the object's selector matches. */
function selectedFrom({ kind, group, path }: Token): boolean {
  if (path[0] !== 'spec') return false;
  if (kind === 'PodDisruptionBudget')
    return path.length === 2 && /^(?:minAvailable|maxUnavailable)$/.test(path[1] ?? '');
  return kind === 'Service' && group === '' && path[1] === 'ports' && path[3] === 'targetPort';
}

/** The Pods and workloads that such a field speaks of. */
export function selectedBy(
  token: Token,
  around: Around,
  uri: string,
  index: WorkspaceIndex,
): readonly IndexedObject[] {
  if (!selectedFrom(token)) return [];
  const root = around()?.root;
  const node = nodeAt(root, 'spec', 'selector');
  if (node === undefined || isIncomplete(node)) return [];
  const selector = token.kind === 'Service' ? mapSelector(node) : labelSelector(node);
  const namespace = { name: textAt(root, 'metadata', 'namespace') };
  return isEmpty(selector) ? [] : index.selected(selector, namespace, uri);
}

export function isEmpty({ labels, expressions }: Selector): boolean {
  return labels.size === 0 && expressions.length === 0;
}

/** Where the objects stand that a token names or selects. */
export function definitions(
  token: Token,
  around: Around,
  uri: string,
  index: WorkspaceIndex,
): readonly Place[] {
  const reference = referenceAt(token, around);
  if (reference !== undefined) {
    const { targets, elsewhere } = index.find({ ...reference, from: uri });
    const { key, onKey } = reference;
    return (targets.length > 0 ? targets : elsewhere)
      .slice(0, maxPlaces)
      .map((object) => placeOf(object, onKey ? key : undefined));
  }
  const place = selectorAt(token, around);
  if (place === undefined)
    return selectedBy(token, around, uri, index)
      .slice(0, maxPlaces)
      .map((object) => placeOf(object));
  if (isIncomplete(place.node)) return [];
  const selector = place.form === 'map' ? mapSelector(place.node) : labelSelector(place.node);
  if (isEmpty(selector)) return [];
  return index
    .selected(selector, place.namespace, uri)
    .slice(0, maxPlaces)
    .map((object) => placeOf(object));
}
