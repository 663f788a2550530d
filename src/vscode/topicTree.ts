import * as vscode from 'vscode';
import type { Card, Topic } from '../deck/types.ts';
import {
  ariaOf,
  describeRow,
  filterText,
  labelOf,
  orderName,
  tooltipOf,
  type When,
} from '../topics/describe.ts';
import { lapsesOf } from '../topics/history.ts';
import type { CardMark, RowState, StandingOf } from '../topics/rows.ts';
import {
  changedNodes,
  isFiltered,
  noFilter,
  orders,
  TopicModel,
  type Look,
  type Row,
  type TreeFilter,
  type TreeNode,
  type TreeOrder,
} from '../topics/tree.ts';
import type { DueCount } from './dueCount.ts';
import { commands, contextKeys, views } from './ids.ts';
import { reasonOf, type Log } from './log.ts';
import type { LoadedDeck, NoteLibrary } from './noteLibrary.ts';
import type { Reviews } from './reviews.ts';
import { translate } from './translate.ts';

/** State at a glance: shape first, colour only helps. */
const icons: Readonly<Record<RowState | CardMark, readonly [icon: string, color?: string]>> = {
  empty: ['book'],
  new: ['circle-large-outline'],
  due: ['bell-dot', 'charts.orange'],
  learning: ['history', 'charts.blue'],
  known: ['pass-filled', 'charts.green'],
  leech: ['warning', 'charts.red'],
  suspended: ['debug-pause'],
  buried: ['clock'],
};

const orderKey = 'topics.order';
/** Milliseconds in which changes gather. */
const settle = 60;
/** From so many changed rows on, the tree is asked for as a whole. */
const many = 400;

export interface TreeServices {
  readonly library: NoteLibrary;
  readonly reviews: Reviews;
  readonly due: DueCount;
  readonly state: vscode.Memento;
  readonly log: Log;
}

/** A model, how its rows look, and when it was made. */
interface Seen extends Look {
  readonly when: When;
}

