import type { Style } from './lex.ts';

/** Text of a scalar that stands on one line; undefined where the fragment is not a complete scalar. */
export function decodeScalar(source: string, style: Style): string | undefined {
  switch (style) {
    case 'plain':
    case 'alias':
      return source;
    case 'single':
      return source.endsWith("'") && source.length > 1
        ? source.slice(1, -1).replaceAll("''", "'")
        : undefined;
    case 'double':
      if (!source.endsWith('"') || source.length < 2) return undefined;
      return unescape(source.slice(1, -1));
    case 'flow':
    case 'block':
      return undefined;
  }
}

/** Escapes of YAML's double-quoted scalars by their letter; `x`, `u` and `U` take hexadecimal digits. */
const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

const escape = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U(000[\da-fA-F]{5}|0010[\da-fA-F]{4})|([^xuU]))/g;

function unescape(source: string): string | undefined {
  if (!source.includes('\\')) return source;
  let at = 0;
  let text = '';
  for (const match of source.matchAll(escape)) {
    const plain = source.slice(at, match.index);
    const [whole, x, u, U, letter = ''] = match;
    const code = x ?? u ?? U;
    const decoded = code === undefined ? escapes[letter] : String.fromCodePoint(Number.parseInt(code, 16));
    if (decoded === undefined || plain.includes('\\')) return undefined;
    text += plain + decoded;
    at = match.index + whole.length;
  }
  const rest = source.slice(at);
  return rest.includes('\\') ? undefined : text + rest;
}

/** Text of a key; what cannot be decoded stands as written, so that a path never loses a step. */
export function decodeKey(source: string, style: Style): string {
  return decodeScalar(source, style) ?? source;
}
