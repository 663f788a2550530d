import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assign, type Pair } from './assign.ts';

const pair = (from: string, to: string, score: number): Pair => ({ from, to, score });

function chosen(pairs: readonly Pair[], margin = 0.1): string[] {
  return assign(pairs, margin)
    .map((found) => `${found.pair.from}-${found.pair.to}`)
    .sort();
}

test('the best pair goes first and clears the way for the next', () => {
  expect(
    chosen([pair('a', '1', 0.9), pair('a', '2', 0.6), pair('b', '1', 0.7), pair('b', '2', 0.65)]),
  ).toEqual(['a-1', 'b-2']);
});

test('what is too close to call is left alone', () => {
  expect(chosen([pair('a', '1', 0.9), pair('a', '2', 0.85)])).toEqual([]);
  expect(chosen([pair('a', '1', 0.9), pair('b', '1', 0.85)])).toEqual([]);
});

test('the runner-up is reported', () => {
  const [found] = assign([pair('a', '1', 0.9), pair('b', '1', 0.5), pair('a', '2', 0.6)], 0.1);
  expect(found?.second).toBe(0.6);
});

const pairs = fc.uniqueArray(
  fc.record({
    from: fc.constantFrom('a', 'b', 'c', 'd'),
    to: fc.constantFrom('1', '2', '3', '4'),
    score: fc.integer({ min: 0, max: 20 }).map((n) => n / 20),
  }),
  { selector: ({ from, to }) => from + to },
);

test('one history goes to one card, whatever the order of the pairs', () => {
  fc.assert(
    fc.property(
      pairs.chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
      ),
      fc.constantFrom(0, 0.05, 0.2),
      ([list, shuffled], margin) => {
        const found = assign(list, margin);
        expect(new Set(found.map((one) => one.pair.from)).size).toBe(found.length);
        expect(new Set(found.map((one) => one.pair.to)).size).toBe(found.length);
        expect(chosen(shuffled, margin)).toEqual(chosen(list, margin));
      },
    ),
  );
});
