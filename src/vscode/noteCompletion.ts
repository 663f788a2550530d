import * as vscode from 'vscode';
import { completeMark } from '../deck/markCompletion.ts';
import { knownKinds } from '../manifest/kinds.ts';
import { FieldPaths } from './fieldPaths.ts';
import type { NoteFolders } from './noteFolders.ts';
import type { NoteLibrary } from './noteLibrary.ts';

/** Completes keys, ids and places of a manifest inside the marks of the user's notes. */
export function registerNoteCompletion(
  extensionUri: vscode.Uri,
  library: NoteLibrary,
  folders: NoteFolders,
): vscode.Disposable {
  const fields = new FieldPaths(extensionUri);
  return vscode.languages.registerCompletionItemProvider(
    { language: 'markdown' },
    {
      async provideCompletionItems(document, position) {
        const before = document.lineAt(position.line).text.slice(0, position.character);
        if (!before.includes('<!--')) return undefined;
        folders.start();
        if (folders.find(document.uri) === undefined) return undefined;
        const deck = await library.deck();
        // `on: Kind path`, the last of several.
        const [, kind = '', typed = ''] =
          /(?:\bon\s*[:：]|;)\s*([\w*]+)(?:\.[\w.]+)?\s+([^\s;|]*)$/.exec(before) ?? [];
        const beyond = kind === '' ? [] : await fields.beyond(kind, typed);
        const knowledge = {
          topics: deck.topics.values(),
          concepts: deck.concepts,
          kinds: knownKinds(),
          paths: () => beyond,
        };
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
