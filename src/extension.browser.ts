import * as vscode from 'vscode';
import type { MessageTransports } from 'vscode-languageclient/browser';
import { openVirtualJournal, VirtualFolder } from './store/virtual.ts';
import { activateExtension, type Running } from './vscode/activate.ts';
import { join } from './vscode/uri.ts';

/** Of the worker that extensions run in; the DOM's types stay out of this program. */
declare const Worker: new (url: string) => globalThis.Worker;

let running: Running | undefined;

/** Entry in the browser: the journal lives in VS Code's own storage, the server in a web worker. */
export function activate(context: vscode.ExtensionContext): void {
  running = activateExtension(context, {
    openJournal: ({ folder, cache, device }) =>
      openVirtualJournal({ fs: vscode.workspace.fs, join, folder, cache, device }),
    openFolder: (folder) => new VirtualFolder({ fs: vscode.workspace.fs, join, folder }),
    folderOf: () => undefined,
    startClient: async (options) => {
      // A third of the bundle, which only windows with manifests need.
      const { LanguageClient } = await import('vscode-languageclient/browser');
      const start = (): Promise<MessageTransports> => startServer(context.extensionUri);
      return new LanguageClient('k8sRecall', 'K8s Recall', start, options);
    },
  });
}

export function deactivate(): Promise<void> | undefined {
  return running?.stop();
}

/**
 * Starts the server from its text: an extension that is installed on a remote has an address that no worker may
 * be made from, and its files are readable all the same.
 */
async function startServer(extensionUri: vscode.Uri): Promise<MessageTransports> {
  const { BrowserMessageReader, BrowserMessageWriter } = await import('vscode-languageclient/browser');
  const script = await vscode.workspace.fs.readFile(join(extensionUri, 'dist', 'server.browser.js'));
  const blob = new Blob([script], { type: 'text/javascript' });
  const worker = new Worker(URL.createObjectURL(blob));
  // Not the worker itself: the client tests its class, and the extension host puts one of its own in place.
  return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
}
