/** Words for the tree's rows. */
import type { Card, Tier } from '../deck/types.ts';
import { plainText } from '../deck/inline.ts';
import type { Translate } from '../l10n/translate.ts';
import { cardTypeNames } from './cardTypes.ts';
import type { CardMark, Counts, FilterState } from './rows.ts';
import type { CardRow, ChapterRow, Row, SourceRow, TopicRow, TreeFilter, TreeOrder } from './tree.ts';

/** When something is due, in words, such as "in 3 days". */
export type When = (time: number) => string;

/** Longest question that stands in a row. */
const longestLabel = 160;

/** A row's name. */
export function labelOf(row: Row, t: Translate): string {
  switch (row.kind) {
    case 'source':
      return t('My notes: {0}', row.title);
    case 'chapter':
      return row.chapter.title;
    case 'topic':
      return row.topic.title;
    case 'card':
      return shorten(plainText(row.card.question));
  }
}

function shorten(text: string): string {
  const letters = Array.from(text);
  return letters.length <= longestLabel ? text : `${letters.slice(0, longestLabel).join('')}…`;
}

/** The grey text behind a row's name: what is due, else what comes, and how well it is known. */
export function describeRow(row: Row, when: When, t: Translate): string {
  return partsOf(row, when, t).join(' · ');
}

function partsOf(row: Row, when: When, t: Translate): string[] {
  if (row.kind === 'topic') return topicParts(row, when, t);
  if (row.kind === 'card') return cardParts(row, when, t);
  return groupParts(row, t);
}

function groupParts(row: ChapterRow | SourceRow, t: Translate): string[] {
  const parts = [
    row.shown < row.topics
      ? t('{0} of {1} topics', row.shown, row.topics)
      : row.topics === 1
        ? t('1 topic')
        : t('{0} topics', row.topics),
  ];
  if (row.due > 0) parts.push(t('{0} due', row.due));
  return parts;
}

function topicParts(row: TopicRow, when: When, t: Translate): string[] {
  if (row.cards === 0) return [t('to read')];
  if (row.state === 'suspended') return [t('suspended')];
  if (row.state === 'new') return [t('new')];
  const parts: string[] = [];
  if (row.due > 0) parts.push(t('{0} due', row.due));
  else {
    if (row.state === 'learning') parts.push(t('learning'));
    if (row.next !== undefined) parts.push(t('due {0}', when(row.next)));
  }
  parts.push(t('known {0} %', percent(row.known)));
  if (row.leeches > 0) parts.push(row.leeches === 1 ? t('1 leech') : t('{0} leeches', row.leeches));
  return parts;
}

function cardParts({ card, mark, standing }: CardRow, when: When, t: Translate): string[] {
  const parts = [markName(mark, t), typeName(card, t)];
  const comes = mark === 'known' || mark === 'learning' || mark === 'leech';
  if (comes && standing !== undefined) parts.splice(1, 0, t('due {0}', when(standing.due)));
  if (mark === 'known' && standing !== undefined) {
    parts.splice(1, 0, `${String(percent(standing.retrievability))} %`);
  }
  return parts;
}

/** The state of a card in one word. */
export function markName(mark: CardMark, t: Translate): string {
  switch (mark) {
    case 'suspended':
      return t('suspended');
    case 'buried':
      return t('put off');
    case 'leech':
      return t('leech');
    case 'due':
      return t('due');
    case 'learning':
      return t('learning');
    case 'known':
      return t('known');
    case 'new':
      return t('new');
  }
}

/** What a card asks for, in one word. */
function typeName({ type, reverse }: Card, t: Translate): string {
  return reverse === true ? t('term') : cardTypeNames(t)[type];
}

/** Markdown for a row's tooltip; `lapses` are the times at which a card was last forgotten, newest first. */
export function tooltipOf(row: Row, when: When, t: Translate, lapses: readonly string[] = []): string {
  const title =
    row.kind === 'topic'
      ? plainText(row.topic.question)
      : row.kind === 'card'
        ? plainText(row.card.question)
        : '';
  const name = title === '' ? labelOf(row, t) : title;
  const lines = row.kind === 'card' ? cardLines(row, when, t, lapses) : countLines(row, when, t);
  return [`**${escapeMarkdown(name)}**`, '', ...lines.map((line) => `- ${line}`)].join('\n');
}

function countLines(row: Counts, when: When, t: Translate): string[] {
  const lines = [t('Cards: {0} ({1} due, {2} new)', row.cards, row.due, row.fresh)];
  if (row.hidden > 0) lines.push(t('{0} suspended or buried', row.hidden));
  if (row.leeches > 0) lines.push(t('Forgotten again and again: {0}', row.leeches));
  if (row.cards > row.fresh)
    lines.push(t('Known: {0} %, the mean chance to recall a card now', percent(row.known)));
  if (row.next !== undefined) lines.push(t('Next card due {0}', when(row.next)));
  return lines;
}

function cardLines(row: CardRow, when: When, t: Translate, lapses: readonly string[]): string[] {
  const { card, standing, mark } = row;
  const lines = [`${markName(mark, t)} · ${typeName(card, t)} · ${tierName(card.tier, t)}`];
  if (standing === undefined || standing.state === 'new') return lines;
  lines.push(t('Due {0}', when(standing.due)));
  lines.push(t('Chance to recall it now: {0} %', percent(standing.retrievability)));
  if (standing.stability !== undefined && standing.stability > 0) {
    lines.push(t('Stability: {0} days until the chance falls to 90 %', oneDecimal(standing.stability)));
  }
  if (lapses.length > 0) {
    lines.push(t('Forgotten: {0}, last on {1}', standing.lapses ?? lapses.length, lapses.join(', ')));
  }
  if (mark === 'leech') lines.push(t('Better reworded than drilled: open the note and make it plainer.'));
  return lines;
}

export function tierName(tier: Tier, t: Translate): string {
  switch (tier) {
    case 'must':
      return t('must');
    case 'should':
      return t('should');
    case 'extra':
      return t('extra');
  }
}

export function stateName(state: FilterState, t: Translate): string {
  return markName(state, t);
}

export function orderName(order: TreeOrder, t: Translate): string {
  switch (order) {
    case 'note':
      return t('Order of the notes');
    case 'due':
      return t('Most due first');
    case 'weakest':
      return t('Weakest first');
  }
}

/** One line above the tree that says what the filter lets through. */
export function filterText(filter: TreeFilter, shown: { readonly topics: number }, t: Translate): string {
  const parts = [
    ...filter.states.map((state) => stateName(state, t)),
    ...filter.tiers.map((tier) => tierName(tier, t)),
    ...(filter.text.trim() === '' ? [] : [t('"{0}"', filter.text.trim())]),
  ];
  const what = parts.join(' · ');
  if (shown.topics === 0) return t('Filtered: {0}. No topic matches.', what);
  return shown.topics === 1
    ? t('Filtered: {0}. 1 topic.', what)
    : t('Filtered: {0}. {1} topics.', what, shown.topics);
}

/** What a screen reader says for a row. */
export function ariaOf(title: string, description: string): string {
  return description === '' ? title : `${title}, ${description}`;
}

function percent(share: number): number {
  return Math.round(share * 100);
}

function oneDecimal(days: number): number {
  return days < 10 ? Math.round(days * 10) / 10 : Math.round(days);
}

/** Titles come from notes: nothing in them may act as Markdown in a tooltip. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+\-.!|~$&]/g, '\\$&');
}
