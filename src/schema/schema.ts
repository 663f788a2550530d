import type { FieldRecord, IndexData, PackData } from './data.ts';
import type { Removal } from './removals.ts';
import { removalOf } from './removals.ts';
import { fieldStatus } from './status.ts';
import type { FieldStatus } from './status.ts';

/** A value that a field takes, and what the API says about it. */
export interface AllowedValue {
  readonly value: string;
  readonly text?: string;
}

export type Scalar =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'quantity'
  | 'time'
  | 'duration'
  | 'intOrString'
  | 'any'
  | 'object';

/** `outer` says from the outside in whether it is a list or a map of what follows. */
export interface FieldType {
  readonly outer: readonly ('list' | 'map')[];
  readonly inner: Scalar;
}

/** What the API says about a field. All texts are Markdown, in English. */
export interface Field {
  readonly type: FieldType;
  readonly text?: string;
  readonly link?: string;
  /** Why not to use it any more, and what to use instead. */
  readonly deprecation?: string;
  readonly status?: FieldStatus;
  readonly required: boolean;
  readonly values: readonly AllowedValue[];
  /** Other values are wrong. */
  readonly closed: boolean;
  /** Where the path leads: to the field itself, to an item of it or to an entry of it under the user's own key. */
  readonly part: 'field' | 'item' | 'entry';
}

/** What the API says about a kind. */
export interface KindText {
  readonly text?: string;
  readonly link?: string;
  readonly deprecation?: string;
  readonly removal?: Removal;
}

interface Place {
  readonly pack: PackData;
  readonly type: string;
}

const scalars: Readonly<Record<string, Scalar>> = {
  s: 'string',
  e: 'string',
  E: 'string',
  i: 'integer',
  f: 'number',
  b: 'boolean',
  q: 'quantity',
  t: 'time',
  d: 'duration',
  x: 'intOrString',
  a: 'any',
  o: 'object',
  P: 'object',
};

/** The field reference. Packs are added as somebody asks for their kinds; until then they cost nothing. */
export class Schema {
  private readonly index: IndexData;
  private readonly packs = new Map<string, PackData>();

  constructor(index: IndexData) {
    this.index = index;
  }

  /** Whether the reference knows a kind in this very version. */
  knows(apiVersion: string, kind: string): boolean {
    return this.packName(apiVersion, kind) !== undefined;
  }

  /** Packs that are still to be added before this kind can be looked up. */
  missing(apiVersion: string, kind: string): readonly string[] {
    const name = this.packName(apiVersion, kind);
    if (name === undefined) return [];
    return [name, ...(this.index.uses[name] ?? [])].filter((pack) => !this.packs.has(pack));
  }

  add(name: string, pack: PackData): void {
    this.packs.set(name, pack);
  }

  kind(apiVersion: string, kind: string): KindText | undefined {
    const removal = removalOf(apiVersion, kind);
    const found = this.kindRecord(apiVersion, kind);
    if (!found) return removal && { removal };
    const { pack, record } = found;
    const [, text, link, deprecation] = record;
    return {
      ...optional('text', pack.texts[text]),
      ...optional('link', pack.links[link]),
      ...optional('deprecation', pack.texts[deprecation]),
      ...optional('removal', removal),
    };
  }

  /** What a path from the object's root leads to; undefined where the API does not know it. */
  field(apiVersion: string, kind: string, path: readonly string[]): Field | undefined {
    const found = this.kindRecord(apiVersion, kind);
    if (!found) return undefined;
    let place: Place = { pack: found.pack, type: `o${found.record[0]}` };
    let field: { pack: PackData; record: FieldRecord } | undefined;
    let part: Field['part'] = 'field';
    for (const step of path) {
      const { pack, type } = place;
      const first = type.charAt(0);
      if (first === '[' || first === '{') {
        // A list takes items and a map keys; anything else is a mistake in the manifest.
        if ((first === '[') !== (step === '[]')) return undefined;
        place = { pack, type: type.slice(1) };
        part = first === '[' ? 'item' : 'entry';
        continue;
      }
      const record = this.member(place, step);
      if (!record) return undefined;
      field = record;
      part = 'field';
      place = { pack: record.pack, type: record.record[1] };
    }
    return field && this.describe(field.pack, field.record, place, part);
  }

  /**
   * The path with the full names of keys that are half typed or empty so far, where everything below them fits only
   * one field; undefined where it fits none or several that differ.
   */
  repaired(apiVersion: string, kind: string, path: readonly string[]): readonly string[] | undefined {
    const found = this.kindRecord(apiVersion, kind);
    if (!found) return undefined;
    const all = this.repairs({ pack: found.pack, type: `o${found.record[0]}` }, path, 1);
    // Nobody types a status.
    const typed = all.filter(([root]) => root !== 'status');
    const [first, ...others] = typed.length > 0 ? typed : all;
    if (first === undefined) return undefined;
    const text = this.field(apiVersion, kind, first)?.text;
    const agree = others.every((other) => this.field(apiVersion, kind, other)?.text === text);
    return agree ? first : undefined;
  }

