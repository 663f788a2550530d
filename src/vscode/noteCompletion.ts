import * as vscode from 'vscode';
import { completeMark } from '../deck/markCompletion.ts';
import { knownKinds } from '../manifest/kinds.ts';
import type { NoteFolders } from './noteFolders.ts';
import type { NoteLibrary } from './noteLibrary.ts';

/** Completes keys, ids and places of a manifest inside the marks of the user's notes. */
export function registerNoteCompletion(library: NoteLibrary, folders: NoteFolders): vscode.Disposable {
  return vscode.languages.registerCompletionItemProvider(
    { language: 'markdown' },
    {
      async provideCompletionItems(document, position) {
        const before = document.lineAt(position.line).text.slice(0, position.character);
        if (!before.includes('<!--')) return undefined;
        folders.start();
        if (folders.find(document.uri) === undefined) return undefined;
        const deck = await library.deck();
        const knowledge = { topics: deck.topics.values(), concepts: deck.concepts, kinds: knownKinds() };
        const found = completeMark(before, knowledge);
        if (found === undefined) return undefined;
        const range = new vscode.Range(position.translate(0, -found.typed.length), position);
        return found.entries.map(({ label, detail, text }) => {
          const item = new vscode.CompletionItem(
            { label, description: detail },
            vscode.CompletionItemKind.Value,
          );
          item.range = range;
          item.insertText = text;
          item.filterText = text;
          return item;
        });
      },
    },
    ...[' ', ':', '|', '.', '='],
  );
}
