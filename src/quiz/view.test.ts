import { describe, expect, it } from 'vitest';
import type { Card, CardType, Topic } from '../deck/types.ts';
import { translator } from '../l10n/translate.ts';
import { Scheduler, newTrace } from '../review/scheduler.ts';
import { noNames } from './names.ts';
import type { QuizView } from './protocol.ts';
import { grade, reveal, startSession, tick, type Session } from './session.ts';
import type { QuizContext } from './context.ts';
import { suggestionOf } from './summary.ts';
import { findCard } from './pointCards.ts';
import { quizView } from './view.ts';

const day = 86_400_000;
const base = {
  topic: 't',
  section: 't',
  tier: 'must',
  private: false,
  file: 'en/a.md',
  range: { start: 3, end: 9 },
} as const;
const explain: Card = {
  ...base,
  id: 't#explain',
  type: 'explain',
  question: 'Which **types** are there?',
  answer: 'Two.',
  points: ['**A**: one', '**B**: two', '**C**: three'],
  alerts: [
    { kind: 'trap', title: '', body: 'Headless is no type.', range: base.range },
    { kind: 'source', title: 'https://kubernetes.io/docs/x/service/#type-a', body: '', range: base.range },
    { kind: 'source', title: 'javascript:alert(1)', body: 'command:evil', range: base.range },
  ],
};
const choice: Card = {
  ...base,
  id: 't#choice',
  type: 'choice',
  question: 'A port on every node',
  answer: 'NodePort',
  points: [],
  options: [
    { text: 'ClusterIP', correct: false, why: 'Inside only.' },
    { text: 'NodePort', correct: true, why: '' },
  ],
};
const hostile: Card = {
  ...base,
  id: 't#hostile',
  type: 'define',
  question: '<img src=x onerror=alert(1)> [a](javascript:alert(1)) [b](command:x) ![p](https://e.vil/p.png)',
  answer: '<script>alert(1)</script>',
  points: [],
};
const cards = new Map([explain, choice, hostile].map((card) => [card.id, card]));
const topic: Topic = {
  ...{ id: 't', title: 'Service types', question: 'Which types are there?', groups: ['Services'] },
  ...{ tier: 'must', private: false, file: 'en/a.md', range: base.range, body: '', cards: [] },
  alerts: [
    { kind: 'outdated', title: '', body: 'Endpoints are old.', range: { start: 20, end: 22 } },
    { kind: 'follow-up', title: 'And then?', body: 'A card of its own.', range: { start: 30, end: 32 } },
  ],
};
const context: QuizContext = {
  language: 'en',
  card: (id) => cards.get(id),
  topic: (id) => (id === 't' ? topic : undefined),
  chapterTitle: () => 'Networking',
  preview: (card) => new Scheduler().preview(card, newTrace, 0, 0, (d) => d * day),
  when: (due) => `at ${String(due)}`,
  image: () => undefined,
  other: () => undefined,
  names: noNames,
  isFlagged: () => false,
  clock: 'onDemand',
  t: translator(),
};

const start = (...ids: string[]): Session => startSession({ kind: 'topics', topics: ['t'] }, ids);

function expectPhase<P extends QuizView['phase']>(view: QuizView, phase: P): Extract<QuizView, { phase: P }> {
  expect(view.phase).toBe(phase);
  return view as Extract<QuizView, { phase: P }>;
}