/** The sidebar's tree: chapters, topics and cards, each computed when it is unfolded. */
export class TopicTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<TreeNode[] | undefined>();
  readonly #services: TreeServices;
  readonly #view: vscode.TreeView<TreeNode>;
  readonly #subscriptions: readonly { dispose: () => unknown }[];
  /** Rows that VS Code has been given, by id: it knows them by identity. */
  readonly #displayed = new Map<string, TreeNode>();
  #first: Promise<Seen | undefined> | undefined;
  /** Counts the looks at notes and reviews. */
  #run = 0;
  /** The model that the rows on display come from. */
  #current: Seen | undefined;
  #filter: TreeFilter = noFilter;
  /** The user's folders as they were at the last look, and the one that has come since. */
  #sources: ReadonlySet<string> | undefined;
  #arrived: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(services: TreeServices) {
    this.#services = services;
    const { library, reviews, due } = services;
    this.#view = vscode.window.createTreeView(views.topics, {
      treeDataProvider: this,
      showCollapseAll: true,
      canSelectMany: true,
    });
    const later = (): void => {
      this.#refreshLater();
    };
    this.#subscriptions = [
      this.#changed,
      this.#view,
      library.onDidChange(later),
      reviews.onDidChange(later),
      due.onDidChange(() => {
        this.#showBadge();
        this.#refreshLater();
      }),
      this.#view.onDidChangeVisibility(later),
    ];
    this.#showBadge();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  get onDidChangeVisibility(): vscode.Event<vscode.TreeViewVisibilityChangeEvent> {
    return this.#view.onDidChangeVisibility;
  }

  get filter(): TreeFilter {
    return this.#filter;
  }

  get order(): TreeOrder {
    const stored = this.#services.state.get<unknown>(orderKey);
    return orders.find((order) => order === stored) ?? 'note';
  }

  get selection(): readonly TreeNode[] {
    return this.#view.selection;
  }

  async setFilter(filter: TreeFilter): Promise<void> {
    this.#filter = filter;
    await vscode.commands.executeCommand('setContext', contextKeys.filtered, isFiltered(filter));
    await this.#refresh();
  }

  async setOrder(order: TreeOrder): Promise<void> {
    await this.#services.state.update(orderKey, order);
    await this.#refresh();
  }

  /** Topics of rows, each once, as the filter leaves them. */
  async topicsOf(nodes: readonly TreeNode[]): Promise<readonly Topic[]> {
    const model = await this.#loaded();
    return [...new Set(nodes.flatMap((node) => model?.topicsUnder(node) ?? []))];
  }

  /** Cards of rows, each once, as the filter leaves them. */
  async cardsOf(nodes: readonly TreeNode[]): Promise<readonly Card[]> {
    const model = await this.#loaded();
    return [...new Set(nodes.flatMap((node) => model?.cardsUnder(node) ?? []))];
  }

  /** Shows the row of a topic, unless it or one of its cards is selected already. */
  async reveal(topic: string): Promise<void> {
    const model = await this.#loaded();
    const node = model?.topicNode(topic);
    if (model === undefined || node === undefined || !this.#view.visible) return;
    const isThere = this.#view.selection.some(
      (selected) => selected.id === node.id || model.parent(selected)?.id === node.id,
    );
    if (!isThere) await this.#select(node, false);
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    const model = await this.#loaded();
    return (model?.children(node) ?? []).map((child) => this.#known(child));
  }

  getParent(node: TreeNode): TreeNode | undefined {
    const parent = this.#current?.model.parent(node);
    return parent && this.#known(parent);
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const seen = this.#current;
    const row = seen?.model.row(node);
    if (seen === undefined || row === undefined) return new vscode.TreeItem(''); // Gone; its parent is asked again presently.
    const { None, Collapsed } = vscode.TreeItemCollapsibleState;
    const isLeaf = row.kind === 'card' || (row.kind === 'topic' && row.cards === 0);
    const label = labelOf(row, translate);
    const item = new vscode.TreeItem(label, isLeaf ? None : Collapsed);
    const description = describeRow(row, seen.when, translate);
    item.id = node.id;
    item.description = description;
    item.accessibilityInformation = { label: ariaOf(label, description) };
    item.contextValue = contextOf(row);
    if (row.kind === 'topic' || row.kind === 'card') {
      const [icon, color] = icons[row.kind === 'topic' ? row.state : row.mark];
      item.iconPath = new vscode.ThemeIcon(
        icon,
        color === undefined ? undefined : new vscode.ThemeColor(color),
      );
      item.command = {
        command: commands.openTopic,
        title: translate('Open Note'),
        arguments: [node],
      };
    }
    return item;
  }

  /** Tooltips are written when they are asked for. */
  async resolveTreeItem(item: vscode.TreeItem, node: TreeNode): Promise<vscode.TreeItem> {
    const seen = this.#current;
    const row = seen?.model.row(node);
    if (seen === undefined || row === undefined) return item;
    const { reviews } = this.#services;
    const lapses =
      row.kind === 'card' && (row.standing?.lapses ?? 0) > 0
        ? lapsesOf(await reviews.actionsOf(row.card)).slice(-3)
        : [];
    const date = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium' });
    const days = lapses.reverse().map(({ t }) => date.format(t));
    item.tooltip = new vscode.MarkdownString(tooltipOf(row, seen.when, translate, days));
    return item;
  }

  async #select(node: TreeNode, expand: boolean): Promise<void> {
    try {
      await this.#view.reveal(this.#known(node), { select: true, focus: false, expand });
    } catch (error) {
      this.#services.log.debug(`The tree changed meanwhile: ${reasonOf(error)}`);
    }
  }

  #known(node: TreeNode): TreeNode {
    const known = this.#displayed.get(node.id);
    if (known !== undefined) return known;
    this.#displayed.set(node.id, node);
    return node;
  }

  /** The model that is on display, made on first use. */
  async #loaded(): Promise<TopicModel | undefined> {
    if (this.#current !== undefined) return this.#current.model;
    this.#first ??= this.#load();
    const first = await this.#first;
    this.#first = undefined;
    this.#current ??= first;
    return this.#current?.model;
  }

  async #load(): Promise<Seen | undefined> {
    const deck = await this.#deck();
    if (deck === undefined) return undefined;
    for (const key of deck.sources.keys()) if (this.#sources?.has(key) === false) this.#arrived = key;
    this.#sources = new Set(deck.sources.keys());
    const standing = await this.#standing();
    const model = new TopicModel({
      deck,
      sources: deck.sources,
      standing,
      now: Date.now(),
      filter: this.#filter,
      order: this.order,
    });
    this.#caption(model);
    this.#services.due.look(deck, standing);
    const when = this.#services.reviews.clock();
    const face = (row: Row): string =>
      [
        row.kind === 'card' ? row.mark : row.state,
        contextOf(row),
        labelOf(row, translate),
        describeRow(row, when, translate),
      ].join('|');
    return { model, face, when };
  }

  /** Says above the rows what the filter leaves, and beside the title how they are sorted. */
  #caption(model: TopicModel): void {
    const { shown } = model;
    const filter = isFiltered(this.#filter) ? filterText(this.#filter, shown, translate) : '';
    // A message would keep VS Code from showing the welcome text, which leads out of an empty tree.
    const isEmpty = shown.topics === 0;
    this.#view.message = isEmpty ? '' : filter;
    const order = this.order === 'note' ? '' : orderName(this.order, translate);
    this.#view.description = isEmpty ? filter : order;
  }

  /** The notes; without them the view's welcome text says what to do. */
  async #deck(): Promise<LoadedDeck | undefined> {
    let deck: LoadedDeck | undefined;
    try {
      deck = await this.#services.library.deck();
    } catch (error) {
      this.#services.log.error(`The notes could not be read: ${reasonOf(error)}`);
    }
    await vscode.commands.executeCommand('setContext', contextKeys.deckFailed, deck === undefined);
    return deck;
  }

  /** What is known of the cards; without a journal the topics can be read all the same. */
  async #standing(): Promise<StandingOf> {
    try {
      return await this.#services.reviews.standing();
    } catch (error) {
      this.#services.log.error(`The review journal could not be read: ${reasonOf(error)}`);
      return () => undefined;
    }
  }

  #showBadge(): void {
    const { count } = this.#services.due;
    const tooltip = count === 1 ? translate('1 card is due') : translate('{0} cards are due', count);
    this.#view.badge = count === 0 ? undefined : { value: count, tooltip };
  }

  #refreshLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#refresh(), settle);
  }

  /** Looks again, and tells VS Code which rows have changed. What nobody sees waits until somebody does. */
  async #refresh(): Promise<void> {
    if (!this.#view.visible) return;
    this.#run += 1;
    const run = this.#run;
    const after = await this.#load();
    if (run !== this.#run) return; // A later look will tell.
    const before = this.#current;
    this.#current = after;
    if (after === undefined || before === undefined) {
      this.#changed.fire(undefined);
      return;
    }
    const changed = changedNodes(before, after, this.#displayed.values());
    for (const [id, node] of this.#displayed)
      if (after.model.row(node) === undefined) this.#displayed.delete(id);
    if (changed.length > 0) {
      const nodes = changed.filter((node) => node !== undefined);
      this.#changed.fire(nodes.length < changed.length || nodes.length > many ? undefined : nodes);
    }
    await this.#welcome(after.model);
  }

  /** Unfolds a folder that the user has just added, as soon as something of it is read. */
  async #welcome(model: TopicModel): Promise<void> {
    const node = model.children().find((one) => one.kind === 'source' && one.source === this.#arrived);
    if (node === undefined || !this.#view.visible) return;
    this.#arrived = undefined;
    await this.#select(node, true);
  }
}

/** What menus know of a row. */
function contextOf(row: Row): string {
  if (row.kind === 'card') return row.mark === 'suspended' ? 'card.suspended' : 'card';
  if (row.kind === 'topic' && row.cards === 0) return 'topic.empty';
  return row.suspended > 0 ? `${row.kind}.suspended` : row.kind;
}
