import { PNG } from 'pngjs';
import { expect, it } from 'vitest';
import { animate } from './gif.ts';

it('holds every picture, in turn and for its time', () => {
  const picture = (grey: number): Uint8Array => {
    const png = new PNG({ width: 8, height: 4 });
    png.data.fill(grey);
    return PNG.sync.write(png);
  };
  const gif = Buffer.from(
    animate([
      { png: picture(0), stands: 500 },
      { png: picture(255), stands: 1500 },
    ]),
  );
  expect(gif.subarray(0, 6).toString('latin1')).toBe('GIF89a');
  expect([gif.readUInt16LE(6), gif.readUInt16LE(8)]).toEqual([8, 4]);
  // Graphic control extensions: their delay is in hundredths of a second.
  const delays: number[] = [];
  for (let at = gif.indexOf('21f904', 0, 'hex'); at >= 0; at = gif.indexOf('21f904', at + 1, 'hex')) {
    delays.push(gif.readUInt16LE(at + 4));
  }
  expect(delays).toEqual([50, 150]);
});
