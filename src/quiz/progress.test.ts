import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card, Deck, Topic } from '../deck/types.ts';
import { translator } from '../l10n/translate.ts';
import { newMemory, type MemoryState } from '../review/memory.ts';
import { dateOf, progressView, type ProgressState } from './progress.ts';
import { isProgressMessage, parseProgressRequest } from './progressView.ts';

const day = 864e5;
const today = 20_784; // 2026-11-27, a Friday.
const cards = ['late', 'today', 'next', 'far', 'new', 'hidden'].map((id): Card => ({
  ...{ id, type: 'define', topic: 't', section: id, question: id, answer: '', points: [] },
  ...{ tier: 'must', private: false, file: 'a.md', range: { start: 0, end: 1 } },
}));
const topic: Topic = {
  ...{ id: 't', title: 'Pods', question: 'Pods?', groups: [], tier: 'must', private: false, file: 'a.md' },
  ...{ range: { start: 0, end: 1 }, body: '', alerts: [], cards },
};
const deck: Deck = {
  chapters: [{ id: 'c', title: 'Basics', source: '', file: 'a.md', language: 'en', topics: [topic] }],
  concepts: [],
};
const due = (at: number): MemoryState => ({ ...newMemory, state: 'review', reps: 1, due: at * day });
const memories: Readonly<Record<string, MemoryState>> = {
  late: due(today - 5),
  today: due(today),
  next: due(today + 1),
  far: due(today + 90),
  hidden: { ...due(today), suspended: true },
};
const state: ProgressState = {
  memoryOf: (key) => memories[key] ?? newMemory,
  standing: (id) =>
    id === 'new' ? undefined : { state: 'review', due: 0, retrievability: 0.9, hidden: id === 'hidden' },
  days: new Map([
    [today, { reviews: 4, asked: 3, recalled: 2, ms: 300_000 }],
    [today - 6, { reviews: 2, asked: 1, recalled: 1, ms: 60_000 }],
  ]),
  target: 0.9,
  now: today * day,
  today,
  dayOf: (time) => Math.floor(time / day),
};

describe('progress', () => {
  const view = progressView(deck, state, 'en', translator());

  it('forecasts what falls due, late cards today', () => {
    expect(view.forecast).toHaveLength(30);
    expect(view.forecast.slice(0, 3).map((one) => one.due)).toEqual([2, 1, 0]);
    expect(view.forecast[0]?.date).toBe('2026-11-27');
  });

  it('shows whole weeks up to today', () => {
    expect(new Date(view.days[0]?.date ?? '').getUTCDay()).toBe(1);
    expect(view.days.at(-1)).toEqual({
      date: '2026-11-27',
      reviews: 4,
      asked: 3,
      retention: 2 / 3,
      minutes: 5,
    });
    expect(view.days.at(-2)).toMatchObject({ reviews: 0 });
    expect(view.days.at(-2)).not.toHaveProperty('retention');
    expect(view.weeks.slice(-2).map(({ asked, retention }) => [asked, retention])).toEqual([
      [1, 1],
      [3, 2 / 3],
    ]);
  });

  it('tells how ready a topic is', () => {
    expect(view.topics).toEqual([
      {
        id: 't',
        chapter: 'Basics',
        title: 'Pods',
        known: expect.closeTo(0.75, 5) as number,
        cards: 6,
        fresh: 1,
      },
    ]);
  });

  it('says the most important in a sentence each', () => {
    expect(view.headlines).toEqual([
      'Today: 4 answers in 5 min.',
      'Due today: 2; in the next 7 days: 3.',
      'Known after a night or more, last 30 days: 75 % of 4 (target 90 %).',
    ]);
  });

  it('holds for any day and any history', () => {
    const totals = fc.record({
      reviews: fc.nat(50),
      asked: fc.nat(20),
      recalled: fc.constant(0),
      ms: fc.nat(9e6),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 40_000 }), totals, (now, total) => {
        const days = new Map([[now, total]]);
        const other = progressView(deck, { ...state, today: now, days }, 'en', translator());
        expect(other.days.at(-1)?.date).toBe(dateOf(now));
        expect(other.days.length).toBeGreaterThan(175);
        expect(other.days.length).toBeLessThanOrEqual(182);
        expect(other.weeks).toHaveLength(26);
      }),
    );
  });

  it('is validated on both sides', () => {
    expect(isProgressMessage({ type: 'progress', view })).toBe(true);
    expect(parseProgressRequest({ type: 'quizTopic', topic: 't' })).toEqual({
      type: 'quizTopic',
      topic: 't',
    });
    fc.assert(
      fc.property(fc.anything(), (value) => {
        isProgressMessage(value);
        const request = parseProgressRequest(value);
        if (request?.type === 'quizTopic') expect(typeof request.topic).toBe('string');
      }),
    );
  });
});
