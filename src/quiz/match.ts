/**
 * What of a typed answer is in the note's own words. The match proposes and says by which words; it cannot tell
 * a right sentence from a wrong one with the same words, so it never decides anything.
 */
import { plainText } from '../deck/inline.ts';
import type { Names } from './names.ts';
import { bigrams, isNear, isStopWord, slack, squeeze, stem, tokens, type Token } from './words.ts';

/** Which points an answer seems to hold. */
export interface Match {
  /** The words of the answer that speak for each point, as typed; none where it was not recognised. */
  readonly words: readonly (readonly string[])[];
}

/** Share of a point's words, weighted, that speak for the whole of it. */
const enough = 0.34;
/** As many words are shown for a point. */
const mostShown = 6;
/** Neighbouring words that are tried as one name: `external traffic policy`. */
const longestJoin = 4;

/** A typed answer, prepared once and asked many times. */
class Answer {
  readonly #tokens: readonly Token[];
  readonly #squeezed: string;
  /** Places in the squeezed text where a word begins and ends. */
  readonly #starts = new Set<number>();
  readonly #ends = new Set<number>();
  readonly #byStem = new Map<string, string>();
  readonly #han = new Map<string, string>();
  readonly #isWord: (text: string) => boolean;

  /** `isWord` tells words that are right as they are, so that they are no typing error of another. */
  constructor(text: string, isWord: (text: string) => boolean) {
    this.#isWord = isWord;
    this.#tokens = tokens(text);
    let squeezed = '';
    for (const token of this.#tokens) {
      this.#starts.add(squeezed.length);
      squeezed += token.text;
      this.#ends.add(squeezed.length);
      if (token.han) for (const pair of bigrams(token.text)) this.#han.set(pair, pair);
      else {
        const key = stem(token.text);
        if (!this.#byStem.has(key)) this.#byStem.set(key, token.shown);
      }
    }
    this.#squeezed = squeezed;
    for (const { text: joined, shown } of this.#joins(2)) {
      const key = stem(joined);
      if (!this.#byStem.has(key)) this.#byStem.set(key, shown);
    }
  }

  get isEmpty(): boolean {
    return this.#tokens.length === 0;
  }

  /** The typed words that are this word, in another form or with a slip of the fingers. */
  word(text: string): string | undefined {
    const key = stem(text);
    const exact = this.#byStem.get(key);
    if (exact !== undefined) return exact;
    const most = /\d/.test(text) ? 0 : slack(text.length);
    if (most === 0) return undefined;
    return this.#tokens.find(
      (token) => !token.han && !this.#isRight(token.text) && isNear(stem(token.text), key, most),
    )?.shown;
  }

  /** The typed pair of Chinese characters. */
  pair(pair: string): string | undefined {
    if (pair.length > 1) return this.#han.get(pair);
    return this.#squeezed.includes(pair) ? pair : undefined;
  }

  /** The typed words that are one of these squeezed names. */
  name(names: readonly string[]): string | undefined {
    for (const name of names) {
      const found = this.#exactName(name) ?? this.#nearName(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #exactName(name: string): string | undefined {
    if (name === '') return undefined;
    const latinStart = !/^\p{Script=Han}/u.test(name);
    const latinEnd = !/\p{Script=Han}$/u.test(name);
    for (let at = this.#squeezed.indexOf(name); at >= 0; at = this.#squeezed.indexOf(name, at + 1)) {
      if (latinStart && !this.#starts.has(at)) continue;
      // A plural is the same name.
      const end = at + name.length;
      const plural = latinEnd && this.#squeezed[end] === 's' && this.#ends.has(end + 1);
      if (latinEnd && !this.#ends.has(end) && !plural) continue;
      return this.#shown(at, end);
    }
    return undefined;
  }

  #nearName(name: string): string | undefined {
    if (/\d/.test(name)) return undefined;
    if (/^\p{Script=Han}+$/u.test(name)) return this.#nearHan(name);
    if (/\p{Script=Han}/u.test(name)) return undefined;
    const most = slack(name.length);
    if (most === 0) return undefined;
    for (const { text, shown, parts } of this.#joins(1)) {
      if (!isNear(text, name, most)) continue;
      // `ingress` is no slip for `egress`, nor is `kube proxy` one for `kubectl`.
      if (this.#isRight(text) || parts.every((part) => this.#isRight(part))) continue;
      return shown;
    }
    return undefined;
  }

  /** A Chinese name of four or more characters with one wrong, as input methods make them. */
  #nearHan(name: string): string | undefined {
    const length = name.length;
    if (length < 4) return undefined;
    for (const { text, han } of this.#tokens) {
      if (!han) continue;
      for (let at = 0; at + length <= text.length; at += 1) {
        const piece = text.slice(at, at + length);
        const wrong = Array.from(piece).filter((letter, i) => letter !== name[i]).length;
        if (wrong <= 1 && !this.#isRight(piece)) return piece;
      }
    }
    return undefined;
  }

  #isRight(text: string): boolean {
    return this.#isWord(text);
  }

  /** Runs of neighbouring Latin words, from `from` words on. */
  *#joins(from: number): Generator<{ text: string; shown: string; parts: readonly string[] }> {
    for (let at = 0; at < this.#tokens.length; at += 1) {
      let text = '';
      const shown: string[] = [];
      const parts: string[] = [];
      for (let n = 0; n < longestJoin; n += 1) {
        const token = this.#tokens[at + n];
        if (token === undefined || token.han) break;
        text += token.text;
        shown.push(token.shown);
        parts.push(token.text);
        if (n + 1 >= from) yield { text, shown: shown.join(' '), parts };
      }
    }
  }

  /** What was typed between two places of the squeezed text. */
  #shown(from: number, to: number): string {
    let at = 0;
    const found: string[] = [];
    for (const { text, shown, han } of this.#tokens) {
      const end = at + text.length;
      if (at < to && end > from) {
        found.push(han ? text.slice(Math.max(0, from - at), Math.min(text.length, to - at)) : shown);
      }
      at = end;
    }
    return found.reduce(
      (joined, part) =>
        joined === '' || (/\p{Script=Han}$/u.test(joined) && /^\p{Script=Han}/u.test(part))
          ? joined + part
          : `${joined} ${part}`,
      '',
    );
  }
}

/** The name that a point begins with: in bold, or before a colon or dash. */
export function leadOf(point: string): string | undefined {
  const text = point.trim();
  const bold = /^\*\*(.+?)\*\*/.exec(text)?.[1] ?? /^__(.+?)__/.exec(text)?.[1];
  const lead = bold ?? /^([^:：—。.!?！？，,;；]{1,40})(?:[:：]|\s+[—–-]\s)/.exec(text)?.[1];
  const plain = lead === undefined ? '' : plainText(lead).replace(/[:：]$/, '');
  return squeeze(plain) === '' ? undefined : plain;
}

/** A unit of meaning of a point: a word, or a pair of Chinese characters. */
export interface Unit {
  readonly key: string;
  readonly text: string;
  readonly han: boolean;
}

/** The units of a text, each once. */
export function unitsOf(text: string): Unit[] {
  const units = tokens(plainText(text)).flatMap((token): Unit[] => {
    if (token.han) return bigrams(token.text).map((pair) => ({ key: `han ${pair}`, text: pair, han: true }));
    if (isStopWord(token.text)) return [];
    return [{ key: stem(token.text), text: token.text, han: false }];
  });
  return units.filter(({ key }, i) => units.findIndex((other) => other.key === key) === i);
}

/**
 * Looks for each of `points` in a typed answer. A point that begins with a name is recognised by it, unless the
 * question has said it; any other by enough of its words, those counting less that the question or other points
 * have too.
 */
export function matchPoints(typed: string, question: string, points: readonly string[], names: Names): Match {
  const units = points.map(unitsOf);
  const given = new Set(unitsOf(question).map(({ key }) => key));
  const told = (name: string): boolean => squeeze(question).includes(squeeze(name));
  const vocabulary = new Set(
    [...points, question].flatMap((text) => tokens(plainText(text)).map((token) => token.text)),
  );
  const answer = new Answer(typed, (word) => vocabulary.has(word) || names.has(word));
  if (answer.isEmpty) return { words: points.map(() => []) };
  const spread = new Map<string, number>();
  for (const one of units) for (const { key } of one) spread.set(key, (spread.get(key) ?? 0) + 1);
  const weight = ({ key, han }: Unit): number =>
    ((given.has(key) ? 0.25 : 1) * (han ? 0.6 : 1)) / (spread.get(key) ?? 1);

  return {
    words: points.map((point, i) => {
      const lead = leadOf(point);
      const name = lead === undefined || told(lead) ? undefined : answer.name(names.of(lead));
      const found = (units[i] ?? []).map((unit) => ({ unit, shown: shownOf(answer, unit) }));
      const had = found.filter(({ shown }) => shown !== undefined);
      const total = found.reduce((sum, { unit }) => sum + weight(unit), 0);
      const share = had.reduce((sum, { unit }) => sum + weight(unit), 0) / total;
      const telling = had.filter(({ unit }) => !given.has(unit.key)).length;
      const needed = Math.min(2, found.filter(({ unit }) => !given.has(unit.key)).length);
      const covered = share >= enough && telling >= needed;
      if (name === undefined && !covered) return [];
      const shown = had.flatMap(({ shown: word }) => (word === undefined ? [] : [word]));
      return distinct(name === undefined ? shown : [name, ...(covered ? shown : [])]);
    }),
  };
}

function shownOf(answer: Answer, { text, han }: Unit): string | undefined {
  return han ? answer.pair(text) : answer.word(text);
}

/** Chinese pairs that overlap are put together again, and nothing is said twice. */
function distinct(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    const overlaps = last !== undefined && /^\p{Script=Han}{2}$/u.test(word) && last.endsWith(word.charAt(0));
    if (overlaps && /\p{Script=Han}$/u.test(last)) joined[joined.length - 1] = last + word.slice(1);
    else joined.push(word);
  }
  const seen = new Set<string>();
  // A single character tells nobody anything, unless it is all there is.
  const telling = joined.filter((word) => !/^\p{Script=Han}$/u.test(word));
  return (telling.length > 0 ? telling : joined)
    .filter((word) => {
      const key = squeeze(word);
      const within = [...seen].some((other) => other.includes(key));
      seen.add(key);
      return !within;
    })
    .slice(0, mostShown);
}

