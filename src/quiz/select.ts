/** Which cards a session asks, and in which order. */
import type { Card, Deck, Tier } from '../deck/types.ts';
import type { Standing, StandingOf } from '../topics/rows.ts';

const tierRank: Readonly<Record<Tier, number>> = { must: 0, should: 1, extra: 2 };

/** New cards that one session of due cards brings in at most. */
export const newCardsPerSession = 10;

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

/**
 * What is due, longest overdue first, and then new cards, must before should before extra, until a session holds
 * `newCardsPerSession` of them.
 */
export function dueCards(deck: Deck, standing: StandingOf, now: number): readonly string[] {
  const cards = deck.chapters.flatMap((chapter) => chapter.topics.flatMap((topic) => topic.cards));
  const due: { readonly id: string; readonly due: number }[] = [];
  const fresh: Card[] = [];
  for (const card of cards) {
    const known = standing(card.id);
    if (known?.hidden === true) continue;
    if (known === undefined || known.state === 'new') fresh.push(card);
    else if (known.due <= now) due.push({ id: card.id, due: known.due });
  }
  return [
    ...due.sort((a, b) => a.due - b.due).map(({ id }) => id),
    ...fresh
      .sort((a, b) => tierRank[a.tier] - tierRank[b.tier])
      .slice(0, newCardsPerSession)
      .map((card) => card.id),
  ];
}
