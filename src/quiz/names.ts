/** What things are called, in both languages: the names and synonyms that the notes give their concepts. */
import { plainText } from '../deck/inline.ts';
import type { Concept } from '../deck/types.ts';
import { squeeze, tokens } from './words.ts';

export interface Names {
  /** All names of what goes by `name`, itself included, squeezed. */
  readonly of: (name: string) => readonly string[];
  /** Whether a squeezed word is a name or part of one: then it is no typing error of another. */
  readonly has: (word: string) => boolean;
}

/** Names outside of brackets and in them: `就绪探针 (readiness probe)` are two. */
export function spellings(name: string): readonly string[] {
  const plain = plainText(name);
  const parts = plain.split(/\s*[(（]([^()（）]*)[)）]\s*/).map((part) => part.trim());
  return [plain, ...parts].filter((part, i, all) => squeeze(part) !== '' && all.indexOf(part) === i);
}

/** Collects the names of concepts of any number of languages; concepts of one id are the same thing. */
export function namesOf(concepts: readonly Concept[]): Names {
  const groups = new Map<string, Set<string>>();
  const ids = new Map<string, Set<string>>();
  const words = new Set<string>();
  for (const { id, name, synonyms } of concepts) {
    const group = groups.get(id) ?? new Set<string>();
    groups.set(id, group);
    for (const spelling of [name, ...synonyms].flatMap(spellings)) {
      const key = squeeze(spelling);
      group.add(key);
      const known = ids.get(key);
      if (known === undefined) ids.set(key, new Set([id]));
      else known.add(id);
      words.add(key);
      for (const { text } of tokens(spelling)) words.add(text);
    }
  }
  return {
    of: (name) => {
      const own = spellings(name).map(squeeze);
      // A name that several things go by says nothing of their other names.
      const others = own.flatMap((key) => {
        const known = ids.get(key);
        return known?.size === 1 ? [...known].flatMap((id) => [...(groups.get(id) ?? [])]) : [];
      });
      return [...new Set([...own, ...others])];
    },
    has: (word) => words.has(word),
  };
}

export const noNames: Names = namesOf([]);
