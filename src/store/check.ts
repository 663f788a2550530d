import { EventLog } from '../review/eventLog.ts';
import { findings, type Finding } from '../review/findings.ts';
import { ReviewLines } from '../review/reviewLine.ts';
import type { DamagedLine } from './journal.ts';
import { decodeLine, excerpt, LineReader } from './lines.ts';
import { deviceOf, isJournalFile, journalFile, randomName } from './names.ts';
import { backUp, isOpen, splitLines, type UpkeepPlace } from './upkeep.ts';

export interface CheckReport {
  readonly files: number;
  /** Distinct events. */
  readonly events: number;
  /** Lines that repeat an event of another line; harmless. */
  readonly duplicates: number;
  readonly damaged: readonly DamagedLine[];
  readonly findings: readonly Finding[];
}

/** Reads every file of a journal from its beginning, past any snapshot, and says what is not as it should be. */
export async function checkJournal(
  place: UpkeepPlace,
  now: number,
  isPresent: (key: string) => boolean,
): Promise<CheckReport> {
  const { folder } = place;
  const log = new EventLog();
  const reviews = new ReviewLines(log);
  const damaged: DamagedLine[] = [];
  const files = (await folder.list()).filter(({ name }) => isJournalFile(name));
  let lines = 0;
  for (const { name } of files) {
    const reader = new LineReader(log, reviews, 0, (offset, problem, text) => {
      damaged.push({ file: name, offset, problem, text });
    });
    try {
      for await (const piece of folder.read(name, 0)) reader.push(piece);
    } catch (error) {
      damaged.push({ file: name, offset: 0, problem: 'unreadable', text: String(error) });
    }
    const torn = reader.finish();
    if (torn) damaged.push({ file: name, offset: reader.offset, problem: 'torn', text: excerpt(torn) });
    lines += reader.events;
  }
  log.settle();
  return {
    files: files.length,
    events: log.size,
    duplicates: lines - log.size,
    damaged,
    findings: findings(log, now, isPresent),
  };
}

export interface RepairReport {
  /** Folder that holds every file as it was. */
  readonly backup: string;
  /** Files that were replaced by their sound lines. */
  readonly repaired: readonly string[];
  /** Files with the lines that were taken out, byte for byte. */
  readonly setAside: readonly string[];
}

/**
 * Takes damaged lines out of the closed files of this device, after a backup. The lines go to `set-aside/`, and the
 * sound ones to a new file before the old one goes, so nothing is lost at any moment. Files of other devices are
 * theirs to repair, and lines of a kind that a newer version may know stay.
 */
export async function repairJournal(
  place: UpkeepPlace,
  now: number,
  random = Math.random,
): Promise<RepairReport> {
  const { folder, locks, device } = place;
  const backup = await backUp(folder, now);
  const repaired: string[] = [];
  const setAside: string[] = [];
  for (const { name } of await folder.list()) {
    if (deviceOf(name) !== device || (await isOpen(locks, name, now))) continue;
    const lines = splitLines((await folder.readAll(name)) ?? new Uint8Array(0));
    const bad = lines.filter(isBroken);
    if (bad.length === 0) continue;
    const aside = `set-aside/${backup.replace('backup-', '')}-${name}.txt`;
    await folder.replace(aside, bad);
    const sound = lines.filter((line) => !isBroken(line));
    if (sound.length > 0) await folder.replace(journalFile(device, randomName(8, random)), sound);
    await folder.remove(name);
    repaired.push(name);
    setAside.push(aside);
  }
  return { backup, repaired, setAside };
}

function isBroken(line: Uint8Array): boolean {
  const event = decodeLine(line);
  return typeof event === 'string' && event !== 'unknown-kind';
}
