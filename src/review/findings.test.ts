import { expect, test } from 'vitest';
import { EventLog } from './eventLog.ts';
import { eventIds, type JournalEvent } from './events.ts';
import { findings, undoFuture, type Finding } from './findings.ts';

const now = Date.UTC(2026, 10, 23, 12);
const today = Math.floor(now / 864e5);

function check(events: readonly JournalEvent[], isPresent: (key: string) => boolean = () => true): Finding[] {
  const log = new EventLog();
  for (const event of events) log.add(event);
  log.settle();
  return findings(log, now, isPresent);
}

function review(i: string, t = now, d = today, c = 'card'): JournalEvent {
  return { i, t, d, k: 'review', c, g: 3 };
}

test('a sound journal has no findings', () => {
  const link = { t: 1, k: 'link', f: 'a', c: 'b', w: 'text', m: 1000, n: 0 } as const;
  expect(
    check([
      review('a-0'),
      review('a-0'),
      { i: 'a-1', t: now, k: 'undo', of: 'a-0' },
      ...[
        { i: 'l', ...link },
        { i: 'l', ...link, t: 2 },
      ],
      { i: 'a-2', t: now, k: 'unlink', of: 'l' },
    ]),
  ).toEqual([]);
});

test.each<[string, JournalEvent[], Finding]>([
  ['a clock ahead', [review('a-0', now + 864e5, today + 1)], { kind: 'future', id: 'a-0', events: 1 }],
  ['a day that does not fit', [review('a-0', now, today + 2)], { kind: 'day-jump', id: 'a-0', events: 1 }],
  [
    'one id for two events',
    [review('a-0'), review('a-0', now - 1)],
    { kind: 'shared-id', id: 'a-0', events: 2 },
  ],
  [
    'an undo of nothing',
    [{ i: 'a-1', t: now, k: 'undo', of: 'x' }],
    { kind: 'lost-target', id: 'a-1', events: 1 },
  ],
])('%s', (_, events, finding) => {
  expect(check(events)).toEqual([finding]);
});

test('every zone and roll-over hour gives a day that fits', () => {
  for (let offset = -12; offset <= 14; offset++) {
    for (let rollover = 0; rollover < 24; rollover++) {
      const d = Math.floor((now + (offset - rollover) * 3_600_000) / 864e5);
      expect(check([review('a-0', now, d)])).toEqual([]);
    }
  }
});

test('reviews of cards that no note has are counted by card', () => {
  const events = [
    review('a-0'),
    review('a-1', now - 1, today, 'gone'),
    review('a-2', now - 2, today, 'gone'),
  ];
  expect(check(events, (key) => key !== 'gone')).toEqual([{ kind: 'orphan', id: 'gone', events: 2 }]);
});

test('what lies in the future can be taken back, and is not found again', () => {
  const events = [review('a-0', now + 864e5, today + 1), review('a-1')];
  const repairs = undoFuture(check(events), now, eventIds('fix'));
  expect(repairs).toEqual([{ i: 'fix-0', t: now, k: 'undo', of: 'a-0' }]);
  expect(check([...events, ...repairs])).toEqual([]);
});
