import { describe, expect, it } from 'vitest';
import type { Card, Chapter, Deck, Topic } from '../deck/types.ts';
import { translator } from '../l10n/translate.ts';
import { describeRow, filterText, labelOf, tooltipOf } from './describe.ts';
import type { Standing } from './rows.ts';
import { changedNodes, noFilter, TopicModel, type Row, type TreeInput, type TreeNode } from './tree.ts';

const now = 1_000_000;
const range = { start: 0, end: 1 };
const t = translator();
const when = (due: number): string => `at ${String(due)}`;

function card(id: string, more: Partial<Card> = {}): Card {
  const common = {
    question: `Ask ${id}`,
    answer: '',
    points: [],
    private: false,
    file: 'a.md',
    range,
  } as const;
  return { id, type: 'explain', topic: 't', section: 't', tier: 'must', ...common, ...more };
}

function topic(id: string, cards: readonly (string | Card)[], more: Partial<Topic> = {}): Topic {
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
    cards: cards.map((one) => (typeof one === 'string' ? card(one) : one)),
    ...more,
  };
}

function chapter(id: string, topics: readonly Topic[], source = ''): Chapter {
  return { id, title: `Chapter ${id}`, source, file: 'a.md', language: 'en', topics };
}

type Known = Readonly<Record<string, Partial<Standing>>>;

function model(chapters: readonly Chapter[], known: Known = {}, more: Partial<TreeInput> = {}): TopicModel {
  const deck: Pick<Deck, 'chapters'> = { chapters };
  const standing = (id: string): Standing | undefined => {
    const entry = known[id];
    return entry && { state: 'review', due: now + 1, retrievability: 1, hidden: false, ...entry };
  };
  const sources = new Map([['bank', { title: 'bank-project' }]]);
  return new TopicModel({ deck, sources, standing, now, filter: noFilter, order: 'note', ...more });
}

const ids = (nodes: readonly TreeNode[]): string[] => nodes.map(({ id }) => id);
const face = (row: Row): string => `${labelOf(row, t)}|${describeRow(row, when, t)}`;
const faces = (of: TopicModel, nodes: readonly TreeNode[]): string[] =>
  nodes.map((node) => {
    const row = of.row(node);
    return row === undefined ? '-' : face(row);
  });

function walk(of: TopicModel, node?: TreeNode): TreeNode[] {
  return of.children(node).flatMap((child) => [child, ...walk(of, child)]);
}

const chapters = [
  chapter('net', [topic('svc', ['a', 'b']), topic('cni', ['c']), topic('read', [])]),
  chapter('empty', []),
  chapter('work', [topic('pod', ['d'])]),
];

