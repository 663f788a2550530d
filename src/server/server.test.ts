import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import type { Hover, InitializeResult, MarkupContent } from 'vscode-languageserver';
import {
  CancellationTokenSource,
  createConnection,
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { MessageConnection } from 'vscode-languageserver/node';
import type { Attachment, Concept, Language } from '../deck/types.ts';
import type { IndexData, PackData } from '../schema/data.ts';
import {
  configureNotification,
  hoverRequest,
  listManifestsRequest,
  readManifestsRequest,
  userConceptsNotification,
} from './protocol.ts';
import type { ConceptHover } from './protocol.ts';
import { startServer } from './server.ts';

const texts = {
  en: { name: 'NodePort', summary: 'A port on every node.' },
  'zh-cn': { name: 'NodePort', summary: '每个节点开一个端口。' },
};
const ipvsOn: Attachment = { kind: 'KubeProxyConfiguration', path: ['mode'], value: 'ipvs' };
const nodePortOn: Attachment = { kind: 'Service', path: ['spec', 'type'], value: 'NodePort' };

function conceptsOf(language: Language): Concept[] {
  const common = {
    synonyms: [],
    label: '',
    points: [],
    links: ['https://kubernetes.io/docs/'],
    confuse: [],
    topic: 'service-types',
    file: 'net.md',
    range: { start: 0, end: 1 },
  };
  return [
    { ...common, ...texts[language], id: 'nodeport', attachments: [nodePortOn] },
    {
      ...common,
      id: 'ipvs',
      name: 'ipvs',
      summary: '',
      status: { state: 'deprecated', since: '1.35' },
      attachments: [ipvsOn],
    },
  ];
}

const index: IndexData = { kinds: { v1: { Pod: 'kubernetes' } }, uses: { kubernetes: [] } };
const pack: PackData = {
  texts: ['A Pod.', 'Host name.', 'What to do with a container that ended.', 'always does it.'],
  links: ['https://kubernetes.io/docs/concepts/pods/'],
  enums: [
    [
      ['Always', 3],
      ['Never', -1],
    ],
  ],
  fields: [
    ['hostname', 's', 1, 0, -1, 0],
    ['restartPolicy', 'e0', 2, -1, -1, 0],
    ['spec', 'o1', -1, -1, -1, 1],
  ],
  types: [[2], [0, 1]],
  kinds: { v1: { Pod: [0, 0, -1, -1] } },
};
const pod = 'apiVersion: v1\nkind: Pod\nspec:\n  hostname: a\n  restartPolicy: Always\n';

interface Client {
  readonly connection: MessageConnection;
  readonly reads: Language[];
  /** Packs of the field reference that the server has asked for. */
  readonly packs: string[];
  readonly logged: string[];
  initialize(options?: unknown, hover?: object, capabilities?: object): Promise<InitializeResult>;
  open(uri: string, text: string, languageId?: string): void;
  hover(uri: string, line: number, character: number): Promise<Hover | null>;
}

const clients: Client[] = [];
afterEach(() => {
  for (const { connection } of clients.splice(0)) connection.dispose();
});

/** A client and a server that talk over streams, as over standard input and output. */
function connect(
  readConcepts = (language: Language) => Promise.resolve<readonly Concept[]>(conceptsOf(language)),
): Client {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const reads: Language[] = [];
  const packs: string[] = [];
  startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), {
    readConcepts: (language) => {
      reads.push(language);
      return readConcepts(language);
    },
    readSchemaIndex: () => Promise.resolve(index),
    readSchemaPack: (name) => {
      packs.push(name);
      return Promise.resolve(pack);
    },
  });
  const connection = createMessageConnection(
    new StreamMessageReader(toClient),
    new StreamMessageWriter(toServer),
  );
  const logged: string[] = [];
  connection.onNotification('window/logMessage', (params: { message: string }) => {
    logged.push(params.message);
  });
  connection.listen();
  const client: Client = {
    connection,
    reads,
    packs,
    logged,
    initialize: async (
      initializationOptions,
      hover = { contentFormat: ['markdown', 'plaintext'] },
      capabilities = {},
    ) => {
      const params = {
        processId: null,
        rootUri: null,
        workspaceFolders: [{ uri: 'file:///work', name: 'work' }],
        capabilities: { textDocument: { hover }, ...capabilities },
        initializationOptions,
      };
      const result: InitializeResult = await connection.sendRequest('initialize', params);
      await connection.sendNotification('initialized', {});
      return result;
    },
    open: (uri, text, languageId = 'yaml') => {
      void connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId, version: 1, text },
      });
    },
    hover: (uri, line, character) =>
      connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line, character } }),
  };
  clients.push(client);
  return client;
}

