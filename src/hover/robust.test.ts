import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { translator } from '../l10n/translate.ts';
import { Manifest } from '../manifest/manifest.ts';
import { around } from '../manifest/surroundings.ts';
import { definitions, leadsElsewhere } from '../workspace/definition.ts';
import { readParts, WorkspaceIndex } from '../workspace/workspaceIndex.ts';
import type { SummaryMemo } from '../workspace/workspaceIndex.ts';
import { readouts } from './readouts/readouts.ts';
import { referenceReadouts } from './referenceReadout.ts';

const folder = new URL('../test/fixtures/workspace/', import.meta.url);
const sample = new URL('../../media/samples/shop.yaml', import.meta.url);
const texts = [
  ...readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8')),
  readFileSync(sample, 'utf8'),
  'apiVersion: v1\nkind: Pod\nbase: &b {cpu: 500m}\nspec:\n  containers:\n    - resources: {limits: *b, requests: {<<: *b}}\n      env: [{valueFrom: {secretKeyRef: {name: x, key: y}}}]\n',
];
const pieces = [
  '',
  ' ',
  '\n',
  '  ',
  '- ',
  ': ',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '&a ',
  '*a',
  '{{ x }}',
  '\t',
  '---\n',
  '500m',
  'name',
  'key: x\n',
];
const t = translator();
const uri = 'file:///w/a.yaml';

describe('readouts and references', () => {
  it('never fail, whatever is typed', () => {
    const edit = fc.record({
      line: fc.nat(40),
      from: fc.nat(30),
      length: fc.nat(12),
      text: fc.constantFrom(...pieces),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(edit, { minLength: 1, maxLength: 8 }),
        (text, edits) => {
          const manifest = new Manifest(text);
          const index = new WorkspaceIndex();
          const memo: SummaryMemo = new WeakMap();
          const view = {
            index,
            state: { phase: 'whole', done: 0, total: 0 },
            nameOf: (name: string) => name,
          } as const;
          for (const { line, from, length, text: added } of edits) {
            manifest.applyEdit(
              { start: { line, character: from }, end: { line, character: from + length } },
              added,
            );
            index.set(uri, [...readParts(manifest, memo)]);
            for (let near = Math.max(0, line - 2); near < line + 3; near++) {
              for (const character of [0, 4, 8, 14, 22]) {
                const token = manifest.tokenAt({ line: near, character });
                if (!token) continue;
                const surroundings = around(manifest, token);
                readouts(token, surroundings, t);
                leadsElsewhere(token, surroundings);
                referenceReadouts(token, surroundings, uri, view, t);
                for (const { range } of definitions(token, surroundings, uri, index)) {
                  expect(range.start.line).toBeLessThan(manifest.text().split('\n').length);
                }
              }
            }
          }
        },
      ),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 150) },
    );
  });
});
