import * as vscode from 'vscode';
import { registerCommands } from './commands.ts';
import { HoverClient, type StartClient } from './hoverClient.ts';
import { NoteLibrary } from './noteLibrary.ts';
import { registerNoteDocuments } from './noteDocuments.ts';
import { QuizPanels } from './quizPanel.ts';
import { Reviews, type JournalPlace, type OpenJournal } from './reviews.ts';
import { TopicTree } from './topicTree.ts';

/** What differs between the desktop and the browser. */
export interface Platform {
  readonly openJournal: OpenJournal;
  readonly startClient: StartClient;
}

/** The running extension, for an entry to end it. */
export interface Running {
  /** Resolves when every review is written; VS Code waits for it before it closes the window. */
  stop(): Promise<void>;
}

/** Key of the device's name in the extension's own state, which settings sync leaves alone. */
const deviceKey = 'device';

/** Registers everything and returns: nothing is parsed, read or started before it is needed. */
export function activateExtension(context: vscode.ExtensionContext, platform: Platform): Running {
  const { extensionUri } = context;
  const log = vscode.window.createOutputChannel('K8s Recall', { log: true });
  const library = new NoteLibrary(extensionUri);
  const reviews = new Reviews(
    () => platform.openJournal(journalPlace(context)),
    library,
    context.globalState,
    log,
  );
  const quiz = new QuizPanels({ extensionUri, library, reviews, log });
  context.subscriptions.push(
    log,
    library,
    reviews,
    quiz,
    new TopicTree(library, reviews, log),
    new HoverClient(extensionUri, platform.startClient, library, reviews, log),
    registerNoteDocuments(library),
    registerCommands({ extensionUri, library, quiz, log }),
  );
  return { stop: () => reviews.close() };
}

function journalPlace({ globalState, globalStorageUri }: vscode.ExtensionContext): JournalPlace {
  let device = globalState.get<string>(deviceKey);
  if (device === undefined) {
    device = crypto.randomUUID().slice(0, 8);
    void globalState.update(deviceKey, device);
  }
  return {
    folder: vscode.Uri.joinPath(globalStorageUri, 'journal'),
    cache: vscode.Uri.joinPath(globalStorageUri, 'cache'),
    device,
  };
}
