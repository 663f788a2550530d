import { msPerDay } from '../day.ts';
import type { EventLog } from '../eventLog.ts';
import { isCardAction, isRejected, parseEvent, serialise, type JournalEvent } from '../events.ts';
import { writeRows } from './delimited.ts';

/** Tells whether a history key belongs to a private section, which stays out of every export. */
export type IsPrivate = (key: string) => boolean;

/** The whole history as lines of JSON, each with its newline, in the format of the journal itself. */
export function* historyLines(log: EventLog, isPrivate: IsPrivate): Generator<string> {
  for (const event of log) if (!isHidden(event, isPrivate)) yield `${serialise(event)}\n`;
}

function isHidden(event: JournalEvent, isPrivate: IsPrivate): boolean {
  if (event.k === 'card') return event.o === 1;
  if (event.k === 'link') return isPrivate(event.f) || isPrivate(event.c);
  return (event.k === 'flag' || isCardAction(event)) && isPrivate(event.c);
}

export interface ImportedHistory {
  /** Events that the log does not have, each once. */
  readonly events: readonly JournalEvent[];
  /** Number of events that it has already. */
  readonly known: number;
  /** 1-based numbers of the lines that are no events. */
  readonly damaged: readonly number[];
}

/** Reads an exported history, or any file of a journal; nothing is added to `log`. */
export function readHistory(text: string, log: EventLog): ImportedHistory {
  const fresh = new Map<string, JournalEvent>();
  const damaged: number[] = [];
  let known = 0;
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (line.trim() === '') continue;
    const event = readLine(line);
    if (event === undefined) damaged.push(index + 1);
    else if (log.has(event) || fresh.has(serialise(event))) known++;
    else fresh.set(serialise(event), event);
  }
  return { events: [...fresh.values()], known, damaged };
}

function readLine(line: string): JournalEvent | undefined {
  try {
    const event = parseEvent(JSON.parse(line));
    return isRejected(event) ? undefined : event;
  } catch {
    return undefined;
  }
}

/** The reviews that count as CSV for a spreadsheet, oldest first; with a byte order mark, or Excel garbles Chinese. */
export function reviewsCsv(
  log: EventLog,
  isUndone: (id: string) => boolean,
  isPrivate: IsPrivate,
  questionOf: (key: string) => string,
): string {
  const rows: { readonly t: number; readonly cells: readonly string[] }[] = [];
  for (const event of log) {
    if (event.k !== 'review' || isUndone(event.i) || isPrivate(event.c)) continue;
    const { t, d, c, g, ms, p = '' } = event;
    const said = p.replaceAll('0', '').length;
    rows.push({
      t,
      cells: [
        new Date(t).toISOString(),
        new Date(d * msPerDay).toISOString().slice(0, 10),
        harmless(c),
        harmless(questionOf(c)),
        String(g),
        ms === undefined ? '' : (ms / 1000).toFixed(1),
        p === '' ? '' : String(said),
        p === '' ? '' : String(p.length),
      ],
    });
  }
  rows.sort((a, b) => a.t - b.t);
  const head = ['time', 'day', 'card', 'question', 'grade', 'seconds', 'points_said', 'points'];
  return `\uFEFF${writeRows([head, ...rows.map(({ cells }) => cells)], ',', '\r\n')}`;
}

/** A spreadsheet takes a cell that begins like a formula for one. */
function harmless(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
