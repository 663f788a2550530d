import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Calendar } from '../review/day.ts';
import type { JournalEvent } from '../review/events.ts';
import { Replay } from '../review/replay.ts';
import { journalArb, stateOf } from '../test/journalEvents.ts';
import { joinPath, MemoryFileSystem } from '../test/memoryFileSystem.ts';
import type { Journal } from './journal.ts';
import { decodeLine, encodeLines } from './lines.ts';
import { snapshotFile } from './snapshot.ts';
import { openVirtualJournal } from './virtual.ts';

const utc: Calendar = { rolloverHour: 4, offset: () => 0 };

afterEach(() => {
  vi.useRealTimers();
});

interface Setup {
  readonly device?: string;
  readonly cache?: boolean;
  readonly watch?: boolean;
  readonly now?: () => number;
}

function open(
  fs: MemoryFileSystem,
  { device = 'mac', cache = false, watch = false, now }: Setup = {},
): Journal {
  return openVirtualJournal({
    fs,
    folder: '/journal',
    join: joinPath,
    device,
    snapshotAfter: 1,
    ...(cache ? { cache: '/cache' } : {}),
    ...(watch ? { watch: (listener: () => void) => fs.watch(listener) } : {}),
    ...(now ? { now } : {}),
  });
}

/** What a new window sees. */
async function stateIn(fs: MemoryFileSystem, setup?: Setup): Promise<unknown> {
  const journal = open(fs, setup);
  const { replay } = await journal.load(utc);
  const state = stateOf((card) => replay.memory(card));
  await journal.dispose();
  return state;
}

function stateFrom(events: Iterable<JournalEvent>): unknown {
  const replay = new Replay(utc);
  replay.add(events);
  return stateOf((card) => replay.memory(card));
}

function flipBit(bytes: Uint8Array, at: number): void {
  const place = at % bytes.length;
  bytes[place] = (bytes[place] ?? 0) ^ 1;
}

let made = 0;
function review(card = 'pod#define:pause', t = 1_795_352_651_120 + made * 1000): JournalEvent {
  return { i: `test-${(made++).toString(16)}`, t, d: Math.floor(t / 864e5), k: 'review', c: card, g: 3 };
}

describe('reading', () => {
  test('split over files, shuffled, doubled and cut at any byte: what is whole somewhere counts', async () => {
    const arb = journalArb.chain((events) => {
      const copies = fc.array(fc.tuple(fc.constantFrom(0, 1, 2), fc.nat(events.length)));
      return fc.tuple(fc.constant(events), copies, fc.nat());
    });
    await fc.assert(
      fc.asyncProperty(arb, async ([events, copies, cut]) => {
        const fs = new MemoryFileSystem();
        const lines: JournalEvent[][] = [[...events].reverse(), [], []];
        for (const [file, at] of copies) lines[file]?.push(...events.slice(at, at + 1));
        const kept: JournalEvent[] = [];
        for (const [file, content] of lines.entries()) {
          const bytes = encodeLines(content);
          const rest = bytes.subarray(0, bytes.length - (cut % (bytes.length + 1)));
          fs.put(`/journal/mac.${file}.jsonl`, rest);
          for (const line of new TextDecoder().decode(rest).split('\n')) {
            const event = decodeLine(new TextEncoder().encode(line));
            if (typeof event === 'object') kept.push(event);
          }
        }
        expect(await stateIn(fs)).toEqual(stateFrom(kept));
        if (cut === 0) expect(await stateIn(fs)).toEqual(stateFrom(events));
      }),
    );
  });

  test('a damaged line costs itself, is told once and stays where it is', async () => {
    const fs = new MemoryFileSystem();
    const [first, second] = [review(), review()];
    const text = new TextDecoder().decode(encodeLines([first, second]));
    const broken = text.replace('\n', '\n{"i":"a-1","t":17953\n');
    fs.put('/journal/mac.1.jsonl', broken);
    const journal = open(fs, { watch: true });
    const { replay, damaged } = await journal.load(utc);
    expect(replay.memory('pod#define:pause').reps).toBe(2);
    expect(damaged).toEqual([
      {
        file: 'mac.1.jsonl',
        offset: text.indexOf('\n') + 1,
        problem: 'not-json',
        text: '{"i":"a-1","t":17953',
      },
    ]);
    const told: unknown[] = [];
    journal.onDidChange((change) => told.push(change.damaged));
    fs.put('/journal/mac.1.jsonl', broken + new TextDecoder().decode(encodeLines([review()])));
    await journal.poll();
    expect(told).toEqual([[]]);
    expect(fs.text('/journal/mac.1.jsonl')).toContain(broken);
    await journal.dispose();
  });

  test('an unreadable file is reported, the others are read', async () => {
    const fs = new MemoryFileSystem();
    fs.put('/journal/mac.1.jsonl', encodeLines([review()]));
    fs.put('/journal/mac.2.jsonl', encodeLines([review()]));
    const read = fs.readFile.bind(fs);
    fs.readFile = (path) => (path.includes('.1.') ? Promise.reject(new Error('I/O error')) : read(path));
    const journal = open(fs);
    const { replay, damaged } = await journal.load(utc);
    expect(damaged).toMatchObject([{ file: 'mac.1.jsonl', problem: 'unreadable' }]);
    expect(replay.log.size).toBe(1);
    await journal.dispose();
  });

  test("a sync tool's conflict copy is read, other files are not", async () => {
    const fs = new MemoryFileSystem();
    const event = review();
    fs.put('/journal/mac.1.jsonl', encodeLines([event]));
    fs.put('/journal/mac.1 (conflicted copy).jsonl', encodeLines([event, review()]));
    fs.put('/journal/README.md', 'not for us');
    const journal = open(fs);
    const { replay, damaged } = await journal.load(utc);
    expect([replay.log.size, damaged]).toEqual([2, []]);
    await journal.dispose();
  });
});

