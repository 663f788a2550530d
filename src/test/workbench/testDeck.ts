import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { buildDeck } from '../../deck/deck.ts';
import { packLines } from '../../deck/pack.ts';
import { parseNote } from '../../deck/parse.ts';
import type { Language } from '../../deck/types.ts';
import type { Profile } from './codeServer.ts';
import { fixturesFolder } from './paths.ts';

/** Puts the notes of `fixtures/quiz` in the place of the built-in ones: a card of every type, and hostile text. */
export async function useTestDeck({ extensions }: Profile): Promise<void> {
  const dist = path.join(extensions, 'k8s-recall.k8s-recall-0.1.0', 'dist');
  for (const language of ['en', 'zh-cn'] as const) {
    const file = `${language}/test.md`;
    const text = await testNote(language);
    const { chapters, concepts } = buildDeck([parseNote({ source: '', path: file, language, text })]);
    const lines = packLines({ chapters, concepts, texts: { [file]: text } });
    await writeFile(path.join(dist, `notes.${language}.zst`), zstdCompressSync(lines));
  }
}

async function testNote(language: Language): Promise<string> {
  const file = path.join(fixturesFolder, 'quiz', `${language}.md`);
  // A paragraph of a megabyte and half a surrogate pair, which no editor would keep in a file.
  return (await readFile(file, 'utf8'))
    .replace('@@LONG@@', 'A very long paragraph. '.repeat(45_000))
    .replace('\ufffd', '\ud800');
}
