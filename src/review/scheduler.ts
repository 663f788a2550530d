import {
  computeDecayFactor,
  forgetting_curve,
  FSRSAlgorithm,
  get_fuzz_range,
  Grades,
  type FSRSParameters,
  type FSRSState,
  type Grade as FsrsGrade,
} from 'ts-fsrs';
import { msPerDay } from './day.ts';
import type { Grade } from './events.ts';
import { defaultParameters, type Parameters } from './parameters.ts';

export type CardState = 'new' | 'learning' | 'review' | 'relearning';

/** What the scheduler remembers of a card: FSRS's two numbers and the place in the learning steps. */
export interface Trace {
  readonly state: CardState;
  /** Index in the learning or relearning steps; 0 outside them. */
  readonly step: number;
  /** Days until retention falls to 90 %; 0 for a new card. */
  readonly stability: number;
  /** 1 to 10; 0 for a new card. */
  readonly difficulty: number;
  readonly reps: number;
  readonly lapses: number;
  /** Epoch milliseconds and review day of the last review; 0 for a new card. */
  readonly lastReview: number;
  readonly lastDay: number;
}

export const newTrace: Trace = {
  state: 'new',
  step: 0,
  stability: 0,
  difficulty: 0,
  reps: 0,
  lapses: 0,
  lastReview: 0,
  lastDay: 0,
};

/** When a card comes back: minutes within the steps, else whole review days; the other one is 0. */
export interface Delay {
  readonly minutes: number;
  readonly days: number;
}

/** What a grade would do. */
export interface Outcome {
  readonly grade: Grade;
  readonly trace: Trace;
  readonly delay: Delay;
  /** Epoch milliseconds from which the card would be due. */
  readonly due: number;
}

/** Start of a review day, epoch milliseconds; see `dayStarts`. */
export type DayStart = (day: number) => number;

export const grades = [1, 2, 3, 4] as const satisfies readonly Grade[];

/** FSRS's formulas, with what depends on the weights alone computed once: a replay asks a million times. */
class Formulas extends FSRSAlgorithm {
  readonly #difficulties: readonly number[];
  readonly #decay: number;
  readonly #factor: number;

  constructor(parameters: Partial<FSRSParameters>) {
    super(parameters);
    // The library keeps them behind a Proxy, which costs more than the formulas do.
    this.param = { ...this.param };
    this.#difficulties = Grades.map((grade) => super.init_difficulty(grade));
    const { decay, factor } = computeDecayFactor(this.param.w);
    this.#decay = decay;
    this.#factor = factor;
  }

  override init_difficulty(grade: FsrsGrade): number {
    return this.#difficulties[grade - 1] ?? super.init_difficulty(grade);
  }

  /** Retrievability as `forgetting_curve` has it. */
  recall(days: number, stability: number): number {
    return Math.round(Math.pow(1 + (this.#factor * days) / stability, this.#decay) * 1e8) / 1e8;
  }
}

/**
 * FSRS-6 with learning steps. Differs from ts-fsrs' own scheduler in what that gets wrong for a user's days: gaps
 * are counted in review days, so 07:30 to 08:30 is no day in UTC+8, and intervals end when a review day begins.
 */
export class Scheduler {
  readonly parameters: Parameters;
  readonly #fsrs: Formulas;

  constructor(parameters: Parameters = defaultParameters) {
    this.parameters = parameters;
    this.#fsrs = new Formulas({
      request_retention: parameters.retention,
      w: parameters.weights,
      maximum_interval: parameters.maximumInterval,
      enable_fuzz: false,
      // Only their number matters here: FSRS bounds two weights by it.
      relearning_steps: parameters.relearningSteps.map((): '1m' => '1m'),
    });
  }

  /** The trace after a review at `time` on review day `day`; a day before the last review counts as the same day. */
  advance(trace: Trace, grade: Grade, time: number, day: number): Trace {
    const memory = this.#memory(trace, grade, day);
    const { state, step } = this.#place(trace, grade);
    return {
      state,
      step,
      stability: memory.stability,
      difficulty: memory.difficulty,
      reps: trace.reps + 1,
      lapses: trace.lapses + (trace.state === 'review' && grade === 1 ? 1 : 0),
      lastReview: time,
      lastDay: day,
    };
  }

  /** How long after the review that made `before` into `after` the card is due; `card` seeds the fuzz. */
  delay(card: string, before: Trace, after: Trace, grade: Grade): Delay {
    if (after.state !== 'review') return { minutes: this.#minutes(before, after, grade), days: 0 };
    return { minutes: 0, days: this.#days(card, before, after, grade) };
  }

  /** What each grade would do now; exactly what a review event with the same `now` and `day` will do. */
  preview(card: string, trace: Trace, now: number, day: number, dayStart: DayStart): readonly Outcome[] {
    return grades.map((grade) => {
      const after = this.advance(trace, grade, now, day);
      const delay = this.delay(card, trace, after, grade);
      return { grade, trace: after, delay, due: dueTime(now, day, delay, dayStart) };
    });
  }

  #memory(trace: Trace, grade: Grade, day: number): FSRSState {
    if (trace.state === 'new') return this.#fsrs.next_state(null, 0, grade);
    const elapsed = elapsedDays(trace, day);
    return this.#fsrs.next_state(trace, elapsed, grade, this.#fsrs.recall(elapsed, trace.stability));
  }

  #steps(state: CardState): readonly number[] {
    const { learningSteps, relearningSteps } = this.parameters;
    return state === 'new' || state === 'learning' ? learningSteps : relearningSteps;
  }

  /** State and step after a grade. */
  #place(trace: Trace, grade: Grade): { state: CardState; step: number } {
    const graduated = { state: 'review', step: 0 } as const;
    const steps = this.#steps(trace.state);
    if (steps.length === 0) return graduated;
    if (trace.state === 'review') return grade === 1 ? { state: 'relearning', step: 0 } : graduated;
    const state = trace.state === 'relearning' ? 'relearning' : 'learning';
    if (grade === 1) return { state, step: 0 };
    if (grade === 2) return { state, step: Math.min(trace.step, steps.length - 1) };
    if (grade === 3 && trace.step + 1 < steps.length) return { state, step: trace.step + 1 };
    return graduated;
  }

