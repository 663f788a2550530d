import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tier } from '../deck/types.ts';
import { msPerDay } from './day.ts';
import { newMemory, type MemoryState } from './memory.ts';
import { buildQueue, defaultQueueOptions, learnAhead, type Queue, type QueueCard } from './queue.ts';

const today = 20_000;
const now = today * msPerDay + 12 * 3_600_000;
const nothingDone = { introduced: 0, reviewed: 0 };

/** A card of section `section` with what is known of it. */
interface Given {
  readonly card: QueueCard;
  readonly memory: MemoryState;
}

function card(id: string, section: string, memory: Partial<MemoryState> = {}, tier: Tier = 'should'): Given {
  return { card: { id, section, tier }, memory: { ...newMemory, ...memory } };
}

/** A card that fell due `late` days ago after `interval` days. */
function due(id: string, section: string, interval: number, late = 0): Given {
  const lastDay = today - interval - late;
  return card(id, section, {
    ...{ state: 'review', interval, stability: interval, difficulty: 5, reps: 3 },
    ...{ lastDay, lastReview: lastDay * msPerDay, due: (lastDay + interval) * msPerDay },
  });
}

function step(id: string, minutes: number): Given {
  return card(id, id, {
    state: 'learning',
    reps: 1,
    stability: 1,
    lastDay: today,
    due: now + minutes * 60_000,
  });
}

function queue(given: readonly Given[], options = {}, done = nothingDone): Queue {
  const memories = new Map(given.map(({ card, memory }) => [card.id, memory]));
  const cards = given.map((entry) => entry.card);
  const all = { ...defaultQueueOptions, ...options };
  return buildQueue(cards, (id) => memories.get(id) ?? newMemory, done, now, today, all);
}

describe('what is asked', () => {
  test('learning cards that are due first, others wait with their times', () => {
    const found = queue([
      card('new', 'a'),
      due('due', 'b', 10),
      step('later', 5),
      step('second', -1),
      step('first', -2),
    ]);
    expect(found.cards).toEqual(['first', 'second', 'due', 'new']);
    expect(found.waiting).toEqual([{ id: 'later', due: now + 300_000 }]);
    expect([found.learning, found.due, found.fresh]).toEqual([2, 1, 1]);
    expect(learnAhead(found, now)).toBe('later');
    expect(learnAhead(found, now - 20 * 60_000)).toBeUndefined();
  });

  test('the most forgotten first', () => {
    const given = [due('bit late', 'a', 100, 5), due('very late', 'b', 10, 20), due('on time', 'c', 50)];
    expect(queue(given).cards).toEqual(['very late', 'bit late', 'on time']);
  });

  test('suspended cards, cards buried beyond today and cards not due are left out', () => {
    const given = [
      card('suspended', 'a', { suspended: true }),
      card('buried', 'b', { buriedUntil: today + 1 }),
      card('back', 'c', { buriedUntil: today }),
      due('early', 'd', 10, -1),
    ];
    expect(queue(given).cards).toEqual(['back']);
    expect(queue(given).held.size).toBe(0);
  });

  test('must before should before extra', () => {
    const given = [card('x', 'a', {}, 'extra'), card('s', 'b', {}, 'should'), card('m', 'c', {}, 'must')];
    expect(queue(given, { newPerDay: 2 }).cards).toEqual(['m', 's']);
  });

  test('the limits count what was done today', () => {
    const given = [...Array(5).keys()].flatMap((n) => [card(`n${n}`, `s${n}`), due(`d${n}`, `t${n}`, 10)]);
    const found = queue(given, { newPerDay: 4, reviewsPerDay: 6 }, { introduced: 1, reviewed: 4 });
    expect([found.fresh, found.due]).toEqual([3, 2]);
    expect([...found.held.values()].sort()).toEqual([
      ...Array<string>(2).fill('new-limit'),
      ...Array<string>(3).fill('review-limit'),
    ]);
    expect(queue(given, { newPerDay: 0, reviewsPerDay: 0 }, { introduced: 3, reviewed: 9 }).cards).toEqual(
      [],
    );
  });

  test('new cards lie evenly among due ones', () => {
    const given = [...Array(9).keys()].map((n) => due(`d${n}`, `t${n}`, 10));
    const found = queue([card('n1', 'a'), card('n2', 'b'), card('n3', 'c'), ...given]);
    expect(found.cards.map((id, at) => (id.startsWith('n') ? at : -1)).filter((at) => at >= 0)).toEqual([
      1, 5, 9,
    ]);
  });
});

