/** The tree as a pure model: which rows there are under the present filter and order, and what each counts. */
import type { Card, Chapter, Deck, Tier, Topic } from '../deck/types.ts';
import {
  count,
  isIn,
  markOf,
  sum,
  type CardMark,
  type Counts,
  type FilterState,
  type Standing,
  type StandingOf,
} from './rows.ts';
import { holds, questionText, topicText, wordsOf } from './search.ts';

/** A row by its ids alone, so that it stays valid while notes and reviews change. */
export type TreeNode =
  | { readonly kind: 'source'; readonly id: string; readonly source: string }
  | { readonly kind: 'chapter'; readonly id: string; readonly chapter: string }
  | { readonly kind: 'topic'; readonly id: string; readonly topic: string }
  | { readonly kind: 'card'; readonly id: string; readonly card: string };

/** All chapters of one folder of the user's. */
export interface SourceRow extends Counts {
  readonly kind: 'source';
  readonly title: string;
  readonly topics: number;
  /** Topics that the filter leaves. */
  readonly shown: number;
}

export interface ChapterRow extends Counts {
  readonly kind: 'chapter';
  readonly chapter: Chapter;
  readonly topics: number;
  /** Topics that the filter leaves. */
  readonly shown: number;
}

export interface TopicRow extends Counts {
  readonly kind: 'topic';
  readonly topic: Topic;
}

export interface CardRow {
  readonly kind: 'card';
  readonly card: Card;
  readonly topic: Topic;
  readonly standing: Standing | undefined;
  readonly mark: CardMark;
}

export type Row = SourceRow | ChapterRow | TopicRow | CardRow;

/** What the tree is narrowed down to; nothing named admits everything. */
export interface TreeFilter {
  readonly states: readonly FilterState[];
  readonly tiers: readonly Tier[];
  readonly text: string;
}

export const noFilter: TreeFilter = { states: [], tiers: [], text: '' };

export const orders = ['note', 'due', 'weakest'] as const;
export type TreeOrder = (typeof orders)[number];

export interface TreeInput {
  readonly deck: Pick<Deck, 'chapters'>;
  /** Names of the user's folders, by source. */
  readonly sources: ReadonlyMap<string, { readonly title: string }>;
  readonly standing: StandingOf;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly filter: TreeFilter;
  readonly order: TreeOrder;
}

export function isFiltered({ states, tiers, text }: TreeFilter): boolean {
  return states.length > 0 || tiers.length > 0 || text.trim() !== '';
}

const root = '';

export class TopicModel {
  readonly #input: TreeInput;
  readonly #filtered: boolean;
  readonly #words: readonly string[];
  readonly #chapters = new Map<string, Chapter>();
  readonly #bySource = new Map<string, Chapter[]>();
  readonly #chapterOf = new Map<string, Chapter>();
  readonly #topics = new Map<string, Topic>();
  /** Each card's topic. */
  readonly #topicOf = new Map<string, Topic>();
  readonly #counts = new Map<string, Counts>();
  readonly #shown = new Map<string, readonly Topic[]>();
  readonly #children = new Map<string, readonly TreeNode[]>();
  readonly #rows = new Map<string, Row | undefined>();

  constructor(input: TreeInput) {
    this.#input = input;
    this.#filtered = isFiltered(input.filter);
    this.#words = wordsOf(input.filter.text);
    for (const chapter of input.deck.chapters) {
      if (chapter.topics.length === 0) continue;
      this.#chapters.set(chapter.id, chapter);
      const siblings = this.#bySource.get(chapter.source);
      if (siblings === undefined) this.#bySource.set(chapter.source, [chapter]);
      else siblings.push(chapter);
      for (const topic of chapter.topics) {
        this.#topics.set(topic.id, topic);
        this.#chapterOf.set(topic.id, chapter);
      }
    }
  }

