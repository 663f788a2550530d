import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { hoverCommands, linksLine } from '../hover/links.ts';
import type { Language } from '../deck/types.ts';
import {
  configureNotification,
  hoverRequest,
  readConceptsRequest,
  type ConceptHover,
  type ConceptHoverParams,
  type ServerOptions,
} from '../server/protocol.ts';
import { count } from '../topics/rows.ts';
import { settings } from './ids.ts';
import { reasonOf, type Log } from './log.ts';
import { notesLanguage, type NoteLibrary } from './noteLibrary.ts';
import type { Reviews } from './reviews.ts';
import { translate } from './translate.ts';

/** Loads and makes the client over the transport of the platform; does not start it. */
export type StartClient = (options: LanguageClientOptions) => Promise<BaseLanguageClient>;

const manifestLanguages = ['yaml', 'helm', 'kubernetes', 'json', 'jsonc'];

/** Starts the language server with the first manifest that is opened, and adds reviews to its hovers. */
export class HoverClient implements vscode.Disposable {
  readonly #startClient: StartClient;
  readonly #library: NoteLibrary;
  readonly #reviews: Reviews;
  readonly #log: Log;
  readonly #subscriptions: vscode.Disposable[];
  #client: BaseLanguageClient | undefined;
  #isWanted = false;

  constructor(startClient: StartClient, library: NoteLibrary, reviews: Reviews, log: Log) {
    this.#startClient = startClient;
    this.#library = library;
    this.#reviews = reviews;
    this.#log = log;
    this.#subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.#startFor(document);
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (
          change.affectsConfiguration(settings.language) ||
          change.affectsConfiguration(settings.clusterVersion)
        ) {
          void this.#client?.sendNotification(configureNotification.method, serverOptions());
        }
      }),
    ];
    for (const document of vscode.workspace.textDocuments) this.#startFor(document);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    void this.#client?.dispose();
  }

  #startFor(document: vscode.TextDocument): void {
    if (this.#isWanted || !isManifest(document)) return;
    this.#isWanted = true;
    this.#start().catch((error: unknown) => {
      this.#log.error(`The hover server could not start: ${reasonOf(error)}`);
      this.#client = undefined;
      this.#isWanted = false; // The next manifest tries again.
    });
  }

  async #start(): Promise<void> {
    const client = await this.#startClient({
      documentSelector: manifestLanguages.map((language) => ({ language })),
      initializationOptions: serverOptions(),
      outputChannel: this.#log,
      // A crash of the server is told in the log; the client starts it again by itself.
      initializationFailedHandler: () => false,
      middleware: {
        provideHover: (textDocument, position, cancelled) => this.#hover(textDocument, position, cancelled),
      },
    });
    client.onRequest(readConceptsRequest.method, ({ language }: { language: Language }) =>
      this.#readConcepts(language),
    );
    this.#client = client;
    await client.start();
  }

  async #hover(
    document: vscode.TextDocument,
    position: vscode.Position,
    cancelled: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const client = this.#client;
    if (client === undefined || !hoverEnabled(document)) return undefined;
    const params: ConceptHoverParams = {
      textDocument: { uri: client.code2ProtocolConverter.asUri(document.uri) },
      position: { line: position.line, character: position.character },
    };
    const found = await client.sendRequest<ConceptHover | null>(hoverRequest.method, params, cancelled);
    if (found === null) return undefined;
    const line = linksLine(found.links, true, translate, await this.#dueOf(found.topic));
    const text = new vscode.MarkdownString(`${found.markdown}\n\n${line}`);
    text.isTrusted = { enabledCommands: hoverCommands };
    text.supportHtml = false;
    const { start, end } = found.range;
    return new vscode.Hover(text, new vscode.Range(start.line, start.character, end.line, end.character));
  }

  /** How many cards of a topic are due; a hover must not fail for want of the journal. */
  async #dueOf(topic: string): Promise<number> {
    try {
      const [deck, standing] = await Promise.all([this.#library.deck(), this.#reviews.standing()]);
      const cards = deck.topics.get(topic)?.cards.map((card) => card.id) ?? [];
      return count(cards, standing, Date.now()).due;
    } catch (error) {
      this.#log.warn(`Hover: ${reasonOf(error)}`);
      return 0;
    }
  }

  async #readConcepts(language: Language): Promise<unknown> {
    return this.#library.builtIn(language, 'concepts');
  }
}

/** YAML may become a manifest while it is typed; a JSON file is one only where it says so already. */
function isManifest(document: vscode.TextDocument): boolean {
  if (!manifestLanguages.includes(document.languageId)) return false;
  return !document.languageId.startsWith('json') || /"(?:apiVersion|kind)"\s*:/.test(document.getText());
}

function hoverEnabled(document: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration(undefined, document).get(settings.hoverEnabled, true);
}

function serverOptions(): ServerOptions {
  const version = vscode.workspace.getConfiguration().get<string>(settings.clusterVersion, '');
  const locale = vscode.env.language.toLowerCase().startsWith('zh') ? 'zh-cn' : 'en';
  return {
    locale,
    notesLanguage: notesLanguage(),
    fieldReference: 'auto',
    notes: [],
    commands: true,
    ...(version === '' ? {} : { clusterVersion: version }),
  };
}
