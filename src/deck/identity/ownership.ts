import type { IdentityEvent, LinkEvent, LinkReason, Tombstone } from '../events.ts';
import type { Version } from './version.ts';

/** Which versions share a history, and which card of the present notes shows it. */
export interface Ownership {
  /** Name of the history that a key belongs to; reviews are grouped by it. A key without links names itself. */
  canonical(key: string): string;
  /** All keys of a history, sorted; `key` may be any of them. */
  members(key: string): readonly string[];
  /** Key of the present card that shows the history, if there is one; `key` may be any of its keys. */
  owner(key: string): string | undefined;
  /** Links that are neither taken back nor overruled. */
  readonly links: readonly LinkEvent[];
  /** Links that were taken back; their pairs are not proposed again. */
  readonly undone: readonly LinkEvent[];
}

const rank: Readonly<Record<LinkReason, number>> = { manual: 0, text: 1, id: 2, similar: 3 };

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The better founded link first: reason, then score, then the newer, then the id. */
function compareLinks(a: LinkEvent, b: LinkEvent): number {
  return rank[a.w] - rank[b.w] || b.m - a.m || b.t - a.t || byText(a.i, b.i);
}

function newer(a: Tombstone, b: Tombstone): boolean {
  return a.t > b.t || (a.t === b.t && a.i > b.i);
}

/** Splits the links into those in force and those whose newest tombstone takes them back. */
function liveAndUndone(events: Iterable<IdentityEvent>): { live: LinkEvent[]; undone: LinkEvent[] } {
  const links = new Map<string, LinkEvent>();
  const tombstones = new Map<string, Tombstone>();
  for (const event of events) {
    if (event.k === 'card') continue;
    if (event.k === 'link') {
      // Two devices may have judged the same pair with different neighbours: keep the better judgement.
      const known = links.get(event.i);
      if (!known || compareLinks(event, known) < 0) links.set(event.i, event);
      continue;
    }
    const known = tombstones.get(event.of);
    if (!known || newer(event, known)) tombstones.set(event.of, event);
  }
  const live: LinkEvent[] = [];
  const undone: LinkEvent[] = [];
  for (const link of links.values()) {
    const tombstone = tombstones.get(link.i);
    (tombstone && tombstone.k !== 'redo' ? undone : live).push(link);
  }
  return { live: live.sort(compareLinks), undone: undone.sort(compareLinks) };
}

/** Disjoint sets of history keys; a set holds at most one key of the present notes. */
class Histories {
  readonly #parent = new Map<string, string>();
  readonly #members = new Map<string, string[]>();
  readonly #owner = new Map<string, string>();
  readonly #present: ReadonlySet<string>;

  constructor(present: ReadonlySet<string>) {
    this.#present = present;
  }

  root(key: string): string {
    let root = key;
    for (let up = this.#parent.get(root); up !== undefined; up = this.#parent.get(root)) root = up;
    for (let at = key; at !== root;) {
      const up = this.#parent.get(at) ?? root;
      this.#parent.set(at, root);
      at = up;
    }
    return root;
  }

  /** Keys joined with this root, or undefined where it stands alone. */
  joined(root: string): readonly string[] | undefined {
    return this.#members.get(root);
  }

  owner(key: string): string | undefined {
    const root = this.root(key);
    return this.#owner.get(root) ?? (this.#present.has(root) ? root : undefined);
  }

  /** Joins two histories unless each is shown by a card of its own. */
  join(one: string, other: string): boolean {
    const [a, b] = [this.root(one), this.root(other)];
    if (a === b) return true;
    const [ownerA, ownerB] = [this.owner(a), this.owner(b)];
    if (ownerA !== undefined && ownerB !== undefined) return false;
    const [left, right] = [this.joined(a) ?? [a], this.joined(b) ?? [b]];
    const [root, child] = left.length >= right.length ? [a, b] : [b, a];
    this.#parent.set(child, root);
    this.#members.set(root, [...left, ...right]);
    this.#members.delete(child);
    const owner = ownerA ?? ownerB;
    if (owner !== undefined) this.#owner.set(root, owner);
    return true;
  }
}

/** Id and text hash behind a history key; an explicit id has no text of its own. */
function parts(key: string): { card: string; text: string | undefined } {
  const hash = key.indexOf('#');
  if (!key.includes('~')) return { card: key, text: undefined };
  const cut = key.lastIndexOf('~');
  return cut > hash ? { card: key.slice(0, cut), text: key.slice(cut + 1) } : { card: key, text: undefined };
}

/** Whether two old versions may both lead to one newer: the same card seen in two stages, or in two places. */
function sameLine(a: string, b: string): boolean {
  const [one, other] = [parts(a), parts(b)];
  return one.card === other.card || (one.text !== undefined && one.text === other.text);
}

/**
 * Replays links, whatever their order, with duplicates or cycles: the histories are the connected sets of keys,
 * except that
 * - a card of the present notes never shares its history with another one: where links would join two, the
 *   better founded links are honoured and the link that would close the gap is left out;
 * - two different old cards never flow into one new version: again the better founded link wins.
 * Better founded means: said by the user, then equal text, then same id, then similar; then the higher score;
 * then the newer (last writer); then the smaller event id.
 */
export function resolveLinks(events: Iterable<IdentityEvent>, present: Iterable<Version>): Ownership {
  const { live, undone } = liveAndUndone(events);
  const keys = new Set<string>();
  const keyOfCard = new Map<string, string>();
  for (const version of present) {
    keys.add(version.key);
    keyOfCard.set(version.card, version.key);
  }
  const histories = new Histories(keys);
  const inForce: LinkEvent[] = [];
  const sources = new Map<string, string[]>();
  for (const link of live) {
    if (histories.root(link.f) === histories.root(link.c)) {
      inForce.push(link);
      continue;
    }
    const earlier = sources.get(link.c);
    if (earlier && link.w !== 'manual' && !earlier.some((key) => sameLine(key, link.f))) continue;
    if (!histories.join(link.f, link.c)) continue;
    inForce.push(link);
    if (earlier) earlier.push(link.f);
    else sources.set(link.c, [link.f]);
  }

  // The name of a set must not depend on the order of links: its least key.
  const sorted = new Map<string, readonly string[]>();
  function members(key: string): readonly string[] {
    const root = histories.root(key);
    const found = sorted.get(root);
    if (found) return found;
    const joined = histories.joined(root);
    if (!joined) return [root];
    const keys = [...joined].sort(byText);
    sorted.set(root, keys);
    return keys;
  }

  // A review that names a derived id without its text belongs to the card that has this id now.
  const resolve = (key: string): string => keyOfCard.get(key) ?? key;
  return {
    canonical: (key) => members(resolve(key))[0] ?? key,
    members: (key) => members(resolve(key)),
    owner: (key) => histories.owner(resolve(key)),
    links: inForce,
    undone,
  };
}
