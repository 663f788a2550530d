import { makeColumns, type Columns } from './columns.ts';
import type { CardState, DayStart, Trace } from './scheduler.ts';
import { newTrace } from './scheduler.ts';

/** All that the journal says about a card. */
export interface MemoryState extends Trace {
  /** Epoch milliseconds from which the card may be asked; 0 for a new card. */
  readonly due: number;
  /** Whole days from the last review to `due`; 0 for a new card and within the steps. */
  readonly interval: number;
  readonly suspended: boolean;
  /** Review day on which the card comes back; absent where it was never buried. */
  readonly buriedUntil?: number;
  /** Forgotten again and again, and still young: better reworded than drilled. */
  readonly leech: boolean;
}

export const newMemory: MemoryState = { ...newTrace, due: 0, interval: 0, suspended: false, leech: false };

export const memoryTypes = {
  /** Index in `states`. */
  state: Uint8Array,
  step: Uint8Array,
  flags: Uint8Array,
  stability: Float64Array,
  difficulty: Float64Array,
  reps: Int32Array,
  lapses: Int32Array,
  lastReview: Float64Array,
  lastDay: Int32Array,
  /** Epoch milliseconds, within the steps only: the due time of other cards depends on the user's calendar. */
  due: Float64Array,
  interval: Int32Array,
  buriedUntil: Int32Array,
} as const;

export type MemoryColumns = Columns<typeof memoryTypes>;

const states: readonly CardState[] = ['new', 'learning', 'review', 'relearning'];
const suspended = 1;
const leech = 2;
const buried = 4;

/** What is stored of a card: its state without what the calendar adds. */
export interface StoredMemory {
  readonly trace: Trace;
  readonly due: number;
  readonly interval: number;
  readonly suspended: boolean;
  readonly buriedUntil: number | undefined;
  readonly leech: boolean;
}

/** Memory states by index of the card. */
export class MemoryTable {
  #columns: MemoryColumns;

  constructor(columns: MemoryColumns = makeColumns(memoryTypes, 0)) {
    this.#columns = columns;
  }

  get columns(): MemoryColumns {
    return this.#columns;
  }

  /** Makes room for `rows` cards. */
  reserve(rows: number): void {
    const capacity = this.#columns.state.length;
    if (rows > capacity) {
      this.#columns = makeColumns(memoryTypes, Math.max(rows, Math.ceil(capacity * 1.5)), this.#columns);
    }
  }

  set(row: number, memory: StoredMemory): void {
    this.reserve(row + 1);
    const columns = this.#columns;
    const { trace } = memory;
    columns.state[row] = states.indexOf(trace.state);
    columns.step[row] = trace.step;
    columns.flags[row] =
      (memory.suspended ? suspended : 0) |
      (memory.leech ? leech : 0) |
      (memory.buriedUntil === undefined ? 0 : buried);
    columns.stability[row] = trace.stability;
    columns.difficulty[row] = trace.difficulty;
    columns.reps[row] = trace.reps;
    columns.lapses[row] = trace.lapses;
    columns.lastReview[row] = trace.lastReview;
    columns.lastDay[row] = trace.lastDay;
    columns.due[row] = memory.due;
    columns.interval[row] = memory.interval;
    columns.buriedUntil[row] = memory.buriedUntil ?? 0;
  }

  get(row: number, dayStart: DayStart): MemoryState {
    const columns = this.#columns;
    const state = states[columns.state[row] ?? 0] ?? 'new';
    const flags = columns.flags[row] ?? 0;
    const lastDay = columns.lastDay[row] ?? 0;
    const interval = columns.interval[row] ?? 0;
    return {
      state,
      step: columns.step[row] ?? 0,
      stability: columns.stability[row] ?? 0,
      difficulty: columns.difficulty[row] ?? 0,
      reps: columns.reps[row] ?? 0,
      lapses: columns.lapses[row] ?? 0,
      lastReview: columns.lastReview[row] ?? 0,
      lastDay,
      due: state === 'review' ? dayStart(lastDay + interval) : (columns.due[row] ?? 0),
      interval,
      suspended: (flags & suspended) !== 0,
      ...((flags & buried) === 0 ? {} : { buriedUntil: columns.buriedUntil[row] ?? 0 }),
      leech: (flags & leech) !== 0,
    };
  }

  lastReview(row: number): number {
    return this.#columns.lastReview[row] ?? 0;
  }
}

/** Whether a card may be asked now; new cards are never due, see queue.ts for their daily share. */
export function isDue(memory: MemoryState, now: number, today: number): boolean {
  return memory.state !== 'new' && !isHidden(memory, today) && memory.due <= now;
}

/** Whether a card is suspended, or buried beyond `today`. */
export function isHidden(memory: MemoryState, today: number): boolean {
  return memory.suspended || (memory.buriedUntil !== undefined && memory.buriedUntil > today);
}
