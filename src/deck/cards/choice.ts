import { type Entry, entryPlace } from '../entries.ts';
import { textHash } from '../identity/hash.ts';
import { plainText, withoutClozes } from '../inline.ts';
import { width, wordCount } from '../text.ts';
import type { Option } from '../types.ts';
import { definedEntries } from './define.ts';
import type { Derivation } from './derivation.ts';

const mostOptions = 4;
const fewestOptions = 3;
/** Of a longer list the first ones are compared with each other. */
const mostCandidates = 24;
const widestText = 160;

/** A thing that may stand among the options of a choice. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

/** One card a list: which of its terms is it that the explanation fits? */
export function deriveChoice(derivation: Derivation): void {
  const { facts } = derivation;
  for (const group of facts.groups) {
    const entries = definedEntries(facts, group)
      .filter((entry) => entry.text !== '')
      .slice(0, mostCandidates);
    if (entries.length < 2) continue;
    const candidates = entries.map((entry) => candidate(entry));
    const texts = new Set(candidates.map(({ text }) => plainText(text).toLowerCase()));
    const usable =
      texts.size === candidates.length ? candidates.filter((one) => mayBeAsked(one, candidates)) : [];
    const asked = pick(usable, candidates.map(({ id }) => id).join('|'));
    const entry = entries[candidates.findIndex((one) => one === asked)];
    if (asked === undefined || entry === undefined || candidates.length < fewestOptions) {
      derivation.skip('choice', group.range, 'too-few-options');
      continue;
    }
    const others = neighbours(candidates, asked);
    derivation.add({
      type: 'choice',
      question: asked.text,
      answer: asked.name,
      options: options(asked, others),
      range: entry.range,
      mark: entry.mark,
      name: plainText(asked.name),
      alerts: entry.alerts,
      place: entryPlace(group, group.entries.indexOf(entry)),
    });
  }
}

function candidate(entry: Entry): Candidate {
  const name = entry.term ?? '';
  return { id: entry.mark?.id ?? plainText(name).toLowerCase(), name, text: withoutClozes(entry.text) };
}

/** The explanation is short and names none of the options. */
export function mayBeAsked(asked: Candidate, candidates: readonly Candidate[]): boolean {
  const text = plainText(asked.text).toLowerCase();
  if (width(text) > widestText || wordCount(text) < 3) return false;
  return candidates.every(({ name }) => {
    const bare = plainText(name)
      .toLowerCase()
      .replace(/\s*[(（].*[)）]$/, '');
    return bare === '' || !text.includes(bare);
  });
}

/** Always the same one for the same ids, and not always the first. */
function pick(candidates: readonly Candidate[], seed: string): Candidate | undefined {
  let best: { readonly candidate: Candidate; readonly hash: string } | undefined;
  for (const one of candidates) {
    const hash = textHash(`${seed}/${one.id}`);
    if (best === undefined || hash < best.hash) best = { candidate: one, hash };
  }
  return best?.candidate;
}

/** The terms that stand next to the one asked: they are the likeliest to be taken for it. */
function neighbours(candidates: readonly Candidate[], asked: Candidate): Candidate[] {
  const at = candidates.indexOf(asked);
  return candidates
    .map((one, i) => ({ one, distance: Math.abs(i - at) }))
    .filter(({ one }) => one !== asked)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, mostOptions - 1)
    .map(({ one }) => one);
}

/** Options in an order that follows from their ids, so that the right one has no place of its own. */
export function options(asked: Candidate, others: readonly Candidate[]): Option[] {
  return [asked, ...others.slice(0, mostOptions - 1)]
    .map((one) => ({ one, hash: textHash(`${asked.id}|${one.id}`) }))
    .sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0))
    .map(({ one }) => ({ text: one.name, correct: one === asked, why: one.text }));
}
