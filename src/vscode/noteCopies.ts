import * as vscode from 'vscode';
import { copySection, sectionText } from '../deck/copySection.ts';
import { slug, sourceOf } from '../deck/sectionId.ts';
import type { Topic } from '../deck/types.ts';
import type { NoteFolders } from './noteFolders.ts';
import { openNote } from './noteDocuments.ts';
import type { NoteLibrary } from './noteLibrary.ts';
import { addNotesFolder } from './notesCommands.ts';
import type { Reports } from './reports.ts';
import { translate } from './translate.ts';
import { join } from './uri.ts';

/** Copies that were made of built-in sections, in the extension's own state: the text they were made from. */
const copiesKey = 'noteCopies';

interface Copy {
  /** Id of the built-in topic. */
  readonly topic: string;
  /** Where the section was, such as `en/30-networking.md`. */
  readonly file: string;
  /** The built-in section when it was copied, or when the user last saw it change. */
  readonly base: string;
}

/** Copies of built-in topics in the user's notes, which take their place, and word of it when the original changes. */
export class NoteCopies {
  readonly #library: NoteLibrary;
  readonly #folders: NoteFolders;
  readonly #reports: Reports;
  readonly #state: vscode.Memento;
  #checked = false;

  constructor(library: NoteLibrary, folders: NoteFolders, reports: Reports, state: vscode.Memento) {
    this.#library = library;
    this.#folders = folders;
    this.#reports = reports;
    this.#state = state;
  }

  /** Copies a built-in topic into the user's notes and opens the copy. */
  async copy(id: string): Promise<void> {
    const deck = await this.#library.deck();
    const topic = deck.topics.get(id);
    if (topic === undefined) return;
    if (sourceOf(id) !== '') {
      await openNote(this.#library.uriOf(deck, topic), topic.range.start);
      return;
    }
    const folder = await this.#folder();
    if (folder === undefined) return;
    const note = (await this.#library.noteText(topic.file)) ?? '';
    const chapter = deck.chapterOf.get(id)?.title ?? '';
    const uri = await freeName(folder, slug(topic.title));
    const text = copySection(chapter, topic, note);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    const base = sectionText(topic, note);
    await this.#state.update(copiesKey, {
      ...this.#copies(),
      [uri.toString()]: { topic: id, file: topic.file, base },
    });
    await this.#folders.refresh();
    await openNote(uri, 2);
  }

  /** Tells, once in a window, of copies whose original has changed since. */
  async check(): Promise<void> {
    if (this.#checked) return;
    this.#checked = true;
    for (const [place, copy] of Object.entries(this.#copies())) {
      const now = await this.#original(copy);
      if (now === undefined || now === copy.base) continue;
      // Seen is seen: the next start does not tell again.
      await this.#state.update(copiesKey, { ...this.#copies(), [place]: { ...copy, base: now } });
      void this.#tell(vscode.Uri.parse(place), copy, now);
    }
  }

  async #tell(uri: vscode.Uri, copy: Copy, now: string): Promise<void> {
    const show = translate('Show Difference');
    const name = uri.path.split('/').at(-1) ?? '';
    const choice = await vscode.window.showInformationMessage(
      translate(
        'The built-in notes have changed where {0} is a copy of them. Your copy is as you left it.',
        name,
      ),
      show,
    );
    if (choice !== show) return;
    const before = this.#reports.put(translate('{0}, before', copy.topic), copy.base);
    const after = this.#reports.put(translate('{0}, now', copy.topic), now);
    await vscode.commands.executeCommand(
      'vscode.diff',
      before,
      after,
      translate('What has changed in {0}', copy.topic),
    );
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside, preview: true });
  }

  /** The built-in section as it is now. */
  async #original({ topic: id, file }: Copy): Promise<string | undefined> {
    const language = file.startsWith('zh-cn/') ? 'zh-cn' : 'en';
    const chapters = await this.#library.chapters(language);
    const topic: Topic | undefined = chapters.flatMap(({ topics }) => topics).find((one) => one.id === id);
    if (topic === undefined) return undefined;
    const note = await this.#library.noteText(topic.file);
    return note === undefined ? undefined : sectionText(topic, note);
  }

  /** The folder that takes the copy: the only one, one of several, or a new one. */
  async #folder(): Promise<vscode.Uri | undefined> {
    this.#folders.start();
    const sources = this.#folders.sources();
    if (sources.length === 0) return addNotesFolder(this.#folders, this.#reports);
    if (sources.length === 1) return sources[0]?.uri;
    const picked = await vscode.window.showQuickPick(
      sources.map(({ title, uri }) => ({ label: title, description: uri.path, uri })),
      { placeHolder: translate('Copy into which notes?') },
    );
    return picked?.uri;
  }

  #copies(): Readonly<Record<string, Copy>> {
    return this.#state.get<Readonly<Record<string, Copy>>>(copiesKey, {});
  }
}

async function freeName(folder: vscode.Uri, name: string): Promise<vscode.Uri> {
  for (let n = 1; ; n++) {
    const uri = join(folder, n === 1 ? `${name}.md` : `${name}-${String(n)}.md`);
    const taken = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (!taken) return uri;
  }
}
