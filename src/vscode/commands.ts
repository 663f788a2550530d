import * as vscode from 'vscode';
import { exportHistory, importHistory, type ExchangeServices } from './exchangeCommands.ts';
import { commands, views } from './ids.ts';
import { backUp, check, redo, undo } from './journalCommands.ts';
import { chainOf, reasonOf, type Log } from './log.ts';
import type { NoteCopies } from './noteCopies.ts';
import { addNotesFolder, previewNotes } from './notesCommands.ts';
import type { ReferencePairs } from './referencePairs.ts';
import { openNote } from './noteDocuments.ts';
import type { NoteFolders } from './noteFolders.ts';
import type { NoteLibrary } from './noteLibrary.ts';
import type { ProgressPanel } from './progressPanel.ts';
import {
  chooseSession,
  mustSession,
  putAsideCards,
  quizManifest,
  type SessionServices,
} from './sessionCommands.ts';
import { translate } from './translate.ts';
import {
  clearFilter,
  copyLink,
  filterTopics,
  isNode,
  nodesOf,
  resetCards,
  searchCards,
  showCardHistory,
  sortTopics,
  suspendCards,
  switchLanguage,
  type TreeCommandServices,
} from './treeCommands.ts';
import type { TopicTree } from './topicTree.ts';

/** What the commands work on. */
export interface CommandServices extends ExchangeServices, SessionServices, TreeCommandServices {
  readonly noteFolders: NoteFolders;
  readonly copies: NoteCopies;
  readonly pairs: ReferencePairs;
  readonly extensionUri: vscode.Uri;
  readonly progress: ProgressPanel;
  readonly log: Log;
}

/** Registers every command. A command that fails says why and what to do; it never throws into the host. */
export function registerCommands(services: CommandServices): vscode.Disposable {
  const { library, quiz, tree, log } = services;
  const handlers: Readonly<Record<string, (argument: unknown) => Promise<unknown>>> = {
    [commands.startDue]: () => quiz.start({ kind: 'due' }),
    [commands.startMust]: () => quiz.start(mustSession),
    [commands.startSession]: () => chooseSession(services),
    [commands.quizTopic]: async (argument) => {
      const topics = (await topicIds(argument, tree)) ?? (await pickTopic(library));
      if (topics === undefined || !(await known(library, topics))) return;
      await quiz.start({ kind: 'topics', topics });
    },
    [commands.cramTopic]: async (argument) => {
      const topics = (await topicIds(argument, tree)) ?? (await pickTopic(library));
      if (topics === undefined || !(await known(library, topics))) return;
      await quiz.start({ kind: 'topics', topics, cram: true });
    },
    [commands.quizMissed]: () => quiz.start({ kind: 'weak' }),
    [commands.quizManifest]: () => quizManifest(services),
    [commands.putAsideCards]: () => putAsideCards(services),
    [commands.showProgress]: () => services.progress.show(),
    [commands.openTopic]: async (argument) => {
      const deck = await library.deck();
      const [node] = nodesOf(argument, tree);
      const card = isNode(argument) && node?.kind === 'card' ? deck.cards.get(node.card) : undefined;
      if (card !== undefined) return openNote(library.uriOf(deck, card), card.range.start);
      if (isNode(argument) && argument.kind === 'card') return known(library, [argument.card]);
      const [id] = (await topicIds(argument, tree)) ?? (await pickTopic(library)) ?? [];
      if (id === undefined || !(await known(library, [id]))) return;
      const topic = deck.topics.get(id);
      if (topic !== undefined) await openNote(library.uriOf(deck, topic), topic.range.start);
    },
    [commands.openSample]: () => openSample(services.extensionUri),
    [commands.reloadNotes]: () => library.reload(),
    [commands.addNotesFolder]: () => addNotesFolder(services.noteFolders, services.reports),
    [commands.previewNotes]: () => previewNotes(services.noteFolders, services.reports),
    [commands.editCopy]: async (argument) => {
      const [id] = (await topicIds(argument, tree)) ?? (await pickTopic(library)) ?? [];
      if (id !== undefined && (await known(library, [id]))) await services.copies.copy(id);
    },
    [commands.compareWithReference]: async (argument) =>
      services.pairs.compare((await topicIds(argument, tree))?.[0]),
    [commands.searchCards]: () => searchCards(services),
    [commands.filterTopics]: () => filterTopics(services),
    [commands.clearFilter]: () => clearFilter(services),
    [commands.sortTopics]: () => sortTopics(services),
    [commands.switchLanguage]: () => switchLanguage(),
    [commands.suspendCards]: (argument) => suspendCards(services, argument, true),
    [commands.unsuspendCards]: (argument) => suspendCards(services, argument, false),
    [commands.resetCards]: (argument) => resetCards(services, argument),
    [commands.showCardHistory]: (argument) => showCardHistory(services, argument),
    [commands.copyLink]: (argument) => copyLink(services, argument),
    [commands.showLog]: () => {
      log.show();
      return Promise.resolve();
    },
    // Focus shows the view, also where it has been hidden.
    [commands.showConcept]: async () => {
      await vscode.commands.executeCommand(`${views.concept}.focus`);
    },
    [commands.undoReview]: () => undo(services),
    [commands.redoReview]: () => redo(services),
    [commands.checkJournal]: () => check(services),
    [commands.backUpJournal]: () => backUp(services),
    [commands.exportHistory]: () => exportHistory(services),
    [commands.importHistory]: () => importHistory(services),
  };
  return vscode.Disposable.from(
    ...Object.entries(handlers).map(([id, handler]) =>
      // From the tree a command gets the row it was called on, and all selected ones where there are several.
      vscode.commands.registerCommand(id, async (argument: unknown, selected: unknown) => {
        try {
          await handler(Array.isArray(selected) && selected.length > 0 ? selected : argument);
        } catch (error) {
          log.error(`${id}: ${chainOf(error)}`);
          void showError(translate('{0} The log has the details.', reasonOf(error)));
        }
      }),
    ),
  );
}

