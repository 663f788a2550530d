/** A file as a folder lists it. */
export interface FileEntry {
  /** Name inside the folder. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Time of the last change, epoch milliseconds. */
  readonly modified: number;
}

/**
 * What the journal needs of a place where files live. Every method rejects with whatever the place throws;
 * `journalError` makes sense of it.
 */
export interface Folder {
  /** Files directly inside; none if the folder does not exist. */
  list(): Promise<FileEntry[]>;
  /** Content from byte `from` on, in pieces; none if the file does not exist. */
  read(name: string, from: number): AsyncIterable<Uint8Array>;
  /** Whole content; undefined if the file does not exist. */
  readAll(name: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /**
   * Adds bytes at the end of a file that only this window writes, made if need be, and returns once they are
   * durable. After a rejection none of the bytes count: the next call starts on a line of its own.
   */
  append(name: string, bytes: Uint8Array): Promise<void>;
  /** Puts a whole file in place at once: a reader sees the old or the new content. `name` may hold slashes. */
  replace(name: string, bytes: readonly Uint8Array[]): Promise<void>;
  /** Removes a file; one that does not exist is no error. */
  remove(name: string): Promise<void>;
  /** Calls `listener` after files changed; undefined where the place cannot tell. Returns how to stop. */
  watch(listener: () => void): (() => void) | undefined;
  /** Lets go of open files. */
  close(): Promise<void>;
}

/** Why events could not be written; they stay queued and are tried again. */
export type JournalErrorCode = 'disk-full' | 'read-only' | 'unavailable';

export class JournalError extends Error {
  readonly code: JournalErrorCode;

  constructor(code: JournalErrorCode, message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'JournalError';
    this.code = code;
  }
}

const codes: Readonly<Record<string, JournalErrorCode>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EFBIG: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  NoPermissions: 'read-only',
};

/** Reads the code of a Node or VS Code file-system error. */
export function journalError(cause: unknown): JournalError {
  if (cause instanceof JournalError) return cause;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  const known = Object.hasOwn(codes, code) ? codes[code] : undefined;
  return new JournalError(
    known ?? 'unavailable',
    cause instanceof Error ? cause.message : String(cause),
    cause,
  );
}
