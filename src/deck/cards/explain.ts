import type { Block, Paragraph } from '../blocks.ts';
import { type Group, introLine, isQuestion } from '../entries.ts';
import { isOnlyLinks, plainText, withoutClozes } from '../inline.ts';
import { isGlossary, isHousekeeping } from '../labels.ts';
import { answerBlocks, writeBlocks } from '../markdown.ts';
import type { SkipReason } from '../problems.ts';
import { firstSentences, sentences } from '../sentences.ts';
import { looksLikeCode, withoutTail } from '../terms.ts';
import { hasHan, width, wordCount } from '../text.ts';
import { isSequence } from './asks.ts';
import type { Derivation, SectionFacts } from './derivation.ts';
import { namesOf } from './list.ts';

/** More idea units than this are not recalled at once. */
export const mostPoints = 12;
const widestPoint = 200;

const placeholder = /^(?:todo|tbd|fixme|wip|待补充|待完善|待续|未完待续|略|无|n\/a|[.…?？-]+)[.。!！]?$/i;

/** The card `heading -> body`, graded against the body's idea units. */
export function deriveExplain(derivation: Derivation): void {
  const { facts } = derivation;
  const blocks = answerBlocks(facts.blocks);
  const points = rubric(facts, blocks);
  const reason = whyNot(derivation, blocks, points);
  if (reason !== undefined) {
    derivation.skip('explain', facts.range, ...reason);
    return;
  }
  derivation.add({
    type: 'explain',
    question: facts.question,
    answer: writeBlocks(blocks),
    points,
    range: facts.range,
    place: 'e',
  });
}

function whyNot(
  derivation: Derivation,
  blocks: readonly Block[],
  points: readonly string[],
): readonly [SkipReason, ...(string | number)[]] | undefined {
  const { facts } = derivation;
  const content = blocks.filter((block) => block.type !== 'rule');
  if (content.length === 0) return ['empty-section'];
  if (isHousekeeping(plainText(facts.heading))) return ['reference-section'];
  if (content.every((block) => block.type === 'code') && !facts.isQuestion) return ['code-only'];
  const prose = content.filter((block) => block.type === 'paragraph');
  const texts = prose.flatMap((block) => block.lines.map((line) => line.text));
  if (prose.length === content.length) {
    const plain = plainText(texts.join(' '));
    if (placeholder.test(plain) || plain === '') return ['stub'];
    if (texts.every((text) => isOnlyLinks(text) || /^!\[[^\]]*\]\([^)]*\)$/.test(text)))
      return ['links-only'];
    if (texts.filter((text) => looksLikeMarkup(text) || looksLikeCode(text)).length * 2 > texts.length)
      return ['looks-like-code'];
    const enough = facts.isQuestion ? 1 : hasHan(plain) ? 8 : 4;
    if (wordCount(plain) < enough) return ['stub'];
  }
  const lists = content.filter((block) => block.type === 'list');
  const entries = facts.groups.filter((group) => group.from === 'list').flatMap((group) => group.entries);
  if (lists.length > 0 && lists.length === content.length) {
    if (entries.every((entry) => isOnlyLinks(entry.whole))) return ['links-only'];
    if (entries.every((entry) => entry.task)) return ['task-list'];
    if (entries.every((entry) => isQuestion(entry.whole)) && !/questions?\b|问/i.test(facts.heading))
      return ['questions-only'];
  }
  // A body that is nothing but one list of short names is asked once.
  const introduced =
    prose.length === 0 ||
    (prose.length === 1 && prose[0]?.lines.length === 1 && facts.groups[0]?.intro !== undefined);
  if (introduced && lists.length === 1 && lists.length + prose.length === content.length) {
    const brief = entries.every(({ whole }) => width(plainText(whole)) <= 60);
    const names = entries.every(({ term }) => term === undefined);
    const steps = entries.every(({ marked }) => !marked);
    const flat = facts.groups.every((group) => group.depth === 0);
    if (brief && flat && names && derivation.has('list')) return ['list-asks-the-same'];
    if (brief && flat && steps && derivation.has('order')) return ['order-asks-the-same'];
  }
  if (content.every((block) => block.type === 'table') && derivation.has('table') && !facts.isQuestion) {
    return ['table-asks-the-same'];
  }
  if (isGlossary(plainText(facts.heading))) return ['glossary'];
  const named = facts.groups
    .filter(({ depth, from }) => depth === 0 && from !== 'chain')
    .flatMap((group) => group.entries);
  const commands = named.length > 1 && named.every(({ term }) => term?.startsWith('`') === true);
  if (commands && prose.length === 0 && !facts.isQuestion) return ['commands'];
  if (points.length > mostPoints) return ['too-many-points', points.length];
  return undefined;
}

