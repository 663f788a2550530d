import { describe, expect, it } from 'vitest';
import type { Token } from '../manifest/token.ts';
import type { HoverContent } from './hover.ts';
import { withLines } from './withLines.ts';

const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 5 } };
const token: Token = {
  apiVersion: 'v1',
  group: '',
  version: 'v1',
  kind: 'Pod',
  path: ['spec'],
  role: 'key',
  documentIndex: 0,
  range,
};
const content: HoverContent = {
  markdown: '**a** · b\n\nSummary.\n\n[Docs](https://x.org)',
  body: '**a** · b\n\nSummary.',
  links: { docs: 'https://x.org' },
  range,
};

describe('lines in a hover', () => {
  it('stand below the title, one a line', () => {
    const found = withLines(content, ['one', 'two'], token);
    expect(found?.markdown).toBe('**a** · b\n\none  \ntwo\n\nSummary.\n\n[Docs](https://x.org)');
    expect(found?.body).toBe('**a** · b\n\none  \ntwo\n\nSummary.');
    expect(withLines({ ...content, body: '**a**' }, ['one'], token)?.body).toBe('**a**\n\none');
  });

  it('stand alone where nothing else is known, and change nothing where there are none', () => {
    expect(withLines(undefined, ['one'], token)).toEqual({ markdown: 'one', body: 'one', links: {}, range });
    expect(withLines(content, [], token)).toBe(content);
    expect(withLines(undefined, [], token)).toBeUndefined();
  });
});
