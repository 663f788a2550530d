/**
 * A quiz session as a state machine without clock, deck or storage: what has been asked, what comes next, and
 * how to take a step back. Plain data, so that the page can keep it across a window reload.
 */
import type { Tier } from '../deck/types.ts';
import { isGrade, isRecord, type Grade } from './protocol.ts';

/** What a session is about. */
type Subject =
  | { readonly kind: 'due' }
  | { readonly kind: 'topics'; readonly topics: readonly string[] }
  /** Points of answers that were missed. */
  | { readonly kind: 'weak' }
  | { readonly kind: 'tier'; readonly tier: Tier }
  /** What a manifest is about; `name` is its file's. */
  | { readonly kind: 'manifest'; readonly name: string; readonly concepts: readonly string[] };

/** Tells a restored panel how to name its session and how to start it again. */
export type Scope = Subject & {
  /** The session ends after this time of work; what matters most comes first. */
  readonly minutes?: number;
  /** Practice that leaves the schedule alone. */
  readonly cram?: true;
};

/** One graded answer. */
export interface Answered {
  readonly kind: 'graded';
  readonly card: string;
  readonly grade: Grade;
  /** Journal event of the review, which an undo names; empty where nothing was written. */
  readonly event: string;
  /** When it was graded, epoch milliseconds. */
  readonly at: number;
  /** When the card is due again, epoch milliseconds. */
  readonly due: number;
  /** Work that it took, milliseconds. */
  readonly took: number;
  /** What was typed and ticked, so that an undo gives it back. */
  readonly typed: string;
  readonly ticked: readonly number[];
}

/** A card that was put aside without a grade. */
export interface PutAside {
  readonly kind: 'buried' | 'suspended';
  readonly card: string;
  /** Journal events that an undo takes back. */
  readonly events: readonly string[];
  readonly at: number;
  readonly revealed: boolean;
  readonly typed: string;
  readonly ticked: readonly number[];
}

export type Done = Answered | PutAside;

/** A card that waits for its learning step. */
export interface Waiting {
  readonly card: string;
  /** Epoch milliseconds. */
  readonly due: number;
}

export interface Session {
  readonly scope: Scope;
  /** Cards still to be asked, the current one first. */
  readonly queue: readonly string[];
  /** Cards that come back within this session once their learning step is over. */
  readonly waiting: readonly Waiting[];
  readonly done: readonly Done[];
  readonly revealed: boolean;
  /** What the user typed for the current card; fields by line, steps by number. */
  readonly typed: string;
  /** Indices of the current card's points that the user had; on a choice card, the option that was chosen. */
  readonly ticked: readonly number[];
  /** Whether the other language is shown beside. */
  readonly beside: boolean;
}

/** A step of learning that is due within this time is asked in the same session, as soon as nothing else waits. */
export const learnAheadMs = 20 * 60_000;
/** Who takes longer for one card has left the desk. */
const longestWork = 3 * 60_000;

export function startSession(scope: Scope, cards: readonly string[]): Session {
  return {
    scope,
    queue: cards,
    waiting: [],
    done: [],
    revealed: false,
    typed: '',
    ticked: [],
    beside: false,
  };
}

/** Work done so far, milliseconds. */
export function spentMs(session: Session): number {
  return answers(session).reduce((sum, { took }) => sum + Math.min(took, longestWork), 0);
}

function isTimeUp(session: Session): boolean {
  const { minutes } = session.scope;
  return minutes !== undefined && !session.revealed && spentMs(session) >= minutes * 60_000;
}

/** The card being asked, or undefined at the end of the session. */
export function currentCard(session: Session): string | undefined {
  return isTimeUp(session) ? undefined : session.queue[0];
}

export function isFinished(session: Session): boolean {
  return currentCard(session) === undefined;
}

/** The graded answers, in order. */
export function answers(session: Session): readonly Answered[] {
  return session.done.filter((step) => step.kind === 'graded');
}

export function type(session: Session, text: string): Session {
  return { ...session, typed: text };
}

/** Shows the answer; `proposed` are the points that the typed answer seems to contain. */
export function reveal(session: Session, text: string, proposed: readonly number[] = []): Session {
  if (session.revealed || isFinished(session)) return session;
  return { ...session, revealed: true, typed: text, ticked: proposed };
}

export function tick(session: Session, point: number, ticked: boolean): Session {
  if (!session.revealed) return session;
  const others = session.ticked.filter((index) => index !== point);
  return { ...session, ticked: ticked ? [...others, point].sort((a, b) => a - b) : others };
}

/**
 * Takes the grade of the current card and moves on. A card whose next step is due soon comes back: as soon as
 * it is due, or at once when nothing else is left.
 */
export function grade(
  session: Session,
  answer: Pick<Answered, 'grade' | 'event' | 'due'> & { readonly took?: number },
  now: number,
): Session {
  const card = currentCard(session);
  if (card === undefined || !session.revealed) return session;
  const again = answer.due - now <= learnAheadMs;
  const next = advance(
    session.queue.slice(1),
    again ? [...session.waiting, { card, due: answer.due }] : session.waiting,
    now,
  );
  const { typed, ticked } = session;
  const step: Answered = { kind: 'graded', card, took: 0, ...answer, at: now, typed, ticked };
  return { ...session, ...next, ...fresh, done: [...session.done, step] };
}

/** Puts the current card aside, without a grade. */
export function putAside(
  session: Session,
  kind: PutAside['kind'],
  events: readonly string[],
  now: number,
): Session {
  const card = currentCard(session);
  if (card === undefined) return session;
  const next = advance(session.queue.slice(1), session.waiting, now);
  const { revealed, typed, ticked } = session;
  const step: PutAside = { kind, card, events, at: now, revealed, typed, ticked };
  return { ...session, ...next, ...fresh, done: [...session.done, step] };
}