  /** Counts of all cards, whatever the filter. */
  get total(): Counts {
    return sum([...this.#chapters.values()].map((chapter) => this.#chapterCounts(chapter)));
  }

  /** Rows below a row; those of the root without one. Computed when asked for. */
  children(node?: TreeNode): readonly TreeNode[] {
    const key = node?.id ?? root;
    let children = this.#children.get(key);
    if (children === undefined) {
      children = node === undefined ? this.#rootNodes() : this.#nodesUnder(node);
      this.#children.set(key, children);
    }
    return children;
  }

  parent(node: TreeNode): TreeNode | undefined {
    switch (node.kind) {
      case 'source':
        return undefined;
      case 'chapter': {
        const chapter = this.#chapters.get(node.chapter);
        return chapter && chapter.source !== '' ? sourceNode(chapter.source) : undefined;
      }
      case 'topic': {
        const chapter = this.#chapterOf.get(node.topic);
        if (chapter === undefined) return undefined;
        return this.#isAlone(chapter) ? sourceNode(chapter.source) : chapterNode(chapter);
      }
      case 'card': {
        const topic = this.#topicOfCard(node.card);
        return topic && topicNode(topic);
      }
    }
  }

  /** What a row shows; undefined where it is gone or the filter hides it. */
  row(node: TreeNode): Row | undefined {
    if (!this.#rows.has(node.id)) this.#rows.set(node.id, this.#makeRow(node));
    return this.#rows.get(node.id);
  }

  /** The row of a topic, if it is in the tree now. */
  topicNode(id: string): TreeNode | undefined {
    const topic = this.#topics.get(id);
    const chapter = this.#chapterOf.get(id);
    if (topic === undefined || chapter === undefined) return undefined;
    return this.#shownTopics(chapter).includes(topic) ? topicNode(topic) : undefined;
  }

  /** Topics of a row, as the filter leaves them, in the order of the tree. */
  topicsUnder(node: TreeNode): readonly Topic[] {
    switch (node.kind) {
      case 'source':
        return this.#chaptersOf(node.source).flatMap((chapter) => this.#sortedTopics(chapter));
      case 'chapter': {
        const chapter = this.#chapters.get(node.chapter);
        return chapter === undefined ? [] : this.#sortedTopics(chapter);
      }
      case 'topic':
        return [this.#topics.get(node.topic)].filter((topic) => topic !== undefined);
      case 'card':
        return [this.#topicOfCard(node.card)].filter((topic) => topic !== undefined);
    }
  }

  /** Cards of a row, as the filter leaves them. */
  cardsUnder(node: TreeNode): readonly Card[] {
    if (node.kind !== 'card') return this.topicsUnder(node).flatMap((topic) => this.#shownCards(topic));
    return this.#topicOfCard(node.card)?.cards.filter(({ id }) => id === node.card) ?? [];
  }

  /** How many topics and cards the filter leaves. */
  get shown(): { readonly topics: number; readonly cards: number } {
    const topics = [...this.#chapters.values()].flatMap((chapter) => this.#shownTopics(chapter));
    return {
      topics: topics.length,
      cards: topics.reduce((total, topic) => total + this.#shownCards(topic).length, 0),
    };
  }

  #rootNodes(): readonly TreeNode[] {
    const builtIn = this.#sortedChapters('').map(chapterNode);
    const own = [...this.#bySource.keys()].filter(
      (source) => source !== '' && this.#chaptersOf(source).length > 0,
    );
    // Below two dozen chapters nobody would see what is their own.
    return [...own.map(sourceNode), ...builtIn];
  }

  #nodesUnder(node: TreeNode): readonly TreeNode[] {
    switch (node.kind) {
      case 'source': {
        const [only, ...others] = this.#bySource.get(node.source) ?? [];
        // A folder with one chapter would only repeat its name.
        if (only !== undefined && others.length === 0) return this.#sortedTopics(only).map(topicNode);
        return this.#sortedChapters(node.source).map(chapterNode);
      }
      case 'chapter': {
        const chapter = this.#chapters.get(node.chapter);
        return chapter === undefined ? [] : this.#sortedTopics(chapter).map(topicNode);
      }
      case 'topic': {
        const topic = this.#topics.get(node.topic);
        return topic === undefined ? [] : this.#sortedCards(topic).map(cardNode);
      }
      case 'card':
        return [];
    }
  }

  #makeRow(node: TreeNode): Row | undefined {
    switch (node.kind) {
      case 'source': {
        const chapters = this.#bySource.get(node.source);
        const shown = this.topicsUnder(node).length;
        if (chapters === undefined || shown === 0) return undefined;
        return {
          kind: 'source',
          title: this.#input.sources.get(node.source)?.title ?? node.source,
          topics: chapters.reduce((total, { topics }) => total + topics.length, 0),
          shown,
          ...sum(chapters.map((chapter) => this.#chapterCounts(chapter))),
        };
      }
      case 'chapter': {
        const chapter = this.#chapters.get(node.chapter);
        const shown = chapter === undefined ? 0 : this.#shownTopics(chapter).length;
        if (chapter === undefined || shown === 0) return undefined;
        const topics = chapter.topics.length;
        return { kind: 'chapter', chapter, topics, shown, ...this.#chapterCounts(chapter) };
      }
      case 'topic': {
        const topic = this.#topics.get(node.topic);
        return topic && { kind: 'topic', topic, ...this.#topicCounts(topic) };
      }
      case 'card': {
        const topic = this.#topicOfCard(node.card);
        const card = topic?.cards.find(({ id }) => id === node.card);
        if (topic === undefined || card === undefined) return undefined;
        const standing = this.#input.standing(card.id);
        return { kind: 'card', card, topic, standing, mark: markOf(standing, this.#input.now) };
      }
    }
  }

  #topicOfCard(card: string): Topic | undefined {
    if (this.#topicOf.size === 0) {
      for (const topic of this.#topics.values()) {
        for (const { id } of topic.cards) this.#topicOf.set(id, topic);
      }
    }
    return this.#topicOf.get(card);
  }

  /** Whether a chapter stands for its whole folder, so that the folder's row takes its place. */
  #isAlone({ source }: Chapter): boolean {
    return source !== '' && this.#bySource.get(source)?.length === 1;
  }

  /** Chapters of a source with something to show. */
  #chaptersOf(source: string): readonly Chapter[] {
    const chapters = this.#bySource.get(source) ?? [];
    return this.#filtered ? chapters.filter((chapter) => this.#shownTopics(chapter).length > 0) : chapters;
  }

  #shownTopics(chapter: Chapter): readonly Topic[] {
    if (!this.#filtered) return chapter.topics;
    let shown = this.#shown.get(chapter.id);
    if (shown === undefined) {
      shown = chapter.topics.filter((topic) => this.#isShown(topic));
      this.#shown.set(chapter.id, shown);
    }
    return shown;
  }

  #isShown(topic: Topic): boolean {
    if (topic.cards.some((card) => this.#passes(card, topic))) return true;
    const { states, tiers } = this.#input.filter;
    // A topic without cards has no state, but a name and a tier.
    if (topic.cards.length > 0 || states.length > 0) return false;
    if (tiers.length > 0 && !tiers.includes(topic.tier)) return false;
    return this.#words.every((word) => holds(topicText(topic), word));
  }

  #passes(card: Card, topic: Topic): boolean {
    const { filter, standing, now } = this.#input;
    if (filter.tiers.length > 0 && !filter.tiers.includes(card.tier)) return false;
    if (filter.states.length > 0) {
      const known = standing(card.id);
      if (!filter.states.some((state) => isIn(state, known, now))) return false;
    }
    return this.#words.every((word) => holds(topicText(topic), word) || holds(questionText(card), word));
  }

  #shownCards(topic: Topic): readonly Card[] {
    return this.#filtered ? topic.cards.filter((card) => this.#passes(card, topic)) : topic.cards;
  }

  #topicCounts(topic: Topic): Counts {
    return this.#counted(`t:${topic.id}`, () =>
      count(
        topic.cards.map(({ id }) => id),
        this.#input.standing,
        this.#input.now,
      ),
    );
  }

  #chapterCounts(chapter: Chapter): Counts {
    return this.#counted(`c:${chapter.id}`, () =>
      sum(chapter.topics.map((topic) => this.#topicCounts(topic))),
    );
  }

  #counted(key: string, make: () => Counts): Counts {
    let counts = this.#counts.get(key);
    if (counts === undefined) {
      counts = make();
      this.#counts.set(key, counts);
    }
    return counts;
  }

  #sortedChapters(source: string): readonly Chapter[] {
    return this.#sorted(this.#chaptersOf(source), (chapter) => this.#chapterCounts(chapter));
  }

  #sortedTopics(chapter: Chapter): readonly Topic[] {
    return this.#sorted(this.#shownTopics(chapter), (topic) => this.#topicCounts(topic));
  }

  #sortedCards(topic: Topic): readonly Card[] {
    const { standing, now } = this.#input;
    return this.#sorted(this.#shownCards(topic), ({ id }) => count([id], standing, now));
  }

  #sorted<T>(items: readonly T[], counts: (item: T) => Counts): readonly T[] {
    const { order } = this.#input;
    if (order === 'note') return items;
    const compare = order === 'due' ? byDue : byWeakness;
    return items
      .map((item) => ({ item, counts: counts(item) }))
      .sort((a, b) => compare(a.counts, b.counts))
      .map(({ item }) => item);
  }
}

/** Most due cards first, then what falls due next. */
function byDue(a: Counts, b: Counts): number {
  return b.due - a.due || compareNumbers(a.next ?? Infinity, b.next ?? Infinity);
}

/** What was met and is known least first; what nobody has met yet is not weak, but new. */
function byWeakness(a: Counts, b: Counts): number {
  const rank = ({ cards, fresh, hidden }: Counts): number =>
    cards === 0 ? 2 : cards === fresh + hidden ? 1 : 0;
  return rank(a) - rank(b) || compareNumbers(a.known, b.known);
}

function compareNumbers(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A model, and how its rows look. */
export interface Look {
  readonly model: TopicModel;
  readonly face: (row: Row) => string;
}

/**
 * Which of the rows that are on display look different in a new model. A row whose children changed stands for
 * them; undefined stands for the root.
 */
export function changedNodes(
  before: Look,
  after: Look,
  displayed: Iterable<TreeNode>,
): readonly (TreeNode | undefined)[] {
  const list = ({ model }: Look, node?: TreeNode): string =>
    model
      .children(node)
      .map(({ id }) => id)
      .join('\n');
  const face = (look: Look, node: TreeNode): string => {
    const row = look.model.row(node);
    return row === undefined ? '' : look.face(row);
  };
  if (list(before) !== list(after)) return [undefined];
  const changed: TreeNode[] = [];
  for (const node of displayed) {
    if (after.model.row(node) === undefined) continue; // Its parent's list has changed.
    if (face(before, node) !== face(after, node) || list(before, node) !== list(after, node))
      changed.push(node);
  }
  return changed;
}

function sourceNode(source: string): TreeNode {
  return { kind: 'source', id: `source:${source}`, source };
}

function chapterNode({ id }: Chapter): TreeNode {
  return { kind: 'chapter', id: `chapter:${id}`, chapter: id };
}

function topicNode({ id }: Topic): TreeNode {
  return { kind: 'topic', id: `topic:${id}`, topic: id };
}

function cardNode({ id }: Card): TreeNode {
  return { kind: 'card', id: `card:${id}`, card: id };
}
