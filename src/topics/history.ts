/** What the journal tells of one card, for its tooltip and its report. */
import type { Card } from '../deck/types.ts';
import { plainText } from '../deck/inline.ts';
import type { Translate } from '../l10n/translate.ts';
import type { CardAction, ReviewEvent } from '../review/events.ts';
import type { MemoryState } from '../review/memory.ts';
import { escapeMarkdown, type When } from './describe.ts';

/** Reviews in which a card was forgotten after at least one night, oldest first. */
export function lapsesOf(actions: readonly CardAction[]): readonly ReviewEvent[] {
  let last: number | undefined;
  return actions.filter((action): action is ReviewEvent => {
    if (action.k === 'reset') last = undefined;
    if (action.k !== 'review') return false;
    const lapsed = action.g === 1 && last !== undefined && action.d > last;
    last = action.d;
    return lapsed;
  });
}

export interface CardHistory {
  readonly card: Card;
  /** All actions that count, oldest first. */
  readonly actions: readonly CardAction[];
  readonly memory: MemoryState;
  /** Probability of recall now, 0 to 1. */
  readonly retrievability: number;
  readonly when: When;
  /** Date and time in the user's own writing. */
  readonly date: (time: number) => string;
  readonly t: Translate;
}

/** A report on one card in Markdown: how it stands, and everything that was done to it. */
export function historyText(history: CardHistory): string {
  const { card, actions, t } = history;
  const lines = [`# ${escapeMarkdown(plainText(card.question))}`, '', ...standingLines(history), ''];
  if (actions.length === 0) return [...lines, t('Nothing has been done with this card yet.'), ''].join('\n');
  lines.push(`| ${t('When')} | ${t('What')} | ${t('Took')} | ${t('Points')} |`, '| --- | --- | --- | --- |');
  for (const action of [...actions].reverse()) {
    const cells = [history.date(action.t), whatOf(action, t), tookOf(action, t), pointsOf(action)];
    lines.push(`| ${cells.join(' | ')} |`);
  }
  return [...lines, ''].join('\n');
}

function standingLines({ memory, retrievability, when, t }: CardHistory): string[] {
  const lines: string[] = [];
  if (memory.suspended) lines.push(t('Suspended: it is not asked until you take it back in.'));
  if (memory.state === 'new') return [...lines, t('New: never answered, or reset since.')].map(bullet);
  lines.push(t('Due {0}', when(memory.due)));
  lines.push(t('Chance to recall it now: {0} %', Math.round(retrievability * 100)));
  lines.push(t('Stability: {0} days until the chance falls to 90 %', Math.round(memory.stability * 10) / 10));
  lines.push(t('Difficulty: {0} of 10', Math.round(memory.difficulty * 10) / 10));
  lines.push(t('Answers: {0}, of these forgotten: {1}', memory.reps, memory.lapses));
  if (memory.leech) lines.push(t('Better reworded than drilled: open the note and make it plainer.'));
  return lines.map(bullet);
}

function bullet(line: string): string {
  return `- ${line}`;
}

function whatOf(action: CardAction, t: Translate): string {
  switch (action.k) {
    case 'review':
      return [t('Again'), t('Hard'), t('Good'), t('Easy')][action.g - 1] ?? '';
    case 'suspend':
      return t('suspended');
    case 'unsuspend':
      return t('taken back in');
    case 'bury':
      return t('put off');
    case 'reset':
      return t('made new again');
  }
}

function tookOf(action: CardAction, t: Translate): string {
  if (action.k !== 'review' || action.ms === undefined) return '';
  return t('{0} s', Math.round(action.ms / 1000));
}

function pointsOf(action: CardAction): string {
  if (action.k !== 'review' || action.p === undefined) return '';
  const had = Array.from(action.p).filter((point) => point === '1').length;
  return `${String(had)}/${String(action.p.length)}`;
}
