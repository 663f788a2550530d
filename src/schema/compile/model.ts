import type { Declaration, Expression } from './declarations.ts';

/** A declaration file, by the path that others import it by: `kubernetes-models/apps/v1/Deployment`. */
export interface Source {
  readonly path: string;
  readonly declarations: readonly Declaration[];
}

/** A type with its references resolved. Objects are shared, and may hold themselves. */
export type Type =
  | { readonly form: 'scalar'; readonly name: Scalar }
  | { readonly form: 'enum'; readonly values: readonly string[] }
  | { readonly form: 'list' | 'map'; readonly of: Type }
  | ObjectModel;

export type Scalar =
  'string' | 'number' | 'boolean' | 'any' | 'quantity' | 'time' | 'duration' | 'intOrString';

export interface ObjectModel {
  readonly form: 'object';
  doc: string;
  fields: Map<string, FieldModel>;
}

export interface FieldModel {
  readonly type: Type;
  readonly doc: string;
  /** Text of the type, where the field names one. */
  readonly typeDoc: string;
  readonly required: boolean;
}

/** Types that the API machinery writes in a form of their own. */
const scalars: Readonly<Record<string, Scalar>> = {
  'api/resource/Quantity': 'quantity',
  'util/intstr/IntOrString': 'intOrString',
  'apis/meta/v1/Time': 'time',
  'apis/meta/v1/MicroTime': 'time',
  'apis/meta/v1/Duration': 'duration',
  'runtime/RawExtension': 'any',
  'apis/meta/v1/FieldsV1': 'any',
};

/**
 * Types that are written as anything, as JSON allows several forms; in manifests it is always this one. The path's
 * last step stands for its neighbour in the same folder.
 */
const usualForms: Readonly<Record<string, string>> = {
  JSONSchemaPropsOrArray: 'JSONSchemaProps',
  JSONSchemaPropsOrBool: 'JSONSchemaProps',
};

/** Resolves declarations to types. */
export class Model {
  private readonly sources: ReadonlyMap<string, Source>;
  private readonly resolved = new Map<Expression, Type>();

  constructor(sources: Iterable<Source>) {
    this.sources = new Map([...sources].map((source) => [source.path, source]));
  }

  /** The type that a file is named after. */
  main(path: string): { type: Type; doc: string } | undefined {
    const declaration = this.mainDeclaration(path);
    if (!declaration) return undefined;
    return { type: this.type(declaration.type, path), doc: declaration.doc };
  }

  mainDeclaration(path: string): Declaration | undefined {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return this.sources.get(path)?.declarations.find((declaration) => declaration.name === `I${name}`);
  }

  private type(expression: Expression, path: string): Type {
    const known = this.resolved.get(expression);
    if (known) return known;
    if (expression.form === 'object') {
      const object: ObjectModel = { form: 'object', doc: '', fields: new Map() };
      // Before its fields, as one of them may hold the object itself.
      this.resolved.set(expression, object);
      for (const { name, doc, required, type } of expression.members) {
        object.fields.set(name, {
          type: this.type(type, path),
          doc,
          typeDoc: this.docOf(type, path),
          required,
        });
      }
      return object;
    }
    const type = this.resolve(expression, path);
    this.resolved.set(expression, type);
    return type;
  }

  private resolve(expression: Exclude<Expression, { form: 'object' }>, path: string): Type {
    switch (expression.form) {
      case 'string':
      case 'number':
      case 'boolean':
      case 'any':
        return { form: 'scalar', name: expression.form };
      case 'literals':
        return { form: 'enum', values: expression.values };
      case 'list':
      case 'map':
        return { form: expression.form, of: this.type(expression.of, path) };
      case 'reference': {
        const target = this.target(expression, path);
        const machinery = /^@kubernetes-models\/apimachinery\/(.*)$/.exec(target.path)?.[1];
        const scalar = machinery === undefined ? undefined : scalars[machinery];
        if (scalar !== undefined) return { form: 'scalar', name: scalar };
        const type = target.declaration && this.type(target.declaration.type, target.path);
        if (type?.form === 'object' && type.doc === '') type.doc = target.declaration?.doc ?? '';
        return type ?? { form: 'scalar', name: 'any' };
      }
      case 'all':
      case 'any-of':
        return this.merged(expression.parts.map((part) => this.type(part, path)));
    }
  }

  /** Alternatives and combinations say which fields go together, which a reference leaves to its text. */
  private merged(parts: readonly Type[]): Type {
    const objects = parts.filter((part) => part.form === 'object');
    if (objects.length > 0) {
      const fields = new Map<string, FieldModel>();
      for (const object of objects) {
        for (const [name, field] of object.fields) fields.set(name, combined(fields.get(name), field, this));
      }
      return { form: 'object', doc: objects.find(({ doc }) => doc !== '')?.doc ?? '', fields };
    }
    const names = new Set(parts.map((part) => (part.form === 'scalar' ? part.name : part.form)));
    if (names.size === 1 && parts[0]) return parts[0];
    if (names.size === 2 && names.has('string') && names.has('number'))
      return { form: 'scalar', name: 'intOrString' };
    const only = parts.filter((part) => part.form !== 'scalar' || part.name !== 'any');
    return only.length === 1 && only[0] ? only[0] : { form: 'scalar', name: 'any' };
  }

  combine(a: Type, b: Type): Type {
    if (a.form === 'list' && b.form === 'list') return { form: 'list', of: this.combine(a.of, b.of) };
    if (a.form === 'object' && b.form === 'object') return this.merged([a, b]);
    return a.form === 'scalar' && a.name === 'any' ? b : a;
  }

  private docOf(expression: Expression, path: string): string {
    if (expression.form === 'list') return this.docOf(expression.of, path);
    return expression.form === 'reference' ? (this.target(expression, path).declaration?.doc ?? '') : '';
  }

  private target(
    { name, module }: Extract<Expression, { form: 'reference' }>,
    path: string,
  ): { path: string; declaration: Declaration | undefined } {
    if (module === undefined) {
      const declaration = this.sources.get(path)?.declarations.find((candidate) => candidate.name === name);
      return { path, declaration };
    }
    const plain = module.replace(/\.js$/, '');
    const named = plain.startsWith('.') ? joined(path, plain) : plain;
    const target = named.replace(/[^/]+$/, (last) => usualForms[last] ?? last);
    return { path: target, declaration: this.mainDeclaration(target) };
  }
}

/** In combinations the same field may stand twice, once only to say that it is required there. */
function combined(known: FieldModel | undefined, field: FieldModel, model: Model): FieldModel {
  if (!known) return field;
  return {
    type: model.combine(known.type, field.type),
    doc: known.doc === '' ? field.doc : known.doc,
    typeDoc: known.typeDoc === '' ? field.typeDoc : known.typeDoc,
    required: known.required && field.required,
  };
}

function joined(from: string, relative: string): string {
  const steps = from.split('/').slice(0, -1);
  for (const step of relative.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
}
