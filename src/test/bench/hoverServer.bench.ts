import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
} from 'vscode-languageserver/node';
import type { Position } from '../../manifest/token.ts';
import type { PackData } from '../../schema/data.ts';
import { cacheFolder, root } from '../workbench/paths.ts';
import { ensureYamlServer } from '../workbench/toolchain.ts';
import { deployment, lastField, list, stream } from './largeManifests.ts';
import type { BenchRow } from './types.ts';

/** By section. */
type Settings = Readonly<Record<string, object>>;

/** A language server as an editor sees it, ours or the peer. */
class Server {
  readonly child: ChildProcess;
  private readonly connection: ProtocolConnection;
  private version = 1;

  private constructor(child: ChildProcess, connection: ProtocolConnection) {
    this.child = child;
    this.connection = connection;
  }

  static async start(args: readonly string[], settings: Settings): Promise<Server> {
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    // What the peer asks of an editor.
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('custom/schema/request', () => []);
    connection.onRequest('workspace/configuration', ({ items }: { items: { section: string }[] }) =>
      items.map(({ section }) => settings[section] ?? {}),
    );
    connection.listen();
    const capabilities = { textDocument: { hover: { contentFormat: ['markdown'] } } };
    await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities });
    await connection.sendNotification('initialized', {});
    await connection.sendNotification('workspace/didChangeConfiguration', { settings });
    return new Server(child, connection);
  }

  open(uri: string, text: string): Promise<void> {
    const textDocument = { uri, languageId: 'yaml', version: this.version++, text };
    return this.connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  change(uri: string, start: Position, end: Position, text: string): Promise<void> {
    return this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: this.version++ },
      contentChanges: [{ range: { start, end }, text }],
    });
  }

  close(uri: string): Promise<void> {
    return this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  async hover(uri: string, position: Position): Promise<string> {
    const hover = await this.connection.sendRequest<{ contents: unknown } | null>('textDocument/hover', {
      textDocument: { uri },
      position,
    });
    return hover === null ? '' : JSON.stringify(hover.contents);
  }

  /** Resident memory in MB. */
  memory(): number {
    const pid = String(this.child.pid ?? 0);
    const kilobytes =
      process.platform === 'linux'
        ? /VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
        : execFileSync('ps', ['-o', 'rss=', '-p', pid], { encoding: 'utf8' });
    return Number(kilobytes) / 1024;
  }

  stop(): void {
    this.connection.dispose();
    this.child.kill();
  }
}

/** A JSON schema of a Deployment and a list of them, so that the peer needs no network and no more than this. */
function peerSchema(): object {
  const pack = JSON.parse(readFileSync(path.join(root, 'dist/schema.kubernetes.json'), 'utf8')) as PackData;
  const definitions: Record<string, object> = {};
  const plain: Readonly<Record<string, object>> = {
    i: { type: 'integer' },
    f: { type: 'number' },
    b: { type: 'boolean' },
    a: {},
    q: { type: ['string', 'number'] },
    x: { type: ['string', 'integer'] },
  };
  const typeOf = (code: string): object => {
    const rest = code.slice(1);
    switch (code.charAt(0)) {
      case '[':
        return { type: 'array', items: typeOf(rest) };
      case '{':
        return { type: 'object', additionalProperties: typeOf(rest) };
      case 'o':
        define(Number(rest));
        return { $ref: `#/definitions/t${rest}` };
      case 'e':
        return { type: 'string', enum: pack.enums[Number(rest)]?.map(([value]) => value) };
      default:
        return plain[code.charAt(0)] ?? { type: 'string' };
    }
  };
  const define = (number: number): void => {
    const name = `t${number}`;
    if (definitions[name]) return;
    const properties: Record<string, object> = {};
    definitions[name] = { type: 'object', properties };
    for (const field of pack.types[number] ?? []) {
      const record = pack.fields[field];
      if (record) properties[record[0]] = { description: pack.texts[record[2]], ...typeOf(record[1]) };
    }
  };
  const [deploymentType = 0] = pack.kinds['apps/v1']?.Deployment ?? [];
  define(deploymentType);
  const object = { $ref: `#/definitions/t${deploymentType}` };
  const items = { type: 'array', items: object };
  return {
    definitions,
    oneOf: [object, { type: 'object', required: ['items'], properties: { kind: { const: 'List' }, items } }],
  };
}

