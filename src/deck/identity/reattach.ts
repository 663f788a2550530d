import type { CardEvent, IdentityEvent, LinkEvent } from '../events.ts';
import type { Card } from '../types.ts';
import { assign } from './assign.ts';
import { linkEvent } from './links.ts';
import { type Ownership, resolveLinks } from './ownership.ts';
import { placeScore } from './credibility.ts';
import { type ScoredPair, scorePairs } from './score.ts';
import { cardEvent, type Version, versionId, versionOf, versionOfEvent } from './version.ts';

export interface ReattachInput {
  /** `card`, `link` and tombstone events of the journal; the order does not matter. */
  readonly events: Iterable<IdentityEvent>;
  /** Cards of the present notes; those of sources that are not loaded whole are left alone. */
  readonly current: readonly Card[];
  /** Sources whose every file has been read (`''` the built-in notes). */
  readonly loadedSources: ReadonlySet<string>;
  /** Epoch milliseconds, the time of the events that are returned. */
  readonly now: number;
}

/** A history that no card of the present notes shows. It waits, and comes back with its card. */
export interface Orphan {
  /** Name of the history, as `Ownership.canonical` gives it. */
  readonly history: string;
  /** The version seen last. */
  readonly last: Version;
}

export interface Reattachment {
  /** To be appended to the journal, before `links`. */
  readonly newVersions: readonly CardEvent[];
  /** To be appended to the journal; each says why (`w`), how similar (`m`) and how close the second best (`n`). */
  readonly links: readonly LinkEvent[];
  /** Only of loaded sources. */
  readonly orphans: readonly Orphan[];
  /** With the new links in force. */
  readonly ownership: Ownership;
}

/** Lead over the second best that a similar card needs. */
const margin = 0.08;

interface Known {
  readonly version: Version;
  readonly seen: number;
}

/** A history that may be given away, with every version that the journal holds of it, the last one first. */
interface Waiting {
  readonly history: string;
  readonly versions: readonly Known[];
}

/** Versions of one history that are compared; older ones only count if their text comes back unchanged. */
const comparedVersions = 4;

/** A present card that may take a history. */
interface Open {
  readonly version: Version;
  /**
   * The journal has seen the card before. It then has a history of its own, and takes only an older stage of the
   * same id: a device that began with the newer text knows nothing of the link until both journals meet.
   */
  readonly seen: boolean;
}

function byKey(a: Version, b: Version): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

/** Recorded versions, by event id; the earliest sighting counts. */
function recorded(events: Iterable<IdentityEvent>): Map<string, Known> {
  const known = new Map<string, Known>();
  for (const event of events) {
    if (event.k !== 'card') continue;
    const earlier = known.get(event.i);
    if (!earlier || event.t < earlier.seen)
      known.set(event.i, { version: versionOfEvent(event), seen: event.t });
  }
  return known;
}

function waitingHistories(
  known: Iterable<Known>,
  ownership: Ownership,
  loadedSources: ReadonlySet<string>,
): Waiting[] {
  const byHistory = new Map<string, Known[]>();
  for (const one of known) {
    if (ownership.owner(one.version.key) !== undefined) continue;
    const history = ownership.canonical(one.version.key);
    const versions = byHistory.get(history);
    if (versions) versions.push(one);
    else byHistory.set(history, [one]);
  }
  return [...byHistory]
    .filter(([, versions]) => versions.every(({ version }) => loadedSources.has(version.source)))
    .map(([history, versions]) => ({
      history,
      versions: versions.sort((a, b) => b.seen - a.seen || byKey(a.version, b.version)),
    }))
    .sort((a, b) => (a.history < b.history ? -1 : 1));
}

/** Present cards that may take a history: the new ones, and those that never had another id. */
function openCards(
  present: readonly Version[],
  known: ReadonlyMap<string, Known>,
  ownership: Ownership,
): Open[] {
  const cardsOfHistory = new Map<string, Set<string>>();
  for (const { version } of known.values()) {
    const history = ownership.canonical(version.key);
    const cards = cardsOfHistory.get(history);
    if (cards) cards.add(version.card);
    else cardsOfHistory.set(history, new Set([version.card]));
  }
  const open: Open[] = [];
  for (const version of present) {
    const cards = cardsOfHistory.get(ownership.canonical(version.key));
    if (!cards) open.push({ version, seen: false });
    else if (cards.size === 1 && cards.has(version.card)) open.push({ version, seen: true });
  }
  return open;
}

