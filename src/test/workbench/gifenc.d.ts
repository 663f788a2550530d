/** What is used of the encoder, which brings no types. */
declare module 'gifenc' {
  interface Gif {
    writeFrame(pixels: Uint8Array, width: number, height: number, options: object): void;
    finish(): void;
    bytes(): Uint8Array;
  }
  export function GIFEncoder(): Gif;
  export function quantize(pixels: Uint8Array, colours: number): number[][];
  export function applyPalette(pixels: Uint8Array, palette: number[][]): Uint8Array;
}
