/**
 * Where the cards of a section went, by the vote of those that are certain: a section that was renamed and
 * rewritten takes its remaining cards along, an item that was cut out of it does not.
 */
export class SectionMoves {
  readonly #votes = new Map<string, Map<string, number>>();

  /** A card of section `from` is now in section `to`, or still there. */
  vote(from: string, to: string): void {
    const votes = this.#votes.get(from) ?? new Map<string, number>();
    votes.set(to, (votes.get(to) ?? 0) + 1);
    this.#votes.set(from, votes);
  }

  /** The section that more than half of the votes name; the section itself where there is no such. */
  now(section: string): string {
    let total = 0;
    let best = { to: section, count: 0 };
    for (const [to, count] of this.#votes.get(section) ?? []) {
      total += count;
      if (count > best.count) best = { to, count };
    }
    return best.count * 2 > total ? best.to : section;
  }

  /** Whether the section has moved to another id. */
  moved(section: string): boolean {
    return this.now(section) !== section;
  }
}
