import * as vscode from 'vscode';
import type { Concept } from '../deck/types.ts';
import { conceptsIn } from '../hover/conceptsIn.ts';
import { conceptCards } from '../quiz/select.ts';
import { count } from '../topics/rows.ts';
import type { ConceptLibrary } from './conceptLibrary.ts';
import { commands, settings } from './ids.ts';
import { reasonOf, type Log } from './log.ts';
import type { NoteLibrary } from './noteLibrary.ts';
import type { Reviews } from './reviews.ts';
import { translate } from './translate.ts';

const languages = ['yaml', 'helm', 'kubernetes'];
/** Longer files were generated; nobody wants a quiz on them. */
const mostLines = 5000;

interface Found {
  readonly version: number;
  readonly concepts: readonly Concept[];
  readonly found: ReadonlySet<string>;
}

/** One line above a manifest that offers a quiz on what stands in it. */
export class ManifestLens implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #library: NoteLibrary;
  readonly #concepts: ConceptLibrary;
  readonly #reviews: Reviews;
  readonly #log: Log;
  readonly #subscriptions: readonly { dispose: () => unknown }[];
  readonly #found = new WeakMap<vscode.TextDocument, Found>();

  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(library: NoteLibrary, concepts: ConceptLibrary, reviews: Reviews, log: Log) {
    this.#library = library;
    this.#concepts = concepts;
    this.#reviews = reviews;
    this.#log = log;
    const changed = (): void => {
      this.#changed.fire();
    };
    this.#subscriptions = [
      this.#changed,
      vscode.languages.registerCodeLensProvider(
        languages.map((language) => ({ language })),
        this,
      ),
      library.onDidChange(changed),
      reviews.onDidChange(changed),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(settings.manifestLens)) changed();
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const configuration = vscode.workspace.getConfiguration(undefined, document);
    if (!configuration.get<boolean>(settings.manifestLens, true)) return [];
    if (document.lineCount > mostLines || !looksLikeManifest(document.getText())) return [];
    try {
      return await this.#lenses(document);
    } catch (error) {
      this.#log.warn(`Quiz on a manifest: ${reasonOf(error)}`);
      return [];
    }
  }

  async #lenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const deck = await this.#library.deck();
    const found = this.#conceptsOf(document, await this.#concepts.of(deck));
    const cards = conceptCards(deck, found).map(({ id }) => id);
    if (cards.length === 0) return [];
    const { due } = count(cards, await this.#reviews.standing(), Date.now());
    const what = found.size === 1 ? translate('1 concept') : translate('{0} concepts', found.size);
    const title =
      due === 0
        ? translate('Quiz me on this manifest ({0})', what)
        : translate('Quiz me on this manifest ({0}, {1} due)', what, due);
    return [
      new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), {
        title: `$(mortar-board) ${title}`,
        command: commands.quizManifest,
      }),
    ];
  }

  /** What stands in a document; a review changes nothing in that. */
  #conceptsOf(document: vscode.TextDocument, concepts: readonly Concept[]): ReadonlySet<string> {
    const known = this.#found.get(document);
    if (known?.version === document.version && known.concepts === concepts) return known.found;
    const found = new Set(conceptsIn(document.getText(), concepts));
    this.#found.set(document, { version: document.version, concepts, found });
    return found;
  }
}

/** Cheap enough for every keystroke in any YAML file. */
function looksLikeManifest(text: string): boolean {
  return /^\s*kind\s*:/m.test(text) && /^\s*apiVersion\s*:/m.test(text);
}
