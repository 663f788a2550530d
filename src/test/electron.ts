/**
 * `npm run test:electron`: the host suite in desktop VS Code, on the oldest version that package.json admits and
 * on stable. Says plainly when VS Code cannot be downloaded, which is no failure of the extension; `CI_ELECTRON=1`
 * makes it one.
 */
import { downloadAndUnzipVSCode, runTests, runVSCodeCommand } from '@vscode/test-electron';
import { cp, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildDist, buildHostSuite, packVsix } from './workbench/build.ts';
import { cacheFolder, fixturesFolder, root, vsixFile } from './workbench/paths.ts';

const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
  engines: { vscode: string };
};
const versions = [manifest.engines.vscode.replace('^', ''), 'stable'];

await buildDist();
await packVsix();
const suite = await buildHostSuite();

let failed = 0;
for (const version of versions) {
  let executable: string;
  try {
    executable = await downloadAndUnzipVSCode({ version, cachePath: cacheFolder });
  } catch (error) {
    console.error(`VS Code ${version} could not be downloaded, so the desktop suite did not run on it:`);
    console.error(`  ${error instanceof Error ? error.message : String(error)}`);
    console.error('  The same suite runs in code-server as part of "npm test".');
    if (process.env.CI_ELECTRON === '1') failed += 1;
    continue;
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'k8s-recall-electron-'));
  const workspace = path.join(folder, 'workspace');
  await cp(path.join(fixturesFolder, 'workspace'), workspace, { recursive: true });
  const profile = [`--user-data-dir=${folder}/data`, `--extensions-dir=${folder}/extensions`];
  try {
    // What is tested is the packed VSIX; the development path only names a folder without an extension.
    await runVSCodeCommand(['--install-extension', vsixFile, '--force', ...profile], { version });
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: path.join(fixturesFolder, 'driver'),
      extensionTestsPath: suite,
      launchArgs: [workspace, ...profile, '--disable-workspace-trust'],
    });
    console.log(`host suite passed on VS Code ${version}`);
  } catch (error) {
    console.error(error);
    failed += 1;
  }
}
process.exitCode = failed === 0 ? 0 : 1;
