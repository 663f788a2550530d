import * as vscode from 'vscode';
import type { Topic } from '../deck/types.ts';
import { noteScheme, settings } from './ids.ts';
import type { NoteFolders } from './noteFolders.ts';
import type { LoadedDeck, NoteLibrary } from './noteLibrary.ts';
import { sourceOf } from '../deck/sectionId.ts';
import type { TopicTree } from './topicTree.ts';

/** Milliseconds that the caret has to rest. */
const settle = 250;

/** Selects in the tree the topic in which the caret stands, while the view is visible. */
export class NoteReveal implements vscode.Disposable {
  readonly #library: NoteLibrary;
  readonly #folders: NoteFolders;
  readonly #tree: TopicTree;
  readonly #subscriptions: readonly vscode.Disposable[];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(library: NoteLibrary, folders: NoteFolders, tree: TopicTree) {
    this.#library = library;
    this.#folders = folders;
    this.#tree = tree;
    const later = (): void => {
      clearTimeout(this.#timer);
      if (tree.visible) this.#timer = setTimeout(() => void this.#reveal(), settle);
    };
    this.#subscriptions = [
      vscode.window.onDidChangeActiveTextEditor(later),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === vscode.window.activeTextEditor) later();
      }),
      tree.onDidChangeVisibility(later),
    ];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #reveal(): Promise<void> {
    const editor: vscode.TextEditor | undefined = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== 'markdown') return;
    if (!vscode.workspace.getConfiguration().get<boolean>(settings.autoReveal, true)) return;
    const { uri } = editor.document;
    if (uri.scheme !== noteScheme && this.#folders.find(uri) === undefined) return;
    const topic = this.#topicAt(await this.#library.deck(), uri, editor.selection.active.line);
    if (topic !== undefined) await this.#tree.reveal(topic.id);
  }

  #topicAt(deck: LoadedDeck, uri: vscode.Uri, line: number): Topic | undefined {
    const own = uri.scheme === noteScheme ? undefined : this.#folders.find(uri);
    const source = own?.source.key ?? '';
    const file = own?.path ?? uri.path.replace(/^\//, '');
    for (const topic of deck.topics.values()) {
      if (topic.file !== file || sourceOf(topic.id) !== source) continue;
      if (topic.range.start <= line && line < topic.range.end) return topic;
    }
    return undefined;
  }
}
