import { parse } from 'yaml';
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
      return source.includes('\\') ? unescape(source) : source.slice(1, -1);
    case 'flow':
    case 'block':
      return undefined;
  }
}

function unescape(source: string): string | undefined {
  try {
    // Most strings are JSON strings too, which are read much faster.
    return String(JSON.parse(source));
  } catch {
    return unescapeYaml(source);
  }
}

function unescapeYaml(source: string): string | undefined {
  try {
    const value: unknown = parse(source, { logLevel: 'silent' });
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Text of a key; what cannot be decoded stands as written, so that a path never loses a step. */
export function decodeKey(source: string, style: Style): string {
  return decodeScalar(source, style) ?? source;
}
