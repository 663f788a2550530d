import { describe, expect, it } from 'vitest';
import { linkParts, parseLink } from './link.ts';

describe('links', () => {
  it('lead back to what they were made of', () => {
    for (const id of ['service-types', 'bank:~pod-的生命周期#explain', 'a&b=c?d#e']) {
      const { path, query } = linkParts({ kind: 'card', id });
      expect(query).toMatch(/^[\w.~%!'()*-]+$/);
      expect(parseLink(path, decodeURIComponent(query))).toEqual({ kind: 'card', id });
    }
  });
  it('of any other form lead nowhere', () => {
    expect(parseLink('/run', 'x')).toBeUndefined();
    expect(parseLink('/topic', ' ')).toBeUndefined();
    expect(parseLink('/topic', 'x'.repeat(501))).toBeUndefined();
  });
});