async function showError(message: string): Promise<void> {
  const show = translate('Show Log');
  const choice = await vscode.window.showErrorMessage(message, show);
  if (choice === show) await vscode.commands.executeCommand(commands.showLog);
}

/** Topics named by rows of the tree, by a link of a hover, or by nothing. */
async function topicIds(argument: unknown, tree: TopicTree): Promise<readonly string[] | undefined> {
  if (typeof argument === 'string') return [argument];
  if (Array.isArray(argument) && argument.every((id) => typeof id === 'string')) return argument;
  const nodes = [argument].flat().filter(isNode);
  return nodes.length === 0 ? undefined : (await tree.topicsOf(nodes)).map(({ id }) => id);
}

async function known(library: NoteLibrary, ids: readonly string[]): Promise<boolean> {
  const { topics } = await library.deck();
  const missing = ids.find((id) => !topics.has(id));
  if (missing === undefined) return true;
  void showError(translate('There is no topic "{0}" in the notes.', missing));
  return false;
}

async function pickTopic(library: NoteLibrary): Promise<readonly string[] | undefined> {
  const { chapters } = await library.deck();
  const items = chapters.flatMap((chapter) =>
    chapter.topics.map((topic) => ({
      label: topic.title,
      description: chapter.title,
      detail: topic.question,
      id: topic.id,
    })),
  );
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: translate('Choose a topic'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked && [picked.id];
}

/** Opens a copy of the sample manifest that may be edited, the caret on a value that is worth a hover. */
async function openSample(extensionUri: vscode.Uri): Promise<void> {
  const uri = vscode.Uri.joinPath(extensionUri, 'media', 'samples', 'shop.yaml');
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const document = await vscode.workspace.openTextDocument({ language: 'yaml', content });
  const editor = await vscode.window.showTextDocument(document);
  const offset = content.indexOf('type: NodePort') + 'type: '.length;
  const position = document.positionAt(Math.max(offset, 0));
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.InCenter);
  await vscode.commands.executeCommand('editor.action.showHover');
}
