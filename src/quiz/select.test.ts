import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card, Chapter, Deck, Tier, Topic } from '../deck/types.ts';
import type { ReviewEvent } from '../review/events.ts';
import type { Standing } from '../topics/rows.ts';
import { newMemory, type MemoryState } from '../review/memory.ts';
import { defaultQueueOptions } from '../review/queue.ts';
import { findCard, givenPoints } from './pointCards.ts';
import { dueCards, sessionCards, topicCards, type DayState, type Knowledge } from './select.ts';
import type { Scope } from './session.ts';

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
const ids = (cards: readonly Card[]): string[] => cards.map(({ id }) => id);
const standing = (id: string): Standing | undefined => known[id];

describe('cards of a topic', () => {
  it('are due, then new, then the rest, and never hidden ones', () => {
    const cards = ['soon', 'fresh', 'later', 'gone', 'fresh2'].map((id) => card(id));
    expect(ids(topicCards(cards, standing, now))).toEqual(['later', 'fresh', 'fresh2', 'soon']);
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
    reviewsOf: () => [],
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
    const asked = ids(dueCards(deck, dayOf()));
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
    expect(ids(dueCards(deck, dayOf({ options })))).toEqual(['late']);
  });

  it('ask one new card of a section before its siblings', () => {
    const deck = deckOf([...fresh(3, 'pods'), card('other')]);
    const options = { ...defaultQueueOptions, newPerDay: 2 };
    expect(ids(dueCards(deck, dayOf({ options })))).toEqual(['n0', 'other']);
  });
});

describe('missed points', () => {
  const whole: Card = { ...card('s#explain', 'must', 's'), points: ['one thing', 'another', 'a third'] };
  const review = (p: string): ReviewEvent => ({ i: `e-${p}`, t: 0, k: 'review', c: whole.id, d: 1, g: 2, p });

  it('come back as cards of their own, until they are said', () => {
    const deck = deckOf([whole]);
    const reviewsOf = (key: string): ReviewEvent[] =>
      key === whole.id ? [review('110'), review('101')] : [];
    expect(ids(dueCards(deck, dayOf({ reviewsOf })))).toContain('s#explain/2of3');
    expect(sessionCards({ kind: 'weak' }, deck, knowing({ reviewsOf }))).toEqual(['s#explain/2of3']);
    const hidden = knowing({ reviewsOf, standing: () => at(0, { hidden: true }) });
    expect(sessionCards({ kind: 'weak' }, deck, hidden)).toEqual([]);
    const said = (): ReviewEvent[] => [review('101'), review('110'), review('111')];
    expect(sessionCards({ kind: 'weak' }, deck, knowing({ reviewsOf: said }))).toEqual([]);
  });

  it('are found by their id as long as the rubric has its length', () => {
    const cards = new Map([[whole.id, whole]]);
    expect(findCard(cards, 's#explain/2of3')).toMatchObject({
      type: 'point',
      answer: 'another',
      section: 's',
    });
    expect(findCard(cards, 's#explain/2of4')).toBeUndefined();
    expect(findCard(cards, 's#explain/4of3')).toBeUndefined();
    expect(findCard(cards, 'nothing/1of3')).toBeUndefined();
    const point = findCard(cards, 's#explain/2of3');
    expect(point && givenPoints((id) => cards.get(id), point)).toEqual(['one thing', 'a third']);
  });
});

function knowing(more: Partial<Knowledge> = {}): Knowledge {
  return { ...dayOf(), standing: () => undefined, confusedWith: () => [], ...more };
}

