import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Grade } from './protocol.ts';
import {
  answers,
  currentCard,
  grade,
  isFinished,
  learnAheadMs,
  parseSession,
  putAside,
  spentMs,
  proposeForChoice,
  proposeGrade,
  remaining,
  retain,
  reveal,
  startSession,
  tick,
  type,
  undo,
  type Scope,
  type Session,
} from './session.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const due = { kind: 'due' } as const;

function answer(session: Session, given: Grade, dueIn: number, now = 0): Session {
  const event = `e${String(session.done.length)}`;
  return grade(reveal(session, ''), { grade: given, event, due: now + dueIn }, now);
}

describe('a session', () => {
  it('asks one card after another and ends', () => {
    let session = startSession(due, ['a', 'b']);
    expect(currentCard(session)).toBe('a');
    session = answer(session, 3, day);
    expect(currentCard(session)).toBe('b');
    session = answer(session, 3, day);
    expect(isFinished(session)).toBe(true);
    expect(session.done.map(({ card }) => card)).toEqual(['a', 'b']);
  });

  it('takes no grade before the answer is shown', () => {
    const session = startSession(due, ['a']);
    expect(grade(session, { grade: 3, event: 'e', due: day }, 0)).toBe(session);
  });

  it('asks a card in learning again: after the others, and at once when nothing else is left', () => {
    let session = startSession(due, ['a', 'b']);
    session = answer(session, 1, minute);
    expect(currentCard(session)).toBe('b');
    expect(remaining(session)).toBe(2);
    session = answer(session, 3, day, 1000);
    expect(currentCard(session)).toBe('a');
    session = answer(session, 4, day, 2000);
    expect(isFinished(session)).toBe(true);
  });

  it('prefers a learning card whose time has come to a new one', () => {
    let session = startSession(due, ['a', 'b', 'c']);
    session = answer(session, 1, minute);
    session = answer(session, 3, day, 2 * minute);
    expect(currentCard(session)).toBe('a');
  });

  it('does not wait for a step beyond the learn-ahead limit', () => {
    expect(isFinished(answer(startSession(due, ['a']), 3, learnAheadMs + 1))).toBe(true);
    expect(isFinished(answer(startSession(due, ['a']), 3, learnAheadMs))).toBe(false);
  });

  it('forgets ticks and text with the card they belong to', () => {
    let session = reveal(startSession(due, ['a', 'b']), 'my words', [1]);
    session = tick(session, 0, true);
    expect(session).toMatchObject({ typed: 'my words', ticked: [0, 1] });
    session = grade(session, { grade: 3, event: 'e', due: day }, 0);
    expect(session).toMatchObject({ revealed: false, typed: '', ticked: [] });
  });

  it('undo shows the answer again with what was typed and ticked', () => {
    const revealed = reveal(startSession(due, ['a', 'b']), 'words', [2]);
    const back = undo(grade(revealed, { grade: 4, event: 'e7', due: day }, 0));
    expect(back?.undone).toMatchObject({ card: 'a', event: 'e7', grade: 4 });
    expect(back?.session).toEqual(revealed);
    expect(undo(startSession(due, ['a']))).toBeUndefined();
  });

  it('undo takes a card out of the learning steps that the grade put it into', () => {
    const back = undo(answer(startSession(due, ['a', 'b']), 1, minute));
    expect(back?.session.waiting).toEqual([]);
    expect(back?.session.queue).toEqual(['a', 'b']);
  });

  it('drops cards that left the deck, and hides the answer of a card that is gone', () => {
    const session = reveal(startSession(due, ['gone', 'b']), 'x');
    expect(retain(session, (card) => card !== 'gone')).toMatchObject({ queue: ['b'], revealed: false });
    expect(retain(session, () => true)).toEqual(session);
  });

  it('puts a card aside without a grade, and takes it back as it was', () => {
    const session = type(startSession(due, ['a', 'b']), 'half a');
    const aside = putAside(session, 'buried', ['e1'], 5);
    expect(currentCard(aside)).toBe('b');
    expect(aside.typed).toBe('');
    expect(answers(aside)).toEqual([]);
    const back = undo(aside);
    expect(back?.undone).toMatchObject({ kind: 'buried', card: 'a', events: ['e1'] });
    expect(back?.session).toEqual(session);
    const revealed = tick(reveal(session, 'all'), 1, true);
    expect(undo(putAside(revealed, 'suspended', ['e2'], 5))?.session).toEqual(revealed);
    expect(putAside(startSession(due, []), 'buried', [], 5).done).toEqual([]);
  });

  it('ends when its minutes are over, after the card at hand', () => {
    let session = startSession({ kind: 'due', minutes: 2 }, ['a', 'b', 'c', 'd']);
    const step = (took: number): void => {
      session = grade(reveal(session, ''), { grade: 3, event: 'e', due: day, took }, 0);
    };
    step(50_000);
    step(50_000);
    expect(isFinished(session)).toBe(false);
    expect(isFinished(reveal(session, ''))).toBe(false);
    step(30_000);
    expect(isFinished(session)).toBe(true);
    expect(remaining(session)).toBe(0);
    expect(currentCard(undo(session)?.session ?? session)).toBe('c');
  });

  it('does not count the time away from the desk', () => {
    const session = grade(
      reveal(startSession(due, ['a', 'b']), ''),
      { grade: 3, event: 'e', due: day, took: 3e7 },
      0,
    );
    expect(spentMs(session)).toBe(180_000);
  });

  it.each<Scope>([
    { kind: 'weak' },
    { kind: 'tier', tier: 'must', minutes: 10 },
    { kind: 'topics', topics: ['a'], cram: true },
    { kind: 'manifest', name: 'web.yaml', concepts: ['service'] },
  ])('keeps its scope over a reload: $kind', (scope) => {
    const session = startSession(scope, ['a']);
    expect(parseSession(JSON.parse(JSON.stringify(session)))).toEqual(session);
  });

  const grades = fc.array(
    fc.record({
      given: fc.constantFrom<Grade>(1, 2, 3, 4),
      dueIn: fc.integer({ min: 0, max: 2 * learnAheadMs }),
    }),
    { maxLength: 40 },
  );

  it('never loses, doubles or invents a card, whatever is graded and undone', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 8 }), grades, (cards, steps) => {
        let session = startSession(due, cards);
        let now = 0;
        for (const { given, dueIn } of steps) {
          now += 30_000;
          const before = session;
          session = answer(session, given, dueIn, now);
          const open = [...session.queue, ...session.waiting.map(({ card }) => card)];
          expect(new Set(open).size).toBe(open.length);
          const seen = new Set([...open, ...session.done.map(({ card }) => card)]);
          expect([...seen].sort()).toEqual([...cards].sort());
          if (!isFinished(before)) {
            const back = undo(session)?.session;
            expect(back?.done).toEqual(before.done);
            expect(currentCard(back ?? session)).toBe(currentCard(before));
          }
        }
      }),
    );
  });

  it('survives the page that keeps it', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 5 }), grades, (cards, steps) => {
        let session = startSession({ kind: 'topics', topics: ['t'] }, cards);
        for (const { given, dueIn } of steps) session = answer(session, given, dueIn);
        const kept: unknown = JSON.parse(JSON.stringify(session));
        expect(parseSession(kept)).toEqual(session);
      }),
    );
  });

  it('refuses what is no session', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const session = parseSession(value);
        if (session !== undefined) expect(Array.isArray(session.queue)).toBe(true);
      }),
    );
    expect(parseSession({ ...startSession(due, ['a']), queue: [1] })).toBeUndefined();
    expect(parseSession({ ...startSession(due, ['a']), scope: { kind: 'x' } })).toBeUndefined();
  });
});

describe('the proposed grade', () => {
  it.each([
    [0, 0, 3],
    [4, 0, 1],
    [4, 2, 2],
    [3, 2, 3],
    [4, 4, 3],
  ] as const)('of %i points with %i ticked is %i', (points, ticked, expected) => {
    expect(proposeGrade(points, ticked)).toBe(expected);
  });
});

describe('the grade proposed for a choice', () => {
  it.each([
    [1, 3],
    [0, 1],
    [7, 1],
    [undefined, 3],
  ] as const)('of option %s is %i', (chosen, expected) => {
    expect(proposeForChoice([false, true], chosen)).toBe(expected);
  });
});
