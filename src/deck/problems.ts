import type { Translate } from '../l10n/translate.ts';
import type { CardType, LineRange, Problem, Skipped } from './types.ts';

/** Marks a text for translation; the reader's language is not known here. */
function t<Text extends string>(text: Text): Text {
  return text;
}

/** Every rule that a note can break: severity and English message (also the key of its translation). */
export const problemRules = {
  'duplicate-id': ['error', t('The id "{0}" is already used in {1}:{2}.')],
  'broken-id': ['error', t('The id "{0}" is not allowed: letters, digits, "-", "." and "_" only.')],
  'broken-on': ['error', t('Cannot read "{0}" in on: {1}')],
  'dead-confuse': ['error', t('confuse: names "{0}", which no section or item has as its id.')],
  'dead-shadows': ['error', t('shadows: names "{0}", which no built-in topic has as its id.')],
  'unclosed-comment': ['error', t('This comment is never closed with -->.')],
  'unclosed-fence': ['warning', t('This code block is never closed.')],
  'unknown-mark-key': ['error', t('Unknown key "{0}" in a mark; known are: {1}.')],
  'repeated-mark-key': ['warning', t('The key "{0}" stands twice; the first one counts.')],
  'empty-mark-key': ['error', t('The key "{0}" has no value.')],
  'bad-tier': ['error', t('Unknown tier "{0}"; it is one of must, should, extra.')],
  'bad-status': ['error', t('Cannot read the status "{0}"; write for example "deprecated 1.35" or "beta".')],
  'bad-cards': ['error', t('Unknown card type "{0}" in cards:.')],
  'misplaced-mark': [
    'warning',
    t('This mark speaks for nothing here; put it on a heading or at the end of a list item.'),
  ],
  'unknown-alert': ['warning', t('Unknown alert [!{0}]; it is shown as a plain quote.')],
  'duplicate-attachment': ['warning', t('"{0}" is already explained by "{1}", which wins.')],
  'missing-translation': ['error', t('The id "{0}" is missing in {1}.')],
  'missing-card': ['warning', t('The card "{0}" does not come out in {1}.')],
} as const satisfies Record<string, readonly [Problem['severity'], string]>;

export type ProblemCode = keyof typeof problemRules;

/** Why a derivation was left out, in English (also the key of its translation). */
export const skipReasons = {
  'author-says-no': t('The author switched this off with cards:.'),
  'empty-section': t('The heading has no body.'),
  'chapter-introduction': t('An introduction to the chapter, not an answer.'),
  stub: t('A stub: too little text to be an answer.'),
  'reference-section': t('A section of references or housekeeping.'),
  'code-only': t('Nothing but code, and the heading asks no question.'),
  'links-only': t('Nothing but links.'),
  'list-asks-the-same': t('The list card asks the same.'),
  'order-asks-the-same': t('The order card asks the same.'),
  'table-asks-the-same': t('The table cards ask the same.'),
  'too-many-points': t('{0} points are too many to recall at once.'),
  'no-introduction': t('Nothing says what the list is a list of.'),
  'too-few-items': t('Only {0} items.'),
  'too-many-items': t('{0} items are too many to name.'),
  'long-items': t('The items are sentences, not names.'),
  'task-list': t('A list of tasks.'),
  'repeated-items': t('Items repeat.'),
  'questions-only': t('A list of questions without answers.'),
  'no-sequence': t('Nothing says that the order matters.'),
  'no-table-header': t('The table has no header.'),
  'too-many-rows': t('{0} rows are a reference, not something to recall.'),
  'too-many-columns': t('{0} columns are too many.'),
  'unclear-rows': t('The first column does not name the rows.'),
  'by-row': t('Asked row by row; cards: cells asks for each cell.'),
  'yes-no-cell': t('Yes or no is a guess, not a recall.'),
  'long-cell': t('The cell is too long to recall word by word.'),
  'label-not-term': t('"{0}" is a label, not a term.'),
  'doubtful-term': t('"{0}" does not look like a term.'),
  'bare-term': t('A bare term without explanation.'),
  'long-explanation': t('The explanation is too long to be recognised.'),
  'short-explanation': t('The explanation is too short to be recognised.'),
  'explanation-names-term': t('The explanation gives the term away.'),
  'same-explanation': t('Another term has the same explanation.'),
  'not-a-definition': t('The first sentence does not define the heading.'),
  'looks-like-code': t('Looks like code or configuration.'),
  'no-answer': t('A question without an answer.'),
  'long-sentence': t('The sentence is too long, or has too many gaps.'),
  glossary: t('Its terms are asked one by one.'),
  commands: t('Commands, asked one by one.'),
  'open-list': t('Examples, not a complete list.'),
  'explain-asks': t('The heading asks for an explanation, not for names.'),
  'too-few-options': t('Too few comparable terms for a choice.'),
} as const satisfies Record<string, string>;

export type SkipReason = keyof typeof skipReasons;

/** Makes a problem of rule `code` at the 0-based `line`. */
export function problem(
  code: ProblemCode,
  file: string,
  line: number,
  ...args: readonly (string | number)[]
): Problem {
  const [severity, message] = problemRules[code];
  return { severity, file, line, code, message, args };
}

/** Notes that a card of `type` was considered at `range` and left out. */
export function skipped(
  type: CardType | 'concept' | 'topic',
  file: string,
  range: LineRange,
  reason: SkipReason,
  ...args: readonly (string | number)[]
): Skipped {
  return { file, range, type, reason: skipReasons[reason], args };
}

/** The problem as a sentence in the user's language. */
export function problemText({ code, message, args }: Problem, localise: Translate): string {
  // Why an attachment cannot be read is a sentence of its own.
  return localise(message, ...(code === 'broken-on' ? args.map((arg) => localise(String(arg))) : args));
}

/** The reason for a card left out as a sentence in the user's language. */
export function reasonText({ reason, args }: Skipped, localise: Translate): string {
  return localise(reason, ...args);
}
