/** The tree's rows as plain objects: a deck seen through what is known of its cards. */
import type { Chapter, Deck, Topic } from '../deck/types.ts';
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
}

export type StandingOf = (card: string) => Standing | undefined;

/** One word for a row's icon: nothing seen, something due, some still new or in the first steps, or all known. */
export type RowState = 'empty' | 'new' | 'due' | 'learning' | 'known';

export interface Counts {
  readonly cards: number;
  readonly due: number;
  /** Never reviewed. */
  readonly fresh: number;
  readonly hidden: number;
  /** Mean probability of recall over all cards, new ones counting 0; 0 to 1. */
  readonly known: number;
  /** When the next card that is not due yet falls due, epoch milliseconds; undefined where none is waiting. */
  readonly next: number | undefined;
  readonly state: RowState;
}

export interface TopicRow extends Counts {
  readonly kind: 'topic';
  readonly topic: Topic;
}

export interface ChapterRow extends Counts {
  readonly kind: 'chapter';
  readonly chapter: Chapter;
  readonly topics: number;
}

export type Row = ChapterRow | TopicRow;

/** Chapters with at least one topic, in the order of the notes. */
export function chapterRows(deck: Deck, standing: StandingOf, now: number): readonly ChapterRow[] {
  return deck.chapters
    .filter((chapter) => chapter.topics.length > 0)
    .map((chapter) => ({
      kind: 'chapter',
      chapter,
      topics: chapter.topics.length,
      ...count(
        chapter.topics.flatMap((topic) => topic.cards.map((card) => card.id)),
        standing,
        now,
      ),
    }));
}

export function topicRows(chapter: Chapter, standing: StandingOf, now: number): readonly TopicRow[] {
  return chapter.topics.map((topic) => topicRow(topic, standing, now));
}

export function topicRow(topic: Topic, standing: StandingOf, now: number): TopicRow {
  return {
    kind: 'topic',
    topic,
    ...count(
      topic.cards.map((card) => card.id),
      standing,
      now,
    ),
  };
}

/** Counts due, new and known cards. */
export function count(cards: readonly string[], standing: StandingOf, now: number): Counts {
  let due = 0;
  let fresh = 0;
  let hidden = 0;
  let known = 0;
  let learning = 0;
  let next: number | undefined;
  for (const id of cards) {
    const card = standing(id);
    if (card?.hidden === true) hidden += 1;
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
    known: cards.length === 0 ? 0 : known / cards.length,
    next,
    state: stateOf(cards.length, due, seen, learning + fresh),
  };
}

function stateOf(cards: number, due: number, seen: number, open: number): RowState {
  if (cards === 0) return 'empty';
  if (due > 0) return 'due';
  if (seen === 0) return 'new';
  return open > 0 ? 'learning' : 'known';
}