describe('the cards of a session', () => {
  const of = (id: string, more: Partial<Card> = {}): Card => ({ ...card(id), section: id, ...more });
  const asked = (scope: Scope, cards: readonly Card[], more: Partial<Knowledge> = {}): readonly string[] => {
    const topics = [...new Set(cards.map(({ topic }) => topic))];
    const whole = deckOf([]);
    const [chapter] = whole.chapters;
    const [topic] = chapter?.topics ?? [];
    if (chapter === undefined || topic === undefined) throw new Error('no chapter');
    const deck: Deck = {
      concepts: [],
      chapters: [
        {
          ...chapter,
          topics: topics.map((id) => ({ ...topic, id, cards: cards.filter((one) => one.topic === id) })),
        },
      ],
    };
    return sessionCards(scope, deck, knowing(more));
  };

  it('of several topics are mixed', () => {
    const cards = ['a1', 'a2', 'a3', 'b1', 'b2', 'b3'].map((id) => of(id, { topic: id.charAt(0) }));
    expect(asked({ kind: 'topics', topics: ['a', 'b'] }, cards)).toEqual([
      'a1',
      'b1',
      'a2',
      'b2',
      'a3',
      'b3',
    ]);
  });

  it('of a tier leave out the others, and start with what is due', () => {
    const cards = [
      of('fresh', { tier: 'must' }),
      of('late', { tier: 'must' }),
      of('other', { tier: 'extra' }),
    ];
    expect(asked({ kind: 'tier', tier: 'must' }, cards, { standing, now })).toEqual(['late', 'fresh']);
  });

  it('that have minutes only begin with what must be known', () => {
    const cards = [of('x', { tier: 'extra' }), of('m', { tier: 'must' }), of('s')];
    expect(asked({ kind: 'due', minutes: 10 }, cards)).toEqual(['m', 's', 'x']);
    expect(asked({ kind: 'topics', topics: ['t'], minutes: 10 }, cards)).toEqual(['m', 's', 'x']);
  });

  it('of a manifest are those of its concepts', () => {
    const cards = [of('nodeport#define'), of('ingress#define'), of('nodeport#choice')];
    const scope: Scope = { kind: 'manifest', name: 'a.yaml', concepts: ['nodeport'] };
    expect(asked(scope, cards)).toEqual(['nodeport#define', 'nodeport#choice']);
  });

  it('for cramming are all that are not hidden, the weakest first', () => {
    const cards = ['late', 'soon', 'gone', 'fresh'].map((id) => of(id));
    const recall = { late: 0.4, soon: 0.9 } as const;
    const more = {
      standing: (id: string): Standing | undefined => {
        const one = known[id];
        return one && { ...one, retrievability: id in recall ? recall[id as 'late' | 'soon'] : 1 };
      },
    };
    expect(asked({ kind: 'due', cram: true }, cards, more)).toEqual(['fresh', 'late', 'soon']);
  });

  it('have follow-ups right behind their main question', () => {
    const cards = [
      of('s#follow-up', { type: 'follow-up', section: 's' }),
      of('s#explain', { section: 's' }),
      of('lonely', { type: 'follow-up', section: 'z' }),
    ];
    expect(asked({ kind: 'topics', topics: ['t'] }, cards)).toEqual(['s#explain', 's#follow-up', 'lonely']);
  });

  it('have what is confused side by side, asked the same way', () => {
    const cards = ['a#define', 'x#define', 'b#choice', 'b#define'].map((id) =>
      of(id, { type: id.endsWith('choice') ? 'choice' : 'define' }),
    );
    const confusedWith = (id: string): string[] => (id === 'a' ? ['b'] : id === 'b' ? ['a'] : []);
    expect(asked({ kind: 'topics', topics: ['t'] }, cards, { confusedWith })).toEqual([
      'a#define',
      'b#define',
      'x#define',
      'b#choice',
    ]);
  });

  it('are the same cards, whatever the order', () => {
    const any = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('a#define', 'b#define', 'c#explain', 'c#follow-up', 'd#choice', 'e#list'),
        topic: fc.constantFrom('t', 'u', 'v'),
        tier: fc.constantFrom<Tier>('must', 'should', 'extra'),
      }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(any, fc.boolean(), (drafts, short) => {
        const cards = drafts.map(({ id, topic, tier }) =>
          of(id, { topic, tier, section: id.charAt(0), type: id.slice(2) as Card['type'] }),
        );
        const scope: Scope = { kind: 'topics', topics: ['t', 'u', 'v'], ...(short ? { minutes: 5 } : {}) };
        const confusedWith = (id: string): string[] => (id === 'a' ? ['b'] : []);
        expect([...asked(scope, cards, { confusedWith })].sort()).toEqual(ids(cards).sort());
      }),
    );
  });
});
