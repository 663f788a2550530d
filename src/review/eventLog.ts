import { makeColumns, type ColumnArray, type Columns } from './columns.ts';
import type { CardEvent } from '../deck/events.ts';
import { isCardAction, serialise, type CardAction, type Grade, type JournalEvent } from './events.ts';
import { EventIds, Names } from './names.ts';

/** Events that say how to read the others; few, so kept as objects. */
export type ControlEvent = Exclude<JournalEvent, CardAction | CardEvent>;

export const actionKinds = ['review', 'suspend', 'unsuspend', 'bury', 'reset'] as const;

/** A card action as numbers. */
export const actionTypes = {
  /** Epoch milliseconds. */
  time: Float64Array,
  /** Event id as in `EventIds`. */
  id: Float64Array,
  /** Index of the card's name. */
  card: Int32Array,
  /** Review day of a review; first day back of a bury. */
  day: Int32Array,
  /** Answer time of a review, milliseconds; -1 where unknown. */
  ms: Int32Array,
  /** Index of the rubric's digits plus 1; 0 for none. */
  points: Int32Array,
  /** Index in `actionKinds`. */
  kind: Uint8Array,
  /** Grade of a review. */
  grade: Uint8Array,
} as const;

export type ActionColumns = Columns<typeof actionTypes>;

/** A settled log as plain data: its actions card by card, in order. */
export interface LogState {
  readonly cards: readonly string[];
  readonly writers: readonly string[];
  readonly points: readonly string[];
  readonly control: readonly ControlEvent[];
  /** Called when somebody asks for them: they are the bulk of the text, and rarely needed. */
  readonly versions: () => readonly CardEvent[];
  /** Actions of card `c` are the rows from `starts[c]` up to, not including, `starts[c + 1]`. */
  readonly starts: Int32Array<ArrayBuffer>;
  readonly rows: number;
  /** At least `rows` long. */
  readonly actions: ActionColumns;
}

/** Rows kept free in a state, so that the first events after a start copy nothing. */
const spareRows = 4096;

/**
 * All events of a journal, each once, in memory: the union of what was added, whatever the order and however often.
 * Actions are rows of numbers, found by card in the order of (time, id).
 */
export class EventLog implements Iterable<JournalEvent> {
  readonly ids: EventIds;
  readonly cards: Names;
  readonly points: Names;
  #columns: ActionColumns;
  #rows: number;
  /** Rows by card: card `c` has `#order[#starts[c]]` up to, not including, `#order[#starts[c + 1]]`. */
  #order: Int32Array;
  #starts: Int32Array;
  /** Cards whose rows changed since `#order` was made, with all their rows. */
  readonly #later = new Map<number, number[]>();
  /** First row that is not sorted in yet. */
  #settled: number;
  #count: number;
  readonly #restored: number;
  #othersAdded = 0;
  readonly #control = new Map<string, ControlEvent>();
  readonly #versions = new Map<string, CardEvent>();

  /** Versions of the state that this log was made of, until they are needed. */
  #storedVersions: (() => readonly CardEvent[]) | undefined;

