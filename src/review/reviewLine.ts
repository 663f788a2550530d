import type { EventLog } from './eventLog.ts';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const minus = 0x2d;
const zero = 0x30;
const nine = 0x39;

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

const beforeId = ascii('{"i":"');
const beforeTime = ascii('","t":');
const beforeDay = ascii(',"d":');
const beforeCard = ascii(',"k":"review","c":"');
const beforeGrade = ascii('","g":');
const beforeMs = ascii(',"ms":');
const beforePoints = ascii(',"p":"');
const end = ascii('}');

/** Names found by their UTF-8 bytes without making a string: an open-addressed hash table. */
class ByteNames {
  #slots = new Int32Array(1 << 12);
  #arena = new Uint8Array(1 << 14);
  #used = 0;
  /** For each entry: start and length in the arena, and the index that was given. */
  #entries: number[] = [];
  readonly #index: (name: string) => number;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

  constructor(index: (name: string) => number) {
    this.#index = index;
  }

  /** Index of the name in `bytes`; throws on bytes that are not UTF-8. */
  find(bytes: Uint8Array, from: number, to: number): number {
    let hash = 0x811c9dc5;
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = (this.#slots[slot] ?? 0) - 1;
      if (entry < 0) return this.#insert(bytes, from, to, slot);
      if (this.#equals(entry * 4, hash, bytes, from, to)) return this.#entries[entry * 4 + 2] ?? 0;
    }
  }

  #equals(entry: number, hash: number, bytes: Uint8Array, from: number, to: number): boolean {
    if (this.#entries[entry + 3] !== hash || this.#entries[entry + 1] !== to - from) return false;
    const start = this.#entries[entry] ?? 0;
    for (let at = from; at < to; at++) if (this.#arena[start + at - from] !== bytes[at]) return false;
    return true;
  }

  #insert(bytes: Uint8Array, from: number, to: number, slot: number): number {
    const name = bytes.subarray(from, to);
    const index = this.#index(this.#decoder.decode(name));
    if (this.#used + name.length > this.#arena.length) {
      const larger = new Uint8Array(Math.max(this.#arena.length * 2, this.#used + name.length));
      larger.set(this.#arena);
      this.#arena = larger;
    }
    this.#arena.set(name, this.#used);
    let hash = 0x811c9dc5;
    for (const byte of name) hash = Math.imul(hash ^ byte, 0x01000193);
    hash ^= hash >>> 15;
    this.#entries.push(this.#used, name.length, index, hash);
    this.#used += name.length;
    const count = this.#entries.length / 4;
    this.#slots[slot] = count;
    if (count * 2 > this.#slots.length) this.#grow();
    return index;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let entry = 0; entry * 4 < this.#entries.length; entry++) {
      let slot = (this.#entries[entry * 4 + 3] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = entry + 1;
    }
    this.#slots = slots;
  }
}

/**
 * Reads plain review lines, as `serialise` writes them, straight from bytes into an event log: nine of ten lines of a
 * journal, at a fraction of the cost of `JSON.parse`. Any other line is left to the general reader, also one that
 * means the same in other words.
 */
export class ReviewLines {
  readonly #log: EventLog;
  readonly #cards: ByteNames;
  readonly #writers: ByteNames;
  readonly #points: ByteNames;
  #at = 0;

  constructor(log: EventLog) {
    this.#log = log;
    this.#cards = new ByteNames((name) => log.cards.index(name));
    this.#writers = new ByteNames((name) => log.ids.writers.index(`-${name}`));
    this.#points = new ByteNames((name) => log.points.index(name));
  }

  /** Adds the review in `bytes` from `from` to `to`, without its newline; false if it is no plain review line. */
  add(bytes: Uint8Array, from: number, to: number): boolean {
    this.#at = from;
    if (!this.#skip(bytes, to, beforeId)) return false;
    const idFrom = this.#at;
    const dash = this.#endOfString(bytes, to, 65);
    if (dash < 0) return false;
    const id = this.#id(bytes, idFrom, dash);
    if (id < 0 || !this.#skip(bytes, to, beforeTime)) return false;
    const time = this.#integer(bytes, to, 8.64e15);
    if (time < 0 || !this.#skip(bytes, to, beforeDay)) return false;
    const day = this.#integer(bytes, to, 1e8);
    if (day < 0 || !this.#skip(bytes, to, beforeCard)) return false;
    const cardFrom = this.#at;
    const cardTo = this.#endOfString(bytes, to, 1000);
    if (cardTo <= cardFrom || !this.#skip(bytes, to, beforeGrade)) return false;
    const grade = this.#integer(bytes, to, 4);
    if (grade < 1) return false;
    let ms = -1;
    if (bytes[this.#at] === comma && this.#skip(bytes, to, beforeMs)) {
      ms = this.#integer(bytes, to, 0x7fffffff);
      if (ms < 0) return false;
    }
    let points = 0;
    if (bytes[this.#at] === comma && this.#skip(bytes, to, beforePoints)) {
      const pointsFrom = this.#at;
      while (bytes[this.#at] === zero || bytes[this.#at] === zero + 1) this.#at++;
      const pointsTo = this.#at;
      if (pointsTo === pointsFrom || pointsTo - pointsFrom > 1000 || bytes[this.#at++] !== quote)
        return false;
      points = this.#points.find(bytes, pointsFrom, pointsTo) + 1;
    }
    if (!this.#skip(bytes, to, end) || this.#at !== to) return false;
    try {
      this.#log.addReview(id, time, this.#cards.find(bytes, cardFrom, cardTo), day, grade, ms, points);
    } catch {
      return false;
    }
    return true;
  }

  #skip(bytes: Uint8Array, to: number, expected: Uint8Array): boolean {
    const at = this.#at;
    if (at + expected.length > to) return false;
    for (let i = 0; i < expected.length; i++) if (bytes[at + i] !== expected[i]) return false;
    this.#at = at + expected.length;
    return true;
  }

  /** Moves to the quote that ends a string without escapes; -1 where there is none within `limit` bytes. */
  #endOfString(bytes: Uint8Array, to: number, limit: number): number {
    const stop = Math.min(to, this.#at + limit + 1);
    for (let at = this.#at; at < stop; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === quote) return (this.#at = at);
      if (byte === backslash || byte < 0x20) return -1;
    }
    return -1;
  }

  /** Reads digits as JSON allows them, up to `max`; -1 if there are none. */
  #integer(bytes: Uint8Array, to: number, max: number): number {
    const from = this.#at;
    let value = 0;
    let at = from;
    for (; at < to; at++) {
      const byte = bytes[at] ?? 0;
      if (byte < zero || byte > nine) break;
      value = value * 10 + (byte - zero);
    }
    if (at === from || at - from > 16 || value > max || (at - from > 1 && bytes[from] === zero)) return -1;
    this.#at = at;
    return value;
  }

  /** Encodes an id of the shape `<writer>-<counter in hex>`; -1 for others. */
  #id(bytes: Uint8Array, from: number, to: number): number {
    let dash = to - 1;
    let counter = 0;
    for (let scale = 1; dash >= from; dash--, scale *= 16) {
      const byte = bytes[dash] ?? 0;
      const digit =
        byte >= zero && byte <= nine ? byte - zero : byte >= 0x61 && byte <= 0x66 ? byte - 0x57 : -1;
      if (digit < 0) break;
      counter += digit * scale;
    }
    const digits = to - dash - 1;
    if (dash <= from || bytes[dash] !== minus || digits === 0 || digits > 8) return -1;
    if (digits > 1 && bytes[dash + 1] === zero) return -1;
    for (let at = from; at < dash; at++) if ((bytes[at] ?? 0) > 0x7f) return -1;
    return this.#writers.find(bytes, from, dash) * 2 ** 32 + counter;
  }
}
