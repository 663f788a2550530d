import * as vscode from 'vscode';
import { registerCommands } from './commands.ts';
import { ConceptLibrary } from './conceptLibrary.ts';
import { HoverClient, type StartClient } from './hoverClient.ts';
import { NoteLibrary } from './noteLibrary.ts';
import { registerNoteDocuments } from './noteDocuments.ts';
import { ProgressPanel } from './progressPanel.ts';
import { QuizPanels } from './quizPanel.ts';
import { JournalFolder, type JournalPlatform } from './journalFolder.ts';
import { Reports } from './reports.ts';
import { Reviews } from './reviews.ts';
import { TopicTree } from './topicTree.ts';

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
  const library = new NoteLibrary(extensionUri);
  const folder = new JournalFolder(context, platform, log);
  const reviews = new Reviews(folder, library, context.globalState, log);
  const reports = new Reports();
  const concepts = new ConceptLibrary(extensionUri);
  const quiz = new QuizPanels({ extensionUri, library, concepts, reviews, log });
  const progress = new ProgressPanel({ extensionUri, library, reviews, log });
  context.subscriptions.push(
    log,
    library,
    folder,
    reviews,
    reports,
    quiz,
    progress,
    new TopicTree(library, reviews, log),
    new HoverClient(extensionUri, platform.startClient, library, reviews, log),
    registerNoteDocuments(library),
    registerCommands({ extensionUri, library, concepts, folder, reviews, reports, quiz, progress, log }),
  );
  return { stop: () => reviews.close() };
}
