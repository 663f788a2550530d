import * as vscode from 'vscode';
import { buildDeck } from '../deck/deck.ts';
import { readPack, type PackParts } from '../deck/pack.ts';
import { sourceOf } from '../deck/sectionId.ts';
import type { Card, Chapter, Concept, Deck, Language, Problem, Topic } from '../deck/types.ts';
import { noteScheme, settings } from './ids.ts';
import type { NoteFolders, NoteSource } from './noteFolders.ts';
import { once } from './once.ts';

/** A deck and the look-ups that commands need. */
export interface LoadedDeck extends Deck {
  readonly language: Language;
  readonly topics: ReadonlyMap<string, Topic>;
  readonly cards: ReadonlyMap<string, Card>;
  readonly chapterOf: ReadonlyMap<string, Chapter>;
  /** The user's folders, by key. */
  readonly sources: ReadonlyMap<string, NoteSource>;
  /** Keys of the sources that have been read to their end; `''` stands for the built-in notes. */
  readonly wholeSources: ReadonlySet<string>;
  /** Concepts of the user's notes. */
  readonly userConcepts: readonly Concept[];
  /** What should be mended in the user's notes, by the key of the source. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
}

/**
 * The notes in the user's language: the built-in ones and those of the user's folders. Nothing is read before the
 * first `deck()`; changes of the language, the folders or the files in them are told to listeners.
 */
export class NoteLibrary implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: readonly { dispose: () => unknown }[];
  readonly #extensionUri: vscode.Uri;
  readonly #folders: NoteFolders;
  #loading: { readonly language: Language; readonly deck: Promise<LoadedDeck> } | undefined;
  /** What was read of the built-in notes, kept while only the user's notes change. */
  readonly #chapters = new Map<Language, Promise<readonly Chapter[]>>();
  readonly #concepts = new Map<Language, Promise<readonly Concept[]>>();
  /** The deck of the language that is not the user's, once it was asked for. */
  #beside: { readonly language: Language; readonly deck: Promise<LoadedDeck> } | undefined;

  /** Fires when `deck()` would give something else. */
  readonly onDidChange = this.#changed.event;

  constructor(extensionUri: vscode.Uri, folders: NoteFolders) {
    this.#extensionUri = extensionUri;
    this.#folders = folders;
    this.#subscriptions = [
      this.#changed,
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(settings.language)) this.#drop();
      }),
      folders.onDidChange(() => {
        this.#drop();
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Whether folders of the user's are in the settings; begins to follow them. */
  get hasOwnNotes(): boolean {
    this.#folders.start();
    return this.#folders.sources().length > 0;
  }

  /** Where the user's notes lie. */
  get ownFolders(): readonly vscode.Uri[] {
    return this.#folders.sources().map(({ uri }) => uri);
  }

  /** Reads the deck, once per language. Rejects with a reason to show when it cannot be read. */
  async deck(): Promise<LoadedDeck> {
    this.#folders.start();
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

  /** Forgets what was read, and looks for changes in the user's folders. */
  async reload(): Promise<void> {
    this.#chapters.clear();
    this.#concepts.clear();
    this.#drop();
    await this.#folders.refresh();
  }

  /** The document that shows a note: the user's own file, or a read-only one for a built-in note. */
  uriOf(deck: LoadedDeck, { id, file }: { readonly id: string; readonly file: string }): vscode.Uri {
    const source = deck.sources.get(sourceOf(id));
    return source?.noteUri(file) ?? vscode.Uri.from({ scheme: noteScheme, path: `/${file}` });
  }

  #drop(): void {
    this.#loading = undefined;
    this.#beside = undefined;
    this.#changed.fire();
  }

  /** Text of a built-in note, such as `en/30-networking.md`; undefined where there is no such note. */
  async noteText(file: string): Promise<string | undefined> {
    const language = file.startsWith('zh-cn/') ? 'zh-cn' : 'en';
    return (await this.#part(language, 'texts'))[file];
  }

  /** Chapters of the notes that come with the extension, read once. */
  chapters(language: Language): Promise<readonly Chapter[]> {
    return once(this.#chapters, language, () => this.#part(language, 'chapters'));
  }

  /** Concepts of the notes that come with the extension, read once. */
  concepts(language: Language): Promise<readonly Concept[]> {
    return once(this.#concepts, language, () => this.#part(language, 'concepts'));
  }

  async #part<Part extends keyof PackParts>(language: Language, part: Part): Promise<PackParts[Part]> {
    const uri = vscode.Uri.joinPath(this.#extensionUri, 'dist', `notes.${language}.zst`);
    const bytes = await vscode.workspace.fs.readFile(uri);
    try {
      return readPack(bytes, part);
    } catch (cause) {
      throw new Error(`${uri.fsPath} is damaged`, { cause });
    }
  }

  async #read(language: Language): Promise<LoadedDeck> {
    const chapters = await this.chapters(language);
    const sources = this.#folders.sources();
    const notes = sources.map((source) => ({ source, notes: source.notes(language) }));
    let deck: Deck = { chapters, concepts: [] };
    const problems = new Map<string, readonly Problem[]>();
    if (notes.some((one) => one.notes.length > 0)) {
      deck = { chapters, concepts: await this.concepts(language) };
      for (const one of notes) {
        const built = buildDeck(one.notes, deck);
        problems.set(one.source.key, built.problems);
        deck = built;
      }
    }
    return indexDeck(deck, language, sources, problems);
  }
}

/** Language of notes, cards and hovers: the setting, else VS Code's display language. */
export function notesLanguage(): Language {
  const setting = vscode.workspace.getConfiguration().get<string>(settings.language);
  if (setting === 'en' || setting === 'zh-cn') return setting;
  return vscode.env.language.toLowerCase().startsWith('zh') ? 'zh-cn' : 'en';
}

function indexDeck(
  deck: Deck,
  language: Language,
  sources: readonly NoteSource[],
  problems: ReadonlyMap<string, readonly Problem[]>,
): LoadedDeck {
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
  return {
    ...deck,
    language,
    topics,
    cards,
    chapterOf,
    sources: new Map(sources.map((source) => [source.key, source])),
    wholeSources: new Set(['', ...sources.filter(({ isWhole }) => isWhole).map(({ key }) => key)]),
    userConcepts: deck.concepts.filter(({ id }) => sourceOf(id) !== ''),
    problems,
  };
}
