import { describe, expect, it } from 'vitest';
import { translator } from './translate.ts';

describe('translate', () => {
  const t = translator({ 'Hello {0}': '你好，{0}', twice: '{0}{0}' });
  it('fills placeholders, more than once if need be', () => {
    expect(t('Hello {0}', 'K')).toBe('你好，K');
    expect(t('twice', 7)).toBe('77');
  });
  it('falls back to English and leaves unknown placeholders', () => {
    expect(t('{0} of {1}', 1)).toBe('1 of {1}');
  });
  it('does not take inherited properties for translations', () => {
    expect(t('toString')).toBe('toString');
  });
  it('does not read placeholders inside an argument', () => {
    expect(t('{0} {1}', '{1}', 'x')).toBe('{1} x');
  });
});
