import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { hoverCommands, linksLine } from '../hover/links.ts';
import type { Language } from '../deck/types.ts';
import {
  configureNotification,
  hoverRequest,
  listManifestsRequest,
  readConceptsRequest,
  readManifestsRequest,
  readSchemaRequest,
  userConceptsNotification,
  type ConceptHover,
  type ConceptHoverParams,
  type FieldReference,
  type ServerOptions,
  type UserConcepts,
} from '../server/protocol.ts';
import { count } from '../topics/rows.ts';
import { readBuilt } from './builtFile.ts';
import { manifestLanguages, settings } from './ids.ts';
import { reasonOf, type Log } from './log.ts';
import { listManifests, readManifests } from './manifestFiles.ts';
import { explainsFields } from './otherReference.ts';
import { notesLanguage, type NoteLibrary } from './noteLibrary.ts';
import type { Reviews } from './reviews.ts';
import { translate } from './translate.ts';

/** What is known about a place in a manifest. */
export interface Explanation {
  /** Markdown whose only commands are those of `hoverCommands`. */
  readonly markdown: string;
  readonly range: vscode.Range;
}

/** Loads and makes the client over the transport of the platform; does not start it. */
export type StartClient = (options: LanguageClientOptions) => Promise<BaseLanguageClient>;

/** Starts the language server with the first manifest that is opened, and adds reviews to its hovers. */
export class HoverClient implements vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #startClient: StartClient;
  readonly #library: NoteLibrary;
  readonly #reviews: Reviews;
  readonly #log: Log;
  readonly #subscriptions: vscode.Disposable[];
  /** Concepts of the user's notes, for a server that starts later. */
  #userConcepts: UserConcepts | undefined;
  #client: BaseLanguageClient | undefined;
  #isWanted = false;

  constructor(
    extensionUri: vscode.Uri,
    startClient: StartClient,
    library: NoteLibrary,
    reviews: Reviews,
    log: Log,
  ) {
    this.#extensionUri = extensionUri;
    this.#startClient = startClient;
    this.#library = library;
    this.#reviews = reviews;
    this.#log = log;
    this.#subscriptions = [
      library.onDidChange(() => void this.#followNotes()),
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.#startFor(document);
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (
          change.affectsConfiguration(settings.language) ||
          change.affectsConfiguration(settings.clusterVersion) ||
          change.affectsConfiguration(settings.references) ||
          change.affectsConfiguration(settings.fieldReference)
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

  /** Gives the server all concepts of the user's notes, whenever these have changed. */
  async #followNotes(): Promise<void> {
    if (this.#client === undefined) return;
    if (!this.#library.hasOwnNotes && this.#userConcepts === undefined) return;
    try {
      const deck = await this.#library.deck();
      const shadowed = [...deck.topics.values()].flatMap(({ shadows }) => shadows ?? []);
      this.#push({ concepts: deck.userConcepts, shadowed });
    } catch (error) {
      this.#log.warn(`Hover: ${reasonOf(error)}`);
    }
  }

  #push(concepts: UserConcepts): void {
    this.#userConcepts = concepts;
    void this.#client?.sendNotification(userConceptsNotification.method, concepts);
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
      this.#library.concepts(language),
    );
    client.onRequest(listManifestsRequest.method, ({ limit }: { limit: number }) => listManifests(limit));
    client.onRequest(readManifestsRequest.method, ({ uris }: { uris: readonly string[] }) =>
      readManifests(uris),
    );
    client.onRequest(readSchemaRequest.method, ({ name }: { name: string }) =>
      readBuilt(this.#extensionUri, `schema.${name}`),
    );
    this.#client = client;
    if (this.#userConcepts !== undefined) this.#push(this.#userConcepts);
    void this.#followNotes();
    await client.start();
  }

  async #hover(
    document: vscode.TextDocument,
    position: vscode.Position,
    cancelled: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    if (!hoverEnabled(document)) return undefined;
    const found = await this.explain(document, position, cancelled);
    if (found === undefined) return undefined;
    const text = new vscode.MarkdownString(found.markdown);
    text.isTrusted = { enabledCommands: hoverCommands };
    text.supportHtml = false;
    return new vscode.Hover(text, found.range);
  }

  /** What is known about a place in a manifest, links and what is due included. */
  async explain(
    document: vscode.TextDocument,
    position: vscode.Position,
    cancelled: vscode.CancellationToken,
  ): Promise<Explanation | undefined> {
    const client = this.#client;
    if (client === undefined || !isManifest(document)) return undefined;
    const params: ConceptHoverParams = {
      textDocument: { uri: client.code2ProtocolConverter.asUri(document.uri) },
      position: { line: position.line, character: position.character },
      explained: explainsFields(document),
    };
    const found = await client.sendRequest<ConceptHover | null>(hoverRequest.method, params, cancelled);
    if (found === null) return undefined;
    const { start, end } = found.range;
    const range = new vscode.Range(start.line, start.character, end.line, end.character);
    return { markdown: await this.#withLinks(found), range };
  }

  /** The Markdown of a hover with its last line, which knows what is due. */
  async #withLinks({ markdown, links, topic }: ConceptHover): Promise<string> {
    const due = topic === undefined ? 0 : await this.#dueOf(topic);
    const line = linksLine(links, true, translate, due);
    return line === '' ? markdown : `${markdown}\n\n${line}`;
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
    fieldReference: vscode.workspace.getConfiguration().get<FieldReference>(settings.fieldReference, 'auto'),
    notes: [],
    commands: true,
    references: vscode.workspace.getConfiguration().get<boolean>(settings.references, true),
    clientFiles: true,
    ...(version === '' ? {} : { clusterVersion: version }),
  };
}