describe('the view of a card', () => {
  it('hides the answer before the reveal', () => {
    const view = expectPhase(quizView(start('t#explain', 't#choice'), context), 'question');
    expect(view).toMatchObject({
      title: 'Service types',
      path: ['Networking', 'Services'],
      progress: { done: 0, left: 2, minutes: 2 },
      task: 'Explain it: 3 points to make',
      lang: 'en',
      input: { kind: 'text', line: false },
      clock: { seconds: 90, start: 'onDemand' },
    });
    expect(view.questionHtml).toContain('<strong>types</strong>');
    expect(JSON.stringify(view)).not.toContain('Headless');
  });

  it('shows points, traps, sources and what each grade would do', () => {
    const session = tick(reveal(start('t#explain'), '', [0]), 1, true);
    const view = expectPhase(quizView(session, context), 'answer');
    expect(view.points.map(({ ticked }) => ticked)).toEqual([true, true, false]);
    expect(view.alertsHtml).toMatch(/Trap.*Headless is no type.*Outdated.*Endpoints are old/s);
    expect(view.alertsHtml).not.toContain('A card of its own');
    expect(view.sources).toEqual([
      { href: 'https://kubernetes.io/docs/x/service/#type-a', label: 'kubernetes.io: service, type-a' },
    ]);
    expect(view.grades.map(({ interval }) => interval).slice(0, 3)).toEqual(['1 min', '6 min', '10 min']);
    expect(view.proposed).toBe(3);
    expect(expectPhase(quizView(tick(session, 1, false), context), 'answer').proposed).toBe(2);
  });

  it('judges a choice after it was made, not before', () => {
    const before = expectPhase(quizView(start('t#choice'), context), 'question');
    expect(before.input).toMatchObject({ kind: 'choice' });
    expect(JSON.stringify(before)).not.toContain('correct');
    const wrong = expectPhase(quizView(reveal(start('t#choice'), '', [0]), context), 'answer');
    expect(wrong.options.map(({ correct, chosen }) => [correct, chosen])).toEqual([
      [false, true],
      [true, false],
    ]);
    expect(wrong.options[0]?.whyHtml).toContain('Inside only.');
    expect(wrong.proposed).toBe(1);
    expect(expectPhase(quizView(reveal(start('t#choice'), '', [1]), context), 'answer').proposed).toBe(3);
  });

  /** The view of a card of one type, before or after the reveal. */
  const viewOf = (
    card: Partial<Card> & { type: CardType },
    typed?: string,
    ticked: number[] = [],
  ): QuizView => {
    const whole: Card = { ...base, id: `t#${card.type}`, question: 'Q', answer: 'A', points: [], ...card };
    const session = start(whole.id);
    const known = { ...context, card: (id: string) => (id === whole.id ? whole : cards.get(id)) };
    return quizView(typed === undefined ? session : reveal(session, typed, ticked), known);
  };
  const question = (card: Partial<Card> & { type: CardType }) => expectPhase(viewOf(card), 'question');
  const answer = (card: Partial<Card> & { type: CardType }, typed: string, ticked: number[] = []) =>
    expectPhase(viewOf(card, typed, ticked), 'answer');

  it('gives every type its own way to answer', () => {
    expect(question({ type: 'list', points: ['a', 'b'] }).input).toEqual({
      kind: 'fields',
      recognised: true,
      fields: [
        { label: '1', value: '' },
        { label: '2', value: '' },
      ],
    });
    const row = question({ type: 'table', points: ['**Port**: 80', '**Name**: web'] });
    expect(row.input).toMatchObject({ fields: [{ label: 'Port' }, { label: 'Name' }], recognised: false });
    expect(question({ type: 'table', points: ['80'] }).input).toEqual({ kind: 'text', line: true });
    expect(question({ type: 'define', reverse: true }).input).toEqual({ kind: 'text', line: true });
    const gap = question({ type: 'cloze', question: 'A quorum of ＿＿＿ stands.', points: ['3'] });
    expect(gap.questionHtml).toContain('<span class="gap">');
    expect(question({ type: 'follow-up' }).mainHtml).toContain('Which types are there?');
    const { input } = question({ type: 'order', points: ['one', 'two', 'three'] });
    const steps = input.kind === 'order' ? input.steps.map(({ step }) => step) : [];
    expect([...steps].sort()).toEqual([0, 1, 2]);
    expect(steps).not.toEqual([0, 1, 2]);
    const manifest = { text: 'a: 1\n', solution: 'a: 2\n' };
    expect(question({ type: 'manifest', manifest })).toMatchObject({
      input: { kind: 'yaml' },
      manifest: { text: 'a: 1\n' },
      task: 'Edit the manifest',
    });
    expect(JSON.stringify(question({ type: 'manifest', manifest }))).not.toContain('a: 2');
  });

  it('says why a point is ticked', () => {
    const card = { type: 'list', points: ['kube-apiserver', 'etcd'] } as const;
    const view = answer(card, 'etcd\nKube API server', [0, 1]);
    expect(view.points.map(({ why }) => why)).toEqual(['', '']);
    expect(view.yours).toEqual({ kind: 'items', ordered: false, items: ['etcd', 'Kube API server'] });
    expect(answer({ type: 'explain', points: ['**Alpha**: one'] }, 'x alpha', [0]).points[0]?.why).toBe(
      'you wrote: alpha',
    );
    const order = { type: 'order', points: ['one', 'two', 'three'] } as const;
    const placed = answer(order, '1 0 2', [0, 2]);
    expect(placed.points.map(({ why }) => why)).toEqual(['you put it at 2', 'you put it at 1', '']);
    expect(placed).toMatchObject({ ordered: true, proposed: 2 });
    expect(answer(order, '0 1 2', [0, 1, 2]).proposed).toBe(3);
  });

  it('never proposes to fail somebody for what it did not recognise', () => {
    const term = { type: 'define', reverse: true, answer: 'NodePort' } as const;
    expect(answer(term, 'node port')).toMatchObject({ proposed: 3, verdict: 'Recognised: node port' });
    const unknown = answer(term, 'something else');
    expect(unknown.proposed).toBeUndefined();
    expect(unknown.verdict).toBe('Not recognised: compare it yourself.');
    expect(answer({ type: 'explain', points: ['x y z', 'u v w'] }, 'else').proposed).toBeUndefined();
    expect(answer({ type: 'explain', points: ['x y z', 'u v w'] }, '').proposed).toBe(1);
  });

  it('compares a manifest by its meaning', () => {
    const manifest = { text: 'spec:\n  a: 1\n', solution: 'spec:\n  a: 1\n  b: None\n' };
    const judged = (typed: string) => answer({ type: 'manifest', manifest }, typed);
    expect(judged('{"spec": {"b": "None", "a": 1}} # mine')).toMatchObject({ proposed: 3 });
    expect(judged('spec: {a: 2, b: None}')).toMatchObject({
      proposed: 2,
      verdict: 'The manifest does what was asked.\nChanged beyond the task:\nspec.a should be 1, not 2',
    });
    const missing = judged('spec: {a: 1}');
    expect(missing.proposed).toBeUndefined();
    expect(missing.verdict).toBe('spec.b is missing: "None"');
    expect(judged('spec: [').verdict).toMatch(/^Line \d cannot be read: /);
  });

  it('shows the points that are given with a missed one', () => {
    const known = { ...context, card: (id: string) => findCard(cards, id) };
    const view = expectPhase(quizView(start('t#explain/2of3'), known), 'question');
    expect(view.givenHtml.map((html) => html.replace(/<[^>]+>|\n/g, ''))).toEqual(['A: one', 'C: three']);
    expect(JSON.stringify(view)).not.toContain('>B<');
  });

  it('shows the other language beside, without its answer before the reveal', () => {
    const other = { ...explain, question: '有哪些类型？', answer: '两种。', file: 'zh-cn/a.md' };
    const both: QuizContext = { ...context, other: () => ({ card: other, language: 'zh-cn' }) };
    const session = { ...start('t#explain'), beside: true };
    expect(quizView(session, both)).toMatchObject({ other: { lang: 'zh-CN', answerHtml: '' } });
    expect(JSON.stringify(quizView(reveal(session, ''), both))).toContain('两种');
    expect(quizView(start('t#explain'), both)).not.toHaveProperty('other');
  });

  it('renders hostile notes inert', () => {
    const view = expectPhase(quizView(reveal(start('t#hostile'), ''), context), 'answer');
    const html = `${view.questionHtml}${view.answerHtml}`;
    expect(html).not.toMatch(/<img|<script|href="(?:javascript|command)|src="http/i);
    expect(html).toContain('&lt;script&gt;');
  });
});

