import * as vscode from 'vscode';
import { registerCommands } from './commands.ts';
import { DueCount } from './dueCount.ts';
import { DueSigns } from './dueSigns.ts';
import { ConceptView } from './conceptView.ts';
import { ConceptLibrary } from './conceptLibrary.ts';
import { HoverClient, type StartClient } from './hoverClient.ts';
import { registerLinks } from './linkHandler.ts';
import { ManifestLens } from './manifestLens.ts';
import { NoteFolders } from './noteFolders.ts';
import { NoteLibrary } from './noteLibrary.ts';
import { NoteReveal } from './noteReveal.ts';
import { registerNoteCompletion } from './noteCompletion.ts';
import { NoteCopies } from './noteCopies.ts';
import { NoteEditor } from './noteEditor.ts';
import { NoteSections } from './noteSections.ts';
import { Reference } from './reference.ts';
import { ReferencePairs } from './referencePairs.ts';
import { registerNoteDocuments } from './noteDocuments.ts';
import { ProgressPanel } from './progressPanel.ts';
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
  const concepts = new ConceptLibrary(library);
  const reference = new Reference(library, concepts);
  const pairs = new ReferencePairs(library, reference, context.globalState);
  const copies = new NoteCopies(library, noteFolders, reports, context.globalState);
  const quiz = new QuizPanels({ extensionUri, library, concepts, reviews, log });
  const progress = new ProgressPanel({ extensionUri, library, reviews, log });
  const due = new DueCount(library, reviews, context.globalState, log);
  const tree = new TopicTree({ library, reviews, due, state: context.globalState, log });
  const hovers = new HoverClient(extensionUri, platform.startClient, library, reviews, log);
  context.subscriptions.push(
    log,
    noteFolders,
    library,
    folder,
    reviews,
    reports,
    quiz,
    progress,
    due,
    tree,
    new NoteReveal(library, noteFolders, tree),
    new DueSigns(due, context.globalState),
    new WorkspaceNotes(noteFolders, tree, context.workspaceState, log),
    new ManifestLens(library, concepts, reviews, log),
    registerLinks(log),
    hovers,
    new ConceptView(extensionUri, hovers, log),
    registerNoteDocuments(library),
    pairs,
    noteFolders.onDidChange(() => void copies.check()),
    new NoteEditor(library, noteFolders, reference, log),
    new NoteSections(library, noteFolders, pairs, reviews),
    registerNoteCompletion(library, noteFolders),
    registerCommands({
      extensionUri,
      library,
      concepts,
      noteFolders,
      copies,
      pairs,
      folder,
      reviews,
      reports,
      quiz,
      progress,
      tree,
      log,
    }),
  );
  return { stop: () => reviews.close() };
}