  /** An empty log, or the one that `state` describes; the log takes the state's arrays over. */
  constructor(state?: LogState) {
    this.ids = new EventIds(state?.writers);
    this.cards = new Names(state?.cards);
    this.points = new Names(state?.points);
    this.#columns = state?.actions ?? makeColumns(actionTypes, 1024);
    this.#rows = state?.rows ?? 0;
    this.#settled = this.#rows;
    this.#count = this.#rows;
    this.#starts = state?.starts ?? new Int32Array(1);
    this.#order = new Int32Array(this.#rows);
    for (let row = 0; row < this.#rows; row++) this.#order[row] = row;
    for (const event of state?.control ?? []) this.add(event);
    this.#storedVersions = state?.versions;
    this.#restored = this.#rows;
    this.#othersAdded = 0;
  }

  /** The settled log as plain data. */
  state(): LogState {
    const actions = makeColumns(actionTypes, this.#count + spareRows);
    const starts = new Int32Array(this.cards.size + 1);
    let rows = 0;
    for (let card = 0; card < this.cards.size; card++) {
      for (const row of this.rowsOf(card)) {
        for (const [name, column] of Object.entries(actions)) {
          column[rows] = this.#columns[name as keyof ActionColumns][row] ?? 0;
        }
        rows++;
      }
      starts[card + 1] = rows;
    }
    const versions = [...this.versions()];
    return {
      cards: this.cards.values(),
      writers: this.ids.writers.values(),
      points: this.points.values(),
      control: this.control(),
      versions: () => versions,
      starts,
      rows,
      actions,
    };
  }

  /** Number of distinct events, once settled. */
  get size(): number {
    return this.#count + this.#control.size + this.#allVersions().size;
  }

  /** Number of distinct actions, once settled. */
  get actionCount(): number {
    return this.#count;
  }

  /** Rows of actions; valid until the next `add`. */
  get columns(): ActionColumns {
    return this.#columns;
  }

  /** Rows in use; some may be duplicates, which `rowsOf` leaves out. */
  get rows(): number {
    return this.#rows;
  }

  /** Makes room for so many more actions at once. */
  reserve(rows: number): void {
    if (this.#rows + rows <= this.#columns.time.length) return;
    this.#columns = makeColumns(actionTypes, this.#rows + rows, this.#columns);
  }

  /** Number of events added since the log was made, repeated ones included. */
  get added(): number {
    return this.#rows - this.#restored + this.#othersAdded;
  }

  /** Adds an event, if it is not there yet; actions show after the next `settle`. */
  add(event: JournalEvent): void {
    if (isCardAction(event)) {
      this.#addAction(event);
      return;
    }
    this.#othersAdded++;
    // Two devices derive the same id for the same version of a card, at different times.
    if (event.k === 'card') keepSmaller(this.#versions, event.i, event);
    else keepSmaller(this.#control, `${event.t} ${event.i}`, event);
  }

  #addAction(event: CardAction): void {
    const row = this.#newRow();
    const columns = this.#columns;
    columns.time[row] = event.t;
    columns.id[row] = this.ids.encode(event.i);
    columns.card[row] = this.cards.index(event.c);
    columns.kind[row] = actionKinds.indexOf(event.k);
    columns.ms[row] = -1;
    if (event.k === 'review') {
      columns.day[row] = event.d;
      columns.grade[row] = event.g;
      if (event.ms !== undefined) columns.ms[row] = event.ms;
      if (event.p !== undefined) columns.points[row] = this.points.index(event.p) + 1;
    } else if (event.k === 'bury') {
      columns.day[row] = event.u;
    }
  }

  /** Adds a review whose names are numbers already; see `actionTypes`. */
  addReview(
    id: number,
    time: number,
    card: number,
    day: number,
    grade: number,
    ms: number,
    points: number,
  ): void {
    const row = this.#newRow();
    const columns = this.#columns;
    columns.id[row] = id;
    columns.time[row] = time;
    columns.card[row] = card;
    columns.day[row] = day;
    columns.grade[row] = grade;
    columns.ms[row] = ms;
    columns.points[row] = points;
  }

  /** Sorts the added actions in, drops duplicates, and returns the indexes of the cards that have new ones. */
  settle(): readonly number[] {
    const pending = this.#rows - this.#settled;
    if (pending === 0) return [];
    const changed = pending > this.#settled / 4 ? this.#rebuild() : this.#merge();
    this.#settled = this.#rows;
    return changed;
  }

  /** Whether a settled log has the event, or another one of the same time and id. */
  has(event: JournalEvent): boolean {
    if (event.k === 'card') return this.#allVersions().has(event.i);
    if (!isCardAction(event)) return this.#control.has(`${event.t} ${event.i}`);
    const card = this.cards.find(event.c);
    if (card === undefined) return false;
    const { time, id } = this.#columns;
    const key = this.ids.encode(event.i);
    return Array.from(this.rowsOf(card)).some((row) => time[row] === event.t && id[row] === key);
  }

  /** Rows of a card in order of (time, id). */
  rowsOf(card: number): ArrayLike<number> & Iterable<number> {
    return (
      this.#later.get(card) ??
      (card + 1 < this.#starts.length ? this.#order.subarray(this.#starts[card], this.#starts[card + 1]) : [])
    );
  }

  /** Rows of several cards in order of (time, id). */
  rowsOfAll(cards: readonly number[]): number[] {
    return cards.flatMap((card) => [...this.rowsOf(card)]).sort((a, b) => this.#compare(a, b));
  }

  /** The action of a row, as it was added. */
  action(row: number): CardAction {
    const columns = this.#columns;
    const base = {
      i: this.ids.decode(columns.id[row] ?? 0),
      t: columns.time[row] ?? 0,
      c: this.cards.at(columns.card[row] ?? 0),
    };
    const k = actionKinds[columns.kind[row] ?? 0] ?? 'review';
    const day = columns.day[row] ?? 0;
    if (k === 'bury') return { ...base, k, u: day };
    if (k !== 'review') return { ...base, k };
    const ms = columns.ms[row] ?? -1;
    const points = columns.points[row] ?? 0;
    return {
      ...base,
      k,
      d: day,
      g: (columns.grade[row] ?? 3) as Grade,
      ...(ms >= 0 ? { ms } : {}),
      ...(points > 0 ? { p: this.points.at(points - 1) } : {}),
    };
  }

  /** Parameters, tombstones and links in order of (time, id). */
  control(): ControlEvent[] {
    return [...this.#control.values()].sort((a, b) => a.t - b.t || (a.i < b.i ? -1 : a.i > b.i ? 1 : 0));
  }

  get controlCount(): number {
    return this.#control.size;
  }

  /** Versions of cards that were seen, in no order. */
  versions(): Iterable<CardEvent> {
    return this.#allVersions().values();
  }

  #allVersions(): Map<string, CardEvent> {
    const stored = this.#storedVersions?.() ?? [];
    this.#storedVersions = undefined;
    for (const event of stored) keepSmaller(this.#versions, event.i, event);
    return this.#versions;
  }

  /** All events: control events, versions, then actions card by card. */
  *[Symbol.iterator](): Iterator<JournalEvent> {
    yield* this.control();
    yield* this.versions();
    for (let card = 0; card < this.cards.size; card++) {
      for (const row of this.rowsOf(card)) yield this.action(row);
    }
  }

  #newRow(): number {
    const capacity = this.#columns.time.length;
    if (this.#rows === capacity) {
      this.#columns = makeColumns(actionTypes, Math.max(1024, Math.ceil(capacity * 1.5)), this.#columns);
    }
    return this.#rows++;
  }

  #compare(a: number, b: number): number {
    const { time, id } = this.#columns;
    return (time[a] ?? 0) - (time[b] ?? 0) || this.ids.compare(id[a] ?? 0, id[b] ?? 0);
  }

  /** Sorts one card's rows and drops duplicates; of different events under one (time, id) the smaller text stays. */
  #tidy(rows: number[]): number[] {
    rows.sort((a, b) => this.#compare(a, b));
    const kept: number[] = [];
    for (const row of rows) {
      const last = kept.at(-1);
      if (last === undefined || this.#compare(last, row) !== 0) kept.push(row);
      else if (serialise(this.action(row)) < serialise(this.action(last))) kept[kept.length - 1] = row;
    }
    return kept;
  }

  /** Sorts a few new rows in card by card. */
  #merge(): number[] {
    const added = new Map<number, number[]>();
    for (let row = this.#settled; row < this.#rows; row++) {
      const card = this.#columns.card[row] ?? 0;
      const rows = added.get(card);
      if (rows) rows.push(row);
      else added.set(card, [row]);
    }
    const changed: number[] = [];
    for (const [card, rows] of added) {
      const before = this.rowsOf(card);
      const after = this.#tidy([...before, ...rows]);
      if (after.length === before.length && after.every((row, at) => row === before[at])) continue;
      this.#count += after.length - before.length;
      this.#later.set(card, after);
      changed.push(card);
    }
    return changed;
  }

  /**
   * Makes `#order` anew from all rows: a counting sort by card, then each card that needs it by (time, id). The rows
   * move to where they stand in that order, so that whoever goes through a card reads memory in sequence.
   */
  #rebuild(): number[] {
    const places = this.#placesByCard();
    for (const column of Object.values(this.#columns)) scatter(column, places);
    const starts = new Int32Array(this.cards.size + 1);
    const cards = this.#columns.card;
    // The places have served; their array takes the order.
    const order = places;
    let out = 0;
    for (let from = 0; from < order.length;) {
      const card = cards[from] ?? 0;
      let to = from + 1;
      while (to < order.length && cards[to] === card) to++;
      out = this.#keep(order, from, to, out);
      starts[card + 1] = out;
      from = to;
    }
    for (let card = 1; card < starts.length; card++) {
      starts[card] = Math.max(starts[card] ?? 0, starts[card - 1] ?? 0);
    }
    this.#order = out === order.length ? order : order.slice(0, out);
    this.#starts = starts;
    this.#count = out;
    this.#later.clear();
    return Array.from({ length: this.cards.size }, (_, card) => card);
  }

  /** For each row its place when all rows are sorted by card, rows of one card keeping their order. */
  #placesByCard(): Int32Array<ArrayBuffer> {
    const cards = this.#columns.card.subarray(0, this.#rows);
    const next = new Int32Array(this.cards.size);
    for (const card of cards) next[card] = (next[card] ?? 0) + 1;
    let total = 0;
    for (let card = 0; card < next.length; card++) {
      const count = next[card] ?? 0;
      next[card] = total;
      total += count;
    }
    const places = new Int32Array(total);
    for (let row = 0; row < total; row++) {
      const card = cards[row] ?? 0;
      const place = next[card] ?? 0;
      places[row] = place;
      next[card] = place + 1;
    }
    return places;
  }

  /** Writes one card's rows `from` to `to` in order and without duplicates to `order` at `out`; returns the end. */
  #keep(order: Int32Array, from: number, to: number, out: number): number {
    let sorted = true;
    for (let row = from + 1; row < to && sorted; row++) sorted = this.#compare(row - 1, row) < 0;
    if (sorted) {
      for (let row = from; row < to; row++) order[out++] = row;
      return out;
    }
    const kept = this.#tidy(Array.from({ length: to - from }, (_, n) => from + n));
    order.set(kept, out);
    return out + kept.length;
  }
}

/** Moves each item of a column to its place. */
function scatter(column: ColumnArray, places: Int32Array): void {
  const old = column.slice(0, places.length);
  for (let row = 0; row < places.length; row++) column[places[row] ?? 0] = old[row] ?? 0;
}

/** Of different events under one key the smaller text stays, so that the order of arrival decides nothing. */
function keepSmaller<E extends JournalEvent>(events: Map<string, E>, key: string, event: E): void {
  const known = events.get(key);
  if (known === undefined || serialise(event) < serialise(known)) events.set(key, event);
}
