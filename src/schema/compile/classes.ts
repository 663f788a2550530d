import type { ObjectModel, Type } from './model.ts';

/** Objects under `roots`, one after another as they are reached. */
function reachable(roots: readonly ObjectModel[]): ObjectModel[] {
  const seen = new Set<ObjectModel>(roots);
  for (const object of seen) {
    for (const { type } of object.fields.values()) {
      const inner = objectIn(type);
      if (inner) seen.add(inner);
    }
  }
  return [...seen];
}

/** The object at the bottom of lists and maps. */
export function objectIn(type: Type): ObjectModel | undefined {
  let at = type;
  while (at.form === 'list' || at.form === 'map') at = at.of;
  return at.form === 'object' ? at : undefined;
}

/** `spell` gives what it says about everything but the objects inside, for which `inner` stands. */
export function spell(type: Type, inner: (object: ObjectModel) => string): string {
  switch (type.form) {
    case 'list':
      return `[${spell(type.of, inner)}`;
    case 'map':
      return `{${spell(type.of, inner)}`;
    case 'scalar':
      return type.name;
    case 'enum':
      return `<${type.values.join('|')}>`;
    case 'object':
      return inner(type);
  }
}

/**
 * A representative for every object: objects that say the same, down to the last field, share one. Versions of an
 * API and the inline types of custom resources repeat themselves hundreds of times. Starts with all objects equal
 * and tells them apart round by round, so that types that hold themselves need no special care.
 */
export function representatives(roots: readonly ObjectModel[]): ReadonlyMap<ObjectModel, ObjectModel> {
  const objects = reachable(roots);
  let classOf = new Map<ObjectModel, number>(objects.map((object) => [object, 0]));
  for (let count = 1; ;) {
    const numbers = new Map<string, number>();
    const next = new Map<ObjectModel, number>();
    for (const object of objects) {
      const parts: string[] = [String(classOf.get(object))];
      for (const [name, { type, doc, typeDoc, required }] of object.fields) {
        const shape = spell(type, (inner) => `@${classOf.get(inner) ?? -1}`);
        parts.push(`${name}${required ? '!' : ''}\u0000${shape}\u0000${doc}\u0000${typeDoc}`);
      }
      const signature = parts.join('\u0001');
      const number = numbers.get(signature) ?? numbers.size;
      numbers.set(signature, number);
      next.set(object, number);
    }
    classOf = next;
    if (numbers.size === count) break;
    count = numbers.size;
  }
  const first = new Map<number, ObjectModel>();
  const found = new Map<ObjectModel, ObjectModel>();
  for (const [object, number] of classOf) {
    const representative = first.get(number) ?? object;
    first.set(number, representative);
    found.set(object, representative);
  }
  return found;
}