/** What became of one entry of a list that was filled in. */
export type Recognised =
  /** Index of the name that it is. */
  | { readonly kind: 'name'; readonly name: number }
  /** A name that an earlier entry has said. */
  | { readonly kind: 'again'; readonly name: number }
  | { readonly kind: 'none' };

/** Finds the name that each entry is, in any order; of two entries with one name the first has it. */
export function recognise(
  entries: readonly string[],
  names: readonly string[],
  known: Names,
): readonly Recognised[] {
  const vocabulary = new Set(
    names.flatMap((name) => [squeeze(name), ...tokens(plainText(name)).map(({ text }) => text)]),
  );
  const taken = new Set<number>();
  return entries.map((entry): Recognised => {
    const answer = new Answer(entry, (word) => vocabulary.has(word) || known.has(word));
    if (answer.isEmpty) return { kind: 'none' };
    const squeezed = squeeze(entry);
    const found = names
      .map((name, index) => ({ name: known.of(name), whole: name, index }))
      .filter(({ name, whole }) => answer.name(name) !== undefined || saysTheSame(answer, whole))
      // `kube-proxy` is in `kube-proxy mode` too: the nearest in length is meant.
      .sort((a, b) => distance(a.name, squeezed) - distance(b.name, squeezed));
    const fresh = found.find(({ index }) => !taken.has(index));
    const [first] = found;
    if (fresh !== undefined && (fresh === first || distance(fresh.name, squeezed) <= 2)) {
      taken.add(fresh.index);
      return { kind: 'name', name: fresh.index };
    }
    return first === undefined ? { kind: 'none' } : { kind: 'again', name: first.index };
  });
}

function distance(names: readonly string[], entry: string): number {
  return Math.min(...names.map((name) => Math.abs(name.length - entry.length)));
}

/** Whether an entry has nearly all the words of a name that is a phrase. */
function saysTheSame(answer: Answer, name: string): boolean {
  const units = unitsOf(name);
  if (units.length < 2) return false;
  const had = units.filter((unit) => shownOf(answer, unit) !== undefined).length;
  return had / units.length >= 0.75;
}

/** Whether a typed term, value or short text is the answer, and by which words. */
export function matchTerm(typed: string, answer: string, names: Names): readonly string[] {
  const [found] = recognise([typed], [answer], names);
  if (found?.kind === 'name') return [plainText(typed.normalize('NFKC')).slice(0, 80)];
  return matchPoints(typed, '', [answer], names).words[0] ?? [];
}
