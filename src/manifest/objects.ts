import { isKnownKind, isVersion, objectType } from './kinds.ts';
import type { Step } from './locate.ts';
import type { ObjectType, Place } from './token.ts';

/** The object around a token: the document's root, or an item where the root is a list of objects. */
export function objectAround(
  steps: readonly Step[],
  token: Pick<Place, 'role' | 'value'>,
): { steps: readonly Step[]; type: ObjectType } | undefined {
  const [root, item, field] = steps;
  if (field && root?.step === 'items' && item?.step === '[]') {
    const inner = steps.slice(2);
    // First the item itself: `kind: List` stands at the far end of what kubectl prints.
    const own = typeOf(field, inner, token);
    if (own) return { steps: inner, type: own };
    const kind = root.container.scalar('kind');
    if (kind?.endsWith('List')) {
      const type = objectType(root.container.scalar('apiVersion'), kind.slice(0, -'List'.length));
      return type && { steps: inner, type };
    }
  }
  const type = root && typeOf(root, steps, token);
  return type && { steps, type };
}

function typeOf(
  root: Step,
  steps: readonly Step[],
  { role, value }: Pick<Place, 'role' | 'value'>,
): ObjectType | undefined {
  // Templates may choose between several kinds; on the value of one of them, that one counts.
  const onKind = steps.length === 1 && root.step === 'kind' && role === 'value';
  return objectType(apiVersionOf(root), onKind ? value : kindOf(root));
}

/** `: Service` says what it is before its key is typed. */
function kindOf({ container }: Step): string | undefined {
  const kind = container.scalar('kind');
  if (kind !== undefined) return kind;
  const unnamed = container.scalar('');
  return unnamed !== undefined && isKnownKind(unnamed) ? unnamed : undefined;
}

function apiVersionOf({ container }: Step): string | undefined {
  const apiVersion = container.scalar('apiVersion');
  if (apiVersion !== undefined) return apiVersion;
  const unnamed = container.scalar('');
  return unnamed !== undefined && isVersion(unnamed) ? unnamed : undefined;
}
