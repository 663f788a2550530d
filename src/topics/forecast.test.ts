import { describe, expect, it } from 'vitest';
import { dueAt, forecast, parseForecast } from './forecast.ts';
import type { Standing } from './rows.ts';

const now = 1000;
const cards: Readonly<Record<string, Partial<Standing>>> = {
  a: { due: 1000 },
  b: { due: 3000 },
  c: { due: 2000 },
  d: { due: 0, hidden: true },
  e: { due: 0, state: 'new' },
};
const standing = (id: string): Standing | undefined => {
  const card = cards[id];
  return card && { state: 'review', due: 0, retrievability: 1, hidden: false, ...card };
};

describe('the forecast', () => {
  it('counts what is due and remembers when the next cards are', () => {
    expect(forecast(['a', 'b', 'c', 'd', 'e', 'f'], standing, now)).toEqual({ due: 1, coming: [2000, 3000] });
  });
  it('is right later, without another look', () => {
    const { due, coming } = forecast(Object.keys(cards), standing, now);
    expect([1000, 2000, 9000].map((time) => dueAt({ due, coming }, time))).toEqual([1, 2, 3]);
  });
  it('survives being remembered, and nonsense in its place', () => {
    const known = forecast(Object.keys(cards), standing, now);
    expect(parseForecast(JSON.parse(JSON.stringify(known)))).toEqual(known);
    for (const nonsense of [
      undefined,
      null,
      3,
      'x',
      [],
      {},
      { due: 'x', coming: [] },
      { due: 1, coming: 2 },
    ]) {
      expect(parseForecast(nonsense)).toEqual({ due: 0, coming: [] });
    }
  });
});
