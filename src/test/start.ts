/**
 * `npm start`: builds and packs the extension, installs it into a profile of its own and serves a real VS Code in
 * the browser on sample manifests. The profile below `.vscode-test/start` is kept, so a second start takes seconds
 * and the reviews stay. `PORT` chooses the port.
 */
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { packIfChanged } from './workbench/build.ts';
import { freePort, installExtension, openProfile, startServer } from './workbench/codeServer.ts';
import { cacheFolder, root, vsixFile } from './workbench/paths.ts';
import { ensureCodeServer } from './workbench/toolchain.ts';

const say = (line: string): void => {
  console.log(line);
};

const folder = path.join(cacheFolder, 'start');
const workspace = path.join(folder, 'samples');
await mkdir(workspace, { recursive: true });
await cp(path.join(root, 'media', 'samples'), workspace, { recursive: true, force: false });

await packIfChanged(say);
await ensureCodeServer(say);
const profile = await openProfile(folder);
await installExtension(profile, vsixFile, say);
const port = Number(process.env.PORT ?? 8080);
const server = await startServer(profile, { port: (await isFree(port)) ? port : await freePort() }, say);
say(`\nK8s Recall runs in VS Code at  ${server.url}/?folder=${encodeURI(workspace)}`);
say('Open the K8s Recall view in the activity bar, or hover a value in shop.yaml. Ctrl+C ends it.');

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void server.stop().then(() => process.exit(0));
  });
}

async function isFree(candidate: number): Promise<boolean> {
  const { createServer } = await import('node:net');
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen(candidate, '127.0.0.1', () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}
