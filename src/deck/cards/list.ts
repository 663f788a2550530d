import { type Group, isQuestion } from '../entries.ts';
import { isOnlyLinks, plainText, withoutClozes } from '../inline.ts';
import { isGlossary, isLabel } from '../labels.ts';
import { answerBlocks, writeBlocks } from '../markdown.ts';
import type { SkipReason } from '../problems.ts';
import { withoutTail } from '../terms.ts';
import { hasHan, width, wordCount } from '../text.ts';
import { announcesExamples, asksForExplanation, asksForNames, isSequence } from './asks.ts';
import type { Derivation, SectionFacts } from './derivation.ts';

export const mostItems = 12;
const widestTerm = 60;
const widestName = 40;

const remark =
  /^(?:注意|注|备注|提示|参考|参考资料|说明|命令|示例|notes?|tips?|references?|see also|commands?)$/i;

/** Cards "name all N" from lists of names that an introduction or the heading calls something. */
export function deriveList(derivation: Derivation): void {
  const { groups } = derivation.facts;
  // What stands under an entry without making a list of its own is that entry's key points.
  const lists = groups.filter(
    (group) => group.from === 'list' && (group.depth === 0 || group.intro !== undefined),
  );
  const named = lists.filter((group) => group.depth === 0 && group.intro === undefined).length;
  for (const group of lists) {
    if (isSequence(derivation.facts, group)) continue;
    const reason = whyNot(derivation, group, named);
    if (reason !== undefined) {
      derivation.skip('list', group.range, ...reason);
      continue;
    }
    const { facts } = derivation;
    const names = shortNamesOf(group);
    const intro = group.intro === undefined ? '' : plainIntro(group.intro);
    derivation.add({
      type: 'list',
      question: saysTheSame(facts, intro, lists.length) ? facts.question : `${facts.question}\n\n${intro}`,
      answer: group.block === undefined ? '' : writeBlocks(answerBlocks([group.block])),
      points: names,
      range: group.range,
      ...(intro === '' ? {} : { name: plainText(intro) }),
      place: group.place,
    });
  }
}

/** Names of a group's entries: the terms, or the texts without their tails. */
export function namesOf(group: Group): string[] {
  return group.entries.map(
    ({ term, whole }) => term ?? withoutTail(withoutClozes(whole)).replace(/[.。]$/, ''),
  );
}

/** As `namesOf`; of an announced list, half of which are plain names, the others are called by their first clause. */
function shortNamesOf(group: Group): string[] {
  const names = namesOf(group);
  const plain = group.entries.filter(({ term }, i) => isName(names[i] ?? '', term !== undefined)).length;
  if (group.intro === undefined || plain * 2 < names.length) return names;
  return names.map((name, i) =>
    group.entries[i]?.term === undefined ? (/^[^，,；;。]+/.exec(name)?.[0] ?? name) : name,
  );
}

/** Whether the heading alone is the question: it asks for the names itself, or the introduction repeats it. */
function saysTheSame({ heading, isQuestion: asks }: SectionFacts, intro: string, lists: number): boolean {
  if (intro === '') return true;
  const [plain, told] = [plainText(heading).toLowerCase(), plainText(intro).toLowerCase()];
  return (lists === 1 && asks && asksForNames(plain)) || told.includes(plain);
}

function plainIntro(intro: string): string {
  return withoutClozes(intro)
    .replace(/^\*\*(.*)\*\*$/, '$1')
    .trim();
}

function whyNot(
  { facts }: Derivation,
  group: Group,
  unintroduced: number,
): readonly [SkipReason, ...(string | number)[]] | undefined {
  const { entries, intro } = group;
  if (entries.some((entry) => entry.task)) return ['task-list'];
  if (entries.every((entry) => isOnlyLinks(entry.whole))) return ['links-only'];
  if (entries.every((entry) => isQuestion(entry.whole))) return ['questions-only'];
  if (entries.length > mostItems) return ['too-many-items', entries.length];
  const asks = plainText(intro ?? facts.heading);
  const fewest = intro !== undefined || facts.isQuestion || asksForNames(asks) ? 2 : 3;
  if (entries.length < fewest) return ['too-few-items', entries.length];
  if (intro === undefined && unintroduced > 1) return ['no-introduction'];
  if (intro !== undefined && remark.test(asks)) return ['no-introduction'];
  if (announcesExamples(asks)) return ['open-list'];
  const names = shortNamesOf(group);
  if (names.some((name) => isQuestion(name))) return ['questions-only'];
  const label = entries.find(({ term, marked }) => term !== undefined && isLabel(term, marked))?.term;
  if (label !== undefined) return ['label-not-term', plainText(label)];
  if (!entries.every((entry, i) => isName(names[i] ?? '', entry.term !== undefined))) return ['long-items'];
  if (new Set(names.map((name) => plainText(name).toLowerCase())).size < names.length)
    return ['repeated-items'];
  if (intro !== undefined) return undefined;
  if (isGlossary(asks)) return ['glossary'];
  if (names.every((name) => /^`[^`]+`$/.test(name)) && !facts.isQuestion) return ['commands'];
  const more =
    facts.blocks.some(({ type }) => type === 'paragraph') || entries.some(({ term }) => term !== undefined);
  return more && asksForExplanation(asks) ? ['explain-asks'] : undefined;
}

/** Short and without clauses: something to name, not a statement. A term has proved itself already. */
function isName(markdown: string, isTerm: boolean): boolean {
  const plain = plainText(markdown);
  if (plain === '' || width(plain) > (isTerm ? widestTerm : widestName)) return false;
  if (isTerm || /^`[^`]+`$/.test(markdown)) return true;
  const bare = plain.replace(/[(（][^()（）]*[)）]/g, '');
  return !/[，；。！？：,;!?]|[.:](?:\s|$)/.test(bare) && wordCount(bare) <= (hasHan(bare) ? 10 : 4);
}
