import * as vscode from 'vscode';
import { NoteFolder, type ReadResult } from '../store/noteFolder.ts';
import { countNotes, countsText, previewText } from '../topics/preview.ts';
import type { NoteFolders } from './noteFolders.ts';
import { notesLanguage } from './noteLibrary.ts';
import type { Reports } from './reports.ts';
import { translate } from './translate.ts';
import { join } from './uri.ts';

/** Lets the user pick a folder of notes, shows which cards would come out, and puts it into the settings. */
export async function addNotesFolder(
  folders: NoteFolders,
  reports: Reports,
): Promise<vscode.Uri | undefined> {
  const uri = await pickFolder();
  if (uri === undefined) return undefined;
  folders.start();
  if (folders.sources().some((source) => source.uri.toString() === uri.toString())) {
    void vscode.window.showInformationMessage(translate('The notes of this folder are here already.'));
    return uri;
  }
  const name = uri.path.split('/').findLast((part) => part !== '') ?? uri.authority;
  const notes = await readOnce(uri, name);
  if (notes === undefined) return undefined;
  const counts = countNotes(notes);
  const details = [countsText(counts, translate)];
  if (counts.silent > 0) {
    details.push(translate('{0} sections yield no card; the preview says why.', counts.silent));
  }
  if (counts.problems > 0) details.push(translate('{0} places should be mended.', counts.problems));
  const add = translate('Add Notes');
  const preview = translate('Show Preview');
  const choice = await vscode.window.showInformationMessage(
    translate('Add the notes in {0}?', name),
    { modal: true, detail: details.join('\n') },
    add,
    preview,
  );
  if (choice === preview) {
    await reports.show(translate('Preview of {0}', name), previewText(name, notes, translate));
    // Not modal, so that the preview can be read first.
    const after = await vscode.window.showInformationMessage(translate('Add the notes in {0}?', name), add);
    if (after !== add) return undefined;
  } else if (choice !== add) return undefined;
  await folders.add(uri);
  return uri;
}

/** Shows again what comes out of a folder that is there already. */
export async function previewNotes(folders: NoteFolders, reports: Reports): Promise<void> {
  folders.start();
  const sources = folders.sources();
  const [only] = sources;
  if (only === undefined) {
    await addNotesFolder(folders, reports);
    return;
  }
  const source =
    sources.length === 1
      ? only
      : (
          await vscode.window.showQuickPick(
            sources.map((one) => ({ label: one.title, description: one.uri.path, source: one })),
            { placeHolder: translate('Preview of which notes?') },
          )
        )?.source;
  if (source === undefined) return;
  const text = previewText(source.title, source.notes(notesLanguage()), translate);
  await reports.show(translate('Preview of {0}', source.title), text);
}

async function pickFolder(): Promise<vscode.Uri | undefined> {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  const [uri] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      title: translate('Add a folder with notes'),
      openLabel: translate('Add Notes'),
      ...(workspace === undefined ? {} : { defaultUri: workspace.uri }),
    })) ?? [];
  return uri;
}

/** Reads a folder for its preview; undefined when the user stops it. */
async function readOnce(
  uri: vscode.Uri,
  name: string,
): Promise<ReturnType<NoteFolder<vscode.Uri>['notes']> | undefined> {
  const folder = new NoteFolder({ fs: vscode.workspace.fs, join, folder: uri, source: 'preview' });
  const result = await vscode.window.withProgress<ReadResult>(
    {
      location: vscode.ProgressLocation.Notification,
      title: translate('Reading notes in {0}', name),
      cancellable: true,
    },
    (progress, cancelled) =>
      folder.refresh({
        isCancelled: () => cancelled.isCancellationRequested,
        progress: (done, total) => {
          progress.report({ message: translate('{0} of {1} files', done, total) });
        },
      }),
  );
  const unreadable = result.leftOut.find(({ path }) => path === '');
  if (unreadable !== undefined) {
    throw new Error(translate('{0} cannot be read: {1}', uri.fsPath, unreadable.message));
  }
  return result.whole ? folder.notes(notesLanguage()) : undefined;
}
