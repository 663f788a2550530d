import * as vscode from 'vscode';
import type { Card, Chapter, Deck, Language, Topic } from '../deck/types.ts';
import { settings } from './ids.ts';

/** A deck and the look-ups that commands need. */
export interface LoadedDeck extends Deck {
  readonly language: Language;
  readonly topics: ReadonlyMap<string, Topic>;
  readonly cards: ReadonlyMap<string, Card>;
  readonly chapterOf: ReadonlyMap<string, Chapter>;
}

/**
 * The notes in the user's language. Nothing is read before the first `deck()`; a change of language drops what
 * was read and tells listeners.
 */
export class NoteLibrary implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: readonly { dispose: () => unknown }[];
  readonly #extensionUri: vscode.Uri;
  #loading: { readonly language: Language; readonly deck: Promise<LoadedDeck> } | undefined;
  /** The deck of the language that is not the user's, once it was asked for. */
  #beside: { readonly language: Language; readonly deck: Promise<LoadedDeck> } | undefined;

  /** Fires when `deck()` would give something else. */
  readonly onDidChange = this.#changed.event;

  constructor(extensionUri: vscode.Uri) {
    this.#extensionUri = extensionUri;
    this.#subscriptions = [
      this.#changed,
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(settings.language)) this.reload();
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Reads the deck, once per language. Rejects with a reason to show when it cannot be read. */
  async deck(): Promise<LoadedDeck> {
    const language = notesLanguage();
    if (this.#loading?.language !== language) {
      this.#loading = { language, deck: this.#read(language) };
    }
    const { deck } = this.#loading;
    try {
      return await deck;
    } catch (error) {
      this.#loading = undefined; // The next call tries again.
      throw error;
    }
  }

  /** The same notes in the language that is not the user's; undefined where they cannot be read. */
  async otherDeck(): Promise<LoadedDeck | undefined> {
    const language = notesLanguage() === 'en' ? 'zh-cn' : 'en';
    if (this.#beside?.language !== language) this.#beside = { language, deck: this.#read(language) };
    return this.#beside.deck.catch(() => undefined);
  }

  /** Forgets what was read; the next `deck()` reads anew. */
  reload(): void {
    this.#loading = undefined;
    this.#beside = undefined;
    this.#changed.fire();
  }

  /** The Markdown file of a topic, inside the extension. */
  noteFile(file: string): vscode.Uri {
    return vscode.Uri.joinPath(this.#extensionUri, 'notes', ...file.split('/'));
  }

  async #read(language: Language): Promise<LoadedDeck> {
    const uri = vscode.Uri.joinPath(this.#extensionUri, 'dist', `deck.${language}.json`);
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return indexDeck(parseDeck(text, uri), language);
  }
}

/** Language of notes, cards and hovers: the setting, else VS Code's display language. */
export function notesLanguage(): Language {
  const setting = vscode.workspace.getConfiguration().get<string>(settings.language);
  if (setting === 'en' || setting === 'zh-cn') return setting;
  return vscode.env.language.toLowerCase().startsWith('zh') ? 'zh-cn' : 'en';
}

function parseDeck(text: string, uri: vscode.Uri): Deck {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null && 'chapters' in value && Array.isArray(value.chapters)) {
    return value as Deck;
  }
  throw new Error(`${uri.fsPath} is not a deck`);
}

function indexDeck(deck: Deck, language: Language): LoadedDeck {
  const topics = new Map<string, Topic>();
  const cards = new Map<string, Card>();
  const chapterOf = new Map<string, Chapter>();
  for (const chapter of deck.chapters) {
    for (const topic of chapter.topics) {
      topics.set(topic.id, topic);
      chapterOf.set(topic.id, chapter);
      for (const card of topic.cards) cards.set(card.id, card);
    }
  }
  return { ...deck, language, topics, cards, chapterOf };
}
