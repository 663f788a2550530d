import * as vscode from 'vscode';
import { historyKey } from '../deck/identity/version.ts';
import { plainText } from '../deck/inline.ts';
import type { Card } from '../deck/types.ts';
import { conceptsIn } from '../hover/conceptsIn.ts';
import { findCard } from '../quiz/pointCards.ts';
import type { Scope } from '../quiz/session.ts';
import type { FlagEvent } from '../review/events.ts';
import type { ConceptLibrary } from './conceptLibrary.ts';
import { manifestLanguages } from './ids.ts';
import { openNote } from './noteDocuments.ts';
import type { LoadedDeck, NoteLibrary } from './noteLibrary.ts';
import type { QuizPanels } from './quizPanel.ts';
import type { Reviews } from './reviews.ts';
import { translate } from './translate.ts';

export interface SessionServices {
  readonly library: NoteLibrary;
  readonly concepts: ConceptLibrary;
  readonly reviews: Reviews;
  readonly quiz: QuizPanels;
}

/** What one click gives to somebody with little time. */
export const mustSession: Scope = { kind: 'tier', tier: 'must', minutes: 10 };

interface SessionItem extends vscode.QuickPickItem {
  readonly scope: () => Promise<Scope | undefined>;
}

/** Lets the user choose what a session is about, and starts it. */
export async function chooseSession(services: SessionServices): Promise<void> {
  const { library, quiz } = services;
  const item = (icon: string, label: string, scope: SessionItem['scope'], description = ''): SessionItem => ({
    label: `$(${icon}) ${label}`,
    description,
    scope,
  });
  const fixed = (scope: Scope) => (): Promise<Scope> => Promise.resolve(scope);
  const manifest = activeManifest();
  const items: SessionItem[] = [
    item('bell-dot', translate('Due today'), fixed({ kind: 'due' })),
    item('star-full', translate('10 minutes of must cards'), fixed(mustSession)),
    item(
      'watch',
      translate('5 minutes'),
      fixed({ kind: 'due', minutes: 5 }),
      translate('due today, must cards first'),
    ),
    item(
      'watch',
      translate('20 minutes'),
      fixed({ kind: 'due', minutes: 20 }),
      translate('due today, must cards first'),
    ),
    item('checklist', translate('Missed points'), fixed({ kind: 'weak' }), translate('of your own answers')),
    ...(manifest === undefined
      ? []
      : [item('file-code', translate('This manifest'), () => manifestScope(services), manifest.title)]),
    item('book', translate('A chapter'), () => chapterScope(library)),
    item('tag', translate('Should cards'), fixed({ kind: 'tier', tier: 'should' })),
    item('tag', translate('Extra cards'), fixed({ kind: 'tier', tier: 'extra' })),
    item(
      'flame',
      translate('Cram a chapter'),
      async () => {
        const scope = await chapterScope(library);
        return scope && { ...scope, cram: true };
      },
      translate('leaves the schedule alone'),
    ),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: translate('What do you want to be asked?'),
    matchOnDescription: true,
  });
  const scope = await picked?.scope();
  if (scope !== undefined) await quiz.start(scope);
}

async function chapterScope(library: NoteLibrary): Promise<Scope | undefined> {
  const { chapters } = await library.deck();
  const items = chapters
    .filter(({ topics }) => topics.length > 0)
    .map(({ title, topics }) => ({ label: title, topics: topics.map(({ id }) => id) }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: translate('Choose a chapter') });
  return picked && { kind: 'topics', topics: picked.topics };
}

interface OpenManifest {
  readonly title: string;
  readonly text: string;
}

function activeManifest(): OpenManifest | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || !manifestLanguages.includes(document.languageId)) return undefined;
  return { title: document.uri.path.split('/').at(-1) ?? '', text: document.getText() };
}

async function manifestScope({ concepts, library }: SessionServices): Promise<Scope | undefined> {
  const manifest = activeManifest();
  if (manifest === undefined) return undefined;
  const found = conceptsIn(manifest.text, await concepts.of(await library.deck()));
  return { kind: 'manifest', name: manifest.title, concepts: found };
}

/** Asks for what stands in the manifest of the active editor. */
export async function quizManifest(services: SessionServices): Promise<void> {
  const scope = await manifestScope(services);
  if (scope === undefined) {
    void vscode.window.showInformationMessage(translate('Open a Kubernetes manifest first.'));
    return;
  }
  await services.quiz.start(scope);
}

interface CardItem extends vscode.QuickPickItem {
  readonly card: Card;
  readonly suspended: boolean;
  readonly flags: readonly FlagEvent[];
}

/** Lists the cards that were suspended or flagged, opens their notes and takes them back in. */
export async function putAsideCards({ library, reviews }: SessionServices): Promise<void> {
  const deck = await library.deck();
  const items = await putAside(deck, reviews);
  if (items.length === 0) {
    void vscode.window.showInformationMessage(translate('No card is suspended or flagged.'));
    return;
  }
  const open: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('go-to-file'),
    tooltip: translate('Open note'),
  };
  const pick = vscode.window.createQuickPick<CardItem>();
  pick.items = items.map((item) => ({ ...item, buttons: [open] }));
  pick.canSelectMany = true;
  pick.title = translate('Cards that are suspended or flagged');
  pick.placeholder = translate('Choose the cards to ask again and to take the flag off');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const chosen = await new Promise<readonly CardItem[]>((resolve) => {
    pick.onDidTriggerItemButton(({ item }) =>
      openNote(library.uriOf(deck, item.card), item.card.range.start),
    );
    pick.onDidAccept(() => {
      resolve(pick.selectedItems);
    });
    pick.onDidHide(() => {
      resolve([]);
    });
    pick.show();
  });
  pick.dispose();
  for (const { card, suspended, flags } of chosen) {
    if (suspended) await reviews.unsuspend(card);
    for (const { i } of flags) await reviews.undo(i);
  }
  if (chosen.length > 0) {
    void vscode.window.showInformationMessage(
      chosen.length === 1
        ? translate('1 card is asked again.')
        : translate('{0} cards are asked again.', chosen.length),
    );
  }
}

async function putAside(deck: LoadedDeck, reviews: Reviews): Promise<readonly CardItem[]> {
  const { memoryOf } = await reviews.today();
  const known = await reviews.pointCards(deck);
  return [...deck.cards.values(), ...known].flatMap((card): readonly CardItem[] => {
    const { suspended } = memoryOf(historyKey(card));
    const flags = reviews.flagsOf(card);
    if (!suspended && flags.length === 0) return [];
    const words = flags.map(({ w, n }) => [flagName(w), n].filter((part) => part !== undefined).join(': '));
    return [
      {
        card,
        suspended,
        flags,
        label: plainText(findCard(deck.cards, card.id)?.question ?? card.question),
        description: deck.topics.get(card.topic)?.title ?? '',
        detail: [...(suspended ? [translate('suspended')] : []), ...words].join(' · '),
      },
    ];
  });
}

function flagName(reason: FlagEvent['w']): string {
  switch (reason) {
    case 'fix':
      return translate('to be mended');
    case 'wrong':
      return translate('wrong or outdated');
    case 'unclear':
      return translate('unclear question');
    case 'trivial':
      return translate('not worth asking');
    case 'giveaway':
      return translate('gives its answer away');
    case 'other':
      return translate('another reason');
  }
}
