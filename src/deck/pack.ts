/**
 * The compiled notes of one language as they ship: one zstd frame over lines of JSON. Concepts, cards and texts say
 * much the same, so that together they take half of what three files take, and a reader stops after the line it
 * wants.
 */
import { Decompress } from 'fzstd';
import type { Chapter, Concept } from './types.ts';

/** The parts; the texts are packed first, as the others quote them. */
export interface PackParts {
  readonly concepts: readonly Concept[];
  readonly chapters: readonly Chapter[];
  /** Text of each note by its path, such as `en/30-networking.md`. */
  readonly texts: Readonly<Record<string, string>>;
}

const order = ['texts', 'concepts', 'chapters'] as const;

/** Compressed bytes that are taken at once, so that a reader of the first part need not unpack the rest. */
const portion = 16_384;

/** The lines of a pack, still to be compressed. */
export function packLines(parts: PackParts): string {
  return order.map((part) => `${JSON.stringify(parts[part])}\n`).join('');
}

/**
 * Reads one part of a pack, written by the build from the same types.
 * @throws Error when the bytes are no pack, or end too early.
 */
export function readPack<Part extends keyof PackParts>(bytes: Uint8Array, part: Part): PackParts[Part] {
  return JSON.parse(readLine(bytes, order.indexOf(part))) as PackParts[Part];
}

/** Text of the line with this number, unpacking no further than its end. */
function readLine(bytes: Uint8Array, wanted: number): string {
  const decoder = new TextDecoder();
  let line = 0;
  let text = '';
  const unpack = new Decompress((chunk) => {
    let from = 0;
    while (line <= wanted) {
      const end = chunk.indexOf(0x0a, from);
      if (line === wanted)
        text += decoder.decode(chunk.subarray(from, end < 0 ? undefined : end), { stream: end < 0 });
      if (end < 0) return;
      from = end + 1;
      line += 1;
    }
  });
  for (let at = 0; at < bytes.length && line <= wanted; at += portion) {
    unpack.push(bytes.subarray(at, at + portion), at + portion >= bytes.length);
  }
  if (line <= wanted) throw new Error('The compiled notes end too early.');
  return text;
}
