import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './cli.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'k8s-recall-notes-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function put(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const root = await mkdtemp(join(folder, 'notes-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(root, name, '..'), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return root;
}

async function run(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const status = await runCli(args, { env: {}, out: (text) => (out += text), err: (text) => (err += text) });
  return { status, out, err };
}

const body = 'Some text that is long enough to be asked for.';

describe('k8s-recall', () => {
  it('helps', async () => {
    expect((await run('--help')).status).toBe(0);
    expect((await run('--help')).out).toContain('k8s-recall notes PATH...');
    expect((await run('notes', '--help')).status).toBe(0);
  });

  it('refuses what it does not know', async () => {
    expect(await run()).toMatchObject({ status: 2, out: '' });
    expect(await run('quiz')).toMatchObject({ status: 2, out: '' });
    expect((await run('quiz')).err).toContain('unknown command "quiz"');
    expect((await run('__proto__')).status).toBe(2);
    expect((await run('notes')).status).toBe(2);
    expect((await run('notes', '--jsn', '.')).status).toBe(2);
  });

  it('speaks the language of the terminal', async () => {
    let err = '';
    await runCli(['quiz'], {
      env: { LANG: 'zh_CN.UTF-8' },
      out: () => undefined,
      err: (text) => (err += text),
    });
    expect(err).toContain('未知命令 "quiz"');
  });
});

describe('k8s-recall notes', () => {
  it('shows chapters, topics, cards and concepts', async () => {
    const root = await put({
      'b.md': `# B\n## Pod <!-- id: pod | on: Pod -->\n${body}`,
      'a/x.MD': `# A\n## Node\n${body}`,
      'c.txt': '# Zebra',
    });
    const { status, out, err } = await run('notes', root);
    expect(status).toBe(0);
    expect(err).toBe('');
    expect(out.indexOf('# A')).toBeLessThan(out.indexOf('# B'));
    expect(out).toContain('## Pod  [pod]');
    expect(out).toContain(`  + explain   Pod -> ${body}`);
    expect(out).toContain('  Pod  [pod] Pod');
    expect(out).toContain('2 chapters, 2 topics, 2 cards, 1 concepts');
    expect(out).not.toContain('Zebra');
  });

  it('prints JSON', async () => {
    const root = await put({ 'a.md': `# A\n## Pod <!-- id: pod | on: Pod -->\n${body}` });
    const { status, out } = await run('notes', '--json', root);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      chapters: [{ title: 'A', topics: [{ id: 'pod', cards: [{ id: 'pod#explain' }] }] }],
      concepts: [{ id: 'pod', attachments: [{ kind: 'Pod', path: [] }] }],
      problems: [],
    });
  });

  it('says why cards did not come out', async () => {
    const root = await put({ 'a.md': '## Helm\nTODO\n\n## Kinds\n- one\n- two\n- three' });
    const { out } = await run('notes', root, '--explain');
    expect(out).toContain('## Helm');
    expect(out).toContain('  - explain   line 1: A stub: too little text to be an answer.');
    expect(out).toContain('  + list      Kinds -> one | two | three');
    expect(JSON.parse((await run('notes', root, '--explain', '--json')).out)).toHaveProperty('skipped');
  });

  it('reports problems with their place and fails on errors', async () => {
    const root = await put({
      'a.md': `## A <!-- id: x | on: service -->\n${body}\n\n## B <!-- id: x -->\n${body} <!-- id: y\n`,
      'b.md': `## C <!-- id: x | confuse: gone -->\n${body}`,
    });
    const { status, err } = await run('notes', root);
    expect(status).toBe(1);
    expect(
      err
        .trim()
        .split('\n')
        .map((line) => line.replace(`${root}/`, '')),
    ).toEqual([
      'a.md:1: Cannot read "service" in on: it must begin with a Kind, Kind.group, PodSpec or *.',
      `a.md:4: The id "x" is already used in ${root}/a.md:1.`,
      'a.md:5: This comment is never closed with -->.',
      'a.md:5: warning: This mark speaks for nothing here; put it on a heading or at the end of a list item.',
      `b.md:1: The id "x" is already used in ${root}/a.md:1.`,
      'b.md:1: confuse: names "gone", which no section or item has as its id.',
    ]);
  });

  it('passes with warnings', async () => {
    const root = await put({ 'a.md': `## A\n${body}\n\`\`\`\nopen` });
    expect(await run('notes', root)).toMatchObject({
      status: 0,
      err: `${root}/a.md:3: warning: This code block is never closed.\n`,
    });
  });

  it('compares the ids of both languages', async () => {
    const root = await put({
      'en/a.md': `## A <!-- id: a -->\n${body}\n## B <!-- id: b -->\n${body}`,
      'zh-cn/a.md': '## 甲 <!-- id: a -->\n这段文字足够长，可以拿来提问。',
    });
    expect(await run('notes', root)).toMatchObject({
      status: 1,
      err: `${root}/en/a.md:3: The id "b" is missing in zh-cn.\n`,
    });
    expect(await run('notes', join(root, 'en'))).toMatchObject({ status: 0, err: '' });
    expect((await run('notes', join(root, 'en/a.md'), join(root, 'zh-cn'))).status).toBe(1);
  });

  it('fails on what cannot be read or holds no notes', async () => {
    const root = await put({ 'a.txt': '' });
    expect((await run('notes', join(root, 'none'))).status).toBe(1);
    expect((await run('notes', join(root, 'none'))).err).toMatch(/none:1: cannot be read: ENOENT/);
    expect(await run('notes', root)).toMatchObject({ status: 1, err: `${root}:1: no notes (.md) here\n` });
  });

  it('reads old Chinese encodings', async () => {
    const gbk = Uint8Array.from([
      0x23, 0x23, 0x20, 0xbd, 0xda, 0xb5, 0xe3, 0x0a, 0xd4, 0xcb, 0xd0, 0xd0, 0x20, 0x50, 0x6f, 0x64, 0x20,
      0xb5, 0xc4, 0xbb, 0xfa, 0xc6, 0xf7,
    ]);
    expect((await run('notes', await put({ 'a.md': gbk }))).out).toContain('## 节点');
  });
});
