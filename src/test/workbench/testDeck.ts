import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildDeck } from '../../deck/deck.ts';
import { parseNote } from '../../deck/parse.ts';
import type { Language } from '../../deck/types.ts';
import type { Profile } from './codeServer.ts';
import { fixturesFolder } from './paths.ts';

/** Puts the notes of `fixtures/quiz` in the place of the built-in ones: a card of every type, and hostile text. */
export async function useTestDeck({ extensions }: Profile): Promise<void> {
  const dist = path.join(extensions, 'k8s-recall.k8s-recall-0.1.0', 'dist');
  for (const language of ['en', 'zh-cn'] as const) {
    const { chapters, concepts } = await testDeck(language);
    await writeFile(path.join(dist, `deck.${language}.json`), JSON.stringify({ chapters, concepts: [] }));
    await writeFile(path.join(dist, `concepts.${language}.json`), JSON.stringify(concepts));
  }
}

async function testDeck(language: Language): Promise<ReturnType<typeof buildDeck>> {
  const file = path.join(fixturesFolder, 'quiz', `${language}.md`);
  // A paragraph of a megabyte and half a surrogate pair, which no editor would keep in a file.
  const text = (await readFile(file, 'utf8'))
    .replace('@@LONG@@', 'A very long paragraph. '.repeat(45_000))
    .replace('\ufffd', '\ud800');
  return buildDeck([parseNote({ source: '', path: `${language}/test.md`, language, text })]);
}
