import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packFolder } from './build.ts';
import { buildFolder } from './paths.ts';

/**
 * Packs a tiny extension that runs the suite named by `K8S_RECALL_SUITE` inside the extension host, so that what
 * is under test is the packed VSIX, installed as a user installs it.
 */
export async function packHostDriver(): Promise<string> {
  const folder = path.join(buildFolder, 'host-driver');
  await mkdir(folder, { recursive: true });
  const manifest = {
    name: 'host-driver',
    displayName: 'Host driver',
    description: 'Runs the host suite',
    publisher: 'k8s-recall-test',
    version: '0.0.1',
    license: 'MIT',
    engines: { vscode: '^1.91.0' },
    activationEvents: ['onStartupFinished'],
    main: './main.js',
    files: ['main.js'],
  };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'README.md'), '# Host driver\n');
  await writeFile(path.join(folder, 'LICENSE'), 'MIT\n');
  await writeFile(
    path.join(folder, 'main.js'),
    `exports.activate = () => {
  const suite = process.env.K8S_RECALL_SUITE;
  // The result file tells the outcome; a rejection here would only be noise.
  if (suite) void require(suite).run().catch((error) => {
    require('node:fs').appendFileSync(process.env.K8S_RECALL_RESULT + '.error', String(error.stack ?? error));
  });
};
`,
  );
  const file = path.join(buildFolder, 'host-driver.vsix');
  await packFolder(folder, file);
  return file;
}