describe('rows', () => {
  it('are chapters, topics and cards; chapters without topics are left out', () => {
    const tree = model(chapters);
    expect(ids(tree.children())).toEqual(['chapter:net', 'chapter:work']);
    expect(ids(walk(tree)).slice(0, 7)).toEqual([
      'chapter:net',
      'topic:svc',
      'card:a',
      'card:b',
      'topic:cni',
      'card:c',
      'topic:read',
    ]);
  });

  it('know their parents', () => {
    const own = [chapter('bank:x', [topic('bank:one', ['bank:q'])], 'bank')];
    for (const tree of [model(chapters), model([...chapters, ...own])]) {
      for (const node of tree.children()) expect(tree.parent(node)).toBeUndefined();
      for (const node of walk(tree)) {
        for (const child of tree.children(node)) expect(tree.parent(child)).toEqual(node);
      }
    }
  });

  it("put a folder of the user's before the built-in chapters, with one chapter its topics at once", () => {
    const one = chapter('bank:x', [topic('bank:one', ['bank:q'])], 'bank');
    const two = chapter('bank:y', [topic('bank:two', [])], 'bank');
    const small = model([one, ...chapters]);
    expect(ids(small.children())).toEqual(['source:bank', 'chapter:net', 'chapter:work']);
    const [source] = small.children();
    expect(faces(small, small.children()).at(0)).toBe('My notes: bank-project|1 topic');
    expect(ids(small.children(source))).toEqual(['topic:bank:one']);
    const large = model([...chapters, one, two], { 'bank:q': { due: 0 } });
    expect(ids(large.children(source))).toEqual(['chapter:bank:x', 'chapter:bank:y']);
    expect(faces(large, large.children()).at(0)).toBe('My notes: bank-project|2 topics · 1 due');
    expect(large.topicsUnder(source ?? { kind: 'card', id: '', card: '' }).map(({ id }) => id)).toEqual([
      'bank:one',
      'bank:two',
    ]);
  });

  it('are described in few words', () => {
    const words = (known: Known): string[] => {
      const tree = model(chapters, known);
      return walk(tree)
        .slice(0, 5)
        .map((node) => {
          const row = tree.row(node);
          return row === undefined ? '-' : describeRow(row, when, t);
        });
    };
    expect(words({})).toEqual(['3 topics', 'new', 'new · explain', 'new · explain', 'new']);
    expect(words({ a: { due: now, retrievability: 0.9 }, b: { retrievability: 0.52 } })).toEqual([
      '3 topics · 1 due',
      '1 due · known 71 %',
      'due · explain',
      `known · 52 % · due at ${String(now + 1)} · explain`,
      'new',
    ]);
    const later = { due: now + 5 };
    expect(words({ a: { ...later, state: 'learning' }, b: { ...later, leech: true } })).toEqual([
      '3 topics',
      `learning · due at ${String(now + 5)} · known 100 % · 1 leech`,
      `learning · due at ${String(now + 5)} · explain`,
      `leech · due at ${String(now + 5)} · explain`,
      'new',
    ]);
    const aside = { hidden: true, suspended: true };
    expect(words({ a: aside, b: aside }).slice(1, 3)).toEqual(['suspended', 'suspended · explain']);
  });

  it('let no note inject Markdown into a tooltip', () => {
    const tree = model([chapter('c', [topic('z', ['a'], { question: '[x](command:y) <b>![p](http://e)' })])]);
    const row = walk(tree)
      .map((node) => tree.row(node))
      .find((one) => one?.kind === 'topic');
    expect(row && tooltipOf(row, when, t)).toContain('\\<b\\>');
    expect(row && tooltipOf(row, when, t)).not.toMatch(/\]\(|<b>/);
  });

  it('tell in the tooltip of a card what the schedule knows', () => {
    const known = { a: { retrievability: 0.82, stability: 3.26, lapses: 4, leech: true } };
    const tree = model(chapters, known);
    const row = tree.row({ kind: 'card', id: 'card:a', card: 'a' });
    const text = row === undefined ? '' : tooltipOf(row, when, t, ['2026-11-20', '2026-11-02']);
    expect(text).toContain('82 %');
    expect(text).toContain('3.3 days');
    expect(text).toContain('Forgotten: 4, last on 2026-11-20, 2026-11-02');
  });
});

