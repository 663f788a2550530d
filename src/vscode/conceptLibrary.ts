import type { Concept, Language } from '../deck/types.ts';
import { namesOf, type Names } from '../quiz/names.ts';
import type { LoadedDeck, NoteLibrary } from './noteLibrary.ts';

/** The concepts of the built-in notes in both languages, read when they are first needed. */
export class ConceptLibrary {
  readonly #library: NoteLibrary;
  readonly #concepts = new Map<Language, Promise<readonly Concept[]>>();
  #names: Promise<Names> | undefined;
  #ofDeck: { readonly deck: LoadedDeck; readonly names: Names } | undefined;
  #confused: Promise<ReadonlyMap<string, readonly string[]>> | undefined;

  constructor(library: NoteLibrary) {
    this.#library = library;
  }

  concepts(language: Language): Promise<readonly Concept[]> {
    const known = this.#concepts.get(language);
    if (known !== undefined) return known;
    const reading = this.#library.builtIn(language, 'concepts');
    this.#concepts.set(language, reading);
    // The next call tries again.
    reading.catch(() => this.#concepts.delete(language));
    return reading;
  }

  /** The concepts of a deck: with the user's notes they are put together already. */
  of(deck: LoadedDeck): Promise<readonly Concept[]> {
    return deck.concepts.length > 0 ? Promise.resolve(deck.concepts) : this.concepts(deck.language);
  }

  /** What things are called in both languages and in the user's notes, for typed answers. */
  async namesIn(deck: LoadedDeck): Promise<Names> {
    if (deck.userConcepts.length === 0) return this.names();
    if (this.#ofDeck?.deck !== deck) {
      const [english, chinese] = await Promise.all([this.concepts('en'), this.concepts('zh-cn')]);
      this.#ofDeck = { deck, names: namesOf([...english, ...chinese, ...deck.userConcepts]) };
    }
    return this.#ofDeck.names;
  }

  /** What things are called in both languages by the built-in notes. */
  names(): Promise<Names> {
    this.#names ??= Promise.all([this.concepts('en'), this.concepts('zh-cn')]).then(([english, chinese]) =>
      namesOf([...english, ...chinese]),
    );
    this.#names.catch(() => (this.#names = undefined));
    return this.#names;
  }

  /** Which concepts are easily taken for one. */
  async confusedWith(): Promise<(concept: string) => readonly string[]> {
    this.#confused ??= this.concepts('en').then(
      (concepts) => new Map(concepts.map(({ id, confuse }) => [id, confuse])),
    );
    this.#confused.catch(() => (this.#confused = undefined));
    const confused = await this.#confused;
    return (concept) => confused.get(concept) ?? [];
  }
}
