import type { CardType } from './types.ts';

/**
 * What the journal knows about the identity of cards.
 *
 * A history is the set of reviews that belong together. A review event names in `c` the **history key** of the
 * card as it stood when it was asked (`historyKey` in identity/version.ts): the card's id where the author gave
 * the id, and id + `~` + hash of the text where the id is derived from a heading or a position, since such an id
 * may stand for another question tomorrow. A `link` says that two keys are the same card. Links have no
 * direction in time: switching a git branch back and forth needs no new event.
 *
 * Replay therefore groups reviews by `Ownership.canonical(c)` (identity/ownership.ts), not by `c` itself.
 * Events may be dropped when duplicated and read in any order.
 */
export type IdentityEvent = CardEvent | LinkEvent | Tombstone;

/** A version of a card that the journal has seen; same id on every device that sees the same version. */
export interface CardEvent {
  /** Event id, derived from `c` and `x`. */
  readonly i: string;
  /** When it was first seen, epoch milliseconds. */
  readonly t: number;
  readonly k: 'card';
  /** Card id. */
  readonly c: string;
  /** Hash of type, question and answer after normalisation, whole text. */
  readonly x: string;
  /** Source: `''` for the built-in notes, else the short key of the user's folder. */
  readonly s: string;
  /** File inside the source. */
  readonly f: string;
  /** Section inside the file (the card's section id). */
  readonly p: string;
  /** Type of the card. */
  readonly y: CardType;
  /** Normalised question, cut to 240 characters. */
  readonly q: string;
  /** Normalised answer, cut to 480 characters. */
  readonly a: string;
  /** Present on a card of a private section: exports and reports leave this line out. */
  readonly o?: 1;
}

/** Why two versions were taken for the same card. */
export type LinkReason =
  /** Same id: the text was edited, or the language changed. */
  | 'id'
  /** Equal text under another id. */
  | 'text'
  /** Similar text, clearly ahead of the second best. */
  | 'similar'
  /** The user said so. */
  | 'manual';

/** History of one key is attached to another: both are the same card. */
export interface LinkEvent {
  /** Event id, derived from `f` and `c` alone, so that two devices write the same one. */
  readonly i: string;
  /** Epoch milliseconds. */
  readonly t: number;
  readonly k: 'link';
  /** History key of the old version. */
  readonly f: string;
  /** History key of the version that takes the history. */
  readonly c: string;
  /** Why. */
  readonly w: LinkReason;
  /** Similarity, 0 to 1000; 1000 for equal text. */
  readonly m: number;
  /** Similarity of the second best candidate, 0 to 1000; 0 where there was none. */
  readonly n: number;
}

/**
 * Takes another event back (`unlink`: the user's "this is not the same card"; `undo`: the journal's general
 * tombstone) or puts it in force again (`redo`). Of all that name one event the newest decides. The pair of a
 * link that is taken back is not proposed again.
 */
export interface Tombstone {
  /** Event id, unique to the act: given by the journal's writer. */
  readonly i: string;
  /** Epoch milliseconds. */
  readonly t: number;
  readonly k: 'unlink' | 'undo' | 'redo';
  /** Id of the event that is taken back or put in force again. */
  readonly of: string;
}
