/**
 * Installs on demand, from the npm registry alone, what the tests in a real workbench need and `npm ci` should
 * not fetch for everybody: code-server (the VS Code workbench and extension host), fonts for screenshots and the peer
 * of the hover benchmark.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from './paths.ts';

/** code-server 4.x carries VS Code 1.x of the same minor version. */
const codeServerVersion = '4.139.1';
/** The peer of the hover benchmark. */
const yamlServer = { 'yaml-language-server': '2.0.0' };
const fonts = { '@expo-google-fonts/noto-sans-sc': '0.4.3', 'dejavu-fonts-ttf': '2.37.3' };

/** code-server 4.139 and vsce want Node 22 or newer; npm scripts run on the `node` of devDependencies. */
export function requireRecentNode(): void {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 24) {
    throw new Error(
      `This needs Node 24 and runs on ${process.versions.node}. Run it through npm (for example "npm test"), ` +
        'which uses the Node that "npm ci" installed into node_modules/.bin.',
    );
  }
}

/** Runs a command; rejects with the end of its output when it fails. */
export function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, shell: process.platform === 'win32', stdio: 'pipe' });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else
        reject(new Error(`${command} ${args.join(' ')} failed (${String(code)}):\n${output.slice(-4000)}`));
    });
  });
}

/** Installs `packages` into their own folder once; a stamp names what is complete. */
async function installOnce(
  folder: string,
  packages: Record<string, string>,
  say: (line: string) => void,
  after?: () => Promise<unknown>,
): Promise<void> {
  const wanted = JSON.stringify(packages);
  const stamp = path.join(folder, 'installed.json');
  const found = existsSync(stamp) ? await readFile(stamp, 'utf8') : '';
  if (found === wanted) return;
  const names = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
  say(`installing ${names.join(' ')} into ${path.relative(process.cwd(), folder)} (once) ...`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{"private":true}\n');
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...names], folder);
  await after?.();
  await writeFile(stamp, wanted);
}

/** Returns the entry script of an installed code-server, installing it first where needed (about 600 MB). */
export async function ensureCodeServer(say: (line: string) => void): Promise<string> {
  requireRecentNode();
  const folder = path.join(cacheFolder, 'code-server');
  const home = path.join(folder, 'node_modules/code-server');
  await installOnce(folder, { 'code-server': codeServerVersion }, say, () =>
    // Not "npm ci": the package's own shrinkwrap is out of step. No scripts: its native modules are not needed.
    run(
      'npm',
      ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'],
      path.join(home, 'lib/vscode'),
    ),
  );
  return path.join(home, 'out/node/entry.js');
}

/** Returns the script of an installed yaml-language-server, installing it first where needed. */
export async function ensureYamlServer(say: (line: string) => void): Promise<string> {
  requireRecentNode();
  const folder = path.join(cacheFolder, 'yaml-language-server');
  await installOnce(folder, yamlServer, say);
  return path.join(folder, 'node_modules/yaml-language-server/bin/yaml-language-server');
}

/**
 * Returns a folder with a `fonts.conf` that knows a Chinese, a sans and a monospaced font, so that screenshots
 * look the same on a machine without any font.
 */
export async function ensureFonts(say: (line: string) => void): Promise<string> {
  const folder = path.join(cacheFolder, 'fonts');
  await installOnce(folder, fonts, say);
  // Only these: with more to choose from, fontconfig takes a mathematical font for the interface.
  const files = [
    '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
    '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
    'dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf',
    'dejavu-fonts-ttf/ttf/DejaVuSansMono-Bold.ttf',
  ];
  const ttf = path.join(folder, 'ttf');
  await mkdir(ttf, { recursive: true });
  for (const file of files) {
    await copyFile(path.join(folder, 'node_modules', file), path.join(ttf, path.basename(file)));
  }
  const alias = (family: string, ...names: string[]): string => {
    const prefer = names.map((name) => `<family>${name}</family>`).join('');
    return `  <alias binding="strong"><family>${family}</family><prefer>${prefer}</prefer></alias>`;
  };
  const config = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    `  <dir>${ttf}</dir>`,
    `  <cachedir>${path.join(folder, 'cache')}</cachedir>`,
    // Chromium asks for these where a page says sans-serif, system-ui or serif.
    ...['sans-serif', 'system-ui', 'Arial', 'Helvetica', 'Times New Roman', 'Ubuntu', 'Droid Sans'].map(
      (family) => alias(family, 'Noto Sans SC'),
    ),
    alias('monospace', 'DejaVu Sans Mono', 'Noto Sans SC'),
    '  <match target="pattern"><edit name="family" mode="append_last"><string>Noto Sans SC</string></edit></match>',
    '</fontconfig>',
  ];
  await writeFile(path.join(folder, 'fonts.conf'), config.join('\n'));
  return folder;
}
