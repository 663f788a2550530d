import type { CardEvent } from '../deck/events.ts';
import { viewColumns, type ColumnArray } from '../review/columns.ts';
import { actionTypes, type ControlEvent } from '../review/eventLog.ts';
import { memoryTypes } from '../review/memory.ts';
import type { ReplayState } from '../review/replay.ts';

/**
 * A cache of what the journal's files add up to: a header in JSON, then the columns as they lie in memory. It may be
 * deleted at any time, and anything doubtful about it is a reason to read the files instead.
 */
export const snapshotFile = 'journal.snapshot';

/** How far a file has been read. */
export interface FileMark {
  /** Size and time of change when the file was read. */
  readonly size: number;
  readonly modified: number;
  /** Byte up to which its lines are in the state. */
  readonly offset: number;
  /** The bytes before `offset`, one character each. */
  readonly tail: string;
}

export interface Snapshot {
  readonly state: ReplayState;
  readonly marks: ReadonlyMap<string, FileMark>;
}

interface Header {
  readonly marks: readonly (readonly [string, FileMark])[];
  readonly cards: readonly string[];
  readonly writers: readonly string[];
  readonly points: readonly string[];
  readonly control: readonly ControlEvent[];
  readonly owners: readonly (readonly [number, number])[];
  readonly rows: number;
  /** Length of each column, in the order of the file. */
  readonly columns: readonly number[];
}

/** Change it whenever the layout, or the meaning of a column, changes. */
const version = 1;
const magic = 0x4b524a31;
/** Eight 32-bit fields: magic, version, length of header and of versions, checksum of all else, three unused. */
const preamble = 32;
const sumField = 4;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Room to the next multiple of sixteen: columns are aligned, and the checksum takes four words at a time. */
function padded(length: number): number {
  return Math.ceil(length / 16) * 16;
}

function pad(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(padded(bytes.length));
  result.set(bytes);
  return result;
}

/** Four sums side by side, since one would wait for each of its multiplications. */
function checksum(pieces: Iterable<Uint8Array>): number {
  let [a, b, c, d] = [1, 2, 3, 4];
  for (const piece of pieces) {
    const words = new Int32Array(piece.buffer, piece.byteOffset, piece.length / 4);
    for (let at = 0; at < words.length; at += 4) {
      a = Math.imul(a ^ (words[at] ?? 0), 0x01000193);
      b = Math.imul(b ^ (words[at + 1] ?? 0), 0x01000193);
      c = Math.imul(c ^ (words[at + 2] ?? 0), 0x01000193);
      d = Math.imul(d ^ (words[at + 3] ?? 0), 0x01000193);
    }
  }
  return [b, c, d].reduce((sum, lane) => Math.imul(sum ^ (sum >>> 15) ^ lane, 0x01000193), a) >>> 0;
}

/** The pieces of a snapshot file. */
export function encodeSnapshot(state: ReplayState, marks: ReadonlyMap<string, FileMark>): Uint8Array[] {
  const { log, memory } = state;
  const columns: ColumnArray[] = [log.starts, ...Object.values(log.actions), ...Object.values(memory)];
  const head: Header = {
    marks: [...marks],
    cards: log.cards,
    writers: log.writers,
    points: log.points,
    control: log.control,
    owners: state.owners,
    rows: log.rows,
    columns: columns.map((column) => column.length),
  };
  const header = pad(encoder.encode(JSON.stringify(head)));
  const versions = pad(encoder.encode(JSON.stringify(log.versions())));
  const pieces = [
    header,
    versions,
    ...columns.map((c) => pad(new Uint8Array(c.buffer, c.byteOffset, c.byteLength))),
  ];
  const first = new Uint8Array(preamble);
  const fields = new Uint32Array(first.buffer);
  fields.set([magic, version, header.length, versions.length]);
  fields[sumField] = checksum([first.subarray(0, sumField * 4), ...pieces]);
  return [first, ...pieces];
}

/** Reads a snapshot; undefined if it is of another version, cut short or damaged. */
export function decodeSnapshot(file: Uint8Array<ArrayBuffer>): Snapshot | undefined {
  const bytes = file.byteOffset % 8 === 0 ? file : file.slice();
  if (bytes.length < preamble || bytes.length % 16 !== 0) return undefined;
  const fields = new Uint32Array(bytes.buffer, bytes.byteOffset, preamble / 4);
  const [foundMagic, foundVersion, headerLength = 0, versionsLength = 0] = fields;
  if (foundMagic !== magic || foundVersion !== version) return undefined;
  const summed = [bytes.subarray(0, sumField * 4), bytes.subarray(preamble)];
  if (checksum(summed) !== fields[sumField]) return undefined;
  const headerEnd = preamble + headerLength;
  const versionsEnd = headerEnd + versionsLength;
  const header = JSON.parse(text(bytes.subarray(preamble, headerEnd))) as Header;

  let at = bytes.byteOffset + versionsEnd;
  const lengths = header.columns.values();
  const next = (bytesPerItem: number): { at: number; length: number } => {
    const place = { at, length: lengths.next().value ?? 0 };
    at += padded(place.length * bytesPerItem);
    return place;
  };
  const startsAt = next(4);
  const starts = new Int32Array(bytes.buffer, startsAt.at, startsAt.length);
  const actions = viewColumns(actionTypes, bytes.buffer, next);
  const memory = viewColumns(memoryTypes, bytes.buffer, next);
  const { cards, writers, points, control, rows, owners } = header;
  const versions = (): CardEvent[] => JSON.parse(text(bytes.subarray(headerEnd, versionsEnd))) as CardEvent[];
  const log = { cards, writers, points, control, versions, rows, starts, actions };
  return { state: { log, memory, owners }, marks: new Map(header.marks) };
}

/** JSON without the zeros that pad it. */
function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end));
}
