/** How many cards are due now and when the next ones fall due, small enough to be remembered between two windows. */
import type { StandingOf } from './rows.ts';

export interface Forecast {
  readonly due: number;
  /** When further cards fall due, epoch milliseconds, soonest first. */
  readonly coming: readonly number[];
}

/** So many times are remembered; whoever has more cards waiting is told of them all the same, a little later. */
const most = 200;

export function forecast(cards: Iterable<string>, standing: StandingOf, now: number): Forecast {
  let due = 0;
  const coming: number[] = [];
  for (const id of cards) {
    const card = standing(id);
    if (card === undefined || card.hidden || card.state === 'new') continue;
    if (card.due <= now) due += 1;
    else coming.push(card.due);
  }
  return { due, coming: coming.sort((a, b) => a - b).slice(0, most) };
}

export function dueAt({ due, coming }: Forecast, now: number): number {
  return due + coming.filter((time) => time <= now).length;
}

/** Reads what an earlier window wrote; anything else counts as nothing due. */
export function parseForecast(value: unknown): Forecast {
  if (typeof value === 'object' && value !== null && 'due' in value && 'coming' in value) {
    const { due, coming } = value;
    if (typeof due === 'number' && due >= 0 && Array.isArray(coming)) {
      return { due, coming: coming.filter((time): time is number => typeof time === 'number') };
    }
  }
  return { due: 0, coming: [] };
}
