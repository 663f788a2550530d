import { describe, expect, test } from 'vitest';
import { editKinds } from '../../test/fixtures/identity/edits.ts';
import {
  measure,
  nothing,
  percent,
  type Rates,
  type Reader,
  sum,
} from '../../test/fixtures/identity/measure.ts';
import { cardsOf, parsedCards } from '../../test/fixtures/identity/notebook.ts';

/** `FUZZ_RUNS` raises the volume; the default is quick and still some ten thousand cards. */
const runs = Number(process.env.FUZZ_RUNS ?? 6);

const readers: readonly (readonly [string, Reader])[] = [
  ['Markdown through the parser', parsedCards],
  ['cards with ids by position', (notebook, source) => cardsOf(notebook, source, true)],
];

function told({ surviving, kept, cards, wrong }: Rates): string {
  return `${percent(kept, surviving).toFixed(2)} % of ${surviving} keep their history, ${percent(wrong, cards).toFixed(3)} % get a wrong one`;
}

// Measured while the tests are collected, so that their names can say what came out.
describe.each(readers)('%s', (_, read) => {
  let total = nothing;
  for (const [seed, kind] of ([...editKinds, 'mixed'] as const).entries()) {
    const rates = measure(kind, kind === 'mixed' ? runs * 6 : runs, read, seed + 1);
    total = sum(total, rates);
    test(`${kind}: ${told(rates)}`, () => {
      expect(rates.surviving).toBeGreaterThan(0);
      expect(percent(rates.kept, rates.surviving)).toBeGreaterThanOrEqual(98);
    });
  }

  test(`all together: ${told(total)}`, () => {
    expect(percent(total.kept, total.surviving)).toBeGreaterThanOrEqual(99.5);
    expect(percent(total.wrong, total.cards)).toBeLessThan(0.1);
  });
});
