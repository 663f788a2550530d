import type { ReviewEvent } from './events.ts';

/** How one point of a card's rubric went over the reviews. */
export interface PointHistory {
  /** Reviews in which the point was graded, and in which it was said. */
  readonly asked: number;
  readonly said: number;
  /** Reviews in a row, the newest backwards, in which it was missed. */
  readonly missedInARow: number;
}

/**
 * History of each of a card's `count` points, from its reviews, oldest first. A review graded against a rubric of
 * another length is left out: its points cannot be told apart any more.
 */
export function pointHistories(reviews: readonly ReviewEvent[], count: number): readonly PointHistory[] {
  const graded = reviews.map(({ p }) => p).filter((p) => p?.length === count);
  return Array.from({ length: count }, (_, point) => {
    const said = graded.map((p) => p?.[point] === '1');
    return {
      asked: said.length,
      said: said.filter(Boolean).length,
      missedInARow: said.length - 1 - said.lastIndexOf(true),
    };
  });
}

/** Indexes of the points that were missed the last time or more often than said, the worst first. */
export function weakPoints(histories: readonly PointHistory[]): number[] {
  return histories
    .map((history, point) => ({ ...history, point }))
    .filter(({ asked, said, missedInARow }) => missedInARow > 0 || said * 2 < asked)
    .sort(
      (a, b) => b.missedInARow - a.missedInARow || a.said / a.asked - b.said / b.asked || a.point - b.point,
    )
    .map(({ point }) => point);
}
