/**
 * Notes come from anywhere, and a hover is rendered where `command:` links can run: what a note says is let
 * through as text, emphasis, code and links to the web, one line a paragraph; anything else shows as written.
 */

/** The scheme stands literally at the start, so that no entity or escape further on can make another of it. */
const safeDestination = /^(?:https?:\/\/|mailto:)[^\s<>()\\`"']+$/i;

/** A destination that can stand in a Markdown link, or undefined if it must not. */
export function safeLink(address: string): string | undefined {
  const encoded = address.replace(/[()'"]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  return safeDestination.test(encoded) ? encoded : undefined;
}

/** Text as it is, with everything escaped that Markdown could read as mark-up. */
export function plainText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>&!|~#]/g, (char) => (char === '<' ? '&lt;' : `\\${char}`));
}

/** Text in a code span, whatever backticks it holds. */
export function codeSpan(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  const longest = Math.max(0, ...(flat.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$/.test(flat) ? ' ' : '';
  return `${fence}${pad}${flat}${pad}${fence}`;
}

/** One paragraph of a note on one line. */
export function inlineMarkdown(markdown: string): string {
  const text = escapeInline(markdown.replace(/\s+/g, ' ')).trim();
  // At the start of a line these would open a heading, quotation, list, table, fence or rule; backticks would
  // not, as those that are left end on the same line.
  return text.replace(/^(?:[#>|+=-]|\d{1,9}[.)]|[*_]{3,}|~{3,}|\*(?= ))/, (start) =>
    /^\d/.test(start) ? `${start.slice(0, -1)}\\${start.slice(-1)}` : `\\${start}`,
  );
}

/** Paragraphs of a note, each on one line. */
export function paragraphs(markdown: string): string {
  return markdown
    .split(/\n[ \t]*\n/)
    .map(inlineMarkdown)
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

function escapeInline(text: string): string {
  let out = '';
  for (let at = 0; at < text.length;) {
    const char = text.charAt(at);
    if (char === '\\') {
      const next = text.charAt(at + 1);
      out += next === '<' ? '&lt;' : next === '' ? '\\\\' : char + next;
      at += 2;
    } else if (char === '`') {
      const run = /^`+/.exec(text.slice(at))?.[0] ?? char;
      const close = closingRun(text, at + run.length, run);
      const end = close === -1 ? at : close + run.length;
      out += close === -1 ? run.replaceAll('`', '\\`') : text.slice(at, end);
      at = close === -1 ? at + run.length : end;
    } else if (char === '[' || (char === '!' && text.charAt(at + 1) === '[')) {
      const image = char === '!';
      const link = readLink(text, image ? at + 1 : at);
      if (link) {
        const label = escapeInline(link.label);
        const target = image ? undefined : safeLink(link.destination);
        out += target === undefined ? label : `[${label}](${target})`;
        at = link.end;
      } else {
        out += image ? '\\!' : '\\[';
        at++;
      }
    } else if (char === '<') {
      const autolink = /^<(https?:\/\/[^\s<>]+)>/i.exec(text.slice(at));
      const target = autolink?.[1] === undefined ? undefined : safeLink(autolink[1]);
      if (autolink && target !== undefined) {
        out += `[${plainText(autolink[1] ?? '')}](${target})`;
        at += autolink[0].length;
      } else {
        out += '&lt;';
        at++;
      }
    } else {
      // A link that follows must not become an image.
      out += char === '!' ? '\\!' : char;
      at++;
    }
  }
  return out;
}

/** Start of the next run of exactly as many backticks, or -1. */
function closingRun(text: string, from: number, run: string): number {
  for (const match of text.slice(from).matchAll(/`+/g)) {
    if (match[0].length === run.length) return from + match.index;
  }
  return -1;
}

/** An inline link whose label starts at `from` (a `[`). */
function readLink(
  text: string,
  from: number,
): { label: string; destination: string; end: number } | undefined {
  let depth = 0;
  let at = from;
  for (; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === '[') depth++;
    else if (char === ']' && --depth === 0) break;
  }
  if (text.charAt(at) !== ']' || text.charAt(at + 1) !== '(') return undefined;
  const rest = /^\(\s*(?:<([^<>]*)>|((?:[^\s()\\]|\([^\s()]*\))*))(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/.exec(
    text.slice(at + 1),
  );
  if (!rest) return undefined;
  const label = text.slice(from + 1, at);
  return { label, destination: rest[1] ?? rest[2] ?? '', end: at + 1 + rest[0].length };
}
