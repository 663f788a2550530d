import { sentenceCase } from '../deck/sentenceCase.ts';
import type { Concept } from '../deck/types.ts';
import type { Translate } from '../l10n/translate.ts';
import type { Range, Token } from '../manifest/token.ts';
import type { AllowedValue, ConceptSource } from './conceptSource.ts';
import type { Schema } from '../schema/schema.ts';
import { fieldReference, pathText, removalLine, valueText } from './fieldReference.ts';
import type { Reference } from './fieldReference.ts';
import { codeSpan, inlineMarkdown, paragraphs, plainText } from './inlineMarkdown.ts';
import { chinesePage, linksLine } from './links.ts';
import type { HoverLinks } from './links.ts';
import { statusText } from './status.ts';

export interface HoverOptions {
  readonly t: Translate;
  /** Minor version of the cluster in front of the user, such as `1.31`; undefined: the newest known. */
  readonly clusterVersion?: string;
  /** Whether the client can run `command:` links. */
  readonly commands: boolean;
  /** The field reference, where it is wanted. */
  readonly schema?: Schema;
  /** Paths of the keys above the token, nearest first; asked for only where its own one leads nowhere. */
  readonly above?: () => readonly (readonly string[])[];
  /** Leads to the Chinese pages of the documentation. */
  readonly chinese?: boolean;
}

export interface HoverContent {
  /** Everything, links included. */
  readonly markdown: string;
  /** Without the line of links, for a client that writes its own. */
  readonly body: string;
  readonly links: HoverLinks;
  readonly range: Range;
  /** Ids of the concept and of the topic that explains it, where there is one. */
  readonly concept?: string;
  readonly topic?: string;
}

const maxPoints = 5;

/** What the concepts and the field reference say about a token, or undefined if they say nothing. */
export function hover(
  written: Token,
  concepts: ConceptSource,
  options: HoverOptions,
): HoverContent | undefined {
  const { t, commands, schema, chinese } = options;
  const token = schema ? repaired(written, schema, options.above) : written;
  const concept = concepts.find(token);
  const reference = schema && fieldReference(token, schema, options);
  const removal = removalLine(token, options);
  if (!concept && !reference && removal === undefined) return undefined;
  const body = concept
    ? conceptBody(concept, token, concepts.allowedValues(token), reference, removal, options)
    : referenceBody(token, reference, removal);
  const docs = concept?.links.find((link) => /^https?:/i.test(link)) ?? localised(reference?.docs, chinese);
  const links = {
    ...(concept && { topic: concept.topic }),
    ...(docs !== undefined && { docs }),
  };
  const lastLine = linksLine(links, commands, t);
  const markdown = lastLine === '' ? body : `${body}\n\n${lastLine}`;
  return {
    markdown,
    body,
    links,
    range: token.range,
    ...(concept && { concept: concept.id, topic: concept.topic }),
  };
}

/** Below a key that is half typed or stands at the wrong depth, the token as if that key were right. */
function repaired(token: Token, schema: Schema, above: HoverOptions['above']): Token {
  const { apiVersion, kind, path, displaced = false } = token;
  if (!schema.knows(apiVersion, kind) || schema.field(apiVersion, kind, path)) return token;
  const whole =
    schema.repaired(apiVersion, kind, path) ??
    (above && schema.reattached(apiVersion, kind, path, above(), displaced));
  return whole ? { ...token, path: whole } : token;
}

function localised(docs: string | undefined, chinese: boolean | undefined): string | undefined {
  return docs !== undefined && chinese === true ? chinesePage(docs) : docs;
}

function conceptBody(
  concept: Concept,
  token: Token,
  allowed: readonly AllowedValue[],
  reference: Reference | undefined,
  removal: string | undefined,
  { t, clusterVersion }: HoverOptions,
): string {
  const explains = concept.attachments.some(({ value }) => value !== undefined && value === token.value);
  const current = explains ? undefined : reference?.current;
  const blocks = [title(concept, clusterVersion, t), removal, reference?.wrong];
  // Whoever points at a value asks about it first, and about its field second.
  if (!explains && reference?.ofValue === true) blocks.push(current ?? reference.title);
  const points = concept.points
    .map(inlineMarkdown)
    .filter((point) => point !== '')
    .slice(0, maxPoints)
    .map((point) => `- ${point}`);
  const summary = sentenceCase(paragraphs(concept.summary));
  // A list right below its introduction reads as one thought.
  blocks.push([summary, ...points].filter((line) => line !== '').join('\n'));
  if (concept.trap !== undefined) blocks.push(t('⚠ *Interview trap:* {0}', inlineMarkdown(concept.trap)));
  if (concept.outdated !== undefined) {
    blocks.push(t('⌛ *Outdated:* {0}', inlineMarkdown(concept.outdated)));
  }
  // What the concept says itself needs no second word.
  if (!concept.status) blocks.push(reference?.deprecation);
  if (reference?.values !== undefined) blocks.push(reference.values);
  else if (allowed.length > 0) blocks.push(allowedValues(token, allowed, t));
  if (token.role === 'key') blocks.push(current);
  if (reference) blocks.push(placeAndText(reference, concept.status === undefined));
  return joined(blocks);
}

function joined(blocks: readonly (string | undefined)[]): string {
  return blocks.filter((block) => block !== undefined && block !== '').join('\n\n');
}

/** The line of values names the place already, and a concept with a status tells that itself. */
function placeAndText({ head, status, values, text }: Reference, withStatus: boolean): string {
  if (head === undefined || values !== undefined) return text ?? '';
  const place = withStatus && status !== undefined ? `${head} · ${status}` : head;
  return text === undefined ? place : `${place}: ${text}`;
}

function referenceBody(token: Token, reference: Reference | undefined, removal: string | undefined): string {
  if (!reference) return joined([`**${plainText(token.kind)}**`, removal]);
  const { title: head, wrong, deprecation, current, values, text } = reference;
  return joined([head, removal, wrong, deprecation, current, values, text]);
}

function title(concept: Concept, clusterVersion: string | undefined, t: Translate): string {
  const parts = [`**${inlineMarkdown(concept.name)}**`];
  if (concept.label !== '') parts.push(inlineMarkdown(concept.label));
  if (concept.status) parts.push(codeSpan(statusText(concept.status, clusterVersion, t)));
  return parts.join(' · ');
}

/** The current value first, then the others in the order of the notes. */
function allowedValues(token: Token, allowed: readonly AllowedValue[], t: Translate): string {
  const current = allowed.filter(({ value }) => value === token.value);
  const others = allowed.filter(({ value }) => value !== token.value);
  const values = [
    ...current.map(({ value }) => `**${valueText(value)}**`),
    ...others.map(({ value }) => valueText(value)),
  ];
  return t('{0} enum: {1}', codeSpan(pathText(token.path)), values.join(' · '));
}
