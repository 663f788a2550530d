import type { CardEvent, LinkEvent, LinkReason, Tombstone } from '../events.ts';
import { textHash } from './hash.ts';
import { type Version, versionOfEvent } from './version.ts';

/** Id of the link between two history keys; every device gives the same pair the same id. */
export function linkId(from: string, to: string): string {
  return `link-${textHash(`${from}\0${to}`)}`;
}

/** Scores are 0 to 1 and kept in thousandths. */
export function linkEvent(
  from: string,
  to: string,
  reason: LinkReason,
  score: number,
  second: number,
  now: number,
): LinkEvent {
  const thousandths = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 1000);
  return {
    i: linkId(from, to),
    t: now,
    k: 'link',
    f: from,
    c: to,
    w: reason,
    m: thousandths(score),
    n: thousandths(second),
  };
}

/** The user says that `to` is what became of `from`; outranks whatever was found by comparing. */
export function manualLink(from: Version, to: Version, now: number): LinkEvent {
  return linkEvent(from.key, to.key, 'manual', 1, 0, now);
}

/** Takes a link back; `id` comes from the journal's writer, since each act is one of its own. */
export function unlink(link: LinkEvent, id: string, now: number): Tombstone {
  return { i: id, t: now, k: 'unlink', of: link.i };
}

/** What an interface shows when asked why a card has this history. */
export interface LinkExplanation {
  readonly link: LinkEvent;
  readonly reason: LinkReason;
  /** 0 to 1. */
  readonly score: number;
  readonly second: number;
  /** The two versions as the journal keeps them; undefined where it holds none. */
  readonly before: Version | undefined;
  readonly after: Version | undefined;
}

/** Finds the texts behind links; of several versions of an explicit id the one seen last stands for it. */
export function explainLinks(links: readonly LinkEvent[], events: Iterable<CardEvent>): LinkExplanation[] {
  const wanted = new Set(links.flatMap((link) => [link.f, link.c]));
  const latest = new Map<string, { version: Version; seen: number }>();
  for (const event of events) {
    const version = versionOfEvent(event);
    if (!wanted.has(version.key)) continue;
    const known = latest.get(version.key);
    if (!known || event.t > known.seen) latest.set(version.key, { version, seen: event.t });
  }
  return links.map((link) => ({
    link,
    reason: link.w,
    score: link.m / 1000,
    second: link.n / 1000,
    before: latest.get(link.f)?.version,
    after: latest.get(link.c)?.version,
  }));
}
