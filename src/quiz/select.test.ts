import { describe, expect, it } from 'vitest';
import type { Card, Chapter, Deck, Tier, Topic } from '../deck/types.ts';
import type { Standing } from '../topics/rows.ts';
import { newMemory, type MemoryState } from '../review/memory.ts';
import { defaultQueueOptions } from '../review/queue.ts';
import { dueCards, topicCards, type DayState } from './select.ts';

const now = 1000;

function card(id: string, tier: Tier = 'should', section = id): Card {
  return {
    id,
    type: 'explain',
    topic: 't',
    section,
    question: id,
    answer: '',
    points: [],
    tier,
    private: false,
    file: 'a.md',
    range: { start: 0, end: 1 },
  };
}

function deckOf(cards: readonly Card[]): Deck {
  const file = 'a.md';
  const topic: Topic = {
    ...{ id: 't', title: 't', question: 't', groups: [], tier: 'must', private: false, file, body: '' },
    ...{ range: { start: 0, end: 1 }, alerts: [], cards },
  };
  const chapter: Chapter = { id: 'c', title: 'c', source: '', file, language: 'en', topics: [topic] };
  return { chapters: [chapter], concepts: [] };
}

const at = (due: number, more: Partial<Standing> = {}): Standing => ({
  ...{ state: 'review', due, retrievability: 1, hidden: false },
  ...more,
});
const known: Readonly<Record<string, Standing>> = {
  late: at(10),
  later: at(500),
  soon: at(2000),
  gone: at(0, { hidden: true }),
};
const standing = (id: string): Standing | undefined => known[id];

describe('cards of a topic', () => {
  it('are due, then new, then the rest, and never hidden ones', () => {
    const cards = ['soon', 'fresh', 'later', 'gone', 'fresh2'].map((id) => card(id));
    expect(topicCards(cards, standing, now)).toEqual(['later', 'fresh', 'fresh2', 'soon']);
  });
});

const day = 24 * 60 * 60_000;
const today = 100;

/** A card in review that fell due so many days ago. */
function overdue(days: number): MemoryState {
  const lastDay = today - 10 - days;
  return {
    ...newMemory,
    ...{ state: 'review', reps: 3, stability: 10, difficulty: 5, interval: 10, lastDay },
    ...{ lastReview: lastDay * day, due: (today - days) * day },
  };
}

const memories: Readonly<Record<string, MemoryState>> = {
  late: overdue(9),
  later: overdue(3),
  soon: overdue(-2),
  gone: { ...overdue(5), suspended: true },
};

/** Cards are told by their ids here, which are explicit and so are their history keys. */
function dayOf(more: Partial<DayState> = {}): DayState {
  return {
    memoryOf: (key) => memories[key] ?? newMemory,
    done: { introduced: 0, reviewed: 0 },
    now: today * day + day / 2,
    today,
    options: defaultQueueOptions,
    ...more,
  };
}

const fresh = (count: number, section?: string): Card[] =>
  Array.from({ length: count }, (_, n) => card(`n${String(n)}`, 'should', section));

describe('due cards', () => {
  it('are the most forgotten first, with new ones by tier among them, and never hidden or early ones', () => {
    const deck = deckOf([
      card('extra', 'extra'),
      card('later'),
      card('soon'),
      card('must', 'must'),
      card('late'),
      card('should'),
      card('gone'),
    ]);
    const asked = dueCards(deck, dayOf());
    expect(asked.filter((id) => id in memories)).toEqual(['late', 'later']);
    expect(asked.filter((id) => !(id in memories))).toEqual(['must', 'should', 'extra']);
  });

  it('bring in the new cards that the day has left', () => {
    const deck = deckOf(fresh(50));
    const options = { ...defaultQueueOptions, newPerDay: 7 };
    expect(dueCards(deck, dayOf({ options }))).toHaveLength(7);
    expect(dueCards(deck, dayOf({ options, done: { introduced: 5, reviewed: 0 } }))).toHaveLength(2);
    expect(dueCards(deck, dayOf({ options, done: { introduced: 9, reviewed: 0 } }))).toEqual([]);
  });

  it('keep to the reviews that the day has left', () => {
    const deck = deckOf([card('late'), card('later')]);
    const options = { ...defaultQueueOptions, reviewsPerDay: 1 };
    expect(dueCards(deck, dayOf({ options }))).toEqual(['late']);
  });

  it('ask one new card of a section before its siblings', () => {
    const deck = deckOf([...fresh(3, 'pods'), card('other')]);
    const options = { ...defaultQueueOptions, newPerDay: 2 };
    expect(dueCards(deck, dayOf({ options }))).toEqual(['n0', 'other']);
  });
});
