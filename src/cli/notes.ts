import { buildDeck } from '../deck/deck.ts';
import { buildBilingual } from '../deck/languages.ts';
import { parseNote } from '../deck/parse.ts';
import { problemText } from '../deck/problems.ts';
import type { Chapter, Concept, Language, ParsedNote, Problem, Skipped } from '../deck/types.ts';
import type { Translate } from '../l10n/translate.ts';
import type { CliHost, Command } from './cli.ts';
import { findNotes } from './noteFiles.ts';
import { showNotes } from './showNotes.ts';

/** What `k8s-recall notes` found. */
export interface NotesReport {
  readonly chapters: readonly Chapter[];
  readonly concepts: readonly Concept[];
  readonly problems: readonly Problem[];
  readonly skipped: readonly Skipped[];
}

/** `k8s-recall notes PATH... [--json] [--explain]`: what the parser makes of notes, for their authors. */
export const notesCommand: Command = {
  usage: 'k8s-recall notes PATH... [--json] [--explain]',
  summary: (t) =>
    t('Show the chapters, topics, cards and concepts of notes, and what should be mended in them.'),
  run: runNotes,
};

const options = ['--json', '--explain', '--help'];

async function runNotes(args: readonly string[], host: CliHost, t: Translate): Promise<number> {
  const end = args.indexOf('--');
  const flags = (end < 0 ? args : args.slice(0, end)).filter((arg) => arg.startsWith('-') && arg !== '-');
  const paths = [...args.filter((arg, i) => arg !== '--' && ((end >= 0 && i > end) || !flags.includes(arg)))];
  const unknown = flags.find((flag) => !options.includes(flag));
  if (flags.includes('--help')) {
    host.out(help(t));
    return 0;
  }
  if (unknown !== undefined || paths.length === 0) {
    const what = unknown === undefined ? t('no path given') : t('unknown option "{0}"', unknown);
    host.err(`k8s-recall notes: ${what}\n\n${help(t)}`);
    return 2;
  }

  const { files, unreadable } = await findNotes(paths);
  const report = reportNotes(files.map((file) => ({ note: parseNote(file), language: file.language })));
  const explain = flags.includes('--explain');
  if (flags.includes('--json')) {
    const { chapters, concepts, problems, skipped } = report;
    const shown = explain ? { chapters, concepts, problems, skipped } : { chapters, concepts, problems };
    host.out(`${JSON.stringify(shown, null, 2)}\n`);
  } else {
    host.out(showNotes(report, explain, t));
  }
  for (const { path, why } of unreadable) host.err(`${path}:1: ${t('cannot be read: {0}', why)}\n`);
  if (files.length === 0 && unreadable.length === 0)
    host.err(`${paths[0] ?? ''}:1: ${t('no notes (.md) here')}\n`);
  for (const problem of report.problems) {
    const text = problemText(problem, t);
    const { file, line, severity } = problem;
    host.err(`${file}:${line + 1}: ${severity === 'warning' ? t('warning: {0}', text) : text}\n`);
  }
  const failed = files.length === 0 || unreadable.length > 0;
  return failed || report.problems.some(({ severity }) => severity === 'error') ? 1 : 0;
}

/** Builds one deck for each language that a folder names, compares the two, and one for everything else. */
export function reportNotes(
  parsed: readonly { readonly note: ParsedNote; readonly language: Language | undefined }[],
): NotesReport {
  const notesIn = (language: Language | undefined): ParsedNote[] =>
    parsed.filter((one) => one.language === language).map(({ note }) => note);
  const [en, chinese] = [notesIn('en'), notesIn('zh-cn')];
  const other = buildDeck(notesIn(undefined));
  const named =
    en.length > 0 && chinese.length > 0 ? buildBilingual(en, chinese) : buildDeck([...en, ...chinese]);
  const decks = 'en' in named ? [named.en, named['zh-cn'], other] : [named, other];
  const problems = [...named.problems, ...other.problems];
  return {
    chapters: decks.flatMap(({ chapters }) => chapters),
    concepts: decks.flatMap(({ concepts }) => concepts),
    problems: problems.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line)),
    skipped: parsed.flatMap(({ note }) => note.skipped),
  };
}

function help(t: Translate): string {
  return [
    `${t('Usage:')} ${notesCommand.usage}`,
    '',
    t('PATH is a note or a folder; of a folder every .md file in it is read.'),
    t('Where folders called en and zh-cn are found, their ids are compared.'),
    '',
    `  --json     ${t('print JSON: { chapters: [{ topics: [{ cards }] }], concepts, problems }')}`,
    `  --explain  ${t('say for every section which cards came out, which did not, and why')}`,
    '',
    t(
      'Problems go to standard error as file:line: message. Exit status: 0 fine, 1 errors found, 2 wrong usage.',
    ),
    '',
  ].join('\n');
}