/** What a card that has just come up has. */
const fresh = { revealed: false, typed: '', ticked: [] } as const;

/** Takes back the last step: the card is shown again as it was, ready for another grade. */
export function undo(session: Session): { session: Session; undone: Done } | undefined {
  const undone = session.done.at(-1);
  if (undone === undefined) return undefined;
  const elsewhere = (card: string): boolean => card !== undone.card;
  return {
    undone,
    session: {
      ...session,
      queue: [undone.card, ...session.queue.filter(elsewhere)],
      waiting: session.waiting.filter((entry) => elsewhere(entry.card)),
      done: session.done.slice(0, -1),
      revealed: undone.kind === 'graded' || undone.revealed,
      typed: undone.typed,
      ticked: undone.ticked,
    },
  };
}

/** Drops cards that are no longer in the deck, for instance after the notes changed. */
export function retain(session: Session, exists: (card: string) => boolean): Session {
  if (session.queue.every(exists) && session.waiting.every(({ card }) => exists(card))) return session;
  const current = session.queue[0];
  const queue = session.queue.filter(exists);
  const waiting = session.waiting.filter((entry) => exists(entry.card));
  const kept = { ...session, queue, waiting };
  return current === queue[0] ? kept : { ...kept, ...fresh };
}

function advance(
  queue: readonly string[],
  waiting: readonly Waiting[],
  now: number,
): Pick<Session, 'queue' | 'waiting'> {
  const [soonest] = [...waiting].sort((a, b) => a.due - b.due);
  if (soonest === undefined || (queue.length > 0 && soonest.due > now)) return { queue, waiting };
  return {
    queue: [soonest.card, ...queue],
    waiting: waiting.filter((entry) => entry !== soonest),
  };
}

/** Cards that this session will still ask, the waiting ones included. */
export function remaining(session: Session): number {
  return isFinished(session) ? 0 : session.queue.length + session.waiting.length;
}

/**
 * The grade that the ticked points speak for: none Again, under two thirds Hard, else Good. Without points
 * nothing can be proposed but Good. Easy is for the user to say.
 */
export function proposeGrade(points: number, ticked: number): Grade {
  if (points === 0) return 3;
  if (ticked === 0) return 1;
  return ticked / points < 2 / 3 ? 2 : 3;
}

/** The grade that a chosen option speaks for: right Good, wrong Again; without a choice nothing but Good. */
export function proposeForChoice(correct: readonly boolean[], chosen: number | undefined): Grade {
  return chosen === undefined || correct[chosen] === true ? 3 : 1;
}

/** Reads a session that a page kept; undefined when it is not one. */
export function parseSession(value: unknown): Session | undefined {
  if (!isRecord(value)) return undefined;
  const scope = parseScope(value.scope);
  const queue = strings(value.queue);
  const waiting = array(value.waiting, parseWaiting);
  const done = array(value.done, parseDone);
  const ticked = numbers(value.ticked);
  const { revealed, typed, beside } = value;
  if (!scope || !queue || !waiting || !done || !ticked) return undefined;
  if (typeof revealed !== 'boolean' || typeof typed !== 'string' || typeof beside !== 'boolean')
    return undefined;
  return { scope, queue, waiting, done, revealed, typed, ticked, beside };
}

function array<T>(value: unknown, read: (entry: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const entries = value.map(read);
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
}

function parseScope(value: unknown): Scope | undefined {
  if (!isRecord(value)) return undefined;
  const subject = parseSubject(value);
  const { minutes, cram } = value;
  if (subject === undefined) return undefined;
  return {
    ...subject,
    ...(typeof minutes === 'number' && minutes > 0 ? { minutes } : {}),
    ...(cram === true ? { cram } : {}),
  };
}

function parseSubject(value: Readonly<Record<string, unknown>>): Subject | undefined {
  switch (value.kind) {
    case 'due':
    case 'weak':
      return { kind: value.kind };
    case 'topics': {
      const topics = strings(value.topics);
      return topics && { kind: 'topics', topics };
    }
    case 'tier': {
      const { tier } = value;
      return tier === 'must' || tier === 'should' || tier === 'extra' ? { kind: 'tier', tier } : undefined;
    }
    case 'manifest': {
      const concepts = strings(value.concepts);
      return concepts && typeof value.name === 'string'
        ? { kind: 'manifest', name: value.name, concepts }
        : undefined;
    }
    default:
      return undefined;
  }
}

function parseWaiting(value: unknown): Waiting | undefined {
  if (!isRecord(value)) return undefined;
  const { card, due } = value;
  return typeof card === 'string' && typeof due === 'number' ? { card, due } : undefined;
}

function parseDone(value: unknown): Done | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, card, at, typed } = value;
  const ticked = numbers(value.ticked);
  if (typeof card !== 'string' || typeof at !== 'number' || typeof typed !== 'string' || !ticked)
    return undefined;
  if (kind === 'graded') {
    const { event, due, took } = value;
    const given = value.grade;
    if (typeof event !== 'string' || typeof due !== 'number' || typeof took !== 'number') return undefined;
    return isGrade(given) ? { kind, card, grade: given, event, at, due, took, typed, ticked } : undefined;
  }
  const events = strings(value.events);
  const { revealed } = value;
  if ((kind !== 'buried' && kind !== 'suspended') || !events || typeof revealed !== 'boolean')
    return undefined;
  return { kind, card, events, at, revealed, typed, ticked };
}

function numbers(value: unknown): readonly number[] | undefined {
  return array(value, (entry) => (typeof entry === 'number' ? entry : undefined));
}

function strings(value: unknown): readonly string[] | undefined {
  return array(value, (entry) => (typeof entry === 'string' ? entry : undefined));
}
