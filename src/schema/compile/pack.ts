import type { FieldRecord, IndexData, KindRecord, PackData } from '../data.ts';
import { readApiText } from './apiText.ts';
import type { ApiText } from './apiText.ts';
import { objectIn, representatives } from './classes.ts';
import { Model } from './model.ts';
import type { FieldModel, ObjectModel, Scalar, Source, Type } from './model.ts';
import { ownDeprecations, ownFieldStatus, ownFieldTexts } from './ownFields.ts';
import { ownKinds, ownKindTexts, sameShape } from './ownKinds.ts';
import { ownOpenValues, ownTypedTexts, ownValueTexts } from './ownValues.ts';

/** A pack, the package whose kinds it holds, and the packs that it may refer to. */
export interface PackPlan {
  readonly name: string;
  readonly package: string;
  readonly uses: readonly string[];
}

export const plan: readonly PackPlan[] = [
  { name: 'kubernetes', package: 'kubernetes-models', uses: [] },
  ...['gateway-api', 'istio', 'argo-cd', 'prometheus-operator'].map(customResources),
  { name: 'cert-manager', package: '@kubernetes-models/cert-manager', uses: ['kubernetes', 'gateway-api'] },
];

function customResources(name: string): PackPlan {
  return { name, package: `@kubernetes-models/${name}`, uses: ['kubernetes'] };
}

interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly doc: string;
  readonly object: ObjectModel;
  readonly pack: string;
}

/** Makes the packs and their index from the declaration files of all packages. */
export function compileSchema(sources: readonly Source[]): {
  index: IndexData;
  packs: ReadonlyMap<string, PackData>;
} {
  const model = new Model(sources);
  const kinds = kindsOf(sources, model);
  for (const kind of ownKinds(model)) kinds.push({ ...kind, pack: 'kubernetes' });
  for (const [apiVersion, name, as] of sameShape) {
    const known = kinds.find(({ apiVersion: version, kind }) => version === as && kind === name);
    if (!known) throw new Error(`The declarations hold no ${as} ${name}.`);
    kinds.push({ ...known, apiVersion });
  }
  const shared = representatives(kinds.map(({ object }) => object));
  const writers = new Map<string, PackWriter>();
  /** Where objects are written, by their representatives. */
  const places = new Map<ObjectModel, Placed[]>();
  for (const planned of plan) writers.set(planned.name, new PackWriter(planned, shared, places));
  for (const kind of kinds) writers.get(kind.pack)?.addKind(kind);
  const index: { kinds: Record<string, Record<string, string>>; uses: Record<string, readonly string[]> } = {
    kinds: {},
    uses: {},
  };
  for (const { apiVersion, kind, pack } of kinds) (index.kinds[apiVersion] ??= {})[kind] = pack;
  const packs = new Map<string, PackData>();
  for (const [name, writer] of writers) packs.set(name, writer.data());
  for (const { name, uses } of plan) index.uses[name] = uses;
  return { index, packs };
}

function kindsOf(sources: readonly Source[], model: Model): Kind[] {
  const found: Kind[] = [];
  for (const { path } of sources) {
    const pack = plan.find((planned) => path.startsWith(`${planned.package}/`))?.name;
    if (pack === undefined) continue;
    const main = model.main(path);
    if (main?.type.form !== 'object') continue;
    const apiVersion = literal(main.type.fields.get('apiVersion'));
    const kind = literal(main.type.fields.get('kind'));
    if (apiVersion === undefined || kind === undefined) continue;
    found.push({ apiVersion, kind, doc: main.doc, object: main.type, pack });
  }
  return found;
}

function literal(field: FieldModel | undefined): string | undefined {
  return field?.type.form === 'enum' && field.type.values.length === 1 ? field.type.values[0] : undefined;
}

interface Placed {
  readonly pack: string;
  readonly number: number;
}

const letters: Readonly<Record<Scalar, string>> = {
  string: 's',
  number: 'i',
  boolean: 'b',
  any: 'a',
  quantity: 'q',
  time: 't',
  duration: 'd',
  intOrString: 'x',
};