/** HTML that a viewer would have drawn, such as badges and centred logos. */
export function looksLikeMarkup(text: string): boolean {
  return /^<\/?[a-z][^<>]*>/i.test(text) || text.startsWith('[![');
}

/** Idea units: items, steps, definitions or bold terms, else sentences. */
function rubric(facts: SectionFacts, blocks: readonly Block[]): string[] {
  const groups = facts.groups.filter(({ depth, from }) => depth === 0 && from !== 'chain');
  const entries = groups
    .flatMap((group) => group.entries)
    .filter((entry) => !entry.task && !isOnlyLinks(entry.whole));
  const told = blocks.flatMap((block, i) =>
    block.type === 'paragraph' ? statements(block, blocks[i + 1]) : [],
  );
  const names =
    entries.every(({ term, subject }) => term === undefined || subject === true) &&
    groups.every((group) => !isSequence(facts, group));
  if (entries.length > 0 && told.length > 0 && names) {
    // Statements beside a bare list: both make up the answer, a list with an introduction as one unit.
    const listed = groups.flatMap((group) =>
      group.intro === undefined || !namesOf(group).every(isBrief)
        ? group.entries.map(({ whole, term }) =>
            term === undefined ? withoutTail(point(whole)) : point(whole),
          )
        : [groupPoint(group)],
    );
    if (told.length + listed.length <= mostPoints) return [...told.map(point), ...listed];
  }
  if (entries.length > 0) {
    const points = entries.map((entry) =>
      entry.term === undefined ? withoutTail(point(entry.whole)) : point(wholePoint(entry)),
    );
    if (points.length <= mostPoints || groups.length < 2) return points;
    return groups.map(groupPoint);
  }
  const bold = told.filter((sentence) => /\*\*[^*\s][^*]*\*\*/.test(sentence));
  const units = bold.length >= 2 && bold.length * 2 >= told.length ? bold : told;
  if (units.length > 0) return units.map(point);
  const rows = facts.tables.flatMap((table) =>
    table.rows.map(
      (row) => `**${plainText(row.cells[0] ?? '')}**: ${row.cells.slice(1).filter(Boolean).join('; ')}`,
    ),
  );
  return rows.length <= mostPoints ? rows : [];
}

function isBrief(name: string): boolean {
  return width(plainText(name)) <= 30 && !/[，,；;。]/.test(name);
}

/** Sentences of a paragraph, without the line that introduces the list under it. */
function statements(paragraph: Paragraph, next: Block | undefined): string[] {
  const intro = next?.type === 'list' ? introLine(paragraph, next) : undefined;
  return paragraph.lines
    .filter((line) => line !== intro && !looksLikeMarkup(line.text))
    .flatMap((line) => sentences(line.text))
    .filter((sentence) => !/[:：]$/.test(sentence));
}

function wholePoint(entry: {
  readonly term: string | undefined;
  readonly text: string;
  readonly whole: string;
}): string {
  // A bare term whose explanation stands under it: both make the point.
  if (
    entry.term !== undefined &&
    entry.whole.length < entry.text.length &&
    !entry.whole.includes(entry.text)
  ) {
    return `**${plainText(entry.term)}**: ${firstSentences(entry.text, 1)}`;
  }
  return entry.whole;
}

function point(text: string): string {
  const clean = withoutClozes(text);
  return (width(clean) > widestPoint ? firstSentences(clean, 1) : clean).replace(/[；;，,、]$/, '');
}

function groupPoint(group: Group): string {
  const names = namesOf(group)
    .map(plainText)
    .join(hasHan(group.entries[0]?.whole ?? '') ? '、' : ', ');
  const colon = hasHan(group.intro ?? '') ? '：' : ': ';
  return group.intro === undefined ? names : `${group.intro}${colon}${names}`;
}
