import { applyPalette, GIFEncoder, quantize } from 'gifenc';
import { PNG } from 'pngjs';

/** One picture of an animation. */
export interface Frame {
  readonly png: Uint8Array;
  /** Milliseconds that it stands. */
  readonly stands: number;
}

const colours = 96;

/** Puts pictures of equal size into an animation that begins again and again. */
export function animate(frames: readonly Frame[]): Uint8Array {
  const gif = GIFEncoder();
  for (const { png, stands } of frames) {
    const { width, height, data } = PNG.sync.read(Buffer.from(png));
    const palette = quantize(data, colours);
    gif.writeFrame(applyPalette(data, palette), width, height, { palette, delay: stands });
  }
  gif.finish();
  return gif.bytes();
}
