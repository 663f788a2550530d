import { conceptIndex } from '../deck/conceptIndex.ts';
import type { Concept, Language } from '../deck/types.ts';
import { ConceptSource } from '../hover/conceptSource.ts';
import type { ConceptLookup } from '../hover/conceptSource.ts';
import type { UserConcepts } from './protocol.ts';

/** Where concepts come from. */
export interface ConceptReader {
  /** The concepts of the built-in notes in a language. */
  readConcepts(language: Language): Promise<readonly Concept[]>;
  /** Concepts of notes in folders on the disk; the same object as long as nothing has changed there. */
  readNotes?(folders: readonly string[], language: Language): Promise<UserConcepts>;
}

/** Milliseconds after which folders are looked at again. */
const staleAfter = 3000;

const none: UserConcepts = { concepts: [], shadowed: [] };

/** The concepts that hovers show: the built-in ones of a language and those of the user's notes. */
export class ConceptSources {
  readonly #reader: ConceptReader;
  readonly #builtIn = new Map<Language, Promise<readonly Concept[]>>();
  /** Pushed by a client that reads the notes itself. */
  #pushed = none;
  #folders: readonly string[] = [];
  #notes: { readonly language: Language; readonly read: UserConcepts; readonly at: number } | undefined;
  #made: { readonly of: readonly unknown[]; readonly source: ConceptSource } | undefined;

  constructor(reader: ConceptReader) {
    this.#reader = reader;
  }

  push(concepts: UserConcepts): void {
    this.#pushed = concepts;
  }

  set folders(folders: readonly string[]) {
    if (folders.join('\n') === this.#folders.join('\n')) return;
    this.#folders = folders;
    this.#notes = undefined;
  }

  /** Rejects if the built-in notes cannot be read. */
  async source(language: Language): Promise<ConceptSource> {
    const [builtIn, own] = await Promise.all([this.#readBuiltIn(language), this.#readNotes(language)]);
    const of = [builtIn, own, this.#pushed];
    if (this.#made !== undefined && of.every((part, i) => part === this.#made?.of[i]))
      return this.#made.source;
    const shadowed = new Set([...own.shadowed, ...this.#pushed.shadowed]);
    const users = [...this.#pushed.concepts, ...own.concepts];
    const others = builtIn.filter(({ topic }) => !shadowed.has(topic));
    const lookup = usersFirst(conceptIndex(users), conceptIndex(others));
    const source = new ConceptSource([...users, ...others], lookup);
    this.#made = { of, source };
    return source;
  }

  async #readBuiltIn(language: Language): Promise<readonly Concept[]> {
    const known = this.#builtIn.get(language);
    if (known) return known;
    const read = this.#reader.readConcepts(language);
    this.#builtIn.set(language, read);
    // The next hover tries again: the client may not have been ready.
    read.catch(() => this.#builtIn.delete(language));
    return read;
  }

  async #readNotes(language: Language): Promise<UserConcepts> {
    if (this.#folders.length === 0 || this.#reader.readNotes === undefined) return none;
    const known = this.#notes;
    if (known?.language === language && Date.now() - known.at < staleAfter) return known.read;
    const read = await this.#reader.readNotes(this.#folders, language);
    this.#notes = { language, read, at: Date.now() };
    return read;
  }
}

/** A concept of the user's counts before a built-in one, unless only that one speaks of the value. */
function usersFirst(users: ConceptLookup, builtIn: ConceptLookup): ConceptLookup {
  return {
    find: (query) => {
      const own = users.find(query);
      const other = builtIn.find(query);
      if (own === undefined || other === undefined || query.value === undefined) return own ?? other;
      const { group, kind, version, path } = query;
      const place = { group, kind, path, ...(version !== undefined && { version }) };
      const ofField = users.find(place) === own;
      return ofField && builtIn.find(place) !== other ? other : own;
    },
  };
}

/** A snapshot as a client sent it; concepts are taken as they are, as the client made them with the same code. */
export function readUserConcepts(sent: unknown): UserConcepts | undefined {
  if (typeof sent !== 'object' || sent === null) return undefined;
  const { concepts, shadowed = [] } = sent as Readonly<Record<string, unknown>>;
  if (!Array.isArray(concepts) || !Array.isArray(shadowed)) return undefined;
  return { concepts: concepts as readonly Concept[], shadowed: shadowed as readonly string[] };
}
