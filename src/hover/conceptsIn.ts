import { conceptIndex } from '../deck/conceptIndex.ts';
import type { Concept } from '../deck/types.ts';
import { Manifest } from '../manifest/manifest.ts';
import { ConceptSource } from './conceptSource.ts';

/** Longest manifest that is looked through, in lines; what is longer was generated. */
const mostLines = 5000;

/** Ids of the concepts that stand in a manifest, in the order of their first place. */
export function conceptsIn(text: string, concepts: readonly Concept[]): readonly string[] {
  const source = new ConceptSource(concepts, conceptIndex(concepts));
  const manifest = new Manifest(text);
  const found = new Set<string>();
  for (const [line, content] of text.split(/\r?\n/, mostLines).entries()) {
    const key = content.search(/[^\s-]/);
    if (key < 0 || content[key] === '#') continue;
    // A key that is a value of its own kind, and the value behind it.
    for (const character of [key, content.replace(/\s+(?:#.*)?$/, '').length - 1]) {
      const token = manifest.tokenAt({ line, character: Math.max(key, character) });
      const concept = token === undefined ? undefined : source.find(token);
      if (concept !== undefined) found.add(concept.id);
    }
  }
  return [...found];
}
