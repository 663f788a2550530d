import type { Calendar } from '../review/day.ts';
import type { EventLog } from '../review/eventLog.ts';
import { eventIds, type JournalEvent } from '../review/events.ts';
import { Replay } from '../review/replay.ts';
import { ReviewLines } from '../review/reviewLine.ts';
import { journalError, type FileEntry, type Folder } from './folder.ts';
import type { DamagedLine, Journal, JournalChange, Loaded, SaveState } from './journal.ts';
import { excerpt, LineReader, tailLength } from './lines.ts';
import { isJournalFile, randomName } from './names.ts';
import { decodeSnapshot, encodeSnapshot, snapshotFile, type FileMark } from './snapshot.ts';
import { letProcessEnd } from './timers.ts';
import { backUp, compact } from './upkeep.ts';
import { JournalWriter } from './writer.ts';

/** Covers for a folder that was deleted and made again, and for notices that were lost; milliseconds. */
const rewatchEvery = 15_000;
/** Bytes of a short review line, to make room in time. */
const shortestLine = 80;

export interface FileJournalOptions {
  readonly folder: Folder;
  /** A folder of this device alone, for locks and the snapshot; without it starts are slower. */
  readonly cache?: Folder;
  /** Names this device, letters, digits and `-`; two devices that share the folder must differ. */
  readonly device: string;
  /** How often to look for changes, milliseconds, where the folder cannot tell of them; 1,500 by default. */
  readonly pollEvery?: number;
  /** New events that are worth a new snapshot; 2,000 by default. */
  readonly snapshotAfter?: number;
  readonly now?: () => number;
  readonly random?: () => number;
}

/** A journal in a folder of files, one for each device and window, none of them ever written by two. */
export class FileJournal implements Journal {
  readonly #options: FileJournalOptions;
  readonly #writer: JournalWriter;
  readonly #nextId: () => string;
  readonly #changeListeners = new Set<(change: JournalChange) => void>();
  readonly #saveListeners = new Set<(state: SaveState) => void>();
  /** How far each file has been read. */
  readonly #marks = new Map<string, FileMark>();
  /** Files that this window has written. */
  readonly #own = new Set<string>();
  readonly #reported = new Set<string>();
  #replay: Replay | undefined;
  #polling: Promise<void> = Promise.resolve();
  #stopWatching: () => void = () => undefined;
  /** `EventLog.added` when the state was last saved. */
  #inSnapshot = 0;