describe('two windows', () => {
  test('each sees what the other does, and both write files of their own', async () => {
    const fs = new MemoryFileSystem();
    const [one, two] = [open(fs, { watch: true }), open(fs, { watch: true })];
    const here = (await one.load(utc)).replay;
    const there = (await two.load(utc)).replay;
    const seen: unknown[] = [];
    two.onDidChange(({ histories, own }) => seen.push({ histories: [...histories], own }));
    const events = Array.from({ length: 20 }, () => review());
    await Promise.all(events.map((event, n) => (n % 2 === 0 ? one : two).append(event)));
    await Promise.all([one.poll(), two.poll()]);
    expect(stateOf((card) => here.memory(card))).toEqual(stateFrom(events));
    expect(stateOf((card) => there.memory(card))).toEqual(stateFrom(events));
    expect(seen).toContainEqual({ histories: ['pod#define:pause'], own: false });
    expect(fs.paths('/journal', '.jsonl')).toHaveLength(2);
    await Promise.all([one.dispose(), two.dispose()]);
    expect(fs.paths('/journal', '.lock')).toEqual([]);
    expect(await stateIn(fs)).toEqual(stateFrom(events));
  });

  test('ids differ between windows', () => {
    const fs = new MemoryFileSystem();
    const [one, two] = [open(fs), open(fs)];
    expect(new Set([one.nextId(), one.nextId(), two.nextId(), two.nextId()]).size).toBe(4);
  });

  test('a file that was replaced by one with another beginning is read anew', async () => {
    const fs = new MemoryFileSystem();
    const [a, b, c] = [review(), review(), review()];
    fs.put('/journal/phone.1.jsonl', encodeLines([a]));
    const journal = open(fs, { watch: true });
    const { replay } = await journal.load(utc);
    fs.put('/journal/phone.1.jsonl', encodeLines([b, c]));
    await journal.poll();
    expect(replay.log.size).toBe(3);
    await journal.dispose();
  });

  test('after a sleep a window leaves its file to those who took it for closed', async () => {
    const fs = new MemoryFileSystem();
    let now = 0;
    const journal = open(fs, { now: () => now });
    await journal.load(utc);
    await journal.append(review());
    const [first] = fs.paths('/journal', '.jsonl');
    now += 3_600_000;
    await journal.append(review());
    expect(fs.paths('/journal', '.jsonl')).toHaveLength(2);
    expect(fs.paths('/journal', '.lock')).not.toContain(first?.replace('.jsonl', '.lock'));
    await journal.dispose();
  });
});

test('a window that merges closed files keeps its own, and others notice nothing', async () => {
  const fs = new MemoryFileSystem();
  const events = Array.from({ length: 9 }, () => review());
  for (const [n, event] of events.entries()) fs.put(`/journal/mac.${n}.jsonl`, encodeLines([event]));
  const [one, two] = [open(fs, { watch: true }), open(fs, { watch: true })];
  const { replay } = await one.load(utc);
  await two.load(utc);
  await one.append(review());
  await two.append(review());
  expect(await one.compact()).toBe(9);
  expect(fs.paths('/journal', '.jsonl')).toHaveLength(3);
  await one.poll();
  expect(replay.log.size).toBe(11);
  expect(replay.memory('pod#define:pause').reps).toBe(11);
  await Promise.all([one.dispose(), two.dispose()]);
});

