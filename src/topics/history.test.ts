import { describe, expect, it } from 'vitest';
import type { Card } from '../deck/types.ts';
import { translator } from '../l10n/translate.ts';
import type { CardAction } from '../review/events.ts';
import { newMemory, type MemoryState } from '../review/memory.ts';
import { historyText, lapsesOf } from './history.ts';

const card: Card = {
  ...{ id: 'x#explain', type: 'explain', topic: 'x', section: 'x', question: 'What is `etcd` <b>?' },
  ...{ answer: '', points: [], tier: 'must', private: false, file: 'a.md', range: { start: 0, end: 1 } },
};
const base = { c: 'x#explain' };
const actions: readonly CardAction[] = [
  { ...base, i: 'a-0', t: 1, k: 'review', d: 10, g: 1 },
  { ...base, i: 'a-1', t: 2, k: 'review', d: 10, g: 3, ms: 12_400, p: '110' },
  { ...base, i: 'a-2', t: 3, k: 'review', d: 12, g: 1 },
  { ...base, i: 'a-3', t: 4, k: 'suspend' },
  { ...base, i: 'a-4', t: 5, k: 'unsuspend' },
  { ...base, i: 'a-5', t: 6, k: 'reset' },
  { ...base, i: 'a-6', t: 7, k: 'review', d: 13, g: 1 },
];

function text(of: readonly CardAction[], memory: MemoryState): string {
  return historyText({
    card,
    actions: of,
    memory,
    retrievability: 0.914,
    when: () => 'tomorrow',
    date: (time) => `t${String(time)}`,
    t: translator(),
  });
}

describe('the history of a card', () => {
  it('counts as lapses what was forgotten after a night, anew after a reset', () => {
    expect(lapsesOf(actions).map(({ i }) => i)).toEqual(['a-2']);
  });
  it('tells how it stands and what was done, newest first', () => {
    const memory = {
      ...newMemory,
      state: 'review',
      stability: 3.27,
      difficulty: 5,
      reps: 4,
      lapses: 1,
    } as const;
    expect(text(actions, memory)).toBe(`# What is etcd \\<b\\>?

- Due tomorrow
- Chance to recall it now: 91 %
- Stability: 3.3 days until the chance falls to 90 %
- Difficulty: 5 of 10
- Answers: 4, of these forgotten: 1

| When | What | Took | Points |
| --- | --- | --- | --- |
| t7 | Again |  |  |
| t6 | made new again |  |  |
| t5 | taken back in |  |  |
| t4 | suspended |  |  |
| t3 | Again |  |  |
| t2 | Good | 12 s | 2/3 |
| t1 | Again |  |  |
`);
  });
  it('says that there is none', () => {
    expect(text([], { ...newMemory, suspended: true })).toBe(`# What is etcd \\<b\\>?

- Suspended: it is not asked until you take it back in.
- New: never answered, or reset since.

Nothing has been done with this card yet.
`);
  });
});
