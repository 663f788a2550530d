import type { Token } from '../manifest/token.ts';
import type { HoverContent } from './hover.ts';

/** A hover with lines below its title, such as readouts; they stand alone where nothing else is known. */
export function withLines(
  content: HoverContent | undefined,
  lines: readonly string[],
  token: Token,
): HoverContent | undefined {
  if (lines.length === 0) return content;
  // Two spaces: a line of its own without the space of a paragraph.
  const block = lines.join('  \n');
  if (content === undefined) return { markdown: block, body: block, links: {}, range: token.range };
  const insert = (text: string): string => {
    const end = text.indexOf('\n\n');
    return end === -1 ? `${text}\n\n${block}` : `${text.slice(0, end)}\n\n${block}${text.slice(end)}`;
  };
  return { ...content, markdown: insert(content.markdown), body: insert(content.body) };
}
