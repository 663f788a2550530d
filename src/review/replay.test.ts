import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveLinks } from '../deck/identity/ownership.ts';
import { journalArb, journalCards, stateOf } from '../test/journalEvents.ts';
import { dayStarts, msPerDay, type Calendar } from './day.ts';
import { eventIds, type Grade, type JournalEvent } from './events.ts';
import { newMemory, type MemoryState } from './memory.ts';
import { defaultParameters, paramsEvent, parametersOf } from './parameters.ts';
import { Replay } from './replay.ts';
import { dueTime, newTrace, Scheduler } from './scheduler.ts';

const utc: Calendar = { rolloverHour: 0, offset: () => 0 };

function replayOf(events: Iterable<JournalEvent>): Replay {
  const replay = new Replay(utc);
  replay.add(events);
  return replay;
}

/** The state of one card by the letter of the rules, without any table or order of arrival to be clever about. */
function plainMemory(events: readonly JournalEvent[], card: string): MemoryState {
  const unique = new Map(events.map((event) => [event.i, event]));
  const sorted = [...unique.values()].sort((a, b) => a.t - b.t || (a.i < b.i ? -1 : 1));
  const undone = (id: string): boolean =>
    sorted.findLast((e) => (e.k === 'undo' || e.k === 'redo') && e.of === id)?.k === 'undo';
  let memory = newMemory;
  let scheduler = new Scheduler();
  for (const event of sorted) {
    if (undone(event.i)) continue;
    if (event.k === 'params') scheduler = new Scheduler(parametersOf(event));
    if (!('c' in event) || event.c !== card) continue;
    if (event.k === 'suspend' || event.k === 'unsuspend')
      memory = { ...memory, suspended: event.k === 'suspend' };
    if (event.k === 'bury') memory = { ...memory, buriedUntil: event.u };
    if (event.k === 'reset') memory = { ...memory, ...newTrace, due: 0, interval: 0, leech: false };
    if (event.k === 'review') {
      const after = scheduler.advance(memory, event.g, event.t, event.d);
      const delay = scheduler.delay(card, memory, after, event.g);
      const due = dueTime(event.t, event.d, delay, dayStarts(utc));
      memory = {
        ...memory,
        ...after,
        due,
        interval: delay.days,
        leech: after.lapses >= 8 && after.stability < 21,
      };
    }
  }
  return memory;
}

/** Splits events into portions at random places. */
function portions(events: readonly JournalEvent[], cuts: readonly number[]): JournalEvent[][] {
  const ends = [...cuts.map((cut) => cut % (events.length + 1)), events.length].sort((a, b) => a - b);
  return ends.map((end, at) => events.slice(ends[at - 1] ?? 0, end));
}

describe('properties', () => {
  test('the replay equals the rules applied one event after another', () => {
    fc.assert(
      fc.property(journalArb, (events) => {
        const replay = replayOf(events);
        for (const card of journalCards) expect(replay.memory(card)).toEqual(plainMemory(events, card));
      }),
    );
  });

  test('shuffled, doubled, in portions: the same state', () => {
    const arb = journalArb.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
        fc.array(fc.nat(), { maxLength: 6 }),
      ),
    );
    fc.assert(
      fc.property(arb, ([events, mixed, cuts]) => {
        const replay = new Replay(utc);
        for (const portion of portions(mixed, cuts)) replay.add(portion);
        expect(stateOf((card) => replay.memory(card))).toEqual(
          stateOf((card) => replayOf(events).memory(card)),
        );
        expect(replay.log.size).toBe(events.length);
      }),
    );
  });

  test('every history whose state changed is named', () => {
    fc.assert(
      fc.property(journalArb, fc.nat(), (events, at) => {
        const cut = at % (events.length + 1);
        const replay = replayOf(events.slice(0, cut));
        const before = new Map(journalCards.map((card) => [card, replay.memory(card)]));
        const changed = replay.add(events.slice(cut));
        for (const card of journalCards) {
          if (!changed.has(card)) expect(replay.memory(card)).toEqual(before.get(card));
        }
      }),
    );
  });

  test('undoing everything leaves new cards, redoing everything brings all back', () => {
    fc.assert(
      fc.property(journalArb, (events) => {
        const replay = replayOf(events.filter((event) => event.k !== 'undo' && event.k !== 'redo'));
        const before = stateOf((card) => replay.memory(card));
        const nextId = eventIds('undo');
        const now = 1_900_000_000_000;
        for (let step = 0, target = replay.undoTarget(now); target; target = replay.undoTarget(now)) {
          replay.add([{ i: nextId(), t: now + step++, k: 'undo', of: target.i }]);
        }
        expect(stateOf((card) => replay.memory(card))).toEqual(journalCards.map(() => newMemory));
        for (let step = 1000, of = replay.redoTarget(now); of; of = replay.redoTarget(now)) {
          replay.add([{ i: nextId(), t: now + step++, k: 'redo', of }]);
        }
        expect(stateOf((card) => replay.memory(card))).toEqual(before);
      }),
      { numRuns: 30 },
    );
  });
});

