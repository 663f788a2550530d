import { constants, watch, type FSWatcher } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, normalize } from 'node:path';
import { FileJournal, type FileJournalOptions } from './fileJournal.ts';
import type { FileEntry, Folder } from './folder.ts';
import type { Journal } from './journal.ts';

const pieceSize = 1 << 20;
const settleTime = 50;
const newline = 0x0a;

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

interface OpenFile {
  readonly name: string;
  readonly handle: FileHandle;
  /** Bytes that are known to be durable. */
  good: number;
  /** Whether a line that was not finished stands at the end. */
  torn: boolean;
}

/** A folder on disk. */
export class NodeFolder implements Folder {
  readonly #path: string;
  #open: OpenFile | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  async list(): Promise<FileEntry[]> {
    let names: string[];
    try {
      names = await readdir(this.#path);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
    const entries = await Promise.all(
      names.map(async (name) => {
        try {
          const info = await stat(join(this.#path, name));
          return info.isFile() ? [{ name, size: info.size, modified: info.mtimeMs }] : [];
        } catch (error) {
          if (isMissing(error)) return [];
          throw error;
        }
      }),
    );
    return entries.flat();
  }

  async *read(name: string, from: number): AsyncIterable<Uint8Array> {
    const handle = await this.#openToRead(name);
    if (!handle) return;
    try {
      const buffer = new Uint8Array(pieceSize);
      for (let at = from; ;) {
        const { bytesRead } = await handle.read(buffer, 0, pieceSize, at);
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
        at += bytesRead;
      }
    } finally {
      await handle.close();
    }
  }

  async readAll(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const handle = await this.#openToRead(name);
    if (!handle) return undefined;
    try {
      const { size } = await handle.stat();
      const bytes = new Uint8Array(size);
      let at = 0;
      while (at < size) {
        const { bytesRead } = await handle.read(bytes, at, size - at, at);
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      return bytes.subarray(0, at);
    } finally {
      await handle.close();
    }
  }

  async append(name: string, bytes: Uint8Array): Promise<void> {
    const file = await this.#openToAppend(name);
    // What a failed write left behind, where it could not be cut off, ends here and costs one damaged line.
    const data = file.torn ? Buffer.concat([Uint8Array.of(newline), bytes]) : bytes;
    try {
      await file.handle.appendFile(data);
      await file.handle.datasync();
    } catch (error) {
      file.torn = await file.handle.truncate(file.good).then(
        () => false,
        () => true,
      );
      throw error;
    }
    file.good += data.length;
    file.torn = false;
  }

  async replace(name: string, bytes: readonly Uint8Array[]): Promise<void> {
    const path = join(this.#path, name);
    const temporary = `${path}.${process.pid}-${Date.now().toString(36)}.tmp`;
    await mkdir(dirname(path), { recursive: true });
    try {
      const handle = await open(temporary, 'w');
      try {
        for (const piece of bytes) await handle.appendFile(piece);
        await handle.datasync();
      } finally {
        await handle.close();
      }
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.#path, name), { force: true });
  }

  watch(listener: () => void): (() => void) | undefined {
    let watcher: FSWatcher;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      watcher = watch(this.#path, { persistent: false }, () => {
        clearTimeout(timer);
        timer = setTimeout(listener, settleTime);
      });
    } catch {
      return undefined;
    }
    // A watch that breaks, for example with its folder, is made anew by the slow look now and then.
    watcher.on('error', () => {
      watcher.close();
    });
    return () => {
      clearTimeout(timer);
      watcher.close();
    };
  }

  async close(): Promise<void> {
    const file = this.#open;
    this.#open = undefined;
    await file?.handle.close();
  }

  async #openToRead(name: string): Promise<FileHandle | undefined> {
    try {
      return await open(join(this.#path, name), 'r');
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** The file as it stands in the folder: one that was deleted or replaced under us is opened anew. */
  async #openToAppend(name: string): Promise<OpenFile> {
    if (this.#open?.name === name && (await this.#open.handle.stat()).nlink > 0) return this.#open;
    await this.close();
    await mkdir(this.#path, { recursive: true });
    const flags = constants.O_APPEND | constants.O_CREAT | constants.O_RDWR;
    const handle = await open(join(this.#path, name), flags, 0o600);
    const { size } = await handle.stat();
    if (size === 0) await this.#syncFolder();
    const { buffer, bytesRead } = await handle.read(new Uint8Array(1), 0, 1, Math.max(0, size - 1));
    this.#open = { name, handle, good: size, torn: bytesRead > 0 && buffer[0] !== newline };
    return this.#open;
  }

  /** Makes the name of a new file durable; where folders cannot be opened (Windows) it is anyway. */
  async #syncFolder(): Promise<void> {
    try {
      const handle = await open(this.#path, 'r');
      await handle.sync().finally(() => handle.close());
    } catch {
      // The file itself is flushed; only a crash of the machine right now could lose its name.
    }
  }
}

/** The absolute path that a user means, `~` being the home folder; undefined where the path is relative. */
export function absolutePath(path: string, home = homedir()): string | undefined {
  const whole = path.replace(/^~(?=$|[\\/])/, () => home);
  return isAbsolute(whole) ? normalize(whole).replace(/(?<=.)[\\/]+$/, '') : undefined;
}

export interface NodeJournalOptions extends Omit<FileJournalOptions, 'folder' | 'cache'> {
  /** Path of the folder; it is made with the first event. */
  readonly folder: string;
  /** Path of a folder of this machine alone, for locks and the snapshot. */
  readonly cache?: string;
}

/** A journal in a folder on disk. */
export function openNodeJournal(options: NodeJournalOptions): Journal {
  const { folder, cache, ...rest } = options;
  return new FileJournal({
    ...rest,
    folder: new NodeFolder(folder),
    ...(cache === undefined ? {} : { cache: new NodeFolder(cache) }),
  });
}
