import type { Translate } from '../l10n/translate.ts';
import type { Token } from '../manifest/token.ts';
import { removalOf } from '../schema/removals.ts';
import type { AllowedValue, Field, FieldType, Schema } from '../schema/schema.ts';
import { codeSpan, inlineMarkdown, plainText } from './inlineMarkdown.ts';
import { statusText } from './status.ts';

export interface ReferenceOptions {
  readonly t: Translate;
  readonly clusterVersion?: string;
}

/** What the API itself says about a token. */
export interface Reference {
  /** First line of a hover that has nothing else to say. */
  readonly title: string;
  /** The title names the value under the caret. */
  readonly ofValue?: boolean;
  /** Place and type, below what a concept says. */
  readonly head?: string;
  /** Since when it is deprecated or gone. */
  readonly status?: string;
  /** Why not to use the field any more. */
  readonly deprecation?: string;
  /** That the current value is not allowed. */
  readonly wrong?: string;
  /** What the API says about the current value. */
  readonly current?: string;
  /** Values that the field takes, the current one first. */
  readonly values?: string;
  readonly text?: string;
  readonly docs?: string;
}

/** The field or kind under the caret; undefined where the API's text would not help or nobody knows it. */
export function fieldReference(
  token: Token,
  schema: Schema,
  options: ReferenceOptions,
): Reference | undefined {
  if (isKind(token)) return kindReference(token, schema);
  const { apiVersion, kind, path } = token;
  const field = schema.field(apiVersion, kind, path);
  if (!field || !helps(token, field)) return undefined;
  const { t } = options;
  const current = token.value === undefined || isTemplate(token.value) ? undefined : token.value;
  const status = fieldStatus(field, options);
  const own = field.values.find(({ value }) => value === current);
  return {
    title: title(token, field, own, options),
    ofValue: token.role === 'value' && own !== undefined,
    head: [codeSpan(pathText(path)), ...attributes(token, field, options)].join(' · '),
    ...(status !== undefined && { status }),
    ...(field.deprecation !== undefined && {
      deprecation: t('⌛ *Deprecated:* {0}', inlineMarkdown(field.deprecation)),
    }),
    ...(field.values.length > 1 && { values: valuesLine(path, field, current, t) }),
    ...(current !== undefined &&
      !own &&
      breaks(field, current) && { wrong: t('⚠ {0} is none of the allowed values.', codeSpan(current)) }),
    ...(own?.text !== undefined && { current: ownText(own.value, own.text) }),
    ...(field.text !== undefined && { text: inlineMarkdown(field.text) }),
    ...(field.link !== undefined && { docs: field.link }),
  };
}

/** That the API server no longer serves this version of the kind, and what to write instead. */
export function removalLine(token: Token, { t, clusterVersion }: ReferenceOptions): string | undefined {
  if (!isKind(token) && !isApiVersion(token)) return undefined;
  const removal = removalOf(token.apiVersion, token.kind);
  if (!removal) return undefined;
  const { version, successor, since, advice } = removal;
  const state = statusText({ state: 'removed', since: version }, clusterVersion, t);
  const parts = [codeSpan(token.apiVersion), state];
  if (successor !== undefined) parts.push(t('use {0}, served since {1}', codeSpan(successor), since ?? ''));
  else if (advice === 'podSecurity') parts.push(t('use Pod Security Admission: labels on the namespace'));
  return `⌛ ${parts.join(' · ')}`;
}

export function isKind({ path }: Token): boolean {
  return path.length === 1 && path[0] === 'kind';
}

function isApiVersion({ path }: Token): boolean {
  return path.length === 1 && path[0] === 'apiVersion';
}

function kindReference({ apiVersion, kind }: Token, schema: Schema): Reference | undefined {
  if (!schema.knows(apiVersion, kind)) return undefined;
  const found = schema.kind(apiVersion, kind);
  if (!found) return undefined;
  return {
    title: `**${plainText(kind)}** · ${codeSpan(apiVersion)}`,
    ...(found.deprecation !== undefined &&
      !found.removal && { deprecation: `⌛ ${inlineMarkdown(found.deprecation)}` }),
    ...(found.text !== undefined && { text: inlineMarkdown(found.text) }),
    ...(found.link !== undefined && { docs: found.link }),
  };
}

/** Labels and annotations are explained by concepts or not at all; nor does a text of the user's need a word. */
function helps({ role, path }: Token, field: Field): boolean {
  if (field.part === 'entry' && /^(?:labels|annotations)$/.test(path.at(-2) ?? '')) return false;
  if (role === 'key') return true;
  const plain = field.type.outer.length === 0;
  return field.values.length > 0 || (plain && !/^(?:string|any|object)$/.test(field.type.inner));
}

/** A value that a template will print is not known yet. */
function isTemplate(value: string): boolean {
  return value.includes('{{');
}

function title(token: Token, field: Field, own: AllowedValue | undefined, options: ReferenceOptions): string {
  const { role, path } = token;
  const name = path.filter((step) => step !== '[]').at(-1) ?? '';
  const parts =
    role === 'value' && own
      ? [`**${valueText(own.value)}**`, plainText(name)]
      : [`**${plainText(name)}**`, ...attributes(token, field, options)];
  const status = fieldStatus(field, options);
  if (status !== undefined) parts.push(status);
  return parts.join(' · ');
}

function attributes({ role }: Token, field: Field, { t }: ReferenceOptions): string[] {
  const parts = [codeSpan(typeText(field.type))];
  if (role === 'key' && field.required && field.part === 'field') parts.push(t('required'));
  return parts;
}

function fieldStatus({ status }: Field, { t, clusterVersion }: ReferenceOptions): string | undefined {
  return status && codeSpan(statusText(status, clusterVersion, t));
}

const names: Readonly<Record<FieldType['inner'], string>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  quantity: 'Quantity',
  time: 'Time',
  duration: 'Duration',
  intOrString: 'IntOrString',
  any: 'any',
  object: 'Object',
};

/** As `kubectl explain` writes types. */
function typeText({ outer, inner }: FieldType): string {
  return outer.map((form) => (form === 'list' ? '[]' : 'map[string]')).join('') + names[inner];
}

function valuesLine(
  path: readonly string[],
  field: Field,
  current: string | undefined,
  t: Translate,
): string {
  const known = field.values.filter(({ value }) => value === current);
  const others = field.values.filter(({ value }) => value !== current);
  const list = [
    ...known.map(({ value }) => `**${valueText(value)}**`),
    ...others.map(({ value }) => valueText(value)),
  ].join(' · ');
  return t('{0} enum: {1}', codeSpan(pathText(path)), list);
}

/** Whether no other value is right; one that is not written yet is not wrong. */
function breaks(field: Field, current: string): boolean {
  return field.closed && field.type.outer.length === 0 && current !== '';
}

/** The API writes `means that ...`, others a sentence. */
function ownText(value: string, text: string): string {
  const sentence = inlineMarkdown(text);
  return /^[a-z-]/.test(text)
    ? `**${valueText(value)}** ${sentence}`
    : `**${valueText(value)}**: ${sentence}`;
}

/** An empty value shows as it is written. */
export function valueText(value: string): string {
  return value === '' ? '""' : plainText(value);
}

export function pathText(path: readonly string[]): string {
  let text = '';
  for (const step of path) {
    if (step === '[]') text += '[]';
    else if (/[./"[\]]/.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}
