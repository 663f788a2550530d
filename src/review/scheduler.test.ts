import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayStarts, msPerDay, reviewDay, type Calendar } from './day.ts';
import type { Grade } from './events.ts';
import { defaultParameters, type Parameters } from './parameters.ts';
import { dueTime, newTrace, retrievability, Scheduler, type Trace } from './scheduler.ts';

const utc: Calendar = { rolloverHour: 4, offset: () => 0 };
const start = Date.UTC(2026, 10, 23, 12);
const exact: Parameters = { ...defaultParameters, fuzz: false };

/** Grades a new card each time it falls due; gives the intervals in days and the last trace. */
function drill(scheduler: Scheduler, ratings: readonly Grade[]): { intervals: number[]; trace: Trace } {
  const dayStart = dayStarts(utc);
  let trace = newTrace;
  let now = start;
  const intervals: number[] = [];
  for (const grade of ratings) {
    const day = reviewDay(now, utc);
    const after = scheduler.advance(trace, grade, now, day);
    const delay = scheduler.delay('card', trace, after, grade);
    intervals.push(delay.days);
    now = dueTime(now, day, delay, dayStart);
    trace = after;
  }
  return { intervals, trace };
}

describe('FSRS-6 vectors', () => {
  test('intervals of a card graded at each due time', () => {
    const { intervals } = drill(new Scheduler(exact), [3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3]);
    expect(intervals).toEqual([0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]);
  });

  test('stability and difficulty after given gaps', () => {
    const scheduler = new Scheduler(exact);
    let trace = newTrace;
    let day = 20_000;
    for (const [grade, gap] of [
      [1, 0],
      [3, 0],
      [3, 1],
      [3, 3],
      [3, 8],
      [3, 21],
    ] as const) {
      day += gap;
      trace = scheduler.advance(trace, grade, day * msPerDay, day);
    }
    // The reference computes in single precision; here 53.6269046 and 6.3574871.
    expect(trace.stability).toBeCloseTo(53.62691, 4);
    expect(trace.difficulty).toBeCloseTo(6.3574867, 6);
  });
});

describe('learning steps', () => {
  const scheduler = new Scheduler(exact);
  const preview = (trace: Trace): string[] =>
    scheduler
      .preview('card', trace, start, reviewDay(start, utc), dayStarts(utc))
      .map(
        ({ trace: after, delay }) =>
          `${after.state} ${delay.minutes || delay.days}${delay.minutes ? 'm' : 'd'}`,
      );

  test('a new card: 1 minute, between the steps, 10 minutes, or graduated', () => {
    expect(preview(newTrace)).toEqual(['learning 1m', 'learning 5.5m', 'learning 10m', 'review 8d']);
  });

  test('the second step repeats on Hard and graduates on Good, Easy later', () => {
    const second = scheduler.advance(newTrace, 3, start, reviewDay(start, utc));
    expect(preview(second)).toEqual(['learning 1m', 'learning 10m', 'review 2d', 'review 4d']);
  });

  test('a lapse goes through the relearning step', () => {
    const day = reviewDay(start, utc);
    const young = scheduler.advance(newTrace, 4, start - 8 * msPerDay, day - 8);
    const lapsed = scheduler.advance(young, 1, start, day);
    expect(lapsed).toMatchObject({ state: 'relearning', lapses: 1, reps: 2 });
    expect(scheduler.delay('card', young, lapsed, 1)).toEqual({ minutes: 10, days: 0 });
    expect(preview(lapsed).slice(0, 2)).toEqual(['relearning 10m', 'relearning 15m']);
    expect(preview(lapsed)[2]).toMatch(/^review \d+d$/);
  });

  test('without steps a new card is a review card at once', () => {
    const none = new Scheduler({ ...exact, learningSteps: [], relearningSteps: [] });
    expect(none.advance(newTrace, 1, start, 0)).toMatchObject({ state: 'review', lapses: 0 });
    const lapsed = none.advance(none.advance(newTrace, 3, start, 0), 1, start, 3);
    expect(lapsed).toMatchObject({ state: 'review', lapses: 1 });
  });
});

test('an hour across UTC midnight is no day for somebody in UTC+8', () => {
  const shanghai: Calendar = { rolloverHour: 4, offset: () => 480 };
  const before = Date.parse('2026-11-22T23:30Z');
  const after = Date.parse('2026-11-23T00:30Z');
  expect(reviewDay(after, shanghai)).toBe(reviewDay(before, shanghai));
});

const gradeArb = fc.constantFrom<Grade>(1, 2, 3, 4);
const historyArb = fc.array(fc.tuple(gradeArb, fc.integer({ min: -2, max: 400 })), { maxLength: 30 });

function run(
  scheduler: Scheduler,
  history: readonly (readonly [Grade, number])[],
): { trace: Trace; day: number } {
  let trace = newTrace;
  let day = 20_000;
  for (const [grade, gap] of history) {
    day += gap;
    trace = scheduler.advance(trace, grade, day * msPerDay, day);
  }
  return { trace, day };
}

test('a better grade never comes back sooner, with and without fuzz', () => {
  fc.assert(
    fc.property(historyArb, fc.boolean(), fc.string(), (history, fuzz, card) => {
      const scheduler = new Scheduler({ ...defaultParameters, fuzz });
      const { trace, day } = run(scheduler, history);
      const due = scheduler.preview(card, trace, day * msPerDay, day, dayStarts(utc)).map((o) => o.due);
      expect([...due].sort((a, b) => a - b)).toEqual(due);
    }),
  );
});

test('grades of a weak card stay a day apart', () => {
  const scheduler = new Scheduler(exact);
  const weak: Trace = {
    ...newTrace,
    state: 'review',
    stability: 0.1,
    difficulty: 9,
    reps: 9,
    lastReview: start,
  };
  const day = reviewDay(start, utc);
  const outcomes = scheduler.preview('card', { ...weak, lastDay: day - 1 }, start, day, dayStarts(utc));
  expect(outcomes.slice(1).map((outcome) => outcome.delay.days)).toEqual([1, 2, 3]);
});

test('fuzz stays within bounds, depends on the card only, and spreads', () => {
  const scheduler = new Scheduler();
  const { trace, day } = run(scheduler, [
    [3, 0],
    [3, 0],
    [3, 2],
    [3, 11],
  ]);
  const good = (card: string): number => {
    const after = scheduler.advance(trace, 3, 0, day + 46);
    return scheduler.delay(card, trace, after, 3).days;
  };
  const seen = Array.from({ length: 200 }, (_, n) => good(`card ${n}`));
  expect(seen.map((_, n) => good(`card ${n}`))).toEqual(seen);
  expect(new Set(seen).size).toBeGreaterThan(8);
  expect(Math.min(...seen)).toBeGreaterThan(140);
  expect(Math.max(...seen)).toBeLessThan(186);
});

test('retention is the target when a card falls due and sinks from there', () => {
  const { trace, day } = run(new Scheduler(exact), [
    [3, 0],
    [3, 0],
    [3, 2],
  ]);
  const due = (day + 11) * msPerDay;
  expect(retrievability(trace, due)).toBeCloseTo(0.9, 1);
  expect(retrievability(trace, due + 30 * msPerDay)).toBeLessThan(retrievability(trace, due));
  expect(retrievability(trace, trace.lastReview - msPerDay)).toBe(1);
  expect(retrievability(newTrace, due)).toBe(0);
});
