import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventLog } from '../review/eventLog.ts';
import type { JournalEvent } from '../review/events.ts';
import { ReviewLines } from '../review/reviewLine.ts';
import { journalArb } from '../test/journalEvents.ts';
import { decodeLine, encodeLines, LineReader } from './lines.ts';

interface Read {
  readonly events: readonly JournalEvent[];
  readonly damaged: readonly [number, string][];
  readonly torn: boolean;
  readonly offset: number;
}

function byKey(events: Iterable<JournalEvent>): JournalEvent[] {
  return [...events].sort((a, b) => a.t - b.t || (a.i < b.i ? -1 : a.i > b.i ? 1 : 0));
}

function readPieces(pieces: Iterable<Uint8Array>): Read {
  const log = new EventLog();
  const damaged: [number, string][] = [];
  const reader = new LineReader(log, new ReviewLines(log), 0, (offset, problem) =>
    damaged.push([offset, problem]),
  );
  for (const piece of pieces) reader.push(piece);
  const torn = reader.finish() !== undefined;
  log.settle();
  return { events: byKey(log), damaged, torn, offset: reader.offset };
}

/** The same by the plain road: whole lines, `JSON.parse`, no table. */
function readPlainly(bytes: Uint8Array): Read {
  const log = new EventLog();
  const damaged: [number, string][] = [];
  let offset = 0;
  let torn = false;
  while (offset < bytes.length) {
    const newline = bytes.indexOf(10, offset);
    const line = bytes.subarray(offset, newline < 0 ? bytes.length : newline);
    const event = decodeLine(line);
    if (typeof event === 'object') log.add(event);
    else if (event !== undefined && newline < 0) torn = true;
    else if (event !== undefined) damaged.push([offset, event]);
    if (newline < 0) break;
    offset = newline + 1;
  }
  log.settle();
  return { events: byKey(log), damaged, torn, offset };
}

const bytesArb = journalArb.map(encodeLines);

test('events come back as they were written, in pieces of any size', () => {
  fc.assert(
    fc.property(journalArb, fc.integer({ min: 1, max: 300 }), (events, size) => {
      const bytes = encodeLines(events);
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
        bytes.subarray(n * size, (n + 1) * size),
      );
      const read = readPieces(pieces);
      expect(read).toEqual({ events: byKey(events), damaged: [], torn: false, offset: bytes.length });
    }),
  );
});

test('the short cut for plain reviews reads what the general reader reads, also from damaged lines', () => {
  const wounds = fc.array(
    fc.tuple(fc.nat(), fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('"\\{}:,0-9\n')))),
    {
      maxLength: 12,
    },
  );
  fc.assert(
    fc.property(bytesArb, wounds, fc.nat(), (whole, changes, end) => {
      const bytes = whole.slice(0, whole.length - (end % 200));
      for (const [at, byte] of changes) bytes[at % (bytes.length + 1)] = byte;
      expect(readPieces([bytes])).toEqual(readPlainly(bytes));
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['{"i":"a-0","t":1,"d":0,"k":"review","c":"x","g":3}', 'plain'],
  ['{"i":"a-00","t":1,"d":0,"k":"review","c":"x","g":3}', 'counter with a zero before it'],
  ['{"i":"a-100000000","t":1,"d":0,"k":"review","c":"x","g":3}', 'counter beyond 32 bits'],
  ['{"i":"a-A","t":1,"d":0,"k":"review","c":"x","g":3}', 'capital digit'],
  ['{"i":"-1","t":1,"d":0,"k":"review","c":"x","g":3}', 'no writer'],
  ['{"i":"机-1","t":1,"d":0,"k":"review","c":"x","g":3}', 'writer beyond ASCII'],
  ['{"i":"a-1","t":1,"d":-3,"k":"review","c":"x","g":3,"ms":0,"p":"0"}', 'day before 1970'],
  ['{"i":"a-1","t":1,"d":0,"k":"review","c":"x\\n","g":3}', 'escape'],
  ['{"c":"x","d":0,"g":3,"i":"a-1","k":"review","t":1e3}', 'other order and spelling'],
])('an id or a number of unusual shape survives: %s', (line) => {
  const bytes = Buffer.from(`${line}\n`);
  expect(readPieces([bytes]).events).toEqual([JSON.parse(line)]);
});

test.each([
  ['{"i":"a-1","t":1,"d":0,"k":"review","c":"x","g":5}', 'bad-value'],
  ['{"i":"a-1","t":1,"d":0,"k":"review","c":"x","g":3,"ms":-1}', 'bad-value'],
  ['{"i":"a-1","t":1,"d":0,"k":"review","c":"x","g":3,"p":"12"}', 'bad-value'],
  ['{"i":"a-1","t":1,"d":0,"k":"review","c":"","g":3}', 'bad-card'],
  ['{"i":"","t":1,"k":"reset","c":"x"}', 'bad-id'],
  ['{"i":"a-1","t":-1,"k":"reset","c":"x"}', 'bad-time'],
  ['{"i":"a-1","t":1,"k":"dance"}', 'unknown-kind'],
  ['{"i":"a-1","t":1,"k":"toString"}', 'unknown-kind'],
  ['[1]', 'not-an-event'],
  ['null', 'not-an-event'],
  ['{"i":"a-1","t":01}', 'not-json'],
  ['\u0000\u0000', 'not-json'],
])('no event: %s', (line, problem) => {
  const good = '{"i":"a-9","t":1,"k":"reset","c":"x"}';
  const read = readPieces([Buffer.from(`${good}\n${line}\r\n\n`)]);
  expect(read.events).toEqual([JSON.parse(good)]);
  expect(read.damaged).toEqual([[good.length + 1, problem]]);
});

test('a last line without its newline counts if it is whole', () => {
  const line = '{"i":"a-9","t":1,"k":"reset","c":"x"}';
  expect(readPieces([Buffer.from(line)])).toMatchObject({ torn: false, offset: 0, events: [{ i: 'a-9' }] });
  expect(readPieces([Buffer.from(line.slice(0, -1))])).toMatchObject({ torn: true, offset: 0, events: [] });
});
