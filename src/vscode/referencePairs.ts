import * as vscode from 'vscode';
import { plainText } from '../deck/inline.ts';
import { sourceOf } from '../deck/sectionId.ts';
import type { Topic } from '../deck/types.ts';
import type { Pairing, Pairings } from '../quiz/pairing.ts';
import { openNote } from './noteDocuments.ts';
import type { LoadedDeck, NoteLibrary } from './noteLibrary.ts';
import type { Reference } from './reference.ts';
import { translate } from './translate.ts';

/** Pairs that the user has said are not the same, in the extension's own state. */
const refusedKey = 'pairsRefused';

/** Sections of the user's that the reference treats too, and what can be done about it. */
export class ReferencePairs implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #library: NoteLibrary;
  readonly #reference: Reference;
  readonly #state: vscode.Memento;
  /** A review draws the lenses anew, and changes nothing in what the sections say. */
  readonly #found = new WeakMap<Topic, { readonly by: Pairings; readonly pair: Pairing | undefined }>();

  /** Fires when the user has decided about a pair. */
  readonly onDidChange = this.#changed.event;

  constructor(library: NoteLibrary, reference: Reference, state: vscode.Memento) {
    this.#library = library;
    this.#reference = reference;
    this.#state = state;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** The topic of the reference that a section treats too, unless that is settled. */
  async find(section: Topic): Promise<Pairing | undefined> {
    if (section.shadows !== undefined || section.allowed?.length === 0) return undefined;
    const pairings = await this.#reference.pairings();
    let found = this.#found.get(section);
    if (found?.by !== pairings) {
      found = { by: pairings, pair: pairings.find(section) };
      this.#found.set(section, found);
    }
    const { pair } = found;
    return pair === undefined || this.#refused().includes(pairKey(section, pair)) ? undefined : pair;
  }

  /** Asks what to do about a section that both have. */
  async compare(id: string | undefined): Promise<void> {
    const deck = await this.#library.deck();
    const section = deck.topics.get(id ?? '') ?? (await this.#pick(deck));
    if (section === undefined) return;
    const pair = await this.find(section);
    const other = deck.topics.get(pair?.topic ?? '');
    if (pair === undefined || other === undefined) {
      void vscode.window.showInformationMessage(
        translate('The reference has no topic that is clearly the same as "{0}".', section.title),
      );
      return;
    }
    const choice = await vscode.window.showQuickPick(
      [
        ...(pair.missing.length === 0
          ? []
          : [
              {
                label: `$(add) ${translate('Add points that mine lacks...')}`,
                detail: pair.missing.map((point) => plainText(point)).join(' · '),
                run: () => this.#addPoints(deck, section, pair),
              },
            ]),
        {
          label: `$(account) ${translate('Ask mine only')}`,
          detail: translate(
            'Marks the heading with "shadows:", so that the topic of the reference is no longer asked.',
          ),
          run: () => this.#mark(deck, section, `shadows: ${other.id}`),
        },
        {
          label: `$(book) ${translate('Ask the reference only')}`,
          detail: translate('Marks the heading with "cards: none", so that mine is there to read.'),
          run: () => this.#mark(deck, section, 'cards: none'),
        },
        {
          label: `$(go-to-file) ${translate('Open the reference beside')}`,
          detail: other.question,
          run: () => openNote(this.#library.uriOf(deck, other), other.range.start, vscode.ViewColumn.Beside),
        },
        {
          label: `$(close) ${translate('They are not the same')}`,
          detail: translate('Both stay, and this is not asked again.'),
          run: () => this.#refuse(section, pair),
        },
      ],
      {
        title: `${section.title} = ${other.title}?`,
        placeHolder: translate('The reference has this topic too. What shall be asked?'),
      },
    );
    await choice?.run();
  }

  async #pick(deck: LoadedDeck): Promise<Topic | undefined> {
    const own = [...deck.topics.values()].filter(({ id }) => sourceOf(id) !== '');
    const pairs = await Promise.all(own.map(async (topic) => ({ topic, pair: await this.find(topic) })));
    const items = pairs.flatMap(({ topic, pair }) => {
      const other = deck.topics.get(pair?.topic ?? '');
      if (pair === undefined || other === undefined) return [];
      const detail = translate('{0} of {1} points are missing', pair.missing.length, pair.points);
      return [{ label: topic.title, description: `= ${other.title}`, detail, topic }];
    });
    if (items.length === 0) {
      void vscode.window.showInformationMessage(
        own.length === 0
          ? translate('There are no notes of yours yet. Add a notes folder first.')
          : translate('None of your sections is clearly the same as a topic of the reference.'),
      );
      return undefined;
    }
    const picked = await vscode.window.showQuickPick(items, {
      placeHolder: translate('Sections of yours that the reference has too'),
      matchOnDescription: true,
    });
    return picked?.topic;
  }

  async #addPoints(deck: LoadedDeck, section: Topic, pair: Pairing): Promise<void> {
    const picked = await vscode.window.showQuickPick(
      pair.missing.map((point) => ({ label: plainText(point), picked: true, point })),
      { canPickMany: true, placeHolder: translate('Points to add below your own') },
    );
    if (picked === undefined || picked.length === 0) return;
    const document = await vscode.workspace.openTextDocument(this.#library.uriOf(deck, section));
    let last = Math.min(section.range.end, document.lineCount) - 1;
    while (last > section.range.start && document.lineAt(last).isEmptyOrWhitespace) last -= 1;
    const isList = /^\s*(?:[-*+•]|\d+[.)）、])\s/.test(document.lineAt(last).text);
    const lines = picked.map(({ point }) => `- ${point.replace(/\s*\n\s*/g, ' ')}`);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.lineAt(last).range.end, `\n${isList ? '' : '\n'}${lines.join('\n')}`);
    await this.#apply(document, edit, last + 1);
  }

  /** Adds to the mark of a heading, or makes one. */
  async #mark(deck: LoadedDeck, section: Topic, text: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.#library.uriOf(deck, section));
    const line = document.lineAt(Math.min(section.range.start, document.lineCount - 1));
    const open = line.text.lastIndexOf('-->');
    const edit = new vscode.WorkspaceEdit();
    if (open > 0) edit.insert(document.uri, line.range.start.translate(0, open), `| ${text} `);
    else edit.insert(document.uri, line.range.end, ` <!-- ${text} -->`);
    await this.#apply(document, edit, line.lineNumber);
  }

  /** An edit that the user sees and can undo; the notes follow with the save. */
  async #apply(document: vscode.TextDocument, edit: vscode.WorkspaceEdit, line: number): Promise<void> {
    const editor = await vscode.window.showTextDocument(document);
    await vscode.workspace.applyEdit(edit);
    const at = new vscode.Position(Math.min(line, document.lineCount - 1), 0);
    editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    await document.save();
  }

  async #refuse(section: Topic, pair: Pairing): Promise<void> {
    await this.#state.update(refusedKey, [...this.#refused(), pairKey(section, pair)]);
    this.#changed.fire();
  }

  #refused(): readonly string[] {
    return this.#state.get<readonly string[]>(refusedKey, []);
  }
}

function pairKey(section: Topic, pair: Pairing): string {
  return `${section.id} ${pair.topic}`;
}
