/**
 * Messages between the quiz's host side and its page. Both sides validate what they receive: the page is
 * restored from stored state of an older version, and the host must not trust a web page.
 */

/** FSRS ratings: 1 Again, 2 Hard, 3 Good, 4 Easy. */
export type Grade = 1 | 2 | 3 | 4;

/** One idea unit of the answer, as the page shows it. */
export interface PointView {
  readonly html: string;
  readonly ticked: boolean;
  /** Why it is ticked, or what was there instead, in words; may be empty. */
  readonly why: string;
}

/** One option of a choice card before the reveal. */
export interface OptionView {
  readonly html: string;
}

/** One option after the reveal. */
export interface JudgedOptionView extends OptionView {
  readonly correct: boolean;
  readonly chosen: boolean;
  /** Why it is right or wrong; may be empty. */
  readonly whyHtml: string;
}

export interface GradeView {
  readonly grade: Grade;
  /** When the card would come back, in words: `<10 min`, `3 d`. */
  readonly interval: string;
}

/** A page that the note names as its source. */
export interface SourceView {
  readonly href: string;
  readonly label: string;
}

export interface Progress {
  readonly done: number;
  readonly left: number;
  /** Estimated minutes for what is left, rounded up. */
  readonly minutes: number;
}

/** One field of several. */
export interface FieldView {
  /** What belongs into it, such as the column of a table; a number in a list. */
  readonly label: string;
  readonly value: string;
}

export interface StepView {
  /** Place in the right order, which names the step; the page must not show it. */
  readonly step: number;
  readonly html: string;
}

/** How a card is answered. */
export type InputView =
  /** Words of one's own: `line` for a term or a value, else a field of several lines. */
  | { readonly kind: 'text'; readonly line: boolean }
  | { readonly kind: 'choice'; readonly options: readonly OptionView[] }
  /** `recognised` tells the page to ask for each entry as it is typed. */
  | { readonly kind: 'fields'; readonly fields: readonly FieldView[]; readonly recognised: boolean }
  | { readonly kind: 'order'; readonly steps: readonly StepView[] }
  | { readonly kind: 'yaml' };

/** A manifest that the question is about. */
export interface ManifestView {
  readonly text: string;
  /** 0-based line that is asked about. */
  readonly line?: number;
}

/** The same card in the other language. */
export interface OtherView {
  readonly lang: string;
  readonly questionHtml: string;
  /** Empty before the reveal. */
  readonly answerHtml: string;
}

export type Clock = 'auto' | 'onDemand' | 'off';

/** What a card shows before and after the reveal. */
interface CardView {
  readonly title: string;
  /** Chapter and groups above the topic, outermost first. */
  readonly path: readonly string[];
  readonly progress: Progress;
  /** Steps of the session so far: with each the card may be another one of the same question. */
  readonly turn: number;
  /** Language of the card's text, for glyphs and speech. */
  readonly lang: string;
  /** What kind of recall is asked for, in words. */
  readonly task: string;
  readonly questionHtml: string;
  /** The main question, of a follow-up; else empty. */
  readonly mainHtml: string;
  /** Points that are given, of a card about a missed one. */
  readonly givenHtml: readonly string[];
  readonly manifest?: ManifestView;
  readonly typed: string;
  readonly canUndo: boolean;
  readonly flagged: boolean;
  readonly other?: OtherView;
}

export interface QuestionView extends CardView {
  readonly phase: 'question';
  readonly input: InputView;
  /** Seconds to say the answer aloud; absent where nothing is to be said. */
  readonly clock?: { readonly seconds: number; readonly start: Clock };
}

/** What the user gave as an answer, as it is shown again. */
export type YoursView =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  /** `ordered`: their numbers matter. */
  | { readonly kind: 'items'; readonly ordered: boolean; readonly items: readonly string[] };

export interface AnswerView extends CardView {
  readonly phase: 'answer';
  readonly yours: YoursView;
  /** What a typed answer was recognised as, in words; may be empty. */
  readonly verdict: string;
  /** Only of a choice card, else empty. */
  readonly options: readonly JudgedOptionView[];
  /** Empty where the answer is one thing; then `answerHtml` alone is shown. */
  readonly points: readonly PointView[];
  /** Whether the points are steps, so that their numbers matter. */
  readonly ordered: boolean;
  readonly answerHtml: string;
  /** Traps and corrections of the section. */
  readonly alertsHtml: string;
  readonly sources: readonly SourceView[];
  readonly grades: readonly GradeView[];
  /** Absent where a typed answer was not recognised: then only the user can tell. */
  readonly proposed?: Grade;
}

export interface SummaryRow {
  readonly title: string;
  readonly questionHtml: string;
  readonly grade: Grade;
  /** When the card comes back, in words. */
  readonly next: string;
}

export interface SummaryView {
  readonly phase: 'summary';
  readonly title: string;
  readonly lang: string;
  readonly message: string;
  /** Topics in which every card was firm. */
  readonly strong: readonly string[];
  readonly rows: readonly SummaryRow[];
  /** One thing to do next. */
  readonly suggestion?: { readonly text: string; readonly action: string };
  readonly canUndo: boolean;
}

