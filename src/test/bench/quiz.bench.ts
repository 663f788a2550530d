import { buildDeck } from '../../deck/deck.ts';
import { historyKey } from '../../deck/identity/version.ts';
import { parseNote } from '../../deck/parse.ts';
import type { Card } from '../../deck/types.ts';
import { translator } from '../../l10n/translate.ts';
import type { QuizContext } from '../../quiz/context.ts';
import { judge } from '../../quiz/judge.ts';
import { namesOf } from '../../quiz/names.ts';
import { findCard } from '../../quiz/pointCards.ts';
import { progressView } from '../../quiz/progress.ts';
import { sessionCards, type Knowledge } from '../../quiz/select.ts';
import { currentCard, grade, retain, reveal, startSession } from '../../quiz/session.ts';
import { quizView } from '../../quiz/view.ts';
import type { Calendar } from '../../review/day.ts';
import { reviewDay } from '../../review/day.ts';
import type { ReviewEvent } from '../../review/events.ts';
import { isHidden } from '../../review/memory.ts';
import { defaultQueueOptions } from '../../review/queue.ts';
import { Replay } from '../../review/replay.ts';
import type { Standing } from '../../topics/rows.ts';
import { cardCount, file, median, timed } from './deck.bench.ts';
import type { BenchRow } from './types.ts';

const wanted = 20_000;
const day = 86_400_000;
const now = 1_795_800_000_000;
const calendar: Calendar = { rolloverHour: 4, offset: () => 480 };
const asked = 300;

/** Three reviews of every second card, spread over half a year. */
function history(cards: readonly Card[]): ReviewEvent[] {
  return cards.flatMap((card, i) =>
    i % 2 === 0
      ? [170, 60, 5 + (i % 40)].map((ago, nth): ReviewEvent => {
          const t = now - ago * day + i;
          const p = card.points.map((_, point) => ((i + point + nth) % 3 === 0 ? '0' : '1')).join('');
          const event = {
            i: `bench-${(i * 3 + nth).toString(16)}`,
            t,
            d: reviewDay(t, calendar),
            ms: 30_000,
          };
          return {
            ...event,
            k: 'review',
            c: historyKey(card),
            g: i % 7 === 0 ? 1 : 3,
            ...(p === '' ? {} : { p }),
          };
        })
      : [],
  );
}

/** Script between a grade and the next card, without VS Code's own transport, in a deck of 20,000 cards. */
export function quizBench(): Promise<BenchRow[]> {
  const perFile = cardCount([parseNote(file(0))]);
  const notes = Array.from({ length: Math.ceil(wanted / perFile) }, (_, i) => parseNote(file(i + 1)));
  const deck = buildDeck(notes);
  const topics = deck.chapters.flatMap((chapter) => chapter.topics);
  const cards = new Map(topics.flatMap((topic) => topic.cards.map((card) => [card.id, card] as const)));
  const topicOf = new Map(topics.map((topic) => [topic.id, topic]));
  const replay = new Replay(calendar);
  replay.add(history([...cards.values()]));
  const today = reviewDay(now, calendar);
  const standing = (id: string): Standing | undefined => {
    const card = findCard(cards, id);
    if (card === undefined) return undefined;
    const key = historyKey(card);
    const memory = replay.memory(key);
    if (memory.state === 'new') return undefined;
    const { state, due } = memory;
    return { state, due, retrievability: replay.retrievability(key, now), hidden: isHidden(memory, today) };
  };
  const knowledge: Knowledge = {
    memoryOf: (key) => replay.memory(key),
    reviewsOf: (key) => replay.reviews(key),
    done: replay.done(today),
    now,
    today,
    options: { ...defaultQueueOptions, reviewsPerDay: 9999 },
    standing,
    confusedWith: () => [],
  };
  const names = namesOf(deck.concepts);
  const context: QuizContext = {
    language: 'en',
    card: (id) => findCard(cards, id),
    topic: (id) => topicOf.get(id),
    chapterTitle: () => 'Chapter',
    other: () => undefined,
    names,
    isFlagged: (id) => replay.flags().some(({ c }) => c === id),
    clock: 'onDemand',
    preview: (id) => {
      const card = findCard(cards, id);
      return card === undefined ? [] : replay.preview(historyKey(card), now);
    },
    when: String,
    image: () => undefined,
    t: translator(),
  };

  // The tree has asked for every card by then.
  for (const id of cards.keys()) standing(id);
  const start = timed(() => sessionCards({ kind: 'due' }, deck, knowledge));
  let session = startSession({ kind: 'due' }, start.result);
  const reveals: number[] = [];
  const grades: number[] = [];
  for (let i = 0; i < asked; i += 1) {
    const card = findCard(cards, currentCard(session) ?? '');
    if (card === undefined) break;
    const typed = 'the mirror that keeps a stable address apart from every queue and token';
    reveals.push(
      timed(() => {
        session = reveal(session, typed, judge(card, typed, names).ticked);
        return quizView(session, context);
      }).ms,
    );
    grades.push(
      timed(() => {
        const c = historyKey(card);
        const event: ReviewEvent = { i: `new-${i.toString(16)}`, t: now + i, d: today, k: 'review', c, g: 3 };
        replay.add([event]);
        const { due } = replay.memory(c);
        session = grade(session, { grade: 3, event: event.i, due }, now + i);
        session = retain(session, (id) => findCard(cards, id) !== undefined);
        return quizView(session, context);
      }).ms,
    );
  }
  const progress = timed(() =>
    progressView(
      deck,
      {
        memoryOf: (key) => replay.memory(key),
        standing,
        days: replay.days(),
        target: 0.9,
        now,
        today,
        dayOf: (time) => reviewDay(time, calendar),
      },
      'en',
      translator(),
    ),
  );
  const worst = [...grades].sort((a, b) => a - b)[Math.floor(grades.length * 0.99)] ?? 0;
  const of = `${cards.size} cards`;
  return Promise.resolve([
    {
      name: `grade to next card, median of ${grades.length} (${of})`,
      value: median(grades),
      unit: 'ms',
      target: 16,
    },
    { name: 'grade to next card, 99 of 100', value: worst, unit: 'ms', target: 16 },
    { name: 'reveal of a typed answer, median', value: median(reveals), unit: 'ms', target: 16 },
    { name: 'choice of the cards of a session', value: start.ms, unit: 'ms', target: 500 },
    { name: 'progress of the whole deck', value: progress.ms, unit: 'ms', target: 1000 },
  ]);
}
