/**
 * `node src/test/bench/acceptance.ts FOLDER [--misses]`: asks the shipped language server, through standard input and
 * output, about the manifests of a folder, and prints which share of the tokens it answers rightly. What is right
 * says a reader that parses the whole file (acceptance/oracle.ts): a hover on a field must hold that very field's
 * text. `npm run build` first.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { IndexData, PackData } from '../../schema/data.ts';
import { Schema } from '../../schema/schema.ts';
import { inlineMarkdown, plainText } from '../../hover/inlineMarkdown.ts';
import { startServer } from '../package/lspClient.ts';
import { root } from '../workbench/paths.ts';
import { damage, mistakes } from './acceptance/damage.ts';
import { readFile, withoutActions } from './acceptance/oracle.ts';
import type { Expected } from './acceptance/oracle.ts';

const [folder = '', ...flags] = process.argv.slice(2);
const showMisses = flags.includes('--misses');
if (folder === '') throw new Error('Usage: node src/test/bench/acceptance.ts FOLDER [--misses]');

const built = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(root, 'dist', `${name}.json`), 'utf8'));
const index = built('schema.index') as IndexData;
const schema = new Schema(index);
for (const name of Object.keys(index.uses)) schema.add(name, built(`schema.${name}`) as PackData);
const isBuiltIn = (apiVersion: string): boolean =>
  Object.values(index.kinds[apiVersion] ?? {}).includes('kubernetes');

class Share {
  asked = 0;
  right = 0;
  readonly misses: string[] = [];
  readonly bar: number;

  constructor(bar: number) {
    this.bar = bar;
  }

  count(isRight: boolean, describe: () => string): void {
    this.asked++;
    if (isRight) this.right++;
    else if (this.misses.length < 40 && random(3) === 0) this.misses.push(describe());
  }
}

const shares = new Map<string, Share>([
  ['keys of built-in kinds', new Share(99.9)],
  ['kinds', new Share(99)],
  ['enumerated values', new Share(99.9)],
  ['well-known labels and annotations', new Share(95)],
  ...mistakes.map((mistake): [string, Share] => [mistake, new Share(98)]),
  ['Helm templates, keys', new Share(95)],
  ['custom resources, keys', new Share(95)],
  ['custom resources, kinds', new Share(95)],
]);
const unknown = new Map<string, number>();
/** Answers about another field than the one asked for. */
const wrong: string[] = [];
const latencies: number[] = [];

/** Whether an answer is the one that the token asks for. */
function isRight(expected: Expected, answer: string): boolean {
  if (answer === '') return false;
  const { what, field, value, apiVersion, kind } = expected;
  if (what === 'kind') {
    const text = schema.kind(apiVersion, kind)?.text;
    return text === undefined || answer.includes(inlineMarkdown(text));
  }
  if (what === 'label') return true;
  if (field?.text !== undefined && !answer.includes(inlineMarkdown(field.text))) return false;
  if (what !== 'value') return true;
  const [first = '', second = ''] = answer.split('\n\n');
  const bold = `**${value === '' ? '""' : plainText(value ?? '')}**`;
  return (
    first.startsWith(bold) ||
    second.startsWith(bold) ||
    (answer.includes(`enum: ${bold}`) && first.includes('**'))
  );
}

/** An answer about another field than the one asked for. */
function isWrongKind(expected: Expected, answer: string): boolean {
  const { field, what } = expected;
  if (answer === '' || what === 'label' || what === 'kind') return false;
  return field?.text !== undefined && !answer.includes(inlineMarkdown(field.text));
}

const client = await startServer({ locale: 'en' });
let opened = 0;

async function ask(
  text: string,
  tokens: readonly Expected[],
  count: (token: Expected, answer: string) => void,
) {
  const document = await client.open(`file-${opened++}.yaml`, text);
  for (const token of tokens) {
    const start = performance.now();
    const answer = await document.hover(token.offset);
    latencies.push(performance.now() - start);
    count(token, answer);
  }
  await document.close();
}

