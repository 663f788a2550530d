/** Typed text as words that can be compared: whatever the script, the width of the letters, the case and the marks. */
import { plainText } from '../deck/inline.ts';

/** A run of letters or digits of one script. */
export interface Token {
  /** As compared: NFKC, lower case. */
  readonly text: string;
  /** As it was typed. */
  readonly shown: string;
  /** Chinese characters, which stand without spaces. */
  readonly han: boolean;
}

/** Versions, addresses and decimal numbers hold together; everything else is split at whatever is no letter. */
const run = /\d+(?:\.\d+)+|\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+/gu;

/** Characters of Chinese that join words and say little by themselves. */
const hanGlue = /[的了是在和与及并或等就也都而但把被让由向将则其这那它们个着之所以]+/u;

/** Compatibility forms (full-width letters, ligatures), case and invisible characters made equal. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Cf}\ufe00-\ufe0f]/gu, '');
}

/** The runs of a text, in order. */
export function tokens(text: string): Token[] {
  // Folding may change lengths, so runs are taken from text that is composed already.
  return Array.from(text.normalize('NFKC').matchAll(run), ([shown]) => ({
    text: fold(shown),
    shown,
    han: /^\p{Script=Han}/u.test(shown),
  })).filter(({ text: folded }) => folded !== '');
}

/** Pairs of neighbouring Chinese characters, glue words aside; a single character stands for itself. */
export function bigrams(han: string): string[] {
  return han
    .split(hanGlue)
    .filter((part) => part !== '')
    .flatMap((part) => {
      const letters = Array.from(part);
      return letters.length === 1 ? letters : letters.slice(1).map((next, i) => `${letters[i] ?? ''}${next}`);
    });
}

const stopWords = new Set(
  (
    'a an the and or but nor so as at by for from in into of off on onto out over to under up with without is are was ' +
    'were be been being am do does did done has have had it its this that these those they them their there here he ' +
    'she his her you your we our i my me us one ones not no yes if then than when while where which who whom whose ' +
    'what why how can could may might must shall should will would also too very just only each every any all some ' +
    'such same other others own more most much many few both between about after before again because until through ' +
    'per via e g etc that’s it’s s t'
  ).split(' '),
);

const numbers: Readonly<Record<string, string>> = {
  zero: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
};

/** Words that carry no meaning of their own in an answer. */
export function isStopWord(word: string): boolean {
  return stopWords.has(word);
}

/** A word without the ending that grammar puts there, and a number as digits. */
export function stem(word: string): string {
  const number = numbers[word];
  if (number !== undefined) return number;
  if (word.length < 4 || /\d/.test(word)) return word;
  let base = word;
  if (base.endsWith('ies') && base.length > 4) base = `${base.slice(0, -3)}y`;
  else if (/(?:ss|sh|ch|x)es$/.test(base)) base = base.slice(0, -2);
  else if (/[^su]s$/.test(base)) base = base.slice(0, -1);
  if (base.endsWith('ing') && base.length > 5) base = base.slice(0, -3);
  else if (base.endsWith('ed') && base.length > 4) base = base.slice(0, -2);
  // `running` and `run`, `stored` and `store` meet here.
  base = base.replace(/([bdfgklmnprt])\1$/, '$1');
  return base.length > 3 ? base.replace(/e$/, '') : base;
}

/** Typing errors that a word may hold: none in short words, where one letter makes another word. */
export function slack(length: number): number {
  if (length < 5) return 0;
  return length < 9 ? 1 : 2;
}

/**
 * Whether two words differ by at most `most` typing errors: a letter wrong, missing, too many, or two swapped.
 */
export function isNear(a: string, b: string, most: number): boolean {
  if (a === b) return true;
  if (most === 0 || Math.abs(a.length - b.length) > most) return false;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    if (Math.min(...row) > most) return false;
    before = last;
    last = row;
  }
  return (last[b.length] ?? most + 1) <= most;
}

/** The letters and digits of a name in one piece: `Cluster IP`, `cluster-ip` and `ＣｌｕｓｔｅｒIP` are one. */
export function squeeze(text: string): string {
  return tokens(plainText(text))
    .map((token) => token.text)
    .join('');
}
