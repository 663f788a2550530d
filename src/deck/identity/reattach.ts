import type { CardEvent, IdentityEvent, LinkEvent } from '../events.ts';
import type { Card } from '../types.ts';
import { assign } from './assign.ts';
import { linkEvent } from './links.ts';
import { type Ownership, resolveLinks } from './ownership.ts';
import { placeScore } from './credibility.ts';
import { Comparison, type ScoredPair } from './score.ts';
import { SectionMoves } from './sectionMoves.ts';
import { cardEvent, keyOfEvent, type Version, versionOf, versionOfEvent } from './version.ts';

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

const rounds = 3;
/** Lead over the second best that a similar card needs. */
const margin = 0.08;

/** A history that may be given away, with every version that the journal holds of it, the last one first. */
interface Waiting {
  readonly history: string;
  readonly versions: readonly Version[];
}

/** Versions of one history that are compared; older ones only count if their text comes back unchanged. */
const comparedVersions = 4;

/** A present card that may take a history. */
interface Open {
  readonly version: Version;
  /**
   * The journal has seen the card before. It then has a history of its own, and takes only an older stage of the
   * same id or text: a device that began with the newer one knows of no link until both journals meet.
   */
  readonly seen: boolean;
}

/** Recorded versions: by event id, the earliest sighting, and by history key, the cards. */
class Known {
  readonly events = new Map<string, CardEvent>();
  readonly #cards = new Map<string, string>();

  constructor(events: Iterable<IdentityEvent>) {
    for (const event of events) {
      if (event.k !== 'card') continue;
      const earlier = this.events.get(event.i);
      if (!earlier || event.t < earlier.t) this.events.set(event.i, event);
      this.#cards.set(keyOfEvent(event), event.c);
    }
  }

  /** Id of the card that a history key was recorded for. */
  card(key: string): string | undefined {
    return this.#cards.get(key);
  }
}

function waitingHistories(known: Known, ownership: Ownership, loadedSources: ReadonlySet<string>): Waiting[] {
  const byHistory = new Map<string, CardEvent[]>();
  for (const event of known.events.values()) {
    const key = keyOfEvent(event);
    if (ownership.owner(key) !== undefined) continue;
    const history = ownership.canonical(key);
    const versions = byHistory.get(history);
    if (versions) versions.push(event);
    else byHistory.set(history, [event]);
  }
  return [...byHistory]
    .filter(([, events]) => events.every(({ s }) => loadedSources.has(s)))
    .map(([history, events]) => ({
      history,
      versions: events.sort((a, b) => b.t - a.t || (a.i < b.i ? -1 : 1)).map(versionOfEvent),
    }))
    .sort((a, b) => (a.history < b.history ? -1 : 1));
}

/** Present cards that may take one of the waiting histories. */
function openCards(
  present: readonly Version[],
  waiting: readonly Waiting[],
  known: Known,
  ownership: Ownership,
): Open[] {
  const versions = waiting.flatMap((history) => history.versions);
  const cards = new Set(versions.map(({ card }) => card));
  const texts = new Set(versions.map(({ text }) => text));
  const open: Open[] = [];
  for (const version of present) {
    const earlier = ownership
      .members(version.key)
      .map((key) => known.card(key))
      .filter((card) => card !== undefined);
    if (earlier.length === 0) open.push({ version, seen: false });
    else if (!cards.has(version.card) && !texts.has(version.text)) continue;
    else if (earlier.every((card) => card === version.card)) open.push({ version, seen: true });
  }
  return open;
}

/** Pairs of equal text; where a text stands in several places, the nearest place wins. */
function equalTexts(waiting: readonly Waiting[], open: readonly Open[], allowed: Allowed): ScoredPair[] {
  const byText = new Map<string, { history: string; version: Version; age: number }[]>();
  for (const { history, versions } of waiting) {
    versions.forEach((version, age) => {
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

/** Gives waiting histories to open cards, one to one, and says why. */
function match(
  waiting: readonly Waiting[],
  present: readonly Version[],
  known: Known,
  ownership: Ownership,
  now: number,
): LinkEvent[] {
  const allowed = notUndone(ownership);
  const open = openCards(present, waiting, known, ownership);
  const moves = new SectionMoves();
  for (const { event, section } of present) if (known.events.has(event)) moves.vote(section, section);
  const links: LinkEvent[] = [];
  const given = new Set<string>();
  const taken = new Set<string>();
  const accept = ({ from, to, before, after }: ScoredPair, score: number, second: number, equal: boolean) => {
    const reason = equal ? 'text' : before.card === after.card ? 'id' : 'similar';
    links.push(linkEvent(before.key, after.key, reason, score, second, now));
    moves.vote(before.section, after.section);
    given.add(from);
    taken.add(to);
  };
  for (const { pair } of assign(equalTexts(waiting, open, allowed), 0)) accept(pair, 1, 0, true);

  const comparison = new Comparison(
    waiting
      .filter(({ history }) => !given.has(history))
      .flatMap(({ history, versions }) =>
        versions.slice(0, comparedVersions).map((version) => ({ history, version })),
      ),
    open
      .filter(({ version }) => !taken.has(version.key))
      .map(({ version, seen }) => ({ version, sameIdOnly: seen })),
    present,
    allowed,
  );
  // What is certain shows where sections went, and that makes more of their cards certain.
  for (let round = 0; round < rounds; round++) {
    const found = assign(comparison.pairs(moves, given, taken), margin);
    if (found.length === 0) break;
    for (const { pair, second } of found) accept(pair, pair.score, second, false);
  }
  return links;
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
  const known = new Known(events);
  const before = resolveLinks(events, allVersions);

  const waiting = waitingHistories(known, before, loadedSources);
  const links = waiting.length === 0 ? [] : match(waiting, present, known, before, now);
  const newVersions = present
    .filter((version) => !known.events.has(version.event))
    .map((version) => cardEvent(version, now));
  const ownership = links.length === 0 ? before : resolveLinks([...events, ...links], allVersions);
  const orphans = waiting
    .filter(({ versions }) => versions.every(({ key }) => ownership.owner(key) === undefined))
    .map(({ history, versions: [last] }) => ({ history, last }))
    .filter((orphan): orphan is Orphan => orphan.last !== undefined);
  return { newVersions, links, orphans, ownership };
}
