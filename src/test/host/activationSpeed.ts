/** How long the packed extension takes to load and to activate, measured where users feel it: in the host. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Script } from 'node:vm';
import * as vscode from 'vscode';
import { extensionId } from '../../vscode/ids.ts';

const rounds = 21;

interface Entry {
  activate(context: vscode.ExtensionContext): void;
  deactivate(): Promise<void> | undefined;
}

/** The API, with the names that an installed extension holds already given out once more. */
function apiOf(round: number): object {
  const disposable = { dispose: () => undefined };
  const renamed =
    <Rest extends unknown[], Result>(register: (id: string, ...rest: Rest) => Result) =>
    (id: string, ...rest: Rest): Result =>
      register(`${id}.round${String(round)}`, ...rest);
  const { commands, window, workspace } = vscode;
  return {
    ...vscode,
    commands: { ...commands, registerCommand: renamed(commands.registerCommand) },
    window: {
      ...window,
      // A view belongs to one tree; what is left out is one message to the window.
      createTreeView: () => ({ onDidChangeVisibility: () => disposable, visible: false, ...disposable }),
      registerWebviewPanelSerializer: renamed(window.registerWebviewPanelSerializer),
      registerWebviewViewProvider: renamed(window.registerWebviewViewProvider),
      registerUriHandler: () => disposable,
    },
    // Open manifests would start servers.
    workspace: { ...workspace, textDocuments: [] },
  };
}

function contextOf(extensionUri: vscode.Uri): { context: object; subscriptions: vscode.Disposable[] } {
  const subscriptions: vscode.Disposable[] = [];
  const values = new Map<string, unknown>();
  const memento = {
    get: (key: string, usual?: unknown) => values.get(key) ?? usual,
    update: (key: string, value: unknown) => Promise.resolve(values.set(key, value)),
    keys: () => [...values.keys()],
    setKeysForSync: () => undefined,
  };
  const storage = vscode.Uri.file(path.join(tmpdir(), 'k8s-recall-activation'));
  const places = { globalStorageUri: storage, storageUri: storage, logUri: storage };
  return {
    subscriptions,
    context: { subscriptions, extensionUri, globalState: memento, workspaceState: memento, ...places },
  };
}

function median(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor(sorted.length / 2)] ?? NaN).toFixed(1);
}

/** Loads and activates the extension again and again; returns a line to print. */
export async function measureActivation(): Promise<string> {
  const extension = vscode.extensions.getExtension(extensionId);
  if (extension === undefined) throw new Error(`${extensionId} is not installed`);
  const file = path.join(extension.extensionPath, 'dist', 'extension.js');
  const source = readFileSync(file, 'utf8');
  const load = createRequire(file);
  const loading: number[] = [];
  const activating: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const api = apiOf(round);
    const start = performance.now();
    const module = { exports: {} as Entry };
    const run = new Script(`(function (require, module, exports) {${source}\n})`, {
      filename: file,
    }).runInThisContext() as (require: unknown, module: unknown, exports: unknown) => void;
    run((name: string) => (name === 'vscode' ? api : (load(name) as unknown)), module, module.exports);
    const loaded = performance.now();
    const { context, subscriptions } = contextOf(extension.extensionUri);
    module.exports.activate(context as vscode.ExtensionContext);
    activating.push(performance.now() - loaded);
    loading.push(loaded - start);
    await module.exports.deactivate();
    for (const subscription of subscriptions.reverse()) subscription.dispose();
  }
  return `activate: median ${median(activating)} ms of ${String(rounds)}; loading the bundle ${median(loading)} ms`;
}
