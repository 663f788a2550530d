import { describe, expect, it } from 'vitest';
import { count, isIn, markOf, sum, type FilterState, type Standing } from './rows.ts';

const now = 1_000_000;

const standing =
  (known: Readonly<Record<string, Partial<Standing>>>) =>
  (id: string): Standing | undefined => {
    const entry = known[id];
    return entry && { state: 'review', due: now + 1, retrievability: 1, hidden: false, ...entry };
  };

describe('counts', () => {
  it('new cards count as not known', () => {
    expect(count(['a', 'b'], standing({ a: { retrievability: 0.8 } }), now)).toMatchObject({
      cards: 2,
      due: 0,
      fresh: 1,
      known: 0.4,
      next: now + 1,
      state: 'learning',
    });
  });
  it('a card is due from its very due time on', () => {
    expect(count(['a'], standing({ a: { due: now } }), now)).toMatchObject({ due: 1, state: 'due' });
    expect(count(['a'], standing({ a: { due: now + 1 } }), now)).toMatchObject({ due: 0, state: 'known' });
  });
  it('suspended and buried cards are neither due nor new', () => {
    const hidden = standing({ a: { due: 0, hidden: true }, b: { state: 'new', hidden: true } });
    expect(count(['a', 'b'], hidden, now)).toMatchObject({ due: 0, fresh: 0, hidden: 2, next: undefined });
  });
  it('names the state by what matters most', () => {
    expect(count([], standing({}), now).state).toBe('empty');
    expect(count(['a'], standing({}), now).state).toBe('new');
    expect(count(['a', 'b'], standing({ a: { state: 'learning' } }), now).state).toBe('learning');
    expect(count(['a', 'b'], standing({ a: { state: 'learning', due: 0 } }), now).state).toBe('due');
    const aside = { hidden: true, suspended: true };
    expect(count(['a'], standing({ a: aside }), now).state).toBe('suspended');
    expect(count(['a', 'b'], standing({ a: aside }), now)).toMatchObject({ state: 'new', suspended: 1 });
  });
  it('of parts add up to those of the whole', () => {
    const known = standing({
      a: { retrievability: 0.8, leech: true },
      b: { due: 0, retrievability: 0.5 },
      d: { state: 'learning', due: now + 9, retrievability: 0.9 },
      e: { hidden: true, suspended: true },
    });
    const parts = [['a', 'b'], ['c'], ['d', 'e'], []].map((ids) => count(ids, known, now));
    const whole = count(['a', 'b', 'c', 'd', 'e'], known, now);
    expect(sum(parts)).toEqual({ ...whole, known: expect.closeTo(whole.known, 9) as number });
    expect(sum([])).toEqual(count([], known, now));
  });
});

describe('the state of a card', () => {
  const card = (entry: Partial<Standing>): Standing | undefined => standing({ a: entry })('a');
  it('is one word for its icon', () => {
    expect(markOf(undefined, now)).toBe('new');
    expect(markOf(card({}), now)).toBe('known');
    expect(markOf(card({ due: now }), now)).toBe('due');
    expect(markOf(card({ state: 'relearning' }), now)).toBe('learning');
    expect(markOf(card({ due: 0, leech: true }), now)).toBe('leech');
    expect(markOf(card({ due: 0, hidden: true }), now)).toBe('buried');
    expect(markOf(card({ leech: true, hidden: true, suspended: true }), now)).toBe('suspended');
  });
  it('may be several at once for a filter', () => {
    const states = (entry: Standing | undefined): FilterState[] =>
      (['due', 'new', 'learning', 'known', 'leech', 'suspended'] as const).filter((state) =>
        isIn(state, entry, now),
      );
    expect(states(undefined)).toEqual(['new']);
    expect(states(card({ due: 0, leech: true }))).toEqual(['due', 'leech']);
    expect(states(card({ due: 0, state: 'learning' }))).toEqual(['due', 'learning']);
    expect(states(card({ hidden: true, suspended: true, leech: true }))).toEqual(['suspended']);
    expect(states(card({ hidden: true }))).toEqual([]);
    expect(states(card({}))).toEqual(['known']);
  });
});
