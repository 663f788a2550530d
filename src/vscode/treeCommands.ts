import * as vscode from 'vscode';
import { plainText } from '../deck/inline.ts';
import type { Card } from '../deck/types.ts';
import { orderName, stateName, tierName } from '../topics/describe.ts';
import { linkParts } from '../topics/link.ts';
import { filterStates, type FilterState } from '../topics/rows.ts';
import { search } from '../topics/search.ts';
import { noFilter, orders, type TreeFilter, type TreeNode } from '../topics/tree.ts';
import { reset, setSuspended, showHistory } from './cardActions.ts';
import { extensionId, settings } from './ids.ts';
import { openNote } from './noteDocuments.ts';
import { notesLanguage, type NoteLibrary } from './noteLibrary.ts';
import type { QuizPanels } from './quizPanel.ts';
import type { Reports } from './reports.ts';
import type { Reviews } from './reviews.ts';
import type { TopicTree } from './topicTree.ts';
import { translate } from './translate.ts';

export interface TreeCommandServices {
  readonly library: NoteLibrary;
  readonly reviews: Reviews;
  readonly reports: Reports;
  readonly quiz: QuizPanels;
  readonly tree: TopicTree;
}

/** Most entries that a search shows; whoever sees so many types another letter. */
const mostHits = 60;

export function isNode(value: unknown): value is TreeNode {
  return typeof value === 'object' && value !== null && 'kind' in value && 'id' in value;
}

/** Rows that a command is about: the one it was called on, all selected ones, or those of the keyboard. */
export function nodesOf(argument: unknown, tree: TopicTree): readonly TreeNode[] {
  if (Array.isArray(argument)) return argument.filter(isNode);
  return isNode(argument) ? [argument] : tree.selection;
}

async function cardsOf(argument: unknown, tree: TopicTree): Promise<readonly Card[]> {
  const cards = await tree.cardsOf(nodesOf(argument, tree));
  if (cards.length === 0)
    void vscode.window.showInformationMessage(translate('Select topics or cards in the tree first.'));
  return cards;
}

export async function suspendCards(
  { tree, reviews }: TreeCommandServices,
  argument: unknown,
  suspended: boolean,
): Promise<void> {
  const cards = await cardsOf(argument, tree);
  if (cards.length > 0) await setSuspended(reviews, cards, suspended);
}

export async function resetCards({ tree, reviews }: TreeCommandServices, argument: unknown): Promise<void> {
  const cards = await cardsOf(argument, tree);
  if (cards.length > 0) await reset(reviews, cards);
}

export async function showCardHistory(
  { tree, reviews, reports }: TreeCommandServices,
  argument: unknown,
): Promise<void> {
  const [card] = await cardsOf(argument, tree);
  if (card !== undefined) await showHistory(reviews, reports, card);
}

/** Puts links to topics or cards on the clipboard, one a line. */
export async function copyLink({ tree }: TreeCommandServices, argument: unknown): Promise<void> {
  const links = nodesOf(argument, tree).flatMap((node) => {
    if (node.kind !== 'topic' && node.kind !== 'card') return [];
    const { path, query } = linkParts(
      node.kind === 'topic' ? { kind: 'topic', id: node.topic } : { kind: 'card', id: node.card },
    );
    return [`${vscode.env.uriScheme}://${extensionId}${path}?${query}`];
  });
  if (links.length === 0) return;
  await vscode.env.clipboard.writeText(links.join('\n'));
  vscode.window.setStatusBarMessage(
    links.length === 1 ? translate('The link is copied.') : translate('{0} links are copied.', links.length),
    4000,
  );
}

interface FilterItem extends vscode.QuickPickItem {
  readonly state?: FilterState;
  readonly tier?: TreeFilter['tiers'][number];
}

