/**
 * `npm test`: every check of the project, from types to the packed extension in a real workbench. Goes on after
 * a failure where later steps can still tell something; the last line is `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { buildDist, buildHostSuite, packVsix } from './workbench/build.ts';
import { runHostSuite } from './workbench/hostRun.ts';
import { buildFolder, root } from './workbench/paths.ts';
import { requireRecentNode } from './workbench/toolchain.ts';

interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

const ok: Outcome = { passed: 1, failed: 0 };
const bad: Outcome = { passed: 0, failed: 1 };
const say = (line: string): void => {
  console.log(line);
};

/** Runs a tool of node_modules with its output on the console; one check. */
async function tool(script: string, ...args: readonly string[]): Promise<Outcome> {
  const code = await new Promise<number | null>((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'node_modules', script), ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('close', resolve);
  });
  return code === 0 ? ok : bad;
}

interface VitestReport {
  readonly numPassedTests?: number;
  readonly numFailedTests?: number;
  readonly testResults?: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

interface VitestOutcome extends Outcome {
  /** Files in which something failed, and how many of their tests passed. */
  readonly broken: readonly { readonly file: string; readonly passed: number }[];
}

/** Runs one vitest project, or some files of it; a run that breaks without a result is one failure. */
async function vitest(project: string, files: readonly string[] = []): Promise<VitestOutcome> {
  const file = path.join(buildFolder, `vitest-${project}.json`);
  await rm(file, { force: true });
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  const run = await tool('vitest/vitest.mjs', 'run', '--project', project, ...reporters, ...files);
  const report = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as VitestReport;
  const { numPassedTests: passed = 0, numFailedTests = 0, testResults = [] } = report;
  const withoutResult = (run.failed > 0 && numFailedTests === 0) || passed + numFailedTests === 0;
  const broken = testResults
    .filter(({ status }) => status === 'failed')
    .map(({ name, assertionResults }) => ({
      file: path.relative(root, name),
      passed: assertionResults.filter(({ status }) => status === 'passed').length,
    }));
  return { passed, failed: numFailedTests + (withoutResult ? 1 : 0), broken };
}

/**
 * The browser tests, and a second run, in fresh workbenches, of the few files in which something failed: a real
 * workbench on a busy machine may swallow a click. What fails twice has failed; what fails once is named.
 */
async function browser(): Promise<Outcome> {
  const first = await vitest('browser');
  if (first.failed === 0 || first.broken.length === 0 || first.broken.length > 3) return first;
  const files = first.broken.map(({ file }) => file);
  say(`-- ${String(first.failed)} failed; once more, in a fresh workbench: ${files.join(' ')}`);
  const second = await vitest('browser', files);
  if (second.failed === 0) say(`UNSTABLE: ${files.join(' ')} failed once and passed once`);
  const elsewhere = first.passed - first.broken.reduce((sum, { passed }) => sum + passed, 0);
  return { passed: elsewhere + second.passed, failed: second.failed };
}

async function pack(): Promise<Outcome> {
  say((await buildDist()).trim());
  const { bytes, warnings } = await packVsix();
  say(`VSIX: ${(bytes / 1024).toFixed(0)} KB`);
  for (const warning of warnings) say(`vsce: ${warning}`);
  return warnings.length === 0 ? ok : bad;
}

async function host(): Promise<Outcome> {
  const { passed, failed, lines } = await runHostSuite(await buildHostSuite(), say);
  for (const line of lines) say(`  ${line}`);
  return { passed, failed };
}

/** A step that other steps need: when it fails they would only repeat its failure. */
interface Step {
  readonly name: string;
  readonly run: () => Promise<Outcome>;
  readonly needs?: string;
}

const steps: readonly Step[] = [
  { name: 'types', run: () => tool('typescript/bin/tsc', '--noEmit') },
  { name: 'types of the page', run: () => tool('typescript/bin/tsc', '--noEmit', '-p', 'src/webview') },
  { name: 'lint', run: () => tool('eslint/bin/eslint.js', '.') },
  { name: 'format', run: () => tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.') },
  { name: 'unit tests', run: () => vitest('unit') },
  { name: 'package', run: pack },
  { name: 'package tests', run: () => vitest('package'), needs: 'package' },
  { name: 'host suite', run: host, needs: 'package' },
  { name: 'browser tests', run: browser, needs: 'package' },
];

requireRecentNode();
await mkdir(buildFolder, { recursive: true });
const outcomes = new Map<string, Outcome>();
for (const { name, run, needs } of steps) {
  if (needs !== undefined && (outcomes.get(needs)?.failed ?? 0) > 0) {
    say(`\n== ${name}: left out, because "${needs}" failed`);
    outcomes.set(name, bad);
    continue;
  }
  const start = performance.now();
  say(`\n== ${name}`);
  const outcome = await run().catch((error: unknown) => {
    console.error(error);
    return bad;
  });
  outcomes.set(name, outcome);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  say(`-- ${name}: ${outcome.passed} passed, ${outcome.failed} failed (${seconds} s)`);
}

const total = [...outcomes.values()].reduce(
  (sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }),
  { passed: 0, failed: 0 },
);
for (const [name, { failed }] of outcomes) if (failed > 0) say(`FAILED: ${name}`);
say(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
