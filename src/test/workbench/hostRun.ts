import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { HostResult } from '../host/index.ts';
import { launchBrowser } from './browser.ts';
import { installExtension, openProfile, startServer } from './codeServer.ts';
import { packHostDriver } from './hostDriver.ts';
import { fixturesFolder, vsixFile } from './paths.ts';

/** Runs the bundled host suite in the extension host of a real workbench, with the packed VSIX installed. */
export async function runHostSuite(suite: string, say: (line: string) => void): Promise<HostResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'k8s-recall-host-'));
  const workspace = path.join(folder, 'workspace');
  await cp(path.join(fixturesFolder, 'workspace'), workspace, { recursive: true });
  const result = path.join(folder, 'result.json');
  const profile = await openProfile(folder);
  await installExtension(profile, vsixFile, say);
  await installExtension(profile, await packHostDriver(), say);
  const env = { K8S_RECALL_SUITE: suite, K8S_RECALL_RESULT: result };
  const server = await startServer(profile, { env }, say);
  const browser = await launchBrowser(say);
  try {
    const page = await browser.newPage();
    await page.goto(`${server.url}/?folder=${workspace}`);
    for (let waited = 0; waited < 240; waited++) {
      if (existsSync(result)) return JSON.parse(await readFile(result, 'utf8')) as HostResult;
      if (existsSync(`${result}.error`)) throw new Error(await readFile(`${result}.error`, 'utf8'));
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error(`the host suite gave no result within two minutes:\n${server.errors().slice(-4000)}`);
  } finally {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
