import { describe, expect, it } from 'vitest';
import type { Card, Chapter, Deck, Tier, Topic } from '../deck/types.ts';
import type { Standing } from '../topics/rows.ts';
import { dueCards, newCardsPerSession, topicCards } from './select.ts';

const now = 1000;

function card(id: string, tier: Tier = 'should'): Card {
  return {
    id,
    type: 'explain',
    topic: 't',
    section: 't',
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

describe('due cards', () => {
  it('are the longest overdue first, then new ones by tier', () => {
    const deck = deckOf([
      card('extra', 'extra'),
      card('later'),
      card('soon'),
      card('must', 'must'),
      card('late'),
      card('should'),
      card('gone'),
    ]);
    expect(dueCards(deck, standing, now)).toEqual(['late', 'later', 'must', 'should', 'extra']);
  });
  it('bring in a bounded number of new cards', () => {
    const deck = deckOf(Array.from({ length: 50 }, (_, index) => card(`n${String(index)}`)));
    expect(dueCards(deck, standing, now)).toHaveLength(newCardsPerSession);
  });
});
