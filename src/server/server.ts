import { MarkupKind, PositionEncodingKind, TextDocumentSyncKind } from 'vscode-languageserver';
import type {
  CancellationToken,
  Connection,
  Hover,
  InitializeParams,
  InitializeResult,
} from 'vscode-languageserver';
import { conceptIndex } from '../deck/conceptIndex.ts';
import type { Concept, Language } from '../deck/types.ts';
import { ConceptSource } from '../hover/conceptSource.ts';
import { hover } from '../hover/hover.ts';
import type { HoverContent } from '../hover/hover.ts';
import chinese from '../l10n/bundle.l10n.zh-cn.json' with { type: 'json' };
import { translator } from '../l10n/translate.ts';
import { OpenManifests } from './openManifests.ts';
import { LazySchema } from './lazySchema.ts';
import type { SchemaFiles } from './lazySchema.ts';
import { defaultOptions, readOptions } from './options.ts';
import { configureNotification, hoverRequest } from './protocol.ts';
import type { ConceptHover, ConceptHoverParams, ServerOptions } from './protocol.ts';

/** What the server cannot do itself, as it knows neither files nor the editor. */
export interface ServerHost extends SchemaFiles {
  /** The concepts of the built-in notes in a language. */
  readConcepts(language: Language): Promise<readonly Concept[]>;
}

/** Serves hovers over `connection` until the client ends it. Nothing is read before the first hover. */
export function startServer(connection: Connection, host: ServerHost): void {
  const manifests = new OpenManifests();
  const sources = new Map<Language, Promise<ConceptSource>>();
  const schemas = new LazySchema(host);
  let options = defaultOptions;
  let markdown = true;

  const use = (sent: unknown): void => {
    const { options: read, problems } = readOptions(sent);
    options = read;
    for (const problem of problems) connection.console.warn(problem);
  };

  const sourceFor = (language: Language): Promise<ConceptSource> => {
    const known = sources.get(language);
    if (known) return known;
    const source = host
      .readConcepts(language)
      .then((concepts) => new ConceptSource(concepts, conceptIndex(concepts)));
    sources.set(language, source);
    // The next hover tries again: the client may not have been ready.
    source.catch(() => sources.delete(language));
    return source;
  };

  const contentAt = async (
    { textDocument, position, explained = false }: ConceptHoverParams,
    cancelled: CancellationToken,
  ): Promise<HoverContent | undefined> => {
    // The token is found before anything is awaited, so that it belongs to the text the client asked about.
    const token = manifests.tokenAt(textDocument.uri, position);
    if (!token) return undefined;
    const {
      locale,
      notesLanguage = locale,
      clusterVersion,
      commands,
      fieldReference,
    }: ServerOptions = options;
    const refers = fieldReference === 'always' || (fieldReference === 'auto' && !explained);
    const [source, schema] = await Promise.all([
      sourceFor(notesLanguage),
      // Without the reference the concepts still answer.
      refers ? guard('field reference', () => schemas.for(token.apiVersion, token.kind)) : undefined,
    ]);
    if (cancelled.isCancellationRequested) return undefined;
    const t = translator(locale === 'zh-cn' ? chinese : {});
    return hover(token, source, {
      t,
      commands,
      chinese: notesLanguage === 'zh-cn',
      ...(schema && { schema, above: () => manifests.pathsAbove(textDocument.uri, token) }),
      ...(clusterVersion !== undefined && { clusterVersion }),
    });
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
    use(params.initializationOptions);
    const formats = params.capabilities.textDocument?.hover?.contentFormat;
    markdown = formats === undefined || formats.length === 0 || formats.includes(MarkupKind.Markdown);
    return {
      serverInfo: { name: 'K8s Recall' },
      capabilities: {
        positionEncoding: PositionEncodingKind.UTF16,
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        hoverProvider: true,
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