let seed = 1;
/** A sequence that is the same in every run. */
function random(below: number): number {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
}

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(?:ya?ml|tpl|json)$/.test(name))
  .sort();
let parsed = 0;
let templates = 0;
for (const name of files) {
  const text = readFileSync(path.join(folder, name), 'utf8');
  if (text.length > 400_000) continue;
  const isTemplate = text.includes('{{') && /(?:^|\/)templates\//.test(name);
  if (/(?:^|[/._-])values[^/]*\.ya?ml$/i.test(name)) continue;
  const reading = readFile(isTemplate ? withoutActions(text) : text, schema, isBuiltIn);
  if (!reading) continue;
  const where = (token: Expected): string =>
    `${name}:${token.line + 1}: ${token.apiVersion} ${token.kind} ${token.path.join('.')}`;
  const record = (share: string, token: Expected, answer: string): void => {
    if (isWrongKind(token, answer)) wrong.push(`${share}: ${where(token)} -> ${answer.slice(0, 60)}`);
    shares.get(share)?.count(isRight(token, answer), () => `${where(token)} -> ${answer.slice(0, 60)}`);
  };
  if (isTemplate) {
    templates++;
    await ask(
      text,
      reading.expected.filter(({ what }) => what === 'key'),
      (token, answer) => {
        record('Helm templates, keys', token, answer);
      },
    );
    continue;
  }
  parsed++;
  for (const one of reading.unknown) unknown.set(one, (unknown.get(one) ?? 0) + 1);
  await ask(text, reading.expected, (token, answer) => {
    const custom = token.builtIn ? '' : 'custom resources, ';
    if (token.what === 'key')
      record(custom === '' ? 'keys of built-in kinds' : `${custom}keys`, token, answer);
    else if (token.what === 'kind') record(`${custom}kinds`, token, answer);
    else if (token.what === 'value') record('enumerated values', token, answer);
    else record('well-known labels and annotations', token, answer);
  });
  for (const mistake of mistakes) {
    const broken = damage(text, mistake, random);
    if (!broken) continue;
    const tokens = reading.expected
      .filter(({ line, what }) => line !== broken.line && (what === 'key' || what === 'kind'))
      .map((token) => (token.line > broken.line ? { ...token, offset: token.offset + broken.delta } : token));
    const sample = tokens.length > 60 ? tokens.filter(() => random(tokens.length) < 60) : tokens;
    await ask(broken.text, sample, (token, answer) => {
      record(mistake, { ...token, apiVersion: `[line ${broken.line + 1}] ${token.apiVersion}` }, answer);
    });
  }
}
client.stop();

latencies.sort((a, b) => a - b);
const percentile = (share: number): string =>
  (latencies[Math.floor(latencies.length * share)] ?? 0).toFixed(2);
console.log(`${files.length} files: ${parsed} parsed, ${templates} templates; ${latencies.length} hovers\n`);
for (const [name, { asked, right, bar, misses }] of shares) {
  const share = asked === 0 ? 100 : (right / asked) * 100;
  const mark = share >= bar ? ' ' : '!';
  console.log(`${mark} ${name.padEnd(34)} ${share.toFixed(2).padStart(6)} % of ${asked}  (bar ${bar} %)`);
  if (showMisses) for (const miss of misses) console.log(`      ${miss}`);
}
console.log(`  text of another field or kind: ${wrong.length}`);
if (showMisses) for (const line of wrong.slice(0, 40)) console.log(`      ${line}`);
console.log(
  `  latency through stdio: p50 ${percentile(0.5)} ms, p99 ${percentile(0.99)} ms, max ${percentile(0.99999)} ms`,
);
const rows = [...unknown].sort((a, b) => b[1] - a[1]);
console.log(`  keys that the API does not know: ${rows.reduce((sum, [, count]) => sum + count, 0)}`);
if (showMisses) for (const [key, count] of rows.slice(0, 60)) console.log(`      ${count} ${key}`);
