import * as vscode from 'vscode';
import { noteScheme } from './ids.ts';
import type { NoteLibrary } from './noteLibrary.ts';
import { translate } from './translate.ts';

/**
 * Shows built-in notes as read-only Markdown documents, so that nobody edits a file that the next update
 * replaces. Marks (HTML comments) are left out; every line keeps its number, so that positions stay valid.
 */
export function registerNoteDocuments(library: NoteLibrary): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(noteScheme, {
    provideTextDocumentContent: async (uri) => {
      const file = uri.path.replace(/^\//, '');
      const text = await library.noteText(file);
      if (text === undefined) throw new Error(`There is no note ${file}.`);
      return withoutMarks(text);
    },
  });
}

/** Opens a note at a 0-based line. */
export async function openNote(uri: vscode.Uri, line: number, column?: vscode.ViewColumn): Promise<void> {
  const document = await open(uri);
  const heading = document.lineAt(Math.min(line, document.lineCount - 1)).range;
  const editor = await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(heading.start, heading.start),
    ...(column === undefined ? {} : { viewColumn: column }),
  });
  editor.revealRange(heading, vscode.TextEditorRevealType.AtTop);
}

async function open(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (cause) {
    const name = uri.path.replace(/^\//, '');
    const advice =
      uri.scheme === noteScheme
        ? translate('The note {0} cannot be read; installing the extension again brings it back.', name)
        : translate('The note {0} cannot be read; it may have been moved. "Reload Notes" looks again.', name);
    throw new Error(advice, { cause });
  }
}

function withoutMarks(text: string): string {
  return text.replace(/[ \t]*<!--.*?-->/g, '');
}
