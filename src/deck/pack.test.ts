import { zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packLines, readPack, type PackParts } from './pack.ts';

const compress = (text: string): Uint8Array => zstdCompressSync(text);
const texts = (value: Record<string, string>): PackParts => ({ concepts: [], chapters: [], texts: value });

describe('a pack', () => {
  it('gives back what went in, whatever the texts', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string({ unit: 'grapheme', maxLength: 300 })), (value) => {
        const bytes = compress(packLines(texts(value)));
        expect(readPack(bytes, 'concepts')).toEqual([]);
        expect(readPack(bytes, 'chapters')).toEqual([]);
        expect(readPack(bytes, 'texts')).toEqual({ ...value });
      }),
    );
  });

  it('is read in portions: letters of several bytes that lie across them stay whole', () => {
    let seed = 1;
    const letters = (): string => {
      seed = (seed * 48_271) % 2_147_483_647;
      return String.fromCodePoint(0x4e00 + (seed % 5000), 0x20000 + (seed % 3000));
    };
    const long = Array.from({ length: 50_000 }, letters).join('');
    const bytes = compress(packLines(texts({ 'zh-cn/a.md': long })));
    expect(bytes.length).toBeGreaterThan(100_000);
    expect(readPack(bytes, 'texts')).toEqual({ 'zh-cn/a.md': long });
  });

  it('says so when it is cut short, damaged or something else', () => {
    const long = Array.from({ length: 50_000 }, (_, i) => String((i * 7919) % 1000)).join(' ');
    const bytes = compress(packLines(texts({ a: long })));
    expect(() => readPack(bytes.subarray(0, bytes.length / 2), 'texts')).toThrow();
    expect(() => readPack(new TextEncoder().encode('{"chapters":[]}'), 'chapters')).toThrow();
    expect(() => readPack(new Uint8Array(0), 'concepts')).toThrow();
  });
});
