import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPack } from '../../deck/pack.ts';
import type { Card } from '../../deck/types.ts';
import { root } from '../workbench/paths.ts';

function cardsOf(language: string): Card[] {
  const chapters = readPack(readFileSync(path.join(root, 'dist', `notes.${language}.zst`)), 'chapters');
  return chapters.flatMap(({ topics }) => topics.flatMap(({ cards }) => cards));
}

/** A choice, or the way back from an explanation to its term, hangs on the wording and may lack its twin. */
const dependsOnWording = (card: Card): boolean => card.type === 'choice' || card.reverse === true;

describe('the decks that ship', () => {
  const english = cardsOf('en');
  const chinese = cardsOf('zh-cn');

  it('hold at least 500 distinct answers in each language', () => {
    for (const cards of [english, chinese]) {
      expect(new Set(cards.map(({ answer }) => answer)).size).toBeGreaterThanOrEqual(500);
    }
  });

  it('are one set of cards: the same ids in both languages', () => {
    const ids = (cards: readonly Card[]): string[] =>
      cards.filter((card) => !dependsOnWording(card)).map(({ id }) => id);
    expect(ids(chinese).sort()).toEqual(ids(english).sort());
  });

  it('have no id twice, and texts for their traps', () => {
    for (const cards of [english, chinese]) {
      expect(new Set(cards.map(({ id }) => id)).size).toBe(cards.length);
      const traps = cards.flatMap(({ alerts }) => alerts ?? []).filter(({ kind }) => kind === 'trap');
      expect(traps.length).toBeGreaterThan(50);
      expect(traps.filter(({ title, body }) => `${title}${body}` === '')).toEqual([]);
    }
  });
});