/** Pairs of equal text; where a text stands in several places, the nearest place wins. */
function equalTexts(waiting: readonly Waiting[], open: readonly Open[], allowed: Allowed): ScoredPair[] {
  const byText = new Map<string, { history: string; version: Version; age: number }[]>();
  for (const { history, versions } of waiting) {
    versions.forEach(({ version }, age) => {
      const same = byText.get(version.text);
      if (same) same.push({ history, version, age });
      else byText.set(version.text, [{ history, version, age }]);
    });
  }
  const pairs: ScoredPair[] = [];
  for (const { version } of open) {
    for (const { history, version: before, age } of byText.get(version.text) ?? []) {
      if (!allowed(history, version)) continue;
      // The text of an older version counts less than that of the last one.
      const score = placeScore(before, version) - Math.min(age, 9) * 0.01;
      pairs.push({ from: history, to: version.key, score, before, after: version });
    }
  }
  return pairs;
}

type Allowed = (history: string, target: Version) => boolean;

/** Forbids the pairs that the user has taken back, whatever became of their texts since. */
function notUndone(ownership: Ownership): Allowed {
  const pairs = new Set<string>();
  for (const link of ownership.undone) {
    const [from, to] = [ownership.canonical(link.f), ownership.canonical(link.c)];
    pairs.add(`${from}\0${to}`).add(`${to}\0${from}`);
  }
  return (history, target) => !pairs.has(`${history}\0${ownership.canonical(target.key)}`);
}

/**
 * Compares the notes as they are with what the journal has seen, and says which waiting history belongs to which
 * card. In this order:
 * 1. The same history key: same explicit id, or same derived id with the same text. Nothing to do.
 * 2. Equal text under another id. This comes before the same id with another text, because ids that count
 *    (`~overview~2`) shift when something is inserted: then every id exists, and every one is another card's.
 * 3. Everything else competes by similarity, in which the same id is a strong tie-breaker and needs less
 *    likeness, but not none; a clear lead over the second best is required at both ends.
 * A card that takes no history starts its own; a history that finds no card waits.
 */
export function reattach(input: ReattachInput): Reattachment {
  const { loadedSources, now } = input;
  const events = [...input.events];
  const allVersions = input.current.map(versionOf);
  const present = allVersions.filter((version) => loadedSources.has(version.source));
  const known = recorded(events);
  const before = resolveLinks(events, allVersions);

  const links: LinkEvent[] = [];
  const waiting = waitingHistories(known.values(), before, loadedSources);
  if (waiting.length > 0) {
    const allowed = notUndone(before);
    const open = openCards(present, known, before);
    const given = new Set<string>();
    const taken = new Set<string>();
    const accept = (pair: ScoredPair, score: number, second: number, equal: boolean) => {
      const reason = equal ? 'text' : pair.before.card === pair.after.card ? 'id' : 'similar';
      links.push(linkEvent(pair.before.key, pair.after.key, reason, score, second, now));
      given.add(pair.from);
      taken.add(pair.to);
    };
    for (const { pair } of assign(equalTexts(waiting, open, allowed), 0)) accept(pair, 1, 0, true);
    const pairs = scorePairs(
      waiting
        .filter(({ history }) => !given.has(history))
        .flatMap(({ history, versions }) =>
          versions.slice(0, comparedVersions).map(({ version }) => ({ history, version })),
        ),
      open
        .filter(({ version }) => !taken.has(version.key))
        .map(({ version, seen }) => ({ version, sameIdOnly: seen })),
      present,
      allowed,
    );
    for (const { pair, second } of assign(pairs, margin)) accept(pair, pair.score, second, false);
  }

  const newVersions = present
    .filter((version) => !known.has(versionId(version.card, version.text)))
    .map((version) => cardEvent(version, now));
  const ownership = links.length === 0 ? before : resolveLinks([...events, ...links], allVersions);
  const orphans = waiting
    .filter(({ versions }) => versions.every(({ version }) => ownership.owner(version.key) === undefined))
    .map(({ history, versions: [last] }) => ({ history, last: last?.version }))
    .filter((orphan): orphan is Orphan => orphan.last !== undefined);
  return { newVersions, links, orphans, ownership };
}