function change(client: Client, uri: string, contentChanges: readonly object[]) {
  void client.connection.sendNotification('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges,
  });
}

const valueOf = (hover: Hover | null) => (hover?.contents as MarkupContent | undefined)?.value;

const uri = 'file:///work/service.yaml';
const service = 'apiVersion: v1\nkind: Service\nspec:\n  type: NodePort\n';
const proxy = 'apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmode: ipvs\n';

describe('the server', () => {
  it('announces incremental documents, hovers and UTF-16', async () => {
    expect((await connect().initialize()).capabilities).toEqual({
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: 2 },
      hoverProvider: true,
      definitionProvider: true,
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    });
  });

  it('explains a value, in the language asked for', async () => {
    const client = connect();
    await client.initialize({ locale: 'zh-cn' });
    client.open(uri, service);
    expect(client.reads).toEqual([]);
    expect(await client.hover(uri, 3, 10)).toEqual({
      contents: {
        kind: 'markdown',
        value: '**NodePort**\n\n每个节点开一个端口。\n\n[文档](https://kubernetes.io/docs/)',
      },
      range: { start: { line: 3, character: 8 }, end: { line: 3, character: 16 } },
    });
    await client.hover(uri, 3, 11);
    expect(client.reads).toEqual(['zh-cn']);
  });

  it('follows edits, one after another and of the whole text', async () => {
    const client = connect();
    await client.initialize();
    client.open(uri, service);
    const at = (line: number, character: number) => ({ line, character });
    change(client, uri, [
      { range: { start: at(0, 0), end: at(0, 0) }, text: '# a comment\n' },
      { range: { start: at(4, 8), end: at(4, 16) }, text: 'Nod' },
    ]);
    expect(await client.hover(uri, 4, 9)).toBeNull();
    change(client, uri, [{ range: { start: at(4, 11), end: at(4, 11) }, text: 'ePort' }]);
    expect(valueOf(await client.hover(uri, 4, 9))).toContain('A port on every node.');
    change(client, uri, [{ text: proxy }]);
    expect(valueOf(await client.hover(uri, 2, 7))).toContain('deprecated in 1.35');
    void client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    expect(await client.hover(uri, 2, 7)).toBeNull();
  });

  it('takes new settings while it runs', async () => {
    const client = connect();
    await client.initialize({ clusterVersion: 'v1.36.2' });
    client.open(uri, proxy);
    expect(valueOf(await client.hover(uri, 2, 7))).toContain('`deprecated in 1.35`');
    const settings = { locale: 'zh-cn', notesLanguage: 'en', clusterVersion: '1.22' };
    void client.connection.sendNotification(configureNotification.method, settings);
    expect(valueOf(await client.hover(uri, 2, 7))).toContain('`此版本可用；1.35 起弃用`');
    expect(client.reads).toEqual(['en']);
  });

  it('gives the client of the extension a hover without links, and what they lead to', async () => {
    const client = connect();
    await client.initialize({ commands: true });
    client.open(uri, service);
    const params = { textDocument: { uri }, position: { line: 3, character: 10 } };
    const found: ConceptHover | null = await client.connection.sendRequest(hoverRequest.method, params);
    expect(found).toEqual({
      markdown: '**NodePort**\n\nA port on every node.',
      links: { docs: 'https://kubernetes.io/docs/', topic: 'service-types' },
      range: { start: { line: 3, character: 8 }, end: { line: 3, character: 16 } },
      concept: 'nodeport',
      topic: 'service-types',
    });
    expect(valueOf(await client.hover(uri, 3, 10))).toContain('command:k8sRecall.quizTopic?');
    const nothing = { ...params, position: { line: 0, character: 0 } };
    expect(await client.connection.sendRequest(hoverRequest.method, nothing)).toBeNull();
  });

  it('adds the field reference, which it reads for the first kind that needs it', async () => {
    const client = connect();
    await client.initialize();
    client.open(uri, service);
    await client.hover(uri, 3, 10);
    expect(client.packs).toEqual([]);
    client.open('file:///pod.yaml', pod);
    expect(valueOf(await client.hover('file:///pod.yaml', 3, 4))).toBe(
      '**hostname** · `string`\n\nHost name.\n\n[Docs](https://kubernetes.io/docs/concepts/pods/)',
    );
    expect(valueOf(await client.hover('file:///pod.yaml', 4, 20))).toMatch(/^\*\*Always\*\* · restartPolicy/);
    expect(valueOf(await client.hover('file:///pod.yaml', 3, 12))).toBeUndefined();
    expect(client.packs).toEqual(['kubernetes']);
  });

  it('leaves the fields to another extension in auto only', async () => {
    const client = connect();
    await client.initialize();
    client.open(uri, pod);
    const params = { textDocument: { uri }, position: { line: 3, character: 4 }, explained: true };
    const ask = () => client.connection.sendRequest(hoverRequest.method, params);
    expect(await ask()).toBeNull();
    void client.connection.sendNotification(configureNotification.method, { fieldReference: 'always' });
    expect(await ask()).toMatchObject({ markdown: '**hostname** · `string`\n\nHost name.', links: {} });
    void client.connection.sendNotification(configureNotification.method, { fieldReference: 'never' });
    expect(await client.hover(uri, 3, 4)).toBeNull();
    expect(client.packs).toEqual(['kubernetes']);
  });

  it('says nothing where nothing is known: other files, broken text, unknown documents', async () => {
    const client = connect();
    await client.initialize();
    client.open('file:///chart/values.yaml', service);
    client.open('file:///chart/ci/small-values.yaml', service);
    client.open('file:///compose.yaml', service, 'dockercompose');
    client.open('file:///broken.yaml', '{{{{: "\'[\n\u0000\t- : kind: Service\n---\n...\n%');
    expect(await client.hover('file:///chart/values.yaml', 3, 10)).toBeNull();
    expect(await client.hover('file:///chart/ci/small-values.yaml', 3, 10)).toBeNull();
    expect(await client.hover('file:///compose.yaml', 3, 10)).toBeNull();
    expect(await client.hover('file:///never-opened.yaml', 3, 10)).toBeNull();
    for (let line = 0; line < 6; line++)
      expect(await client.hover('file:///broken.yaml', line, 2)).toBeNull();
    expect(client.logged).toEqual([]);
  });

  it('outlives an error, tells it, and tries again', async () => {
    let broken = true;
    const client = connect((language) =>
      broken ? Promise.reject(new Error('The disk is gone.')) : Promise.resolve(conceptsOf(language)),
    );
    await client.initialize();
    client.open(uri, service);
    expect(await client.hover(uri, 3, 10)).toBeNull();
    expect(client.logged).toEqual([expect.stringContaining('The disk is gone.')]);
    broken = false;
    expect(valueOf(await client.hover(uri, 3, 10))).toContain('A port on every node.');
  });

  it('tells unusable options and goes on with the defaults', async () => {
    const client = connect();
    await client.initialize({
      locale: 'fr',
      clusterVersion: 7,
      notes: 'x',
      commands: 'yes',
      fieldReference: 'auto',
    });
    client.open(uri, service);
    expect(valueOf(await client.hover(uri, 3, 10))).toBe(
      '**NodePort**\n\nA port on every node.\n\n[Docs](https://kubernetes.io/docs/)',
    );
    expect(client.logged).toEqual([
      'The option clusterVersion has the unusable value 7.',
      'The option locale has the unusable value "fr".',
      'The option notes has the unusable value "x".',
      'The option commands has the unusable value "yes".',
    ]);
  });

  describe('with a workspace', () => {
    const pod = (name: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  volumes:\n    - configMap:\n        name: ${name}\n`;
    const config = (name: string) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata: {a: b}\n`;
    const podUri = 'file:///work/pod.yaml';

    /** A client whose files the server reads through it. */
    async function withFiles(
      files: Map<string, string>,
      options: object = {},
      capabilities: object = {},
    ): Promise<Client> {
      const client = connect();
      client.connection.onRequest(listManifestsRequest.method, () => ({
        uris: [...files.keys()],
        cut: false,
      }));
      client.connection.onRequest(readManifestsRequest.method, ({ uris }: { uris: string[] }) =>
        uris.map((one) => files.get(one) ?? null),
      );
      await client.initialize({ clientFiles: true, ...options }, undefined, capabilities);
      client.open(podUri, pod('shop'));
      return client;
    }

    const define = (client: Client, line = 6, character = 15): Promise<unknown> =>
      client.connection.sendRequest('textDocument/definition', {
        textDocument: { uri: podUri },
        position: { line, character },
      });

    it('shows what a reference leads to, and leads there', async () => {
      const client = await withFiles(new Map([['file:///work/deploy/c.yaml', config('shop')]]));
      expect(valueOf(await client.hover(podUri, 6, 15))).toBe(
        'ConfigMap `shop`: [deploy/c.yaml:4](file:///work/deploy/c.yaml#L4)  \nKeys: `a`',
      );
      const range = { start: { line: 3, character: 8 }, end: { line: 3, character: 12 } };
      expect(await define(client)).toEqual([{ uri: 'file:///work/deploy/c.yaml', range }]);
      expect(await define(client, 1, 8)).toBeNull();
    });

    it('gives links where the client takes them', async () => {
      const files = new Map([['file:///work/c.yaml', config('shop')]]);
      const capabilities = { textDocument: { definition: { linkSupport: true } } };
      const client = await withFiles(files, {}, capabilities);
      expect(await define(client)).toMatchObject([
        {
          originSelectionRange: { start: { line: 6, character: 14 }, end: { line: 6, character: 18 } },
          targetUri: 'file:///work/c.yaml',
        },
      ]);
    });

    it('goes by what is open before what is saved', async () => {
      const files = new Map([['file:///work/c.yaml', config('shop')]]);
      const client = await withFiles(files);
      expect(await define(client)).toHaveLength(1);
      client.open('file:///work/c.yaml', config('other'));
      expect(await define(client)).toEqual([]);
      const at = { line: 3, character: 8 };
      const range = { start: at, end: { line: 3, character: 13 } };
      change(client, 'file:///work/c.yaml', [{ range, text: 'shop' }]);
      expect(await define(client)).toHaveLength(1);
      void client.connection.sendNotification('textDocument/didClose', {
        textDocument: { uri: 'file:///work/c.yaml' },
      });
      await expect.poll(() => define(client)).toHaveLength(1);
    });

    it('follows files that change', async () => {
      const files = new Map<string, string>();
      const registered: string[] = [];
      const capabilities = { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } };
      const client = connect();
      client.connection.onRequest(
        'client/registerCapability',
        ({ registrations }: { registrations: { method: string }[] }) => {
          registered.push(...registrations.map(({ method }) => method));
          return null;
        },
      );
      client.connection.onRequest(listManifestsRequest.method, () => ({
        uris: [...files.keys()],
        cut: false,
      }));
      client.connection.onRequest(readManifestsRequest.method, ({ uris }: { uris: string[] }) =>
        uris.map((one) => files.get(one) ?? null),
      );
      await client.initialize({ clientFiles: true }, undefined, capabilities);
      client.open(podUri, pod('shop'));
      expect(await define(client)).toEqual([]);
      expect(registered).toEqual(['workspace/didChangeWatchedFiles']);
      files.set('file:///work/c.yaml', config('shop'));
      void client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: 'file:///work/c.yaml', type: 1 }],
      });
      await expect.poll(() => define(client)).toHaveLength(1);
    });

    it('reads a long document in the background, and again after an edit', async () => {
      const client = connect();
      await client.initialize();
      const many = Array.from({ length: 3000 }, (_, i) => config(`c${i}`)).join('---\n');
      client.open('file:///work/many.yaml', many);
      client.open(podUri, pod('c2999'));
      await expect.poll(() => define(client), { timeout: 10_000 }).toHaveLength(1);
      const last = 2999 * 6 + 3;
      const range = { start: { line: last, character: 8 }, end: { line: last, character: 13 } };
      change(client, 'file:///work/many.yaml', [{ range, text: 'other' }]);
      await expect.poll(() => define(client), { timeout: 10_000 }).toEqual([]);
    });

    it('tells how far it is with many files, and ends when it is told to', async () => {
      const client = connect();
      const tokens: (string | number)[] = [];
      const progress: { kind: string; title?: string; cancellable?: boolean }[] = [];
      client.connection.onRequest('window/workDoneProgress/create', ({ token }: { token: string }) => {
        tokens.push(token);
        return null;
      });
      client.connection.onNotification('$/progress', ({ value }: { value: { kind: string } }) => {
        progress.push(value);
      });
      const uris = Array.from({ length: 100 }, (_, i) => `file:///work/${i}.yaml`);
      client.connection.onRequest(listManifestsRequest.method, () => ({ uris, cut: false }));
      // A file system that takes its time.
      client.connection.onRequest(
        readManifestsRequest.method,
        ({ uris: asked }: { uris: string[] }) =>
          new Promise((resolve) =>
            setTimeout(() => {
              resolve(asked.map(() => config('other')));
            }, 500),
          ),
      );
      await client.initialize({ clientFiles: true }, undefined, { window: { workDoneProgress: true } });
      client.open(podUri, pod('shop'));
      expect(valueOf(await client.hover(podUri, 6, 15))).toMatch(/is not in this workspace\. \(/);
      await expect
        .poll(() => progress[0], { timeout: 5000 })
        .toMatchObject({
          kind: 'begin',
          title: 'K8s Recall: reading manifests',
          cancellable: true,
        });
      void client.connection.sendNotification('window/workDoneProgress/cancel', { token: tokens[0] });
      await expect.poll(() => progress.at(-1)?.kind).toBe('end');
      await expect
        .poll(async () => valueOf(await client.hover(podUri, 6, 15)))
        .toContain('was stopped after');
    });

    it('reads nothing where references are off', async () => {
      const client = await withFiles(new Map([['file:///work/c.yaml', config('shop')]]), {
        references: false,
      });
      expect(await client.hover(podUri, 6, 15)).toBeNull();
      expect(await define(client)).toBeNull();
    });

    it('answers from open documents where nobody reads files', async () => {
      const client = connect();
      await client.initialize();
      client.open(podUri, pod('shop'));
      client.open('file:///work/c.yaml', config('shop'));
      expect(await define(client)).toHaveLength(1);
    });

    it('says what a value comes to, also where no concept speaks of it', async () => {
      const client = connect();
      await client.initialize({ locale: 'zh-cn' });
      client.open(podUri, `${pod('shop')}  overhead: {cpu: 500m}\n`);
      expect(valueOf(await client.hover(podUri, 7, 19))).toBe('`500m` = 半核 (`0.5`)');
    });
  });

  it("takes the concepts of the user's notes before its own", async () => {
    const client = connect();
    await client.initialize();
    client.open(uri, service);
    const [mine] = conceptsOf('en');
    const push = (concepts: readonly unknown[], shadowed: readonly string[] = []): void => {
      void client.connection.sendNotification(userConceptsNotification.method, { concepts, shadowed });
    };
    push([{ ...mine, id: 'mine', summary: 'As we say here.' }]);
    expect(valueOf(await client.hover(uri, 3, 10))).toContain('As we say here.');
    // One of the field alone does not hide what the notes say of the value.
    push([
      { ...mine, id: 'mine', summary: 'Ours.', attachments: [{ kind: 'Service', path: ['spec', 'type'] }] },
    ]);
    expect(valueOf(await client.hover(uri, 3, 10))).toContain('A port on every node.');
    expect(valueOf(await client.hover(uri, 3, 3))).toContain('Ours.');
    push([]);
    expect(valueOf(await client.hover(uri, 3, 10))).toContain('A port on every node.');
    push([], ['service-types']);
    expect(await client.hover(uri, 3, 10)).toBeNull();
    void client.connection.sendNotification(userConceptsNotification.method, { concepts: 'x' });
    expect(await client.hover(uri, 3, 10)).toBeNull();
    expect(client.logged).toEqual(['The concepts of the notes are unusable.']);
  });

  it('drops a request that is cancelled', async () => {
    let release: (concepts: readonly Concept[]) => void = () => undefined;
    const client = connect(() => new Promise((resolve) => (release = resolve)));
    await client.initialize();
    client.open(uri, service);
    const source = new CancellationTokenSource();
    const params = { textDocument: { uri }, position: { line: 3, character: 10 } };
    const reply = client.connection.sendRequest('textDocument/hover', params, source.token);
    await expect.poll(() => client.reads).toEqual(['en']);
    source.cancel();
    // Messages arrive in order: after this one, the cancellation has.
    await client.connection.sendRequest('textDocument/definition', params);
    release(conceptsOf('en'));
    expect(await reply.catch((error: unknown) => error)).toBeNull();
  });

  it('answers in plain text where the client knows no Markdown', async () => {
    const client = connect();
    await client.initialize({}, { contentFormat: ['plaintext'] });
    client.open(uri, service);
    expect((await client.hover(uri, 3, 10))?.contents).toMatchObject({ kind: 'plaintext' });
  });
});
