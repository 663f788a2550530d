import * as vscode from 'vscode';
import { fixesFor, fixTitle } from '../deck/fixes.ts';
import { findLore, type Finding } from '../deck/lore.ts';
import { parseNote } from '../deck/parse.ts';
import { problemText } from '../deck/problems.ts';
import type { Problem } from '../deck/types.ts';
import { commands, settings } from './ids.ts';
import type { NoteFolders } from './noteFolders.ts';
import type { LoadedDeck, NoteLibrary } from './noteLibrary.ts';
import { reasonOf, type Log } from './log.ts';
import type { Reference } from './reference.ts';
import { translate } from './translate.ts';

/** Milliseconds after the last key until a note is looked at again. */
const settle = 300;

/** Problems that show only beside the other notes, so that the library tells them and not the text alone. */
const acrossNotes = new Set(['duplicate-id', 'dead-confuse', 'dead-shadows', 'duplicate-attachment']);

const source = 'K8s Recall';
const stale = 'outdated';
const misspelt = 'misspelt';

/** Shows what should be mended in the user's own notes, while they are edited, with quick fixes. */
export class NoteEditor implements vscode.CodeActionProvider, vscode.Disposable {
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('k8s-recall');
  readonly #library: NoteLibrary;
  readonly #folders: NoteFolders;
  readonly #reference: Reference;
  readonly #log: Log;
  readonly #subscriptions: readonly { dispose: () => unknown }[];
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** What lies behind a diagnostic, for its fixes; a diagnostic comes back as another object. */
  readonly #behind = new Map<
    string,
    readonly { problem: Problem | Finding; diagnostic: vscode.Diagnostic }[]
  >();

  constructor(library: NoteLibrary, folders: NoteFolders, reference: Reference, log: Log) {
    this.#reference = reference;
    this.#library = library;
    this.#folders = folders;
    this.#log = log;
    this.#subscriptions = [
      this.#diagnostics,
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.#later(document);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.#later(document);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#forget(uri);
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(settings.notesOutdated)) this.#all();
      }),
      library.onDidChange(() => {
        this.#all();
      }),
      vscode.languages.registerCodeActionsProvider({ language: 'markdown' }, this, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
    ];
    this.#all();
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const behind = this.#behind.get(document.uri.toString()) ?? [];
    const mine = context.diagnostics.filter((one) => one.source === source);
    if (mine.length === 0 || behind.length === 0) return [];
    const deck = await this.#library.deck();
    return mine.flatMap((diagnostic) => {
      const found = behind.find(
        (one) =>
          one.diagnostic.range.isEqual(diagnostic.range) && one.diagnostic.message === diagnostic.message,
      );
      if (found === undefined) return [];
      return 'code' in found.problem
        ? problemActions(document, diagnostic, found.problem, deck)
        : findingActions(document, diagnostic, found.problem);
    });
  }

  #all(): void {
    for (const document of vscode.workspace.textDocuments) this.#later(document);
  }

  #later(document: vscode.TextDocument): void {
    if (document.languageId !== 'markdown') return;
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key);
        this.#check(document).catch((error: unknown) => {
          this.#log.warn(`${document.uri.path}: ${reasonOf(error)}`);
        });
      }, settle),
    );
  }

  #forget(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    this.#behind.delete(key);
    this.#diagnostics.delete(uri);
  }

  async #check(document: vscode.TextDocument): Promise<void> {
    this.#folders.start();
    const place = this.#folders.find(document.uri);
    if (place === undefined || !isOpen(document)) {
      this.#forget(document.uri);
      return;
    }
    const deck = await this.#library.deck();
    const text = document.getText();
    const version = document.version;
    const note = parseNote({ source: place.source.key, path: place.path, text });
    const across = (deck.problems.get(place.source.key) ?? []).filter(
      ({ file, code }) => file === place.path && acrossNotes.has(code),
    );
    const behind: { problem: Problem | Finding; diagnostic: vscode.Diagnostic }[] = [];
    for (const problem of [...note.problems.filter(({ code }) => !acrossNotes.has(code)), ...across]) {
      behind.push({ problem, diagnostic: problemDiagnostic(document, problem) });
    }
    if (vscode.workspace.getConfiguration(undefined, document).get<boolean>(settings.notesOutdated, true)) {
      for (const finding of findLore(text, await this.#reference.staleTerms())) {
        behind.push({ problem: finding, diagnostic: findingDiagnostic(finding) });
      }
    }
    if (document.version !== version || !isOpen(document)) return;
    this.#behind.set(document.uri.toString(), behind);
    this.#diagnostics.set(
      document.uri,
      behind.map(({ diagnostic }) => diagnostic),
    );
  }
}

