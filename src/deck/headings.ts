import type { Heading } from './blocks.ts';
import type { Line } from './lines.ts';
import { width } from './text.ts';

const atx = /^(#{1,6})(?:[ \t\u3000]+|$)(.*)$/;
/** `##Title`, and `#标题` in Chinese; `#tag`, `#!/bin/sh` and `#include` are none. */
const atxTight = /^(#{2,6})([^#\s!].*)$|^(#)([\u4e00-\u9fff][^#]*)$/;
const setextLine = /^(?:={2,}|-{3,})$/;
const afterQ =
  /^(?:[-*+]\s+|\d{1,3}[.)、]\s*)?(?:\*\*)?(?:Q|Question|问题?|面试题)\s?\d{0,3}\s?[.:：、）)]\s*(\S.*)$/i;
const boldQuestion = /^(?:\d{1,3}[.)、]\s*)?\*\*([^*]*[?？])\*\*$/;
const boldLine = /^(?:\d{1,3}[.)、]\s*)?\*\*([^*]{2,80}?)[:：]?\*\*[:：]?$/;
const afterA =
  /^(?:[-*+]\s+)?(?:\*\*)?(?:(?:A|Answer)\s?\d{0,3}\s?[:：]|(?:答案?|参考答案|回答)\s?\d{0,3}\s?[:：.、])\s*(?:\*\*)?\s*/i;

/** Level of a line in bold that its author uses as a heading. */
const boldLevel = 7;

/** Level of a question that its author did not make a heading. */
export const questionLevel = 8;

/** A heading with `#`; indented by four or more columns it is a comment in pasted code. */
export function atxHeading(line: Line): Heading | undefined {
  const match = line.indent > 3 ? null : (atx.exec(line.text) ?? atxTight.exec(line.text));
  if (match === null) return undefined;
  const text = (match[2] ?? match[4] ?? '').replace(/\s#+$/, '').replace(/^#+$/, '').trim();
  return {
    type: 'heading',
    level: (match[1] ?? match[3] ?? '#').length,
    text,
    comments: line.comments,
    range: { start: line.no, end: line.no + 1 },
  };
}

/** A short line over a line of `=` or `-`; under a sentence that is a rule. */
export function setextHeading(line: Line, next: Line | undefined): Heading | undefined {
  if (next === undefined || next.fence !== undefined || !setextLine.test(next.text)) return undefined;
  if (width(line.text) > 60 || /[.。;；,，:：|]$|^>|\|/.test(line.text)) return undefined;
  return {
    type: 'heading',
    level: next.text.startsWith('=') ? 1 : 2,
    text: line.text,
    comments: [...line.comments, ...next.comments],
    range: { start: line.no, end: next.no + 1 },
  };
}

/** A question after `Q:` or `问：`, or one in bold on a line of its own. */
export function questionHeading(line: Line): Heading | undefined {
  const match = afterQ.exec(line.text) ?? (line.indent < 4 ? boldQuestion.exec(line.text) : null);
  if (match === null) return undefined;
  const text = (match[1] ?? '').replace(/\*\*$/, '').trim();
  const range = { start: line.no, end: line.no + 1 };
  return { type: 'heading', level: questionLevel, text, comments: line.comments, range };
}

/** A line in bold, in a note that has no other headings. */
export function boldHeading(line: Line): Heading | undefined {
  const match = line.indent > 3 ? null : boldLine.exec(line.text);
  if (match === null) return undefined;
  const range = { start: line.no, end: line.no + 1 };
  return { type: 'heading', level: boldLevel, text: match[1] ?? '', comments: line.comments, range };
}

/** The first line of an answer without its `A:` or `答：`. */
export function withoutAnswerSign(line: Line): Line {
  return afterA.test(line.text) ? { ...line, text: line.text.replace(afterA, '') } : line;
}