describe('what was done by day', () => {
  test('counts reviews, time, and what was still known after a night', () => {
    const day = 864e5;
    const replay = new Replay(utc);
    const review = (i: number, card: string, d: number, g: 1 | 3, ms = 10_000): JournalEvent => ({
      ...{ i: `a-${i}`, t: d * day + day / 2 + i, k: 'review', c: card, d, g, ms },
    });
    replay.add([
      review(0, 'x', 100, 3),
      review(1, 'x', 100, 3),
      review(2, 'y', 100, 3, 9e6),
      review(3, 'x', 103, 1),
      review(4, 'x', 103, 3),
      review(5, 'y', 103, 3),
      review(6, 'y', 104, 3),
      { i: 'a-7', t: 105 * day, k: 'undo', of: 'a-6' },
    ]);
    expect([...replay.days()].sort(([a], [b]) => a - b)).toEqual([
      [100, { reviews: 3, asked: 0, recalled: 0, ms: 200_000 }],
      [103, { reviews: 3, asked: 2, recalled: 1, ms: 30_000 }],
    ]);
  });
});

describe('flags', () => {
  test('stand until they are taken back, and follow their card', () => {
    const replay = new Replay(utc);
    replay.add([
      { i: 'a-0', t: 1, k: 'flag', c: 'x', w: 'wrong', n: 'since 1.35' },
      { i: 'a-1', t: 2, k: 'flag', c: 'y', w: 'fix' },
    ]);
    expect(replay.flags().map(({ i, w }) => [i, w])).toEqual([
      ['a-0', 'wrong'],
      ['a-1', 'fix'],
    ]);
    replay.add([{ i: 'a-2', t: 3, k: 'undo', of: 'a-1' }]);
    replay.regroup((key) => (key === 'x' ? 'z' : key));
    expect(replay.flags().map(({ c }) => c)).toEqual(['z']);
    expect(replay.memory('z').state).toBe('new');
  });
});

describe('undo and redo', () => {
  const day = 20_000;
  const review = (i: string, n: number, g: Grade = 3): JournalEvent => ({
    ...{ i, t: day * msPerDay + n, d: day, k: 'review', c: 'card', g },
  });
  const at = (n: number): number => day * msPerDay + n;

  test('an undone review never was', () => {
    const replay = replayOf([review('a-0', 0), review('a-1', 1, 1)]);
    replay.add([{ i: 'a-2', t: at(2), k: 'undo', of: 'a-1' }]);
    expect(replay.memory('card')).toEqual(replayOf([review('a-0', 0)]).memory('card'));
    expect(replay.reviews('card').map((event) => event.i)).toEqual(['a-0']);
  });

  test('an undo that arrives before its review waits for it', () => {
    const replay = replayOf([{ i: 'b-0', t: at(2), k: 'undo', of: 'a-0' }]);
    replay.add([review('a-0', 0)]);
    expect(replay.memory('card')).toEqual(newMemory);
  });

  test('a new review ends the chance to redo', () => {
    const replay = replayOf([review('a-0', 0), { i: 'a-1', t: at(1), k: 'undo', of: 'a-0' }]);
    expect(replay.redoTarget(at(2))).toBe('a-0');
    replay.add([review('a-2', 2)]);
    expect(replay.redoTarget(at(3))).toBeUndefined();
    expect(replay.undoTarget(at(3))?.i).toBe('a-2');
  });
});

test('parameters count from their time on, also when they arrive late', () => {
  const events: JournalEvent[] = [0, 1, 3, 14].map((day, n) => ({
    ...{ i: `a-${n}`, t: (20_000 + day) * msPerDay, d: 20_000 + day, k: 'review', c: 'card', g: 3 },
  }));
  const replay = replayOf(events);
  const usual = replay.memory('card').interval;
  const strict = paramsEvent({ ...defaultParameters, retention: 0.97 }, 'p-0', 20_010 * msPerDay);
  expect(replay.add([strict])).toEqual(new Set(['card']));
  expect(replay.memory('card').interval).toBeLessThan(usual / 2);
  expect(replay.parameters(20_009 * msPerDay).retention).toBe(0.9);
  expect(replay.add([{ ...strict, i: 'p-1', t: 20_015 * msPerDay }])).toEqual(new Set());
});

test('a preview is what the review then does', () => {
  fc.assert(
    fc.property(journalArb, fc.constantFrom<Grade>(1, 2, 3, 4), (events, g) => {
      const replay = replayOf(events);
      const now = 1_795_000_000_000 + 90 * msPerDay;
      const outcome = replay.preview('service-types#explain', now)[g - 1];
      const d = Math.floor(now / msPerDay);
      replay.add([{ i: 'z-0', t: now, d, k: 'review', c: 'service-types#explain', g }]);
      const memory = replay.memory('service-types#explain');
      expect(memory.due).toBe(outcome?.due);
      expect(memory).toMatchObject({ ...outcome?.trace });
    }),
  );
});

