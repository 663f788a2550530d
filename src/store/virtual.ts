import { FileJournal, type FileJournalOptions } from './fileJournal.ts';
import type { FileEntry, Folder } from './folder.ts';
import type { Journal } from './journal.ts';

/** What is needed of `vscode.workspace.fs`; `U` is `vscode.Uri`. */
export interface FileSystem<U> {
  readFile(uri: U): PromiseLike<Uint8Array>;
  writeFile(uri: U, content: Uint8Array): PromiseLike<void>;
  /** Names with their type, of which bit 1 says file. */
  readDirectory(uri: U): PromiseLike<[string, number][]>;
  stat(uri: U): PromiseLike<{ readonly size: number; readonly mtime: number }>;
  createDirectory(uri: U): PromiseLike<void>;
  rename(source: U, target: U, options?: { overwrite?: boolean }): PromiseLike<void>;
  delete(uri: U): PromiseLike<void>;
}

const fileBit = 1;

function isMissing(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return code === 'FileNotFound' || code === 'ENOENT';
}

async function unlessMissing<T>(work: PromiseLike<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

export interface VirtualFolderOptions<U> {
  readonly fs: FileSystem<U>;
  readonly folder: U;
  /** `vscode.Uri.joinPath`. */
  readonly join: (base: U, ...path: string[]) => U;
  /** Calls back after changes in the folder, such as a `FileSystemWatcher` reports; returns how to stop. */
  readonly watch?: (listener: () => void) => () => void;
}

/**
 * A folder of a virtual file system. Such file systems cannot append, so an own file is written whole each time;
 * the writer begins another file before that costs much.
 */
export class VirtualFolder<U> implements Folder {
  readonly #options: VirtualFolderOptions<U>;
  #own: { readonly name: string; content: Uint8Array } | undefined;

  constructor(options: VirtualFolderOptions<U>) {
    this.#options = options;
  }

  async list(): Promise<FileEntry[]> {
    const { fs, folder } = this.#options;
    const names = (await unlessMissing(fs.readDirectory(folder))) ?? [];
    const entries = await Promise.all(
      names
        .filter(([, type]) => (type & fileBit) !== 0)
        .map(async ([name]) => {
          const info = await unlessMissing(fs.stat(this.#uri(name)));
          return info ? [{ name, size: info.size, modified: info.mtime }] : [];
        }),
    );
    return entries.flat();
  }

  async *read(name: string, from: number): AsyncIterable<Uint8Array> {
    const content = await unlessMissing(this.#options.fs.readFile(this.#uri(name)));
    if (content && content.length > from) yield content.subarray(from);
  }

  async readAll(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const content = await unlessMissing(this.#options.fs.readFile(this.#uri(name)));
    return content && new Uint8Array(content);
  }

  async append(name: string, bytes: Uint8Array): Promise<void> {
    const before = this.#own?.name === name ? this.#own.content : await this.readAll(name);
    const content = concat(before ? [before, bytes] : [bytes]);
    await this.#write(name, content);
    this.#own = { name, content };
  }

  async replace(name: string, bytes: readonly Uint8Array[]): Promise<void> {
    const temporary = `${name}.tmp`;
    await this.#write(temporary, concat(bytes));
    await this.#options.fs.rename(this.#uri(temporary), this.#uri(name), { overwrite: true });
  }

  async remove(name: string): Promise<void> {
    await unlessMissing(this.#options.fs.delete(this.#uri(name)));
  }

  watch(listener: () => void): (() => void) | undefined {
    return this.#options.watch?.(listener);
  }

  close(): Promise<void> {
    this.#own = undefined;
    return Promise.resolve();
  }

  #uri(name: string): U {
    return this.#options.join(this.#options.folder, ...name.split('/'));
  }

  /** Writes a file, making its folder if that is what is missing. */
  async #write(name: string, content: Uint8Array): Promise<void> {
    const { fs, folder, join } = this.#options;
    const uri = this.#uri(name);
    try {
      await fs.writeFile(uri, content);
    } catch (error) {
      if (!isMissing(error)) throw error;
      await fs.createDirectory(join(folder, ...name.split('/').slice(0, -1)));
      await fs.writeFile(uri, content);
    }
  }
}

function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

export interface VirtualJournalOptions<U>
  extends Omit<FileJournalOptions, 'folder' | 'cache'>, VirtualFolderOptions<U> {
  /** A folder of this device alone, for locks and the snapshot. */
  readonly cache?: U;
}

/** A journal in a folder of a virtual file system. */
export function openVirtualJournal<U>(options: VirtualJournalOptions<U>): Journal {
  const { fs, folder, join, watch, cache, ...rest } = options;
  const place = { fs, join };
  return new FileJournal({
    ...rest,
    folder: new VirtualFolder({ ...place, folder, ...(watch ? { watch } : {}) }),
    ...(cache === undefined ? {} : { cache: new VirtualFolder({ ...place, folder: cache }) }),
  });
}
