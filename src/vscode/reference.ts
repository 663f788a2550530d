import { staleTerms, type StaleTerm } from '../deck/lore.ts';
import type { Language } from '../deck/types.ts';
import { namesOf } from '../quiz/names.ts';
import { Pairings } from '../quiz/pairing.ts';
import { notesLanguage, type NoteLibrary } from './noteLibrary.ts';

/** What the built-in notes know that the user's notes are held against; made when it is first asked for. */
export class Reference {
  readonly #library: NoteLibrary;
  readonly #terms = new Map<Language, Promise<readonly StaleTerm[]>>();
  readonly #pairings = new Map<Language, Promise<Pairings>>();

  constructor(library: NoteLibrary) {
    this.#library = library;
  }

  /** Names that give outdated knowledge away, explained in the language of the notes. */
  staleTerms(): Promise<readonly StaleTerm[]> {
    return once(this.#terms, notesLanguage(), async (language) =>
      staleTerms(
        await this.#library.builtIn(language, 'chapters'),
        await this.#library.builtIn(language, 'concepts'),
      ),
    );
  }

  /** Finds topics that a section of the user's treats too. */
  pairings(): Promise<Pairings> {
    return once(this.#pairings, notesLanguage(), async (language) => {
      const [chapters, english, chinese] = await Promise.all([
        this.#library.builtIn(language, 'chapters'),
        this.#library.builtIn('en', 'concepts'),
        this.#library.builtIn('zh-cn', 'concepts'),
      ]);
      const concepts = [...english, ...chinese];
      return new Pairings(
        chapters.flatMap(({ topics }) => topics),
        concepts,
        namesOf(concepts),
      );
    });
  }
}

/** Makes a value once a language; one that could not be made is tried again. */
function once<T>(
  made: Map<Language, Promise<T>>,
  language: Language,
  make: (language: Language) => Promise<T>,
): Promise<T> {
  const known = made.get(language);
  if (known !== undefined) return known;
  const making = make(language);
  made.set(language, making);
  making.catch(() => made.delete(language));
  return making;
}
