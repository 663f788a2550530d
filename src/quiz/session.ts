/**
 * A quiz session as a state machine without clock, deck or storage: what has been asked, what comes next, and
 * how to take a step back. Plain data, so that the page can keep it across a window reload.
 */
import { isGrade, isRecord, type Grade } from './protocol.ts';

/** What the session is about; tells a restored panel how to name itself and how to start again. */
export type Scope =
  { readonly kind: 'due' } | { readonly kind: 'topics'; readonly topics: readonly string[] };

/** One graded answer. */
export interface Answered {
  readonly card: string;
  readonly grade: Grade;
  /** Journal event of the review, which an undo names. */
  readonly event: string;
  /** When it was graded, epoch milliseconds. */
  readonly at: number;
  /** When the card is due again, epoch milliseconds. */
  readonly due: number;
  /** What was typed and ticked, so that an undo gives it back. */
  readonly typed: string;
  readonly ticked: readonly number[];
}

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
  readonly answered: readonly Answered[];
  readonly revealed: boolean;
  /** What the user typed for the current card. */
  readonly typed: string;
  /** Indices of the current card's points that the user had; on a choice card, the option that was chosen. */
  readonly ticked: readonly number[];
}

/** A step of learning that is due within this time is asked in the same session, as soon as nothing else waits. */
export const learnAheadMs = 20 * 60_000;

export function startSession(scope: Scope, cards: readonly string[]): Session {
  return { scope, queue: cards, waiting: [], answered: [], revealed: false, typed: '', ticked: [] };
}

/** The card being asked, or undefined at the end of the session. */
export function currentCard(session: Session): string | undefined {
  return session.queue[0];
}

export function isFinished(session: Session): boolean {
  return session.queue.length === 0;
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
  answer: Pick<Answered, 'grade' | 'event' | 'due'>,
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
  return {
    ...session,
    ...next,
    answered: [
      ...session.answered,
      { card, ...answer, at: now, typed: session.typed, ticked: session.ticked },
    ],
    revealed: false,
    typed: '',
    ticked: [],
  };
}

/** Takes back the last grade: the card is shown again with its answer, ready for another grade. */
export function undo(session: Session): { session: Session; undone: Answered } | undefined {
  const undone = session.answered.at(-1);
  if (undone === undefined) return undefined;
  const elsewhere = (card: string): boolean => card !== undone.card;
  return {
    undone,
    session: {
      ...session,
      queue: [undone.card, ...session.queue.filter(elsewhere)],
      waiting: session.waiting.filter((entry) => elsewhere(entry.card)),
      answered: session.answered.slice(0, -1),
      revealed: true,
      typed: undone.typed,
      ticked: undone.ticked,
    },
  };
}

/** Drops cards that are no longer in the deck, for instance after the notes changed. */
export function retain(session: Session, exists: (card: string) => boolean): Session {
  const current = currentCard(session);
  const queue = session.queue.filter(exists);
  const waiting = session.waiting.filter((entry) => exists(entry.card));
  const kept = { ...session, queue, waiting };
  return current === queue[0] ? kept : { ...kept, revealed: false, typed: '', ticked: [] };
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
  return session.queue.length + session.waiting.length;
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
  const queue = array(value.queue, (entry) => (typeof entry === 'string' ? entry : undefined));
  const waiting = array(value.waiting, parseWaiting);
  const answered = array(value.answered, parseAnswered);
  const ticked = numbers(value.ticked);
  const { revealed, typed } = value;
  if (!scope || !queue || !waiting || !answered || !ticked) return undefined;
  if (typeof revealed !== 'boolean' || typeof typed !== 'string') return undefined;
  return { scope, queue, waiting, answered, revealed, typed, ticked };
}

function array<T>(value: unknown, read: (entry: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const entries = value.map(read);
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
}

function parseScope(value: unknown): Scope | undefined {
  if (!isRecord(value)) return undefined;
  if (value.kind === 'due') return { kind: 'due' };
  const topics = array(value.topics, (entry) => (typeof entry === 'string' ? entry : undefined));
  return value.kind === 'topics' && topics ? { kind: 'topics', topics } : undefined;
}

function parseWaiting(value: unknown): Waiting | undefined {
  if (!isRecord(value)) return undefined;
  const { card, due } = value;
  return typeof card === 'string' && typeof due === 'number' ? { card, due } : undefined;
}

function parseAnswered(value: unknown): Answered | undefined {
  if (!isRecord(value)) return undefined;
  const { card, event, at, due, typed } = value;
  const given = value.grade;
  const ticked = numbers(value.ticked);
  if (typeof card !== 'string' || typeof event !== 'string' || typeof due !== 'number') return undefined;
  if (!isGrade(given) || typeof at !== 'number' || typeof typed !== 'string' || !ticked) return undefined;
  return { card, grade: given, event, at, due, typed, ticked };
}

function numbers(value: unknown): readonly number[] | undefined {
  return array(value, (entry) => (typeof entry === 'number' ? entry : undefined));
}
