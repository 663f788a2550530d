import { codeSpans } from './lines.ts';

const abbreviation = /(?:^|[\s(（])(?:e\.g|i\.e|etc|vs|cf|resp|approx|no|fig|max|min|Dr|Mr|Ms|St)\.$/i;

/** Splits text at the ends of its sentences, in Chinese and English; code and abbreviations do not end one. */
export function sentences(markdown: string): string[] {
  const spans = codeSpans(markdown);
  const found: string[] = [];
  let start = 0;
  let span = 0;
  const ends = /[。！？!?]+[”’"')）】]*|\.(?=["')]*(?:\s|$)|[\u4e00-\u9fff])["')]*|[;；](?=\s*$)/g;
  for (const match of markdown.matchAll(ends)) {
    while (span < spans.length && (spans[span]?.[1] ?? 0) <= match.index) span += 1;
    if (match.index >= (spans[span]?.[0] ?? Infinity)) continue;
    const end = match.index + match[0].length;
    if (/^[!?]/.test(match[0]) && /\w/.test(markdown.charAt(end))) continue;
    if (match[0].startsWith('.')) {
      const tail = markdown.slice(Math.max(start, end - 12), end);
      const next = /^\s+(\S)/.exec(markdown.slice(end, end + 4))?.[1] ?? '';
      if (abbreviation.test(tail) || /[a-z]/.test(next) || /(?:^|\s)\d{0,3}\.$/.test(tail)) continue;
    }
    push(markdown.slice(start, end));
    start = end;
  }
  push(markdown.slice(start));
  return found;

  function push(text: string): void {
    const trimmed = text.trim();
    if (/[\p{L}\p{N}]/u.test(trimmed)) found.push(trimmed);
  }
}

/** The first sentences of `markdown`, at most `most`. */
export function firstSentences(markdown: string, most: number): string {
  const all = sentences(markdown);
  if (all.length <= most) return markdown.trim();
  return all.slice(0, most).join(/[\u4e00-\u9fff]/.test(markdown) ? '' : ' ');
}
