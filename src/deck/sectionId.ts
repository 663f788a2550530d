import type { CardType } from './types.ts';
import { textHash } from './identity/hash.ts';
import { normalise } from './identity/normalise.ts';

/**
 * Ids of what the author gave no id. Everything derived stands behind a `~`, which no explicit id may contain:
 * an id without `~` is the author's word and keeps its history whatever becomes of the text; an id with `~` is
 * kept only as long as the text bears it out.
 *
 *     service-types#explain            built-in, explicit id
 *     service-types#define~clusterip   explicit section, item without an id
 *     bank:~pod-的生命周期#explain       source `bank`, heading without an id
 *     bank:~overview~2#explain         second "Overview" of its file
 *     bank:~overview@9f3k2c#explain    "Overview" of a second file of the same source
 */
const longestSlug = 32;
const keptOfLongSlug = 22;

/**
 * A readable name for a heading or term: lower-case letters and digits of any script, joined by `-`; never
 * empty. Longer ones are cut and end in a hash of the whole, so that two long headings stay apart.
 */
export function slug(text: string): string {
  const words = normalise(text)
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-|-$/g, '');
  const letters = Array.from(words);
  if (letters.length === 0) return text.trim() === '' ? 'untitled' : textHash(text.trim()).slice(0, 6);
  if (letters.length <= longestSlug) return words;
  return `${letters.slice(0, keptOfLongSlug).join('')}-${textHash(words).slice(0, 6)}`;
}

/** Where a section without an id stands. */
export interface SectionPlace {
  /** 1 for the first section of the file whose heading has this slug, 2 for the next one. */
  readonly occurrence: number;
  /** Only where another file of the source already has the same id: the path inside the source. */
  readonly clashingFile?: string;
}

/**
 * Id of a section without an explicit one, namespaced by its source. Neither the file's name nor the headings
 * around it go in, so that renaming the file or moving the section keeps the id.
 */
export function deriveSectionId(source: string, place: SectionPlace, heading: string): string {
  const namespace = source === '' ? '' : `${source}:`;
  const nth = place.occurrence > 1 ? `~${place.occurrence}` : '';
  const file = place.clashingFile === undefined ? '' : `@${textHash(place.clashingFile).slice(0, 6)}`;
  return `${namespace}~${slug(heading)}${nth}${file}`;
}

/** Names the sections of one file in reading order, counting headings that repeat. */
export function sectionNamer(source: string): (heading: string) => string {
  const seen = new Map<string, number>();
  return (heading) => {
    const name = slug(heading);
    const occurrence = (seen.get(name) ?? 0) + 1;
    seen.set(name, occurrence);
    return deriveSectionId(source, { occurrence }, heading);
  };
}

/**
 * Id of a card. `owner` is the id of its section, or of its item where the item has one; `what` the type, with a
 * direction where there are two (`define-reverse`, `manifest-line`); `derived` tells cards of one owner apart by their text
 * (prefer a term's slug to a position, which shifts with every insert).
 */
export function cardId(
  owner: string,
  what: CardType | `${CardType}-reverse` | 'manifest-line',
  derived?: string,
): string {
  return derived === undefined ? `${owner}#${what}` : `${owner}#${what}~${derived}`;
}

/** Whether the author gave the id: no part of it was derived from a heading, a term or a position. */
export function isExplicit(id: string): boolean {
  return !id.includes('~');
}

/** Key of the source that a namespaced id belongs to; `''` for the built-in notes. */
export function sourceOf(id: string): string {
  const hash = id.indexOf('#');
  const colon = (hash < 0 ? id : id.slice(0, hash)).indexOf(':');
  return colon < 0 ? '' : id.slice(0, colon);
}
