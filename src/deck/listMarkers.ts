import type { Line } from './lines.ts';

/** The sign that begins a list item. */
export interface ListMarker {
  /** Lists whose signs look alike belong together: `bullet`, `1.`, `1)`, `(1)`, `1、`, `①`, `一、`, `a.`, `i.`, `step`. */
  readonly style: string;
  readonly ordered: boolean;
  /** 0 for a bullet. */
  readonly number: number;
  /** Column of the sign. */
  readonly indent: number;
  /** Column of the text after it. */
  readonly offset: number;
  /** What follows it. */
  readonly text: string;
  /** Only a neighbour with the next or the previous number makes it an item: `1 text`, `1.Text`. */
  readonly weak: boolean;
}

const hanDigits = '零一二三四五六七八九十';
const circled = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';

const bulletWithSpace = /^[-*+•●○■□◆◇▪▫‣⁃∙·–—\uf0b7\uf06c\uf0d8\uf0a7\uf076](?:\s+|$)/;
const bulletBefore =
  /^(?:[•●○■□◆◇▪▫‣⁃·\uf0b7\uf06c\uf0d8\uf0a7\uf076]|-(?=[\u4e00-\u9fff])|\*(?=[\u4e00-\u9fff][^*]*$))\s*/;
const numberDot = /^(\d{1,3})\.(?:\s+|$)/;
const numberParen = /^(\d{1,3})\)(?:\s+|$)/;
const numberWide = /^(\d{1,3})([、）．])\s*/;
const parenNumber = /^[（(](\d{1,3})[)）][、.]?\s*/;
const hanNumber = /^([一二三四五六七八九十]{1,3})([、．.])\s*/;
const parenHan = /^[（(]([一二三四五六七八九十]{1,3})[)）][、.]?\s*/;
const stepHan = /^第([一二三四五六七八九十\d]{1,3})步[：:，,、.\s]\s*/;
const stepLatin = /^(?:\*\*)?step\s+(\d{1,3})\s*[:.)：-]\s*(?:\*\*)?\s*/i;
const numberSpace = /^(\d{1,2})\s+(?=\S)/;
const numberTight = /^(\d{1,2})[.)](?=[\p{L}`*“"])/u;

const romanNumbers = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'];
const romanDot = /^(i{1,3}|iv|vi{0,3}|ix|x)[.)]\s+(?=\S)/;
const letterDot = /^([a-z])[.)]\s+(?=\S)/;

/** A count, not a number in a list: `3 nodes`, `2 个`. */
const counted =
  /^(?:[个種种台次天年月日号秒分小层条类級级核份名位张项款倍岁周+*/x×%=<>-]|(?:nodes?|pods?|replicas?|[KMGT]i?B?|ms|s|m|h|d|sec|min|minutes?|seconds?|hours?|days?|weeks?|months?|years?|x|times|percent|cores?|CPUs?|GB|MB|of|or|and|to|out)\b)/i;

/** Reads the list marker that `line` begins with, if any. */
export function listMarker(line: Line): ListMarker | undefined {
  const { text, indent } = line;
  const bullet = bulletWithSpace.exec(text) ?? bulletBefore.exec(text);
  if (bullet !== null) return marker('bullet', 0, bullet[0], false);

  const plain = match(numberDot, '1.') ?? match(numberParen, '1)') ?? match(parenNumber, '(1)');
  if (plain !== undefined) return plain;
  const wide = numberWide.exec(text);
  if (wide !== null)
    return marker(wide[2] === '、' ? '1、' : wide[2] === '．' ? '1.' : '1)', Number(wide[1]), wide[0], false);
  const circle = circled.indexOf(text.charAt(0));
  if (circle >= 0 && text !== '') return marker('①', circle + 1, text.slice(0, 1), false);
  const hanWide = hanNumber.exec(text) ?? parenHan.exec(text);
  if (hanWide !== null) {
    const style = /^[（(]/.test(text) ? '(一)' : '一、';
    return marker(style, hanValue(hanWide[1] ?? ''), hanWide[0], false);
  }
  const step = stepHan.exec(text) ?? stepLatin.exec(text);
  if (step !== null) {
    const digits = step[1] ?? '';
    return marker('step', /\d/.test(digits) ? Number(digits) : hanValue(digits), step[0], false);
  }
  const space = numberSpace.exec(text);
  if (space !== null && !counted.test(text.slice(space[0].length))) {
    return marker('1 ', Number(space[1]), space[0], true);
  }
  const tight = numberTight.exec(text);
  if (tight !== null && !/^\d+\.x\b/.test(text)) return marker('1.', Number(tight[1]), tight[0], true);
  const roman = romanDot.exec(text);
  if (roman !== null) return marker('i.', romanNumbers.indexOf(roman[1] ?? '') + 1, roman[0], true);
  const letter = letterDot.exec(text);
  if (letter !== null) return marker('a.', (letter[1] ?? 'a').charCodeAt(0) - 96, letter[0], true);
  return undefined;

  function match(pattern: RegExp, style: string): ListMarker | undefined {
    const found = pattern.exec(text);
    return found === null ? undefined : marker(style, Number(found[1]), found[0], false);
  }

  function marker(style: string, number: number, sign: string, weak: boolean): ListMarker {
    // After more than four columns of white space the text was moved for its looks.
    const offset =
      indent + (sign.length - sign.trimEnd().length > 4 ? sign.trimEnd().length + 1 : sign.length);
    return {
      style,
      ordered: style !== 'bullet',
      number,
      indent,
      offset,
      text: text.slice(sign.length).trim(),
      weak,
    };
  }
}

function hanValue(digits: string): number {
  const ten = digits.indexOf('十');
  if (ten < 0) return Math.max(0, hanDigits.indexOf(digits.charAt(0)));
  const tens = ten === 0 ? 1 : hanDigits.indexOf(digits.charAt(0));
  const ones = ten === digits.length - 1 ? 0 : hanDigits.indexOf(digits.charAt(ten + 1));
  return tens * 10 + Math.max(0, ones);
}

/**
 * The marker of every line, weak ones only where a neighbouring number in the same section bears them out.
 * `isBarrier` tells lines over which a run of numbers does not reach (headings).
 */
export function listMarkers(
  lines: readonly Line[],
  isBarrier: (line: Line) => boolean,
): readonly (ListMarker | undefined)[] {
  const found = lines.map((line) =>
    line.fence === undefined && line.text !== '' ? listMarker(line) : undefined,
  );
  const furthest = 15;
  let previous: { at: number; marker: ListMarker } | undefined;
  let pending: { at: number; marker: ListMarker } | undefined;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (line !== undefined && isBarrier(line)) {
      if (pending !== undefined) found[pending.at] = undefined;
      previous = pending = undefined;
      continue;
    }
    const marker = found[at];
    if (marker?.ordered !== true) continue;
    const follows =
      previous !== undefined && marker.number === previous.marker.number + 1 && at - previous.at <= furthest;
    if (pending !== undefined) {
      if (!follows) found[pending.at] = undefined;
      pending = undefined;
    }
    if (marker.weak && !follows) pending = { at, marker };
    previous = { at, marker };
  }
  if (pending !== undefined) found[pending.at] = undefined;
  return found;
}