  /**
   * The path of a key that stands at the wrong depth, or below one that does: what follows the mistake, behind the
   * beginning of a path from the lines above (nearest first), where the API knows the two together. `self` says that
   * the key itself stands wrong.
   */
  reattached(
    apiVersion: string,
    kind: string,
    path: readonly string[],
    above: readonly (readonly string[])[],
    self: boolean,
  ): readonly string[] | undefined {
    const fits = (candidate: readonly string[]): boolean =>
      this.field(apiVersion, kind, candidate)?.part === 'field' && !same(candidate, path);
    const beginnings = distinctBeginnings(above);
    // Some steps may have fitted by chance before one does not.
    const bad = path.findIndex((_, i) => !this.field(apiVersion, kind, path.slice(0, i + 1)));
    for (let from = Math.max(0, bad - 3); from <= bad; from++) {
      const rest = path.slice(from);
      const alone = from === path.length - 1;
      if (alone && !self) break;
      if (rest[0] === '[]') continue;
      const found = beginnings.find((beginning) => fits([...beginning, ...rest]));
      if (found) return [...found, ...rest];
    }
    // A key without content right above, whose content it may be.
    const parent = path.slice(0, -1);
    for (const other of above) {
      if (other.length !== path.length || !same(other.slice(0, -1), parent)) break;
      const candidate = [...other, ...path.slice(-1)];
      if (fits(candidate)) return candidate;
    }
    return undefined;
  }

  /** Ways to read `path` from `place` on with at most `broken` keys completed. */
  private repairs(place: Place, path: readonly string[], broken: number): (readonly string[])[] {
    const [step, ...rest] = path;
    if (step === undefined) return [[]];
    const { pack, type } = place;
    const first = type.charAt(0);
    const onward = (name: string, inner: Place, left: number): (readonly string[])[] =>
      this.repairs(inner, rest, left).map((tail) => [name, ...tail]);
    if (first === '[' || first === '{') {
      return (first === '[') === (step === '[]') ? onward(step, { pack, type: type.slice(1) }, broken) : [];
    }
    const record = this.member(place, step);
    if (record) return onward(step, { pack: record.pack, type: record.record[1] }, broken);
    const object = this.object(place);
    if (!object || broken === 0 || rest.length === 0 || step === '[]') return [];
    return object.fields.flatMap((number) => {
      const field = object.pack.fields[number];
      if (!field?.[0].startsWith(step)) return [];
      return onward(field[0], { pack: object.pack, type: field[1] }, broken - 1);
    });
  }

  private describe(pack: PackData, record: FieldRecord, place: Place, part: Field['part']): Field {
    const [, , text, link, deprecation, required, status] = record;
    const inner = place.type.replace(/^[[{]+/, '');
    const outer = Array.from(place.type.slice(0, place.type.length - inner.length));
    const letter = inner.charAt(0);
    const values = letter === 'e' || letter === 'E' ? (place.pack.enums[Number(inner.slice(1))] ?? []) : [];
    return {
      type: {
        outer: outer.map((char) => (char === '[' ? 'list' : 'map')),
        inner: scalars[letter] ?? 'any',
      },
      ...optional('text', pack.texts[text]),
      ...optional('link', pack.links[link]),
      ...optional('deprecation', pack.texts[deprecation]),
      ...optional('status', fieldStatus(status)),
      required: required === 1,
      values: values.map(([value, own]) => ({ value, ...optional('text', place.pack.texts[own]) })),
      closed: letter === 'e',
      part,
    };
  }

  private member(place: Place, name: string): { pack: PackData; record: FieldRecord } | undefined {
    const object = this.object(place);
    for (const number of object?.fields ?? []) {
      const record = object?.pack.fields[number];
      if (object && record?.[0] === name) return { pack: object.pack, record };
    }
    return undefined;
  }

  /** The fields of an object, which another pack may hold. */
  private object({ pack, type }: Place): { pack: PackData; fields: readonly number[] } | undefined {
    const elsewhere = /^P(.+):(\d+)$/.exec(type);
    const owner = elsewhere ? this.packs.get(elsewhere[1] ?? '') : pack;
    const number = elsewhere ? elsewhere[2] : type.startsWith('o') ? type.slice(1) : undefined;
    const fields = number === undefined ? undefined : owner?.types[Number(number)];
    return owner && fields && { pack: owner, fields };
  }

  private kindRecord(apiVersion: string, kind: string) {
    const name = this.packName(apiVersion, kind);
    const pack = name === undefined ? undefined : this.packs.get(name);
    const record = pack?.kinds[apiVersion]?.[kind];
    return pack && record && { pack, record };
  }

  private packName(apiVersion: string, kind: string): string | undefined {
    const kinds = Object.hasOwn(this.index.kinds, apiVersion) ? this.index.kinds[apiVersion] : undefined;
    return kinds && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  }
}

/** All beginnings of the paths, each once, those of the first path first and of each path the longest first. */
function distinctBeginnings(paths: readonly (readonly string[])[]): (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  for (const path of paths) {
    for (let length = path.length; length >= 0; length--) {
      const beginning = path.slice(0, length);
      const key = beginning.join('\u0000');
      // What is shorter was found together with it.
      if (found.has(key)) break;
      found.set(key, beginning);
    }
  }
  return [...found.values()];
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((step, i) => step === b[i]);
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Readonly<Record<K, V>>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
