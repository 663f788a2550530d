import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { translator } from '../l10n/translate.ts';
import { parseNote } from './parse.ts';
import type { Card, ParsedNote } from './types.ts';

const t = translator();
const folder = join(import.meta.dirname, '__golden__');
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.slice(0, -3));

/** Everything that a note yields, for reading. */
function show(note: ParsedNote): string {
  const lines: string[] = [];
  for (const chapter of note.chapters) {
    lines.push(`CHAPTER ${chapter.title} (${chapter.language})`);
    for (const topic of chapter.topics) {
      const place = [...topic.groups, topic.title].join(' / ');
      lines.push('', `TOPIC ${place} [${topic.id}] ${topic.tier}${topic.private ? ' private' : ''}`);
      for (const card of topic.cards) lines.push(...showCard(card));
    }
    lines.push('');
  }
  for (const {
    id,
    name,
    synonyms,
    label,
    summary,
    points,
    trap,
    outdated,
    status,
    links,
    attachments,
  } of note.concepts) {
    const facts = { synonyms, label, summary, points, trap, outdated, status, links, attachments };
    const told = Object.entries(facts).filter(
      ([, value]) => value !== undefined && JSON.stringify(value).length > 2,
    );
    lines.push(`CONCEPT ${name} [${id}] ${JSON.stringify(Object.fromEntries(told))}`);
  }
  for (const { line, severity, code, args } of note.problems) {
    lines.push(`PROBLEM line ${line + 1} ${severity} ${code} ${JSON.stringify(args)}`);
  }
  for (const { range, type, reason, args } of note.skipped) {
    lines.push(`SKIPPED line ${range.start + 1} ${type}: ${t(reason, ...args)}`);
  }
  return `${lines.join('\n')}\n`;
}

function showCard(card: Card): string[] {
  const text = (markdown: string): string => markdown.replaceAll('\n', '\n       ');
  return [
    `  ${card.type}${card.reverse === true ? ' reverse' : ''} ${card.id} lines ${card.range.start + 1}-${card.range.end}`,
    `    Q: ${text(card.question)}`,
    ...(card.options === undefined
      ? [`    A: ${text(card.answer)}`]
      : card.options.map(({ text: option, correct }) => `    ${correct ? '*' : '-'}  ${option}`)),
    ...card.points.map((point) => `    .  ${text(point)}`),
    ...(card.alerts ?? []).map(
      ({ kind, title, body }) => `    ${kind}: ${text([title, body].filter(Boolean).join('\n'))}`,
    ),
  ];
}

describe('notes of many styles', () => {
  it.each(names)('%s', async (name) => {
    const text = readFileSync(join(folder, `${name}.md`), 'utf8');
    const shown = show(parseNote({ source: '', path: `${name}.md`, text }));
    await expect(shown).toMatchFileSnapshot(join(folder, `${name}.cards.txt`));
  });
});
