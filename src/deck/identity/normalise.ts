/** Letters, digits and marks of scripts that put spaces between words; Chinese and Japanese do not. */
const spacedWord =
  /^(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f])[\p{L}\p{N}\p{M}]$/u;

const invisible = /[\p{Cf}\ufe00-\ufe0f]+/gu;
/** Emphasis, code and escapes; none of them changes what is asked. */
const inlineMarks = /[*`\\]+/g;
const outerUnderscores = /(?<![\p{L}\p{N}\p{M}_])_+|_+(?![\p{L}\p{N}\p{M}_])/gu;
/** Heading signs, bullets and numbers of list items at the start of a line: formatters rewrite them all. */
const lineMarkers = /^[ \t]*(?:(?:#{1,6}|[-+]|\(?\d{1,3}[.)])[ \t]+)+/gm;
/** Strike-through and highlight. */
const pairedMarks = /[=~](?:\s*[=~])+/g;
const dashes = /-(?:\s*-)+/g;

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

function isSpacedWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
  // The second half of a surrogate pair speaks for the whole.
  const start = code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
  return spacedWord.test(String.fromCodePoint(text.codePointAt(start) ?? 0));
}

/** A space stands only between two words that need it: not at punctuation, not beside Chinese, not at the ends. */
function spaced(gap: string, at: number, text: string): string {
  return isSpacedWord(text, at - 1) && isSpacedWord(text, at + gap.length) ? ' ' : '';
}

/**
 * The text of a card without anything that a formatter may change: compatibility forms (NFKC), case, white
 * space, full-width punctuation, spaces between Chinese and Latin text, emphasis, list markers, heading level.
 * For comparing only, never for showing. Idempotent.
 */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(invisible, '')
    .replace(inlineMarks, '')
    .replace(outerUnderscores, '')
    .replace(typographic, (sign) => punctuation[sign] ?? sign)
    .replace(lineMarkers, '')
    .replace(pairedMarks, ' ')
    .replace(dashes, '-')
    .replace(/\s+/g, spaced)
    .normalize('NFKC');
}
