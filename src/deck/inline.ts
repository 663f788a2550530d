import { codeSpans } from './lines.ts';

/** Text with its Markdown taken off: what a reader sees, for names, comparisons and measuring. */
export function plainText(markdown: string): string {
  if (!/[`*_[\]~=<\\!]/.test(markdown)) return markdown.trim();
  let plain = '';
  let at = 0;
  for (const [start, end] of codeSpans(markdown)) {
    plain += withoutMarkup(markdown.slice(at, start));
    plain += markdown.slice(start, end).replace(/^`+ ?| ?`+$/g, '');
    at = end;
  }
  plain += withoutMarkup(markdown.slice(at));
  return plain.replace(/\s+/g, ' ').trim();
}

function withoutMarkup(text: string): string {
  return text
    .replace(/!?\[([^[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+"[^"]*")?\)/g, '$1')
    .replace(/<(https?:\/\/[^<>\s]+)>/g, '$1')
    .replace(/\*{1,3}|~~|(?<![\p{L}\p{N}])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![\p{L}\p{N}])/gu, '')
    .replace(/==(?=\S)|(?<=\S)==/g, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

/** Addresses that `markdown` links to, in order, without repetition. */
export function linkTargets(markdown: string): string[] {
  const found = new Set<string>();
  const pattern =
    /\]\(\s*<?([^()\s<>]+(?:\([^()\s]*\)[^()\s<>]*)*)>?|<(https?:\/\/[^<>\s]+)>|(?<![\w(<"'])(https?:\/\/[^\s<>()"'，。；、）]+)/g;
  for (const match of markdown.matchAll(pattern)) {
    const target = (match[1] ?? match[2] ?? match[3] ?? '').replace(/[.,;:]+$/, '');
    if (/^(?:https?:|mailto:)/i.test(target)) found.add(target);
  }
  return [...found];
}

/** Whether nothing but links stands in `markdown`. */
export function isOnlyLinks(markdown: string): boolean {
  if (!/\]\(|https?:\/\/|\[\[/.test(markdown)) return false;
  const rest = markdown
    .replace(/!?\[[^[\]]*\]\([^()]*\)/g, '')
    .replace(/\[\[[^[\]]*\]\]/g, '')
    .replace(/<?https?:\/\/[^\s<>]+>?/g, '');
  return !/[\p{L}\p{N}]/u.test(rest);
}

/** Text between `==` and `==`, code aside; comparison operators and rows of `=` are none. */
export function clozes(markdown: string): readonly { readonly start: number; readonly end: number }[] {
  if (!markdown.includes('==')) return [];
  const spans = codeSpans(markdown);
  const marks: { at: number; opens: boolean; closes: boolean }[] = [];
  let span = 0;
  for (const match of markdown.matchAll(/=+/g)) {
    while (span < spans.length && (spans[span]?.[1] ?? 0) <= match.index) span += 1;
    if (match.index >= (spans[span]?.[0] ?? Infinity) || match[0].length !== 2) continue;
    const before = markdown.charAt(match.index - 1);
    const after = markdown.charAt(match.index + 2);
    // An operator stands between words or numbers (`a==b`) or between spaces (`a == b`).
    const latin = /[A-Za-z0-9_$!<>]/;
    marks.push({
      at: match.index,
      opens: after !== '' && !/\s/.test(after) && !latin.test(before),
      closes: before !== '' && !/\s/.test(before) && !latin.test(after),
    });
  }
  const found: { start: number; end: number }[] = [];
  for (let i = 0; i + 1 < marks.length; i += 1) {
    const open = marks[i];
    const close = marks[i + 1];
    if (open?.opens !== true || close?.closes !== true) continue;
    const inside = markdown.slice(open.at + 2, close.at);
    if (!/[\p{L}\p{N}]/u.test(inside)) continue;
    found.push({ start: open.at, end: close.at + 2 });
    i += 1;
  }
  return found;
}

/** The text without the `==` of its clozes. */
export function withoutClozes(markdown: string): string {
  let text = '';
  let at = 0;
  for (const { start, end } of clozes(markdown)) {
    text += markdown.slice(at, start) + markdown.slice(start + 2, end - 2);
    at = end;
  }
  return text + markdown.slice(at);
}
