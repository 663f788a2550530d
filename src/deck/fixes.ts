/** Edits that mend what `Problem` reports, as text: the editor's adapter applies them. */
import type { Translate } from '../l10n/translate.ts';
import { problemRules, type ProblemCode } from './problems.ts';
import { cardTypes, markKeys } from './marks.ts';
import { slug } from './sectionId.ts';
import { withinOneEdit } from './text.ts';
import type { Problem } from './types.ts';

/** One way to mend a problem. */
export interface Fix {
  /** English with `{0}` placeholders for `args`: the key of a translation. */
  readonly title: string;
  readonly args: readonly string[];
  /** Of the problem's line, 0-based, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a fix may look up. */
export interface FixContext {
  /** Text of the problem's line. */
  readonly line: string;
  /** Whether an id is free. */
  readonly isFree: (id: string) => boolean;
  /** Ids that `confuse:` and `shadows:` may name. */
  readonly ids: () => Iterable<string>;
}

function t<Text extends string>(text: Text): Text {
  return text;
}

const titles = {
  close: t('Close the comment'),
  rename: t('Change to "{0}"'),
  remove: t('Remove "{0}"'),
} as const;

const alertKinds = [
  'TRAP',
  'OUTDATED',
  'FOLLOWUP',
  'SOURCE',
  'NOTE',
  'TIP',
  'IMPORTANT',
  'WARNING',
  'CAUTION',
];

/** The fixes for a problem, the likeliest first; none where only the author can tell. */
export function fixesFor(problem: Problem, context: FixContext): readonly Fix[] {
  if (!isCode(problem.code)) return [];
  const { line } = context;
  const [first] = problem.args.map(String);
  const name = first ?? '';
  switch (problem.code) {
    case 'unclosed-comment': {
      const at = line.trimEnd().length;
      return [{ title: titles.close, args: [], start: at, end: at, text: ' -->' }];
    }
    case 'broken-id':
      return changes(line, name, [slug(name)]);
    case 'duplicate-id': {
      let n = 2;
      while (!context.isFree(`${name}-${String(n)}`)) n += 1;
      return changes(line, name, [`${name}-${String(n)}`]);
    }
    case 'unknown-mark-key':
      return [...changes(line, name, near(name, markKeys)), ...removals(line, name)];
    case 'repeated-mark-key':
    case 'empty-mark-key':
      return removals(line, name);
    case 'bad-tier':
      return changes(line, name, ['must', 'should', 'extra']);
    case 'bad-cards':
      return changes(line, name, near(name, [...cardTypes, 'cells', 'none', 'all']));
    case 'bad-status': {
      const version = /\d+\.\d+/.exec(name)?.[0];
      const states = ['deprecated', 'removed', 'beta', 'alpha', 'ga'];
      const meant = states.filter((state) => name.toLowerCase().includes(state.slice(0, 4)));
      return changes(
        line,
        name,
        meant.map((state) => (version === undefined ? state : `${state} ${version}`)),
      );
    }
    case 'dead-confuse':
    case 'dead-shadows':
      return changes(line, name, near(name, context.ids()));
    case 'unknown-alert':
      return changes(line, name, near(name.toUpperCase(), alertKinds));
    // Only the author can tell what was meant.
    case 'broken-on':
    case 'duplicate-attachment':
    case 'misplaced-mark':
    case 'missing-card':
    case 'missing-translation':
    case 'unclosed-fence':
      return [];
  }
}

/** What a fix is called in the user's language. */
export function fixTitle({ title, args }: Fix, localise: Translate): string {
  return localise(title, ...args);
}

function isCode(code: string): code is ProblemCode {
  return code in problemRules;
}

/** At most three names that begin alike or are one letter away. */
function near(name: string, known: Iterable<string>): string[] {
  const lower = name.toLowerCase();
  const found: string[] = [];
  for (const other of known) {
    const right = other.toLowerCase();
    if (
      withinOneEdit(lower, right) ||
      (lower.length > 3 && (right.startsWith(lower) || lower.startsWith(right)))
    ) {
      if (other !== name) found.push(other);
    }
  }
  return found
    .sort((a, b) => Math.abs(a.length - name.length) - Math.abs(b.length - name.length))
    .slice(0, 3);
}

function changes(line: string, from: string, to: readonly string[]): Fix[] {
  const at = placeOf(line, from);
  if (at < 0) return [];
  return to
    .filter((text) => text !== from)
    .map((text) => ({ title: titles.rename, args: [text], start: at, end: at + from.length, text }));
}

/** Takes a key with its value out of a mark, and the whole mark where nothing else is in it. */
function removals(line: string, key: string): Fix[] {
  const comment = /<!--(.*?)-->/.exec(line);
  if (comment === null) return [];
  const [whole, inside = ''] = comment;
  const parts = inside.split(/(?<!\\)\|/);
  const index = parts.findLastIndex((part) => part.trim().split(/[:：]/)[0]?.trim().toLowerCase() === key);
  if (index < 0) return [];
  const rest = parts.filter((_, i) => i !== index).map((part) => part.trim());
  const text = rest.length === 0 ? '' : `<!-- ${rest.join(' | ')} -->`;
  const start = rest.length === 0 ? line.slice(0, comment.index).trimEnd().length : comment.index;
  return [{ title: titles.remove, args: [key], start, end: comment.index + whole.length, text }];
}

/** Where a name stands by itself, in the marks of the line first. */
function placeOf(line: string, name: string): number {
  if (name === '') return -1;
  const isWord = (at: number): boolean =>
    !/[\p{L}\p{N}_-]/u.test(line.charAt(at - 1)) && !/[\p{L}\p{N}_-]/u.test(line.charAt(at + name.length));
  const from = Math.max(line.indexOf('<!--'), line.indexOf('[!'), 0);
  for (let at = line.indexOf(name, from); at >= 0; at = line.indexOf(name, at + 1)) if (isWord(at)) return at;
  return line.indexOf(name, from);
}
