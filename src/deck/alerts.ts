import type { Line } from './lines.ts';
import type { Alert, Card, Topic } from './types.ts';

const opening = /^\[!([A-Za-z][A-Za-z -]{1,20})\][ \t]*(.*)$/;

/** The first line of an alert: `[!TRAP] title`. */
export interface AlertOpening {
  /** Upper case, without hyphens and spaces. */
  readonly marker: string;
  readonly title: string;
  /** Undefined for a marker that means nothing. */
  readonly kind: Alert['kind'] | undefined;
}

/** Reads a line of a quote, its `>` taken off, as the first one of an alert. */
export function alertOpening(line: Line | undefined): AlertOpening | undefined {
  const match = line === undefined || line.fence !== undefined ? null : opening.exec(line.text);
  if (match === null) return undefined;
  const marker = (match[1] ?? '').toUpperCase().replace(/[ -]/g, '');
  return { marker, title: (match[2] ?? '').trim(), kind: kinds.get(marker) };
}

const kinds: ReadonlyMap<string, Alert['kind']> = new Map([
  ['TRAP', 'trap'],
  ['OUTDATED', 'outdated'],
  ['FOLLOWUP', 'follow-up'],
  ['SOURCE', 'source'],
  ['NOTE', 'note'],
  ['TIP', 'note'],
  ['IMPORTANT', 'note'],
  ['WARNING', 'note'],
  ['CAUTION', 'note'],
]);

/** A line of a quote without its `>`. */
export function unquoted(line: Line): Line {
  const rest = line.text.slice(1);
  const text = rest.trimStart();
  const indent = Math.max(0, rest.length - text.length - 1);
  return { ...line, indent, text };
}

/** More than a reader takes in after an answer. */
const mostAlerts = 8;

/** Alerts that are shown after an answer: traps, what is outdated, sources. */
export function shownAlerts(alerts: readonly Alert[]): Alert[] {
  return alerts.filter(({ kind }) => kind !== 'follow-up' && kind !== 'note').slice(0, mostAlerts);
}

/** What to show after the answer to a card: its item's own alerts, then those of its section. */
export function alertsOf(card: Card, topic: Topic | undefined): Alert[] {
  const own = card.alerts ?? [];
  const places = new Set(own.map(({ range }) => range.start));
  const shared = shownAlerts(topic?.alerts ?? []).filter(({ range }) => !places.has(range.start));
  return [...own, ...shared].slice(0, mostAlerts);
}
