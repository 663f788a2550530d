import * as vscode from 'vscode';
import { parseNote } from '../deck/parse.ts';
import { problemText, reasonText } from '../deck/problems.ts';
import type { Card, ParsedNote, Topic } from '../deck/types.ts';
import { cardTypeNames } from '../topics/cardTypes.ts';
import { count } from '../topics/rows.ts';
import { commands, settings } from './ids.ts';
import type { NoteFolders } from './noteFolders.ts';
import type { NoteLibrary } from './noteLibrary.ts';
import type { ReferencePairs } from './referencePairs.ts';
import type { Reviews } from './reviews.ts';
import { translate } from './translate.ts';

/** Cards that a hover lists; whoever wants more opens the preview. */
const mostCards = 12;

/** What stands beside the headings of the user's notes: a lens to quiz the section, a hover with its cards. */
export class NoteSections implements vscode.CodeLensProvider, vscode.HoverProvider, vscode.Disposable {
  readonly #library: NoteLibrary;
  readonly #folders: NoteFolders;
  readonly #pairs: ReferencePairs;
  readonly #reviews: Reviews;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: readonly { dispose: () => unknown }[];
  /** The last text that was parsed, for lens and hover ask in turn. */
  #last:
    | { readonly document: vscode.TextDocument; readonly version: number; readonly note: ParsedNote }
    | undefined;

  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(library: NoteLibrary, folders: NoteFolders, pairs: ReferencePairs, reviews: Reviews) {
    this.#pairs = pairs;
    this.#library = library;
    this.#folders = folders;
    this.#reviews = reviews;
    const refresh = (): void => {
      this.#changed.fire();
    };
    this.#subscriptions = [
      this.#changed,
      library.onDidChange(refresh),
      pairs.onDidChange(refresh),
      reviews.onDidChange(refresh),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(settings.notesCodeLens)) refresh();
      }),
      vscode.languages.registerCodeLensProvider({ language: 'markdown' }, this),
      vscode.languages.registerHoverProvider({ language: 'markdown' }, this),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!vscode.workspace.getConfiguration(undefined, document).get<boolean>(settings.notesCodeLens, true))
      return [];
    const note = this.#parse(document);
    if (note === undefined) return [];
    const [deck, standing] = await Promise.all([this.#library.deck(), this.#reviews.standing()]);
    const lenses: vscode.CodeLens[] = [];
    for (const topic of note.chapters.flatMap(({ topics }) => topics)) {
      // Of a section that is not saved yet the deck knows nothing; its lens comes with the save.
      const known = deck.topics.get(topic.id);
      if (known === undefined) continue;
      const range = new vscode.Range(topic.range.start, 0, topic.range.start, 0);
      if (known.cards.length > 0) {
        const ids = known.cards.map(({ id }) => id);
        const title = quizTitle(ids.length, count(ids, standing, Date.now()).due);
        lenses.push(
          new vscode.CodeLens(range, { title, command: commands.quizTopic, arguments: [topic.id] }),
        );
      }
      const pair = await this.#pairs.find(topic);
      const other = deck.topics.get(pair?.topic ?? '');
      if (pair === undefined || other === undefined) continue;
      const title = pairTitle(other.title, pair.missing.length);
      const command = commands.compareWithReference;
      lenses.push(new vscode.CodeLens(range, { title, command, arguments: [topic.id] }));
    }
    return lenses;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const note = this.#parse(document);
    const topic = note?.chapters
      .flatMap(({ topics }) => topics)
      .find(({ range }) => range.start === position.line);
    if (note === undefined || topic === undefined) return undefined;
    return new vscode.Hover(sectionText(note, topic), document.lineAt(position.line).range);
  }

  #parse(document: vscode.TextDocument): ParsedNote | undefined {
    this.#folders.start();
    const place = this.#folders.find(document.uri);
    if (place === undefined) return undefined;
    if (this.#last?.document === document && this.#last.version === document.version) return this.#last.note;
    const note = parseNote({ source: place.source.key, path: place.path, text: document.getText() });
    this.#last = { document, version: document.version, note };
    return note;
  }
}

function pairTitle(topic: string, missing: number): string {
  if (missing === 0) return translate('Also in the reference: {0}', topic);
  return missing === 1
    ? translate('Also in the reference: {0}, which has 1 more point', topic)
    : translate('Also in the reference: {0}, which has {1} more points', topic, missing);
}

function quizTitle(cards: number, due: number): string {
  if (cards === 1) return due > 0 ? translate('Quiz 1 card, due') : translate('Quiz 1 card');
  return due > 0 ? translate('Quiz {0} cards, {1} due', cards, due) : translate('Quiz {0} cards', cards);
}

/** The cards that a section yields, and what it does not yield and why. */
function sectionText(note: ParsedNote, topic: Topic): vscode.MarkdownString {
  const text = new vscode.MarkdownString(undefined, true);
  const heading =
    topic.cards.length === 1
      ? translate('1 card from this section')
      : translate('{0} cards from this section', topic.cards.length);
  text.appendMarkdown(`**${heading}**\n\n`);
  for (const card of topic.cards.slice(0, mostCards))
    item(text, `${cardTypeNames(translate)[card.type]}: ${asked(card)}`);
  if (topic.cards.length > mostCards) item(text, translate('… and {0} more', topic.cards.length - mostCards));
  const inside = (line: number): boolean => topic.range.start <= line && line < topic.range.end;
  const skipped = note.skipped.filter(({ range }) => inside(range.start));
  if (skipped.length > 0) {
    text.appendMarkdown(`\n**${translate('Left out')}**\n\n`);
    for (const one of skipped.slice(0, mostCards)) {
      item(text, translate('line {0}: {1}', one.range.start + 1, reasonText(one, translate)));
    }
  }
  for (const problem of note.problems.filter(({ line }) => inside(line))) {
    item(text, translate('line {0}: {1}', problem.line + 1, problemText(problem, translate)));
  }
  return text;
}

function item(text: vscode.MarkdownString, line: string): void {
  text.appendMarkdown('- ');
  text.appendText(line.replace(/\s+/g, ' ').slice(0, 160));
  text.appendMarkdown('\n');
}

function asked(card: Card): string {
  return card.question.replace(/[`*]/g, '');
}
