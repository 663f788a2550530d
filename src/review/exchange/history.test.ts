import fc from 'fast-check';
import { expect, test } from 'vitest';
import { journalArb } from '../../test/journalEvents.ts';
import { EventLog } from '../eventLog.ts';
import type { JournalEvent } from '../events.ts';
import { historyLines, readHistory, reviewsCsv } from './history.ts';

function logOf(events: Iterable<JournalEvent>): EventLog {
  const log = new EventLog();
  for (const event of events) log.add(event);
  log.settle();
  return log;
}

const sorted = (events: Iterable<JournalEvent>): JournalEvent[] =>
  [...events].sort((a, b) => a.t - b.t || (a.i < b.i ? -1 : 1));

test('an export read into an empty journal gives every event, into the same journal none', () => {
  fc.assert(
    fc.property(journalArb, (events) => {
      const log = logOf(events);
      const text = [...historyLines(log, () => false)].join('');
      const away = readHistory(text + text, logOf([]));
      expect(sorted(away.events)).toEqual(sorted(events));
      expect(away.known).toBe(events.length);
      expect(readHistory(text, log)).toEqual({ events: [], known: events.length, damaged: [] });
    }),
  );
});

test('lines that are no events are named by their number', () => {
  const text = '\uFEFF{"i":"a-1","t":1,"k":"reset","c":"x"}\r\n\nnonsense\n{"k":"review"}\n';
  const { events, damaged } = readHistory(text, logOf([]));
  expect([events.length, damaged]).toEqual([1, [3, 4]]);
});

test('private cards stay out of every export', () => {
  const review = (i: string, c: string): JournalEvent => ({ i, t: 1, d: 0, k: 'review', c, g: 3 });
  const version = {
    t: 1,
    k: 'card',
    x: 'x',
    s: '',
    f: 'f',
    p: 'p',
    y: 'explain',
    q: 'secret',
    a: 'a',
  } as const;
  const log = logOf([
    review('a-1', 'open'),
    review('a-2', 'hidden'),
    { ...version, i: 'v', c: 'hidden', o: 1 },
    { i: 'l', t: 1, k: 'link', f: 'hidden', c: 'open', w: 'text', m: 1000, n: 0 },
  ]);
  const isPrivate = (key: string): boolean => key === 'hidden';
  const text =
    [...historyLines(log, isPrivate)].join('') +
    reviewsCsv(
      log,
      () => false,
      isPrivate,
      (key) => key,
    );
  expect(text).toContain('open');
  expect(text).not.toMatch(/hidden|secret/);
});

test('CSV for a spreadsheet', () => {
  const t = Date.UTC(2026, 10, 23, 2, 30, 51, 120);
  const log = logOf([
    { i: 'a-2', t: t + 1000, d: 20_779, k: 'review', c: '=cmd()', g: 1 },
    { i: 'a-1', t, d: 20_779, k: 'review', c: 'service-types#explain', g: 3, ms: 41_250, p: '1101' },
    { i: 'a-3', t: t + 2000, d: 20_779, k: 'review', c: 'undone', g: 1 },
  ]);
  expect(
    reviewsCsv(
      log,
      (id) => id === 'a-3',
      () => false,
      (key) => (key.startsWith('s') ? 'Which "types", 哪些？' : ''),
    ),
  ).toBe(
    [
      '\uFEFFtime,day,card,question,grade,seconds,points_said,points',
      '2026-11-23T02:30:51.120Z,2026-11-22,service-types#explain,"Which ""types"", 哪些？",3,41.3,3,4',
      "2026-11-23T02:30:52.120Z,2026-11-22,'=cmd(),,1,,,",
      '',
    ].join('\r\n'),
  );
});
