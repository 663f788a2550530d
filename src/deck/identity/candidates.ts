import type { Lexicon, Weighed } from './similarity.ts';

/** Features of a question, and of an answer, that are looked up; the rest only counts in the comparison itself. */
const lookedUp = 12;
/** A feature that more texts than this share says too little to be looked up. */
const longestPosting = 64;
const kept = 12;

/** A text that is to be found, or to be searched for. */
export interface Indexed {
  readonly question: Weighed;
  readonly answer: Weighed;
}

/**
 * Finds texts that may be similar, without comparing all with all: an inverted index over the rarest features.
 * Cost per look-up is bounded by the constants above, so n texts against n texts stay linear.
 */
export class CandidateIndex<T extends Indexed> {
  /** Postings of features in questions and in answers. */
  readonly #questions = new Map<number, T[]>();
  readonly #answers = new Map<number, T[]>();
  readonly #lexicon: Lexicon;

  constructor(texts: Iterable<T>, lexicon: Lexicon) {
    this.#lexicon = lexicon;
    for (const text of texts) {
      // All features are indexed: which ones are rare differs between the two texts of an edit.
      this.#index(this.#questions, text.question, text);
      this.#index(this.#answers, text.answer, text);
    }
  }

  #index(postings: Map<number, T[]>, { ids }: Weighed, text: T): void {
    for (const id of ids) {
      const posting = postings.get(id);
      if (!posting) postings.set(id, [text]);
      else if (posting.length <= longestPosting) posting.push(text);
    }
  }

  #rarest({ ids }: Weighed): number[] {
    const rarity = (id: number) => this.#lexicon.rarity(id);
    return Array.from(ids)
      .sort((a, b) => rarity(b) - rarity(a) || a - b)
      .slice(0, lookedUp);
  }

  find(text: Indexed): T[] {
    const shared = new Map<T, number>();
    for (const [postings, features] of [
      [this.#questions, text.question],
      [this.#answers, text.answer],
    ] as const) {
      for (const id of this.#rarest(features)) {
        const posting = postings.get(id);
        if (!posting || posting.length > longestPosting) continue;
        for (const found of posting) shared.set(found, (shared.get(found) ?? 0) + 1);
      }
    }
    return [...shared.entries()]
      .sort((a, b) => b[1] - a[1])
      .slice(0, kept)
      .map(([found]) => found);
  }
}