/** A document may be closed while something was awaited. */
function isOpen(document: vscode.TextDocument): boolean {
  return !document.isClosed;
}

function problemDiagnostic(document: vscode.TextDocument, problem: Problem): vscode.Diagnostic {
  const line = document.lineAt(Math.min(problem.line, document.lineCount - 1));
  const range = new vscode.Range(
    line.lineNumber,
    line.firstNonWhitespaceCharacterIndex,
    line.lineNumber,
    line.text.trimEnd().length,
  );
  const diagnostic = new vscode.Diagnostic(
    range,
    problemText(problem, translate),
    problem.severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning,
  );
  diagnostic.source = source;
  diagnostic.code = problem.code;
  return diagnostic;
}

function findingDiagnostic({ line, start, end, found, stale: term, spelling }: Finding): vscode.Diagnostic {
  const text =
    term === undefined
      ? translate('"{0}" is spelt "{1}".', found, spelling ?? '')
      : translate('"{0}" is outdated. {1}', found, plain(term.text));
  const diagnostic = new vscode.Diagnostic(
    new vscode.Range(line, start, line, end),
    text,
    vscode.DiagnosticSeverity.Information,
  );
  diagnostic.source = source;
  diagnostic.code =
    term?.source === undefined
      ? term === undefined
        ? misspelt
        : stale
      : { value: stale, target: vscode.Uri.parse(term.source) };
  return diagnostic;
}

/** Markdown of the reference as a message can show it. */
function plain(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*_]{1,2}/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function problemActions(
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
  problem: Problem,
  deck: LoadedDeck,
): vscode.CodeAction[] {
  const line = Math.min(problem.line, document.lineCount - 1);
  const fixes = fixesFor(problem, {
    line: document.lineAt(line).text,
    isFree: (id) => ![...deck.sources.keys()].some((key) => deck.topics.has(`${key}:${id}`)),
    ids: () => deck.concepts.map(({ id }) => id),
  });
  return fixes.map((fix, index) =>
    action(diagnostic, fixTitle(fix, translate), index === 0, (edit) => {
      edit.replace(document.uri, new vscode.Range(line, fix.start, line, fix.end), fix.text);
    }),
  );
}

function findingActions(
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
  { stale: term, spelling }: Finding,
): vscode.CodeAction[] {
  if (spelling !== undefined) {
    return [
      action(diagnostic, translate('Change to "{0}"', spelling), true, (edit) => {
        edit.replace(document.uri, diagnostic.range, spelling);
      }),
    ];
  }
  if (term === undefined) return [];
  const note = action(diagnostic, translate('Add what is the case today below'), true, (edit) => {
    const at = endOfParagraph(document, diagnostic.range.end.line);
    const body = term.text.split('\n').map((text) => `> ${text}`);
    const lines = ['', `> [!OUTDATED] ${term.term}`, ...body];
    if (term.source !== undefined) lines.push('', `> [!SOURCE] ${term.source}`);
    edit.insert(document.uri, document.lineAt(at).range.end, `\n${lines.join('\n')}`);
  });
  const open = new vscode.CodeAction(
    translate('Read about it in the reference'),
    vscode.CodeActionKind.QuickFix,
  );
  open.diagnostics = [diagnostic];
  open.command = { command: commands.openTopic, title: open.title, arguments: [term.topic] };
  return [note, open];
}

function action(
  diagnostic: vscode.Diagnostic,
  title: string,
  preferred: boolean,
  change: (edit: vscode.WorkspaceEdit) => void,
): vscode.CodeAction {
  const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  made.diagnostics = [diagnostic];
  made.isPreferred = preferred;
  made.edit = new vscode.WorkspaceEdit();
  change(made.edit);
  return made;
}

function endOfParagraph(document: vscode.TextDocument, line: number): number {
  let at = line;
  while (at + 1 < document.lineCount && !document.lineAt(at + 1).isEmptyOrWhitespace) at += 1;
  return at;
}
