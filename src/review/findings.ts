import type { EventLog } from './eventLog.ts';
import { isCardAction, type JournalEvent } from './events.ts';
import { msPerDay } from './day.ts';
import { Tombstones } from './tombstones.ts';

/** What a check of the journal may find, besides lines that are no events. */
export type FindingKind =
  /** The event lies in the future: a clock was wrong. */
  | 'future'
  /** The review day does not fit the time: a clock or a zone was wrong. */
  | 'day-jump'
  /** Two different events have the same id. */
  | 'shared-id'
  /** An undo or redo of an event that is not there, or not yet. */
  | 'lost-target'
  /** Reviews of a card that no note has now; they wait for it. */
  | 'orphan';

export interface Finding {
  readonly kind: FindingKind;
  /** Id of the event; of an orphan, the name of its history. */
  readonly id: string;
  /** Number of events concerned. */
  readonly events: number;
}

/** Clocks of devices may differ by some minutes. */
const tolerance = 10 * 60_000;

function dayFits(event: JournalEvent): boolean {
  if (event.k !== 'review') return true;
  // Zones reach from UTC-12 to UTC+14, and a day may begin up to 23 hours after midnight.
  const utcDay = event.t / msPerDay;
  return event.d >= Math.floor(utcDay - 35 / 24) && event.d <= Math.floor(utcDay + 14 / 24);
}

/** Checks the events of a journal; `isPresent` tells whether some note has the card of a history key. */
export function findings(log: EventLog, now: number, isPresent: (key: string) => boolean): Finding[] {
  const found: Finding[] = [];
  const timesSeen = new Map<string, number>();
  const targets = new Map<string, string>();
  const orphans = new Map<string, number>();
  const tombstones = new Tombstones(log.control());
  for (const event of log) {
    const undone = tombstones.isUndone(event.i);
    if (!undone && event.t > now + tolerance) found.push({ kind: 'future', id: event.i, events: 1 });
    if (!undone && !dayFits(event)) found.push({ kind: 'day-jump', id: event.i, events: 1 });
    // Links and versions of cards have the same id on every device.
    if (event.k !== 'link') timesSeen.set(event.i, (timesSeen.get(event.i) ?? 0) + 1);
    if (event.k === 'undo' || event.k === 'redo' || event.k === 'unlink') targets.set(event.i, event.of);
    if (isCardAction(event) && !isPresent(event.c)) orphans.set(event.c, (orphans.get(event.c) ?? 0) + 1);
  }
  const links = new Set(log.control().flatMap((event) => (event.k === 'link' ? [event.i] : [])));
  for (const [id, events] of timesSeen) if (events > 1) found.push({ kind: 'shared-id', id, events });
  for (const [id, of] of targets) {
    if (!timesSeen.has(of) && !links.has(of)) found.push({ kind: 'lost-target', id, events: 1 });
  }
  for (const [id, events] of orphans) found.push({ kind: 'orphan', id, events });
  return found;
}

/** Events that take back what lies in the future; like every undo they can be undone themselves. */
export function undoFuture(found: readonly Finding[], now: number, nextId: () => string): JournalEvent[] {
  return found
    .filter(({ kind }) => kind === 'future')
    .map(({ id }) => ({ i: nextId(), t: now, k: 'undo', of: id }));
}
