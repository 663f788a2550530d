import type { Comment } from './marks.ts';
import type { Alert, LineRange } from './types.ts';

/** What a note consists of between its headings. Texts are inline Markdown without comments. */
export type Block = Paragraph | List | Table | Code | Quote | AlertBlock | Rule | Directive;

export interface Paragraph {
  readonly type: 'paragraph';
  /** The author's lines; a sentence that was wrapped at the margin is one of them. */
  readonly lines: readonly ParagraphLine[];
  readonly range: LineRange;
}

export interface ParagraphLine {
  readonly text: string;
  readonly comments: readonly Comment[];
  readonly range: LineRange;
}

export interface List {
  readonly type: 'list';
  readonly ordered: boolean;
  readonly items: readonly Item[];
  readonly range: LineRange;
  /** Sign of its items, as in `ListMarker`. */
  readonly style: string;
  /** Steps by name ("Step 1", "第一步") need no other sign of sequence. */
  readonly steps: boolean;
}

export interface Item {
  /** First paragraph; may be empty. */
  readonly text: string;
  /** Number as written; 0 on a bullet. */
  readonly number: number;
  /** `[ ]` or `[x]` stood before the text. */
  readonly task: boolean;
  readonly comments: readonly Comment[];
  readonly blocks: readonly Block[];
  /** Lines of the item with everything in it. */
  readonly range: LineRange;
}

export interface Table {
  readonly type: 'table';
  readonly header: readonly string[] | undefined;
  readonly rows: readonly Row[];
  readonly range: LineRange;
}

export interface Row {
  readonly cells: readonly string[];
  readonly comments: readonly Comment[];
  readonly line: number;
}

export interface Code {
  readonly type: 'code';
  readonly info: string;
  readonly lines: readonly string[];
  readonly range: LineRange;
}

export interface Quote {
  readonly type: 'quote';
  readonly blocks: readonly Block[];
  readonly range: LineRange;
}

export interface AlertBlock {
  readonly type: 'alert';
  readonly kind: Alert['kind'];
  /** Marker as written, such as `WARNING`. */
  readonly marker: string;
  readonly title: string;
  readonly comments: readonly Comment[];
  readonly blocks: readonly Block[];
  readonly range: LineRange;
}

export interface Rule {
  readonly type: 'rule';
  readonly range: LineRange;
}

/** Comments on a line of their own. */
export interface Directive {
  readonly type: 'directive';
  readonly comments: readonly Comment[];
  readonly range: LineRange;
}

/** A heading, or a line that its author uses as one. */
export interface Heading {
  readonly type: 'heading';
  /** 1 to 6; 7 for a line in bold, 8 for a question that is no heading. */
  readonly level: number;
  readonly text: string;
  readonly comments: readonly Comment[];
  readonly range: LineRange;
}