  #minutes(before: Trace, after: Trace, grade: Grade): number {
    const steps = this.#steps(before.state);
    const minutes = steps[after.step] ?? 0;
    if (grade !== 2 || after.step > 0) return minutes;
    // Hard on the first step lies between Again and Good, as in Anki.
    const next = steps[1];
    return next === undefined ? minutes * 1.5 : (minutes + next) / 2;
  }

  #days(card: string, before: Trace, after: Trace, grade: Grade): number {
    const elapsed = before.state === 'new' ? 0 : elapsedDays(before, after.lastDay);
    const factor = this.parameters.fuzz ? fuzzFactor(card, before.reps) : undefined;
    const other = (g: Grade): Trace =>
      g === grade ? after : this.advance(before, g, after.lastReview, after.lastDay);
    const interval = (g: Grade): number => this.#interval(other(g).stability, elapsed, factor);
    const capped = (days: number): number => Math.min(days, this.parameters.maximumInterval);
    if (grade === 1) return interval(1);
    // A better grade never comes back sooner: Hard <= Good < Easy, and Good a day after Hard.
    if (before.state === 'review') {
      const hard = Math.min(interval(2), interval(3));
      if (grade === 2) return hard;
      const good = Math.max(interval(3), hard + 1);
      return capped(grade === 3 ? good : Math.max(interval(4), good + 1));
    }
    if (grade === 4 && other(3).state === 'review') return capped(Math.max(interval(4), interval(3) + 1));
    return interval(grade);
  }

  #interval(stability: number, elapsed: number, factor: number | undefined): number {
    const days = this.#fsrs.next_interval(stability, elapsed);
    if (factor === undefined || days < 2.5) return days;
    const range = get_fuzz_range(days, elapsed, this.parameters.maximumInterval);
    return Math.floor(factor * (range.max_ivl - range.min_ivl + 1) + range.min_ivl);
  }
}

function elapsedDays(trace: Trace, day: number): number {
  return Math.max(0, day - trace.lastDay);
}

/** Epoch milliseconds from which a card reviewed at `time` on `day` is due. */
export function dueTime(time: number, day: number, delay: Delay, dayStart: DayStart): number {
  return delay.minutes > 0 ? time + Math.round(delay.minutes * 60_000) : dayStart(day + delay.days);
}

/** Probability, 0 to 1, that the card is recalled at `now`; 0 for a card never reviewed. */
export function retrievability(
  trace: Trace,
  now: number,
  parameters: Parameters = defaultParameters,
): number {
  if (trace.state === 'new') return 0;
  const days = Math.max(0, now - trace.lastReview) / msPerDay;
  return forgetting_curve(parameters.weights, days, trace.stability);
}

/** A number in [0, 1) that depends only on card and repetition (FNV-1a with a final mix), so devices agree. */
export function fuzzFactor(card: string, reps: number): number {
  let hash = 0x811c9dc5 ^ reps;
  for (let i = 0; i < card.length; i++) hash = Math.imul(hash ^ card.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
