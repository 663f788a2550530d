import * as vscode from 'vscode';
import { htmlLang } from '../quiz/context.ts';
import { progressView } from '../quiz/progress.ts';
import { parseProgressRequest, type ProgressMessage, type ProgressRequest } from '../quiz/progressView.ts';
import { commands, progressPanelType } from './ids.ts';
import { reasonOf, type Log } from './log.ts';
import type { NoteLibrary } from './noteLibrary.ts';
import { pageHtml, pageResourceRoots } from './pageHtml.ts';
import type { Reviews } from './reviews.ts';
import { translate } from './translate.ts';

/** What the panel shows the progress of. */
export interface ProgressServices {
  readonly extensionUri: vscode.Uri;
  readonly library: NoteLibrary;
  readonly reviews: Reviews;
  readonly log: Log;
}

/** Milliseconds after a review until the plots are drawn anew. */
const settle = 800;

/** The panel with plots of the past and the coming reviews; one at a time, back after a window reload. */
export class ProgressPanel implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #services: ProgressServices;
  readonly #subscriptions: readonly vscode.Disposable[];
  #panel: vscode.WebviewPanel | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(services: ProgressServices) {
    this.#services = services;
    const later = (): void => {
      clearTimeout(this.#timer);
      if (this.#panel?.visible === true) this.#timer = setTimeout(() => void this.#post(), settle);
    };
    this.#subscriptions = [
      vscode.window.registerWebviewPanelSerializer(progressPanelType, this),
      services.reviews.onDidChange(later),
      services.library.onDidChange(later),
    ];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#panel?.dispose();
  }

  /** Shows the panel, which is filled as soon as its page is there. */
  show(): Promise<void> {
    if (this.#panel === undefined) {
      const title = translate('Progress');
      this.#adopt(vscode.window.createWebviewPanel(progressPanelType, title, vscode.ViewColumn.Active));
    } else this.#panel.reveal();
    return Promise.resolve();
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.#adopt(panel);
    return Promise.resolve();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    const { extensionUri } = this.#services;
    this.#panel?.dispose();
    this.#panel = panel;
    panel.webview.options = { enableScripts: true, localResourceRoots: pageResourceRoots(extensionUri) };
    panel.iconPath = {
      light: vscode.Uri.joinPath(extensionUri, 'media', 'quiz.light.svg'),
      dark: vscode.Uri.joinPath(extensionUri, 'media', 'quiz.dark.svg'),
    };
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const request = parseProgressRequest(message);
      if (request !== undefined) void this.#handle(request);
    });
    panel.onDidChangeViewState(() => {
      if (panel.visible) void this.#post();
    });
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = undefined;
    });
    panel.webview.html = pageHtml(panel.webview, extensionUri, {
      title: translate('Progress'),
      script: 'progress.js',
      styles: [
        ['media', 'page.css'],
        ['dist', 'progress.css'],
        ['media', 'progress.css'],
      ],
    });
  }

  async #handle(request: ProgressRequest): Promise<void> {
    if (request.type === 'ready') return this.#post();
    await vscode.commands.executeCommand(commands.quizTopic, request.topic);
  }

  async #post(): Promise<void> {
    const { library, reviews, log } = this.#services;
    try {
      const deck = await library.deck();
      const state = await reviews.progress();
      const view = progressView(deck, state, htmlLang(deck.language), translate);
      const message: ProgressMessage = { type: 'progress', view };
      await this.#panel?.webview.postMessage(message);
    } catch (error) {
      log.error(`Progress: ${reasonOf(error)}`);
      void vscode.window.showErrorMessage(
        translate('The progress cannot be shown. {0} The log has the details.', reasonOf(error)),
      );
    }
  }
}
