import { parseAllDocuments } from 'yaml';
import { conceptIndex } from '../../deck/conceptIndex.ts';
import type { Concept } from '../../deck/types.ts';
import { ConceptSource } from '../../hover/conceptSource.ts';
import { hover } from '../../hover/hover.ts';
import { translator } from '../../l10n/translate.ts';
import { Manifest } from '../../manifest/manifest.ts';
import type { Position } from '../../manifest/token.ts';
import { hoverServerBench } from './hoverServer.bench.ts';
import { json, lastField, list, stream } from './largeManifests.ts';
import type { BenchRow } from './types.ts';

const concept: Concept = {
  id: 'restart-policy',
  name: 'restartPolicy',
  synonyms: [],
  label: 'Pod field',
  summary: 'What the kubelet does with a container that has ended.',
  points: [],
  links: [],
  attachments: [{ kind: 'PodSpec', path: ['restartPolicy'] }],
  confuse: [],
  topic: 'pod-lifecycle',
  file: 'pods.md',
  range: { start: 0, end: 1 },
};

function milliseconds(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/**
 * Hovers in files of 1.9 MB: the first one, and the first after an edit in the middle. The peer is a full parse
 * by the `yaml` library, which a hover on top of a syntax tree needs before each of them.
 */
export async function hoverBench(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const source = new ConceptSource([concept], conceptIndex([concept]));
  const ask = (manifest: Manifest, position: Position) => {
    const token = manifest.tokenAt(position);
    const found = token && hover(token, source, { t: translator(), commands: true });
    if (found?.concept !== concept.id) throw new Error('The benchmark found no hover.');
  };
  for (const [name, text] of [
    ['kind: List', list()],
    ['stream', stream()],
    ['JSON list', json()],
  ] as const) {
    const position = lastField(text);
    let manifest = new Manifest('');
    const first = milliseconds(() => {
      manifest = new Manifest(text);
      ask(manifest, position);
    });
    const line = Math.floor(position.line / 2);
    const edits = Array.from({ length: 21 }, (_, i) =>
      milliseconds(() => {
        // In turn a letter, a new line and their removal, as somebody types.
        const start = { line, character: 2 };
        const ends = [start, { line, character: 3 }, start, { line: line + 1, character: 0 }];
        manifest.applyEdit({ start, end: ends[i % 4] ?? start }, ['x', '', '\n', ''][i % 4] ?? '');
        ask(manifest, i % 4 === 2 ? { ...position, line: position.line + 1 } : position);
      }),
    ).sort((a, b) => a - b);
    const hovers = Array.from({ length: 201 }, () =>
      milliseconds(() => {
        ask(manifest, position);
      }),
    ).sort((a, b) => a - b);
    const parse = milliseconds(() => {
      parseAllDocuments(text);
    });
    const baseline = { name: 'parse by yaml', value: parse };
    rows.push(
      { name: `first hover, 1.9 MB ${name}`, value: first, unit: 'ms', target: 100, baseline },
      {
        name: `hover after an edit, 1.9 MB ${name} (median)`,
        value: edits[10] ?? 0,
        unit: 'ms',
        target: 15,
        baseline,
      },
      { name: `hover after an edit, 1.9 MB ${name} (slowest)`, value: edits[20] ?? 0, unit: 'ms' },
      { name: `hover, 1.9 MB ${name} (median)`, value: hovers[100] ?? 0, unit: 'ms', target: 1 },
    );
  }
  return rows.concat(await hoverServerBench());
}

if (import.meta.main) console.table(await hoverBench());