async function milliseconds(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

interface Figures {
  start: number;
  p50: number;
  p99: number;
  first: Record<string, number>;
  edited: Record<string, number>;
  memory: number;
}

const small = `${deployment(1).join('\n')}\n`;

async function measure(args: readonly string[], settings: Settings, edits: number): Promise<Figures> {
  // No such folder; the peer's patterns do not reach into hidden ones.
  const folder = 'file:///bench';
  const begin = performance.now();
  const server = await Server.start(args, settings);
  const ask = async (uri: string, position: Position): Promise<void> => {
    // Before it has its settings the peer answers nothing.
    for (let attempt = 0; attempt < 1000; attempt++) {
      if ((await server.hover(uri, position)) !== '') return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`No hover in ${uri} from ${args.join(' ')}.`);
  };
  const uri = `${folder}/small.yaml`;
  await server.open(uri, small);
  await ask(uri, lastField(small));
  const start = performance.now() - begin;
  const hovers: number[] = [];
  const lines = small.split('\n');
  for (let round = 0; round < 20; round++) {
    for (const [line, text] of lines.entries()) {
      const character = text.search(/[A-Za-z]/);
      if (character !== -1) hovers.push(await milliseconds(() => server.hover(uri, { line, character })));
    }
  }
  hovers.sort((a, b) => a - b);
  await server.close(uri);
  const figures: Figures = {
    start,
    p50: percentile(hovers, 0.5),
    p99: percentile(hovers, 0.99),
    first: {},
    edited: {},
    memory: 0,
  };
  for (const [name, text] of [
    ['stream', stream()],
    ['kind: List', list()],
  ] as const) {
    const large = `${folder}/${name.replace(/\W/g, '')}.yaml`;
    const position = lastField(text);
    figures.first[name] = await milliseconds(async () => {
      await server.open(large, text);
      await ask(large, position);
    });
    const line = Math.floor(position.line / 2);
    const times: number[] = [];
    for (let i = 0; i < edits; i++) {
      const at = { line, character: 2 };
      const end = i % 2 === 0 ? at : { line, character: 3 };
      times.push(
        await milliseconds(async () => {
          await server.change(large, at, end, i % 2 === 0 ? 'x' : '');
          await ask(large, position);
        }),
      );
    }
    times.sort((a, b) => a - b);
    figures.edited[name] = percentile(times, 0.5);
    if (name === 'kind: List') {
      // Time for the garbage of the edits to be collected.
      await new Promise((resolve) => setTimeout(resolve, 3000));
      figures.memory = server.memory();
    }
    await server.close(large);
  }
  server.stop();
  return figures;
}

/** The shipped server through standard input and output, beside yaml-language-server in the same run. */
export async function hoverServerBench(): Promise<BenchRow[]> {
  const script = await ensureYamlServer((line) => {
    console.log(line);
  });
  const schemaFile = path.join(cacheFolder, 'yaml-language-server/deployment.schema.json');
  writeFileSync(schemaFile, JSON.stringify(peerSchema()));
  const yaml = {
    schemas: { [pathToFileURL(schemaFile).href]: ['*.yaml'] },
    schemaStore: { enable: false },
    kubernetesCRDStore: { enable: false },
    validate: false,
    hover: true,
    completion: false,
    format: { enable: false },
  };
  const ours = await measure([path.join(root, 'dist/cli.js'), 'lsp', '--stdio'], {}, 9);
  const peer = await measure([script, '--stdio'], { yaml }, 2);
  const row = (
    name: string,
    unit: BenchRow['unit'],
    target: number,
    of: (figures: Figures) => number | undefined,
  ): BenchRow => ({
    name: `stdio: ${name}`,
    value: of(ours) ?? 0,
    unit,
    target,
    baseline: { name: 'yaml-language-server 2.0', value: of(peer) ?? 0 },
  });
  return [
    row('start of the server to its first hover', 'ms', 250, ({ start }) => start),
    row('hover p50', 'ms', 1, ({ p50 }) => p50),
    row('hover p99', 'ms', 10, ({ p99 }) => p99),
    ...['stream', 'kind: List'].flatMap((name) => [
      row(`first hover, 1.9 MB ${name}`, 'ms', 100, ({ first }) => first[name]),
      row(`hover after an edit, 1.9 MB ${name}`, 'ms', 15, ({ edited }) => edited[name]),
    ]),
    row('settled memory, 1.9 MB kind: List open', 'MB', 150, ({ memory }) => memory),
  ];
}

if (import.meta.main) console.table(await hoverServerBench());
