import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JournalEvent } from '../review/events.ts';
import type { Journal, JournalChange, Loaded } from './journal.ts';
import { encodeLines } from './lines.ts';
import { absolutePath, NodeFolder, openNodeJournal } from './node.ts';

const utc = { rolloverHour: 4, offset: () => 0 };
const writer = join(import.meta.dirname, '../test/journalWriter.ts');

let root = '';
let folder = '';
const journals: Journal[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'journal-'));
  folder = join(root, 'reviews');
});

afterEach(async () => {
  await Promise.all(journals.splice(0).map((journal) => journal.dispose()));
  rmSync(root, { recursive: true, force: true });
});

async function open(cache?: string): Promise<{ journal: Journal } & Loaded> {
  const journal = openNodeJournal({
    ...{ folder, device: 'test', snapshotAfter: 1 },
    ...(cache === undefined ? {} : { cache: join(root, cache) }),
  });
  journals.push(journal);
  return { journal, ...(await journal.load(utc)) };
}

function review(i: string, card = 'card'): JournalEvent {
  return { i, t: 1_795_352_651_120, d: 20_779, k: 'review', c: card, g: 3 };
}

function journalFiles(): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
}

/** Runs a window of its own; `onId` sees the id of each event that it says is durable. */
async function runWriter(count: number, onId?: (id: string, kill: () => void) => void): Promise<string[]> {
  const child = spawn(process.execPath, [writer, folder, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ids: string[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const id of lines) {
      ids.push(id);
      onId?.(id, () => child.kill('SIGKILL'));
    }
  });
  await once(child, 'close');
  return ids;
}

/** No folder is read-only for root: containers run tests as root, so become nobody for a while. */
async function withoutPrivileges(work: () => Promise<void>): Promise<void> {
  const nobody = 65534;
  if (process.geteuid?.() !== 0) return work();
  chownSync(root, nobody, nobody);
  chownSync(folder, nobody, nobody);
  process.seteuid?.(nobody);
  try {
    await work();
  } finally {
    process.seteuid?.(0);
  }
}

function idsIn(loaded: Loaded): Set<string> {
  return new Set(Array.from(loaded.replay.log, (event) => event.i));
}

describe('processes', () => {
  test('killed while it goes on after 1,000 appends: all that were durable are there, at most one more', async () => {
    let seen = 0;
    const durable = await runWriter(100_000, (_, kill) => {
      if (++seen === 1000) kill();
    });
    expect(durable.length).toBeGreaterThanOrEqual(1000);
    expect(durable.length).toBeLessThan(100_000);
    const loaded = await open();
    const found = idsIn(loaded);
    expect(durable.filter((id) => !found.has(id))).toEqual([]);
    expect(found.size - durable.length + loaded.damaged.length).toBeLessThanOrEqual(1);
  }, 60_000);

  test('two at once lose nothing, and a third sees both live', async () => {
    const { journal, replay } = await open();
    const [one, two] = await Promise.all([runWriter(150), runWriter(150)]);
    await journal.poll();
    expect(new Set(Array.from(replay.log, (event) => event.i))).toEqual(new Set([...one, ...two]));
    expect(one.length + two.length).toBe(300);
    expect(journalFiles()).toHaveLength(2);
  }, 60_000);
});

