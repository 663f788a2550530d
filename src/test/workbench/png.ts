/**
 * Makes pictures of the workbench small: a palette of 256 colours is enough for text on plain ground, and the VSIX
 * carries eight of them.
 */
import { unzlibSync, zlibSync } from 'fflate';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const paletteSize = 256;

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of each point. */
  readonly rgb: Uint8Array;
}

/** The same picture with at most 256 colours. Reads what browsers write: 8 bits, RGB or RGBA, not interlaced. */
export function shrinkPng(png: Uint8Array): Uint8Array {
  const { width, height, rgb } = decode(png);
  const palette = choosePalette(rgb);
  const nearest = new Map<number, number>();
  const rows = new Uint8Array((width + 1) * height); // Each row begins with its filter: none.
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const color = colorAt(rgb, at);
      let index = nearest.get(color);
      if (index === undefined) {
        index = nearestOf(palette, color);
        nearest.set(color, index);
      }
      rows[y * (width + 1) + 1 + x] = index;
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 3, 0, 0, 0], 8); // 8 bits, palette.
  const colors = Uint8Array.from(palette.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]));
  return join([
    Uint8Array.from(signature),
    chunk('IHDR', header),
    chunk('PLTE', colors),
    chunk('IDAT', zlibSync(rows, { level: 9, mem: 12 })),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

function decode(png: Uint8Array): Picture {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  const [depth, type] = [png[24], png[25]];
  const channels = type === 6 ? 4 : type === 2 ? 3 : 0;
  if (depth !== 8 || channels === 0 || png[28] !== 0) throw new Error('a PNG of another kind');
  const parts: Uint8Array[] = [];
  for (let at = 8; at + 8 <= png.length;) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (name === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const raw = unzlibSync(join(parts));
  const stride = width * channels;
  const rgb = new Uint8Array(width * height * 3);
  let above: Uint8Array = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const start = y * (stride + 1);
    const row = raw.slice(start + 1, start + 1 + stride);
    unfilter(raw[start] ?? 0, row, above, channels);
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) rgb[(y * width + x) * 3 + c] = row[x * channels + c] ?? 0;
    }
    above = row;
  }
  return { width, height, rgb };
}

/** Undoes the filter of a row, as the PNG specification (12.3) numbers them. */
function unfilter(filter: number, row: Uint8Array, above: Uint8Array, channels: number): void {
  for (let i = 0; i < row.length; i++) {
    const left = row[i - channels] ?? 0;
    const up = above[i] ?? 0;
    const corner = i < channels ? 0 : (above[i - channels] ?? 0);
    const guess =
      filter === 1
        ? left
        : filter === 2
          ? up
          : filter === 3
            ? (left + up) >> 1
            : filter === 4
              ? paeth(left, up, corner)
              : 0;
    row[i] = (row[i] ?? 0) + guess;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

function colorAt(rgb: Uint8Array, at: number): number {
  return ((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0);
}

/** Halves the widest group of colours again and again; each group gives its most frequent colour. */
function choosePalette(rgb: Uint8Array): readonly number[] {
  const counts = new Map<number, number>();
  for (let at = 0; at < rgb.length; at += 3) {
    const color = colorAt(rgb, at);
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  const groups = [[...counts.keys()]];
  while (groups.length < paletteSize) {
    const widths = groups.map((group) => widest(group).width * Math.sqrt(group.length));
    const index = widths.indexOf(Math.max(...widths));
    const group = groups[index];
    if (group === undefined || group.length < 2) break;
    const { shift } = widest(group);
    group.sort((a, b) => ((a >> shift) & 255) - ((b >> shift) & 255));
    groups.splice(index, 1, group.slice(0, group.length >> 1), group.slice(group.length >> 1));
  }
  return groups.map((group) =>
    group.reduce((best, color) => ((counts.get(color) ?? 0) > (counts.get(best) ?? 0) ? color : best)),
  );
}

function widest(colors: readonly number[]): { readonly shift: number; readonly width: number } {
  let found = { shift: 16, width: -1 };
  for (const shift of [16, 8, 0]) {
    let [low, high] = [255, 0];
    for (const color of colors) {
      const value = (color >> shift) & 255;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high - low > found.width) found = { shift, width: high - low };
  }
  return found;
}

function nearestOf(palette: readonly number[], color: number): number {
  let best = 0;
  let least = Infinity;
  for (const [index, candidate] of palette.entries()) {
    let distance = 0;
    for (const shift of [16, 8, 0])
      distance += (((candidate >> shift) & 255) - ((color >> shift) & 255)) ** 2;
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(
    Array.from(name, (letter) => letter.charCodeAt(0)),
    4,
  );
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/** The checksum of PNG chunks (ISO 3309). */
function crc(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