describe('writing fails', () => {
  test.each([
    ['NoPermissions', 'read-only'],
    ['EROFS', 'read-only'],
    ['ENOSPC', 'disk-full'],
    ['Unavailable', 'unavailable'],
  ])('%s: a clear error, the session goes on, nothing is lost', async (fault, code) => {
    vi.useFakeTimers();
    const fs = new MemoryFileSystem();
    const journal = open(fs);
    const { replay } = await journal.load(utc);
    const states: unknown[] = [];
    journal.onDidSave((state) => states.push([state.unsaved, state.error?.code]));
    const events = [review(), review(), review()];
    fs.failWrites = fault;
    for (const event of events.slice(0, 2))
      await expect(journal.append(event)).rejects.toMatchObject({ code });
    expect(replay.memory('pod#define:pause').reps).toBe(2);
    expect(states).toEqual([
      [1, code],
      [2, code],
    ]);
    fs.failWrites = undefined;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(journal.saveState).toEqual({ unsaved: 0 });
    await journal.append(...events.slice(2));
    expect(await journal.dispose()).toEqual([]);
    expect(await stateIn(fs)).toEqual(stateFrom(events));
  });

  test('what cannot be written until the end is handed back', async () => {
    const fs = new MemoryFileSystem();
    const journal = open(fs);
    await journal.load(utc);
    fs.failWrites = 'ENOSPC';
    const event = review();
    await expect(journal.append(event)).rejects.toThrow('ENOSPC');
    expect(await journal.dispose()).toEqual([event]);
  });
});

describe('snapshot', () => {
  test('a start from it gives the state of the files, also after they grew, shrank or vanished', async () => {
    const change = fc.constantFrom(
      'none',
      'grow',
      'new file',
      'shrink',
      'remove',
      'damage snapshot',
      'cut snapshot',
    );
    await fc.assert(
      fc.asyncProperty(journalArb, journalArb, change, fc.nat(), async (events, more, what, at) => {
        const fs = new MemoryFileSystem();
        fs.put('/journal/mac.1.jsonl', encodeLines(events));
        fs.put('/journal/mac.2.jsonl', encodeLines(events.slice(0, 3)));
        await stateIn(fs, { cache: true });
        const snapshot = fs.files.get(`/cache/${snapshotFile}`);
        expect(snapshot === undefined).toBe(events.length === 0);
        const bytes = encodeLines(more);
        if (what === 'grow') fs.put('/journal/mac.1.jsonl', Buffer.concat([encodeLines(events), bytes]));
        if (what === 'new file') fs.put('/journal/pc.1.jsonl', bytes);
        if (what === 'shrink') fs.put('/journal/mac.1.jsonl', encodeLines(events.slice(0, at % 60)));
        if (what === 'remove') fs.files.delete('/journal/mac.1.jsonl');
        if (what === 'damage snapshot' && snapshot) flipBit(snapshot, at);
        if (what === 'cut snapshot' && snapshot)
          fs.put(`/cache/${snapshotFile}`, snapshot.slice(0, at % snapshot.length));
        const cold = await stateIn(fs);
        expect(await stateIn(fs, { cache: true })).toEqual(cold);
        expect(await stateIn(fs, { cache: true })).toEqual(cold);
      }),
      { numRuns: 60 },
    );
  });

  test('reviews go on from it, undo reaches back behind it, and links survive it', async () => {
    const fs = new MemoryFileSystem();
    const events = [review('a'), review('b'), review('a')];
    fs.put('/journal/mac.1.jsonl', encodeLines(events));
    const first = open(fs, { cache: true });
    (await first.load(utc)).replay.regroup((key) => (key === 'b' ? 'a' : key));
    await first.append(review('b'));
    await first.dispose();

    const second = open(fs, { cache: true });
    const { replay } = await second.load(utc);
    expect(replay.memory('a').reps).toBe(4);
    expect(replay.log.size).toBe(4);
    await second.append({ i: second.nextId(), t: 1_900_000_000_000, k: 'undo', of: events[0]?.i ?? '' });
    expect(replay.memory('b').reps).toBe(3);
    await second.append(review('c'));
    expect(replay.memory('c').reps).toBe(1);
    expect(replay.regroup((key) => key)).toEqual(new Set(['a', 'b']));
    expect([replay.memory('a').reps, replay.memory('b').reps]).toEqual([1, 2]);
    await second.dispose();
  });
});