describe('siblings', () => {
  test('wait for tomorrow while other sections fill the quota', () => {
    const given = [card('a1', 'a'), card('a2', 'a'), card('b1', 'b'), card('c1', 'c')];
    const found = queue(given, { newPerDay: 3 });
    expect(found.cards).toEqual(['a1', 'b1', 'c1']);
    expect(found.held).toEqual(new Map([['a2', 'sibling']]));
  });

  test('fill the quota when nothing else does, and come apart', () => {
    const given = [card('a1', 'a'), card('a2', 'a'), card('b1', 'b'), card('b2', 'b')];
    expect(queue(given, { newPerDay: 4 }).cards).toEqual(['a1', 'b1', 'a2', 'b2']);
  });

  test('a new card waits when its sibling is due or was seen today', () => {
    const seen = card('a0', 'a', {
      state: 'review',
      reps: 1,
      lastDay: today,
      interval: 9,
      due: now + 9 * msPerDay,
    });
    const given = [seen, card('a1', 'a'), due('b0', 'b', 10), card('b1', 'b'), card('c1', 'c')];
    expect(queue(given, { newPerDay: 1 }).cards).toEqual(['b0', 'c1']);
  });

  test('a due sibling waits at most a tenth of its interval', () => {
    const given = [
      due('first', 'a', 200, 30),
      due('waits', 'a', 100, 9),
      due('comes', 'a', 100, 10),
      due('young', 'a', 3),
    ];
    const found = queue(given);
    expect(found.held).toEqual(new Map([['waits', 'sibling']]));
    expect(new Set(found.cards)).toEqual(new Set(['first', 'comes', 'young']));
  });

  test('nobody waits near the interview', () => {
    const given = [due('a1', 'a', 100), due('a2', 'a', 100), card('a3', 'a'), card('a4', 'a')];
    expect(queue(given, { burySiblings: false }).cards).toHaveLength(4);
  });
});

test('every open card is asked, waits or is held, once, and no quota stays unfilled', () => {
  const arb = fc.array(
    fc.oneof(
      fc.tuple(fc.constant('new'), fc.nat(5), fc.constant(0), fc.constant(0)),
      fc.tuple(
        fc.constant('due'),
        fc.nat(5),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: -3, max: 30 }),
      ),
      fc.tuple(fc.constant('step'), fc.nat(5), fc.constant(0), fc.integer({ min: -60, max: 60 })),
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(
      arb,
      fc.nat(12),
      fc.nat(12),
      fc.boolean(),
      (drafts, newPerDay, reviewsPerDay, burySiblings) => {
        const given = drafts.map(([what, section, interval, when], n) =>
          what === 'new'
            ? card(`new${n}`, `s${section}`)
            : what === 'due'
              ? due(`due${n}`, `s${section}`, interval, when)
              : step(`step${n}`, when),
        );
        const found = queue(given, { newPerDay, reviewsPerDay, burySiblings });
        const named = [...found.cards, ...found.waiting.map(({ id }) => id), ...found.held.keys()];
        const open = given.filter(({ memory }) => memory.state !== 'review' || memory.due <= now);
        expect(named.sort()).toEqual(open.map((entry) => entry.card.id).sort());
        expect(found.fresh).toBe(
          Math.min(newPerDay, given.filter(({ memory }) => memory.state === 'new').length),
        );
        expect(found.due).toBeLessThanOrEqual(reviewsPerDay);
        expect(queue(given, { newPerDay, reviewsPerDay, burySiblings })).toEqual(found);
      },
    ),
  );
});
