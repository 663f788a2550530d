import type { Tier } from '../deck/types.ts';
import { isHidden, type MemoryState } from './memory.ts';
import { fuzzFactor, retrievability } from './scheduler.ts';

/** A card as far as the choice of the next questions is concerned. */
export interface QueueCard {
  /** The name that its reviews carry. */
  readonly id: string;
  /** Cards of one section are siblings: one gives away part of the other. */
  readonly section: string;
  readonly tier: Tier;
}

export interface QueueOptions {
  /** New cards and due cards a day. */
  readonly newPerDay: number;
  readonly reviewsPerDay: number;
  /** Whether siblings wait for another day where that costs nothing; off when the interview is near. */
  readonly burySiblings: boolean;
  /** Minutes that a card within its learning steps may come early when nothing else is left. */
  readonly learnAhead: number;
}

export const defaultQueueOptions: QueueOptions = {
  newPerDay: 10,
  reviewsPerDay: 200,
  burySiblings: true,
  learnAhead: 20,
};

/** What was done on a review day already, as `Replay.done` counts it. */
export interface DayCounts {
  /** Cards seen for the first time. */
  readonly introduced: number;
  /** Other cards reviewed. */
  readonly reviewed: number;
}

/** Why a card that could be asked is not in the queue today. */
export type Held = 'sibling' | 'new-limit' | 'review-limit';

export interface Queue {
  /** Ids in the order of asking: learning cards, then due and new ones mixed, siblings apart. */
  readonly cards: readonly string[];
  /** Cards within their learning steps that are not due yet, soonest first, with their due times. */
  readonly waiting: readonly { readonly id: string; readonly due: number }[];
  readonly learning: number;
  readonly due: number;
  readonly fresh: number;
  readonly held: ReadonlyMap<string, Held>;
}

interface Known {
  readonly card: QueueCard;
  readonly memory: MemoryState;
}

const tierRank: Readonly<Record<Tier, number>> = { must: 0, should: 1, extra: 2 };
/** Share of its interval that a due sibling may be late; retention hardly sinks by that. */
const slack = 0.1;
/** Questions that lie between two siblings where there are enough others. */
const gap = 3;
/** How many candidates are looked at to keep siblings apart. */
const reach = 60;

/**
 * Chooses the day's cards and their order. Due cards come most forgotten first, new ones by tier and then in the
 * order of `cards`. Of siblings the first is asked and the others wait for another day, but only where that costs
 * nothing: a due card waits at most a tenth of its interval, and new siblings fill the day's quota if nothing else
 * does. The same input gives the same queue.
 */
export function buildQueue(
  cards: readonly QueueCard[],
  memoryOf: (id: string) => MemoryState,
  done: DayCounts,
  now: number,
  today: number,
  options: QueueOptions = defaultQueueOptions,
): Queue {
  const known = cards.map((card) => ({ card, memory: memoryOf(card.id) }));
  const open = known.filter(({ memory }) => !isHidden(memory, today));
  const steps = open
    .filter(({ memory }) => memory.state === 'learning' || memory.state === 'relearning')
    .sort((a, b) => a.memory.due - b.memory.due);
  const learning = steps.filter(({ memory }) => memory.due <= now);
  const waiting = steps.filter(({ memory }) => memory.due > now);

  const held = new Map<string, Held>();
  const seen = new Set(
    known.filter(({ memory }) => memory.reps > 0 && memory.lastDay === today).map(({ card }) => card.section),
  );
  const due = chooseDue(open, seen, held, options.reviewsPerDay - done.reviewed, now, today, options);
  const fresh = chooseNew(open, seen, held, options.newPerDay - done.introduced, options);
  const mixed = spaceSiblings(mix(due, fresh), learning.at(-1)?.card.section);
  return {
    cards: [...learning, ...mixed].map(({ card }) => card.id),
    waiting: waiting.map(({ card, memory }) => ({ id: card.id, due: memory.due })),
    learning: learning.length,
    due: due.length,
    fresh: fresh.length,
    held,
  };
}

