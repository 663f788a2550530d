/** What would come out of a folder of notes, as Markdown to read before the first quiz. */
import { problemText, reasonText } from '../deck/problems.ts';
import type { Card, ParsedNote, Topic } from '../deck/types.ts';
import type { Translate } from '../l10n/translate.ts';
import { cardTypeNames } from './cardTypes.ts';

/** Totals of a preview. */
export interface PreviewCounts {
  readonly files: number;
  readonly topics: number;
  readonly cards: number;
  /** Sections that yield no card. */
  readonly silent: number;
  readonly problems: number;
}

/** Questions are cut after so many characters: the note itself is a click away. */
const longest = 120;

export function countNotes(notes: readonly ParsedNote[]): PreviewCounts {
  const topics = notes.flatMap(topicsOf);
  return {
    files: notes.length,
    topics: topics.length,
    cards: topics.reduce((sum, { cards }) => sum + cards.length, 0),
    silent: topics.filter(({ cards }) => cards.length === 0).length,
    problems: notes.reduce((sum, { problems }) => sum + problems.length, 0),
  };
}

/** One line on the totals. */
export function countsText({ files, topics, cards }: PreviewCounts, t: Translate): string {
  return t('{0} files, {1} topics, {2} cards', files, topics, cards);
}

/** The preview: for each file and section the cards, then what was left out and why. */
export function previewText(title: string, notes: readonly ParsedNote[], t: Translate): string {
  const counts = countNotes(notes);
  const lines = [`# ${escape(t('Cards from {0}', title))}`, '', countsText(counts, t), ''];
  if (counts.cards === 0) {
    lines.push(
      t(
        'No card came out. Headings with text under them become cards: write a heading, and its answer below it.',
      ),
      '',
    );
  }
  for (const note of notes) {
    const topics = topicsOf(note);
    const [file] = [...note.chapters.map((chapter) => chapter.file), ...note.skipped.map((one) => one.file)];
    if (file === undefined) continue;
    lines.push(`## ${escape(file)}`, '');
    for (const problem of note.problems) {
      lines.push(`- ${t('line {0}: {1}', problem.line + 1, escape(problemText(problem, t)))}`);
    }
    if (note.problems.length > 0) lines.push('');
    for (const topic of topics) lines.push(...topicLines(topic, note, t));
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function topicLines(topic: Topic, note: ParsedNote, t: Translate): string[] {
  const lines = [`### ${escape(topic.question)}`, ''];
  for (const card of topic.cards) lines.push(`- **${cardTypeNames(t)[card.type]}** ${question(card)}`);
  const { start, end } = topic.range;
  const skipped = note.skipped.filter(({ range }) => start <= range.start && range.start < end);
  for (const one of skipped) {
    lines.push(`- ~~${one.type}~~ ${t('line {0}: {1}', one.range.start + 1, escape(reasonText(one, t)))}`);
  }
  if (lines.length === 2) lines.push(`- ${t('(no cards)')}`);
  lines.push('');
  return lines;
}

function topicsOf(note: ParsedNote): Topic[] {
  return note.chapters.flatMap(({ topics }) => [...topics]);
}

function question({ question: text }: Card): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return escape(line.length <= longest ? line : `${line.slice(0, longest - 1)}…`);
}

/** Text of the user's as it stands: nothing in it may act in the report. */
function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~$&]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
}
