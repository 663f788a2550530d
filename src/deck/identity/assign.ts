/** A possible re-attachment of one history to one card. */
export interface Pair {
  readonly from: string;
  readonly to: string;
  /** 0 to 1, tie-breakers included. */
  readonly score: number;
}

export interface Assigned<P extends Pair> {
  readonly pair: P;
  /** Score of the best competing pair at either end, 0 if there was none. */
  readonly second: number;
}

/** Best and second best score of the open pairs at one end. */
interface Best<P extends Pair> {
  pair: P;
  second: number;
}

function note<P extends Pair>(bests: Map<string, Best<P>>, end: string, pair: P): void {
  const best = bests.get(end);
  // Pairs come in falling order, so the first one seen at an end is its best and the next its second.
  if (!best) bests.set(end, { pair, second: 0 });
  else if (best.second === 0) best.second = pair.score;
}

/**
 * One history to one card: takes pairs that are the best at both their ends and ahead of every rival by `margin`,
 * removes what they rule out and looks again, until nothing more is clear. What stays ambiguous is left alone:
 * a history that waits is better than one on a wrong card. Deterministic, whatever the order of `pairs`.
 */
export function assign<P extends Pair>(pairs: readonly P[], margin: number): Assigned<P>[] {
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  let open = [...pairs].sort((a, b) => b.score - a.score || compare(a.from, b.from) || compare(a.to, b.to));
  const result: Assigned<P>[] = [];
  const taken = new Set<string>();
  for (;;) {
    const byFrom = new Map<string, Best<P>>();
    const byTo = new Map<string, Best<P>>();
    for (const pair of open) {
      note(byFrom, pair.from, pair);
      note(byTo, pair.to, pair);
    }
    const before = result.length;
    for (const { pair, second } of byFrom.values()) {
      const rival = byTo.get(pair.to);
      if (rival?.pair !== pair) continue;
      const runnerUp = Math.max(second, rival.second);
      if (pair.score - runnerUp < margin) continue;
      result.push({ pair, second: runnerUp });
      taken.add(`f${pair.from}`).add(`t${pair.to}`);
    }
    if (result.length === before) return result;
    open = open.filter((pair) => !taken.has(`f${pair.from}`) && !taken.has(`t${pair.to}`));
  }
}
