import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildDeck } from '../deck/deck.ts';
import { parseNote } from '../deck/parse.ts';
import type { Language, NoteFile } from '../deck/types.ts';
import type { UserConcepts } from '../server/protocol.ts';
import { findNotes } from './noteFiles.ts';

/**
 * Reads the concepts of the user's notes in folders. Of a folder with `en` and `zh-cn` in it the language asked
 * for counts. Gives the same object as long as no text has changed.
 */
export function userNotesReader(): (folders: readonly string[], language: Language) => Promise<UserConcepts> {
  let known: { readonly files: readonly NoteFile[]; readonly concepts: UserConcepts } | undefined;
  return async (folders, language) => {
    const files: NoteFile[] = [];
    for (const folder of folders) {
      const found = (await findNotes([folderPath(folder)])).files;
      const wanted = found.filter((file) => file.language === undefined || file.language === language);
      // Notes in the other language are better than none.
      for (const file of wanted.length > 0 ? wanted : found) files.push({ ...file, source: folder });
    }
    if (known?.files.length === files.length && files.every((file, i) => isSame(file, known?.files[i]))) {
      return known.concepts;
    }
    const notes = files.map(parseNote);
    const deck = buildDeck(notes);
    const shadowed = deck.chapters.flatMap(({ topics }) =>
      topics.flatMap(({ shadows }) => (shadows === undefined ? [] : [shadows])),
    );
    known = { files, concepts: { concepts: deck.concepts, shadowed } };
    return known.concepts;
  };
}

function isSame(a: NoteFile, b: NoteFile | undefined): boolean {
  return a.path === b?.path && a.text === b.text && a.source === b.source;
}

/** Editors name folders as people do, or as addresses. */
function folderPath(folder: string): string {
  if (folder.startsWith('file:')) return fileURLToPath(folder);
  return folder === '~' || folder.startsWith('~/') ? join(homedir(), folder.slice(1)) : folder;
}
