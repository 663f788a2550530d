/** Scripts written without spaces between words, and so without spaces at their border to Latin text. */
const unspaced = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3000-\\u303f';

const invisible = /[\p{Cf}\ufe00-\ufe0f]/gu;
/** Emphasis, code, strike-through, highlight and escapes; none of them changes what is asked. */
const inlineMarks = /[*`\\]+/g;
const pairedMarks = /[=~]{2,}/g;
const outerUnderscores = /(?<![\p{L}\p{N}\p{M}_])_+|_+(?![\p{L}\p{N}\p{M}_])/gu;
/** Heading signs, bullets and numbers of list items at the start of a line: formatters rewrite them all. */
const lineMarkers = /^[ \t]*(?:(?:#{1,6}|[-+]|\(?\d{1,3}[.)])[ \t]+)+/gm;
const spaceBesideUnspaced = new RegExp(`\\s+(?=[^\\p{L}\\p{N}\\p{M}]|[${unspaced}]|$)`, 'gu');
const spaceAfterUnspaced = new RegExp(`(?<=^|[^\\p{L}\\p{N}\\p{M}\\s]|[${unspaced}])\\s+`, 'gu');

/** Punctuation that NFKC leaves in its full-width or typographic form. */
const punctuation: Readonly<Record<string, string>> = {
  '。': '.',
  '、': ',',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '「': '"',
  '」': '"',
  '『': '"',
  '』': '"',
  '【': '[',
  '】': ']',
  '《': '<',
  '》': '>',
  '〈': '<',
  '〉': '>',
  '·': '.',
  '・': '.',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '‐': '-',
};
const typographic = new RegExp(`[${Object.keys(punctuation).join('')}]`, 'g');

function pass(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(invisible, '')
    .replace(inlineMarks, '')
    .replace(pairedMarks, '')
    .replace(outerUnderscores, '')
    .replace(typographic, (sign) => punctuation[sign] ?? sign)
    .replace(lineMarkers, '')
    .replace(/-{2,}/g, '-')
    .replace(spaceBesideUnspaced, '')
    .replace(spaceAfterUnspaced, '')
    .replace(/\s+/g, ' ')
    .normalize('NFKC');
}

/**
 * The text of a card without anything that a formatter may change: compatibility forms (NFKC), case, white
 * space, full-width punctuation, spaces between Chinese and Latin text, emphasis, list markers, heading level.
 * For comparing only, never for showing. Idempotent.
 */
export function normalise(text: string): string {
  // Taking a sign away can bring two others together; the second round settles it and is nearly always the last.
  let current = pass(text);
  for (;;) {
    const next = pass(current);
    if (next === current) return current;
    current = next;
  }
}
