import { decodeNote } from '../deck/decode.ts';
import { parseNote } from '../deck/parse.ts';
import type { Language, ParsedNote } from '../deck/types.ts';
import type { FileSystem } from './virtual.ts';

/** More files than anybody learns from: a folder that was chosen by mistake must not be read to its end. */
export const mostFiles = 5000;
/** Bytes; a larger file is no note. */
export const largestNote = 2_000_000;

/** Files that are read at the same time. */
const together = 32;
/** Milliseconds of parsing after which others get their turn. */
const slice = 12;

const fileBit = 1;
const folderBit = 2;
const linkBit = 64;

export interface NoteFolderOptions<U> {
  readonly fs: Pick<FileSystem<U>, 'readDirectory' | 'readFile' | 'stat'>;
  /** `vscode.Uri.joinPath`. */
  readonly join: (base: U, ...path: string[]) => U;
  readonly folder: U;
  /** Key of the source, which namespaces the ids of its notes. */
  readonly source: string;
  readonly now?: () => number;
}

/** How to follow and to stop a long reading. */
export interface Reading {
  /** Called now and then with the files read so far, and all there are. */
  readonly progress?: (done: number, total: number) => void;
  readonly isCancelled?: () => boolean;
}

/** Why a file or the folder itself could not be read or was left out. */
export interface LeftOut {
  /** Inside the folder, with forward slashes; empty for the folder itself. */
  readonly path: string;
  readonly why: 'unreadable' | 'too-large' | 'too-many';
  /** The system's words, where it said something. */
  readonly message: string;
}

export interface ReadResult {
  /** Whether `notes` gives something else than before. */
  readonly changed: boolean;
  /** False after a cancellation: what was read counts, and the rest is missing. */
  readonly whole: boolean;
  readonly leftOut: readonly LeftOut[];
}

interface Known {
  readonly modified: number;
  readonly size: number;
  readonly language: Language | undefined;
  readonly note: ParsedNote;
}

/** A folder of the user's Markdown notes: read once, then only what has changed since. */
export class NoteFolder<U> {
  readonly #options: NoteFolderOptions<U>;
  readonly #now: () => number;
  #known = new Map<string, Known>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: NoteFolderOptions<U>) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  /**
   * The notes in the order of their paths. Where the folder has notes below both `en` and `zh-cn`, those of the
   * other language are left out, as they are the same cards.
   */
  notes(language: Language): readonly ParsedNote[] {
    const entries = [...this.#known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, known]) => known);
    const both = new Set(entries.map((entry) => entry.language).filter((one) => one !== undefined)).size > 1;
    return entries
      .filter((entry) => !both || entry.language === undefined || entry.language === language)
      .map(({ note }) => note);
  }

  /** Where a note lies. */
  uri(path: string): U {
    return this.#options.join(this.#options.folder, ...path.split('/'));
  }

  /** Reads what is new or changed, and forgets what is gone. Never rejects; two calls run one after another. */
  refresh(reading: Reading = {}): Promise<ReadResult> {
    const turn = this.#turn.then(() => this.#refresh(reading));
    this.#turn = turn;
    return turn;
  }

  async #refresh({ progress, isCancelled = () => false }: Reading): Promise<ReadResult> {
    const leftOut: LeftOut[] = [];
    const found = await this.#list(leftOut, isCancelled);
    const next = new Map<string, Known>();
    let changed = false;
    let done = 0;
    let since = this.#now();
    for (let at = 0; at < found.length && !isCancelled(); at += together) {
      const read = await Promise.all(found.slice(at, at + together).map((path) => this.#read(path, leftOut)));
      for (const one of read) {
        done += 1;
        if (one === undefined) continue;
        if ('note' in one.entry) {
          next.set(one.path, one.entry);
          continue;
        }
        const { bytes, ...facts } = one.entry;
        const { text } = decodeNote(bytes);
        const language = languageOf(one.path);
        const { source } = this.#options;
        const file = { source, path: one.path, text };
        next.set(one.path, {
          ...facts,
          language,
          note: parseNote(language === undefined ? file : { ...file, language }),
        });
        changed = true;
        if (this.#now() - since > slice) {
          progress?.(done, found.length);
          await new Promise((resolve) => setTimeout(resolve, 0));
          since = this.#now();
        }
      }
      progress?.(done, found.length);
    }
    const whole = !isCancelled();
    if (whole) {
      changed ||= [...this.#known.keys()].some((path) => !next.has(path));
      this.#known = next;
    } else {
      for (const [path, known] of next) this.#known.set(path, known);
    }
    return { changed, whole, leftOut };
  }

  /** Paths of the Markdown files, folder by folder. */
  async #list(leftOut: LeftOut[], isCancelled: () => boolean): Promise<string[]> {
    const { fs } = this.#options;
    const files: string[] = [];
    const folders = [''];
    for (let folder = folders.pop(); folder !== undefined && !isCancelled(); folder = folders.pop()) {
      let entries: [string, number][];
      try {
        entries = await fs.readDirectory(folder === '' ? this.#options.folder : this.uri(folder));
      } catch (error) {
        leftOut.push({ path: folder, why: 'unreadable', message: messageOf(error) });
        continue;
      }
      const below: string[] = [];
      for (const [name, type] of entries.sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (name.startsWith('.') || name === 'node_modules') continue;
        const path = folder === '' ? name : `${folder}/${name}`;
        if ((type & fileBit) !== 0 && /\.(?:md|markdown)$/i.test(name)) {
          if (files.length === mostFiles) {
            leftOut.push({ path, why: 'too-many', message: '' });
            return files;
          }
          files.push(path);
        } else if ((type & folderBit) !== 0 && (type & linkBit) === 0) {
          below.push(path); // A link to a folder may lead round in a circle.
        }
      }
      folders.push(...below.reverse());
    }
    return files;
  }

  /** What is known of a file, or its bytes where that is out of date; undefined where it cannot be read. */
  async #read(
    path: string,
    leftOut: LeftOut[],
  ): Promise<
    { path: string; entry: Known | { bytes: Uint8Array; modified: number; size: number } } | undefined
  > {
    const uri = this.uri(path);
    try {
      const { mtime: modified, size } = await this.#options.fs.stat(uri);
      const known = this.#known.get(path);
      if (known?.modified === modified && known.size === size) return { path, entry: known };
      if (size > largestNote) {
        leftOut.push({ path, why: 'too-large', message: '' });
        return undefined;
      }
      return { path, entry: { bytes: await this.#options.fs.readFile(uri), modified, size } };
    } catch (error) {
      leftOut.push({ path, why: 'unreadable', message: messageOf(error) });
      return undefined;
    }
  }
}

/** The language that a folder's name gives to what is in it. */
function languageOf(path: string): Language | undefined {
  const folders = path.split('/').slice(0, -1);
  return folders.findLast((name): name is Language => name === 'en' || name === 'zh-cn');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
