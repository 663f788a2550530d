import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayStarts, reviewDay, startOfDay, type Calendar } from './day.ts';

/** Wall clocks of a named zone, from the platform's own tables. */
function zone(timeZone: string, rolloverHour = 4): Calendar {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  return {
    rolloverHour,
    offset: (time) => {
      const name = format.formatToParts(time).find((part) => part.type === 'timeZoneName')?.value ?? '';
      const match = /GMT([+-])(\d\d):(\d\d)/.exec(name);
      if (!match) return 0;
      const minutes = Number(match[2]) * 60 + Number(match[3]);
      return match[1] === '-' ? -minutes : minutes;
    },
  };
}

test('a day begins at the roll-over hour, not at midnight', () => {
  const shanghai = zone('Asia/Shanghai');
  const night = reviewDay(Date.parse('2026-11-24T03:59:59+08:00'), shanghai);
  expect(night).toBe(Date.parse('2026-11-23T00:00Z') / 864e5);
  expect(reviewDay(Date.parse('2026-11-24T04:00+08:00'), shanghai)).toBe(night + 1);
});

test.each([
  ['spring in Berlin, where 02:00 does not exist', 'Europe/Berlin', 2, '2026-03-29', '2026-03-29T01:00Z'],
  ['autumn in Berlin, where 02:00 comes twice', 'Europe/Berlin', 2, '2026-10-25', '2026-10-25T00:00Z'],
  ['a half-hour zone', 'Asia/Kolkata', 4, '2026-11-23', '2026-11-22T22:30Z'],
  ['a day before UTC', 'America/Los_Angeles', 4, '2026-07-01', '2026-07-01T11:00Z'],
])('start of a day: %s', (_, name, rolloverHour, date, instant) => {
  const day = Date.parse(`${date}T00:00Z`) / 864e5;
  expect(new Date(startOfDay(day, zone(name, rolloverHour))).toISOString()).toBe(
    new Date(instant).toISOString(),
  );
});

test('the start of a day lies on that day, and the instant before it on the day before', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Shanghai', 'Australia/Lord_Howe'];
  const dayArb = fc.integer({ min: 18_000, max: 24_000 });
  fc.assert(
    fc.property(dayArb, fc.constantFrom(...zones), fc.constantFrom(3, 4, 5), (day, name, hour) => {
      const calendar = zone(name, hour);
      const start = dayStarts(calendar)(day);
      expect(reviewDay(start, calendar)).toBe(day);
      expect(reviewDay(start - 1, calendar)).toBe(day - 1);
    }),
  );
});
