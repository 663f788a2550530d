import { staleTerms, type StaleTerm } from '../deck/lore.ts';
import type { Language } from '../deck/types.ts';
import { Pairings } from '../quiz/pairing.ts';
import type { ConceptLibrary } from './conceptLibrary.ts';
import { notesLanguage, type NoteLibrary } from './noteLibrary.ts';
import { once } from './once.ts';

/** What the built-in notes know that the user's notes are held against; made when it is first asked for. */
export class Reference {
  readonly #library: NoteLibrary;
  readonly #concepts: ConceptLibrary;
  readonly #terms = new Map<Language, Promise<readonly StaleTerm[]>>();
  readonly #pairings = new Map<Language, Promise<Pairings>>();

  constructor(library: NoteLibrary, concepts: ConceptLibrary) {
    this.#library = library;
    this.#concepts = concepts;
  }

  /** Names that give outdated knowledge away, explained in the language of the notes. */
  staleTerms(): Promise<readonly StaleTerm[]> {
    return once(this.#terms, notesLanguage(), async (language) =>
      staleTerms(await this.#library.chapters(language), await this.#library.concepts(language)),
    );
  }

  /** Finds topics that a section of the user's treats too. */
  pairings(): Promise<Pairings> {
    return once(this.#pairings, notesLanguage(), async (language) => {
      const [chapters, concepts, names] = await Promise.all([
        this.#library.chapters(language),
        this.#concepts.inBoth(),
        this.#concepts.names(),
      ]);
      return new Pairings(
        chapters.flatMap(({ topics }) => topics),
        concepts,
        names,
      );
    });
  }
}
