/**
 * The suite that runs inside the extension host, in code-server and in desktop VS Code alike. It is bundled; the
 * test files are loaded after mocha's globals are there.
 */
import Mocha from 'mocha';
import { writeFileSync } from 'node:fs';
import type * as speed from './activationSpeed.ts';

export interface HostResult {
  readonly passed: number;
  readonly failed: number;
  readonly lines: readonly string[];
}

async function load(): Promise<void> {
  await import('./activation.test.ts');
  await import('./hover.test.ts');
  await import('./definition.test.ts');
  await import('./notes.test.ts');
  await import('./journal.test.ts');
}

/** Runs the suite; writes the result to `K8S_RECALL_RESULT` where that is set, and throws on a failure. */
export async function run(): Promise<void> {
  const unhandled: string[] = [];
  const note = (error: unknown): void => {
    unhandled.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };
  process.on('unhandledRejection', note);
  process.on('uncaughtExceptionMonitor', note);

  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000 });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await load();
  const lines: string[] = [];
  let passed = 0;
  const failed = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => {
      passed += 1;
      lines.push(`ok ${test.fullTitle()}`);
    });
    runner.on('fail', (test, error: Error) => {
      lines.push(`not ok ${test.fullTitle()}\n${error.stack ?? error.message}`);
    });
  });
  // Loaded late like the suite, whose `vscode` is there only inside the host.
  const { measureActivation }: typeof speed = await import('./activationSpeed.ts');
  lines.push(`-- ${await measureActivation()}`);
  await seesRejections(unhandled);
  const strays = unhandled.filter((text) => !text.includes(deliberate));
  if (strays.length === 0) lines.push('ok no unhandled error in the extension host');
  else lines.push(`not ok no unhandled error in the extension host\n${strays.join('\n')}`);
  const result: HostResult = {
    passed: passed + (strays.length === 0 ? 1 : 0),
    failed: failed + (strays.length === 0 ? 0 : 1),
    lines,
  };
  const file = process.env.K8S_RECALL_RESULT;
  if (file !== undefined) writeFileSync(file, JSON.stringify(result));
  if (result.failed > 0) throw new Error(lines.filter((line) => line.startsWith('not ok')).join('\n'));
}

const deliberate = 'deliberate rejection';

/** A check that sees no error proves nothing unless it would have seen one. */
async function seesRejections(unhandled: readonly string[]): Promise<void> {
  void Promise.reject(new Error(deliberate));
  await new Promise((resolve) => setTimeout(resolve, 100));
  if (!unhandled.some((text) => text.includes(deliberate))) throw new Error('rejections go unseen');
}
