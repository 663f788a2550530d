import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdit, type Edit, editKinds, Fresh } from '../../test/fixtures/identity/edits.ts';
import {
  compare,
  newNotebook,
  nothing,
  percent,
  random,
  source,
  sum,
} from '../../test/fixtures/identity/measure.ts';
import { cardsOf, type Notebook } from '../../test/fixtures/identity/notebook.ts';
import type { Wording } from '../../test/fixtures/identity/sections.ts';
import type { IdentityEvent } from '../events.ts';
import type { Card } from '../types.ts';
import { resolveLinks } from './ownership.ts';
import { reattach } from './reattach.ts';
import { versionOf } from './version.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 30);
/** Rates over few cards vary; without an order for more, the run is always the same. */
const options = process.env.FUZZ_RUNS === undefined ? { numRuns, seed: 1 } : { numRuns };
const timeout = 5000 + numRuns * 200;
const loadedSources = new Set([source]);

/** Edits of one file: those of different files may be done in any order and give the same notes. */
const edits = fc.array(
  fc.record<Edit>({
    kind: fc.constantFrom(...editKinds.filter((kind) => kind !== 'move section' && kind !== 'split file')),
    at: fc.tuple(fc.constant(0), fc.nat(1000), fc.nat(1000)),
  }),
  { maxLength: 3 },
);
const scripts = fc.record({ seed: fc.nat(1_000_000), perFile: fc.tuple(edits, edits, edits) });

/** A device that looks at the notes now and then, at times of its own. */
class Device {
  readonly journal: IdentityEvent[] = [];
  #now: number;

  constructor(now: number, known: readonly IdentityEvent[] = []) {
    this.#now = now;
    this.journal.push(...known);
  }

  open(cards: readonly Card[]): void {
    const { newVersions, links } = reattach({
      events: this.journal,
      current: cards,
      loadedSources,
      now: this.#now++,
    });
    this.journal.push(...newVersions, ...links);
  }
}

/** The states that a device sees when the files are edited in the given order. */
function states(
  notebook: Notebook,
  unused: readonly Wording[],
  perFile: readonly Edit[][],
  order: readonly number[],
): Notebook[] {
  const third = Math.floor(unused.length / 3);
  const seen: Notebook[] = [];
  let now = notebook;
  for (const file of order) {
    // Each file draws from wordings of its own, so that what is added does not depend on the order either.
    const fresh = new Fresh(unused.slice(file * third, (file + 1) * third), `f${file}-`);
    for (const edit of perFile[file] ?? []) {
      const page = now[file];
      const [edited] = page ? applyEdit([page], edit, fresh) : [];
      now = now.map((old, at) => (at === file && edited ? edited : old));
      seen.push(now);
    }
  }
  return seen;
}

function cardsIn(notebook: Notebook): Card[] {
  return cardsOf(notebook, source, true).map(({ card }) => card);
}

/** Which keys belong together and who shows them, told in a way that two journals can be compared by. */
function picture(events: readonly IdentityEvent[], cards: readonly Card[]): string[] {
  const versions = cards.map(versionOf);
  const ownership = resolveLinks(events, versions);
  return versions.map(({ key }) => ownership.members(key).join(' ')).sort();
}

test(
  'two devices that see the same edits in another order end equal, and need no further event',
  { timeout },
  () => {
    let total = nothing;
    fc.assert(
      fc.property(scripts, fc.boolean(), ({ seed, perFile }, atOnce) => {
        const { notebook, unused } = newNotebook(random(seed));
        const start = new Device(0);
        start.open(cardsIn(notebook));

        // The clocks are far apart, and one device may see only the outcome.
        const [a, b] = [new Device(1_000_000, start.journal), new Device(5, start.journal)];
        const [left, right] = [
          states(notebook, unused, perFile, [0, 1, 2]),
          states(notebook, unused, perFile, [2, 1, 0]),
        ];
        for (const state of left) a.open(cardsIn(state));
        for (const state of atOnce ? right.slice(-1) : right) b.open(cardsIn(state));

        const final = left.at(-1) ?? notebook;
        const cards = cardsIn(final);
        const [one, other] = [
          new Device(2_000_000, [...a.journal, ...b.journal]),
          new Device(7, [...b.journal, ...a.journal]),
        ];
        one.open(cards);
        other.open(cards);
        expect(picture(one.journal, cards)).toEqual(picture(other.journal, cards));
        const size = one.journal.length;
        one.open(cards);
        expect(one.journal.length).toBe(size);

        const before = cardsOf(notebook, source, true);
        total = sum(total, compare(before, cardsOf(final, source, true), one.journal));
      }),
      options,
    );
    expect(percent(total.kept, total.surviving)).toBeGreaterThanOrEqual(98);
    expect(percent(total.wrong, total.cards)).toBeLessThan(0.1);
  },
);

test(
  'a device that begins with the edited notes and joins later ends equal to the others',
  { timeout },
  () => {
    fc.assert(
      fc.property(scripts, ({ seed, perFile }) => {
        const { notebook, unused } = newNotebook(random(seed));
        const [a, b] = [new Device(10), new Device(0)];
        a.open(cardsIn(notebook));
        const seen = states(notebook, unused, perFile, [0, 1, 2]);
        const cards = cardsIn(seen.at(-1) ?? notebook);
        for (const state of seen) a.open(cardsIn(state));
        b.open(cards);
        const [one, other] = [
          new Device(100, [...a.journal, ...b.journal]),
          new Device(50, [...b.journal, ...a.journal]),
        ];
        one.open(cards);
        other.open(cards);
        expect(picture(one.journal, cards)).toEqual(picture(other.journal, cards));
      }),
      options,
    );
  },
);
