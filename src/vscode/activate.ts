import * as vscode from 'vscode';
import { registerCommands } from './commands.ts';
import { DueCount } from './dueCount.ts';
import { DueSigns } from './dueSigns.ts';
import { HoverClient, type StartClient } from './hoverClient.ts';
import { registerLinks } from './linkHandler.ts';
import { ManifestLens } from './manifestLens.ts';
import { NoteFolders } from './noteFolders.ts';
import { NoteLibrary } from './noteLibrary.ts';
import { NoteReveal } from './noteReveal.ts';
import { registerNoteDocuments } from './noteDocuments.ts';
import { QuizPanels } from './quizPanel.ts';
import { JournalFolder, type JournalPlatform } from './journalFolder.ts';
import { Reports } from './reports.ts';
import { Reviews } from './reviews.ts';
import { TopicTree } from './topicTree.ts';
import { WorkspaceNotes } from './workspaceNotes.ts';

/** What differs between the desktop and the browser. */
export interface Platform extends JournalPlatform {
  readonly startClient: StartClient;
}

/** The running extension, for an entry to end it. */
export interface Running {
  /** Resolves when every review is written; VS Code waits for it before it closes the window. */
  stop(): Promise<void>;
}

/** Registers everything and returns: nothing is parsed, read or started before it is needed. */
export function activateExtension(context: vscode.ExtensionContext, platform: Platform): Running {
  const { extensionUri } = context;
  const log = vscode.window.createOutputChannel('K8s Recall', { log: true });
  const noteFolders = new NoteFolders(platform.folderOf, log);
  const library = new NoteLibrary(extensionUri, noteFolders);
  const folder = new JournalFolder(context, platform, log);
  const reviews = new Reviews(folder, library, context.globalState, log);
  const reports = new Reports();
  const quiz = new QuizPanels({ extensionUri, library, reviews, log });
  const due = new DueCount(library, reviews, context.globalState, log);
  const tree = new TopicTree({ library, reviews, due, state: context.globalState, log });
  context.subscriptions.push(
    log,
    noteFolders,
    library,
    folder,
    reviews,
    reports,
    quiz,
    due,
    tree,
    new NoteReveal(library, noteFolders, tree),
    new DueSigns(due, context.globalState),
    new WorkspaceNotes(noteFolders, tree, context.workspaceState, log),
    new ManifestLens(library, reviews, log),
    registerLinks(log),
    new HoverClient(platform.startClient, library, reviews, log),
    registerNoteDocuments(library),
    registerCommands({ extensionUri, library, noteFolders, folder, reviews, reports, quiz, tree, log }),
  );
  return { stop: () => reviews.close() };
}
