/**
 * The deck's vocabulary: what the parser makes of Markdown notes. Plain data, so that it can be written to
 * `dist/notes.<language>.zst` at build time and read back unchanged.
 */

/** Language of a note; both languages of a section share ids, and so one set of cards. */
export type Language = 'en' | 'zh-cn';

/** Half-open range of 0-based lines: `start <= line < end`. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** One file of notes, as handed to the parser. */
export interface NoteFile {
  /** Source the file belongs to: `''` for the built-in notes, else a short key of the user's folder. */
  readonly source: string;
  /** Path inside the source, with forward slashes. */
  readonly path: string;
  /** Language of the file, or undefined to let the text decide. */
  readonly language?: Language;
  readonly text: string;
}

/** What to ask first when time is short. */
export type Tier = 'must' | 'should' | 'extra';

export type CardType =
  | 'explain'
  | 'list'
  | 'order'
  | 'table'
  | 'define'
  | 'cloze'
  | 'follow-up'
  | 'choice'
  | 'manifest'
  /** A point of an answer that was missed, asked alone; made from the reviews, never from a note. */
  | 'point';

/** A quotation in GitHub's alert syntax, `> [!KIND] title`. */
export interface Alert {
  readonly kind: 'trap' | 'outdated' | 'follow-up' | 'source' | 'note';
  /** Text on the line of the marker (a follow-up's question, a source's address); may be empty. */
  readonly title: string;
  /** Body as Markdown; may be empty. */
  readonly body: string;
  readonly range: LineRange;
}

/** One option of a choice card. */
export interface Option {
  readonly text: string;
  readonly correct: boolean;
  /** Why it is right or wrong, Markdown. */
  readonly why: string;
}

/** The manifest that a card is about. */
export interface CardManifest {
  readonly text: string;
  /** 0-based line that is asked about; absent where the manifest is to be changed. */
  readonly line?: number;
  /** The manifest after the change; absent where there is nothing to change. */
  readonly solution?: string;
}

/** Something to recall. Every text is Markdown, free of marks. */
export interface Card {
  /** Identity of the review history: namespaced section or item id, `#`, what is asked. Same in both languages. */
  readonly id: string;
  readonly type: CardType;
  readonly topic: string;
  /** Cards of one section are siblings and are not asked right after one another. */
  readonly section: string;
  readonly question: string;
  /** The whole answer as it is shown after the reveal. */
  readonly answer: string;
  /** Idea units a free answer is graded against; steps of an order card; members of a list card. May be empty. */
  readonly points: readonly string[];
  /** Only on define cards: the question is the explanation and the answer its term. */
  readonly reverse?: true;
  /** Traps, outdated lore and sources of the card's own item; `alertsOf` adds those of its section. */
  readonly alerts?: readonly Alert[];
  /** Only on choice cards. */
  readonly options?: readonly Option[];
  /** Only on manifest cards. */
  readonly manifest?: CardManifest;
  readonly tier: Tier;
  /** Kept out of exports, reports and screenshots. */
  readonly private: boolean;
  readonly file: string;
  readonly range: LineRange;
  /** Where the card comes from inside its section, such as `t1r3c2`: the same in both languages of a note. */
  readonly place?: string;
}

/** A heading with a body: the unit of the tree, and what a hover leads back to. */
export interface Topic {
  /** Namespaced id: for built-in notes the bare id, for others `<source>:<id>`. */
  readonly id: string;
  /** Short name for tree and hover. */
  readonly title: string;
  /** The heading as written, without marks. */
  readonly question: string;
  /** Titles of the headings between chapter and topic, outermost first. */
  readonly groups: readonly string[];
  readonly tier: Tier;
  readonly private: boolean;
  readonly file: string;
  /** Heading line to the end of the section, without sub-headings that are topics of their own. */
  readonly range: LineRange;
  /** Body as Markdown, without marks; alerts stand where the author put them. */
  readonly body: string;
  readonly alerts: readonly Alert[];
  readonly cards: readonly Card[];
  /** Card types that the author allows here; absent where nothing was said. */
  readonly allowed?: readonly CardType[];
  /** Id of the built-in topic that this one replaces. */
  readonly shadows?: string;
}

export interface Chapter {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly file: string;
  readonly language: Language;
  readonly topics: readonly Topic[];
}

/** Life of an API, field or value: `deprecated 1.35`, `removed 1.26`, `ga 1.33`, `alpha 1.37`, `beta 1.36`. */
export interface Status {
  readonly state: 'alpha' | 'beta' | 'ga' | 'deprecated' | 'removed';
  /** Minor version of Kubernetes, as `1.35`; undefined where the note names none. */
  readonly since?: string;
}

/** Where in a manifest a concept applies, parsed from `on:`. */
export interface Attachment {
  /** `Deployment`, `PodSpec` (Pod and every workload's template) or `*`. */
  readonly kind: string;
  /** API group; undefined where the note does not restrict it; `''` is the core group. */
  readonly group?: string;
  /** Steps from the object's root; `[]` for list items; map keys unquoted. Empty: the value of `kind:` itself. */
  readonly path: readonly string[];
  /** Only where the scalar has this value. */
  readonly value?: string;
}

/** What a hover explains. */
export interface Concept {
  readonly id: string;
  /** Name shown as the hover's title. */
  readonly name: string;
  /** Other names, for search and for matching answers. */
  readonly synonyms: readonly string[];
  /** The hover's category, such as "Service type"; may be empty. */
  readonly label: string;
  /** One to three sentences, Markdown. */
  readonly summary: string;
  /** At most five short points, Markdown. */
  readonly points: readonly string[];
  readonly trap?: string;
  readonly outdated?: string;
  readonly status?: Status;
  readonly links: readonly string[];
  readonly attachments: readonly Attachment[];
  /** Ids of concepts that are easily taken for this one. */
  readonly confuse: readonly string[];
  /** Topic that the hover leads back to. */
  readonly topic: string;
  /** Kept out of exports, reports and screenshots. */
  readonly private?: true;
  readonly file: string;
  readonly range: LineRange;
}

/** Something an author should mend. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly file: string;
  /** 0-based. */
  readonly line: number;
  /** Stable name of the rule, such as `duplicate-id`. */
  readonly code: string;
  /** English with `{0}` placeholders for `args`: the key of a translation, shown as `t(message, ...args)`. */
  readonly message: string;
  readonly args: readonly (string | number)[];
}

/** A derivation that was considered and left out, for `--explain` and the import preview. */
export interface Skipped {
  readonly file: string;
  readonly range: LineRange;
  readonly type: CardType | 'concept' | 'topic';
  /** English with `{0}` placeholders for `args`, as in `Problem`. */
  readonly reason: string;
  readonly args: readonly (string | number)[];
}

/** Everything that one file yields. */
export interface ParsedNote {
  readonly chapters: readonly Chapter[];
  readonly concepts: readonly Concept[];
  readonly problems: readonly Problem[];
  readonly skipped: readonly Skipped[];
}

/** A set of notes that is used together: one language of the built-in notes and the user's folders. */
export interface Deck {
  readonly chapters: readonly Chapter[];
  readonly concepts: readonly Concept[];
}
