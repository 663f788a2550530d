import { maskLine } from './helm.ts';
import type { MaskedLine } from './helm.ts';

/** Masks line `index` of a document; the marker that starts it counts as white space. */
export function maskDocumentLine(
  raw: string,
  index: number,
  inside: boolean,
  closesLater: () => boolean,
): MaskedLine {
  const masked = maskLine(raw, inside, closesLater);
  if (index > 0 || !isMarker(raw)) return masked;
  const at = raw.charCodeAt(0) === 0xfeff ? 1 : 0;
  return { ...masked, text: '   ' + ' '.repeat(at) + masked.text.slice(at + 3) };
}

/** `---` or `...` at the start of a line: the border between two documents. */
export function isMarker(line: string): boolean {
  const first = line.charCodeAt(0);
  if (first !== 45 && first !== 46 && first !== 0xfeff) return false;
  const at = first === 0xfeff ? 1 : 0;
  if (!line.startsWith('---', at) && !line.startsWith('...', at)) return false;
  const code = line.charCodeAt(at + 3);
  return Number.isNaN(code) || code === 32 || code === 9 || code === 10 || code === 13;
}