/** Lets the user choose states, tiers and a text; the tree follows at once. */
export async function filterTopics({ tree }: TreeCommandServices): Promise<void> {
  const before = tree.filter;
  const heading = (label: string): FilterItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const items: readonly FilterItem[] = [
    heading(translate('State')),
    ...filterStates.map((state) => ({ label: stateName(state, translate), state })),
    heading(translate('Importance')),
    ...(['must', 'should', 'extra'] as const).map((tier) => ({ label: tierName(tier, translate), tier })),
  ];
  const pick = vscode.window.createQuickPick<FilterItem>();
  pick.title = translate('Filter Topics');
  pick.placeholder = translate('Type a text, choose states and importance');
  pick.canSelectMany = true;
  // What is typed is part of the filter: the choices stay on display.
  pick.items = items.map((item) => ({ ...item, alwaysShow: true }));
  pick.value = before.text;
  pick.selectedItems = pick.items.filter(
    ({ state, tier }) =>
      (state !== undefined && before.states.includes(state)) ||
      (tier !== undefined && before.tiers.includes(tier)),
  );
  const accepted = await new Promise<boolean>((resolve) => {
    pick.onDidAccept(() => {
      resolve(true);
    });
    pick.onDidHide(() => {
      resolve(false);
    });
    pick.show();
  });
  const filter: TreeFilter = {
    states: pick.selectedItems.flatMap(({ state }) => state ?? []),
    tiers: pick.selectedItems.flatMap(({ tier }) => tier ?? []),
    text: pick.value,
  };
  pick.dispose();
  if (accepted) await tree.setFilter(filter);
}

export function clearFilter({ tree }: TreeCommandServices): Promise<void> {
  return tree.setFilter(noFilter);
}

export async function sortTopics({ tree }: TreeCommandServices): Promise<void> {
  const items = orders.map((order) => ({
    label: orderName(order, translate),
    order,
    ...(order === tree.order ? { iconPath: new vscode.ThemeIcon('check') } : {}),
  }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: translate('Sort topics and cards'),
  });
  if (picked !== undefined) await tree.setOrder(picked.order);
}

/** The notes in the other language, whatever language VS Code speaks. */
export async function switchLanguage(): Promise<void> {
  const other = notesLanguage() === 'en' ? 'zh-cn' : 'en';
  const { workspaceValue } = vscode.workspace.getConfiguration().inspect(settings.language) ?? {};
  const { Global, Workspace } = vscode.ConfigurationTarget;
  await vscode.workspace
    .getConfiguration()
    .update(settings.language, other, workspaceValue === undefined ? Global : Workspace);
}

interface HitItem extends vscode.QuickPickItem {
  readonly topic?: string;
  readonly place: { readonly id: string; readonly file: string; readonly line: number };
}

/** Searches questions and answers; Enter opens the note, the button starts the quiz. */
export async function searchCards({ library, quiz }: TreeCommandServices): Promise<void> {
  const deck = await library.deck();
  const ask: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('play-circle'),
    tooltip: translate('Quiz Topic'),
  };
  const pick = vscode.window.createQuickPick<HitItem>();
  pick.placeholder = translate('Search questions and answers; Chinese also by pinyin initials');
  pick.onDidChangeValue((query) => {
    pick.items = search(deck, query, mostHits).map(({ topic, card }): HitItem => {
      const chapter = deck.chapterOf.get(topic.id)?.title ?? '';
      const { id, file, range } = card ?? topic;
      return {
        label: `$(${card === undefined ? 'book' : 'note'}) ${plainText(card?.question ?? topic.title)}`,
        description: card === undefined ? chapter : topic.title,
        ...(card === undefined ? {} : { detail: plainText(card.answer).slice(0, 200) }),
        topic: topic.id,
        place: { id, file, line: range.start },
        buttons: [ask],
        alwaysShow: true,
      };
    });
  });
  const found = await new Promise<HitItem | undefined>((resolve) => {
    pick.onDidTriggerItemButton(({ item }) => {
      if (item.topic !== undefined) void quiz.start({ kind: 'topics', topics: [item.topic] });
      pick.hide();
    });
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]);
    });
    pick.onDidHide(() => {
      resolve(undefined);
    });
    pick.show();
  });
  pick.dispose();
  if (found !== undefined) await openNote(library.uriOf(deck, found.place), found.place.line);
}
