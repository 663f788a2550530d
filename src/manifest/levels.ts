import type { LexedLine } from './lex.ts';

/**
 * The chain of keys and list items that are open at the end of a line, innermost first. Columns are the ones
 * that the scanner settled on, which differ from the written ones where the indentation is wrong.
 */
export interface Level {
  readonly column: number;
  /** Column that the line which added the level gave it; differs where a later line told better. */
  readonly added: number;
  readonly dash: boolean;
  /** Nothing follows on the line, so that deeper lines are its content. */
  readonly open: boolean;
  /** A key behind `?`, whose value follows behind `:` in the same column. */
  readonly explicit: boolean;
  readonly up: Level | undefined;
}

export function sameLevels(a: Level | undefined, b: Level | undefined): boolean {
  while (a !== b) {
    if (a?.column !== b?.column || a?.added !== b?.added) return false;
    if (a?.dash !== b?.dash || a?.open !== b?.open || a?.explicit !== b?.explicit) return false;
    a = a?.up;
    b = b?.up;
  }
  return true;
}

/** Innermost level left of `column`: what a scalar on a line of its own belongs to. */
export function outside(levels: Level | undefined, column: number): Level | undefined {
  let level = levels;
  while (level && level.column >= column) level = level.up;
  return level;
}

/** The explicit key whose value follows behind a `:` at `column`. */
export function explicitKey(levels: Level | undefined, column: number): Level | undefined {
  let level = levels;
  while (level && level.column > column) level = level.up;
  return level?.column === column && level.explicit ? level : undefined;
}

/** Whether valid YAML may have a key or a dash at `column` after `levels`. */
export function fits(levels: Level | undefined, column: number, dash: boolean): boolean {
  if (!levels) return true;
  let level: Level | undefined = levels;
  while (level && level.column > column) level = level.up;
  if (!level) return false;
  if (level.column < column) return level === levels && level.open;
  if (dash) return level.dash || (level === levels && level.open);
  return !level.dash || (level.up?.column === column && !level.up.dash);
}

/** The parent that a key or dash at `column` gets. */
export function parentFor(levels: Level | undefined, column: number, dash: boolean): Level | undefined {
  let level = levels;
  while (level && (level.column > column || (level.column === column && (!dash || level.dash)))) {
    level = level.up;
  }
  return level;
}

/**
 * `levels` where a list that stands further left than the key it belongs to shows that the key is indented too
 * far; undefined if the list may as well be indented too little.
 */
export function unindented(
  levels: Level | undefined,
  column: number,
  content: number,
  next: NextLine | undefined,
): Level | undefined {
  if (!levels?.open || levels.dash || column >= levels.column || column <= (levels.up?.column ?? -1)) {
    return undefined;
  }
  // The lines below are on the list's side or on the key's.
  const beside = next?.dash ? next.column === column : next?.column === content;
  return beside ? { ...levels, column } : undefined;
}

/**
 * Column of the keys among which a key with a value belongs that stands further left than they do, as the line below
 * it shows: no scalar has keys or items inside. Undefined where it stands right.
 */
export function tooFarLeft(levels: Level, column: number, next: NextLine | undefined): number | undefined {
  if (!next?.key || next.tabbed || next.column <= column) return undefined;
  for (let level: Level | undefined = levels; level && level.column > column; level = level.up) {
    if (level.dash) continue;
    const isBeside = next.dash
      ? level.up?.dash === true && level.up.column === next.column
      : level.column === next.column;
    if (isBeside) return level.column;
  }
  return undefined;
}

/** First line below that is neither blank nor a comment. */
export interface NextLine {
  readonly column: number;
  readonly dash: boolean;
  readonly key: boolean;
  readonly tabbed: boolean;
}

/** Whether a line at `column` has keys beside it. */
export function hasSibling(levels: Level | undefined, column: number): boolean {
  for (let level = levels; level && level.column >= column; level = level.up) {
    if (level.column === column && !level.dash) return true;
  }
  return false;
}

/**
 * Column for a line whose indentation fits nowhere: the nearest level that would take it, and between two equally
 * near ones that which also suits the line below. `opens` says that the line expects its content below.
 */
export function settle(
  levels: Level | undefined,
  column: number,
  dash: boolean,
  opens: boolean,
  next: NextLine | undefined,
): number {
  let best = column;
  let bestCost = Infinity;
  for (let level = levels; level; level = level.up) {
    const sibling = level.dash === dash;
    const compactList = dash && !level.dash && level === levels && level.open;
    if (!sibling && !compactList) continue;
    let cost = 2 * Math.abs(level.column - column);
    if (next) {
      const parent = next.dash ? level.column <= next.column : level.column < next.column;
      const preferred = opens ? parent : level.column === next.column;
      if (!preferred) cost++;
    }
    if (cost < bestCost) {
      best = level.column;
      bestCost = cost;
    }
  }
  return best;
}

/**
 * Column that a line probably means whose own one is unknown (a tab stands before it), as deep as the line below
 * wants it: as its sibling, or as its parent if it expects content.
 */
export function columnBeside(line: LexedLine, next: NextLine, levels: Level): number {
  const { dashes, key, value } = line;
  if (!value) {
    const inner = next.dash ? next.column : next.column - 2;
    return Math.max(0, key && dashes.length > 0 ? inner - 2 : inner);
  }
  let beside = next.column;
  if (dashes.length > 0 && key && !next.dash) beside -= 2;
  if (dashes.length === 0 && next.dash) beside += 2;
  // What follows further out says only that the block ends.
  return Math.max(0, beside, levels.open ? 0 : levels.column);
}
