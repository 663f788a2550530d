const seedA = 0x811c9dc5;
const seedB = 0x9747b28c;

/** Scrambles the bits of a 32-bit word, so that inputs that differ in one character differ everywhere. */
function avalanche(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/**
 * A name for a text: ten characters of base 36 (51 bits), equal on every device and in every version.
 * Not cryptographic; journals hold these names, so the function must never change.
 */
export function textHash(text: string): string {
  // Two FNV-1a lanes over UTF-16 units; one lane alone has 32 bits, too few for a million texts.
  let a = seedA;
  let b = seedB;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x01000193) ^ (a >>> 11);
  }
  const high = avalanche(a ^ text.length) & 0x7ffff;
  const low = avalanche(b ^ (a << 7));
  return (high * 0x1_0000_0000 + low).toString(36).padStart(10, '0');
}
