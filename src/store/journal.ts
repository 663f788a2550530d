import type { Calendar } from '../review/day.ts';
import type { EventProblem, JournalEvent } from '../review/events.ts';
import type { Replay } from '../review/replay.ts';
import type { JournalError } from './folder.ts';

/** A line that is no event, or a file that cannot be read. It stays where it is, untouched. */
export interface DamagedLine {
  readonly file: string;
  /** Byte at which the line begins. */
  readonly offset: number;
  /** `torn`: the file ends in the middle of a line. */
  readonly problem: EventProblem | 'torn' | 'unreadable';
  /** Beginning of the line, or the message of the error. */
  readonly text: string;
}

export interface Loaded {
  /** The state of the journal; the journal keeps it up to date from here on. */
  readonly replay: Replay;
  /** Damage found now; damage that an earlier load has put in its snapshot is not reported again. */
  readonly damaged: readonly DamagedLine[];
}

export interface JournalChange {
  /** Names of the histories that may have changed (`Replay.memory` has their state). */
  readonly histories: ReadonlySet<string>;
  /** Whether `append` of this journal was the cause, or another window, a sync tool, a checkout. */
  readonly own: boolean;
  readonly damaged: readonly DamagedLine[];
}

export interface SaveState {
  /** Number of events that are not durable yet. */
  readonly unsaved: number;
  /** Why not, where the last attempt failed; it is repeated until it succeeds. */
  readonly error?: JournalError;
}

/** The review journal of one window. */
export interface Journal {
  /** Reads everything; call it once, before `append`. Rejects with a `JournalError` if the folder cannot be listed. */
  load(calendar: Calendar): Promise<Loaded>;
  /** A new event id. */
  nextId(): string;
  /**
   * Applies events to the loaded state at once and resolves when they are durable. Rejects with a `JournalError` if
   * the first attempt fails; the events are kept and tried again all the same. Give an import in portions of some
   * thousand events.
   */
  append(...events: readonly JournalEvent[]): Promise<void>;
  /** Calls `listener` after the state changed; returns how to stop. */
  onDidChange(listener: (change: JournalChange) => void): () => void;
  /** Calls `listener` when events become durable or fail to; returns how to stop. */
  onDidSave(listener: (state: SaveState) => void): () => void;
  /** State of the queue, as `onDidSave` last told. */
  readonly saveState: SaveState;
  /** Looks for changes of others now instead of when the folder tells. */
  poll(): Promise<void>;
  /** Merges closed files of this device where there are many; see upkeep.ts. Returns how many went. */
  compact(): Promise<number>;
  /** Copies all files into a dated folder beside them; returns its name. Do it before a repair or an import. */
  backUp(): Promise<string>;
  /** Stops, after a last attempt to write; returns the events that could not be written. */
  dispose(): Promise<readonly JournalEvent[]>;
}
