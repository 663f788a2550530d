import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JournalEvent } from '../../review/events.ts';
import { encodeLines } from '../../store/lines.ts';
import { openNodeJournal } from '../../store/node.ts';
import type { BenchRow } from './types.ts';

const eventCount = 1_000_000;
const cardCount = 100_000;
const eventsPerFile = 20_000;
const calendar = { rolloverHour: 4, offset: () => 480 };

/** Numbers in [0, 1), the same in every run. */
function lehmer(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Ten years of reviews on three devices, one in eight of them graded against a rubric. */
function writeJournal(folder: string): void {
  const random = lehmer(7);
  let time = Date.UTC(2016, 10, 23, 4);
  for (let file = 0; file * eventsPerFile < eventCount; file++) {
    const window = `w${file.toString(36).padStart(7, '0')}`;
    const events: JournalEvent[] = [];
    for (let n = 0; n < eventsPerFile; n++) {
      time += Math.floor(random() * 630_000);
      const card = Math.floor(random() * cardCount);
      events.push({
        i: `${window}-${n.toString(16)}`,
        t: time,
        d: Math.floor((time + 4 * 3_600_000) / 86_400_000),
        k: 'review',
        c: `topic-${card % 900}-section-${card}#explain`,
        g: random() < 0.1 ? 1 : random() < 0.2 ? 2 : random() < 0.9 ? 3 : 4,
        ms: Math.floor(random() * 60_000),
        ...(random() < 0.125 ? { p: '1101' } : {}),
      });
    }
    writeFileSync(join(folder, `device-${file % 3}.${window}.jsonl`), encodeLines(events));
  }
}

interface Start {
  readonly events: number;
  readonly ms: number;
  readonly peak: number;
}

function start(how: 'journal' | 'bare', folder: string, cache: string): Start {
  const script = join(import.meta.dirname, 'journalStart.ts');
  const result = JSON.parse(
    execFileSync(process.execPath, [script, how, folder, cache], { encoding: 'utf8' }),
  ) as Start;
  if (result.events !== eventCount) throw new Error(`${how}: ${result.events} of ${eventCount} events`);
  return result;
}

/** The fastest of five starts: what the others took longer was other work of the machine. */
function bestStart(how: 'journal' | 'bare', folder: string, cache: string): Start {
  const starts = [1, 2, 3, 4, 5].map(() => start(how, folder, cache));
  return starts.reduce((best, next) => (next.ms < best.ms ? next : best));
}

/** Median milliseconds of one append, flushed to disk, to a journal of a million events. */
async function appendTime(folder: string, cache: string): Promise<number> {
  const journal = openNodeJournal({ folder, cache, device: 'bench' });
  await journal.load(calendar);
  const times: number[] = [];
  for (let n = 0; n < 101; n++) {
    const t = Date.UTC(2026, 10, 23) + n;
    const before = performance.now();
    await journal.append({
      i: journal.nextId(),
      t,
      d: 20_779,
      k: 'review',
      c: `topic-1-section-${n}#explain`,
      g: 3,
    });
    times.push(performance.now() - before);
  }
  await journal.dispose();
  return times.sort((a, b) => a - b)[50] ?? NaN;
}

/** A million reviews of a hundred thousand cards: cold, from the snapshot, one more, and the memory it takes. */
export async function journalBench(): Promise<BenchRow[]> {
  const root = mkdtempSync(join(tmpdir(), 'journal-bench-'));
  const [folder, cache, none] = [join(root, 'journal'), join(root, 'cache'), join(root, 'none')];
  try {
    mkdirSync(folder);
    writeJournal(folder);
    const bare = bestStart('bare', folder, none);
    const cold = bestStart('journal', folder, none);
    const maker = openNodeJournal({ folder, cache, device: 'bench' });
    await maker.load(calendar);
    await maker.dispose();
    const warm = bestStart('journal', folder, cache);
    const append = await appendTime(folder, cache);
    const peer = 'read and JSON.parse only';
    return [
      {
        name: 'journal of 1,000,000 reviews, 100,000 cards: cold replay',
        ...{ value: cold.ms, unit: 'ms', target: 2000, baseline: { name: peer, value: bare.ms } },
      },
      { name: 'same: start from the snapshot', value: warm.ms, unit: 'ms', target: 150 },
      { name: 'same: one append, flushed, median', value: append, unit: 'ms', target: 5 },
      {
        name: 'same: peak memory of the process, cold',
        ...{ value: cold.peak, unit: 'MB', target: 250, baseline: { name: peer, value: bare.peak } },
      },
      {
        name: 'same: peak memory of the process, from the snapshot',
        value: warm.peak,
        unit: 'MB',
        target: 250,
      },
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

if (import.meta.main) console.table(await journalBench());
