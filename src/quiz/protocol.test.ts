import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isConceptMessage, isHostMessage, parseConceptPageMessage, parsePageMessage } from './protocol.ts';

describe('messages of the page', () => {
  it.each([
    [
      { type: 'grade', grade: 3 },
      { type: 'grade', grade: 3 },
    ],
    [{ type: 'grade', grade: 5 }, undefined],
    [{ type: 'grade', grade: '3' }, undefined],
    [
      { type: 'tick', point: 0, ticked: true, extra: 1 },
      { type: 'tick', point: 0, ticked: true },
    ],
    [{ type: 'tick', point: -1, ticked: true }, undefined],
    [{ type: 'tick', point: 0.5, ticked: true }, undefined],
    [{ type: 'reveal' }, undefined],
    [
      { type: 'reveal', text: '', option: 2 },
      { type: 'reveal', text: '', option: 2 },
    ],
    [{ type: 'reveal', text: '', option: '2' }, undefined],
    [{ type: 'eval', text: 'x' }, undefined],
    [null, undefined],
  ])('%j is read as %j', (value, expected) => {
    expect(parsePageMessage(value)).toEqual(expected);
  });

  it('are cut, not refused, where a text is long', () => {
    const message = parsePageMessage({ type: 'typed', text: 'x'.repeat(100_000) });
    expect(message).toMatchObject({ type: 'typed', text: 'x'.repeat(20_000) });
  });

  it('never make the reader throw', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        parsePageMessage(value);
        isHostMessage(value);
      }),
    );
  });
});

describe('messages of the page with the concept under the caret', () => {
  it('are read strictly', () => {
    expect(parseConceptPageMessage({ type: 'ready', more: 1 })).toEqual({ type: 'ready' });
    expect(parseConceptPageMessage({ type: 'follow', link: 2 })).toEqual({ type: 'follow', link: 2 });
    for (const wrong of [
      null,
      'ready',
      { type: 'follow' },
      { type: 'follow', link: -1 },
      { type: 'follow', link: '0' },
    ]) {
      expect(parseConceptPageMessage(wrong)).toBeUndefined();
    }
    expect(isConceptMessage({ type: 'concept', html: '', language: 'en', title: '' })).toBe(true);
    expect(isConceptMessage({ type: 'concept', html: '', language: 'en' })).toBe(false);
    expect(isConceptMessage({ type: 'view', html: '', language: 'en', title: '' })).toBe(false);
  });
});
