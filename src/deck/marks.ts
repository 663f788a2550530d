import { parseAttachments } from './attachments.ts';
import type { ProblemCode } from './problems.ts';
import { withinOneEdit } from './text.ts';
import type { Attachment, CardType, Status, Tier } from './types.ts';

/** What the comments on one section, item, row or alert say. */
export interface Mark {
  /** 0-based line of the first comment. */
  readonly line: number;
  readonly id?: string;
  readonly title?: string;
  readonly label?: string;
  readonly aka?: readonly string[];
  readonly status?: Status;
  readonly on?: readonly Attachment[];
  readonly confuse?: readonly string[];
  readonly tier?: Tier;
  /** Card types that the author wants; empty for `none`. */
  readonly cards?: readonly CardType[];
  /** `cards:` names `cells`: tables are asked cell by cell. */
  readonly cells?: true;
  readonly private?: true;
  readonly shadows?: string;
}

/** A comment without its `<!--` and `-->`. */
export interface Comment {
  readonly line: number;
  readonly text: string;
}

type Report = (code: ProblemCode, line: number, ...args: (string | number)[]) => void;
type Writable = { -readonly [Key in keyof Mark]: Mark[Key] };

export const markKeys = [
  'id',
  'title',
  'label',
  'aka',
  'status',
  'on',
  'confuse',
  'tier',
  'cards',
  'private',
  'shadows',
] as const;
type MarkKey = (typeof markKeys)[number];

/** Every type of card that notes yield, in the order in which a section's cards are listed. */
export const cardTypes: readonly CardType[] = [
  'explain',
  'list',
  'order',
  'table',
  'define',
  'cloze',
  'follow-up',
  'choice',
  'manifest',
];

const idPattern = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;
const statusPattern = /^(alpha|beta|ga|deprecated|removed)(?:\s+(?:v|in\s+)?(\d+\.\d+))?$/i;

/** Whether a comment's text is a mark rather than a remark of the author's. */
export function isMark(text: string): boolean {
  return segments(text).some(({ key }) => isMarkKey(key));
}

/**
 * Reads the comments that speak for one thing as a single mark; the first value of a key counts. Comments that
 * hold no known key are remarks and mean nothing, except where a key is a likely misspelling.
 */
export function parseMarks(comments: readonly Comment[], report: Report): Mark | undefined {
  const first = comments[0];
  if (first === undefined) return undefined;
  const mark: Writable = { line: first.line };
  let found = false;
  for (const comment of comments) {
    const parts = segments(comment.text);
    const known = parts.some(({ key }) => isMarkKey(key));
    for (const { key, value } of parts) {
      if (isMarkKey(key)) {
        found = true;
        if (mark[key] !== undefined) report('repeated-mark-key', comment.line, key);
        else if (value === '' && key !== 'private') report('empty-mark-key', comment.line, key);
        else setKey(mark, key, value, comment.line, report);
      } else if (known ? key !== '' : looksLikeMarkKey(key)) {
        report('unknown-mark-key', comment.line, key, markKeys.join(', '));
      }
    }
  }
  return found ? mark : undefined;
}

function setKey(mark: Writable, key: MarkKey, value: string, line: number, report: Report): void {
  switch (key) {
    case 'id':
    case 'shadows':
      if (idPattern.test(value)) mark[key] = value;
      else report('broken-id', line, value);
      return;
    case 'title':
    case 'label':
      mark[key] = value;
      return;
    case 'aka':
    case 'confuse':
      mark[key] = value
        .split(/[;；]/)
        .map((part) => part.trim())
        .filter((part) => part !== '');
      return;
    case 'status': {
      const match = statusPattern.exec(value);
      if (match === null) {
        report('bad-status', line, value);
        return;
      }
      const state = (match[1] ?? '').toLowerCase() as Status['state'];
      mark.status = match[2] === undefined ? { state } : { state, since: match[2] };
      return;
    }
    case 'on': {
      const { attachments, broken } = parseAttachments(value);
      for (const { text, why } of broken) report('broken-on', line, text, why);
      mark.on = attachments;
      return;
    }
    case 'tier':
      if (value === 'must' || value === 'should' || value === 'extra') mark.tier = value;
      else report('bad-tier', line, value);
      return;
    case 'cards': {
      if (value === 'none' || value === 'all') {
        mark.cards = value === 'none' ? [] : cardTypes;
        return;
      }
      const wanted: CardType[] = [];
      for (const name of value.split(/[,，、;；]/).map((part) => part.trim())) {
        const type = name === 'cells' ? 'table' : cardTypes.find((known) => known === name);
        if (name === 'cells') mark.cells = true;
        if (type !== undefined) wanted.push(type);
        else if (name !== '') report('bad-cards', line, name);
      }
      if (wanted.length > 0) mark.cards = wanted;
      return;
    }
    case 'private':
      if (value !== 'no' && value !== 'false') mark.private = true;
      return;
  }
}

/** Splits at `|` (a literal one is written `\|`) and each part at its first colon. */
function segments(text: string): { key: string; value: string }[] {
  return text
    .replaceAll('\\|', '\u0000')
    .split('|')
    .map((part) => {
      const whole = part.replaceAll('\u0000', '|').replace(/\s+/g, ' ').trim();
      const colon = /[:：]/.exec(whole)?.index ?? whole.length;
      const key = whole.slice(0, colon).trim().toLowerCase();
      const isBare = colon === whole.length && key !== 'private';
      return { key: isBare && !isMarkKey(key) ? '' : key, value: whole.slice(colon + 1).trim() };
    });
}

function isMarkKey(key: string): key is MarkKey {
  return (markKeys as readonly string[]).includes(key);
}

/** A key with one letter wrong, missing or too many: `tilte`, `labels`. */
function looksLikeMarkKey(key: string): boolean {
  return /^[a-z]{2,9}$/.test(key) && markKeys.some((known) => known.length > 3 && withinOneEdit(key, known));
}
