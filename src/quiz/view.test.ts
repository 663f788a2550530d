import { describe, expect, it } from 'vitest';
import type { Card, Topic } from '../deck/types.ts';
import { translator } from '../l10n/translate.ts';
import { Scheduler, newTrace } from '../review/scheduler.ts';
import type { QuizView } from './protocol.ts';
import { grade, reveal, startSession, tick, type Session } from './session.ts';
import { quizView, type QuizContext } from './view.ts';

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
      options: [],
    });
    expect(view.questionHtml).toContain('<strong>types</strong>');
    expect(JSON.stringify(view)).not.toContain('Headless');
  });

  it('shows points, traps, sources and what each grade would do', () => {
    const session = tick(reveal(start('t#explain'), 'mine', [0]), 1, true);
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
    expect(before.options).toHaveLength(2);
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

  it('says what to do when there is nothing to ask', () => {
    const due = expectPhase(quizView(startSession({ kind: 'due' }, []), context), 'notice');
    expect(due).toMatchObject({ title: 'Due cards', error: false });
    expect(due.message).toContain('Quiz a topic from the tree');
    expect(expectPhase(quizView(start(), context), 'notice').message).toBe('This topic has no cards to ask.');
  });
});
