import * as vscode from 'vscode';
import { renderMarkdown } from '../deck/render.ts';
import { hoverCommands } from '../hover/links.ts';
import { followPrefix, parseConceptPageMessage, type ConceptMessage } from '../quiz/protocol.ts';
import type { HoverClient } from './hoverClient.ts';
import { views } from './ids.ts';
import { reasonOf, type Log } from './log.ts';
import { notesLanguage } from './noteLibrary.ts';
import { pageHtml, pageResourceRoots } from './pageHtml.ts';
import { translate } from './translate.ts';

/** Milliseconds without a move of the caret after which its place is looked up. */
const settled = 120;

/** The view in the sidebar that explains the place under the caret, as the hover does, for those without a mouse. */
export class ConceptView implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #hovers: Pick<HoverClient, 'explain'>;
  readonly #log: Log;
  readonly #subscriptions: vscode.Disposable[];
  #view: vscode.WebviewView | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: vscode.CancellationTokenSource | undefined;
  /** Links of the text that is shown, which are followed here. */
  #links: readonly string[] = [];
  #shown: ConceptMessage | undefined;

  constructor(extensionUri: vscode.Uri, hovers: Pick<HoverClient, 'explain'>, log: Log) {
    this.#extensionUri = extensionUri;
    this.#hovers = hovers;
    this.#log = log;
    const follow = (): void => {
      this.#follow();
    };
    this.#subscriptions = [
      vscode.window.registerWebviewViewProvider(views.concept, this),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === vscode.window.activeTextEditor) follow();
      }),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        // Without one the focus is in a view, perhaps in this one: what it shows stays.
        if (editor !== undefined) follow();
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#asking?.cancel();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    this.#shown = undefined;
    view.webview.options = {
      enableScripts: true,
      localResourceRoots: pageResourceRoots(this.#extensionUri),
    };
    view.webview.html = pageHtml(view.webview, this.#extensionUri, {
      title: translate('Concept Under the Caret'),
      script: 'concept.js',
      styles: [['media', 'concept.css']],
    });
    const subscriptions = [
      view.webview.onDidReceiveMessage((message: unknown) => {
        void this.#receive(message);
      }),
      view.onDidChangeVisibility(() => {
        if (view.visible) this.#follow();
      }),
    ];
    view.onDidDispose(() => {
      for (const subscription of subscriptions) subscription.dispose();
      if (this.#view === view) this.#view = undefined;
    });
  }

  #follow(delay = settled): void {
    if (this.#view?.visible !== true) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void this.#show();
    }, delay);
  }

  async #show(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    this.#asking?.cancel();
    const asking = new vscode.CancellationTokenSource();
    this.#asking = asking;
    try {
      const found =
        editor && (await this.#hovers.explain(editor.document, editor.selection.active, asking.token));
      if (asking.token.isCancellationRequested) return;
      const path = found === undefined ? '' : editor?.document.getText(found.range);
      await this.#post(found?.markdown, path?.split(/\r?\n/, 1)[0] ?? '');
    } catch (error) {
      if (!asking.token.isCancellationRequested) this.#log.warn(`Concept view: ${reasonOf(error)}`);
    }
  }

  async #post(markdown: string | undefined, place: string): Promise<void> {
    const view = this.#view;
    if (view === undefined) return;
    const links: string[] = [];
    const empty = translate('Put the caret on a key or a value of a Kubernetes manifest.');
    const message: ConceptMessage =
      markdown === undefined
        ? {
            type: 'concept',
            html: `<p class="empty">${escaped(empty)}</p>`,
            language: vscode.env.language,
            title: '',
          }
        : {
            type: 'concept',
            html: renderMarkdown(markdown, {
              link: (href) => (isOurs(href) ? `${followPrefix}${links.push(href) - 1}` : undefined),
            }),
            language: notesLanguage(),
            title: titleOf(markdown),
          };
    this.#links = links;
    view.description = place;
    if (this.#shown?.html === message.html) return;
    this.#shown = message;
    await view.webview.postMessage(message);
  }

  async #receive(sent: unknown): Promise<void> {
    const message = parseConceptPageMessage(sent);
    if (message?.type === 'ready') {
      this.#shown = undefined;
      this.#follow(0);
    } else if (message?.type === 'follow') {
      const href = this.#links[message.link];
      if (href !== undefined) await follow(href);
    }
  }
}

/** Links that a hover may have beyond those of a note: our commands, and places in files of the workspace. */
function isOurs(href: string): boolean {
  return commandOf(href) !== undefined || placeOf(href) !== undefined;
}

function commandOf(href: string): { readonly id: string; readonly argument: string } | undefined {
  const match = /^command:([\w.]+)\?(.+)$/.exec(href);
  const id = hoverCommands.find((command) => command === match?.[1]);
  if (id === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(decodeURIComponent(match?.[2] ?? ''));
    const argument: unknown = Array.isArray(parsed) ? parsed[0] : undefined;
    return typeof argument === 'string' ? { id, argument } : undefined;
  } catch {
    return undefined;
  }
}

/** A line of a file in one of the workspace's folders. */
function placeOf(href: string): { readonly uri: vscode.Uri; readonly line: number } | undefined {
  const match = /^([a-z][a-z0-9+.-]*:\/\/[^#]*)#L(\d{1,9})$/i.exec(href);
  if (match === null) return undefined;
  try {
    const uri = vscode.Uri.parse(match[1] ?? '', true);
    const known = vscode.workspace.getWorkspaceFolder(uri) ?? openDocument(uri);
    return known === undefined ? undefined : { uri, line: Number(match[2]) - 1 };
  } catch {
    return undefined;
  }
}

function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}

async function follow(href: string): Promise<void> {
  const command = commandOf(href);
  if (command !== undefined) {
    await vscode.commands.executeCommand(command.id, command.argument);
    return;
  }
  const place = placeOf(href);
  if (place === undefined) return;
  const start = new vscode.Position(Math.max(0, place.line), 0);
  await vscode.window.showTextDocument(place.uri, { selection: new vscode.Range(start, start) });
}

/** The first line without its mark-up. */
function titleOf(markdown: string): string {
  const line = markdown.split('\n', 1)[0] ?? '';
  return line.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/\\(.)|[*`]/g, '$1');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
