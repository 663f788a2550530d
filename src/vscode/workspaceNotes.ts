import * as vscode from 'vscode';
import { reasonOf, type Log } from './log.ts';
import type { NoteFolders } from './noteFolders.ts';
import type { TopicTree } from './topicTree.ts';
import { translate } from './translate.ts';
import { join } from './uri.ts';

/** Folder that a workspace keeps its notes in. */
const folderName = '.k8s-recall';
const offeredKey = 'notes.offered';

/** Offers the notes of a trusted workspace, once, when the user first looks at the topics there. */
export class WorkspaceNotes implements vscode.Disposable {
  readonly #folders: NoteFolders;
  readonly #tree: TopicTree;
  readonly #state: vscode.Memento;
  readonly #log: Log;
  readonly #subscriptions: readonly vscode.Disposable[];
  #looking = false;

  constructor(folders: NoteFolders, tree: TopicTree, workspaceState: vscode.Memento, log: Log) {
    this.#folders = folders;
    this.#tree = tree;
    this.#state = workspaceState;
    this.#log = log;
    const look = (): void => void this.#look();
    this.#subscriptions = [
      tree.onDidChangeVisibility(look),
      vscode.workspace.onDidGrantWorkspaceTrust(look),
      vscode.workspace.onDidChangeWorkspaceFolders(look),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #look(): Promise<void> {
    if (this.#looking || !this.#tree.visible || !vscode.workspace.isTrusted) return;
    this.#looking = true;
    try {
      for (const { uri, name } of vscode.workspace.workspaceFolders ?? []) {
        await this.#offer(join(uri, folderName), name);
      }
    } catch (error) {
      this.#log.warn(`Notes of the workspace: ${reasonOf(error)}`);
    } finally {
      this.#looking = false;
    }
  }

  async #offer(folder: vscode.Uri, workspace: string): Promise<void> {
    const offered = this.#state.get<readonly string[]>(offeredKey, []);
    if (offered.includes(folder.toString()) || !(await isFolder(folder))) return;
    this.#folders.start();
    if (this.#folders.find(join(folder, 'note.md')) !== undefined) return;
    await this.#state.update(offeredKey, [...offered, folder.toString()]);
    const add = translate('Add Notes');
    const choice = await vscode.window.showInformationMessage(
      translate('{0} has notes of its own, in {1}. Show them among your topics?', workspace, folderName),
      add,
      translate('Not Now'),
    );
    if (choice === add) await this.#folders.add(folder);
  }
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
  } catch {
    return false; // Most workspaces have none.
  }
}
