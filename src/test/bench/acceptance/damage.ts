/** Mistakes that people have on screen while they type. */
export const mistakes = [
  'half-typed line',
  'unclosed quote',
  'tab',
  'wrong indent',
  'wrong indent by two',
  'empty key',
] as const;
export type Mistake = (typeof mistakes)[number];

/** `random` gives an integer below its argument. */
export type Random = (below: number) => number;

export interface Damaged {
  readonly text: string;
  readonly line: number;
  /** How many characters longer the line became. */
  readonly delta: number;
}

/** Damages one line with a key; undefined if the file has none that suits. */
export function damage(text: string, mistake: Mistake, random: Random): Damaged | undefined {
  const lines = text.split('\n');
  for (let attempt = 0; attempt < 20; attempt++) {
    const line = random(lines.length);
    const before = lines[line] ?? '';
    const after = damaged(before, mistake, random);
    if (after === undefined || after === before) continue;
    return { text: lines.with(line, after).join('\n'), line, delta: after.length - before.length };
  }
  return undefined;
}

function damaged(line: string, mistake: Mistake, random: Random): string | undefined {
  const match = /^([ ]*)((?:- )*)([A-Za-z][\w./-]*)(:)(?: +(\S.*))?$/.exec(line);
  if (!match) return undefined;
  const [, indent = '', dashes = '', key = '', , value] = match;
  switch (mistake) {
    case 'half-typed line':
      // Without its kind nobody knows what an object is.
      return key.length < 3 || (key === 'kind' && indent === '')
        ? undefined
        : indent + dashes + key.slice(0, 1 + random(key.length - 1));
    case 'unclosed quote':
      return value === undefined || /^["'|>&*{[]/.test(value)
        ? undefined
        : `${indent}${dashes}${key}: "${value}`;
    case 'tab':
      return indent.length < 2
        ? undefined
        : `${indent.slice(2)}\t${dashes}${key}:${value === undefined ? '' : ` ${value}`}`;
    case 'wrong indent':
      if (indent.length === 0) return undefined;
      return random(2) === 0 ? ` ${line}` : line.slice(1);
    case 'wrong indent by two':
      if (indent.length < 2) return undefined;
      return random(2) === 0 ? `  ${line}` : line.slice(2);
    case 'empty key':
      return `${indent}${dashes}: ${value ?? ''}`.trimEnd();
  }
}
