import type { IdentityEvent } from '../deck/events.ts';
import { dayStarts, reviewDay, type Calendar } from './day.ts';
import { actionKinds, EventLog, type ControlEvent, type LogState } from './eventLog.ts';
import type { CardAction, FlagEvent, JournalEvent, ParamsEvent, ReviewEvent } from './events.ts';
import { MemoryTable, newMemory, type MemoryColumns, type MemoryState, type StoredMemory } from './memory.ts';
import { parametersOf, type Parameters } from './parameters.ts';
import type { DayCounts } from './queue.ts';
import { newTrace, retrievability, Scheduler, type DayStart, type Outcome, type Trace } from './scheduler.ts';
import { Tombstones } from './tombstones.ts';

/** Name under which a history key's reviews are kept; keys that are linked have the same (`Ownership`). */
export type Canonical = (key: string) => string;

/** A replay as plain data, for a cache. */
export interface ReplayState {
  readonly log: LogState;
  readonly memory: MemoryColumns;
  /** Index of a card and of the card under whose name its history is kept. */
  readonly owners: readonly (readonly [number, number])[];
}

interface Era {
  readonly from: number;
  readonly scheduler: Scheduler;
}

/** What was done on one review day. */
export interface DayTotals {
  readonly reviews: number;
  /** Cards asked again after at least one night, and how many of them were known. */
  readonly asked: number;
  readonly recalled: number;
  /** Time that the answers took, milliseconds. */
  readonly ms: number;
}

/** Who takes longer for one card has left the desk; milliseconds. */
const longestWork = 180_000;

/** Stability in days from which a card that lapsed often is no leech any more. */
const mature = 21;

/**
 * The state that a journal's events add up to. It depends on the set of events alone: adding them in another order,
 * in other portions or twice gives the same.
 */
export class Replay {
  readonly log: EventLog;
  readonly #calendar: Calendar;
  readonly #dayStart: DayStart;
  readonly #table: MemoryTable;
  readonly #defaultScheduler = new Scheduler();
  #eras: readonly Era[] = [];
  #tombstones = new Tombstones();
  #undone: ReadonlySet<number> = new Set();
  #controlSeen = 0;
  #flags: readonly FlagEvent[] = [];
  #canonical: Canonical;
  /** Cards that share a history: index of its owner to the indexes of all of them. */
  #groups = new Map<number, number[]>();
  /** Index of the owner, for cards in a group. */
  #owners = new Map<number, number>();
  #joined = 0;

  /** The replay of an empty journal, or the one that `state` describes. */
  constructor(calendar: Calendar, state?: ReplayState) {
    this.#calendar = calendar;
    this.#dayStart = dayStarts(calendar);
    this.log = new EventLog(state?.log);
    this.#table = new MemoryTable(state?.memory);
    for (const [card, owner] of state?.owners ?? []) this.#own(card, owner);
    this.#canonical = (name) => {
      const card = this.log.cards.find(name);
      return card === undefined ? name : this.log.cards.at(this.#owner(card));
    };
    this.#joined = this.log.cards.size;
    this.#readControl();
  }

