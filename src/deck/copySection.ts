/** A section of the built-in notes as the beginning of a note of the user's own. */
import type { Topic } from './types.ts';

/**
 * Text of a new note that takes the place of `topic`: its section, with `shadows:` where its id was. Pictures of the
 * built-in notes stay behind, as they are not beside the copy.
 */
export function copySection(chapter: string, topic: Topic, note: string): string {
  const lines = note.split(/\r\n?|\n/).slice(topic.range.start, topic.range.end);
  const [heading = '', ...body] = lines;
  const marked = shadowing(heading.replace(/^#+\s*/, ''), topic.id);
  const kept = body.filter((line) => !/^\s*!\[[^\]]*\]\([^)]*\)\s*$/.test(line)).join('\n');
  return `# ${chapter}\n\n## ${marked}\n${kept.replace(/\n{3,}/g, '\n\n').trimEnd()}\n`;
}

function shadowing(heading: string, id: string): string {
  const mark = `shadows: ${id}`;
  const comment = /<!--(.*?)-->/.exec(heading);
  if (comment === null) return `${heading} <!-- ${mark} -->`;
  const parts = (comment[1] ?? '').split(/(?<!\\)\|/).map((part) => part.trim());
  const others = parts.filter((part) => !/^id\s*[:：]/.test(part));
  return `${heading.slice(0, comment.index)}<!-- ${[mark, ...others].join(' | ')} -->`;
}

/** Text by which a change of the built-in section is noticed. */
export function sectionText(topic: Topic, note: string): string {
  return note
    .split(/\r\n?|\n/)
    .slice(topic.range.start, topic.range.end)
    .join('\n')
    .trim();
}
