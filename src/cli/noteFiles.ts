import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { decodeNote } from '../deck/decode.ts';
import type { Language, NoteFile } from '../deck/types.ts';

/** Notes found under the paths of a command line. */
export interface FoundNotes {
  readonly files: readonly NoteFile[];
  /** Paths that could not be read, and why. */
  readonly unreadable: readonly { readonly path: string; readonly why: string }[];
}

/**
 * Reads files, and folders with everything in them that ends in `.md`, in the order of their names. A folder
 * called `en` or `zh-cn` says the language of what is in it. `path` of a note is as the user would type it.
 */
export async function findNotes(paths: readonly string[]): Promise<FoundNotes> {
  const files: NoteFile[] = [];
  const unreadable: { path: string; why: string }[] = [];
  const seen = new Set<string>();

  const readNote = async (path: string, language: Language | undefined): Promise<void> => {
    if (seen.has(path)) return;
    seen.add(path);
    const { text } = decodeNote(await readFile(path));
    files.push(language === undefined ? { source: '', path, text } : { source: '', path, language, text });
  };
  const visit = async (path: string, above: Language | undefined, named: boolean): Promise<void> => {
    try {
      const info = await stat(path);
      if (!info.isDirectory()) {
        if (named || /\.md$/i.test(path)) await readNote(path, above);
        return;
      }
      const language = languageOf(basename(path)) ?? above;
      const names = await readdir(path);
      for (const name of names.filter((one) => !one.startsWith('.') && one !== 'node_modules').sort()) {
        await visit(join(path, name), language, false);
      }
    } catch (error) {
      unreadable.push({ path, why: error instanceof Error ? error.message : String(error) });
    }
  };

  for (const path of paths) await visit(path, languageOfParent(path), true);
  return { files, unreadable };
}

function languageOf(name: string): Language | undefined {
  return name === 'en' || name === 'zh-cn' ? name : undefined;
}

/** `notes/en/networking.md` named alone is in English still. */
function languageOfParent(path: string): Language | undefined {
  const parts = path.split(/[/\\]/);
  return languageOf(parts[parts.length - 2] ?? '');
}
