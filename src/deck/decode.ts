/** A note's text and the encoding that it was found to be in. */
export interface DecodedNote {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';
}

/**
 * Decodes a note's bytes: UTF-8 unless a byte order mark says otherwise or they are not valid UTF-8; old notes in
 * Chinese are GBK then.
 */
export function decodeNote(bytes: Uint8Array): DecodedNote {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs('utf-16le', bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs('utf-16be', bytes);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    try {
      return { text: new TextDecoder('gb18030', { fatal: true }).decode(bytes), encoding: 'gb18030' };
    } catch {
      return decodeAs('utf-8', bytes);
    }
  }
}

function decodeAs(encoding: DecodedNote['encoding'], bytes: Uint8Array): DecodedNote {
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}
