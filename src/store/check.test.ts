import { describe, expect, test } from 'vitest';
import type { JournalEvent } from '../review/events.ts';
import { joinPath, MemoryFileSystem } from '../test/memoryFileSystem.ts';
import { checkJournal, repairJournal } from './check.ts';
import { encodeLines } from './lines.ts';
import { VirtualFolder } from './virtual.ts';

const now = Date.UTC(2026, 10, 23);
const today = Math.floor(now / 864e5);

function review(n: number, c = 'card'): JournalEvent {
  return { i: `a-${n.toString(16)}`, t: now + n, d: today, k: 'review', c, g: 3 };
}

function at(fs: MemoryFileSystem, folder: string): VirtualFolder<string> {
  return new VirtualFolder({ fs, folder, join: joinPath });
}

const torn = '{"i":"a-9","t":17';
const odd = '{"i":"a-8","t":1,"k":"from the future"}\n';
const broken = '{"i":"a-7",,}\n';

function lines(...events: JournalEvent[]): string {
  return new TextDecoder().decode(encodeLines(events));
}

function damagedJournal(): MemoryFileSystem {
  const fs = new MemoryFileSystem();
  fs.put('/journal/mac.1.jsonl', lines(review(1)) + broken + odd + lines(review(2)) + torn);
  fs.put('/journal/mac.2.jsonl', lines(review(2), review(3, 'gone')));
  fs.put('/journal/phone.1.jsonl', broken + lines(review(4)));
  fs.put('/journal/mac.open.jsonl', broken + lines(review(5)));
  fs.put('/cache/mac.open.lock', String(now));
  return fs;
}

function place(fs: MemoryFileSystem): Parameters<typeof checkJournal>[0] {
  return { folder: at(fs, '/journal'), locks: at(fs, '/cache'), device: 'mac' };
}

describe('check', () => {
  test('reports duplicates, damage and findings', async () => {
    const report = await checkJournal(place(damagedJournal()), now, (key) => key === 'card');
    expect(report).toMatchObject({ files: 4, events: 5, duplicates: 1 });
    expect(report.damaged.map(({ file, problem }) => `${file} ${problem}`)).toEqual([
      'mac.1.jsonl not-json',
      'mac.1.jsonl unknown-kind',
      'mac.1.jsonl torn',
      'mac.open.jsonl not-json',
      'phone.1.jsonl not-json',
    ]);
    expect(report.findings).toEqual([{ kind: 'orphan', id: 'gone', events: 1 }]);
  });
});

describe('repair', () => {
  test('takes damaged lines out of own closed files and keeps them, after a backup', async () => {
    const fs = damagedJournal();
    const before = new Map(fs.files);
    const { backup, repaired, setAside } = await repairJournal(place(fs), now);
    expect(repaired).toEqual(['mac.1.jsonl']);
    expect(fs.text(`/journal/${setAside.join()}`)).toBe(`${broken}${torn}\n`);
    expect(fs.text(`/journal/${backup}/mac.1.jsonl`)).toBe(
      new TextDecoder().decode(before.get('/journal/mac.1.jsonl')),
    );
    for (const path of ['/journal/mac.2.jsonl', '/journal/phone.1.jsonl', '/journal/mac.open.jsonl']) {
      expect(fs.files.get(path)).toEqual(before.get(path));
    }
    const report = await checkJournal(place(fs), now, () => true);
    expect(report).toMatchObject({ files: 4, events: 5, duplicates: 1 });
    expect(report.damaged.map(({ problem }) => problem).sort()).toEqual([
      'not-json',
      'not-json',
      'unknown-kind',
    ]);
    expect((await repairJournal(place(fs), now + 1000)).repaired).toEqual([]);
  });

  test('changes nothing where the backup cannot be written', async () => {
    const fs = damagedJournal();
    const before = [...fs.files];
    fs.failWrites = 'ENOSPC';
    await expect(repairJournal(place(fs), now)).rejects.toThrow('ENOSPC');
    expect([...fs.files]).toEqual(before);
  });
});
