import type { Folder } from './folder.ts';
import { decodeLine } from './lines.ts';
import { deviceOf, isJournalFile, journalFile, lockFile, lockLife, randomName } from './names.ts';

/** Files from which merging them is worth the trouble of a sync tool. */
const worthwhile = 8;
/** A merged file of this size, bytes, is left alone from then on. */
const fullSize = 4 * 1024 * 1024;
const newline = 0x0a;

export interface UpkeepPlace {
  readonly folder: Folder;
  /** Where locks live; the folder itself where there is no cache. */
  readonly locks: Folder;
  readonly device: string;
}

async function whole(folder: Folder, name: string): Promise<Uint8Array> {
  return (await folder.readAll(name)) ?? new Uint8Array(0);
}

/** Whether a window still writes the file: its lock had a heartbeat within the last ten minutes. */
export async function isOpen(locks: Folder, file: string, now: number): Promise<boolean> {
  const beat = await locks.readAll(lockFile(file));
  return beat !== undefined && now - Number(new TextDecoder().decode(beat)) < lockLife;
}

/** The lines of a file with their newlines, byte for byte; one that lacks its newline at the end gets it. */
export function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let from = 0; from < bytes.length;) {
    const newlineAt = bytes.indexOf(newline, from);
    const to = newlineAt < 0 ? bytes.length + 1 : newlineAt + 1;
    const line = new Uint8Array(to - from).fill(newline);
    line.set(bytes.subarray(from, to));
    lines.push(line);
    from = to;
  }
  return lines;
}

/** The lines that are events; undefined if one is damaged. */
function soundLines(bytes: Uint8Array): Uint8Array[] | undefined {
  const lines = splitLines(bytes).map((line) => ({ line, event: decodeLine(line) }));
  if (lines.some(({ event }) => typeof event === 'string')) return undefined;
  return lines.filter(({ event }) => event !== undefined).map(({ line }) => line);
}

/**
 * Merges the closed files of this device into one, line by line as they are, doubled ones once. Files of other
 * devices, files that a window still writes and files with a damaged line stay untouched. The merged file is in place
 * before the first of the others goes, so a crash leaves doubles, which do no harm. Returns how many files went.
 */
export async function compact(place: UpkeepPlace, now: number, random = Math.random): Promise<number> {
  const { folder, locks, device } = place;
  const closed: { name: string; size: number; lines: Uint8Array[] }[] = [];
  for (const { name, size } of await folder.list()) {
    if (deviceOf(name) !== device || size >= fullSize || (await isOpen(locks, name, now))) continue;
    const lines = soundLines(await whole(folder, name));
    if (lines) closed.push({ name, size, lines });
  }
  if (closed.length < worthwhile) return 0;
  const seen = new Set<string>();
  const decoder = new TextDecoder();
  const kept = closed
    .flatMap(({ lines }) => lines)
    .filter((line) => {
      const text = decoder.decode(line);
      return !seen.has(text) && seen.add(text);
    });
  await folder.replace(journalFile(device, randomName(8, random)), kept);
  let gone = 0;
  for (const { name, size } of closed) {
    // A window that slept through its heartbeats may have written meanwhile: its file stays.
    const still = (await folder.list()).find((file) => file.name === name);
    if (still?.size !== size || (await isOpen(locks, name, now))) continue;
    await folder.remove(name);
    await locks.remove(lockFile(name));
    gone++;
  }
  return gone;
}

/** Copies the journal's files as they are into a dated folder inside; returns its name. Do it before a repair. */
export async function backUp(folder: Folder, now: number): Promise<string> {
  const name = `backup-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}`;
  for (const file of await folder.list()) {
    if (isJournalFile(file.name))
      await folder.replace(`${name}/${file.name}`, [await whole(folder, file.name)]);
  }
  return name;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/**
 * Carries a journal over to another folder. Every file is read back there before any is removed here; a file of the
 * same name and other content stays beside it under a new name. Close the journal before, open it there after.
 */
export async function moveJournal(from: Folder, to: Folder, random = Math.random): Promise<void> {
  const names = (await from.list()).map(({ name }) => name).filter(isJournalFile);
  for (const name of names) {
    const content = await whole(from, name);
    const there = await to.readAll(name);
    if (there && sameBytes(there, content)) continue;
    const target = there ? name.replace(/\.jsonl$/, `.${randomName(8, random)}.jsonl`) : name;
    await to.replace(target, [content]);
    if (!sameBytes(await whole(to, target), content)) throw new Error(`${target} was not copied whole`);
  }
  for (const name of names) await from.remove(name);
}
