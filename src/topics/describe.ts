/** Words for the tree's rows. */
import type { Translate } from '../l10n/translate.ts';
import type { ChapterRow, Counts, Row, TopicRow } from './rows.ts';

/** The grey text behind a row's name: what is due, else what comes, and how well it is known. */
export function describeRow(row: Row, when: (due: number) => string, t: Translate): string {
  const parts = row.kind === 'chapter' ? chapterParts(row, t) : topicParts(row, when, t);
  return parts.join(' · ');
}

function chapterParts(row: ChapterRow, t: Translate): string[] {
  const parts = [row.topics === 1 ? t('1 topic') : t('{0} topics', row.topics)];
  if (row.due > 0) parts.push(t('{0} due', row.due));
  return parts;
}

function topicParts(row: TopicRow, when: (due: number) => string, t: Translate): string[] {
  if (row.cards === 0) return [t('to read')];
  if (row.state === 'new') return [t('new')];
  const parts: string[] = [];
  if (row.due > 0) parts.push(t('{0} due', row.due));
  else if (row.next !== undefined) parts.push(t('due {0}', when(row.next)));
  parts.push(t('known {0} %', percent(row)));
  return parts;
}

/** Markdown for a row's tooltip. */
export function tooltipOf(row: Row, when: (due: number) => string, t: Translate): string {
  const title = row.kind === 'chapter' ? row.chapter.title : row.topic.question;
  const lines = [`**${escapeMarkdown(title)}**`, ''];
  lines.push(`- ${t('{0} cards: {1} due, {2} new', row.cards, row.due, row.fresh)}`);
  if (row.hidden > 0) lines.push(`- ${t('{0} suspended or buried', row.hidden)}`);
  if (row.cards > row.fresh)
    lines.push(`- ${t('Known: {0} %, the mean chance to recall a card now', percent(row))}`);
  if (row.next !== undefined) lines.push(`- ${t('Next card due {0}', when(row.next))}`);
  return lines.join('\n');
}

/** What a screen reader says for a row. */
export function ariaOf(title: string, description: string): string {
  return description === '' ? title : `${title}, ${description}`;
}

function percent(counts: Counts): number {
  return Math.round(counts.known * 100);
}

/** Titles come from notes: nothing in them may act as Markdown in a tooltip. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+\-.!|~$&]/g, '\\$&');
}
