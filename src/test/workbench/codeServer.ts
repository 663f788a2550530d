import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { ensureCodeServer, run } from './toolchain.ts';

/** A profile of its own: settings, extensions and state live below `folder`. */
export interface Profile {
  readonly folder: string;
  readonly userData: string;
  readonly extensions: string;
}

export interface RunningServer {
  readonly url: string;
  /** What the server wrote to its standard error so far. */
  readonly errors: () => string;
  stop(): Promise<void>;
}

export async function openProfile(
  folder: string,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<Profile> {
  const profile = {
    folder,
    userData: path.join(folder, 'data'),
    extensions: path.join(folder, 'extensions'),
  };
  await mkdir(path.join(profile.userData, 'User'), { recursive: true });
  await mkdir(profile.extensions, { recursive: true });
  const file = path.join(profile.userData, 'User', 'settings.json');
  if (!existsSync(file)) {
    const quiet = {
      'telemetry.telemetryLevel': 'off',
      'workbench.startupEditor': 'none',
      'workbench.tips.enabled': false,
      'extensions.autoCheckUpdates': false,
      'extensions.ignoreRecommendations': true,
      'chat.disableAIFeatures': true,
      'workbench.secondarySideBar.defaultVisibility': 'hidden',
      'security.workspace.trust.enabled': false,
      'git.openRepositoryInParentFolders': 'never',
    };
    await writeFile(file, JSON.stringify({ ...quiet, ...settings }, undefined, 2));
  }
  return profile;
}

function baseArgs(entry: string, profile: Profile): string[] {
  return [entry, '--user-data-dir', profile.userData, '--extensions-dir', profile.extensions];
}

/** Installs a VSIX unless this very file is installed already. */
export async function installExtension(
  profile: Profile,
  vsix: string,
  say: (line: string) => void,
): Promise<void> {
  const entry = await ensureCodeServer(say);
  const digest = createHash('sha256')
    .update(await readFile(vsix))
    .digest('hex');
  const stamp = path.join(profile.folder, `${path.basename(vsix)}.installed`);
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === digest) return;
  await run(
    process.execPath,
    [...baseArgs(entry, profile), '--install-extension', vsix, '--force'],
    profile.folder,
  );
  await writeFile(stamp, digest);
}

/** Starts code-server on the loopback interface and waits until it answers. */
export async function startServer(
  profile: Profile,
  options: { port?: number; locale?: string; env?: Readonly<Record<string, string>> },
  say: (line: string) => void,
): Promise<RunningServer> {
  const entry = await ensureCodeServer(say);
  const port = options.port ?? (await freePort());
  const args = [
    ...baseArgs(entry, profile),
    ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`],
    ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
    ...['--config', path.join(profile.folder, 'config.yaml')],
    ...(options.locale === undefined ? [] : ['--locale', options.locale]),
  ];
  await writeFile(path.join(profile.folder, 'config.yaml'), '');
  const child = spawn(process.execPath, args, {
    cwd: profile.folder,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const url = `http://127.0.0.1:${port}`;
  await waitUntilHealthy(url, child, () => `${output}\n${errors}`);
  return { url, errors: () => errors, stop: () => stop(child) };
}

async function waitUntilHealthy(url: string, child: ChildProcess, output: () => string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (child.exitCode !== null) throw new Error(`code-server stopped:\n${output().slice(-4000)}`);
    const healthy = await fetch(`${url}/healthz`).then(
      (reply) => reply.ok,
      () => false,
    );
    if (healthy) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`code-server did not answer within a minute:\n${output().slice(-4000)}`);
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), 5000);
    child.once('close', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}
