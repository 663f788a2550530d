import { describe, expect, it } from 'vitest';
import { translator } from '../l10n/translate.ts';
import chinese from '../l10n/bundle.l10n.zh-cn.json' with { type: 'json' };
import { shortDelay, whenDue } from './interval.ts';

const en = translator();
const zh = translator(chinese);
const hour = 3_600_000;
const dayOf = (time: number): number => Math.floor(time / (24 * hour));

describe('a delay in few characters', () => {
  it.each([
    [{ minutes: 1, days: 0 }, '1 min', '1 分钟'],
    [{ minutes: 5.5, days: 0 }, '6 min', '6 分钟'],
    [{ minutes: 90, days: 0 }, '1.5 h', '1.5 小时'],
    [{ minutes: 0, days: 1 }, '1 d', '1 天'],
    [{ minutes: 0, days: 30 }, '30 d', '30 天'],
    [{ minutes: 0, days: 76 }, '2.5 mo', '2.5 个月'],
    [{ minutes: 0, days: 498 }, '1.4 y', '1.4 年'],
    [{ minutes: 0, days: 36500 }, '100 y', '100 年'],
  ])('%j', (delay, english, chineseText) => {
    expect(shortDelay(delay, en)).toBe(english);
    expect(shortDelay(delay, zh)).toBe(chineseText);
  });
});

describe('when a card is due', () => {
  it.each([
    [-1, 'now'],
    [30_000, 'in 1 min'],
    [10 * 60_000, 'in 10 min'],
    [5 * hour, 'in 5 h'],
    [20 * hour, 'tomorrow'],
    [3 * 24 * hour, 'in 3 days'],
    [61 * 24 * hour, 'in 2 months'],
    [800 * 24 * hour, 'in 2.2 years'],
  ])('%i ms from noon', (delay, expected) => {
    const noon = 12 * hour;
    expect(whenDue(noon + delay, noon, dayOf, en)).toBe(expected);
  });
});
