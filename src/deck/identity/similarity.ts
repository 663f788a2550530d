import type { Version } from './version.ts';

/** Multiset of the features of a text. */
export type Features = ReadonlyMap<string, number>;

/** Runs of a script written without spaces, and words of all others. */
const ideographs = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}';
const run = new RegExp(`[${ideographs}]+|(?:(?![${ideographs}])[\\p{L}\\p{N}\\p{M}_])+`, 'gu');
const unspaced = new RegExp(`^[${ideographs}]`, 'u');
const han = /\p{Script=Han}/gu;
const otherLetters = /(?!\p{Script=Han})\p{L}/gu;

/** What a word of a language with spaces weighs, in pairs of ideographs: about two, as its translation would. */
const wordWeight = 2;

/**
 * Pairs of neighbouring characters for Chinese and Japanese, trigrams within words for the rest: both stand a
 * changed ending or a reordered sentence, and neither needs a dictionary. Long words weigh no more than short.
 */
export function featuresOf(normalised: string): Features {
  const features = new Map<string, number>();
  for (const [part] of normalised.matchAll(run)) {
    const size = unspaced.test(part) ? 2 : 3;
    const padded = size === 3 ? `^${part}$` : part;
    const grams = Math.max(1, padded.length - size + 1);
    const weight = size === 3 ? wordWeight / grams : 1;
    for (let at = 0; at < grams; at++) {
      const feature = padded.slice(at, at + size);
      features.set(feature, (features.get(feature) ?? 0) + weight);
    }
  }
  return features;
}

/** How telling a feature is, above 0 to 1: the rarer in the deck, the more. */
export type Weigh = (feature: string) => number;

/** Inverse document frequency over `texts`, smoothed and scaled to 1 for a feature that none of them has. */
export function rarity(texts: Iterable<Features>): Weigh {
  const counts = new Map<string, number>();
  let total = 0;
  for (const features of texts) {
    total++;
    for (const feature of features.keys()) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  }
  // The constant keeps common words from weighing nothing in a small deck.
  const scale = 0.5 + Math.log(total + 1);
  return (feature) => (0.5 + Math.log((total + 1) / ((counts.get(feature) ?? 0) + 1))) / scale;
}

/** How much a text says: about 1 a rare ideograph, 2 a rare word. */
export function mass(features: Features, weigh: Weigh): number {
  let sum = 0;
  for (const [feature, count] of features) sum += count * weigh(feature);
  return sum;
}

/** Weighted Dice coefficient, 0 to 1; 1 for two texts without features (nothing tells them apart). */
export function dice(one: Features, other: Features, weigh: Weigh): number {
  let shared = 0;
  let all = 0;
  for (const [feature, count] of one) {
    const weight = weigh(feature);
    all += count * weight;
    shared += Math.min(count, other.get(feature) ?? 0) * weight;
  }
  for (const [feature, count] of other) all += count * weigh(feature);
  return all === 0 ? 1 : (2 * shared) / all;
}

/** Whether a text is mainly Chinese; one ideograph says about as much as four letters. */
export function isChinese(version: Version): boolean {
  const text = version.question + version.answer;
  const hanCount = text.match(han)?.length ?? 0;
  const letters = text.match(otherLetters)?.length ?? 0;
  return hanCount * 4 > letters;
}
