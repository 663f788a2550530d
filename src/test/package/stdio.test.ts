import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { fixturesFolder } from '../workbench/paths.ts';
import { startServer, type LspClient } from './lspClient.ts';

interface FixtureClient extends LspClient {
  /** Hover at the `|` of a text that stands in the fixture without it. */
  hover(marked: string): Promise<string>;
}

const running: LspClient[] = [];

/** Starts the server and opens a fixture in it. */
async function start(file: string, options: object): Promise<FixtureClient> {
  const client = await startServer(options);
  running.push(client);
  const text = readFileSync(path.join(fixturesFolder, 'workspace', file), 'utf8');
  const document = await client.open(file, text);
  const hover = (marked: string): Promise<string> =>
    document.hover(text.indexOf(marked.replace('|', '')) + marked.indexOf('|'));
  return { ...client, hover };
}

afterEach(() => {
  for (const client of running.splice(0)) client.stop();
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
