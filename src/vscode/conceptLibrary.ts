import type { Concept } from '../deck/types.ts';
import { namesOf, type Names } from '../quiz/names.ts';
import type { LoadedDeck, NoteLibrary } from './noteLibrary.ts';

/** What is drawn from the concepts of the notes, made when it is first needed. */
export class ConceptLibrary {
  readonly #library: NoteLibrary;
  #names: Promise<Names> | undefined;
  #ofDeck: { readonly deck: LoadedDeck; readonly names: Names } | undefined;
  #confused: Promise<ReadonlyMap<string, readonly string[]>> | undefined;

  constructor(library: NoteLibrary) {
    this.#library = library;
  }

  /** The concepts of a deck: with the user's notes they are put together already. */
  of(deck: LoadedDeck): Promise<readonly Concept[]> {
    return deck.concepts.length > 0 ? Promise.resolve(deck.concepts) : this.#library.concepts(deck.language);
  }

  /** The built-in concepts in both languages, one after the other. */
  async inBoth(): Promise<readonly Concept[]> {
    const both = await Promise.all([this.#library.concepts('en'), this.#library.concepts('zh-cn')]);
    return both.flat();
  }

  /** What things are called in both languages and in the user's notes, for typed answers. */
  async namesIn(deck: LoadedDeck): Promise<Names> {
    if (deck.userConcepts.length === 0) return this.names();
    if (this.#ofDeck?.deck !== deck) {
      this.#ofDeck = { deck, names: namesOf([...(await this.inBoth()), ...deck.userConcepts]) };
    }
    return this.#ofDeck.names;
  }

  /** What things are called in both languages by the built-in notes. */
  names(): Promise<Names> {
    this.#names ??= this.inBoth().then(namesOf);
    this.#names.catch(() => (this.#names = undefined));
    return this.#names;
  }

  /** Which concepts are easily taken for one. */
  async confusedWith(): Promise<(concept: string) => readonly string[]> {
    this.#confused ??= this.#library
      .concepts('en')
      .then((concepts) => new Map(concepts.map(({ id, confuse }) => [id, confuse])));
    this.#confused.catch(() => (this.#confused = undefined));
    const confused = await this.#confused;
    return (concept) => confused.get(concept) ?? [];
  }
}
