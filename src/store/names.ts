/**
 * Files of a journal folder. `<device>.<window>.jsonl` is written by one window of one device only; any other
 * `*.jsonl`, such as a sync tool's conflict copy, is read all the same.
 */
export const extension = '.jsonl';
const lockExtension = '.lock';

/** Milliseconds after which a lock without heartbeat is dead. */
export const lockLife = 10 * 60_000;
export const heartbeatEvery = 60_000;

export function isJournalFile(name: string): boolean {
  return name.endsWith(extension) && !name.startsWith('.');
}

export function journalFile(device: string, window: string): string {
  return `${device}.${window}${extension}`;
}

/** The device that wrote a file; undefined where the name does not say. */
export function deviceOf(name: string): string | undefined {
  return /^([0-9a-z-]+)\.[0-9a-z]+\.jsonl$/.exec(name)?.[1];
}

export function lockFile(journal: string): string {
  return journal.slice(0, -extension.length) + lockExtension;
}

/** `length` random letters and digits, from a source of numbers in [0, 1). */
export function randomName(length: number, random: () => number): string {
  return Array.from({ length }, () => Math.floor(random() * 36).toString(36)).join('');
}