/** The card to ask early when the queue is empty: one whose learning step ends soon. */
export function learnAhead(queue: Queue, now: number, options = defaultQueueOptions): string | undefined {
  const [next] = queue.waiting;
  return next && next.due <= now + options.learnAhead * 60_000 ? next.id : undefined;
}

function chooseDue(
  open: readonly Known[],
  seen: Set<string>,
  held: Map<string, Held>,
  limit: number,
  now: number,
  today: number,
  options: QueueOptions,
): Known[] {
  const due = open
    .filter(({ memory }) => memory.state === 'review' && memory.due <= now)
    .map((entry) => ({ entry, recall: retrievability(entry.memory, now) }))
    .sort((a, b) => a.recall - b.recall || order(a.entry, b.entry, today));
  const chosen: Known[] = [];
  for (const { entry } of due) {
    const { card, memory } = entry;
    const late = today + 1 - (memory.lastDay + memory.interval);
    const mayWait = options.burySiblings && late <= memory.interval * slack;
    if (mayWait && seen.has(card.section)) held.set(card.id, 'sibling');
    else if (chosen.length >= limit) held.set(card.id, 'review-limit');
    else {
      chosen.push(entry);
      seen.add(card.section);
    }
  }
  return chosen;
}

function chooseNew(
  open: readonly Known[],
  seen: Set<string>,
  held: Map<string, Held>,
  limit: number,
  options: QueueOptions,
): Known[] {
  const fresh = open
    .filter(({ memory }) => memory.state === 'new')
    .sort((a, b) => tierRank[a.card.tier] - tierRank[b.card.tier]);
  const first: Known[] = [];
  const siblings: Known[] = [];
  for (const entry of fresh) {
    if (options.burySiblings && seen.has(entry.card.section)) siblings.push(entry);
    else {
      if (first.length < limit) seen.add(entry.card.section);
      first.push(entry);
    }
  }
  const chosen = [...first, ...siblings].slice(0, Math.max(0, limit));
  const taken = new Set(chosen);
  for (const entry of first) if (!taken.has(entry)) held.set(entry.card.id, 'new-limit');
  for (const entry of siblings) if (!taken.has(entry)) held.set(entry.card.id, 'sibling');
  return chosen;
}

/** A lasting but arbitrary order of equals, another one every day. */
function order(a: Known, b: Known, today: number): number {
  return (
    tierRank[a.card.tier] - tierRank[b.card.tier] ||
    fuzzFactor(a.card.id, today) - fuzzFactor(b.card.id, today)
  );
}

/** Spreads new cards evenly over the due ones. */
function mix(due: readonly Known[], fresh: readonly Known[]): Known[] {
  const total = due.length + fresh.length;
  const mixed: Known[] = [];
  let nextDue = 0;
  let nextFresh = 0;
  for (let at = 0; at < total; at++) {
    const freshIsBehind = nextFresh * total < at * fresh.length;
    const entry = freshIsBehind || nextDue >= due.length ? fresh[nextFresh] : due[nextDue];
    if (entry === undefined) continue;
    if (entry === fresh[nextFresh]) nextFresh++;
    else nextDue++;
    mixed.push(entry);
  }
  return mixed;
}

/** Moves siblings apart, as little as will do. */
function spaceSiblings(entries: readonly Known[], before: string | undefined): Known[] {
  const rest = [...entries];
  const spaced: Known[] = [];
  const recent: (string | undefined)[] = [before];
  while (rest.length > 0) {
    let best = 0;
    let bestAge = -1;
    for (let at = 0; at < Math.min(reach, rest.length) && bestAge < gap; at++) {
      const last = recent.lastIndexOf(rest[at]?.card.section);
      const age = last < 0 ? gap : recent.length - 1 - last;
      if (age > bestAge) [best, bestAge] = [at, age];
    }
    const [entry] = rest.splice(best, 1);
    if (!entry) break;
    spaced.push(entry);
    recent.push(entry.card.section);
    if (recent.length > gap) recent.shift();
  }
  return spaced;
}
