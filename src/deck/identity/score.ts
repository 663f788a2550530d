import type { Pair } from './assign.ts';
import { CandidateIndex } from './candidates.ts';
import { comparable, credibility } from './credibility.ts';
import { DeckFacts, type Text } from './deckFacts.ts';
import type { SectionMoves } from './sectionMoves.ts';
import type { Version } from './version.ts';

/** A version of a history that waits for its card. */
export interface WaitingVersion {
  readonly history: string;
  readonly version: Version;
}

/** A card of the present notes that may take a history. */
export interface Target {
  readonly version: Version;
  /** Only a history of its own id: the card has been seen before, so it can at most be a stage of the same card. */
  readonly sameIdOnly: boolean;
}

/** One possible re-attachment, with the version that speaks for it. */
export interface ScoredPair extends Pair {
  readonly before: Version;
  readonly after: Version;
}

/** Waiting cards of the same section that are looked at, beyond those found by their words. */
const neighboursCompared = 24;

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

interface Entry extends Text {
  readonly history: string;
}

/**
 * Finds all credible pairs of waiting history and card. Candidates come from an inverted index, from the same id
 * and from the same section, so the cost grows with the number of unmatched cards, not with its square.
 */
export class Comparison {
  readonly #targets: readonly Target[];
  readonly #allowed: (history: string, target: Version) => boolean;
  readonly #facts: DeckFacts;
  readonly #entries: readonly Entry[];
  readonly #index: CandidateIndex<Entry>;
  readonly #byCard: ReadonlyMap<string, readonly Entry[]>;

  constructor(
    waiting: readonly WaitingVersion[],
    targets: readonly Target[],
    deck: readonly Version[],
    allowed: (history: string, target: Version) => boolean,
  ) {
    const byCard = grouped(waiting, ({ version }) => version.card);
    this.#targets = targets.filter(({ version, sameIdOnly }) => !sameIdOnly || byCard.has(version.card));
    this.#allowed = allowed;
    const compared = this.#targets.length === 0 ? [] : [...waiting, ...this.#targets];
    this.#facts = new DeckFacts(
      compared.length === 0 ? [] : deck,
      compared.map(({ version }) => version),
    );
    this.#entries = waiting.map(({ history, version }) => ({ ...this.#facts.text(version), history }));
    this.#index = new CandidateIndex(this.#entries, this.#facts.lexicon);
    this.#byCard = grouped(this.#entries, (entry) => entry.version.card);
  }

  /** Pairs of what is neither `given` (histories) nor `taken` (keys of cards) yet. */
  pairs(moves: SectionMoves, given: ReadonlySet<string>, taken: ReadonlySet<string>): ScoredPair[] {
    const bySection = grouped(
      this.#entries.filter(({ history }) => !given.has(history)),
      (entry) => moves.now(entry.version.section),
    );
    const pairs: ScoredPair[] = [];
    for (const target of this.#targets) {
      if (taken.has(target.version.key)) continue;
      const candidates = new Set(this.#byCard.get(target.version.card));
      if (!target.sameIdOnly) {
        for (const entry of this.#index.find(this.#facts.text(target.version))) candidates.add(entry);
        const neighbours = bySection.get(target.version.section) ?? [];
        for (const entry of neighbours.slice(0, neighboursCompared)) candidates.add(entry);
      }
      for (const entry of candidates) if (given.has(entry.history)) candidates.delete(entry);
      pairs.push(...this.#best(target, candidates, moves));
    }
    return pairs;
  }

  /** For each history, the version of it that speaks best for the card. */
  #best(
    { version, sameIdOnly }: Target,
    candidates: Iterable<Entry>,
    moves: SectionMoves,
  ): Iterable<ScoredPair> {
    const text = this.#facts.text(version);
    const best = new Map<string, ScoredPair>();
    for (const entry of candidates) {
      if (!comparable(entry.version.type, version.type) || !this.#allowed(entry.history, version)) continue;
      const score = credibility(entry, text, { facts: this.#facts, moves, merge: sameIdOnly });
      const known = best.get(entry.history);
      if (score === undefined || (known && known.score >= score)) continue;
      best.set(entry.history, {
        from: entry.history,
        to: version.key,
        score,
        before: entry.version,
        after: version,
      });
    }
    return best.values();
  }
}
