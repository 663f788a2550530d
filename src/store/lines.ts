import type { EventLog } from '../review/eventLog.ts';
import { isRejected, parseEvent, serialise, type EventProblem, type JournalEvent } from '../review/events.ts';
import { ReviewLines } from '../review/reviewLine.ts';

const newline = 0x0a;
const carriageReturn = 0x0d;
const shown = 200;
/** More than a usual line, whose end says little about it. */
export const tailLength = 160;

const encoder = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true });
const lenient = new TextDecoder();

/** Events as the bytes of whole lines. */
export function encodeLines(events: readonly JournalEvent[]): Uint8Array {
  return encoder.encode(events.map((event) => `${serialise(event)}\n`).join(''));
}

/** What becomes of a line that is no event. */
export type OnDamage = (offset: number, problem: EventProblem, text: string) => void;

/** Reads the event of one line; undefined for an empty line. */
export function decodeLine(bytes: Uint8Array): JournalEvent | EventProblem | undefined {
  let text: string;
  try {
    text = strict.decode(bytes);
  } catch {
    return 'not-json';
  }
  if (text.trim() === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'not-json';
  }
  const event = parseEvent(value);
  return isRejected(event) ? event.problem : event;
}

/** Beginning of a damaged line, for a report. */
export function excerpt(bytes: Uint8Array): string {
  return lenient.decode(bytes.subarray(0, shown));
}

/**
 * Reads the lines of one file, piece by piece, into a log. A line counts once its newline is there; what follows the
 * last newline is looked at by `finish`.
 */
export class LineReader {
  readonly #log: EventLog;
  readonly #reviews: ReviewLines;
  readonly #onDamage: OnDamage;
  #offset: number;
  #events = 0;
  #rest = new Uint8Array(0);
  #last = new Uint8Array(0);

  /** `offset` is the byte at which the first piece begins. */
  constructor(log: EventLog, reviews: ReviewLines, offset: number, onDamage: OnDamage) {
    this.#log = log;
    this.#reviews = reviews;
    this.#offset = offset;
    this.#onDamage = onDamage;
  }

  /** Number of events read, repeated ones included. */
  get events(): number {
    return this.#events;
  }

  /** The last bytes before `offset`, some of them at least; empty if no line was read. */
  get last(): Uint8Array {
    return this.#last;
  }

  /** Byte up to which whole lines have been read. */
  get offset(): number {
    return this.#offset;
  }

  push(piece: Uint8Array): void {
    let bytes = piece;
    if (this.#rest.length > 0) {
      bytes = new Uint8Array(this.#rest.length + piece.length);
      bytes.set(this.#rest);
      bytes.set(piece, this.#rest.length);
    }
    let from = 0;
    while (from < bytes.length) {
      let next = this.#reviews.add(bytes, from);
      if (next > 0) this.#events++;
      else {
        next = bytes.indexOf(newline, from) + 1;
        if (next === 0) break;
        this.#line(bytes.subarray(from, bytes[next - 2] === carriageReturn ? next - 2 : next - 1));
      }
      this.#offset += next - from;
      from = next;
    }
    this.#rest = bytes.slice(from);
    if (from > 0) this.#last = bytes.slice(Math.max(0, from - tailLength), from);
  }

  /**
   * The text after the last newline. If it is a whole event it is added (only the newline is missing); the offset
   * stays before it, since more may follow. Returns it if it is not.
   */
  finish(): Uint8Array | undefined {
    if (this.#rest.length === 0) return undefined;
    const event = decodeLine(this.#rest);
    if (event === undefined) return undefined;
    if (typeof event === 'string') return this.#rest;
    this.#add(event);
    return undefined;
  }

  #line(line: Uint8Array): void {
    const event = decodeLine(line);
    if (event === undefined) return;
    if (typeof event === 'string') this.#onDamage(this.#offset, event, excerpt(line));
    else this.#add(event);
  }

  #add(event: JournalEvent): void {
    this.#log.add(event);
    this.#events++;
  }
}