describe('the end of a session', () => {
  it('lists each card once, with its last grade and when it comes back', () => {
    let session = start('t#explain');
    session = grade(reveal(session, ''), { grade: 1, event: 'e1', due: 60_000 }, 0);
    session = grade(reveal(session, ''), { grade: 3, event: 'e2', due: 3 * day }, 60_000);
    const view = expectPhase(quizView(session, context), 'summary');
    expect(view.rows).toHaveLength(1);
    expect(view.rows[0]).toMatchObject({ grade: 3, next: `at ${String(3 * day)}` });
    expect(view.message).toBe(`1 of 1 cards were firm. The first comes back at ${String(3 * day)}.`);
  });

  it('names what was strong, and suggests one thing', () => {
    const graded = (id: string, given: 1 | 3, ticked: number[]): Session =>
      grade(reveal(start(id), '', ticked), { grade: given, event: 'e', due: day }, 0);
    const all = expectPhase(quizView(graded('t#explain', 3, [0, 1, 2]), context), 'summary');
    expect(all.strong).toEqual(['Service types']);
    expect(all.suggestion?.action).toBe('Show progress');
    const some = graded('t#explain', 3, [0]);
    expect(suggestionOf(some, context)).toEqual({ kind: 'weak', points: 2 });
    expect(suggestionOf(graded('t#choice', 1, [0]), context)).toEqual({ kind: 'note', topic: 't' });
    expect(expectPhase(quizView(graded('t#choice', 1, [0]), context), 'summary').strong).toEqual([]);
  });

  it('says that practice has not changed the schedule', () => {
    const cram = startSession({ kind: 'topics', topics: ['t'], cram: true }, ['t#explain']);
    const view = expectPhase(quizView(reveal(cram, ''), context), 'answer');
    expect(view.grades.map(({ interval }) => interval)).toEqual(['again soon', 'done', 'done', 'done']);
    const over = grade(reveal(cram, ''), { grade: 3, event: '', due: Infinity }, 0);
    const end = expectPhase(quizView(over, context), 'summary');
    expect(end.title).toBe('Service types (practice)');
    expect(end.message).toContain('the schedule has not changed');
  });

  it('says what to do when there is nothing to ask', () => {
    const due = expectPhase(quizView(startSession({ kind: 'due' }, []), context), 'notice');
    expect(due).toMatchObject({ title: 'Due cards', error: false });
    expect(due.message).toContain('Quiz a topic from the tree');
    expect(expectPhase(quizView(start(), context), 'notice').message).toBe('This topic has no cards to ask.');
  });
});
