import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type LspClient } from './lspClient.ts';

const pod = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: web
      resources: {limits: {memory: 500m}}
      envFrom:
        - configMapRef: {name: shop}
        - secretRef: {name: none}
`;
const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: shop\ndata:\n  level: info\n';
const note = (summary: string): string =>
  `# Ours\n\n## Pod, as we say it <!-- id: our-pod | on: Pod -->\n${summary}\n`;

let folder = '';
const running: LspClient[] = [];
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'k8s-recall-lsp-'));
  await mkdir(path.join(folder, 'deploy with space'));
  await mkdir(path.join(folder, 'node_modules'));
  await mkdir(path.join(folder, 'notes'));
  await writeFile(path.join(folder, 'deploy with space', 'config.yaml'), config);
  await writeFile(path.join(folder, 'node_modules', 'config.yaml'), config);
  await writeFile(path.join(folder, 'notes', 'ours.md'), note('The unit that we deploy.'));
});
afterAll(async () => {
  for (const client of running) client.stop();
  await rm(folder, { recursive: true });
});

async function start(options: object): Promise<LspClient> {
  const client = await startServer({ commands: false, ...options }, pathToFileURL(folder).href);
  running.push(client);
  return client;
}

const offset = (marked: string): number => pod.indexOf(marked.replace('|', '')) + marked.indexOf('|');

describe('k8s-recall lsp --stdio in a workspace', () => {
  it('follows references to files that nobody has opened', async () => {
    const client = await start({ locale: 'en' });
    const document = await client.open('pod.yaml', pod);
    const target = pathToFileURL(path.join(folder, 'deploy with space', 'config.yaml')).href;
    await expect
      .poll(() => document.hover(offset('name: sh|op')))
      .toContain(`ConfigMap \`shop\`: [deploy with space/config.yaml:4](${target}#L4)  \nKeys: \`level\``);
    expect(await document.hover(offset('name: no|ne'))).toContain('Secret `none` is not in this workspace.');
    const before = pod.slice(0, offset('name: sh|op')).split('\n');
    const definition = await client.connection.sendRequest('textDocument/definition', {
      textDocument: { uri: 'file:///pod.yaml' },
      position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
    });
    expect(definition).toEqual([
      { uri: target, range: { start: { line: 3, character: 8 }, end: { line: 3, character: 12 } } },
    ]);
    expect(client.stderr()).toBe('');
  });

  it('reads out values and the QoS class, in both languages', async () => {
    const english = await (await start({ locale: 'en' })).open('pod.yaml', pod);
    const text = await english.hover(offset('memory: 50|0m'));
    expect(text).toContain('⚠ `500m` is 0.5 bytes');
    expect(text).toContain('**Burstable**');
    const chinese = await (await start({ locale: 'zh-cn' })).open('pod.yaml', pod);
    expect(await chinese.hover(offset('memory: 50|0m'))).toContain('`m` 表示千分之一');
  });

  it("explains with the user's own notes, and takes their changes", async () => {
    const client = await start({ locale: 'en', notes: [path.join(folder, 'notes')] });
    const document = await client.open('pod.yaml', pod);
    expect(await document.hover(offset('kind: P|od'))).toContain('The unit that we deploy.');
    await writeFile(path.join(folder, 'notes', 'ours.md'), note('What runs on a node.'));
    await expect
      .poll(() => document.hover(offset('kind: P|od')), { timeout: 10_000, interval: 500 })
      .toContain('What runs on a node.');
    expect(client.stderr()).toBe('');
  });
});
