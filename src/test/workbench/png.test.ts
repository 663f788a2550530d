import { unzlibSync, zlibSync } from 'fflate';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './paths.ts';
import { shrinkPng } from './png.ts';

function chunks(png: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const found = new Map<string, Uint8Array>();
  for (let at = 8; at < png.length; at += 12 + view.getUint32(at)) {
    const name = String.fromCharCode(...png.subarray(at + 4, at + 8));
    found.set(name, png.subarray(at + 8, at + 8 + view.getUint32(at)));
  }
  return found;
}

/** Two by two points in RGBA, the second row filtered by "up". */
function tiny(): Uint8Array {
  const rows = [0, 255, 0, 0, 255, 0, 255, 0, 255, 2, 1, 0, 0, 0, 0, 1, 5, 0];
  const data = zlibSync(Uint8Array.from(rows));
  const png = new Uint8Array(8 + 25 + 12 + data.length + 12);
  const view = new DataView(png.buffer);
  const put = (at: number, name: string, bytes: Iterable<number>, length: number): void => {
    view.setUint32(at, length);
    png.set([...Array.from(name, (letter) => letter.charCodeAt(0)), ...bytes], at + 4);
  };
  put(8, 'IHDR', [0, 0, 0, 2, 0, 0, 0, 2, 8, 6, 0, 0, 0], 13);
  put(33, 'IDAT', data, data.length);
  put(45 + data.length, 'IEND', [], 0);
  return png;
}

describe('pictures with a palette', () => {
  it('show the same colours at the same points', () => {
    const found = chunks(shrinkPng(tiny()));
    const colors = found.get('PLTE') ?? new Uint8Array();
    const rows = unzlibSync(found.get('IDAT') ?? new Uint8Array());
    const point = (x: number, y: number): number[] => {
      const index = rows[y * 3 + 1 + x] ?? 0;
      return [...colors.subarray(index * 3, index * 3 + 3)];
    };
    expect([point(0, 0), point(1, 0), point(0, 1), point(1, 1)]).toEqual([
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 0],
      [0, 0, 5],
    ]);
  });
  it('are what the walkthrough ships', () => {
    const picture = readFileSync(path.join(root, 'media/walkthrough/tree.png'));
    expect(picture[25]).toBe(3); // Colour type: palette.
  });
});
