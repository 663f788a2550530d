import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { decodeScalar } from './scalar.ts';

describe('double-quoted scalars', () => {
  it('know the escapes of YAML', () => {
    expect(decodeScalar(String.raw`"\x41\u4e2d\U0001F600\t\/\"\\\N"`, 'double')).toBe('A中😀\t/"\\\u0085');
    expect(decodeScalar(String.raw`"\ud83d\ude00"`, 'double')).toBe('😀');
  });

  it('are undefined where an escape is none', () => {
    for (const source of [
      String.raw`"\q"`,
      String.raw`"\x4"`,
      String.raw`"\u12g4"`,
      String.raw`"\UFFFFFFFF"`,
    ]) {
      expect(decodeScalar(source, 'double')).toBeUndefined();
    }
  });

  it('mean what the yaml library reads', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const source = stringify(text, { defaultStringType: 'QUOTE_DOUBLE', lineWidth: 0 }).trimEnd();
        fc.pre(!source.includes('\n') && source.startsWith('"'));
        expect(decodeScalar(source, 'double')).toBe(parse(source));
      }),
    );
  });
});
