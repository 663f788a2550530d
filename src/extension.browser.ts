import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { openVirtualJournal } from './store/virtual.ts';
import { activateExtension } from './vscode/activate.ts';
import { join } from './vscode/uri.ts';

/** Of the worker that extensions run in; the DOM's types stay out of this program. */
declare const Worker: new (url: string) => globalThis.Worker;

/** Entry in the browser: the journal lives in VS Code's own storage, the server in a web worker. */
export function activate(context: vscode.ExtensionContext): void {
  activateExtension(context, {
    openJournal: ({ folder, cache, device }) =>
      openVirtualJournal({ fs: vscode.workspace.fs, join, folder, cache, device }),
    startClient: (options) => {
      const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.browser.js');
      const worker = new Worker(module.toString(true));
      return new LanguageClient('k8sRecall', 'K8s Recall', worker, options);
    },
  });
}
