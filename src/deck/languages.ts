import { problem } from './problems.ts';
import { isExplicit } from './sectionId.ts';
import type { Card, Deck, LineRange, Problem } from './types.ts';

interface Place {
  readonly file: string;
  readonly range: LineRange;
}

/**
 * Compares a deck in two languages: every id that an author gave must stand in both (`missing-translation`), and
 * every card of such an id should come out of both (`missing-card`).
 */
export function compareLanguages(en: Deck, chinese: Deck): Problem[] {
  return [...missingIn(en, chinese, 'zh-cn'), ...missingIn(chinese, en, 'en')];
}

function missingIn(from: Deck, other: Deck, language: string): Problem[] {
  const problems: Problem[] = [];
  const otherIds = explicitIds(other);
  const otherCards = new Set(cardsOf(other).map(({ id }) => id));
  const missing = new Set<string>();
  for (const [id, { file, range }] of explicitIds(from)) {
    if (otherIds.has(id)) continue;
    missing.add(id);
    problems.push(problem('missing-translation', file, range.start, id, language));
  }
  for (const { id, topic, file, range, type, reverse } of cardsOf(from)) {
    // Whether an explanation gives its term away depends on the wording; no author should have to care.
    if (type === 'choice' || reverse === true) continue;
    const owner = id.slice(0, id.indexOf('#'));
    if (!isExplicit(owner) || otherCards.has(id) || missing.has(owner) || missing.has(topic)) continue;
    problems.push(problem('missing-card', file, range.start, id, language));
  }
  return problems;
}

function explicitIds(deck: Deck): Map<string, Place> {
  const ids = new Map<string, Place>();
  const add = (id: string, place: Place): void => {
    if (isExplicit(id) && !ids.has(id)) ids.set(id, place);
  };
  for (const { id, file, topics } of deck.chapters) {
    add(id, { file, range: { start: 0, end: 1 } });
    for (const topic of topics) {
      add(topic.id, topic);
      // Rows and follow-ups with an id of their own are known by their cards.
      for (const card of topic.cards) add(card.id.slice(0, card.id.indexOf('#')), card);
    }
  }
  for (const concept of deck.concepts) add(concept.id, concept);
  return ids;
}

function cardsOf(deck: Deck): Card[] {
  return deck.chapters.flatMap(({ topics }) => topics.flatMap(({ cards }) => cards));
}
