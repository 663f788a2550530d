/**
 * `node src/test/bench/fuzz.ts FOLDER [COUNT]`: COUNT (200,000) random edits of the manifests in a folder, each with a
 * hover at a random position, in one process. Prints what broke, and the slowest hovers. `npm run build` first.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { conceptIndex } from '../../deck/conceptIndex.ts';
import { readPack } from '../../deck/pack.ts';
import { ConceptSource } from '../../hover/conceptSource.ts';
import { hover } from '../../hover/hover.ts';
import { translator } from '../../l10n/translate.ts';
import { Manifest } from '../../manifest/manifest.ts';
import type { Position } from '../../manifest/token.ts';
import type { IndexData, PackData } from '../../schema/data.ts';
import { Schema } from '../../schema/schema.ts';
import { root } from '../workbench/paths.ts';

const [folder = '', count = '200000'] = process.argv.slice(2);
if (folder === '') throw new Error('Usage: node src/test/bench/fuzz.ts FOLDER [COUNT]');

const built = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(root, 'dist', `${name}.json`), 'utf8'));
const index = built('schema.index') as IndexData;
const schema = new Schema(index);
for (const name of Object.keys(index.uses)) schema.add(name, built(`schema.${name}`) as PackData);
const concepts = readPack(readFileSync(path.join(root, 'dist', 'notes.en.zst')), 'concepts');
const source = new ConceptSource(concepts, conceptIndex(concepts));

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(?:ya?ml|json)$/.test(name))
  .sort()
  .map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }));

/** Each alias names the one above twice, so that a reader that expands them runs out of memory. */
const bomb = `a0: &a0 [x, x]\n${Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`).join('')}`;
const merges = `m0: &m0 {k: v}\n${Array.from({ length: 40 }, (_, i) => `m${i + 1}: &m${i + 1}\n  <<: [*m${i}, *m${i}]\n`).join('')}`;
const snippets = [
  '\n',
  '\r\n',
  '\r',
  '  ',
  '\t',
  ':',
  ': ',
  '- ',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ',',
  '#',
  '|',
  '|\n',
  '---\n',
  '...\n',
  '{{',
  '}}',
  '{{- end }}\n',
  '/*',
  '&a ',
  '*a',
  '<<: *a\n',
  '? ',
  '\n? a\n: b\n',
  'kind: List\n',
  'items:\n',
  '\ufeff',
  '\u0000',
  '\ud800',
  '🙂',
  '! ',
  '!!map ',
  '%YAML 1.2\n',
  '[[[[[[[[',
  '{{{{{{{{',
  '- - - - - ',
  ' '.repeat(80),
  bomb,
  merges,
  '{'.repeat(500),
  '- '.repeat(500),
  '*a0: *a40\n',
  'x: *m40\n',
  '"items": [\n',
  '        {\n',
  '},\n',
];

let seed = 20_261_127;
/** An integer below `below`, the same in every run. */
function random(below: number): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
}

const bound = 50;

function timed(asked: Manifest, position: Position): { time: number; answered: boolean } {
  const begin = performance.now();
  const token = asked.tokenAt(position);
  const above = token && (() => asked.pathsAbove(token, 30));
  const content =
    token && hover(token, source, { t: translator(), commands: true, schema, ...(above && { above }) });
  return { time: performance.now() - begin, answered: content !== undefined };
}

const failures: string[] = [];
const slow: { readonly time: number; readonly where: string }[] = [];
let answered = 0;
let slowest = 0;
const edits = Number(count);
let manifest = new Manifest('');
let name = '';
for (let i = 0; i < edits; i++) {
  if (i % 6 === 0) {
    const file = files[random(files.length)] ?? { name: '', text: '' };
    ({ name } = file);
    manifest = new Manifest(file.text);
  }
  const lines = manifest.text().split('\n');
  const line = random(lines.length + 1);
  const character = random((lines[line]?.length ?? 0) + 2);
  const start = { line, character };
  const kind = random(4);
  const end = kind === 0 ? { line: line + random(4), character: random(20) } : start;
  const text = kind === 1 ? (lines[random(lines.length)] ?? '') : (snippets[random(snippets.length)] ?? '');
  const at = { line: random(lines.length), character: random(24) };
  try {
    manifest.applyEdit({ start, end }, kind === 0 && random(2) === 0 ? '' : text);
    // Near the edit, where it hurts, or anywhere.
    const position =
      random(2) === 0 ? { line: Math.max(0, line - 2 + random(5)), character: random(24) } : at;
    const first = timed(manifest, position);
    if (first.answered) answered++;
    // A slow one is asked again from a fresh start: other work on the machine, and the garbage of many edits, must
    // not decide.
    let { time } = first;
    for (let again = 0; time > bound && again < 3; again++) {
      time = Math.min(time, timed(new Manifest(manifest.text()), position).time);
    }
    slowest = Math.max(slowest, time);
    if (time > bound) slow.push({ time, where: `${name}, edit ${i}, line ${position.line + 1}` });
  } catch (error) {
    failures.push(
      `${name}, edit ${i}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }
}
console.log(`${edits} edits over ${files.length} files, ${answered} answers`);
console.log(
  `exceptions: ${failures.length}; hovers over 50 ms: ${slow.length}; slowest ${slowest.toFixed(1)} ms`,
);
for (const failure of failures.slice(0, 10)) console.log(failure);
for (const { time, where } of slow.sort((a, b) => b.time - a.time).slice(0, 20))
  console.log(`${time.toFixed(0)} ms: ${where}`);
process.exitCode = failures.length + slow.length > 0 ? 1 : 0;
