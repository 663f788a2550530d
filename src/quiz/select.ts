/** Which cards a session asks, and in which order. */
import type { Card, Deck, Tier } from '../deck/types.ts';
import { historyKey } from '../deck/identity/version.ts';
import type { ReviewEvent } from '../review/events.ts';
import type { MemoryState } from '../review/memory.ts';
import { buildQueue, type DayCounts, type QueueOptions } from '../review/queue.ts';
import type { Standing, StandingOf } from '../topics/rows.ts';
import { confusableBeside, followUpsBehind, interleave, ownerOf } from './arrange.ts';
import { findCard, weakPointCards } from './pointCards.ts';
import type { Scope } from './session.ts';

/** What the journal knows, as far as it decides on today's cards. */
export interface DayState {
  /** By history key. */
  readonly memoryOf: (key: string) => MemoryState;
  /** Reviews of a history that count, oldest first. */
  readonly reviewsOf: (key: string) => readonly ReviewEvent[];
  readonly done: DayCounts;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Review day. */
  readonly today: number;
  readonly options: QueueOptions;
}

/** What the choice of cards needs to know. */
export interface Knowledge extends DayState {
  readonly standing: StandingOf;
  /** Concepts that are easily taken for one. */
  readonly confusedWith: (concept: string) => readonly string[];
}

/** More cards than anybody answers in one session. */
const mostCards = 400;
const mostWeak = 60;

const tierRank: Readonly<Record<Tier, number>> = { must: 0, should: 1, extra: 2 };

/** Ids of the cards of a session, in the order of asking. */
export function sessionCards(scope: Scope, deck: Deck, knowledge: Knowledge): readonly string[] {
  const { standing, now, confusedWith } = knowledge;
  const arranged = (cards: readonly Card[]): readonly string[] =>
    confusableBeside(followUpsBehind(cards), confusedWith)
      .slice(0, mostCards)
      .map(({ id }) => id);
  if (scope.kind === 'due' && scope.cram !== true) {
    const due = dueCards(deck, knowledge);
    return arranged(scope.minutes === undefined ? due : byTier(due));
  }
  const cards = cardsOf(scope, deck, knowledge);
  if (scope.kind === 'weak') {
    return topicCards(cards, standing, now)
      .slice(0, mostWeak)
      .map(({ id }) => id);
  }
  const ranked = scope.cram === true ? weakestFirst(cards, standing) : topicCards(cards, standing, now);
  const ordered = scope.minutes === undefined ? ranked : byTier(ranked);
  const topics = new Set(ordered.map(({ topic }) => topic)).size;
  return arranged(topics > 1 ? interleaveRanks(ordered, standing, now) : ordered);
}

function cardsOf(scope: Scope, deck: Deck, { reviewsOf }: Knowledge): readonly Card[] {
  const all = deck.chapters.flatMap((chapter) => chapter.topics);
  switch (scope.kind) {
    case 'due':
      return all.flatMap(({ cards }) => cards);
    case 'topics': {
      const byId = new Map(all.map((topic) => [topic.id, topic]));
      return scope.topics.flatMap((id) => byId.get(id)?.cards ?? []);
    }
    case 'tier':
      return all.flatMap(({ cards }) => cards.filter(({ tier }) => tier === scope.tier));
    case 'manifest':
      return conceptCards(deck, new Set(scope.concepts));
    case 'weak':
      return weakPointCards(
        all.flatMap(({ cards }) => cards),
        reviewsOf,
      );
  }
}

/** The cards that ask for these concepts. */
export function conceptCards(deck: Deck, concepts: ReadonlySet<string>): readonly Card[] {
  return deck.chapters.flatMap(({ topics }) =>
    topics.flatMap(({ cards }) => cards.filter((card) => concepts.has(ownerOf(card)))),
  );
}

function rank(known: Standing | undefined, now: number): number {
  if (known === undefined || known.state === 'new') return 1;
  return known.due <= now ? 0 : 2;
}

/**
 * Cards that are not hidden: due ones first, then new ones, then those that are not due yet (so that a topic can
 * always be practised), each in the order of the note with its list cards last.
 */
export function topicCards(cards: readonly Card[], standing: StandingOf, now: number): readonly Card[] {
  return (
    cards
      .map((card) => ({ card, known: standing(card.id) }))
      .filter(({ known }) => known?.hidden !== true)
      // A list card asks its section's question once more: not right behind the free recall.
      .sort(
        (a, b) =>
          rank(a.known, now) - rank(b.known, now) ||
          Number(a.card.type === 'list') - Number(b.card.type === 'list'),
      )
      .map(({ card }) => card)
  );
}

/** For cramming: the least likely to be known first, new cards before all. */
function weakestFirst(cards: readonly Card[], standing: StandingOf): readonly Card[] {
  return cards
    .map((card) => ({ card, known: standing(card.id) }))
    .filter(({ known }) => known?.hidden !== true)
    .sort((a, b) => (a.known?.retrievability ?? 0) - (b.known?.retrievability ?? 0))
    .map(({ card }) => card);
}

function byTier(cards: readonly Card[]): readonly Card[] {
  return [...cards].sort((a, b) => tierRank[a.tier] - tierRank[b.tier]);
}

/** Mixes topics without mixing due, new and later cards, nor tiers. */
function interleaveRanks(cards: readonly Card[], standing: StandingOf, now: number): readonly Card[] {
  const groups = new Map<string, Card[]>();
  for (const card of cards) {
    const key = `${card.tier} ${rank(standing(card.id), now)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [card]);
    else group.push(card);
  }
  return [...groups.values()].flatMap(interleave);
}

/** The cards that the day still asks for, in the order of asking; see `buildQueue`. Missed points are among them. */
export function dueCards(deck: Deck, state: DayState): readonly Card[] {
  const { memoryOf, reviewsOf, done, now, today, options } = state;
  const cards = deck.chapters.flatMap((chapter) => chapter.topics.flatMap((topic) => topic.cards));
  const points = weakPointCards(cards, reviewsOf);
  // Points that were missed come before other new cards of their tier.
  const all = [...points, ...cards];
  const byKey = new Map(all.map((card) => [historyKey(card), card]));
  const candidates = all.map((card) => ({ id: historyKey(card), section: card.section, tier: card.tier }));
  const queue = buildQueue(candidates, memoryOf, done, now, today, options);
  return queue.cards.flatMap((key) => byKey.get(key) ?? []);
}

/** A card of a session, which may be about one point of another one. */
export function cardOf(cards: ReadonlyMap<string, Card>): (id: string) => Card | undefined {
  return (id) => findCard(cards, id);
}
