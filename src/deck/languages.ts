import { buildDeck } from './deck.ts';
import { problem } from './problems.ts';
import { isExplicit } from './sectionId.ts';
import type { Card, Concept, Deck, LineRange, ParsedNote, Problem, Topic } from './types.ts';

interface Place {
  readonly file: string;
  readonly range: LineRange;
}

/** The same notes in two languages: equal ids mean the same section, item and card. */
export interface BilingualDeck {
  readonly en: Deck;
  readonly 'zh-cn': Deck;
  readonly problems: readonly Problem[];
}

/**
 * Builds the decks of notes that are written in both languages. Every id that an author gave must stand in both
 * (`missing-translation`). Cards of such a section that have no id of their own (the cell of a table, an item
 * without a mark) are paired by their place in it and take the id of the English one, so that a card has one
 * memory whatever the language; a section whose lists or tables differ is reported (`missing-card`).
 */
export function buildBilingual(en: readonly ParsedNote[], chinese: readonly ParsedNote[]): BilingualDeck {
  const first = buildDeck(en);
  const second = buildDeck(chinese);
  const topics = new Map(topicsOf(first).map((topic) => [topic.id, topic]));
  const others = new Map(topicsOf(second).map((topic) => [topic.id, topic]));
  const names = new Map([...topics].map(([id, topic]) => [id, pairedIds(topic, others.get(id))]));
  const pairedEn = renameCards(first, (topic, card) => names.get(topic.id)?.get(card));
  const pairedZh = renameCards(second, (topic, card) => names.get(topic.id)?.get(card));
  const problems = [
    ...first.problems,
    ...second.problems,
    ...missingIn(pairedEn, pairedZh, 'zh-cn'),
    ...missingIn(pairedZh, pairedEn, 'en'),
  ];
  return { en: pairedEn, 'zh-cn': pairedZh, problems };
}

/** Ids for the cards of a section in both languages, where they have to change. */
function pairedIds(en: Topic, chinese: Topic | undefined): Map<Card, string> {
  const ids = new Map<Card, string>();
  if (chinese === undefined || !isExplicit(en.id)) return ids;
  const byPlace = new Map(chinese.cards.map((card) => [placeOf(card), card]));
  const taken = new Set([...en.cards, ...chinese.cards].map(({ id }) => id));
  for (const card of en.cards) {
    const other = card.place === undefined ? undefined : byPlace.get(placeOf(card));
    if (other === undefined || (card.id === other.id && isExplicit(card.id))) continue;
    const id = isExplicit(card.id) ? card.id : isExplicit(other.id) ? other.id : spokenFor(card.id);
    if (taken.has(id) && id !== card.id && id !== other.id) continue;
    taken.add(id);
    ids.set(card, id);
    ids.set(other, id);
  }
  return ids;
}

function placeOf({ type, reverse, place }: Card): string {
  return `${type} ${reverse === true ? 'r' : ''} ${place ?? ''}`;
}

/** A derived id as one that the author stands for: both languages bear it out. */
function spokenFor(id: string): string {
  return id.replaceAll('~', '.');
}

function renameCards(deck: Deck, idOf: (topic: Topic, card: Card) => string | undefined): Deck {
  const chapters = deck.chapters.map((chapter) => ({
    ...chapter,
    topics: chapter.topics.map((topic) => ({
      ...topic,
      cards: topic.cards.map((card) => {
        const id = idOf(topic, card);
        return id === undefined ? card : { ...card, id };
      }),
    })),
  }));
  return { chapters, concepts: deck.concepts };
}

function missingIn(from: Deck, other: Deck, language: string): Problem[] {
  const problems: Problem[] = [];
  const otherIds = explicitIds(other);
  const otherCards = new Set(topicsOf(other).flatMap(({ cards }) => cards.map(({ id }) => id)));
  const missing = new Set<string>();
  for (const [id, { file, range }] of explicitIds(from)) {
    if (otherIds.has(id)) continue;
    missing.add(id);
    problems.push(problem('missing-translation', file, range.start, id, language));
  }
  for (const topic of topicsOf(from)) {
    for (const { id, file, range, type, reverse } of topic.cards) {
      const owner = ownerOf(id);
      // Whether an explanation gives its term away depends on the wording; no author should have to care.
      if (type === 'choice' || reverse === true || otherCards.has(id)) continue;
      if (!isExplicit(owner) || missing.has(owner) || missing.has(topic.id)) continue;
      problems.push(problem('missing-card', file, range.start, id, language));
    }
  }
  return problems;
}

function explicitIds(deck: Deck): Map<string, Place> {
  const ids = new Map<string, Place>();
  const add = (id: string, { file, range }: Place | Concept): void => {
    if (isExplicit(id) && !ids.has(id)) ids.set(id, { file, range });
  };
  for (const { id, file, topics } of deck.chapters) {
    add(id, { file, range: { start: 0, end: 1 } });
    for (const topic of topics) {
      add(topic.id, topic);
      // Rows and follow-ups with an id of their own are known by their cards.
      for (const card of topic.cards) add(ownerOf(card.id), card);
    }
  }
  for (const concept of deck.concepts) add(concept.id, concept);
  return ids;
}

function ownerOf(cardId: string): string {
  return cardId.slice(0, cardId.indexOf('#'));
}

function topicsOf(deck: Deck): Topic[] {
  return deck.chapters.flatMap(({ topics }) => topics);
}
