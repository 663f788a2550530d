import type { Pair } from './assign.ts';
import { CandidateIndex } from './candidates.ts';
import { comparable, credibility } from './credibility.ts';
import { DeckFacts, type Text } from './deckFacts.ts';
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
 * All credible pairs of waiting history and card. Candidates come from an inverted index, from the same id and
 * from the same section, so the cost grows with the number of unmatched cards, not with its square.
 */
export function scorePairs(
  waiting: readonly WaitingVersion[],
  targets: readonly Target[],
  deck: readonly Version[],
  allowed: (history: string, target: Version) => boolean,
): ScoredPair[] {
  if (waiting.length === 0 || targets.length === 0) return [];
  const byOldCard = grouped(waiting, ({ version }) => version.card);
  const compared = targets.filter(({ version, sameIdOnly }) => !sameIdOnly || byOldCard.has(version.card));
  if (compared.length === 0) return [];
  const facts = new DeckFacts(
    deck,
    [...waiting, ...compared].map(({ version }) => version),
  );
  const entries = waiting.map(({ history, version }): Entry => ({ ...facts.text(version), history }));
  const index = new CandidateIndex(entries, facts.lexicon);
  const byCard = grouped(entries, (entry) => entry.version.card);
  const bySection = grouped(entries, (entry) => entry.version.section);

  const pairs: ScoredPair[] = [];
  for (const { version, sameIdOnly } of compared) {
    const sameId = byCard.get(version.card) ?? [];
    const text = facts.text(version);
    const candidates = new Set(sameId);
    if (!sameIdOnly) {
      for (const entry of index.find(text)) candidates.add(entry);
      for (const entry of (bySection.get(version.section) ?? []).slice(0, neighboursCompared)) {
        candidates.add(entry);
      }
    }
    const best = new Map<string, ScoredPair>();
    for (const entry of candidates) {
      if (!comparable(entry.version.type, version.type) || !allowed(entry.history, version)) continue;
      const score = credibility(entry, text, facts, sameIdOnly);
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
    pairs.push(...best.values());
  }
  return pairs;
}
