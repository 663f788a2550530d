import { expect, test } from 'vitest';
import type { ReviewEvent } from './events.ts';
import { pointHistories, weakPoints } from './points.ts';

function graded(...points: (string | undefined)[]): ReviewEvent[] {
  return points.map((p, n) => ({
    ...{ i: `a-${n}`, t: n, d: 0, k: 'review', c: 'card', g: 3 },
    ...(p === undefined ? {} : { p }),
  }));
}

test('each point is counted over the reviews that graded this rubric', () => {
  expect(pointHistories(graded('110', undefined, '100', '0011', '101'), 3)).toEqual([
    { asked: 3, said: 3, missedInARow: 0 },
    { asked: 3, said: 1, missedInARow: 2 },
    { asked: 3, said: 1, missedInARow: 0 },
  ]);
});

test('a card without graded reviews has points that were never asked', () => {
  expect(pointHistories([], 2)).toEqual([
    { asked: 0, said: 0, missedInARow: 0 },
    { asked: 0, said: 0, missedInARow: 0 },
  ]);
  expect(weakPoints(pointHistories([], 2))).toEqual([]);
});

test('weak points: missed lately first, then those rarely said', () => {
  expect(weakPoints(pointHistories(graded('1000', '1000', '1010', '1011'), 4))).toEqual([1, 3]);
});