describe('files on disk', () => {
  test('an event is on disk when append resolves, as one compact line', async () => {
    const { journal } = await open();
    await journal.append(review('test-1', 'service-types#explain'));
    const [name = ''] = journalFiles();
    expect(name).toMatch(/^test\.[0-9a-z]{8}\.jsonl$/);
    expect(readFileSync(join(folder, name), 'utf8')).toBe(
      '{"i":"test-1","t":1795352651120,"d":20779,"k":"review","c":"service-types#explain","g":3}\n',
    );
  });

  test('a line that another program writes appears by itself', async () => {
    mkdirSync(folder);
    const { journal, replay } = await open();
    const change = new Promise<JournalChange>((resolve) => journal.onDidChange(resolve));
    appendFileSync(join(folder, 'phone.1.jsonl'), encodeLines([review('phone-1')]));
    expect(await change).toMatchObject({ own: false, histories: new Set(['card']) });
    expect(replay.memory('card').reps).toBe(1);
  });

  test('a folder that comes into being later is found', async () => {
    const { journal, replay } = await open();
    const change = new Promise((resolve) => journal.onDidChange(resolve));
    mkdirSync(folder);
    writeFileSync(join(folder, 'phone.1.jsonl'), encodeLines([review('phone-1')]));
    await change;
    expect(replay.log.size).toBe(1);
  });

  test('a file deleted under the window is made again for the next event', async () => {
    const { journal } = await open();
    await journal.append(review('test-1'));
    rmSync(folder, { recursive: true });
    await journal.append(review('test-2'));
    expect(idsIn(await open())).toEqual(new Set(['test-2']));
  });

  test('the remains of a failed write do not touch the next event', async () => {
    const files = new NodeFolder(folder);
    await files.append('a.jsonl', encodeLines([review('a-1')]));
    appendFileSync(join(folder, 'a.jsonl'), '{"i":"a-2","t":17');
    await files.close();
    const other = new NodeFolder(folder);
    await other.append('a.jsonl', encodeLines([review('a-3')]));
    await other.close();
    const loaded = await open();
    expect(idsIn(loaded)).toEqual(new Set(['a-1', 'a-3']));
    expect(loaded.damaged).toMatchObject([{ file: 'a.jsonl', problem: 'not-json' }]);
  });

  test.skipIf(process.platform === 'win32')('a write that stops half-way is cut off again', async () => {
    const limited = `ulimit -f 4; exec "${process.execPath}" "${writer}" "${folder}" 1000 2>&1`;
    const child = spawn('bash', ['-c', limited], { stdio: ['ignore', 'pipe', 'inherit'] });
    const output = (await child.stdout.setEncoding('utf8').toArray()).join('');
    const ids = output.trim().split('\n');
    expect(ids.pop()).toBe('disk-full');
    const loaded = await open();
    expect([...idsIn(loaded)].sort()).toEqual(ids.sort());
    expect(loaded.damaged).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')(
    'a read-only folder: a clear error, then all is saved',
    async () => {
      mkdirSync(folder);
      chmodSync(folder, 0o500);
      await withoutPrivileges(async () => {
        const { journal, replay } = await open();
        await expect(journal.append(review('test-1'))).rejects.toMatchObject({ code: 'read-only' });
        expect(replay.memory('card').reps).toBe(1);
        chmodSync(folder, 0o700);
        await journal.append(review('test-2'));
        expect(idsIn(await open())).toEqual(new Set(['test-1', 'test-2']));
      });
    },
  );

  test('a folder that cannot be: a clear error, then all is saved', async () => {
    writeFileSync(folder, 'a file where the folder should be');
    const { journal } = await open('cache').catch(async (error: unknown) => {
      expect(error).toMatchObject({ code: 'unavailable' });
      rmSync(folder);
      const opened = await open('cache');
      writeFileSync(folder, 'again');
      return opened;
    });
    await expect(journal.append(review('test-1'))).rejects.toMatchObject({ code: 'unavailable' });
    rmSync(folder);
    await journal.append(review('test-2'));
    expect(idsIn(await open())).toEqual(new Set(['test-1', 'test-2']));
  });

  test('the snapshot and the locks stay in the cache, and a start from it is whole', async () => {
    const first = await open('cache');
    for (let n = 0; n < 20; n++) await first.journal.append(review(`test-${n}`, `card ${n % 3}`));
    expect(readdirSync(folder)).toHaveLength(1);
    expect(readdirSync(join(root, 'cache')).join()).toMatch(/^test\..*\.lock$/);
    await first.journal.dispose();
    expect(readdirSync(join(root, 'cache'))).toEqual(['journal.snapshot']);
    const second = await open('cache');
    expect(second.replay.log.size).toBe(20);
    expect(second.replay.memory('card 1')).toEqual(first.replay.memory('card 1'));
  });
});

describe.skipIf(process.platform === 'win32')('a folder that a user names', () => {
  test.each([
    ['/data/journal', '/data/journal'],
    ['/data/../srv/journal/', '/srv/journal'],
    ['~', '/home/me'],
    ['~/notes/journal', '/home/me/notes/journal'],
    ['/', '/'],
    ['~other/journal', undefined],
    ['journal', undefined],
    ['./journal', undefined],
    ['', undefined],
  ])('%j', (path, expected) => {
    expect(absolutePath(path, '/home/me')).toBe(expected);
  });
});
