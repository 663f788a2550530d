/** A point of an answer that was missed comes back as a card of its own: the other points are given. */
import { historyKey } from '../deck/identity/version.ts';
import type { Card } from '../deck/types.ts';
import type { ReviewEvent } from '../review/events.ts';
import { pointHistories, weakPoints } from '../review/points.ts';

/** Position and number of points go into the id: it stays when words change and ends when the rubric does. */
const suffix = /^(.+)\/(\d{1,3})of(\d{1,3})$/s;

/** The card about one point of `card`, or undefined where it has no such point. */
function pointCard(card: Card, point: number): Card | undefined {
  const answer = card.points[point];
  if (answer === undefined || card.points.length < 2 || !hasPoints(card)) return undefined;
  const { question, topic, section, tier, file, range, alerts } = card;
  return {
    id: `${card.id}/${point + 1}of${card.points.length}`,
    type: 'point',
    topic,
    section,
    question,
    answer,
    points: [],
    ...(alerts === undefined ? {} : { alerts }),
    tier,
    private: card.private,
    file,
    range,
  };
}

/** Whether a card is answered point by point, so that one of them can be asked alone. */
function hasPoints({ type, points }: Card): boolean {
  return (type === 'explain' || type === 'follow-up') && points.length >= 2;
}

/** Finds a card by its id, cards about points included. */
export function findCard(cards: ReadonlyMap<string, Card>, id: string): Card | undefined {
  const card = cards.get(id);
  if (card !== undefined) return card;
  const match = suffix.exec(id);
  const whole = match?.[1] === undefined ? undefined : cards.get(match[1]);
  if (whole?.points.length !== Number(match?.[3])) return undefined;
  return pointCard(whole, Number(match?.[2]) - 1);
}

/** The points that are given with a card about a missed one. */
export function givenPoints(cards: (id: string) => Card | undefined, card: Card): readonly string[] {
  const match = card.type === 'point' ? suffix.exec(card.id) : null;
  if (match?.[1] === undefined) return [];
  const missing = Number(match[2]) - 1;
  return cards(match[1])?.points.filter((_, point) => point !== missing) ?? [];
}

/** Cards about the points that were missed, the worst of each card first. */
export function weakPointCards(
  cards: readonly Card[],
  reviewsOf: (key: string) => readonly ReviewEvent[],
): readonly Card[] {
  return cards.filter(hasPoints).flatMap((card) => {
    const reviews = reviewsOf(historyKey(card));
    if (reviews.length === 0) return [];
    return weakPoints(pointHistories(reviews, card.points.length)).flatMap(
      (point) => pointCard(card, point) ?? [],
    );
  });
}
