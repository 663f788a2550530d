/**
 * The events of the review journal, one JSON object a line. Keys are short because a journal holds a million of
 * them: `i` id of the event, `t` time (epoch milliseconds), `k` kind, `c` id of the card, `d` local review day
 * (days since 1970-01-01, see day.ts).
 */
import type { IdentityEvent, LinkEvent } from '../deck/events.ts';

/** 1 Again, 2 Hard, 3 Good, 4 Easy. */
export type Grade = 1 | 2 | 3 | 4;

interface EventBase {
  /** Unique: `<writer>-<counter in hex>`; a writer is one window of one device. */
  readonly i: string;
  readonly t: number;
}

interface CardEventBase extends EventBase {
  readonly c: string;
}

/** The user graded a card. */
export interface ReviewEvent extends CardEventBase {
  readonly k: 'review';
  readonly d: number;
  readonly g: Grade;
  /** Time from question to grade, milliseconds. */
  readonly ms?: number;
  /** One digit a rubric point, `1` said, `0` missed; only where the card has points. */
  readonly p?: string;
}

/** Takes a card out of the queues until it is unsuspended. */
export interface SuspendEvent extends CardEventBase {
  readonly k: 'suspend';
}

export interface UnsuspendEvent extends CardEventBase {
  readonly k: 'unsuspend';
}

/** Hides a card until a review day. */
export interface BuryEvent extends CardEventBase {
  readonly k: 'bury';
  /** First review day on which the card comes back; a later bury event replaces it, also with an earlier day. */
  readonly u: number;
}

/** Why a card is to be mended. */
export type FlagReason = 'fix' | 'wrong' | 'unclear' | 'trivial' | 'giveaway' | 'other';

/** The user found something wrong with a card; open until an undo event names it. */
export interface FlagEvent extends CardEventBase {
  readonly k: 'flag';
  readonly w: FlagReason;
  /** The user's own words, at most 500 characters. */
  readonly n?: string;
}

/** Makes a card new again; the reviews before it stay in the journal. */
export interface ResetEvent extends CardEventBase {
  readonly k: 'reset';
}

/** The scheduler's parameters from here on; a key that is absent means its default, not the previous value. */
export interface ParamsEvent extends EventBase {
  readonly k: 'params';
  /** Wanted retention when a card falls due, 0.5 to 0.99. */
  readonly r?: number;
  /** The 21 weights of FSRS-6. */
  readonly w?: readonly number[];
  /** Learning steps and relearning steps, minutes. */
  readonly ls?: readonly number[];
  readonly rs?: readonly number[];
  /** Longest interval, days. */
  readonly mi?: number;
  /** 0 switches the fuzz of intervals off. */
  readonly f?: 0 | 1;
  /** Lapses that make a leech. */
  readonly lt?: number;
}

/**
 * Besides these, `undo` and `redo` name in `of` an event that counts as not written from now on, or counts again. Of
 * all of them the newest decides, so they may alternate at any depth, on any device, and arrive in any order.
 */

/** What happens to one card. */
export type CardAction = ReviewEvent | SuspendEvent | UnsuspendEvent | BuryEvent | ResetEvent;

export type JournalEvent = CardAction | FlagEvent | ParamsEvent | IdentityEvent;

/** Why a line of the journal is no event of ours. */
export type EventProblem =
  'not-json' | 'not-an-event' | 'unknown-kind' | 'bad-id' | 'bad-time' | 'bad-card' | 'bad-value';

export interface Rejected {
  readonly problem: EventProblem;
}

const maxIdLength = 1000;
/** JavaScript's last valid date; anything later cannot be shown. */
const maxTime = 8.64e15;
const maxDay = 1e8;

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= maxIdLength;
}

function isInteger(value: unknown, min: number, max: number): value is number {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
}

function isNumber(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && value >= min && value <= max;
}

function isSteps(value: unknown): value is number[] {
  return Array.isArray(value) && value.length <= 16 && value.every((step) => isNumber(step, 0.1, 1439));
}

function optional(value: unknown, valid: boolean): boolean {
  return value === undefined || valid;
}

type Fields = Readonly<Record<string, unknown>>;

