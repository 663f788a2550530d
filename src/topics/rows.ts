/** What is known of cards, counted for the rows of the tree. */
import type { CardState } from '../review/scheduler.ts';

/** What the tree needs to know of a card; a card without standing is new. */
export interface Standing {
  readonly state: CardState;
  /** Epoch milliseconds. */
  readonly due: number;
  /** Probability of recall now, 0 to 1. */
  readonly retrievability: number;
  /** Suspended or buried: not asked, and not counted as due. */
  readonly hidden: boolean;
  /** Hidden until the user takes it back in. */
  readonly suspended?: boolean;
  /** Forgotten again and again. */
  readonly leech?: boolean;
  /** Days until recall falls to 90 %. */
  readonly stability?: number;
  /** How often it was forgotten after it had been learned. */
  readonly lapses?: number;
}

export type StandingOf = (card: string) => Standing | undefined;

/** One word for a card's icon. */
export type CardMark = 'suspended' | 'buried' | 'leech' | 'due' | 'learning' | 'known' | 'new';

/** What the tree can be narrowed down to. A card may be in several states: a leech may be due. */
export const filterStates = ['due', 'new', 'learning', 'known', 'leech', 'suspended'] as const;
export type FilterState = (typeof filterStates)[number];

/**
 * One word for the icon of a row above the cards: nothing to ask, nothing seen, something due, some still new or in
 * the first steps, all known, or all put aside.
 */
export type RowState = 'empty' | 'new' | 'due' | 'learning' | 'known' | 'suspended';

export interface Counts {
  readonly cards: number;
  readonly due: number;
  /** Never reviewed. */
  readonly fresh: number;
  /** Suspended or buried. */
  readonly hidden: number;
  readonly suspended: number;
  readonly leeches: number;
  /** Mean probability of recall over all cards, new ones counting 0; 0 to 1. */
  readonly known: number;
  /** When the next card that is not due yet falls due, epoch milliseconds; undefined where none is waiting. */
  readonly next: number | undefined;
  readonly state: RowState;
}

/** Counts due, new and known cards. */
export function count(cards: readonly string[], standing: StandingOf, now: number): Counts {
  let due = 0;
  let fresh = 0;
  let hidden = 0;
  let suspended = 0;
  let leeches = 0;
  let known = 0;
  let learning = 0;
  let next: number | undefined;
  for (const id of cards) {
    const card = standing(id);
    if (card?.hidden === true) hidden += 1;
    if (card?.suspended === true) suspended += 1;
    if (card?.leech === true && !card.hidden) leeches += 1;
    if (card === undefined || card.state === 'new') {
      if (card?.hidden !== true) fresh += 1;
      continue;
    }
    known += card.retrievability;
    if (card.hidden) continue;
    if (card.state !== 'review') learning += 1;
    if (card.due <= now) due += 1;
    else if (next === undefined || card.due < next) next = card.due;
  }
  const seen = cards.length - fresh - hidden;
  return {
    cards: cards.length,
    due,
    fresh,
    hidden,
    suspended,
    leeches,
    known: cards.length === 0 ? 0 : known / cards.length,
    next,
    state: stateOf(cards.length, due, seen, learning + fresh, suspended),
  };
}

/** The counts of several rows together. */
export function sum(parts: readonly Counts[]): Counts {
  const total = { cards: 0, due: 0, fresh: 0, hidden: 0, suspended: 0, leeches: 0 };
  let known = 0;
  let next: number | undefined;
  let open = false;
  for (const part of parts) {
    for (const key of ['cards', 'due', 'fresh', 'hidden', 'suspended', 'leeches'] as const) {
      total[key] += part[key];
    }
    known += part.known * part.cards;
    open ||= part.state === 'learning';
    if (part.next !== undefined && (next === undefined || part.next < next)) next = part.next;
  }
  const { cards, due, fresh, hidden, suspended } = total;
  return {
    ...total,
    known: cards === 0 ? 0 : known / cards,
    next,
    state: stateOf(cards, due, cards - fresh - hidden, fresh + (open ? 1 : 0), suspended),
  };
}

/** What matters most about one card. */
export function markOf(card: Standing | undefined, now: number): CardMark {
  if (card === undefined) return 'new';
  if (card.suspended === true) return 'suspended';
  if (card.hidden) return 'buried';
  if (card.leech === true) return 'leech';
  if (card.state === 'new') return 'new';
  if (card.due <= now) return 'due';
  return card.state === 'review' ? 'known' : 'learning';
}

/** Whether a card is in one of the states that the tree can be narrowed down to. */
export function isIn(state: FilterState, card: Standing | undefined, now: number): boolean {
  if (state === 'suspended') return card?.suspended === true;
  if (card?.hidden === true) return false;
  if (card === undefined || card.state === 'new') return state === 'new';
  if (state === 'leech') return card.leech === true;
  if (state === 'due') return card.due <= now;
  if (state === 'known') return card.due > now && card.state === 'review';
  return state === 'learning' && card.state !== 'review';
}

function stateOf(cards: number, due: number, seen: number, open: number, suspended: number): RowState {
  if (cards === 0) return 'empty';
  if (suspended === cards) return 'suspended';
  if (due > 0) return 'due';
  if (seen === 0) return 'new';
  return open > 0 ? 'learning' : 'known';
}