test('of two different events under one id the same one counts, whichever came first', () => {
  const event = { i: 'a-0', t: 20_000 * msPerDay, d: 20_000, k: 'review', c: 'card' } as const;
  const again: JournalEvent = { ...event, g: 1 };
  const easy: JournalEvent = { ...event, g: 4 };
  const states = [
    [again, easy],
    [easy, again],
  ].map((events) => {
    const replay = replayOf([]);
    for (const one of events) replay.add([one]);
    return replay.memory('card');
  });
  expect(states[0]).toEqual(states[1]);
  expect(states[0]).toEqual(replayOf([again, easy]).memory('card'));
  expect(states[0]?.reps).toBe(1);
});

test('linked cards have one memory, and part again', () => {
  const of = (c: string, day: number, i: string): JournalEvent => ({
    ...{ i, t: day * msPerDay, d: day, k: 'review', c, g: 3 },
  });
  const replay = replayOf([of('old', 20_000, 'a-0'), of('new', 20_003, 'a-1'), of('other', 20_000, 'a-2')]);
  const apart = ['old', 'new', 'other'].map((card) => replay.memory(card));
  expect(replay.regroup((key) => (key === 'old' ? 'new' : key))).toEqual(new Set(['old', 'new']));
  expect(replay.memory('old')).toEqual(replay.memory('new'));
  expect(replay.memory('new').reps).toBe(2);
  replay.add([of('old', 20_010, 'a-3')]);
  expect(replay.memory('new').reps).toBe(3);
  expect(replay.reviews('new').map((event) => event.c)).toEqual(['old', 'new', 'old']);
  replay.add([{ i: 'a-4', t: 20_010 * msPerDay, k: 'undo', of: 'a-3' }]);
  replay.regroup((key) => key);
  expect(['old', 'new', 'other'].map((card) => replay.memory(card))).toEqual(apart);
});

test('links of the journal join histories until they are undone, and again when redone', () => {
  const of = (c: string, day: number, i: string): JournalEvent => ({
    ...{ i, t: day * msPerDay, d: day, k: 'review', c, g: 3 },
  });
  const tombstone = (k: 'undo' | 'redo', i: string, n: number): JournalEvent => ({
    ...{ i, t: 20_005 * msPerDay + n, k, of: 'link-1' },
  });
  const link = {
    i: 'link-1',
    t: 20_004 * msPerDay,
    k: 'link',
    f: 'old',
    c: 'new',
    w: 'text',
    m: 1000,
    n: 0,
  } as const;
  const replay = replayOf([of('old', 20_000, 'a-0'), of('new', 20_003, 'a-1'), link]);
  const reps = (): number => {
    const ownership = resolveLinks(replay.identityEvents(), []);
    replay.regroup((key) => ownership.canonical(key));
    return replay.memory('new').reps;
  };
  expect(reps()).toBe(2);
  replay.add([tombstone('undo', 'b-0', 0)]);
  expect(reps()).toBe(1);
  replay.add([tombstone('redo', 'b-1', 1)]);
  expect(reps()).toBe(2);
});

test('a group formed before its cards appear takes them in', () => {
  const replay = replayOf([]);
  replay.regroup((key) => (key === 'later' ? 'first' : key));
  replay.add([{ i: 'a-0', t: 0, d: 0, k: 'review', c: 'later', g: 4 }]);
  expect(replay.memory('first').reps).toBe(1);
});

test('a card that lapses again and again is a leech until it matures', () => {
  const nextId = eventIds('a');
  let day = 20_000;
  const grade = (g: Grade, gap: number): JournalEvent => {
    day += gap;
    return { i: nextId(), t: day * msPerDay, d: day, k: 'review', c: 'card', g };
  };
  const replay = replayOf([grade(4, 0)]);
  for (let lapse = 0; lapse < 8; lapse++) {
    expect(replay.memory('card').leech).toBe(false);
    replay.add([grade(1, 3), grade(3, 0)]);
  }
  expect(replay.memory('card')).toMatchObject({ leech: true, lapses: 8 });
  for (let n = 0; n < 40; n++) replay.add([grade(4, 15)]);
  expect(replay.memory('card').leech).toBe(false);
});

test('a day counts new cards and others, each once, and nothing that was undone', () => {
  const of = (c: string, d: number, i: string): JournalEvent => ({
    i,
    t: d * msPerDay,
    d,
    k: 'review',
    c,
    g: 3,
  });
  const replay = replayOf([
    ...[of('new', 20_001, 'a-0'), of('new', 20_001, 'a-1')],
    ...[of('old', 20_000, 'a-2'), of('old', 20_001, 'a-3')],
    of('undone', 20_001, 'a-4'),
    { i: 'a-5', t: 20_001 * msPerDay + 1, k: 'undo', of: 'a-4' },
    ...[of('again', 20_000, 'a-6'), of('again', 20_001, 'a-8')],
    { i: 'a-7', t: 20_000 * msPerDay + 1, k: 'reset', c: 'again' },
  ]);
  expect(replay.done(20_001)).toEqual({ introduced: 2, reviewed: 1 });
  expect(replay.done(20_000)).toEqual({ introduced: 2, reviewed: 0 });
  expect(replay.done(20_002)).toEqual({ introduced: 0, reviewed: 0 });
});
