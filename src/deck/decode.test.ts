import { expect, it } from 'vitest';
import { decodeNote } from './decode.ts';

it.each([
  ['utf-8', [0xe8, 0x8a, 0x82], '节'],
  ['utf-8', [0xef, 0xbb, 0xbf, 0x61], 'a'],
  ['utf-16le', [0xff, 0xfe, 0x82, 0x82], '节'],
  ['utf-16be', [0xfe, 0xff, 0x82, 0x82], '节'],
  ['gb18030', [0xbd, 0xda], '节'],
  ['utf-8', [0xff, 0x61], '\ufffda'],
  ['utf-8', [], ''],
] as const)('reads %s %j', (encoding, bytes, text) => {
  expect(decodeNote(Uint8Array.from(bytes))).toEqual({ encoding, text });
});
