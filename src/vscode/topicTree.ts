import * as vscode from 'vscode';
import type { Deck } from '../deck/types.ts';
import { ariaOf, describeRow, tooltipOf } from '../topics/describe.ts';
import { chapterRows, topicRows, type Row, type RowState, type StandingOf } from '../topics/rows.ts';
import { commands, contextKeys, views } from './ids.ts';
import { reasonOf, type Log } from './log.ts';
import type { NoteLibrary } from './noteLibrary.ts';
import type { Reviews } from './reviews.ts';
import { translate } from './translate.ts';

/** State at a glance: shape first, colour only helps. */
const icons: Readonly<Record<RowState, readonly [icon: string, color?: string]>> = {
  empty: ['book'],
  new: ['circle-large-outline'],
  due: ['bell-dot', 'charts.orange'],
  learning: ['history', 'charts.blue'],
  known: ['pass-filled', 'charts.green'],
};

/** The sidebar's tree: chapters, their topics, and what is due. */
export class TopicTree implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #library: NoteLibrary;
  readonly #reviews: Reviews;
  readonly #log: Log;
  readonly #view: vscode.TreeView<Row>;
  readonly #subscriptions: readonly { dispose: () => unknown }[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(library: NoteLibrary, reviews: Reviews, log: Log) {
    this.#library = library;
    this.#reviews = reviews;
    this.#log = log;
    const refresh = (): void => {
      this.#changed.fire(undefined);
    };
    this.#view = vscode.window.createTreeView(views.topics, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#subscriptions = [
      this.#changed,
      this.#view,
      library.onDidChange(refresh),
      reviews.onDidChange(refresh),
      this.#view.onDidChangeVisibility(({ visible }) => {
        if (visible) refresh();
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async getChildren(row?: Row): Promise<Row[]> {
    if (row?.kind === 'topic') return [];
    const deck = await this.#deck();
    if (deck === undefined) return [];
    const standing = await this.#standing();
    if (row !== undefined) return [...topicRows(row.chapter, standing, Date.now())];
    const rows = chapterRows(deck, standing, Date.now());
    this.#showBadge(rows.reduce((sum, { due }) => sum + due, 0));
    this.#refreshAt(rows.map(({ next }) => next));
    return [...rows];
  }

  getTreeItem(row: Row): vscode.TreeItem {
    return row.kind === 'chapter' ? this.#chapterItem(row) : this.#topicItem(row);
  }

  /** The notes; without them the view's welcome text says what to do. */
  async #deck(): Promise<Deck | undefined> {
    let deck: Deck | undefined;
    try {
      deck = await this.#library.deck();
    } catch (error) {
      this.#log.error(`The notes could not be read: ${reasonOf(error)}`);
    }
    await vscode.commands.executeCommand('setContext', contextKeys.deckFailed, deck === undefined);
    return deck;
  }

  /** What is known of the cards; without a journal the topics can be read all the same. */
  async #standing(): Promise<StandingOf> {
    try {
      return await this.#reviews.standing();
    } catch (error) {
      this.#log.error(`The review journal could not be read: ${reasonOf(error)}`);
      return () => undefined;
    }
  }

  #showBadge(due: number): void {
    this.#view.badge =
      due === 0 ? undefined : { value: due, tooltip: vscode.l10n.t('{0} cards are due', due) };
  }

  /** Cards fall due while the view stands still: looks again when the next one does. */
  #refreshAt(times: readonly (number | undefined)[]): void {
    clearTimeout(this.#timer);
    const next = Math.min(...times.filter((time) => time !== undefined));
    if (next === Infinity) return;
    const wait = Math.min(Math.max(next - Date.now(), 1000), 3_600_000);
    this.#timer = setTimeout(() => {
      this.#changed.fire(undefined);
    }, wait);
  }

  #chapterItem(row: Row & { kind: 'chapter' }): vscode.TreeItem {
    const item = new vscode.TreeItem(row.chapter.title, vscode.TreeItemCollapsibleState.Collapsed);
    item.id = `chapter:${row.chapter.source}:${row.chapter.id}`;
    return this.#describe(item, row);
  }

  #topicItem(row: Row & { kind: 'topic' }): vscode.TreeItem {
    const item = new vscode.TreeItem(row.topic.title);
    item.id = `topic:${row.topic.id}`;
    const [icon, color] = icons[row.state];
    item.iconPath = new vscode.ThemeIcon(
      icon,
      color === undefined ? undefined : new vscode.ThemeColor(color),
    );
    item.command = {
      command: commands.openTopic,
      title: vscode.l10n.t('Open Note'),
      arguments: [row.topic.id],
    };
    return this.#describe(item, row);
  }

  #describe(item: vscode.TreeItem, row: Row): vscode.TreeItem {
    const when = (due: number): string => this.#reviews.when(due);
    const description = describeRow(row, when, translate);
    const title = typeof item.label === 'string' ? item.label : '';
    item.description = description;
    item.contextValue = row.kind;
    item.tooltip = new vscode.MarkdownString(tooltipOf(row, when, translate));
    item.accessibilityInformation = { label: ariaOf(title, description) };
    return item;
  }
}
