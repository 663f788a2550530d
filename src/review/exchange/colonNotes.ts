/** Notes in the manner of Obsidian's spaced repetition, made into headings with answers. */
export interface ColonNotes {
  readonly markdown: string;
  /** Number of questions found. */
  readonly questions: number;
}

const fence = /^\s*(```|~~~)/;
const heading = /^(#{1,6})\s/;
const listMarker = /^\s*(?:[-*+]|\d+[.)])\s+/;
const longestAddress = 50;
const schedule = /<!--SR:.*?-->/g;

/**
 * Rewrites `question::answer`, `question:::answer` (asked in both directions) and questions whose answer follows after
 * a line `?` or `??` as headings one level below the heading they stand under. Everything else stays as it is, and
 * so do colons in code and in IPv6 addresses.
 */
export function fromColonNotes(text: string): ColonNotes {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .replace(schedule, '')
    .split('\n');
  const written: string[] = [];
  let level = 1;
  let questions = 0;
  let closing: string | undefined;
  const ask = (question: string, answer: string): void => {
    written.push('', `${'#'.repeat(Math.min(6, level + 1))} ${question}`, '', answer, '');
    questions++;
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const mark = fence.exec(line)?.[1];
    if (mark !== undefined && (closing === undefined || closing === mark)) {
      closing = closing === undefined ? mark : undefined;
    } else if (closing === undefined) {
      level = heading.exec(line)?.[1]?.length ?? level;
      const pair = heading.test(line) ? undefined : splitPair(line);
      if (pair) {
        ask(pair.question, pair.answer);
        if (pair.both) ask(pair.answer, pair.question);
        continue;
      }
      const separator = lines[at + 1]?.trim();
      if (line.trim() !== '' && (separator === '?' || separator === '??')) {
        const end = endOfParagraph(lines, at + 2);
        const answer = lines
          .slice(at + 2, end)
          .join('\n')
          .trim();
        if (answer !== '') {
          const question = line.replace(listMarker, '').trim();
          ask(question, answer);
          if (separator === '??') ask(answer.replace(/\s+/g, ' '), question);
          at = end - 1;
          continue;
        }
      }
    }
    written.push(line);
  }
  const markdown = written
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return { markdown: `${markdown}\n`, questions };
}

function endOfParagraph(lines: readonly string[], from: number): number {
  let end = from;
  while (end < lines.length && lines[end]?.trim() !== '') end++;
  return end;
}

function splitPair(line: string): { question: string; answer: string; both: boolean } | undefined {
  const text = line.replace(listMarker, '').trim();
  // Code spans are blanked, so that positions stay and their colons do not count.
  const visible = text.replace(/`[^`]*`/g, (code) => ' '.repeat(code.length));
  for (const match of visible.matchAll(/:{2,}/g)) {
    const colons = match[0].length;
    if (colons > 3 || isAddress(visible, match.index)) continue;
    const question = text.slice(0, match.index).trim();
    const answer = text.slice(match.index + colons).trim();
    if (question !== '' && answer !== '') return { question, answer, both: colons === 3 };
  }
  return undefined;
}

/** Whether the colons at `at` belong to an IPv6 address such as `::1`, `fe80::1` or `2001:db8::/32`. */
function isAddress(text: string, at: number): boolean {
  const left = text.slice(Math.max(0, at - longestAddress), at);
  const before = /[0-9a-f:]*$/i.exec(left)?.[0] ?? '';
  const after = /^:+[0-9a-f:./]*/i.exec(text.slice(at, at + longestAddress))?.[0] ?? '';
  const next = text[at + after.length] ?? ' ';
  const word = before + after;
  return (
    /[0-9]/.test(word) &&
    /^[^\p{L}]$/u.test(next) &&
    /(^|\W)$/.test(left.slice(0, left.length - before.length))
  );
}