  constructor(options: FileJournalOptions) {
    this.#options = options;
    const random = options.random ?? Math.random;
    this.#nextId = eventIds(randomName(8, random));
    this.#writer = new JournalWriter({
      folder: options.folder,
      locks: options.cache ?? options.folder,
      device: options.device,
      now: options.now ?? Date.now,
      random,
      onWritten: (file, bytes) => {
        this.#markOwn(file, bytes);
      },
      onState: (state) => {
        for (const listener of this.#saveListeners) listener(state);
      },
    });
  }

  get saveState(): SaveState {
    return this.#writer.state;
  }

  nextId(): string {
    return this.#nextId();
  }

  async load(calendar: Calendar): Promise<Loaded> {
    const files = await this.#list().catch((cause: unknown) => {
      throw journalError(cause);
    });
    const replay = (await this.#fromSnapshot(calendar, files)) ?? new Replay(calendar);
    const damaged = await this.#readFiles(replay, files);
    replay.refresh();
    this.#replay = replay;
    this.#watch();
    this.#polling = this.#polling.then(() => this.#saveSnapshot());
    return { replay, damaged };
  }

  append(...events: readonly JournalEvent[]): Promise<void> {
    if (!this.#replay) return Promise.reject(new Error('The journal is not loaded'));
    const histories = this.#replay.add(events);
    this.#changed({ histories, own: true, damaged: [] });
    return this.#writer.append(events);
  }

  onDidChange(listener: (change: JournalChange) => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  onDidSave(listener: (state: SaveState) => void): () => void {
    this.#saveListeners.add(listener);
    return () => this.#saveListeners.delete(listener);
  }

  poll(): Promise<void> {
    // A folder that cannot be listed now may be there the next time; its files are reported one by one.
    this.#polling = this.#polling.then(() => this.#poll()).catch(() => undefined);
    return this.#polling;
  }

  compact(): Promise<number> {
    const { folder, cache, device, now = Date.now, random } = this.#options;
    return compact({ folder, locks: cache ?? folder, device }, now(), random);
  }

  backUp(): Promise<string> {
    const { folder, now = Date.now } = this.#options;
    return backUp(folder, now());
  }

  async dispose(): Promise<readonly JournalEvent[]> {
    this.#stopWatching();
    await this.#polling;
    const unsaved = await this.#writer.close();
    await this.#saveSnapshot();
    await this.#options.cache?.close();
    this.#changeListeners.clear();
    this.#saveListeners.clear();
    return unsaved;
  }

  #changed(change: JournalChange): void {
    for (const listener of this.#changeListeners) listener(change);
  }

  async #list(): Promise<FileEntry[]> {
    return (await this.#options.folder.list()).filter(({ name }) => isJournalFile(name));
  }

  async #poll(): Promise<void> {
    const replay = this.#replay;
    if (!replay) return;
    const files = await this.#list();
    const damaged = await this.#readFiles(replay, files);
    const histories = replay.refresh();
    if (histories.size > 0 || damaged.length > 0) this.#changed({ histories, own: false, damaged });
  }

  /** Reads what is new in `files` into the log. */
  async #readFiles(replay: Replay, files: readonly FileEntry[]): Promise<DamagedLine[]> {
    const damaged: DamagedLine[] = [];
    const reviews = new ReviewLines(replay.log);
    replay.log.reserve(Math.floor(this.#unread(files) / shortestLine));
    const report = (line: DamagedLine): void => {
      const key = `${line.file} ${line.offset} ${line.text}`;
      if (this.#reported.has(key)) return;
      this.#reported.add(key);
      damaged.push(line);
    };
    for (const file of files) {
      if (this.#own.has(file.name)) continue;
      const mark = this.#marks.get(file.name);
      if (mark?.size === file.size && mark.modified === file.modified) continue;
      try {
        await this.#readFile(replay.log, reviews, file, mark, report);
      } catch (error) {
        report({ file: file.name, offset: 0, problem: 'unreadable', text: String(error) });
      }
    }
    return damaged;
  }

  /** Number of bytes that are not in the state yet. */
  #unread(files: readonly FileEntry[]): number {
    return files.reduce(
      (sum, { name, size }) => sum + Math.max(0, size - (this.#marks.get(name)?.offset ?? 0)),
      0,
    );
  }

  async #readFile(
    log: EventLog,
    reviews: ReviewLines,
    file: FileEntry,
    mark: FileMark | undefined,
    report: (line: DamagedLine) => void,
  ): Promise<void> {
    const { folder } = this.#options;
    const { name } = file;
    const from = mark && (await startsWith(folder, file, mark)) ? mark.offset : 0;
    const reader = new LineReader(log, reviews, from, (offset, problem, text) => {
      report({ file: name, offset, problem, text });
    });
    for await (const piece of folder.read(name, from)) reader.push(piece);
    const torn = reader.finish();
    // The line may be on its way: it is read again when the file changes, and harmless meanwhile.
    if (torn) report({ file: name, offset: reader.offset, problem: 'torn', text: excerpt(torn) });
    const tail = reader.offset === from && from > 0 ? (mark?.tail ?? '') : tailText(reader.last);
    this.#marks.set(name, { size: file.size, modified: file.modified, offset: reader.offset, tail });
  }

  #markOwn(file: string, bytes: Uint8Array): void {
    this.#own.add(file);
    const offset = (this.#marks.get(file)?.offset ?? 0) + bytes.length;
    const tail = tailText(bytes.subarray(-tailLength));
    this.#marks.set(file, { size: offset, modified: 0, offset, tail });
  }

  /** Watches the folder, or looks often; in both cases tries to watch it anew now and then. */
  #watch(): void {
    const stop = this.#options.folder.watch(() => void this.poll());
    const timer = setTimeout(
      () => {
        stop?.();
        this.#watch();
        void this.poll();
      },
      stop ? rewatchEvery : (this.#options.pollEvery ?? 1500),
    );
    letProcessEnd(timer);
    this.#stopWatching = () => {
      stop?.();
      clearTimeout(timer);
    };
  }

  /** The replay that the snapshot holds, if every file is as it was then or longer. */
  async #fromSnapshot(calendar: Calendar, files: readonly FileEntry[]): Promise<Replay | undefined> {
    const { cache, folder } = this.#options;
    const bytes = await cache?.readAll(snapshotFile).catch(() => undefined);
    const snapshot = bytes && decodeSnapshot(bytes);
    if (!snapshot) return undefined;
    const present = new Map(files.map((file) => [file.name, file]));
    for (const [name, mark] of snapshot.marks) {
      const file = present.get(name);
      if (!file) return undefined;
      if (file.size === mark.size && file.modified === mark.modified) continue;
      if (!(await startsWith(folder, file, mark))) return undefined;
    }
    for (const [name, mark] of snapshot.marks) this.#marks.set(name, mark);
    return new Replay(calendar, snapshot.state);
  }

  /** Saves the state for the next start, unless little has changed or something is not durable yet. */
  async #saveSnapshot(): Promise<void> {
    const { cache, snapshotAfter = 2000 } = this.#options;
    const replay = this.#replay;
    if (!cache || !replay || this.saveState.unsaved > 0) return;
    if (replay.log.added - this.#inSnapshot < snapshotAfter) return;
    this.#inSnapshot = replay.log.added;
    // Without a snapshot the next start reads the files; that is all.
    await cache.replace(snapshotFile, encodeSnapshot(replay.state(), this.#marks)).catch(() => undefined);
  }
}

function tailText(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** Whether a file still has, before the mark, the bytes that were read. */
async function startsWith(folder: Folder, file: FileEntry, mark: FileMark): Promise<boolean> {
  if (file.size < mark.offset) return false;
  let text = '';
  for await (const piece of folder.read(file.name, mark.offset - mark.tail.length)) {
    text += tailText(piece.subarray(0, mark.tail.length - text.length));
    if (text.length >= mark.tail.length) break;
  }
  return text === mark.tail;
}
