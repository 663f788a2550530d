import { shownAlerts } from '../alerts.ts';
import type { Group } from '../entries.ts';
import type { Block, Table } from '../blocks.ts';
import type { Mark } from '../marks.ts';
import { type SkipReason, skipped } from '../problems.ts';
import { cardId, slug } from '../sectionId.ts';
import type { Alert, Card, CardType, LineRange, Option, Skipped, Tier } from '../types.ts';

/** What every derivation knows about the section it works on. */
export interface SectionFacts {
  readonly file: string;
  readonly source: string;
  /** Id of the topic. */
  readonly id: string;
  /** Heading without number, with the heading above where it says nothing alone. */
  readonly question: string;
  /** Heading without number. */
  readonly heading: string;
  /** Short name of the topic. */
  readonly title: string;
  readonly isQuestion: boolean;
  /** Its own blocks, marks of their own lines aside. */
  readonly blocks: readonly Block[];
  readonly groups: readonly Group[];
  /** How many numbered lists stand right in the section. */
  readonly numberedLists: number;
  readonly tables: readonly (Table & { readonly marks: readonly (Mark | undefined)[] })[];
  readonly alerts: readonly Alert[];
  readonly range: LineRange;
  readonly tier: Tier;
  readonly private: boolean;
  /** The author wants a card for each cell of a table, however many there are. */
  readonly byCell: boolean;
  /** Card types that the author allows; undefined where nothing was said. */
  readonly allowed: readonly CardType[] | undefined;
}

/** What one card adds to the facts of its section. */
export interface Draft {
  readonly type: CardType;
  readonly question: string;
  readonly answer: string;
  readonly points?: readonly string[];
  readonly options?: readonly Option[];
  readonly reverse?: true;
  readonly range: LineRange;
  /** Mark of the item or row that the card is about. */
  readonly mark?: Mark | undefined;
  /** Text that names the card among those of its type, where its item has no id. */
  readonly name?: string;
  /** Names it among those of its item, where that has an id. */
  readonly part?: string;
  readonly alerts?: readonly Alert[];
  /** Where it comes from inside the section, by counting. */
  readonly place: string;
}

/** Collects the cards of one section and the reasons for those that were left out. */
export class Derivation {
  readonly facts: SectionFacts;
  readonly skipped: Skipped[] = [];
  private readonly drafts: Draft[] = [];
  private readonly refused = new Set<string>();

  constructor(facts: SectionFacts) {
    this.facts = facts;
  }

  /** Whether the author wants cards of this type here, on the section and on the item. */
  wants(type: CardType, mark?: Mark): boolean {
    return (mark?.cards ?? this.facts.allowed)?.includes(type) ?? true;
  }

  has(type: CardType): boolean {
    return this.drafts.some((draft) => draft.type === type);
  }

  add(draft: Draft): void {
    const { mark, type } = draft;
    if (this.wants(type, mark)) {
      this.drafts.push(draft);
      return;
    }
    // Said once for the section, and once for an item that says so itself.
    const range = mark?.cards === undefined ? this.facts.range : draft.range;
    const key = `${type} ${range.start}`;
    if (!this.refused.has(key)) this.skip(type, range, 'author-says-no');
    this.refused.add(key);
  }

  /** The cards, with their ids: a card that is the only one of its type needs no name of its own. */
  cards(): Card[] {
    const ids = new Map<string, number>();
    const kinds = new Map<string, number>();
    for (const draft of this.drafts) {
      if (draft.mark?.id === undefined) kinds.set(draft.type, (kinds.get(draft.type) ?? 0) + 1);
    }
    return this.drafts.map((draft) => this.card(draft, kinds.get(draft.type) === 1, ids));
  }

  private card(draft: Draft, only: boolean, ids: Map<string, number>): Card {
    const { facts } = this;
    const { mark, type } = draft;
    const owner = mark?.id === undefined ? facts.id : namespaced(facts.source, mark.id);
    const unnamed = only && (type === 'list' || type === 'order' || type === 'follow-up');
    const name = mark?.id === undefined ? (unnamed ? undefined : draft.name) : draft.part;
    const derived = name === undefined ? undefined : slug(name);
    const base = cardId(owner, draft.reverse === true ? `${type}-reverse` : type, derived);
    const count = (ids.get(base) ?? 0) + 1;
    ids.set(base, count);
    const alerts = shownAlerts(draft.alerts ?? []);
    return {
      id: count === 1 ? base : `${base}${derived === undefined ? '~' : '-'}${count}`,
      type,
      topic: facts.id,
      section: facts.id,
      question: draft.question,
      answer: draft.answer,
      points: draft.points ?? [],
      ...(draft.options === undefined ? {} : { options: draft.options }),
      ...(draft.reverse === undefined ? {} : { reverse: draft.reverse }),
      ...(alerts.length === 0 ? {} : { alerts }),
      tier: mark?.tier ?? facts.tier,
      private: facts.private || mark?.private === true,
      file: facts.file,
      range: draft.range,
      place: draft.place,
    };
  }

  skip(
    type: CardType | 'concept' | 'topic',
    range: LineRange,
    reason: SkipReason,
    ...args: readonly (string | number)[]
  ): void {
    this.skipped.push(skipped(type, this.facts.file, range, reason, ...args));
  }
}

/** `id` as the deck knows it: bare for the built-in notes, behind its source for others. */
export function namespaced(source: string, id: string): string {
  return source === '' ? id : `${source}:${id}`;
}
