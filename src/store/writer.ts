import type { JournalEvent } from '../review/events.ts';
import { journalError, type Folder, type JournalError } from './folder.ts';
import type { SaveState } from './journal.ts';
import { encodeLines } from './lines.ts';
import { letProcessEnd } from './timers.ts';
import { heartbeatEvery, journalFile, lockFile, lockLife, randomName } from './names.ts';

const firstRetry = 1000;
const lastRetry = 30_000;
/** A file that a virtual file system has to write anew with every event should stay small. */
const maxFileSize = 256 * 1024;

interface Waiting {
  /** Number of events, counted from the first ever queued, that must be durable. */
  readonly upTo: number;
  readonly resolve: () => void;
  readonly reject: (error: JournalError) => void;
}

export interface WriterOptions {
  readonly folder: Folder;
  /** Where locks live. */
  readonly locks: Folder;
  readonly device: string;
  readonly now: () => number;
  readonly random: () => number;
  readonly onWritten: (file: string, bytes: Uint8Array) => void;
  readonly onState: (state: SaveState) => void;
}

/**
 * Writes the events of this window to files of its own, in order, several at once where they queue up. What cannot
 * be written stays queued and is tried again, ever more slowly.
 */
export class JournalWriter {
  readonly #options: WriterOptions;
  #queue: JournalEvent[] = [];
  #queued = 0;
  #durable = 0;
  #waiting: Waiting[] = [];
  #writing = Promise.resolve();
  #running = false;
  #error: JournalError | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #retryDelay = firstRetry;
  #file: string | undefined;
  #size = 0;
  #heartbeat: ReturnType<typeof setInterval> | undefined;
  #lastBeat = 0;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** The file that is being written, if any. */
  get file(): string | undefined {
    return this.#file;
  }

  get state(): SaveState {
    const unsaved = this.#queue.length;
    return this.#error ? { unsaved, error: this.#error } : { unsaved };
  }

  /** Resolves when the events are durable; rejects when an attempt to write them has failed. */
  append(events: readonly JournalEvent[]): Promise<void> {
    if (events.length === 0) return Promise.resolve();
    this.#queue = this.#queue.concat(events);
    this.#queued += events.length;
    const upTo = this.#queued;
    const done = new Promise<void>((resolve, reject) => this.#waiting.push({ upTo, resolve, reject }));
    void this.#start();
    return done;
  }

  /** Tries once more and stops; returns what could not be written. */
  async close(): Promise<readonly JournalEvent[]> {
    clearTimeout(this.#retry);
    await this.#writing;
    if (this.#queue.length > 0) await this.#start();
    clearTimeout(this.#retry);
    await this.#endFile();
    return this.#queue;
  }

  #start(): Promise<void> {
    if (!this.#running) {
      this.#running = true;
      this.#writing = this.#writeAll();
    }
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    clearTimeout(this.#retry);
    while (this.#queue.length > 0) {
      const batch = this.#queue.slice();
      try {
        await this.#write(encodeLines(batch));
      } catch (cause) {
        this.#running = false;
        this.#fail(journalError(cause));
        return;
      }
      this.#queue = this.#queue.slice(batch.length);
      this.#durable += batch.length;
      this.#error = undefined;
      this.#retryDelay = firstRetry;
      const done = this.#waiting.filter(({ upTo }) => upTo <= this.#durable);
      this.#waiting = this.#waiting.filter(({ upTo }) => upTo > this.#durable);
      for (const { resolve } of done) resolve();
      this.#options.onState(this.state);
    }
    // In the same turn as the look at the queue, or an event queued meanwhile would wait for the next.
    this.#running = false;
  }

  #fail(error: JournalError): void {
    this.#error = error;
    const failed = this.#waiting;
    this.#waiting = [];
    for (const { reject } of failed) reject(error);
    this.#retry = setTimeout(() => void this.#start(), this.#retryDelay);
    letProcessEnd(this.#retry);
    this.#retryDelay = Math.min(lastRetry, this.#retryDelay * 2);
    this.#options.onState(this.state);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    const { folder } = this.#options;
    if (this.#file !== undefined && (this.#size > maxFileSize || this.#isStale())) await this.#endFile();
    const file = this.#file ?? (await this.#beginFile());
    await folder.append(file, bytes);
    this.#size += bytes.length;
    this.#options.onWritten(file, bytes);
  }

  async #beginFile(): Promise<string> {
    const file = journalFile(this.#options.device, randomName(8, this.#options.random));
    this.#lastBeat = 0;
    await this.#beat(file);
    this.#file = file;
    this.#size = 0;
    this.#heartbeat = setInterval(() => {
      if (!this.#isStale()) void this.#beat(file);
    }, heartbeatEvery);
    letProcessEnd(this.#heartbeat);
    return file;
  }

  /** After a sleep of the machine another window may have taken this file for closed. */
  #isStale(): boolean {
    return this.#options.now() - this.#lastBeat > lockLife / 2;
  }

  /** Where no lock can be written the file stays stale, and the next write begins another one. */
  async #beat(file: string): Promise<void> {
    const now = this.#options.now();
    try {
      await this.#options.locks.replace(lockFile(file), [new TextEncoder().encode(String(now))]);
      this.#lastBeat = now;
    } catch {
      // Writing the events themselves will tell what is wrong with the disk.
    }
  }

  async #endFile(): Promise<void> {
    clearInterval(this.#heartbeat);
    const file = this.#file;
    this.#file = undefined;
    await this.#options.folder.close();
    // A lock that cannot be removed dies by itself.
    if (file !== undefined) await this.#options.locks.remove(lockFile(file)).catch(() => undefined);
  }
}
