import { Manifest } from '../manifest/manifest.ts';
import { isForeignFile } from './files.ts';
import { readParts } from './workspaceIndex.ts';
import type { ReadPart, WorkspaceIndex } from './workspaceIndex.ts';

/** How the files of the workspace are reached: through the editor, or on the disk of the server. */
export interface WorkspaceReader {
  /** Files of the workspace that may be manifests and have been saved, at most `limit`. */
  list(limit: number): Promise<FileList>;
  /** Texts in the order of `uris`; undefined for a file that cannot be read. */
  read(uris: readonly string[]): Promise<readonly (string | undefined)[]>;
}

export interface FileList {
  readonly uris: readonly string[];
  /** There are more. */
  readonly cut: boolean;
}

/** How far the index is. */
export interface BuildState {
  readonly phase: 'idle' | 'reading' | 'whole' | 'cut' | 'stopped';
  readonly done: number;
  readonly total: number;
}

export interface BuildOptions {
  /** Files that are open are told by the editor, not read. */
  readonly isOpen: (uri: string) => boolean;
  /** Lets other work run. */
  readonly pause: () => Promise<void>;
  readonly now: () => number;
  readonly onProgress?: (state: BuildState) => void;
  readonly limit?: number;
}

export const maxFiles = 5_000;
/** Nobody refers to what is in files of this length; they are generated. */
const maxLength = 4_000_000;
const batch = 32;
/** Milliseconds that a hover may have to wait for a slice of the work. */
const slice = 4;

/** Fills an index in the background, and keeps it up to date file by file. */
export class IndexBuilder {
  readonly #index: WorkspaceIndex;
  readonly #reader: WorkspaceReader;
  readonly #options: BuildOptions;
  #state: BuildState = { phase: 'idle', done: 0, total: 0 };
  #run = 0;
  #sliceStart = 0;

  constructor(index: WorkspaceIndex, reader: WorkspaceReader, options: BuildOptions) {
    this.#index = index;
    this.#reader = reader;
    this.#options = options;
  }

  get state(): BuildState {
    return this.#state;
  }

  /** Reads the whole workspace; a later call starts over. */
  async build(): Promise<void> {
    const run = ++this.#run;
    const limit = this.#options.limit ?? maxFiles;
    this.#tell({ phase: 'reading', done: 0, total: 0 });
    try {
      const listed = await this.#reader.list(limit);
      const uris = listed.uris.slice(0, limit).filter((uri) => !isForeignFile(uri));
      for (let done = 0; done < uris.length; done += batch) {
        if (this.#run !== run) return;
        this.#tell({ phase: 'reading', done, total: uris.length });
        await this.#readBatch(uris.slice(done, done + batch), () => this.#run === run);
      }
      if (this.#run !== run) return;
      const present = new Set(uris);
      for (const uri of this.#index.uris()) {
        if (!present.has(uri) && !this.#options.isOpen(uri)) this.#index.delete(uri);
      }
      this.#tell({ phase: listed.cut ? 'cut' : 'whole', done: uris.length, total: uris.length });
    } catch (error) {
      if (this.#run === run) this.#tell({ ...this.#state, phase: 'stopped' });
      throw error;
    }
  }

  /** Ends a build; what was read is kept. */
  stop(): void {
    this.#run++;
    if (this.#state.phase === 'reading') this.#tell({ ...this.#state, phase: 'stopped' });
  }

  /** Reads files again that changed, are new or are gone. */
  async update(changed: readonly string[]): Promise<void> {
    const limit = this.#options.limit ?? maxFiles;
    const uris = changed.filter(
      (uri) => !isForeignFile(uri) && (this.#index.has(uri) || this.#index.fileCount < limit),
    );
    for (let at = 0; at < uris.length; at += batch)
      await this.#readBatch(uris.slice(at, at + batch), () => true);
  }

  async #readBatch(uris: readonly string[], goesOn: () => boolean): Promise<void> {
    const closed = uris.filter((uri) => !this.#options.isOpen(uri));
    const texts = await this.#reader.read(closed);
    for (const [i, uri] of closed.entries()) {
      if (!goesOn()) return;
      // It may have been opened meanwhile.
      if (!this.#options.isOpen(uri)) await this.#take(uri, texts[i], goesOn);
    }
  }

  async #take(uri: string, text: string | undefined, goesOn: () => boolean): Promise<void> {
    if (text === undefined || text.length > maxLength || !mayHoldObjects(text)) {
      this.#index.delete(uri);
      return;
    }
    const parts: ReadPart[] = [];
    for (const part of readParts(new Manifest(text), new WeakMap())) {
      parts.push(part);
      if (this.#options.now() - this.#sliceStart < slice) continue;
      await this.#options.pause();
      this.#sliceStart = this.#options.now();
      if (!goesOn() || this.#options.isOpen(uri)) return;
    }
    this.#index.set(uri, parts);
  }

  #tell(state: BuildState): void {
    this.#state = state;
    this.#options.onProgress?.(state);
  }
}

/** Whether a text may be a manifest. Cheap, and never wrong in saying no. */
export function mayHoldObjects(text: string): boolean {
  return (
    /^\s*(?:- )?["']?(?:kind|configMapGenerator|secretGenerator)["']?\s*:/m.test(text) ||
    /"kind"\s*:/.test(text)
  );
}
