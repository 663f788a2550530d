import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRows, writeRows } from './delimited.ts';

const cell = fc.string({ unit: fc.constantFrom('a', '中', '"', ',', '\t', '\n', '\r', '#', ' ') });
const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }));

test('rows come back as they were written', () => {
  fc.assert(
    fc.property(
      rows,
      fc.constantFrom(',', '\t', ';'),
      fc.constantFrom('\n', '\r\n'),
      (table, separator, end) => {
        expect(readRows(writeRows(table, separator, end), separator)).toEqual(table);
      },
    ),
  );
});

test.each([
  [
    'a,b\n\nc,d',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['a,\n', [['a', '']]],
  ['a,', [['a', '']]],
  ['"a ""b""",c\r\n', [['a "b"', 'c']]],
  ['"never closed,\nx', [['never closed,\nx']]],
  ['a"b,c', [['a"b', 'c']]],
])('reads %j', (text, expected) => {
  expect(readRows(text, ',')).toEqual(expected);
});
