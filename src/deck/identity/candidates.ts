import type { Features, Weigh } from './similarity.ts';

/** Features of a text that are looked up; the rest only counts in the comparison itself. */
const lookedUp = 12;
/** A feature that more texts than this share says too little to be looked up. */
const longestPosting = 64;
const kept = 12;

/** A text that is to be found, or to be searched for. */
export interface Indexed {
  readonly question: Features;
  readonly answer: Features;
}

function rarest(features: Features, weigh: Weigh, prefix: string): string[] {
  return [...features.keys()]
    .map((feature) => ({ feature, weight: weigh(feature) }))
    .sort((a, b) => b.weight - a.weight || (a.feature < b.feature ? -1 : 1))
    .slice(0, lookedUp)
    .map(({ feature }) => prefix + feature);
}

function keysOf(text: Indexed, weigh: Weigh): string[] {
  return [...rarest(text.question, weigh, 'q'), ...rarest(text.answer, weigh, 'a')];
}

/**
 * Finds texts that may be similar, without comparing all with all: an inverted index over the rarest features.
 * Cost per look-up is bounded by the constants above, so n texts against n texts stay linear.
 */
export class CandidateIndex<T extends Indexed> {
  readonly #postings = new Map<string, T[]>();
  readonly #weigh: Weigh;

  constructor(texts: Iterable<T>, weigh: Weigh) {
    this.#weigh = weigh;
    for (const text of texts) {
      // All features are indexed: which ones are rare differs between the two texts of an edit.
      for (const [features, prefix] of [
        [text.question, 'q'],
        [text.answer, 'a'],
      ] as const) {
        for (const feature of features.keys()) {
          const posting = this.#postings.get(prefix + feature);
          if (!posting) this.#postings.set(prefix + feature, [text]);
          else if (posting.length <= longestPosting) posting.push(text);
        }
      }
    }
  }

  find(text: Indexed): T[] {
    const shared = new Map<T, number>();
    for (const key of keysOf(text, this.#weigh)) {
      const posting = this.#postings.get(key);
      if (!posting || posting.length > longestPosting) continue;
      for (const found of posting) shared.set(found, (shared.get(found) ?? 0) + 1);
    }
    return [...shared.entries()]
      .sort((a, b) => b[1] - a[1])
      .slice(0, kept)
      .map(([found]) => found);
  }
}
