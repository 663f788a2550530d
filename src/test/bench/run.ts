/**
 * `npm run bench [NAME...]`: measures what the project promises about speed and prints each figure beside the
 * bound that it set itself and, where there is one, a peer on the same input in the same run. Judges nothing:
 * machines differ, ratios less so. `npm run bench -- coverage FOLDER` measures the notes on a folder of manifests.
 */
import { coverage } from './coverage.ts';
import { deckBench } from './deck.bench.ts';
import { hoverBench } from './hover.bench.ts';
import { identityBench } from './identity.bench.ts';
import { journalBench } from './journal.bench.ts';
import { notesBench } from './notes.bench.ts';
import { quizBench } from './quiz.bench.ts';
import { table } from './table.ts';
import { treeBench } from './tree.bench.ts';
import type { BenchRow } from './types.ts';

const benches: Readonly<Record<string, () => Promise<BenchRow[]>>> = {
  deck: deckBench,
  notes: notesBench,
  identity: identityBench,
  journal: journalBench,
  hover: hoverBench,
  quiz: quizBench,
  tree: treeBench,
};

const wanted = process.argv.slice(2);
if (wanted[0] === 'coverage') {
  coverage(wanted.slice(1));
  process.exit();
}
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  console.log(table(await bench()));
}
