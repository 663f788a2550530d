import { reattach } from '../../deck/identity/reattach.ts';
import type { Card } from '../../deck/types.ts';
import { editKinds } from '../fixtures/identity/edits.ts';
import { largeNotebook, measure, nothing, percent, source, sum } from '../fixtures/identity/measure.ts';
import { cardsOf, parsedCards } from '../fixtures/identity/notebook.ts';
import type { BenchRow } from './types.ts';

const wanted = 20_000;
const runsPerEdit = 12;

function milliseconds(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

/** Copies, as a parser makes them: what is remembered of a card must not make it fast. */
function copies(cards: readonly Card[]): Card[] {
  return cards.map((card) => ({ ...card }));
}

function speed(): BenchRow[] {
  const cards = cardsOf(largeNotebook(750, 8), source, false)
    .map(({ card }) => card)
    .slice(0, wanted);
  const loadedSources = new Set([source]);
  const look = (events: Parameters<typeof reattach>[0]['events'], current: readonly Card[]) =>
    reattach({ events, current, loadedSources, now: 1 });
  const { newVersions: events } = look([], copies(cards));
  const current = copies(cards);
  const cold = milliseconds(() => look(events, current));
  const unchanged = median([1, 2, 3, 4, 5].map(() => milliseconds(() => look(events, current))));
  const files = [...new Set(cards.map(({ file }) => file))];
  const edited = median(
    [11, 22, 33, 44, 55].map((at) => {
      const now = current.map((card) =>
        card.file === files[at] ? { ...card, answer: `${card.answer}\n\nA remark that is new.` } : card,
      );
      return milliseconds(() => look(events, now));
    }),
  );
  const all = cards.map((card) => ({ ...card, answer: `${card.answer}\n\nA remark that is new.` }));
  const everything = milliseconds(() => look(events, all));
  const cardsText = `${cards.length.toLocaleString('en')} cards`;
  return [
    { name: `identity: ${cardsText}, first look of a window`, value: cold, unit: 'ms', target: 1000 },
    { name: `identity: ${cardsText}, nothing changed`, value: unchanged, unit: 'ms', target: 100 },
    { name: `identity: ${cardsText}, every card of one file edited`, value: edited, unit: 'ms', target: 200 },
    { name: `identity: ${cardsText}, every card edited`, value: everything, unit: 'ms', target: 10_000 },
  ];
}

function quality(): BenchRow[] {
  let total = nothing;
  for (const [seed, kind] of ([...editKinds, 'mixed'] as const).entries()) {
    total = sum(
      total,
      measure(kind, kind === 'mixed' ? runsPerEdit * 6 : runsPerEdit, parsedCards, seed + 101),
    );
  }
  return [
    {
      name: `identity: history kept, ${total.surviving.toLocaleString('en')} cards that survived an edit`,
      value: percent(total.kept, total.surviving),
      unit: '%',
      target: 98,
      baseline: { name: 'ids alone', value: percent(total.keptById, total.surviving) },
    },
    {
      name: 'identity: cards that did not get a wrong history',
      value: 100 - percent(total.wrong, total.cards),
      unit: '%',
      target: 99.9,
      baseline: { name: 'ids alone', value: 100 - percent(total.wrongById, total.cards) },
    },
  ];
}

/** How much history survives edits, beside keeping it under the card's id, and what finding out costs. */
export function identityBench(): Promise<BenchRow[]> {
  return Promise.resolve([...quality(), ...speed()]);
}

if (import.meta.main) console.table(await identityBench());
