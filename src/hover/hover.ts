import { sentenceCase } from '../deck/sentenceCase.ts';
import type { Concept } from '../deck/types.ts';
import type { Translate } from '../l10n/translate.ts';
import type { Range, Token } from '../manifest/token.ts';
import type { AllowedValue, ConceptSource } from './conceptSource.ts';
import { codeSpan, inlineMarkdown, paragraphs, plainText } from './inlineMarkdown.ts';
import { linksLine } from './links.ts';
import type { HoverLinks } from './links.ts';
import { statusText } from './status.ts';

export interface HoverOptions {
  readonly t: Translate;
  /** Minor version of the cluster in front of the user, such as `1.31`; undefined: the newest known. */
  readonly clusterVersion?: string;
  /** Whether the client can run `command:` links. */
  readonly commands: boolean;
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

/** What the concepts say about a token, or undefined if they say nothing. */
export function hover(
  token: Token,
  concepts: ConceptSource,
  options: HoverOptions,
): HoverContent | undefined {
  const concept = concepts.find(token);
  if (!concept) return undefined;
  const body = hoverBody(concept, token, concepts.allowedValues(token), options);
  const docs = concept.links.find((link) => /^https?:/i.test(link));
  const links = { topic: concept.topic, ...(docs !== undefined && { docs }) };
  const lastLine = linksLine(links, options.commands, options.t);
  const markdown = lastLine === '' ? body : `${body}\n\n${lastLine}`;
  return { markdown, body, links, range: token.range, concept: concept.id, topic: concept.topic };
}

function hoverBody(
  concept: Concept,
  token: Token,
  allowed: readonly AllowedValue[],
  { t, clusterVersion }: HoverOptions,
): string {
  const blocks = [title(concept, clusterVersion, t)];
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
  if (allowed.length > 0) blocks.push(allowedValues(token, allowed, t));
  return blocks.filter((block) => block !== '').join('\n\n');
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
  const path = token.path.join('.').replaceAll('.[]', '[]');
  return t('{0} enum: {1}', codeSpan(path), values.join(' · '));
}

/** An empty value shows as it is written. */
function valueText(value: string): string {
  return value === '' ? '""' : plainText(value);
}
