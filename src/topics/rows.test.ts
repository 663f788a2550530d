import { describe, expect, it } from 'vitest';
import type { Card, Chapter, Topic } from '../deck/types.ts';
import { translator } from '../l10n/translate.ts';
import { describeRow, tooltipOf } from './describe.ts';
import { chapterRows, count, topicRows, type Standing } from './rows.ts';

const now = 1_000_000;
const range = { start: 0, end: 1 };

function card(id: string): Card {
  const common = {
    question: id,
    answer: '',
    points: [],
    tier: 'must',
    private: false,
    file: 'a.md',
    range,
  } as const;
  return { id, type: 'explain', topic: 't', section: 't', ...common };
}

function topic(id: string, cards: readonly string[]): Topic {
  return {
    id,
    title: id,
    question: `What is ${id}?`,
    groups: [],
    tier: 'must',
    private: false,
    file: 'a.md',
    range,
    body: '',
    alerts: [],
    cards: cards.map(card),
  };
}

function chapter(topics: readonly Topic[]): Chapter {
  return { id: 'c', title: 'Networking', source: '', file: 'a.md', language: 'en', topics };
}

const standing =
  (known: Readonly<Record<string, Partial<Standing>>>) =>
  (id: string): Standing | undefined => {
    const entry = known[id];
    return entry && { state: 'review', due: now + 1, retrievability: 1, hidden: false, ...entry };
  };

describe('counts', () => {
  it('new cards count as not known', () => {
    expect(count(['a', 'b'], standing({ a: { retrievability: 0.8 } }), now)).toMatchObject({
      cards: 2,
      due: 0,
      fresh: 1,
      known: 0.4,
      next: now + 1,
      state: 'learning',
    });
  });
  it('a card is due from its very due time on', () => {
    expect(count(['a'], standing({ a: { due: now } }), now)).toMatchObject({ due: 1, state: 'due' });
    expect(count(['a'], standing({ a: { due: now + 1 } }), now)).toMatchObject({ due: 0, state: 'known' });
  });
  it('suspended and buried cards are neither due nor new', () => {
    const hidden = standing({ a: { due: 0, hidden: true }, b: { state: 'new', hidden: true } });
    expect(count(['a', 'b'], hidden, now)).toMatchObject({ due: 0, fresh: 0, hidden: 2, next: undefined });
  });
  it('names the state by what matters most', () => {
    expect(count([], standing({}), now).state).toBe('empty');
    expect(count(['a'], standing({}), now).state).toBe('new');
    expect(count(['a', 'b'], standing({ a: { state: 'learning' } }), now).state).toBe('learning');
    expect(count(['a', 'b'], standing({ a: { state: 'learning', due: 0 } }), now).state).toBe('due');
  });
});

describe('rows', () => {
  const deck = { chapters: [chapter([topic('x', ['a', 'b']), topic('y', [])]), chapter([])], concepts: [] };
  const t = translator();
  const when = (due: number): string => `at ${String(due)}`;

  it('leave out chapters without topics', () => {
    expect(chapterRows(deck, standing({}), now)).toHaveLength(1);
  });
  it('are described in few words', () => {
    const words = (known: Readonly<Record<string, Partial<Standing>>>): string[] => {
      const [row] = chapterRows(deck, standing(known), now);
      if (row === undefined) throw new Error('no row');
      return [row, ...topicRows(row.chapter, standing(known), now)].map((r) => describeRow(r, when, t));
    };
    expect(words({})).toEqual(['2 topics', 'new', 'to read']);
    expect(words({ a: { due: now, retrievability: 0.9 }, b: { retrievability: 0.52 } })).toEqual([
      '2 topics · 1 due',
      '1 due · known 71 %',
      'to read',
    ]);
    expect(words({ a: { due: now + 5 }, b: { due: now + 9 } })).toEqual([
      '2 topics',
      `due at ${String(now + 5)} · known 100 %`,
      'to read',
    ]);
  });
  it('let no note inject Markdown into a tooltip', () => {
    const evil = topic('z', ['a']);
    const [row] = topicRows(
      chapter([{ ...evil, question: '[x](command:y) <b>![p](http://e)' }]),
      standing({}),
      now,
    );
    if (row === undefined) throw new Error('no row');
    const text = tooltipOf(row, when, t);
    expect(text).toContain('\\[x\\]\\(command:y\\) \\<b\\>\\!\\[p\\]\\(http://e\\)');
  });
});
