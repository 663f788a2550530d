import { clipParameters, default_w } from 'ts-fsrs';
import type { ParamsEvent } from './events.ts';

/** What a scheduler is set to. */
export interface Parameters {
  /** Wanted retention when a card falls due. */
  readonly retention: number;
  /** The 21 weights of FSRS-6. */
  readonly weights: readonly number[];
  /** Delays before a new card graduates, minutes. */
  readonly learningSteps: readonly number[];
  /** Delays after a lapse, minutes. */
  readonly relearningSteps: readonly number[];
  /** Days. */
  readonly maximumInterval: number;
  /** Spreads intervals by a few percent, the same on every device. */
  readonly fuzz: boolean;
  /** Lapses from which a card that is still young is a leech. */
  readonly leechLapses: number;
}

export const defaultParameters: Parameters = {
  retention: 0.9,
  weights: default_w,
  learningSteps: [1, 10],
  relearningSteps: [10],
  maximumInterval: 36500,
  fuzz: true,
  leechLapses: 8,
};

/** The parameters that an event sets. */
export function parametersOf(event: ParamsEvent): Parameters {
  const base = defaultParameters;
  const relearningSteps = event.rs ?? base.relearningSteps;
  return {
    retention: event.r ?? base.retention,
    // FSRS bounds its weights; so does whoever else reads them from here.
    weights: event.w === undefined ? base.weights : clipParameters([...event.w], relearningSteps.length),
    learningSteps: event.ls ?? base.learningSteps,
    relearningSteps,
    maximumInterval: event.mi ?? base.maximumInterval,
    fuzz: event.f === undefined ? base.fuzz : event.f === 1,
    leechLapses: event.lt ?? base.leechLapses,
  };
}

/** The event that makes `parameters` valid from `t` on; values at their default are left out. */
export function paramsEvent(parameters: Parameters, i: string, t: number): ParamsEvent {
  const event: { -readonly [K in keyof ParamsEvent]: ParamsEvent[K] } = { i, t, k: 'params' };
  const base = defaultParameters;
  if (parameters.retention !== base.retention) event.r = parameters.retention;
  if (!sameNumbers(parameters.weights, base.weights)) event.w = parameters.weights;
  if (!sameNumbers(parameters.learningSteps, base.learningSteps)) event.ls = parameters.learningSteps;
  if (!sameNumbers(parameters.relearningSteps, base.relearningSteps)) event.rs = parameters.relearningSteps;
  if (parameters.maximumInterval !== base.maximumInterval) event.mi = parameters.maximumInterval;
  if (parameters.fuzz !== base.fuzz) event.f = parameters.fuzz ? 1 : 0;
  if (parameters.leechLapses !== base.leechLapses) event.lt = parameters.leechLapses;
  return event;
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

/** Whether a change of settings needs a new params event. */
export function sameParameters(a: Parameters, b: Parameters): boolean {
  return (
    a.retention === b.retention &&
    sameNumbers(a.weights, b.weights) &&
    sameNumbers(a.learningSteps, b.learningSteps) &&
    sameNumbers(a.relearningSteps, b.relearningSteps) &&
    a.maximumInterval === b.maximumInterval &&
    a.fuzz === b.fuzz &&
    a.leechLapses === b.leechLapses
  );
}
