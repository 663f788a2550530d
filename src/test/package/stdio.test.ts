import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
} from 'vscode-languageserver/node';
import { fixturesFolder, root } from '../workbench/paths.ts';

interface Client {
  readonly connection: ProtocolConnection;
  readonly child: ChildProcess;
  readonly stderr: () => string;
  hover(marked: string): Promise<string>;
}

const running: Client[] = [];

/** Starts the shipped command line as any editor would, and opens a fixture. */
async function start(file: string, options: object): Promise<Client> {
  const child = spawn(process.execPath, [path.join(root, 'dist', 'cli.js'), 'lsp', '--stdio'], {
    stdio: 'pipe',
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  const capabilities = { textDocument: { hover: { contentFormat: ['markdown'] } } };
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities,
    initializationOptions: options,
  });
  await connection.sendNotification('initialized', {});
  const text = readFileSync(path.join(fixturesFolder, 'workspace', file), 'utf8');
  const uri = `file:///${file}`;
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text },
  });
  const hover = async (marked: string): Promise<string> => {
    const offset = text.indexOf(marked.replace('|', '')) + marked.indexOf('|');
    const before = text.slice(0, offset).split('\n');
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    const reply = await connection.sendRequest<{ contents: { value: string } } | null>('textDocument/hover', {
      textDocument: { uri },
      position,
    });
    return reply?.contents.value ?? '';
  };
  const client = { connection, child, stderr: () => stderr, hover };
  running.push(client);
  return client;
}

afterEach(() => {
  for (const { connection, child } of running.splice(0)) {
    connection.dispose();
    child.kill();
  }
});

describe('k8s-recall lsp --stdio', () => {
  it('answers in English, without links that the editor cannot run', async () => {
    const client = await start('service.yaml', { locale: 'en', commands: false });
    const text = await client.hover('type: Node|Port');
    expect(text).toMatch(/^\*\*NodePort\*\* · Service type/);
    expect(text).toContain('30000-32767');
    expect(text).toMatch(/\[Docs\]\(https:\/\/kubernetes\.io\/docs\//);
    expect(text).not.toContain('command:');
  });

  it('answers in Chinese, with links where the editor can run them', async () => {
    const client = await start('service.yaml', { locale: 'zh-cn', commands: true });
    const text = await client.hover('type: Node|Port');
    expect(text).toMatch(/^\*\*NodePort\*\* · Service 类型/);
    expect(text).toMatch(/command:k8sRecall\.openTopic\?/);
    expect(text).toMatch(/command:k8sRecall\.quizTopic\?/);
  });

  it('answers on everything that the first release names, in every document of a file', async () => {
    const client = await start('service.yaml', { locale: 'en', commands: false });
    expect(await client.hover('kind: Ser|vice')).toMatch(/^\*\*Service\*\*/);
    expect(await client.hover('ty|pe: NodePort')).not.toBe('');
    expect(await client.hover('clusterIP: No|ne')).toMatch(/[Hh]eadless/);
    expect(await client.hover('kind: P|od')).toMatch(/^\*\*Pod\*\*/);
    expect(await client.hover('share|ProcessNamespace')).not.toBe('');
    expect(await client.hover('# Two| objects')).toBe('');
    expect(client.stderr()).toBe('');
  });

  it('says the state of a mode, relative to the cluster version', async () => {
    const latest = await start('kube-proxy.yaml', { locale: 'en', commands: false });
    expect(await latest.hover('mode: ip|vs')).toContain('deprecated in 1.35');
    const old = await start('kube-proxy.yaml', { locale: 'en', commands: false, clusterVersion: '1.22' });
    expect(await old.hover('mode: ip|vs')).toMatch(/fine|deprecated from 1\.35/);
  });

  it('leaves a file alone that does not parse, and goes on', async () => {
    const client = await start('broken.yaml', { locale: 'en', commands: false });
    for (const marked of ['type: "Node|Port', 'clusterIP: [No|ne', ': : }|}{{', 'meta|data']) {
      await client.hover(marked);
    }
    expect(await client.hover('kind: Ser|vice')).toMatch(/^\*\*Service\*\*/);
    expect(client.stderr()).toBe('');
  });

  it('takes options that make no sense for defaults', async () => {
    const client = await start('service.yaml', { locale: 42, clusterVersion: {}, notes: 'x' });
    expect(await client.hover('type: Node|Port')).toMatch(/^\*\*NodePort\*\*/);
  });

  it('ends when it is told to', async () => {
    const client = await start('service.yaml', {});
    const ended = new Promise((resolve) => client.child.once('exit', resolve));
    await client.connection.sendRequest('shutdown');
    await client.connection.sendNotification('exit');
    expect(await ended).toBe(0);
  });
});
