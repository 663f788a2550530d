import type { CardType, LineRange, Problem, Skipped } from './types.ts';

/** Every rule that a note can break: severity and English message (also the key of its translation). */
export const problemRules = {
  'duplicate-id': ['error', 'The id "{0}" is already used in {1}:{2}.'],
  'broken-id': ['error', 'The id "{0}" is not allowed: letters, digits, "-", "." and "_" only.'],
  'broken-on': ['error', 'Cannot read "{0}" in on: {1}'],
  'dead-confuse': ['error', 'confuse: names "{0}", which no section or item has as its id.'],
  'dead-shadows': ['error', 'shadows: names "{0}", which no built-in topic has as its id.'],
  'unclosed-comment': ['error', 'This comment is never closed with -->.'],
  'unclosed-fence': ['warning', 'This code block is never closed.'],
  'unknown-mark-key': ['error', 'Unknown key "{0}" in a mark; known are: {1}.'],
  'repeated-mark-key': ['warning', 'The key "{0}" stands twice; the first one counts.'],
  'empty-mark-key': ['error', 'The key "{0}" has no value.'],
  'bad-tier': ['error', 'Unknown tier "{0}"; it is one of must, should, extra.'],
  'bad-status': ['error', 'Cannot read the status "{0}"; write for example "deprecated 1.35" or "beta".'],
  'bad-cards': ['error', 'Unknown card type "{0}" in cards:.'],
  'misplaced-mark': [
    'warning',
    'This mark speaks for nothing here; put it on a heading or at the end of a list item.',
  ],
  'misplaced-key': ['warning', 'The key "{0}" has no meaning here.'],
  'unknown-alert': ['warning', 'Unknown alert [!{0}]; it is shown as a plain quote.'],
  'duplicate-attachment': ['warning', '"{0}" is already explained by "{1}", which wins.'],
  'missing-translation': ['error', 'The id "{0}" is missing in {1}.'],
  'missing-card': ['warning', 'The card "{0}" does not come out in {1}.'],
} as const satisfies Record<string, readonly [Problem['severity'], string]>;

export type ProblemCode = keyof typeof problemRules;

/** Why a derivation was left out, in English (also the key of its translation). */
export const skipReasons = {
  'author-says-no': 'The author switched this off with cards:.',
  'empty-section': 'The heading has no body.',
  'chapter-introduction': 'An introduction to the chapter, not an answer.',
  stub: 'A stub: too little text to be an answer.',
  'reference-section': 'A section of references or housekeeping.',
  'code-only': 'Nothing but code, and the heading asks no question.',
  'links-only': 'Nothing but links.',
  'list-asks-the-same': 'The list card asks the same.',
  'order-asks-the-same': 'The order card asks the same.',
  'table-asks-the-same': 'The table cards ask the same.',
  'too-many-points': '{0} points are too many to recall at once.',
  'no-introduction': 'Nothing says what the list is a list of.',
  'too-few-items': 'Only {0} items.',
  'too-many-items': '{0} items are too many to name.',
  'long-items': 'The items are sentences, not names.',
  'task-list': 'A list of tasks.',
  'repeated-items': 'Items repeat.',
  'questions-only': 'A list of questions without answers.',
  'no-sequence': 'Nothing says that the order matters.',
  'no-table-header': 'The table has no header.',
  'too-many-rows': '{0} rows are a reference, not something to recall.',
  'too-many-columns': '{0} columns are too many.',
  'unclear-rows': 'The first column does not name the rows.',
  'by-row': 'Asked row by row; cards: cells asks for each cell.',
  'yes-no-cell': 'Yes or no is a guess, not a recall.',
  'long-cell': 'The cell is too long to recall word by word.',
  'label-not-term': '"{0}" is a label, not a term.',
  'doubtful-term': '"{0}" does not look like a term.',
  'bare-term': 'A bare term without explanation.',
  'long-explanation': 'The explanation is too long to be recognised.',
  'short-explanation': 'The explanation is too short to be recognised.',
  'explanation-names-term': 'The explanation gives the term away.',
  'same-explanation': 'Another term has the same explanation.',
  'not-a-definition': 'The first sentence does not define the heading.',
  'looks-like-code': 'Looks like code or configuration.',
  'no-answer': 'A question without an answer.',
  'long-sentence': 'The sentence is too long, or has too many gaps.',
  glossary: 'Its terms are asked one by one.',
  commands: 'Commands, asked one by one.',
  'open-list': 'Examples, not a complete list.',
  'explain-asks': 'The heading asks for an explanation, not for names.',
  'too-few-options': 'Too few comparable terms for a choice.',
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
