import * as vscode from 'vscode';
import { reportScheme } from './ids.ts';

/** Read-only Markdown documents that the extension writes for the user; the newest text of each name is kept. */
export class Reports implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(reportScheme, this);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.path) ?? '';
  }

  /** Shows the text under a name that becomes the tab's title. */
  async show(name: string, text: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.put(name, text));
    await vscode.window.showTextDocument(document, { preview: true });
  }

  /** Keeps a text under a name; returns where it can be opened. */
  put(name: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: reportScheme, path: `/${name}.md` });
    this.#texts.set(uri.path, text);
    this.#changed.fire(uri);
    return uri;
  }
}
