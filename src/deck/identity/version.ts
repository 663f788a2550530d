import type { CardEvent } from '../events.ts';
import { isExplicit, sourceOf } from '../sectionId.ts';
import type { Card, CardType } from '../types.ts';
import { textHash } from './hash.ts';
import { normalise } from './normalise.ts';

const questionLimit = 240;
const answerLimit = 480;

/** A card at one moment, as far as identity is concerned. */
export interface Version {
  /** History key: what a review of this version names in `c`. */
  readonly key: string;
  /** Id of its journal event, equal on every device. */
  readonly event: string;
  readonly card: string;
  /** Hash of type, question and answer, normalised and uncut. */
  readonly text: string;
  readonly source: string;
  readonly file: string;
  readonly section: string;
  readonly type: CardType;
  /** Normalised, cut to what the journal keeps. */
  readonly question: string;
  readonly answer: string;
  readonly private: boolean;
}

// Cards are immutable and those of an unedited file are the same objects after a re-parse.
const memo = new WeakMap<Card, Version>();

/** History key of a version: explicit ids speak for themselves, derived ones only together with their text. */
function keyOf(card: string, text: string): string {
  return isExplicit(card) ? card : `${card}~${text}`;
}

export function versionOf(card: Card): Version {
  const known = memo.get(card);
  if (known) return known;
  const question = normalise(card.question);
  const answer = normalise(card.answer);
  const text = textHash(`${card.type}\0${question}\0${answer}`);
  const version: Version = {
    key: keyOf(card.id, text),
    event: `card-${textHash(`${card.id}\0${text}`)}`,
    card: card.id,
    text,
    source: sourceOf(card.id),
    file: card.file,
    section: card.section,
    type: card.type,
    question: question.slice(0, questionLimit),
    answer: answer.slice(0, answerLimit),
    private: card.private,
  };
  memo.set(card, version);
  return version;
}

/** What a review event of this card names in `c`. Pure: it depends on the card alone, not on the journal. */
export function historyKey(card: Card): string {
  return versionOf(card).key;
}

export function keyOfEvent(event: CardEvent): string {
  return keyOf(event.c, event.x);
}

export function versionOfEvent(event: CardEvent): Version {
  return {
    key: keyOfEvent(event),
    event: event.i,
    card: event.c,
    text: event.x,
    source: event.s,
    file: event.f,
    section: event.p,
    type: event.y,
    question: event.q,
    answer: event.a,
    private: event.o === 1,
  };
}

/** The journal's line for a version; `now` in epoch milliseconds. */
export function cardEvent(version: Version, now: number): CardEvent {
  return {
    i: version.event,
    t: now,
    k: 'card',
    c: version.card,
    x: version.text,
    s: version.source,
    f: version.file,
    p: version.section,
    y: version.type,
    q: version.question,
    a: version.answer,
    ...(version.private ? { o: 1 as const } : {}),
  };
}
