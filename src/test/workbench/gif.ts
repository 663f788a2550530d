import { createRequire } from 'node:module';
import { PNG } from 'pngjs';

/** One picture of an animation. */
export interface Frame {
  readonly png: Uint8Array;
  /** Milliseconds that it stands. */
  readonly stands: number;
}

/** What is used of the encoder, which brings no types and is a different module to different loaders. */
interface Encoder {
  GIFEncoder(): {
    writeFrame(pixels: Uint8Array, width: number, height: number, options: object): void;
    finish(): void;
    bytes(): Uint8Array;
  };
  quantize(pixels: Uint8Array, colours: number): number[][];
  applyPalette(pixels: Uint8Array, palette: number[][]): Uint8Array;
}

const encoder = createRequire(import.meta.url)('gifenc') as Encoder;

const colours = 96;

/** Puts pictures of equal size into an animation that begins again and again. */
export function animate(frames: readonly Frame[]): Uint8Array {
  const gif = encoder.GIFEncoder();
  for (const { png, stands } of frames) {
    const { width, height, data } = PNG.sync.read(Buffer.from(png));
    const palette = encoder.quantize(data, colours);
    gif.writeFrame(encoder.applyPalette(data, palette), width, height, { palette, delay: stands });
  }
  gif.finish();
  return gif.bytes();
}
