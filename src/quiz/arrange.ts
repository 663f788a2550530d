/** Puts the cards of a session into an order that teaches: topics mixed, what is confused side by side. */
import type { Card } from '../deck/types.ts';

/** How many cards ahead a better one is looked for. */
const reach = 60;

/** Id of the section or concept that a card is about. */
export function ownerOf(card: Card): string {
  const hash = card.id.indexOf('#');
  return hash < 0 ? card.id : card.id.slice(0, hash);
}

/** Keeps cards of one topic from following each other where there are others; otherwise keeps the order. */
export function interleave(cards: readonly Card[]): Card[] {
  const rest = [...cards];
  const mixed: Card[] = [];
  while (rest.length > 0) {
    const last = mixed.at(-1)?.topic;
    const other = rest.slice(0, reach).findIndex(({ topic }) => topic !== last);
    const [next] = rest.splice(Math.max(0, other), 1);
    if (next === undefined) break;
    mixed.push(next);
  }
  return mixed;
}

/** Puts follow-ups right behind the main question of their section, where that is asked too. */
export function followUpsBehind(cards: readonly Card[]): Card[] {
  const mains = new Set(cards.filter(({ type }) => type === 'explain').map(({ section }) => section));
  const waiting = new Map<string, Card[]>();
  for (const card of cards) {
    if (card.type !== 'follow-up' || !mains.has(card.section)) continue;
    waiting.set(card.section, [...(waiting.get(card.section) ?? []), card]);
  }
  return cards.flatMap((card) => {
    if (card.type === 'follow-up' && mains.has(card.section)) return [];
    return card.type === 'explain' ? [card, ...(waiting.get(card.section) ?? [])] : [card];
  });
}

/**
 * Brings what is easily confused next to each other: behind a card comes the first card that asks the same way
 * for a concept that is taken for its own. A card is moved once at most.
 */
export function confusableBeside(
  cards: readonly Card[],
  confusedWith: (concept: string) => readonly string[],
): Card[] {
  const rest = [...cards];
  for (let at = 0; at + 1 < rest.length; at += 1) {
    const card = rest[at];
    if (card === undefined || !isAboutConcept(card)) continue;
    const others = new Set(confusedWith(ownerOf(card)));
    if (others.size === 0) continue;
    const fits = (other: Card): boolean =>
      other.type === card.type && other.reverse === card.reverse && others.has(ownerOf(other));
    const next = rest.slice(at + 1, at + 1 + reach).findIndex(fits);
    if (next > 0) rest.splice(at + 1, 0, ...rest.splice(at + 1 + next, 1));
    // The pair stands; the next one begins behind it.
    if (next >= 0) at += 1;
  }
  return rest;
}

function isAboutConcept({ type }: Card): boolean {
  return type === 'define' || type === 'choice' || type === 'manifest';
}
