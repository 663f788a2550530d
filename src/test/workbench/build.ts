/** Building and packing, as functions that `npm run package`, `npm start` and `npm test` share. */
import * as esbuild from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildFolder, root, vsixFile } from './paths.ts';
import { requireRecentNode, run } from './toolchain.ts';

/** Compiles `dist` as it is shipped. */
export async function buildDist(): Promise<string> {
  requireRecentNode();
  return run(process.execPath, ['esbuild.mjs', '--production', '--metafile'], root);
}

/** Packs `folder` with the marketplace's own tool; warnings are what it printed as such. */
export async function packFolder(folder: string, file: string): Promise<readonly string[]> {
  await mkdir(path.dirname(file), { recursive: true });
  await rm(file, { force: true });
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  const output = await run(process.execPath, [vsce, 'package', ...flags, '--out', file], folder);
  return output.split('\n').filter((line) => /warn/i.test(line));
}

/** Packs the VSIX and writes its SHA-256 beside it, in the format of `sha256sum -c`. */
export async function packVsix(): Promise<{ file: string; bytes: number; warnings: readonly string[] }> {
  const warnings = await packFolder(root, vsixFile);
  const digest = createHash('sha256')
    .update(await readFile(vsixFile))
    .digest('hex');
  await writeFile(`${vsixFile}.sha256`, `${digest}  ${path.basename(vsixFile)}\n`);
  return { file: vsixFile, bytes: (await stat(vsixFile)).size, warnings };
}

/** Bundles the host suite, which runs inside the extension host, for code-server and for desktop VS Code alike. */
export async function buildHostSuite(): Promise<string> {
  const outfile = path.join(buildFolder, 'host', 'suite.cjs');
  await esbuild.build({
    entryPoints: [path.join(root, 'src/test/host/index.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}
