import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cronReadout } from './cronReadout.ts';
import { durationReadout, parseDuration } from './duration.ts';
import { fileModeReadout } from './fileMode.ts';
import { formatAmount, parseQuantity, unitOf } from './quantity.ts';
import { quantityReadout } from './quantityReadout.ts';
import { translator } from '../../l10n/translate.ts';

const runs = { numRuns: Number(process.env.FUZZ_RUNS ?? 300) };

describe('the grammar of quantities', () => {
  it.each([
    ['1', 1_000_000_000n],
    ['.5', 500_000_000n],
    ['5.', 5_000_000_000n],
    ['1m', 1_000_000n],
    ['1e3', 1_000_000_000_000n],
    ['1E3', 1_000_000_000_000n],
    ['1E', 10n ** 27n],
    ['1Ki', 1_024_000_000_000n],
    ['+1k', 1_000_000_000_000n],
    ['0.1n', 1n],
    ['1e-3', 1_000_000n],
  ])('takes %s', (text, nano) => {
    expect(parseQuantity(text)?.nano).toBe(nano);
  });

  it.each(['', 'm', '.', '1g', '1K', '1KB', '1 Mi', '1Mi ', '0x10', '1e', '1e99', '--1', '1,5', '1_000'])(
    'refuses %s',
    (text) => {
      expect(parseQuantity(text)).toBeUndefined();
    },
  );

  it('means the same in every unit that fits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (number) => {
        const whole = parseQuantity(String(number))?.nano ?? -1n;
        expect(parseQuantity(`${number * 1000}m`)?.nano).toBe(whole);
        expect(parseQuantity(`${number}k`)?.nano).toBe(whole * 1000n);
        expect(parseQuantity(`${number}Ki`)?.nano).toBe(whole * 1024n);
        expect(formatAmount(whole).replaceAll(',', '')).toBe(String(number));
        expect(formatAmount(parseQuantity(`${number}Mi`)?.nano ?? 0n, unitOf('Mi')).replaceAll(',', '')).toBe(
          String(number),
        );
      }),
      runs,
    );
  });

  it('adds up durations', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(59), fc.nat(59), (h, m, s) => {
        expect(parseDuration(`${h}h${m}m${s}s`, 'go')).toBe(((h * 60 + m) * 60 + s) * 1000);
      }),
      runs,
    );
    expect(parseDuration('1.5h', 'go')).toBe(5_400_000);
    expect(parseDuration('1w2d', 'prometheus')).toBe(777_600_000);
    expect(parseDuration('2d1w', 'prometheus')).toBeUndefined();
    expect(parseDuration('1m30s', 'gateway')).toBe(90_000);
  });

  it('never fails, whatever is typed', () => {
    const t = translator();
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[-+0-9.eEmkKMGi*/,@ a-z]{0,20}$/));
    fc.assert(
      fc.property(text, (typed) => {
        for (const measure of ['cpu', 'bytes', 'number', 'count'] as const)
          quantityReadout(typed, measure, true, t);
        for (const format of ['go', 'gateway', 'prometheus'] as const) durationReadout(typed, format, t);
        cronReadout(typed, { cronJob: true, timeZone: typed }, t);
        fileModeReadout(typed, t);
      }),
      runs,
    );
  });
});
