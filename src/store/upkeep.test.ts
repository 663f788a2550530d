import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JournalEvent } from '../review/events.ts';
import { Replay } from '../review/replay.ts';
import { journalArb, stateOf } from '../test/journalEvents.ts';
import { joinPath, MemoryFileSystem } from '../test/memoryFileSystem.ts';
import { encodeLines } from './lines.ts';
import { backUp, compact, moveJournal } from './upkeep.ts';
import { openVirtualJournal, VirtualFolder } from './virtual.ts';

const utc = { rolloverHour: 4, offset: () => 0 };
const now = Date.UTC(2026, 10, 23);

function at(fs: MemoryFileSystem, folder: string): VirtualFolder<string> {
  return new VirtualFolder({ fs, folder, join: joinPath });
}

function place(fs: MemoryFileSystem): Parameters<typeof compact>[0] {
  return { folder: at(fs, '/journal'), locks: at(fs, '/cache'), device: 'mac' };
}

async function stateIn(fs: MemoryFileSystem, folder = '/journal'): Promise<unknown> {
  const journal = openVirtualJournal({ fs, folder, join: joinPath, device: 'test' });
  const { replay } = await journal.load(utc);
  await journal.dispose();
  return stateOf((card) => replay.memory(card));
}

function review(n: number): JournalEvent {
  return { i: `a-${n.toString(16)}`, t: now + n, d: 20_779, k: 'review', c: 'pod#define:pause', g: 3 };
}

/** Nine closed files of this device with one review each. */
function nineFiles(): MemoryFileSystem {
  const fs = new MemoryFileSystem();
  for (let n = 0; n < 9; n++) fs.put(`/journal/mac.${n}.jsonl`, encodeLines([review(n)]));
  return fs;
}

describe('compact', () => {
  test('one file instead of nine, the same lines, the same state', async () => {
    const fs = nineFiles();
    const before = await stateIn(fs);
    expect(await compact(place(fs), now)).toBe(9);
    const [file = '', ...others] = fs.paths('/journal', '.jsonl');
    expect(others).toEqual([]);
    expect(fs.text(file)).toBe(new TextDecoder().decode(encodeLines([...Array(9).keys()].map(review))));
    expect(await stateIn(fs)).toEqual(before);
  });

  test('leaves alone what others own, what is open, what is damaged, and few files', async () => {
    const fs = nineFiles();
    fs.put('/journal/phone.1.jsonl', encodeLines([review(10)]));
    fs.put('/journal/mac.open.jsonl', encodeLines([review(11)]));
    fs.put('/cache/mac.open.lock', String(now - 60_000));
    fs.put('/journal/mac.torn.jsonl', encodeLines([review(12)]).slice(0, -5));
    fs.put('/journal/mac.odd.jsonl', '{"i":"a-1","t":1,"k":"from the future"}\n');
    fs.put('/journal/mac.stale.jsonl', encodeLines([review(13)]));
    fs.put('/cache/mac.stale.lock', String(now - 3_600_000));
    expect(await compact(place(fs), now)).toBe(10);
    const left = fs.paths('/journal', '.jsonl').map((path) => path.slice('/journal/'.length));
    expect(left).toEqual(
      expect.arrayContaining(['mac.odd.jsonl', 'mac.open.jsonl', 'mac.torn.jsonl', 'phone.1.jsonl']),
    );
    expect(left).toHaveLength(5);
    const merged = left.find((name) => /^mac\.[0-9a-z]{8}\.jsonl$/.test(name)) ?? '';
    expect(fs.text(`/journal/${merged}`).match(/"i":"a-[0-9a-f]+"/g)).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 13].map((n) => `"i":"a-${n.toString(16)}"`),
    );
    expect(fs.paths('/cache')).toEqual(['/cache/mac.open.lock']);
    expect(await compact(place(fs), now)).toBe(0);
  });

  test('stopped at any write or removal it has changed nothing that counts', async () => {
    await fc.assert(
      fc.asyncProperty(journalArb, fc.nat(14), async (events, stop) => {
        const fs = new MemoryFileSystem();
        for (let n = 0; n < 10; n++) {
          fs.put(
            `/journal/mac.${n}.jsonl`,
            encodeLines(events.filter((_, index) => index % 10 === n || index % 7 === n)),
          );
        }
        let steps = 0;
        const count = (): void => {
          if (steps++ === stop) throw new Error('crash');
        };
        const writeFile = fs.writeFile.bind(fs);
        const remove = fs.delete.bind(fs);
        fs.writeFile = async (...args) => {
          count();
          await writeFile(...args);
        };
        fs.delete = async (...args) => {
          count();
          await remove(...args);
        };
        await compact(place(fs), now).catch((error: unknown) => {
          expect(error).toMatchObject({ message: 'crash' });
        });
        const replay = new Replay(utc);
        replay.add(events);
        expect(await stateIn(fs)).toEqual(stateOf((card) => replay.memory(card)));
      }),
      { numRuns: 40 },
    );
  });
});

test('a backup is a dated copy that the journal does not read', async () => {
  const fs = nineFiles();
  const before = await stateIn(fs);
  const name = await backUp(at(fs, '/journal'), Date.UTC(2026, 10, 23, 8, 30));
  expect(name).toBe('backup-2026-11-23T08-30-00');
  expect(fs.text(`/journal/${name}/mac.3.jsonl`)).toBe(fs.text('/journal/mac.3.jsonl'));
  expect(await stateIn(fs)).toEqual(before);
  expect(await stateIn(fs, `/journal/${name}`)).toEqual(before);
});

test('a move carries the history over, into a folder that has one already', async () => {
  const fs = nineFiles();
  fs.put('/new/mac.1.jsonl', encodeLines([review(20)]));
  fs.put('/new/mac.2.jsonl', encodeLines([review(2)]));
  await moveJournal(at(fs, '/journal'), at(fs, '/new'));
  expect(fs.paths('/journal')).toEqual([]);
  const replay = new Replay(utc);
  replay.add([...[...Array(9).keys()].map(review), review(20)]);
  expect(await stateIn(fs, '/new')).toEqual(stateOf((card) => replay.memory(card)));
});

test('a move that cannot write leaves everything where it was', async () => {
  const fs = nineFiles();
  fs.failWrites = 'ENOSPC';
  await expect(moveJournal(at(fs, '/journal'), at(fs, '/new'))).rejects.toThrow('ENOSPC');
  expect(fs.paths('/journal')).toHaveLength(9);
});
