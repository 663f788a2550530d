import fc from 'fast-check';
import type { CardAction, Grade, JournalEvent } from '../review/events.ts';
import { defaultParameters, paramsEvent } from '../review/parameters.ts';

const cards = ['service-types#explain', 'pod#define:pause', '网络#列表', 'notes:cni~k3x9#list'];
const timeArb = fc.integer({ min: 1_795_000_000_000, max: 1_795_000_000_000 + 60 * 864e5 });
const writers = ['a1b2', 'c3d4.e5', 'not hex'];

function dayOf(t: number): number {
  return Math.floor(t / 864e5);
}

const draftArb = fc.record({
  t: timeArb,
  writer: fc.constantFrom(...writers),
  card: fc.constantFrom(...cards),
  grade: fc.constantFrom<Grade>(1, 2, 3, 4),
  ms: fc.option(fc.integer({ min: 0, max: 90_000 }), { nil: undefined }),
  points: fc.option(fc.stringMatching(/^[01]{1,6}$/), { nil: undefined }),
  what: fc.constantFrom(
    'review',
    'review',
    'review',
    'suspend',
    'unsuspend',
    'bury',
    'reset',
    'undo',
    'redo',
    'params',
    'flag',
  ),
  target: fc.nat(),
});

type Draft = typeof draftArb extends fc.Arbitrary<infer T> ? T : never;

function eventOf(draft: Draft, i: string, earlier: readonly JournalEvent[]): JournalEvent {
  const { t, card: c } = draft;
  switch (draft.what) {
    case 'suspend':
    case 'unsuspend':
    case 'reset':
      return { i, t, k: draft.what, c };
    case 'bury':
      return { i, t, k: 'bury', c, u: dayOf(t) + 1 };
    case 'undo':
    case 'redo':
      return { i, t, k: draft.what, of: earlier[draft.target % earlier.length]?.i ?? 'gone' };
    case 'flag':
      return { i, t, k: 'flag', c, w: 'unclear', ...(draft.target % 2 === 0 ? {} : { n: '换个说法' }) };
    case 'params':
      return paramsEvent({ ...defaultParameters, retention: 0.8 + (draft.target % 15) / 100 }, i, t);
    case 'review': {
      const review: CardAction = { i, t, d: dayOf(t), k: 'review', c, g: draft.grade };
      return {
        ...review,
        ...(draft.ms === undefined ? {} : { ms: draft.ms }),
        ...(draft.points === undefined ? {} : { p: draft.points }),
      };
    }
  }
}

/** Journals of three devices on four cards, with undo and redo of anything at any depth. */
export const journalArb = fc.array(draftArb, { maxLength: 60 }).map((drafts) => {
  const events: JournalEvent[] = [];
  for (const draft of drafts) {
    events.push(eventOf(draft, `${draft.writer}-${events.length.toString(16)}`, events));
  }
  return events;
});

/** All that is known of the cards above, to compare two states. */
export function stateOf(memory: (card: string) => unknown): unknown {
  return cards.map(memory);
}

export const journalCards: readonly string[] = cards;