  /** Everything as plain data, after a `refresh`. */
  state(): ReplayState {
    this.#table.reserve(this.log.cards.size);
    return { log: this.log.state(), memory: this.#table.columns, owners: [...this.#owners] };
  }

  /** Adds events and returns the names of the histories that they may have changed. */
  add(events: Iterable<JournalEvent>): ReadonlySet<string> {
    for (const event of events) this.log.add(event);
    return this.refresh();
  }

  /** Brings the state up to date after events were added to `log` directly. */
  refresh(): ReadonlySet<string> {
    const changed = new Set<number>();
    const touched = this.log.settle();
    this.#joinNewCards();
    for (const card of touched) changed.add(this.#owner(card));
    if (this.log.controlCount !== this.#controlSeen)
      for (const card of this.#readControl()) changed.add(card);
    return this.#replayAll(changed);
  }

  /** What `resolveLinks` and `reattach` need of the journal. */
  identityEvents(): IdentityEvent[] {
    return [...this.log.versions(), ...this.log.control().filter(isIdentity)];
  }

  /**
   * Groups the histories anew, after links or the notes have changed (`resolveLinks(...).canonical`); returns the
   * names of the histories that changed. Without a call every key is a history of its own.
   */
  regroup(canonical: Canonical): ReadonlySet<string> {
    const before = this.#owners;
    this.#canonical = canonical;
    this.#owners = new Map();
    this.#groups = new Map();
    this.#joined = 0;
    this.#joinNewCards();
    const changed = new Set<number>();
    for (const card of new Set([...before.keys(), ...this.#owners.keys()])) {
      const was = before.get(card) ?? card;
      const is = this.#owner(card);
      if (was !== is) changed.add(was).add(is);
    }
    return this.#replayAll(changed);
  }

  /** Memory of a card; that of a new card where the journal knows none. */
  memory(card: string): MemoryState {
    const index = this.log.cards.find(this.#canonical(card));
    return index === undefined ? newMemory : this.#table.get(index, this.#dayStart);
  }

  /** The scheduler in force at `now`. */
  scheduler(now: number): Scheduler {
    for (let i = this.#eras.length - 1; i >= 0; i--) {
      const era = this.#eras[i];
      if (era && era.from <= now) return era.scheduler;
    }
    return this.#defaultScheduler;
  }

  parameters(now: number): Parameters {
    return this.scheduler(now).parameters;
  }

  /** What each grade would do to the card now. */
  preview(card: string, now: number): readonly Outcome[] {
    const day = reviewDay(now, this.#calendar);
    return this.scheduler(now).preview(card, this.memory(card), now, day, this.#dayStart);
  }

  /** Probability, 0 to 1, that the card is recalled at `now`. */
  retrievability(card: string, now: number): number {
    return retrievability(this.memory(card), now, this.parameters(now));
  }

  /** The reviews of a card that count, oldest first. */
  reviews(card: string): ReviewEvent[] {
    return this.actions(card).filter((action) => action.k === 'review');
  }

  /** All actions on a card that count, oldest first. */
  actions(card: string): CardAction[] {
    const index = this.log.cards.find(this.#canonical(card));
    if (index === undefined) return [];
    return Array.from(this.#rows(index), (row) => this.log.action(row)).filter(
      (action) => !this.#tombstones.isUndone(action.i),
    );
  }

  /** What was done on a review day, for the daily limits. */
  done(day: number): DayCounts {
    const { columns, rows } = this.log;
    const owners = new Set<number>();
    for (let row = 0; row < rows; row++) {
      if (columns.day[row] === day && columns.kind[row] === 0)
        owners.add(this.#owner(columns.card[row] ?? 0));
    }
    let introduced = 0;
    let reviewed = 0;
    for (const owner of owners) {
      const first = this.#firstReviewOf(owner, day);
      if (first === 'new') introduced++;
      else if (first === 'known') reviewed++;
    }
    return { introduced, reviewed };
  }

  /** What was done on each review day, by day. */
  days(): ReadonlyMap<number, DayTotals> {
    const { id, day: days, kind: kinds, grade, ms } = this.log.columns;
    const totals = new Map<number, DayTotals>();
    for (let card = 0; card < this.log.cards.size; card++) {
      if (this.#owner(card) !== card) continue;
      let last: number | undefined;
      for (const row of this.#rows(card)) {
        if (this.#undone.size > 0 && this.#undone.has(id[row] ?? 0)) continue;
        const kind = actionKinds[kinds[row] ?? 0];
        if (kind === 'reset') last = undefined;
        if (kind !== 'review') continue;
        const day = days[row] ?? 0;
        const known = totals.get(day) ?? { reviews: 0, asked: 0, recalled: 0, ms: 0 };
        // Only the first answer after at least a night tells what was still known.
        const asked = last !== undefined && day > last ? 1 : 0;
        totals.set(day, {
          reviews: known.reviews + 1,
          asked: known.asked + asked,
          recalled: known.recalled + (asked === 1 && (grade[row] ?? 0) > 1 ? 1 : 0),
          ms: known.ms + Math.min(Math.max(0, ms[row] ?? 0), longestWork),
        });
        last = Math.max(last ?? day, day);
      }
    }
    return totals;
  }

  /** Whether the first review of `day` that counts met a new card; undefined if none counts. */
  #firstReviewOf(owner: number, day: number): 'new' | 'known' | undefined {
    const { columns } = this.log;
    let found: 'new' | 'known' = 'new';
    for (const row of this.#rows(owner)) {
      if (this.#undone.has(columns.id[row] ?? 0)) continue;
      const kind = actionKinds[columns.kind[row] ?? 0];
      if (kind === 'reset') found = 'new';
      if (kind !== 'review') continue;
      if (columns.day[row] === day) return found;
      found = 'known';
    }
    return undefined;
  }

  /** Flags that stand, oldest first, under the names that their cards' histories have now. */
  flags(): readonly FlagEvent[] {
    return this.#flags.map((event) => ({ ...event, c: this.#canonical(event.c) }));
  }

  isUndone(id: string): boolean {
    return this.#tombstones.isUndone(id);
  }

  /** The newest action that counts, up to `now`: what an undo command takes back. */
  undoTarget(now: number): CardAction | undefined {
    const row = this.#newestRow(now);
    return row < 0 ? undefined : this.log.action(row);
  }

  /** Id of the event undone last; none once something new was done after that, as in any editor. */
  redoTarget(now: number): string | undefined {
    const last = this.#tombstones.undone().at(-1);
    if (last === undefined) return undefined;
    const row = this.#newestRow(now);
    return row >= 0 && (this.log.columns.time[row] ?? 0) > last.t ? undefined : last.of;
  }

  #replayAll(owners: ReadonlySet<number>): ReadonlySet<string> {
    this.#table.reserve(this.log.cards.size);
    for (const owner of owners) this.#table.set(owner, this.#replay(owner));
    return new Set(Array.from(owners, (owner) => this.log.cards.at(owner)));
  }

  #newestRow(now: number): number {
    const { time, id } = this.log.columns;
    let newest = -1;
    let newestTime = -1;
    for (let row = this.log.rows - 1; row >= 0; row--) {
      const t = time[row] ?? 0;
      if (t < newestTime || t > now || this.#undone.has(id[row] ?? 0)) continue;
      if (t === newestTime && this.log.ids.compare(id[row] ?? 0, id[newest] ?? 0) < 0) continue;
      newest = row;
      newestTime = t;
    }
    return newest;
  }

  /** Reads parameters and tombstones; returns the owners whose history that changes. */
  #readControl(): Set<number> {
    this.#controlSeen = this.log.controlCount;
    const control = this.log.control();
    const changed = new Set<number>();
    this.#tombstones = new Tombstones(control);
    const counting = control.filter((event) => !this.#tombstones.isUndone(event.i));
    this.#flags = counting.filter((event) => event.k === 'flag');
    this.#readParameters(counting, changed);
    this.#readTombstones(changed);
    return changed;
  }

  #readParameters(counting: readonly ControlEvent[], changed: Set<number>): void {
    const params = counting.filter((event) => event.k === 'params');
    const known = new Map(
      this.#eras.map((era) => [JSON.stringify([era.from, era.scheduler.parameters]), era]),
    );
    let since = Infinity;
    this.#eras = params.map((event) => {
      const parameters = parametersOf(event);
      const key = JSON.stringify([event.t, parameters]);
      const era = known.get(key);
      known.delete(key);
      if (era) return era;
      since = Math.min(since, event.t);
      return { from: event.t, scheduler: new Scheduler(parameters) };
    });
    for (const era of known.values()) since = Math.min(since, era.from);
    if (since === Infinity) return;
    for (let card = 0; card < this.log.cards.size; card++) {
      if (this.#table.lastReview(card) >= since) changed.add(card);
    }
  }

  #readTombstones(changed: Set<number>): void {
    const before = this.#undone;
    const after = new Set(this.#tombstones.undone().map(({ of }) => this.log.ids.encode(of)));
    this.#undone = after;
    const touched = new Set([...after, ...before].filter((key) => after.has(key) !== before.has(key)));
    if (touched.size === 0) return;
    const { id, card } = this.log.columns;
    for (let row = this.log.rows - 1; row >= 0; row--) {
      if (touched.has(id[row] ?? 0)) changed.add(this.#owner(card[row] ?? 0));
    }
  }

  /** Puts the cards that the log has named since into their groups. */
  #joinNewCards(): void {
    while (this.#joined < this.log.cards.size) this.#join(this.#joined++);
  }

  #join(card: number): void {
    const name = this.log.cards.at(card);
    const canonical = this.#canonical(name);
    if (canonical === name) return;
    this.#own(card, this.log.cards.index(canonical));
  }

  #own(card: number, owner: number): void {
    this.#owners.set(card, owner);
    const group = this.#groups.get(owner);
    if (group) group.push(card);
    else this.#groups.set(owner, [owner, card]);
  }

  #owner(card: number): number {
    return this.#owners.get(card) ?? card;
  }

  /** Rows of a history in order of (time, id). */
  #rows(owner: number): ArrayLike<number> & Iterable<number> {
    const group = this.#groups.get(owner);
    return group ? this.log.rowsOfAll(group) : this.log.rowsOf(owner);
  }

  #replay(owner: number): StoredMemory {
    const { time, id, day, kind: kinds, grade: gradeColumn, card } = this.log.columns;
    let trace = newTrace;
    let before = newTrace;
    let last = -1;
    let suspended = false;
    let buriedUntil: number | undefined;
    for (const row of this.#rows(owner)) {
      if (this.#undone.size > 0 && this.#undone.has(id[row] ?? 0)) continue;
      switch (actionKinds[kinds[row] ?? 0] ?? 'review') {
        case 'review':
          before = trace;
          trace = this.scheduler(time[row] ?? 0).advance(
            trace,
            (gradeColumn[row] ?? 3) as ReviewEvent['g'],
            time[row] ?? 0,
            day[row] ?? 0,
          );
          last = row;
          break;
        case 'suspend':
          suspended = true;
          break;
        case 'unsuspend':
          suspended = false;
          break;
        case 'bury':
          buriedUntil = day[row];
          break;
        case 'reset':
          trace = newTrace;
          break;
      }
    }
    if (trace.state === 'new') {
      return { trace, due: 0, interval: 0, suspended, buriedUntil, leech: false };
    }
    const scheduler = this.scheduler(trace.lastReview);
    const name = this.log.cards.at(card[last] ?? owner);
    const delay = scheduler.delay(name, before, trace, (gradeColumn[last] ?? 3) as ReviewEvent['g']);
    return {
      trace,
      due: delay.minutes > 0 ? trace.lastReview + Math.round(delay.minutes * 60_000) : 0,
      interval: delay.days,
      suspended,
      buriedUntil,
      leech: isLeech(trace, scheduler.parameters),
    };
  }
}

function isIdentity(event: ControlEvent): event is Exclude<ControlEvent, ParamsEvent | FlagEvent> {
  return event.k !== 'params' && event.k !== 'flag';
}

function isLeech(trace: Trace, parameters: Parameters): boolean {
  return trace.lapses >= parameters.leechLapses && trace.stability < mature;
}