/** Numbers that may have a fraction; all others are integers, which the declarations do not tell. */
const fractions = {
  kubernetes: /^(?:maximum|minimum|multipleOf)$/,
  other: /^(?:value|percent|aggression|minimumPercent|randomSamplingPercentage|maximum|minimum|multipleOf)$/,
};

/** A table in which everything stands once. */
class Table<T> {
  readonly rows: T[] = [];
  private readonly numbers = new Map<string, number>();

  add(row: T): number {
    const key = JSON.stringify(row);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.rows.length);
    this.rows.push(row);
    return this.rows.length - 1;
  }
}

const texts = new Map<string, ApiText>();

function apiText(doc: string): ApiText {
  const known = texts.get(doc) ?? readApiText(doc);
  texts.set(doc, known);
  return known;
}

/** The table of removals says better which version follows. */
function withoutGroupVersion(doc: string): string {
  return doc
    .replace(/^DEPRECATED(?: [\d.]+)?(?: -|\.)\s+/, '')
    .replace(
      /This group version of (\w+) is deprecated by \S+?(?: \1)?\.(?=\s|$)\s*(?:See the release notes for more information\.\s*)?/,
      '',
    );
}

/** `externalIPs` of a Service's spec, `serviceAccount` of a Pod's, and no other of these names. */
function ownDeprecation(name: string, owner: ObjectModel): string | undefined {
  const known = Object.hasOwn(ownDeprecations, name) ? ownDeprecations[name] : undefined;
  if (known === undefined) return undefined;
  const sibling = name === 'externalIPs' ? 'clusterIP' : 'serviceAccountName';
  return owner.fields.has(sibling) ? known : undefined;
}

interface Values {
  /** Name of the field's type, where the declarations name it. */
  readonly typeName: string;
  readonly texts: ReadonlyMap<string, string>;
  /** Values that the text of a field names as those that it takes. */
  readonly named: readonly string[];
}

class PackWriter {
  private readonly name: string;
  private readonly uses: readonly string[];
  private readonly shared: ReadonlyMap<ObjectModel, ObjectModel>;
  private readonly places: Map<ObjectModel, Placed[]>;
  private readonly texts = new Table<string>();
  private readonly links = new Table<string>();
  private readonly enums = new Table<(readonly [string, number])[]>();
  private readonly fields = new Table<FieldRecord>();
  private readonly types: (readonly number[])[] = [];
  private readonly kinds: Record<string, Record<string, KindRecord>> = {};

  constructor(
    { name, uses }: PackPlan,
    shared: ReadonlyMap<ObjectModel, ObjectModel>,
    places: Map<ObjectModel, Placed[]>,
  ) {
    this.name = name;
    this.uses = uses;
    this.shared = shared;
    this.places = places;
  }

  addKind({ apiVersion, kind, doc, object }: Kind): void {
    // A custom resource often says only in its spec what it is.
    const text = apiText(doc === '' ? (ownKindTexts[kind] ?? '') : withoutGroupVersion(doc));
    const spec = object.fields.get('spec');
    const specText = spec && apiText(spec.doc === '' ? spec.typeDoc : spec.doc);
    const summary = text.summary === '' ? (specText?.summary ?? '') : text.summary;
    const record: KindRecord = [
      this.place(object, false).number,
      this.text(summary),
      this.link(text.link ?? (text.summary === '' ? specText?.link : undefined)),
      this.text(text.deprecation),
    ];
    (this.kinds[apiVersion] ??= {})[kind] = record;
  }

  data(): PackData {
    return {
      texts: this.texts.rows,
      links: this.links.rows,
      enums: this.enums.rows,
      fields: this.fields.rows,
      types: this.types,
      kinds: this.kinds,
    };
  }