describe('the filter', () => {
  const deck = [
    chapter('net', [
      topic('svc', [card('a', { tier: 'must' }), card('b', { tier: 'extra', question: '服务的类型' })]),
      topic('cni', [card('c', { tier: 'extra' })]),
      topic('read', [], { tier: 'extra' }),
    ]),
    chapter('work', [topic('pod', [card('d', { tier: 'should' })])]),
  ];
  const left = (filter: Partial<TreeInput['filter']>, known: Known = {}): string[] =>
    ids(walk(model(deck, known, { filter: { ...noFilter, ...filter } })));

  it('by tier keeps the cards of that tier and what leads to them', () => {
    expect(left({ tiers: ['must', 'should'] })).toEqual([
      'chapter:net',
      'topic:svc',
      'card:a',
      'chapter:work',
      'topic:pod',
      'card:d',
    ]);
    expect(left({ tiers: ['extra'] })).toContain('topic:read');
  });
  it('by state', () => {
    expect(left({ states: ['due', 'leech'] }, { a: { due: 0 }, d: { leech: true } })).toEqual(
      left({ tiers: ['must', 'should'] }),
    );
    expect(left({ states: ['suspended'] })).toEqual([]);
  });
  it('by text, also by pinyin initials', () => {
    expect(left({ text: 'CNI' })).toEqual(['chapter:net', 'topic:cni', 'card:c']);
    expect(left({ text: 'what svc fwdlx' })).toEqual(['chapter:net', 'topic:svc', 'card:b']);
  });
  it('is said in words, with what it leaves', () => {
    const filter = { states: ['due'], tiers: ['must'], text: 'svc' } as const;
    const { shown } = model(deck, { a: { due: 0 } }, { filter });
    expect(shown).toEqual({ topics: 1, cards: 1 });
    expect(filterText(filter, shown, t)).toBe('Filtered: due · must · "svc". 1 topic.');
  });
  it('leaves the counts of topics whole and tells how many of a chapter are shown', () => {
    const tree = model(deck, {}, { filter: { ...noFilter, tiers: ['must'] } });
    expect(faces(tree, tree.children())).toEqual(['Chapter net|1 of 3 topics']);
    expect(tree.total.cards).toBe(4);
    expect(tree.topicNode('cni')).toBeUndefined();
    expect(tree.topicNode('svc')?.id).toBe('topic:svc');
    expect(tree.cardsUnder({ kind: 'topic', id: 'topic:svc', topic: 'svc' })).toHaveLength(1);
  });
});

describe('the order', () => {
  const known = {
    a: { due: now + 9, retrievability: 0.6 },
    c: { due: 0, retrievability: 0.7 },
    d: { due: now + 3, retrievability: 0.9 },
  };
  const topics = [topic('x', ['a']), topic('fresh', ['n']), topic('y', ['c']), topic('z', ['d'])];
  const sorted = (order: TreeInput['order']): string[] => {
    const tree = model([chapter('one', topics)], known, { order });
    return tree.children(tree.children()[0]).map((node) => node.id.slice('topic:'.length));
  };
  it('is that of the notes, or due first, or weakest first with new ones behind', () => {
    expect(sorted('note')).toEqual(['x', 'fresh', 'y', 'z']);
    expect(sorted('due')).toEqual(['y', 'z', 'x', 'fresh']);
    expect(sorted('weakest')).toEqual(['x', 'y', 'z', 'fresh']);
  });
});

describe('a change', () => {
  const changed = (before: TopicModel, after: TopicModel): (string | undefined)[] =>
    changedNodes({ model: before, face }, { model: after, face }, walk(before)).map((node) => node?.id);

  it('of one card names the rows that look different, and no others', () => {
    expect(changed(model(chapters), model(chapters, { c: { due: 0 } }))).toEqual([
      'chapter:net',
      'topic:cni',
      'card:c',
    ]);
    expect(changed(model(chapters), model(chapters))).toEqual([]);
  });
  it('of a list of rows names the row above them; of the chapters the root', () => {
    const more = [chapter('net', [topic('svc', ['a', 'b', 'z'])]), ...chapters.slice(1)];
    expect(changed(model(chapters), model(more))).toEqual(['chapter:net', 'topic:svc']);
    expect(changed(model(chapters), model(chapters.slice(1)))).toEqual([undefined]);
  });
});

describe('20,000 cards', () => {
  it('are counted once for a change and then only looked up', () => {
    let asked = 0;
    const many = Array.from({ length: 200 }, (_, c) =>
      chapter(
        `c${String(c)}`,
        Array.from({ length: 10 }, (_topic, n) => {
          const name = `${String(c)}-${String(n)}`;
          return topic(
            name,
            Array.from({ length: 10 }, (_card, k) => `${name}-${String(k)}`),
          );
        }),
      ),
    );
    const tree = model(many, {}, { standing: () => ((asked += 1), undefined) });
    expect(tree.total.cards).toBe(20_000);
    for (const node of tree.children()) tree.row(node);
    expect(asked).toBe(20_000);
    const [first] = tree.children();
    for (const node of tree.children(first)) tree.row(node);
    expect(asked).toBe(20_000);
  });
});