/** Nothing to ask, or something went wrong; `message` says what to do. */
export interface NoticeView {
  readonly phase: 'notice';
  readonly title: string;
  readonly message: string;
  readonly error: boolean;
}

export type QuizView = QuestionView | AnswerView | SummaryView | NoticeView;

/** What became of an entry of a list: its name as the note has it, or nothing yet. */
export interface RecognisedView {
  readonly state: 'found' | 'again' | 'none';
  readonly name: string;
}

export type HostMessage =
  | {
      readonly type: 'view';
      readonly view: QuizView;
      /** Counts the sessions of the panel: what was typed in one is not kept for the next. */
      readonly session: number;
      /** Opaque to the page, which keeps it with `setState` so that a reload can restore the session. */
      readonly state: unknown;
      /** Said once by screen readers, such as "Good, next in 3 days". */
      readonly announce?: string;
    }
  /** The state alone, where a new view would disturb the typing. */
  | { readonly type: 'keep'; readonly state: unknown; readonly recognised?: readonly RecognisedView[] }
  | { readonly type: 'unsaved'; readonly message: string };

/** Why a card is bad. */
export type BadReason = 'wrong' | 'unclear' | 'trivial' | 'giveaway' | 'other';
export const badReasons: readonly BadReason[] = ['wrong', 'unclear', 'trivial', 'giveaway', 'other'];

export type PageMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'typed'; readonly text: string }
  /** `option` is the index of the option that was chosen, on a choice card. */
  | { readonly type: 'reveal'; readonly text: string; readonly option?: number }
  | { readonly type: 'tick'; readonly point: number; readonly ticked: boolean }
  | { readonly type: 'grade'; readonly grade: Grade }
  | { readonly type: 'bad'; readonly reason: BadReason; readonly text: string }
  | { readonly type: (typeof plainMessages)[number] };

const plainMessages = [
  'undo',
  'openNote',
  'bury',
  'suspend',
  'flag',
  'beside',
  'again',
  'suggestion',
  'close',
] as const;

/** Longest text that the page may send; anything longer is cut, not refused. */
const maxTyped = 20_000;
const maxRemark = 500;

/** Whether a parsed value has keys to look at. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

export function isGrade(value: unknown): value is Grade {
  return value === 1 || value === 2 || value === 3 || value === 4;
}

/** Reads a message of the page; undefined for anything that is not one. */
export function parsePageMessage(value: unknown): PageMessage | undefined {
  if (!isRecord(value)) return undefined;
  const plain = plainMessages.find((type) => type === value.type);
  if (plain !== undefined) return { type: plain };
  switch (value.type) {
    case 'ready':
      return { type: 'ready' };
    case 'typed': {
      const { text } = value;
      return typeof text === 'string' ? { type: 'typed', text: text.slice(0, maxTyped) } : undefined;
    }
    case 'reveal': {
      const { text, option } = value;
      if (typeof text !== 'string') return undefined;
      const reveal = { type: 'reveal', text: text.slice(0, maxTyped) } as const;
      if (option === undefined) return reveal;
      return isIndex(option) ? { ...reveal, option } : undefined;
    }
    case 'tick': {
      const { point, ticked } = value;
      return isIndex(point) && typeof ticked === 'boolean' ? { type: 'tick', point, ticked } : undefined;
    }
    case 'grade': {
      const grade = value.grade;
      return isGrade(grade) ? { type: 'grade', grade } : undefined;
    }
    case 'bad': {
      const { text } = value;
      const reason = badReasons.find((known) => known === value.reason);
      if (reason === undefined || typeof text !== 'string') return undefined;
      return { type: 'bad', reason, text: text.slice(0, maxRemark) };
    }
    default:
      return undefined;
  }
}

/** True for a message of the host, as far as the page needs to know before it renders it. */
export function isHostMessage(value: unknown): value is HostMessage {
  if (!isRecord(value)) return false;
  if (value.type === 'unsaved') return typeof value.message === 'string';
  if (value.type === 'keep') return 'state' in value;
  const view = value.view;
  return value.type === 'view' && isRecord(view) && typeof view.phase === 'string';
}

/** To the page that shows the concept under the caret. */
export interface ConceptMessage {
  readonly type: 'concept';
  /** Safe in a page: made from Markdown by our own renderer. */
  readonly html: string;
  /** Language of the text. */
  readonly language: string;
  /** Said by screen readers when the concept is another one. */
  readonly title: string;
}

/** From that page: it is there, or one of the links was followed, counted from 0. */
export type ConceptPageMessage =
  { readonly type: 'ready' } | { readonly type: 'follow'; readonly link: number };

/** Address of a link that the extension follows, not the browser. */
export const followPrefix = '#follow-';

export function parseConceptPageMessage(value: unknown): ConceptPageMessage | undefined {
  if (!isRecord(value)) return undefined;
  if (value.type === 'ready') return { type: 'ready' };
  return value.type === 'follow' && isIndex(value.link) ? { type: 'follow', link: value.link } : undefined;
}

export function isConceptMessage(value: unknown): value is ConceptMessage {
  return (
    isRecord(value) &&
    value.type === 'concept' &&
    ['html', 'language', 'title'].every((key) => typeof value[key] === 'string')
  );
}