  /** Writes an object unless a pack has it; a kind's own object must stand in the kind's pack. */
  private place(object: ObjectModel, elsewhere: boolean): Placed {
    const representative = this.shared.get(object) ?? object;
    const places = this.places.get(representative) ?? [];
    const known = places.find(({ pack }) => pack === this.name || (elsewhere && this.uses.includes(pack)));
    if (known) return known;
    const placed = { pack: this.name, number: this.types.length };
    this.places.set(representative, [...places, placed]);
    const fields: number[] = [];
    this.types.push(fields);
    for (const [name, field] of representative.fields) {
      fields.push(this.fields.add(this.field(name, field, representative)));
    }
    return placed;
  }

  private field(name: string, field: FieldModel, owner: ObjectModel): FieldRecord {
    const own = apiText(field.doc === '' ? (ownFieldTexts[name] ?? '') : field.doc);
    const ofType = apiText(field.typeDoc);
    const object = objectIn(field.type);
    // A field without a text is described by what its type says.
    const summary =
      own.summary !== '' || own.deprecation !== undefined
        ? own.summary
        : ofType.summary !== ''
          ? ofType.summary
          : object
            ? apiText(object.doc).summary
            : '';
    const values: Values = {
      texts: new Map([...ofType.values, ...own.values]),
      typeName: /^\w+/.exec(field.typeDoc)?.[0] ?? '',
      named: own.named.length > 0 ? own.named : ofType.named,
    };
    // The names of these fields are Kubernetes' own, and mean the same wherever they stand in its kinds.
    const isOwn = this.name === 'kubernetes' && ownFieldStatus[name] !== undefined;
    const status =
      isOwn && (own.deprecation !== undefined || ownDeprecations[name]) ? ownFieldStatus[name] : undefined;
    const record = [
      name,
      this.type(name, field.type, values, owner),
      this.text(summary),
      this.link(own.link ?? ofType.link),
      this.text(
        this.name === 'kubernetes' ? (ownDeprecation(name, owner) ?? own.deprecation) : own.deprecation,
      ),
      field.required ? 1 : 0,
    ] as const;
    return status === undefined ? record : [...record, status];
  }

  private type(name: string, type: Type, values: Values, owner: ObjectModel): string {
    switch (type.form) {
      case 'list':
        return `[${this.type(name, type.of, values, owner)}`;
      case 'map':
        return `{${this.type(name, type.of, values, owner)}`;
      case 'scalar': {
        const fraction = this.name === 'kubernetes' ? fractions.kubernetes : fractions.other;
        if (type.name === 'string') return this.openEnumeration(name, values) ?? 's';
        return type.name === 'number' && fraction.test(name) ? 'f' : letters[type.name];
      }
      case 'enum': {
        // The kind's own name, which says nothing.
        if (
          type.values.length === 1 &&
          (name === 'kind' || name === 'apiVersion') &&
          owner.fields.has('kind')
        )
          return 's';
        const typed = ownTypedTexts[values.typeName];
        const own = ownValueTexts(name, type.values);
        const rows = type.values.map(
          (value) => [value, this.text(typed?.[value] ?? values.texts.get(value) ?? own[value])] as const,
        );
        return `e${this.enums.add(rows)}`;
      }
      case 'object': {
        const { pack, number } = this.place(type, true);
        if (pack === this.name) return `o${number}`;
        return `P${pack}:${number}`;
      }
    }
  }

  /** A field that takes any text, but whose own one names values. */
  private openEnumeration(name: string, { texts: known, named, typeName }: Values): string | undefined {
    const own = ownOpenValues[name] ?? ownOpenValues[typeName];
    const values = own ? Object.keys(own) : named;
    if (values.length < 2) return undefined;
    const texts = ownValueTexts(name, values);
    const rows = values.map(
      (value) => [value, this.text(own?.[value] ?? known.get(value) ?? texts[value])] as const,
    );
    return `E${this.enums.add(rows)}`;
  }

  private text(text: string | undefined): number {
    return text === undefined || text === '' ? -1 : this.texts.add(text);
  }

  private link(link: string | undefined): number {
    return link === undefined ? -1 : this.links.add(link);
  }
}