const linkReasons: ReadonlySet<unknown> = new Set<LinkEvent['w']>(['id', 'text', 'similar', 'manual']);

const flagReasons: ReadonlySet<unknown> = new Set<FlagReason>([
  'fix',
  'wrong',
  'unclear',
  'trivial',
  'giveaway',
  'other',
]);

/** What each kind needs beyond id, time and, for a `CardAction`, the card. */
const fieldsAreValid: Readonly<Record<JournalEvent['k'], (v: Fields) => boolean>> = {
  review: (v) =>
    isInteger(v.d, -maxDay, maxDay) &&
    isInteger(v.g, 1, 4) &&
    optional(v.ms, isInteger(v.ms, 0, 0x7fffffff)) &&
    optional(v.p, isText(v.p) && /^[01]+$/.test(v.p)),
  suspend: () => true,
  unsuspend: () => true,
  bury: (v) => isInteger(v.u, -maxDay, maxDay),
  reset: () => true,
  flag: (v) => isText(v.c) && flagReasons.has(v.w) && optional(v.n, isText(v.n)),
  params: (v) =>
    optional(v.r, isNumber(v.r, 0.5, 0.99)) &&
    optional(v.w, Array.isArray(v.w) && v.w.length === 21 && v.w.every((w) => Number.isFinite(w))) &&
    optional(v.ls, isSteps(v.ls)) &&
    optional(v.rs, isSteps(v.rs)) &&
    optional(v.mi, isInteger(v.mi, 1, 36500)) &&
    optional(v.f, v.f === 0 || v.f === 1) &&
    optional(v.lt, isInteger(v.lt, 1, 1000)),
  undo: (v) => isText(v.of),
  redo: (v) => isText(v.of),
  unlink: (v) => isText(v.of),
  link: (v) =>
    isText(v.f) && isText(v.c) && linkReasons.has(v.w) && isInteger(v.m, 0, 1000) && isInteger(v.n, 0, 1000),
  card: (v) => isText(v.c) && ['x', 's', 'f', 'p', 'y', 'q', 'a'].every((key) => typeof v[key] === 'string'),
};

const cardActions: ReadonlySet<string> = new Set<CardAction['k']>([
  'review',
  'suspend',
  'unsuspend',
  'bury',
  'reset',
]);

export function isCardAction(event: JournalEvent): event is CardAction {
  return cardActions.has(event.k);
}

/** Checks a parsed line; keys that this version does not know are let through and ignored. */
export function parseEvent(value: unknown): JournalEvent | Rejected {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { problem: 'not-an-event' };
  const fields = value as Fields;
  if (typeof fields.k !== 'string') return { problem: 'not-an-event' };
  if (!Object.hasOwn(fieldsAreValid, fields.k)) return { problem: 'unknown-kind' };
  if (!isText(fields.i)) return { problem: 'bad-id' };
  if (!isInteger(fields.t, 0, maxTime)) return { problem: 'bad-time' };
  if (cardActions.has(fields.k) && !isText(fields.c)) return { problem: 'bad-card' };
  if (!fieldsAreValid[fields.k as JournalEvent['k']](fields)) return { problem: 'bad-value' };
  return value as JournalEvent;
}

export function isRejected(result: JournalEvent | Rejected): result is Rejected {
  return 'problem' in result;
}

/** Keys in the order of the journal's examples, then those of the rarer kinds. */
const keyOrder = [
  ...['i', 't', 'd', 'k', 'c', 'g', 'ms', 'p', 'u', 'of'],
  ...['ls', 'lt', 'mi', 'r', 'rs', 'f', 'w', 'm', 'n', 'x', 's', 'y', 'q', 'a', 'o'],
];

/** The event as one line of JSON without its newline; equal events give equal lines. */
export function serialise(event: JournalEvent): string {
  return JSON.stringify(event, keyOrder);
}

/**
 * Makes the ids of one writer, `<writer>-0`, `<writer>-1`, ... Writers must be distinct between windows and
 * devices: eight random letters and digits will do.
 */
export function eventIds(writer: string, first = 0): () => string {
  let counter = first;
  return () => `${writer}-${(counter++).toString(16)}`;
}
