import * as vscode from 'vscode';
import type { NoteFolders } from './noteFolders.ts';
import { translate } from './translate.ts';

/** Lets the user pick a folder of notes and puts it into the settings; the tree shows it at once. */
export async function addNotesFolder(folders: NoteFolders): Promise<void> {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  const [uri] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      title: translate('Add a folder with notes'),
      openLabel: translate('Add Notes'),
      ...(workspace === undefined ? {} : { defaultUri: workspace.uri }),
    })) ?? [];
  if (uri === undefined) return;
  folders.start();
  if (await folders.add(uri)) return;
  void vscode.window.showInformationMessage(translate('The notes of this folder are here already.'));
}
