import {
  DidChangeWorkspaceFoldersNotification,
  MarkupKind,
  PositionEncodingKind,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import type {
  CancellationToken,
  Connection,
  DefinitionParams,
  Hover,
  InitializeParams,
  InitializeResult,
  Location,
  LocationLink,
} from 'vscode-languageserver';
import { hover } from '../hover/hover.ts';
import type { HoverContent } from '../hover/hover.ts';
import { readouts } from '../hover/readouts/readouts.ts';
import { referenceReadouts } from '../hover/referenceReadout.ts';
import { withLines } from '../hover/withLines.ts';
import chinese from '../l10n/bundle.l10n.zh-cn.json' with { type: 'json' };
import { translator } from '../l10n/translate.ts';
import { around } from '../manifest/surroundings.ts';
import type { WorkspaceReader } from '../workspace/build.ts';
import { definitions, leadsElsewhere } from '../workspace/definition.ts';
import { canonicalUri } from '../workspace/files.ts';
import { clientReader } from './clientReader.ts';
import { ConceptSources, readUserConcepts } from './conceptSources.ts';
import type { ConceptReader } from './conceptSources.ts';
import { OpenManifests } from './openManifests.ts';
import { LazySchema } from './lazySchema.ts';
import type { SchemaFiles } from './lazySchema.ts';
import { defaultOptions, readOptions } from './options.ts';
import { configureNotification, hoverRequest, userConceptsNotification } from './protocol.ts';
import type { ConceptHover, ConceptHoverParams, ServerOptions } from './protocol.ts';
import { WorkspaceService } from './workspaceService.ts';

/** What the server cannot do itself, as it knows neither files nor the editor. */
export interface ServerHost extends ConceptReader, SchemaFiles {
  /** Reads the manifests below folders (as `file:` addresses) from the disk. */
  readWorkspace?(folders: readonly string[]): WorkspaceReader;
}

/** Serves hovers over `connection` until the client ends it. Nothing is read before the first hover. */
export function startServer(connection: Connection, host: ServerHost): void {
  const manifests = new OpenManifests((uri) => {
    workspace.documentChanged(uri);
  });
  const sources = new ConceptSources(host);
  const schemas = new LazySchema(host);
  let options = defaultOptions;
  let markdown = true;
  let locationLinks = false;
  const translate = () => translator(options.locale === 'zh-cn' ? chinese : {});
  const workspace: WorkspaceService = new WorkspaceService({
    connection,
    manifests,
    reader: () => (options.clientFiles ? clientReader(connection) : host.readWorkspace?.(workspace.folders)),
    t: translate,
  });

  const use = (sent: unknown): void => {
    const { options: read, problems } = readOptions(sent);
    options = read;
    workspace.enabled = read.references;
    sources.folders = read.notes;
    for (const problem of problems) connection.console.warn(problem);
  };

  const contentAt = async (
    { textDocument: { uri }, position, explained = false }: ConceptHoverParams,
    cancelled: CancellationToken,
  ): Promise<HoverContent | undefined> => {
    // The token and what is around it are found before anything is awaited, so that they belong to the text the
    // client asked about.
    const manifest = manifests.get(uri);
    const token = manifest?.tokenAt(position);
    if (!manifest || !token) return undefined;
    const {
      locale,
      notesLanguage = locale,
      clusterVersion,
      commands,
      fieldReference,
    }: ServerOptions = options;
    const t = translate();
    const surroundings = around(manifest, token);
    const lines = (await guard('readouts', () => readouts(token, surroundings, t))) ?? [];
    const refers = await guard('references', () => leadsElsewhere(token, surroundings));
    const view = refers === true && options.references ? await workspace.view() : undefined;
    const found = await guard('references', () =>
      view ? referenceReadouts(token, surroundings, canonicalUri(uri), view, t) : [],
    );
    const asked = fieldReference === 'always' || (fieldReference === 'auto' && !explained);
    const [source, schema] = await Promise.all([
      sources.source(notesLanguage),
      // Without the reference the concepts still answer.
      asked ? guard('field reference', () => schemas.for(token.apiVersion, token.kind)) : undefined,
    ]);
    if (cancelled.isCancellationRequested) return undefined;
    const content = hover(token, source, {
      t,
      commands,
      chinese: notesLanguage === 'zh-cn',
      ...(schema && { schema, above: () => manifests.pathsAbove(uri, token) }),
      ...(clusterVersion !== undefined && { clusterVersion }),
    });
    return withLines(content, [...lines, ...(found ?? [])], token);
  };

  const definitionsAt = async (
    { textDocument: { uri }, position }: DefinitionParams,
    cancelled: CancellationToken,
  ): Promise<Location[] | LocationLink[] | undefined> => {
    const manifest = manifests.get(uri);
    const token = manifest?.tokenAt(position);
    if (!manifest || !token || !options.references) return undefined;
    const surroundings = around(manifest, token);
    if (!leadsElsewhere(token, surroundings)) return undefined;
    const { index } = await workspace.view();
    if (cancelled.isCancellationRequested) return undefined;
    const places = definitions(token, surroundings, canonicalUri(uri), index);
    if (!locationLinks) return places.map(({ uri: target, range }) => ({ uri: target, range }));
    return places.map(({ uri: targetUri, range }) => ({
      originSelectionRange: token.range,
      targetUri,
      targetRange: range,
      targetSelectionRange: range,
    }));
  };

  /** Whatever goes wrong costs this one answer and is told in the log. */
  const guard = async <T>(what: string, run: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await run();
    } catch (error) {
      connection.console.error(
        `${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      return undefined;
    }
  };

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    // Some editors know only one folder still.
    const { rootUri } = params as unknown as { readonly rootUri?: string | null };
    workspace.initialize(params.capabilities, params.workspaceFolders ?? [], rootUri ?? null);
    use(params.initializationOptions);
    locationLinks = params.capabilities.textDocument?.definition?.linkSupport === true;
    const formats = params.capabilities.textDocument?.hover?.contentFormat;
    markdown = formats === undefined || formats.length === 0 || formats.includes(MarkupKind.Markdown);
    return {
      serverInfo: { name: 'K8s Recall' },
      capabilities: {
        positionEncoding: PositionEncodingKind.UTF16,
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        hoverProvider: true,
        definitionProvider: true,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });
  connection.onDidOpenTextDocument((params) =>
    guard('open', () => {
      manifests.open(params);
    }),
  );
  connection.onDidChangeTextDocument((params) =>
    guard('change', () => {
      manifests.change(params);
    }),
  );
  connection.onDidCloseTextDocument((params) =>
    guard('close', () => {
      manifests.close(params);
    }),
  );
  connection.onNotification(configureNotification.method, (sent: unknown) =>
    guard('configure', () => {
      use(sent);
    }),
  );

  connection.onNotification(userConceptsNotification.method, (sent: unknown) =>
    guard('user concepts', () => {
      const concepts = readUserConcepts(sent);
      if (concepts === undefined) connection.console.warn('The concepts of the notes are unusable.');
      else sources.push(concepts);
    }),
  );
  // Not through connection.workspace, which is there only for clients that announce folders.
  connection.onNotification(DidChangeWorkspaceFoldersNotification.type, ({ event: { added, removed } }) =>
    guard('folders', () => {
      workspace.changeFolders(added, removed);
    }),
  );
  connection.onDidChangeWatchedFiles(({ changes }) =>
    guard('files', () => {
      workspace.filesChanged(changes);
    }),
  );
  connection.onShutdown(() => {
    workspace.dispose();
  });

  connection.onDefinition(
    async (params, cancelled) => (await guard('definition', () => definitionsAt(params, cancelled))) ?? null,
  );
  connection.onHover(async (params, cancelled): Promise<Hover | null> => {
    const content = await guard('hover', () => contentAt(params, cancelled));
    if (!content) return null;
    const kind = markdown ? MarkupKind.Markdown : MarkupKind.PlainText;
    return { contents: { kind, value: content.markdown }, range: content.range };
  });
  connection.onRequest(
    hoverRequest.method,
    async (params: ConceptHoverParams, cancelled: CancellationToken): Promise<ConceptHover | null> => {
      const content = await guard('hover', () => contentAt(params, cancelled));
      if (!content) return null;
      const { body, links, range, concept, topic } = content;
      return {
        markdown: body,
        links,
        range,
        ...(concept !== undefined && { concept }),
        ...(topic !== undefined && { topic }),
      };
    },
  );
  connection.listen();
}
