import type { FindingKind } from '../review/findings.ts';
import type { Translate } from '../l10n/translate.ts';
import type { CheckReport } from './check.ts';
import type { DamagedLine } from './journal.ts';

/** Examples that a section lists; the rest is counted. */
const listed = 20;

export interface CheckTextOptions {
  /** Folder of the journal, as the user knows it. */
  readonly folder: string;
  /** What a history asks, if anything knows it. */
  readonly questionOf: (key: string) => string | undefined;
  readonly t: Translate;
}

/** The report of a check as a Markdown document, in words that say what each finding means and what to do. */
export function checkText(report: CheckReport, options: CheckTextOptions): string {
  const { t, folder, questionOf } = options;
  const unknown = report.damaged.filter(({ problem }) => problem === 'unknown-kind');
  const unreadable = report.damaged.filter(({ problem }) => problem === 'unreadable');
  const broken = report.damaged.filter(
    ({ problem }) => problem !== 'unknown-kind' && problem !== 'unreadable',
  );
  const ids = (kind: FindingKind): string[] =>
    report.findings.filter((finding) => finding.kind === kind).map(({ id }) => code(id));
  const orphans = report.findings
    .filter(({ kind }) => kind === 'orphan')
    .map(({ id, events }) => `${plain(questionOf(id) ?? id)} (${String(events)})`);
  const sections = [
    section(
      t('Damaged lines'),
      t('These lines cannot be read. They stay where they are until a repair sets them aside.'),
      broken.map(lineText),
    ),
    section(
      t('Files that cannot be read'),
      t('Check whether the file may be read and whether its drive is there.'),
      unreadable.map(lineText),
    ),
    section(
      t('Unknown events'),
      t('A newer version of the extension may have written them. They are kept as they are.'),
      unknown.map(lineText),
    ),
    section(
      t('Events in the future'),
      t('A clock was wrong when they were written. A repair takes them back; nothing is deleted.'),
      ids('future'),
    ),
    section(
      t('Days that do not fit the time'),
      t('A clock or a time zone was wrong. The reviews count on the day that was written.'),
      ids('day-jump'),
    ),
    section(
      t('Different events with one id'),
      t('Two devices may share a name, for example after a disk was cloned. Both events count.'),
      ids('shared-id'),
    ),
    section(
      t('Undo of an event that is missing'),
      t('The event may still arrive with the next sync. Until then this changes nothing.'),
      ids('lost-target'),
    ),
    section(
      t('Reviews whose card is in no note'),
      t('They wait, and count again as soon as the card is back. The number of events is in brackets.'),
      orphans,
    ),
  ].filter((text) => text !== '');
  const summary = [
    `- ${t('Folder: {0}', code(folder))}`,
    `- ${t('Files: {0}', report.files)}`,
    `- ${t('Events: {0}', report.events)}`,
    `- ${t('Repeated lines: {0} (harmless, each event counts once)', report.duplicates)}`,
  ].join('\n');
  const verdict = sections.length === 0 ? t('Everything is in order.') : sections.join('\n\n');
  return `# ${t('Check of the review journal')}\n\n${summary}\n\n${verdict}\n`;

  function section(title: string, meaning: string, entries: readonly string[]): string {
    if (entries.length === 0) return '';
    const rest = entries.length - listed;
    const lines = entries.slice(0, listed).map((entry) => `- ${entry}`);
    if (rest > 0) lines.push(`- ${t('and {0} more', rest)}`);
    return `## ${title} (${String(entries.length)})\n\n${meaning}\n\n${lines.join('\n')}`;
  }

  function lineText({ file, offset, text }: DamagedLine): string {
    return `${t('{0}, byte {1}:', code(file), offset)} ${code(text)}`;
  }
}

/** Text as a code span, whatever it holds. */
function code(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().slice(0, 120);
  if (line === '') return '` `';
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
    .replace(/[\\`*_[\]<>]/g, '\\$&');
}
