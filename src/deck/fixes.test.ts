import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildDeck } from './deck.ts';
import { fixesFor, type Fix } from './fixes.ts';
import { parseNote } from './parse.ts';
import type { Problem } from './types.ts';

const context = (line: string): Parameters<typeof fixesFor>[1] => ({
  line,
  isFree: (id) => id !== 'pod-2',
  ids: () => ['service', 'service-types', 'ingress'],
});

function problemsOf(text: string): readonly Problem[] {
  return buildDeck([parseNote({ source: 's', path: 'a.md', text })]).problems;
}

function apply(line: string, { start, end, text }: Fix): string {
  return line.slice(0, start) + text + line.slice(end);
}

describe('fixes', () => {
  it.each([
    ['## A <!-- id: a\ntext', 'unclosed-comment', ['## A <!-- id: a -->']],
    ['## A <!-- id: a b -->\ntext', 'broken-id', ['## A <!-- id: a-b -->']],
    ['## A <!-- tilte: x -->\ntext', 'unknown-mark-key', ['## A <!-- title: x -->', '## A']],
    [
      '## A <!-- id: a | tilte: x -->\ntext',
      'unknown-mark-key',
      ['## A <!-- id: a | title: x -->', '## A <!-- id: a -->'],
    ],
    [
      '## A <!-- tier: high -->\ntext',
      'bad-tier',
      ['## A <!-- tier: must -->', '## A <!-- tier: should -->', '## A <!-- tier: extra -->'],
    ],
    ['## A <!-- cards: lists -->\ntext', 'bad-cards', ['## A <!-- cards: list -->']],
    [
      '## A <!-- status: deprecated since 1.2 -->\ntext',
      'bad-status',
      ['## A <!-- status: deprecated 1.2 -->'],
    ],
    ['## A <!-- id: a | label: -->\ntext', 'empty-mark-key', ['## A <!-- id: a -->']],
    ['## A <!-- id: a | id: b -->\ntext', 'repeated-mark-key', ['## A <!-- id: a -->']],
    [
      '## A <!-- id: a | confuse: servic -->\ntext',
      'dead-confuse',
      ['## A <!-- id: a | confuse: service -->', '## A <!-- id: a | confuse: service-types -->'],
    ],
    ['## A\ntext\n\n> [!TRAPS]\n> x', 'unknown-alert', ['> [!TRAP]']],
  ])('%j: %s', (text, code, expected) => {
    const problem = problemsOf(text).find((one) => one.code === code);
    if (problem === undefined) throw new Error(`no ${code} in ${JSON.stringify(problemsOf(text))}`);
    const line = text.split('\n')[problem.line] ?? '';
    expect(fixesFor(problem, context(line)).map((fix) => apply(line, fix))).toEqual(expected);
  });

  it('give a second id another name', () => {
    const text = '## A <!-- id: pod -->\ntext one\n\n## B <!-- id: pod -->\ntext two';
    const problem = problemsOf(text).find(({ code }) => code === 'duplicate-id');
    if (problem === undefined) throw new Error('no duplicate');
    const line = text.split('\n')[problem.line] ?? '';
    expect(fixesFor(problem, context(line)).map((fix) => apply(line, fix))).toEqual([
      '## B <!-- id: pod-3 -->',
    ]);
  });

  it('stay inside the line, whatever the mark', () => {
    const parts = fc.constantFrom(
      'id: a b',
      'tilte: x',
      'tier: y',
      'label:',
      'on: ???',
      '|',
      '<!--',
      '-->',
      ' ',
      '\\|',
      'cards: lst',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(parts, fc.string({ maxLength: 6 })), { maxLength: 8 }), (pieces) => {
        const text = `## A <!-- ${pieces.join(' ')} -->\ntext`;
        const lines = text.split('\n');
        for (const problem of problemsOf(text)) {
          const line = lines[problem.line] ?? '';
          for (const { start, end } of fixesFor(problem, context(line))) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeGreaterThanOrEqual(start);
            expect(end).toBeLessThanOrEqual(line.length);
          }
        }
      }),
    );
  });
});
