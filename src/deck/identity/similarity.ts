import type { Version } from './version.ts';

/** Multiset of the features of a text: parallel arrays, each feature once. */
export interface Features {
  readonly names: readonly string[];
  readonly counts: readonly number[];
}

/** Features with their weights, in the numbering of one `Lexicon`. */
export interface Weighed {
  /** Numbers of the features, ascending. */
  readonly ids: Int32Array;
  /** Count times rarity. */
  readonly weights: Float64Array;
  /** How much the text says: about 1 a rare ideograph, 2 a rare word. */
  readonly mass: number;
}

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
  const counts = new Map<string, number>();
  for (const part of normalised.match(run) ?? []) {
    const size = unspaced.test(part) ? 2 : 3;
    const padded = size === 3 ? `^${part}$` : part;
    const grams = Math.max(1, padded.length - size + 1);
    const weight = size === 3 ? wordWeight / grams : 1;
    for (let at = 0; at < grams; at++) {
      const feature = padded.slice(at, at + size);
      counts.set(feature, (counts.get(feature) ?? 0) + weight);
    }
  }
  return { names: [...counts.keys()], counts: [...counts.values()] };
}

/**
 * Numbers features and knows how telling each is: inverse document frequency over the texts it learnt from,
 * smoothed and scaled to 1 for a feature that at most one of them has.
 */
export class Lexicon {
  readonly #ids = new Map<string, number>();
  /** Number of texts with the feature, and the last of them, by the feature's number. */
  readonly #documents: number[] = [];
  readonly #last: number[] = [];
  /** Rarity by number of texts, as far as it was asked for. */
  readonly #rarities: number[] = [];
  #total = 0;

  #id(feature: string): number {
    let id = this.#ids.get(feature);
    if (id === undefined) {
      id = this.#documents.length;
      this.#ids.set(feature, id);
      this.#documents.push(0);
      this.#last.push(0);
    }
    return id;
  }

  /** Announces features that will be weighed; only those are counted when learning. */
  expect({ names }: Features): void {
    for (const name of names) this.#id(name);
  }

  /** Learns from one text, given in parts. Only before the first text is weighed. */
  learn(...parts: readonly Features[]): void {
    this.#total++;
    for (const { names } of parts) {
      for (const name of names) {
        const id = this.#ids.get(name);
        if (id === undefined || this.#last[id] === this.#total) continue;
        this.#last[id] = this.#total;
        this.#documents[id] = (this.#documents[id] ?? 0) + 1;
      }
    }
  }

  /** Rarity of a feature by its number, above 0 to 1. */
  rarity(id: number): number {
    // A feature of one text is as telling as one of none: the text may be the one that is compared.
    const documents = Math.max(0, (this.#documents[id] ?? 0) - 1);
    let rarity = this.#rarities[documents];
    if (rarity === undefined) {
      // The constant keeps common words from weighing nothing in a small deck.
      const scale = 0.5 + Math.log(this.#total + 1);
      rarity = (0.5 + Math.log((this.#total + 1) / (documents + 1))) / scale;
      this.#rarities[documents] = rarity;
    }
    return rarity;
  }

  weigh({ names, counts }: Features): Weighed {
    const ids = Int32Array.from(names, (name) => this.#id(name));
    const countOf = new Map<number, number>();
    ids.forEach((id, at) => countOf.set(id, counts[at] ?? 0));
    ids.sort();
    let mass = 0;
    const weights = Float64Array.from(ids, (id) => {
      const weight = (countOf.get(id) ?? 0) * this.rarity(id);
      mass += weight;
      return weight;
    });
    return { ids, weights, mass };
  }
}

/** Weighted Dice coefficient, 0 to 1; 1 for two texts without features (nothing tells them apart). */
export function dice(one: Weighed, other: Weighed): number {
  const all = one.mass + other.mass;
  if (all === 0) return 1;
  let shared = 0;
  let a = 0;
  let b = 0;
  while (a < one.ids.length && b < other.ids.length) {
    const difference = (one.ids[a] ?? 0) - (other.ids[b] ?? 0);
    if (difference === 0) shared += Math.min(one.weights[a++] ?? 0, other.weights[b++] ?? 0);
    else if (difference < 0) a++;
    else b++;
  }
  return Math.min(1, (2 * shared) / all);
}

/** Whether a text is mainly Chinese; one ideograph says about as much as four letters. */
export function isChinese(version: Version): boolean {
  const text = version.question + version.answer;
  const hanCount = text.match(han)?.length ?? 0;
  const letters = text.match(otherLetters)?.length ?? 0;
  return hanCount * 4 > letters;
}

/**
 * Names in a Chinese question: its Latin words are what it is about ("etcd 的默认端口"). Empty for other
 * languages, where a Latin word may be any word.
 */
export function latinNames(question: string): ReadonlySet<string> {
  return new Set(question.search(han) < 0 ? [] : question.match(/[a-z][a-z0-9]+/g));
}
