/** Progress computed from the reviews: what was done, what is coming, and how ready each topic is. */
import { historyKey } from '../deck/identity/version.ts';
import type { Deck } from '../deck/types.ts';
import type { Translate } from '../l10n/translate.ts';
import { msPerDay } from '../review/day.ts';
import { isHidden, type MemoryState } from '../review/memory.ts';
import type { DayTotals } from '../review/replay.ts';
import { count, type StandingOf } from '../topics/rows.ts';
import type { DueDay, PastDay, ProgressView, TopicReadiness, WeekRetention } from './progressView.ts';

export interface ProgressState {
  readonly memoryOf: (key: string) => MemoryState;
  readonly standing: StandingOf;
  readonly days: ReadonlyMap<number, DayTotals>;
  /** Wanted retention, 0 to 1. */
  readonly target: number;
  /** Epoch milliseconds and review day. */
  readonly now: number;
  readonly today: number;
  readonly dayOf: (time: number) => number;
}

const forecastDays = 30;
const weeksShown = 26;

/** ISO date of a review day. */
export function dateOf(day: number): string {
  return new Date(day * msPerDay).toISOString().slice(0, 10);
}

/** 0 for Monday. */
function weekday(day: number): number {
  // Day 0 was a Thursday.
  return (((day + 3) % 7) + 7) % 7;
}

export function progressView(deck: Deck, state: ProgressState, lang: string, t: Translate): ProgressView {
  const forecast = forecastOf(deck, state);
  const days = pastDays(state);
  return {
    lang,
    today: dateOf(state.today),
    target: state.target,
    headlines: headlines(forecast, days, state.target, t),
    forecast,
    days,
    weeks: weeksOf(days),
    topics: readiness(deck, state),
  };
}

/** Cards that fall due by day; what is late is due today. */
function forecastOf(deck: Deck, { memoryOf, today, dayOf }: ProgressState): readonly DueDay[] {
  const due = Array.from({ length: forecastDays }, () => 0);
  for (const chapter of deck.chapters) {
    for (const topic of chapter.topics) {
      for (const card of topic.cards) {
        const memory = memoryOf(historyKey(card));
        if (memory.state === 'new' || isHidden(memory, today)) continue;
        const at = Math.max(0, dayOf(memory.due) - today);
        if (at < forecastDays) due[at] = (due[at] ?? 0) + 1;
      }
    }
  }
  return due.map((cards, at) => ({ date: dateOf(today + at), due: cards }));
}

function pastDays({ days, today }: ProgressState): readonly PastDay[] {
  const first = today - weekday(today) - (weeksShown - 1) * 7;
  return Array.from({ length: today - first + 1 }, (_, i): PastDay => {
    const { reviews = 0, asked = 0, recalled = 0, ms = 0 } = days.get(first + i) ?? {};
    return {
      date: dateOf(first + i),
      reviews,
      asked,
      ...(asked === 0 ? {} : { retention: recalled / asked }),
      minutes: ms / 60_000,
    };
  });
}

function weeksOf(days: readonly PastDay[]): readonly WeekRetention[] {
  return Array.from({ length: Math.ceil(days.length / 7) }, (_, week): WeekRetention => {
    const part = days.slice(week * 7, week * 7 + 7);
    const { asked, retention } = retentionOf(part);
    return { date: part[0]?.date ?? '', asked, ...(retention === undefined ? {} : { retention }) };
  });
}

function retentionOf(days: readonly PastDay[]): {
  readonly asked: number;
  readonly retention: number | undefined;
} {
  const asked = days.reduce((sum, day) => sum + day.asked, 0);
  const recalled = days.reduce((sum, day) => sum + (day.retention ?? 0) * day.asked, 0);
  return { asked, retention: asked === 0 ? undefined : recalled / asked };
}

function readiness(deck: Deck, { standing, now }: ProgressState): readonly TopicReadiness[] {
  return deck.chapters.flatMap((chapter) =>
    chapter.topics
      .filter(({ cards }) => cards.length > 0)
      .map(({ id, title, cards }) => {
        const { known, fresh } = count(
          cards.map((card) => card.id),
          standing,
          now,
        );
        return { id, chapter: chapter.title, title, known, cards: cards.length, fresh };
      }),
  );
}

function headlines(
  forecast: readonly DueDay[],
  days: readonly PastDay[],
  target: number,
  t: Translate,
): readonly string[] {
  const today = days.at(-1);
  const week = forecast.slice(0, 7).reduce((sum, { due }) => sum + due, 0);
  const { asked, retention } = retentionOf(days.slice(-30));
  return [
    t('Today: {0} answers in {1} min.', today?.reviews ?? 0, Math.round(today?.minutes ?? 0)),
    t('Due today: {0}; in the next 7 days: {1}.', forecast[0]?.due ?? 0, week),
    retention === undefined
      ? t('Retention shows once cards have come back after a night.')
      : t(
          'Known after a night or more, last 30 days: {0} % of {1} (target {2} %).',
          Math.round(retention * 100),
          asked,
          Math.round(target * 100),
        ),
  ];
}
