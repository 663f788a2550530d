import { writeAttachment } from '../deck/attachments.ts';
import { reasonText } from '../deck/problems.ts';
import type { Card, Skipped, Topic } from '../deck/types.ts';
import type { Translate } from '../l10n/translate.ts';
import type { NotesReport } from './notes.ts';

const widest = 100;

/** The report as text for a terminal. */
export function showNotes(report: NotesReport, explain: boolean, t: Translate): string {
  const lines: string[] = [];
  const skippedOf = explain ? skippedBySection(report) : new Map<Topic, Skipped[]>();
  for (const chapter of report.chapters) {
    lines.push(`# ${chapter.title}  (${chapter.file})`);
    for (const topic of chapter.topics) {
      const where = `${topic.file}:${topic.range.start + 1}`;
      lines.push(
        '',
        `## ${topic.title}  [${topic.id}] ${topic.tier}${topic.private ? ' private' : ''} ${where}`,
      );
      for (const card of topic.cards) lines.push(`  + ${card.type.padEnd(9)} ${cardLine(card)}`);
      for (const one of skippedOf.get(topic) ?? []) lines.push(`  - ${skippedLine(one, t)}`);
      if (topic.cards.length === 0 && !explain) lines.push(`  ${t('(no cards)')}`);
    }
    lines.push('');
  }
  if (explain) {
    const placed = new Set([...skippedOf.values()].flat());
    const rest = report.skipped.filter((one) => !placed.has(one));
    if (rest.length > 0) {
      lines.push(
        `# ${t('Outside of topics')}`,
        ...rest.map((one) => `  - ${one.file} ${skippedLine(one, t)}`),
        '',
      );
    }
  }
  if (report.concepts.length > 0) {
    lines.push(`# ${t('Concepts')}`);
    for (const concept of report.concepts) {
      lines.push(
        `  ${concept.name}  [${concept.id}] ${concept.attachments.map(writeAttachment).join('; ')}`.trimEnd(),
      );
    }
    lines.push('');
  }
  const topics = report.chapters.flatMap((chapter) => chapter.topics);
  const cards = topics.flatMap((topic) => topic.cards);
  lines.push(
    t(
      '{0} chapters, {1} topics, {2} cards, {3} concepts',
      report.chapters.length,
      topics.length,
      cards.length,
      report.concepts.length,
    ),
  );
  return `${lines.join('\n')}\n`;
}

function cardLine(card: Card): string {
  const question = oneLine(card.question);
  const answer =
    card.type === 'list' || card.type === 'order'
      ? card.points.map(oneLine).join(card.type === 'order' ? ' > ' : ' | ')
      : card.options === undefined
        ? oneLine(card.answer)
        : card.options
            .map(({ text, correct }) => (correct ? `*${oneLine(text)}` : oneLine(text)))
            .join(' | ');
  return `${short(question)} -> ${short(answer)}`;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' / ');
}

function short(text: string): string {
  return text.length <= widest ? text : `${text.slice(0, widest - 1)}…`;
}

function skippedLine(skipped: Skipped, t: Translate): string {
  return `${skipped.type.padEnd(9)} ${t('line {0}: {1}', skipped.range.start + 1, reasonText(skipped, t))}`;
}

function skippedBySection(report: NotesReport): Map<Topic, Skipped[]> {
  const found = new Map<Topic, Skipped[]>();
  const byFile = new Map<string, Topic[]>();
  for (const { topics } of report.chapters) {
    for (const topic of topics) byFile.set(topic.file, [...(byFile.get(topic.file) ?? []), topic]);
  }
  for (const one of report.skipped) {
    const inside = (byFile.get(one.file) ?? []).filter(
      ({ range }) => range.start <= one.range.start && one.range.start < range.end,
    );
    const topic = inside.at(-1);
    if (topic !== undefined) found.set(topic, [...(found.get(topic) ?? []), one]);
  }
  return found;
}
