import * as vscode from 'vscode';
import { absolutePath, NodeFolder, openNodeJournal } from './store/node.ts';
import { openVirtualJournal, VirtualFolder } from './store/virtual.ts';
import { activateExtension, type Running } from './vscode/activate.ts';
import { join } from './vscode/uri.ts';

let running: Running | undefined;

/** Entry on the desktop and on a remote: the journal is a folder on disk, the server a process of its own. */
export function activate(context: vscode.ExtensionContext): void {
  running = activateExtension(context, {
    openJournal: ({ folder, cache, device }) =>
      folder.scheme === 'file'
        ? openNodeJournal({ folder: folder.fsPath, cache: cache.fsPath, device })
        : openVirtualJournal({ fs: vscode.workspace.fs, join, folder, cache, device }),
    openFolder: (folder) =>
      folder.scheme === 'file'
        ? new NodeFolder(folder.fsPath)
        : new VirtualFolder({ fs: vscode.workspace.fs, join, folder }),
    folderOf: (setting) => {
      const path = absolutePath(setting);
      return path === undefined ? undefined : vscode.Uri.file(path);
    },
    startClient: async (options) => {
      // A third of the bundle, which only windows with manifests need.
      const { LanguageClient, TransportKind } = await import('vscode-languageclient/node');
      const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
      const run = { module, transport: TransportKind.ipc };
      return new LanguageClient('k8sRecall', 'K8s Recall', { run, debug: run }, options);
    },
  });
}

export function deactivate(): Promise<void> | undefined {
  return running?.stop();
}
