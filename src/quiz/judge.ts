/** What an answer seems to be worth, for each type of card. It proposes; the user decides. */
import { plainText } from '../deck/inline.ts';
import { sentences } from '../deck/sentences.ts';
import type { Card } from '../deck/types.ts';
import { compareManifests, type ManifestComparison } from './manifestAnswer.ts';
import { leadOf, matchPoints, matchTerm, recognise } from './match.ts';
import type { Names } from './names.ts';

export interface Judgement {
  /** Indexes of the points that the answer seems to hold. */
  readonly ticked: readonly number[];
  /** For each point the words of the answer that speak for it. */
  readonly words: readonly (readonly string[])[];
  /** Words that speak for the answer as a whole, of a card without points. */
  readonly whole: readonly string[];
  /** For each step of an order card the place that it was put at, from 0. */
  readonly places?: readonly number[];
  readonly manifest?: ManifestComparison;
}

const nothing: Judgement = { ticked: [], words: [], whole: [] };

/** Lines of an answer of several fields, one a field. */
export function fieldsOf(typed: string, count: number): readonly string[] {
  const lines = typed.split('\n');
  return Array.from({ length: count }, (_, i) => lines[i] ?? '');
}

/** Judges what was typed. */
export function judge(card: Card, typed: string, names: Names): Judgement {
  if (typed.trim() === '') return { ...nothing, words: card.points.map(() => []) };
  switch (card.type) {
    case 'explain':
    case 'follow-up':
      return byWords(matchPoints(typed, card.question, card.points, names).words);
    case 'list':
      return list(card, typed, names);
    case 'order':
      return order(card, typed);
    case 'table':
      return table(card, typed, names);
    case 'cloze':
      return byWords(card.points.map((hidden) => matchTerm(typed, hidden, names)));
    case 'define':
      if (card.reverse === true) return { ...nothing, whole: matchTerm(typed, card.answer, names) };
      return { ...nothing, whole: firstOf(typed, card.question, card.answer, names) };
    case 'point':
      return { ...nothing, whole: firstOf(typed, card.question, card.answer, names) };
    case 'manifest': {
      const { manifest } = card;
      if (manifest?.solution !== undefined) {
        return { ...nothing, manifest: compareManifests(typed, manifest.solution, manifest.text) };
      }
      if (card.points.length > 0) return byWords(matchPoints(typed, '', card.points, names).words);
      return { ...nothing, whole: firstOf(typed, '', card.answer, names) };
    }
    case 'choice':
      return nothing;
  }
}

function byWords(words: readonly (readonly string[])[]): Judgement {
  return { ticked: words.flatMap((found, point) => (found.length > 0 ? [point] : [])), words, whole: [] };
}

/** Words that speak for an explanation: its first paragraph, whole or one of its sentences. */
function firstOf(typed: string, question: string, answer: string, names: Names): readonly string[] {
  const paragraph = answer.split(/\n\s*\n/)[0] ?? answer;
  const parts = [paragraph, ...sentences(paragraph)];
  return matchPoints(typed, question, parts, names).words.find((words) => words.length > 0) ?? [];
}

function list(card: Card, typed: string, names: Names): Judgement {
  const entries = typed.split('\n');
  const words: string[][] = card.points.map(() => []);
  for (const [i, found] of recognise(entries, card.points, names).entries()) {
    if (found.kind === 'name') words[found.name]?.push((entries[i] ?? '').trim());
  }
  return byWords(words);
}

function table(card: Card, typed: string, names: Names): Judgement {
  if (card.points.length < 2) return byWords(card.points.map((cell) => matchTerm(typed, cell, names)));
  const fields = fieldsOf(typed, card.points.length);
  return byWords(card.points.map((point, i) => matchTerm(fields[i] ?? '', cellOf(point), names)));
}

/** The label of a point of a table's row, and the cell itself. */
export function labelOf(point: string): string {
  return leadOf(point) ?? '';
}

function cellOf(point: string): string {
  return point.replace(/^\*\*.+?\*\*\s*[:：]?\s*/, '');
}

/** Reads an arrangement of `count` steps; undefined where it is none. */
export function parseOrder(typed: string, count: number): readonly number[] | undefined {
  const steps = typed.trim().split(/\s+/).map(Number);
  const complete = steps.length === count && new Set(steps).size === count;
  return complete && steps.every((step) => Number.isInteger(step) && step >= 0 && step < count)
    ? steps
    : undefined;
}

/** Steps count as known that stand in the right order among themselves: as many as there can be. */
function order(card: Card, typed: string): Judgement {
  const steps = parseOrder(typed, card.points.length);
  if (steps === undefined) return { ...nothing, words: card.points.map(() => []) };
  const places = card.points.map((_, step) => steps.indexOf(step));
  return { ticked: longestRise(steps), words: card.points.map(() => []), whole: [], places };
}

/** Members of the longest increasing subsequence, in increasing order. */
export function longestRise(values: readonly number[]): readonly number[] {
  const best: (readonly number[])[] = [];
  for (const [i, value] of values.entries()) {
    let longest: readonly number[] = [];
    for (let j = 0; j < i; j += 1) {
      const before = best[j] ?? [];
      if ((values[j] ?? Infinity) < value && before.length > longest.length) longest = before;
    }
    best.push([...longest, value]);
  }
  return best.reduce((most, one) => (one.length > most.length ? one : most), []);
}

/**
 * An order of steps to begin with: the same for the same seed, and never the right one. `seed` lies in [0, 1).
 */
export function shuffled(count: number, seed: number): readonly number[] {
  const steps = Array.from({ length: count }, (_, i) => i);
  let state = Math.floor(seed * 0x7fffffff) || 1;
  for (let i = count - 1; i > 0; i -= 1) {
    state = (Math.imul(state, 48271) >>> 0) % 0x7fffffff;
    const j = state % (i + 1);
    [steps[i], steps[j]] = [steps[j] ?? 0, steps[i] ?? 0];
  }
  const [first, ...rest] = steps;
  return first !== undefined && steps.every((step, i) => step === i) ? [...rest, first] : steps;
}

/** What is said of a term or an explanation that was typed. */
export function isRecognised({ whole }: Judgement): boolean {
  return whole.length > 0;
}

/** The text that a reader sees of a list of words. */
export function wordsText(words: readonly string[]): string {
  return words.map((word) => plainText(word)).join(' · ');
}
