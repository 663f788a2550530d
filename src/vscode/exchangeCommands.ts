import * as vscode from 'vscode';
import { renderMarkdown } from '../deck/render.ts';
import { ankiNotes, notesFromAnki, readAnki, writeAnki } from '../review/exchange/anki.ts';
import { fromColonNotes } from '../review/exchange/colonNotes.ts';
import { historyLines, readHistory, reviewsCsv } from '../review/exchange/history.ts';
import { inProgress, type JournalServices } from './journalCommands.ts';
import type { NoteLibrary } from './noteLibrary.ts';
import { translate } from './translate.ts';

/** Events that are appended at once, so that the window stays responsive. */
const portion = 2000;

export interface ExchangeServices extends JournalServices {
  readonly library: NoteLibrary;
}

/** Writes history or cards to a file of the user's choice; private cards stay out. */
export async function exportHistory({ reviews, library }: ExchangeServices): Promise<void> {
  const choice = await vscode.window.showQuickPick(
    [
      {
        format: 'history' as const,
        label: translate('Whole history (JSON Lines)'),
        detail: translate('Everything, to import on another machine'),
      },
      {
        format: 'csv' as const,
        label: translate('Reviews (CSV)'),
        detail: translate('For a spreadsheet'),
      },
      {
        format: 'anki' as const,
        label: translate('Cards for Anki (text)'),
        detail: translate('A later import updates the cards instead of doubling them'),
      },
    ],
    { placeHolder: translate('What to export? Private cards are left out.') },
  );
  if (choice === undefined) return;
  const files = {
    history: ['k8s-recall-history.jsonl', 'JSON Lines', ['jsonl']],
    csv: ['k8s-recall-reviews.csv', 'CSV', ['csv']],
    anki: ['k8s-recall-anki.txt', 'Anki', ['txt']],
  } as const;
  const [name, filter, extensions] = files[choice.format];
  const target = await vscode.window.showSaveDialog({
    ...suggested(name),
    filters: { [filter]: [...extensions] },
  });
  if (target === undefined) return;
  await inProgress(translate('Exporting'), async () => {
    const text = await exportText(choice.format);
    await write(target, text);
  });
  void vscode.window.showInformationMessage(translate('Exported to {0}.', shown(target)));

  async function exportText(kind: keyof typeof files): Promise<string> {
    if (kind === 'anki') return writeAnki(ankiNotes(await library.deck(), 'K8s Recall', renderMarkdown));
    const { replay, isPrivate, questionOf } = await reviews.history();
    if (kind === 'history') return [...historyLines(replay.log, isPrivate)].join('');
    return reviewsCsv(
      replay.log,
      (id) => replay.isUndone(id),
      isPrivate,
      (key) => questionOf(key) ?? '',
    );
  }
}

/** Takes a history, or turns the cards of other tools into notes. */
export async function importHistory(services: ExchangeServices): Promise<void> {
  const choice = await vscode.window.showQuickPick(
    [
      {
        format: 'history' as const,
        label: translate('History (JSON Lines)'),
        detail: translate('Reviews that are here already count once'),
        extensions: ['jsonl'],
      },
      {
        format: 'anki' as const,
        label: translate('Anki text export'),
        detail: translate('Becomes a Markdown note'),
        extensions: ['txt', 'csv', 'tsv'],
      },
      {
        format: 'colon' as const,
        label: translate('Notes with question::answer'),
        detail: translate('Becomes a Markdown note'),
        extensions: ['md', 'txt'],
      },
    ],
    { placeHolder: translate('What to import?') },
  );
  if (choice === undefined) return;
  const [source] =
    (await vscode.window.showOpenDialog({
      filters: { [choice.label]: choice.extensions },
      openLabel: translate('Import'),
    })) ?? [];
  if (source === undefined) return;
  const text = await read(source);
  if (choice.format === 'history') await takeHistory(services, text);
  else if (choice.format === 'anki') await takeAnki(services, text);
  else await takeColonNotes(text, source);
}

async function takeHistory({ reviews }: ExchangeServices, text: string): Promise<void> {
  const { journal, replay } = await reviews.history();
  const { events, known, damaged } = readHistory(text, replay.log);
  if (events.length === 0 && known === 0) {
    throw new Error(translate('The file holds no review history; choose a file that was exported here.'));
  }
  const backup = await inProgress(translate('Importing the history'), async () => {
    const name = await journal.backUp();
    for (let at = 0; at < events.length; at += portion) {
      await journal.append(...events.slice(at, at + portion));
    }
    return name;
  });
  reviews.tellChanged(); // The notes are matched with the histories anew.
  void vscode.window.showInformationMessage(
    translate(
      "Imported {0} events; {1} were here already, {2} lines could not be read. The copy of before is {3}, in the journal's folder.",
      events.length,
      known,
      damaged.length,
      backup,
    ),
  );
}

async function takeAnki({ library }: ExchangeServices, text: string): Promise<void> {
  const { notes, skipped } = readAnki(text);
  const { cards } = await library.deck();
  const markdown = notesFromAnki(notes, (guid) => cards.has(guid));
  if (markdown === '') {
    throw new Error(translate('The file holds no cards that are not here already.'));
  }
  await saveNote(markdown, 'anki.md');
  if (skipped > 0) {
    void vscode.window.showWarningMessage(
      translate('{0} rows without a question and an answer were left out.', skipped),
    );
  }
}

async function takeColonNotes(text: string, source: vscode.Uri): Promise<void> {
  const { markdown, questions } = fromColonNotes(text);
  if (questions === 0) {
    throw new Error(translate('The file holds no questions in the form question::answer.'));
  }
  const name = source.path.split('/').at(-1) ?? '';
  await saveNote(markdown, `${name.replace(/\.\w+$/, '')}-cards.md`);
}

async function saveNote(markdown: string, name: string): Promise<void> {
  const target = await vscode.window.showSaveDialog({ ...suggested(name), filters: { Markdown: ['md'] } });
  if (target === undefined) return;
  await write(target, markdown);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(target));
}

/** A name in the first workspace folder; without a folder the dialog chooses its own place. */
function suggested(name: string): { readonly defaultUri?: vscode.Uri } {
  const folder = vscode.workspace.workspaceFolders?.[0];
  return folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder.uri, name) };
}

async function read(uri: vscode.Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (cause) {
    throw new Error(translate('{0} cannot be read.', shown(uri)), { cause });
  }
}

async function write(uri: vscode.Uri, text: string): Promise<void> {
  try {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  } catch (cause) {
    throw new Error(translate('{0} cannot be written; choose another place.', shown(uri)), { cause });
  }
}

function shown(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString(true);
}
