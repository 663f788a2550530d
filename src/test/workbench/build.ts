/** Building and packing, as functions that `npm run package`, `npm start` and `npm test` share. */
import * as esbuild from 'esbuild';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
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

/** What the VSIX is made of. */
const inputs = ['src', 'notes', 'media', 'package.json', 'package.nls.json', 'package.nls.zh-cn.json'];
const moreInputs = ['package-lock.json', 'esbuild.mjs', '.vscodeignore', 'README.md', 'CHANGELOG.md'];

/** Builds and packs unless the VSIX is there and nothing it is made of has changed since. */
export async function packIfChanged(say: (line: string) => void): Promise<void> {
  const stamp = `${vsixFile}.inputs`;
  const now = await fingerprint([...inputs, ...moreInputs]);
  if (existsSync(vsixFile) && existsSync(stamp) && (await readFile(stamp, 'utf8')) === now) return;
  say('building and packing the extension ...');
  await rm(stamp, { force: true });
  await buildDist();
  await packVsix();
  await writeFile(stamp, now);
}

/** Names, sizes and times of files, and of those in folders. */
async function fingerprint(names: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const name of names) {
    const file = path.join(root, name);
    const info = await stat(file);
    const files = info.isDirectory() ? await readdir(file, { recursive: true }) : [''];
    for (const inside of files.sort()) {
      const { size, mtimeMs } = await stat(path.join(file, inside));
      hash.update(`${name}/${inside} ${String(size)} ${String(mtimeMs)}\n`);
    }
  }
  return hash.digest('hex');
}
