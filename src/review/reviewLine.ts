import type { EventLog } from './eventLog.ts';

const quote = 0x22;
const backslash = 0x5c;
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
const end = ascii('}\n');

/** Numbers to a slot of `ByteNames`: hash, index + 1 (0 for a free slot), start and length in the arena. */
const slotSize = 4;

/** Mixes four bytes at a time. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = to - from;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const word =
      (bytes[at] ?? 0) |
      ((bytes[at + 1] ?? 0) << 8) |
      ((bytes[at + 2] ?? 0) << 16) |
      ((bytes[at + 3] ?? 0) << 24);
    hash = Math.imul(hash ^ word, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Names found by their UTF-8 bytes without making a string: an open-addressed hash table. */
class ByteNames {
  #slots = new Int32Array(1024 * slotSize);
  #mask = 1023;
  #count = 0;
  #arena = new Uint8Array(1 << 14);
  #used = 0;
  readonly #index: (name: string) => number;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

  constructor(index: (name: string) => number) {
    this.#index = index;
  }

  /** Index of the name in `bytes`; throws on bytes that are not UTF-8. */
  find(bytes: Uint8Array, from: number, to: number): number {
    const slots = this.#slots;
    const arena = this.#arena;
    const length = to - from;
    const hash = hashOf(bytes, from, to);
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const at = slot * slotSize;
      const index = slots[at + 1] ?? 0;
      if (index === 0) return this.#insert(bytes.subarray(from, to), hash, at);
      if (slots[at] !== hash || slots[at + 3] !== length) continue;
      const start = slots[at + 2] ?? 0;
      let i = 0;
      while (i < length && arena[start + i] === bytes[from + i]) i++;
      if (i === length) return index - 1;
    }
  }

  #insert(name: Uint8Array, hash: number, at: number): number {
    const index = this.#index(this.#decoder.decode(name));
    if (this.#used + name.length > this.#arena.length) {
      const larger = new Uint8Array(Math.max(this.#arena.length * 2, this.#used + name.length));
      larger.set(this.#arena);
      this.#arena = larger;
    }
    this.#arena.set(name, this.#used);
    this.#slots.set([hash, index + 1, this.#used, name.length], at);
    this.#used += name.length;
    this.#count++;
    if (this.#count * 2 > this.#mask) this.#grow();
    return index;
  }

  #grow(): void {
    const old = this.#slots;
    const slots = new Int32Array(old.length * 2);
    this.#mask = slots.length / slotSize - 1;
    for (let at = 0; at < old.length; at += slotSize) {
      if (old[at + 1] === 0) continue;
      let slot = (old[at] ?? 0) & this.#mask;
      while (slots[slot * slotSize + 1] !== 0) slot = (slot + 1) & this.#mask;
      slots.set(old.subarray(at, at + slotSize), slot * slotSize);
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
  #lastWriter: Uint8Array = new Uint8Array(0);
  #lastWriterIndex = -1;
  #at = 0;

  constructor(log: EventLog) {
    this.#log = log;
    this.#cards = new ByteNames((name) => log.cards.index(name));
    this.#writers = new ByteNames((name) => log.ids.writers.index(`-${name}`));
    this.#points = new ByteNames((name) => log.points.index(name));
  }

  /**
   * Adds the review in the line of `bytes` that begins at `from`; returns the start of the next line, or -1 if this is
   * no plain review line or its newline is not there yet.
   */
  add(bytes: Uint8Array, from: number): number {
    this.#at = from;
    if (!this.#skip(bytes, beforeId)) return -1;
    const idFrom = this.#at;
    const idTo = this.#endOfString(bytes, 73);
    if (idTo < 0) return -1;
    const id = this.#id(bytes, idFrom, idTo);
    if (id < 0 || !this.#skip(bytes, beforeTime)) return -1;
    const time = this.#integer(bytes, 8.64e15);
    if (time < 0 || !this.#skip(bytes, beforeDay)) return -1;
    const day = this.#integer(bytes, 1e8);
    if (day < 0 || !this.#skip(bytes, beforeCard)) return -1;
    const cardFrom = this.#at;
    const cardTo = this.#endOfString(bytes, 1000);
    if (cardTo <= cardFrom || !this.#skip(bytes, beforeGrade)) return -1;
    const grade = this.#integer(bytes, 4);
    if (grade < 1) return -1;
    let ms = -1;
    if (this.#skip(bytes, beforeMs)) {
      ms = this.#integer(bytes, 0x7fffffff);
      if (ms < 0) return -1;
    }
    let points = 0;
    if (this.#skip(bytes, beforePoints)) {
      const pointsFrom = this.#at;
      while (bytes[this.#at] === zero || bytes[this.#at] === zero + 1) this.#at++;
      const pointsTo = this.#at;
      if (pointsTo === pointsFrom || pointsTo - pointsFrom > 1000 || bytes[this.#at++] !== quote) return -1;
      points = this.#points.find(bytes, pointsFrom, pointsTo) + 1;
    }
    if (!this.#skip(bytes, end)) return -1;
    const next = this.#at;
    try {
      this.#log.addReview(id, time, this.#cards.find(bytes, cardFrom, cardTo), day, grade, ms, points);
    } catch {
      return -1;
    }
    return next;
  }

  #skip(bytes: Uint8Array, expected: Uint8Array): boolean {
    const at = this.#at;
    if (at + expected.length > bytes.length) return false;
    for (let i = 0; i < expected.length; i++) if (bytes[at + i] !== expected[i]) return false;
    this.#at = at + expected.length;
    return true;
  }

  /** Moves to the quote that ends a string without escapes; -1 where there is none within `limit` bytes. */
  #endOfString(bytes: Uint8Array, limit: number): number {
    const stop = Math.min(bytes.length, this.#at + limit + 1);
    for (let at = this.#at; at < stop; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === quote) return (this.#at = at);
      if (byte === backslash || byte < 0x20) return -1;
    }
    return -1;
  }

  /** Reads digits as JSON allows them, up to `max`; -1 if there are none. */
  #integer(bytes: Uint8Array, max: number): number {
    const from = this.#at;
    let value = 0;
    let at = from;
    for (; at < bytes.length; at++) {
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
    // The general reader counts characters, which are as many as bytes in ASCII only.
    for (let at = from; at < dash; at++) if ((bytes[at] ?? 0) > 0x7f) return -1;
    return this.#writer(bytes, from, dash) * 2 ** 32 + counter;
  }

  /** A file has one writer, so the last one is nearly always right. */
  #writer(bytes: Uint8Array, from: number, to: number): number {
    const last = this.#lastWriter;
    let same = last.length === to - from;
    for (let i = 0; same && i < last.length; i++) same = last[i] === bytes[from + i];
    if (same) return this.#lastWriterIndex;
    this.#lastWriter = bytes.slice(from, to);
    this.#lastWriterIndex = this.#writers.find(bytes, from, to);
    return this.#lastWriterIndex;
  }
}
