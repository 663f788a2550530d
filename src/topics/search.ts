/** Search over the topics and cards of a deck, also by pinyin initials. */
import { plainText } from '../deck/inline.ts';
import type { Card, Deck, Topic } from '../deck/types.ts';
import { hasInitials, initialsReader, type Initials } from './pinyin.ts';

/** A text in the shape that searching needs. */
export interface Haystack {
  readonly text: string;
  readonly initials: Initials;
}

/** One thing found: a topic, or a card of it. */
export interface Hit {
  readonly topic: Topic;
  /** Absent where the topic itself was found. */
  readonly card?: Card;
}

const readInitials = initialsReader();
// Topics and cards are immutable, and those of an unedited file stay the same objects.
const memo = new WeakMap<object, Haystack>();
const answers = new WeakMap<Card, string>();

/** Case, width and the kind of spaces do not matter. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Name and question of a topic. */
export function topicText(topic: Topic): Haystack {
  return haystackOf(topic, () => `${topic.title}\n${plainText(topic.question)}`);
}

/** Question of a card. */
export function questionText(card: Card): Haystack {
  return haystackOf(card, () => plainText(card.question));
}

function answerText(card: Card): string {
  let text = answers.get(card);
  if (text === undefined) {
    text = fold(plainText(`${card.answer}\n${card.points.join('\n')}`));
    answers.set(card, text);
  }
  return text;
}

function haystackOf(key: object, text: () => string): Haystack {
  let found = memo.get(key);
  if (found === undefined) {
    const folded = fold(text());
    found = { text: folded, initials: readInitials(folded) };
    memo.set(key, found);
  }
  return found;
}

/** The words of what was typed; each of them must be found. */
export function wordsOf(query: string): readonly string[] {
  return fold(query)
    .split(' ')
    .filter((word) => word !== '');
}

/** Whether a word stands in a text, or its letters are the initials of Chinese characters in it. */
export function holds({ text, initials }: Haystack, word: string): boolean {
  if (text.includes(word)) return true;
  return initials.length > 0 && /^[a-z][a-z0-9]+$/.test(word) && hasInitials(initials, word);
}

/**
 * Topics and cards that hold every word: those with all words in the name first, then those in the question, then
 * those with some in the answer; within each in the order of the notes.
 */
export function search(deck: Pick<Deck, 'chapters'>, query: string, limit: number): readonly Hit[] {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  const byTopic: Hit[] = [];
  const byQuestion: Hit[] = [];
  const byAnswer: Hit[] = [];
  for (const { topics } of deck.chapters) {
    for (const topic of topics) {
      const about = topicText(topic);
      const rest = words.filter((word) => !holds(about, word));
      if (rest.length === 0) {
        byTopic.push({ topic });
        continue;
      }
      for (const card of topic.cards) {
        const question = questionText(card);
        const left = rest.filter((word) => !holds(question, word));
        if (left.length === 0) byQuestion.push({ topic, card });
        else if (byAnswer.length < limit && left.every((word) => answerText(card).includes(word))) {
          byAnswer.push({ topic, card });
        }
      }
    }
    if (byTopic.length >= limit) break;
  }
  return [...byTopic, ...byQuestion, ...byAnswer].slice(0, limit);
}
