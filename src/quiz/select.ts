/** Which cards a session asks, and in which order. */
import type { Card, Deck } from '../deck/types.ts';
import { historyKey } from '../deck/identity/version.ts';
import type { MemoryState } from '../review/memory.ts';
import { buildQueue, type DayCounts, type QueueOptions } from '../review/queue.ts';
import type { Standing, StandingOf } from '../topics/rows.ts';

/** What the journal knows, as far as it decides on today's cards. */
export interface DayState {
  /** By history key. */
  readonly memoryOf: (key: string) => MemoryState;
  readonly done: DayCounts;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Review day. */
  readonly today: number;
  readonly options: QueueOptions;
}

/**
 * All cards of topics that are not hidden: due ones first, then new ones, then those that are not due yet (so
 * that a topic can always be practised), each in the order of the note with its list cards last.
 */
export function topicCards(cards: readonly Card[], standing: StandingOf, now: number): readonly string[] {
  const rank = (known: Standing | undefined): number => {
    if (known === undefined || known.state === 'new') return 1;
    return known.due <= now ? 0 : 2;
  };
  return (
    cards
      .map((card) => ({ card, known: standing(card.id) }))
      .filter(({ known }) => known?.hidden !== true)
      // A list card asks its section's question once more: not right behind the free recall.
      .sort(
        (a, b) =>
          rank(a.known) - rank(b.known) || Number(a.card.type === 'list') - Number(b.card.type === 'list'),
      )
      .map(({ card }) => card.id)
  );
}

/** Ids of the cards that the day still asks for, in the order of asking; see `buildQueue`. */
export function dueCards(deck: Deck, { memoryOf, done, now, today, options }: DayState): readonly string[] {
  const cards = deck.chapters.flatMap((chapter) => chapter.topics.flatMap((topic) => topic.cards));
  const idOf = new Map(cards.map((card) => [historyKey(card), card.id]));
  const candidates = cards.map((card) => ({ id: historyKey(card), section: card.section, tier: card.tier }));
  const queue = buildQueue(candidates, memoryOf, done, now, today, options);
  return queue.cards.flatMap((key) => idOf.get(key) ?? []);
}
