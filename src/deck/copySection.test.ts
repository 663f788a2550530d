import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { copySection } from './copySection.ts';
import { buildDeck } from './deck.ts';
import { parseNote } from './parse.ts';

const folder = path.resolve(import.meta.dirname, '../../notes/en');
const texts = new Map(
  readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
);
const builtIn = buildDeck([...texts].map(([name, text]) => parseNote({ source: '', path: name, text })));

it('puts `shadows:` where the id was, and keeps the other marks', () => {
  const text =
    '# C\n\n### A | B? <!-- id: a-b | title: A \\| B | tier: must -->\n\nText.\n\n![x](../m.svg)\n\n- **one**: 1 <!-- id: one -->\n';
  const topic = parseNote({ source: '', path: 'a.md', text }).chapters[0]?.topics[0];
  if (topic === undefined) throw new Error('no topic');
  expect(copySection('C', topic, text)).toBe(
    '# C\n\n## A | B? <!-- shadows: a-b | title: A \\| B | tier: must -->\n\nText.\n\n- **one**: 1 <!-- id: one -->\n',
  );
});

it('of every built-in topic takes its place, with cards of the same number and text', () => {
  // Choices and manifests are made when notes are put together, and not by the note alone.
  const wrong: string[] = [];
  for (const chapter of builtIn.chapters) {
    for (const topic of chapter.topics) {
      const copy = copySection(chapter.title, topic, texts.get(topic.file) ?? '');
      const note = parseNote({ source: 'mine', path: 'copy.md', text: copy });
      const [mine, ...others] = note.chapters.flatMap(({ topics }) => topics);
      const answers = (cards: typeof topic.cards): string[] =>
        cards
          .filter(({ type }) => type !== 'choice' && type !== 'manifest')
          .map(({ answer }) => answer.replace(/!\[[^\]]*\]\([^)]*\)\s*/g, ''));
      const same = JSON.stringify(answers(mine?.cards ?? [])) === JSON.stringify(answers(topic.cards));
      if (mine?.shadows !== topic.id || others.length > 0 || note.problems.length > 0 || !same)
        wrong.push(topic.id);
    }
  }
  expect(wrong).toEqual([]);
});
