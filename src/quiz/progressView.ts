/** What the progress page shows, and what it may ask for. */
import { isRecord } from './protocol.ts';

/** One review day of the past. */
export interface PastDay {
  /** ISO date. */
  readonly date: string;
  readonly reviews: number;
  /** Cards asked again after at least one night. */
  readonly asked: number;
  /** Share of those that was known, 0 to 1; absent where none was asked. */
  readonly retention?: number;
  readonly minutes: number;
}

export interface DueDay {
  readonly date: string;
  readonly due: number;
}

export interface WeekRetention {
  /** ISO date of its first day. */
  readonly date: string;
  readonly asked: number;
  readonly retention?: number;
}

export interface TopicReadiness {
  readonly id: string;
  readonly chapter: string;
  readonly title: string;
  /** Mean probability of recall now over all cards, 0 to 1. */
  readonly known: number;
  readonly cards: number;
  /** Never asked. */
  readonly fresh: number;
}

export interface ProgressView {
  readonly lang: string;
  readonly today: string;
  /** Wanted retention, 0 to 1. */
  readonly target: number;
  /** One sentence each. */
  readonly headlines: readonly string[];
  /** Today and the next 29 days. */
  readonly forecast: readonly DueDay[];
  /** The last 26 weeks up to today, oldest first; begins on a Monday. */
  readonly days: readonly PastDay[];
  readonly weeks: readonly WeekRetention[];
  readonly topics: readonly TopicReadiness[];
}

export interface ProgressMessage {
  readonly type: 'progress';
  readonly view: ProgressView;
}

export type ProgressRequest =
  { readonly type: 'ready' } | { readonly type: 'quizTopic'; readonly topic: string };

export function isProgressMessage(value: unknown): value is ProgressMessage {
  return (
    isRecord(value) && value.type === 'progress' && isRecord(value.view) && Array.isArray(value.view.days)
  );
}

export function parseProgressRequest(value: unknown): ProgressRequest | undefined {
  if (!isRecord(value)) return undefined;
  if (value.type === 'ready') return { type: 'ready' };
  const { topic } = value;
  return value.type === 'quizTopic' && typeof topic === 'string' ? { type: 'quizTopic', topic } : undefined;
}
