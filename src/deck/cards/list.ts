import { type Group, isQuestion } from '../entries.ts';
import { isOnlyLinks, plainText, withoutClozes } from '../inline.ts';
import { isLabel } from '../labels.ts';
import { answerBlocks, writeBlocks } from '../markdown.ts';
import type { SkipReason } from '../problems.ts';
import { withoutTail } from '../terms.ts';
import { width } from '../text.ts';
import type { Derivation } from './derivation.ts';
import { isSequence } from './order.ts';

export const mostItems = 12;
const widestName = 60;

const enumerating =
  /哪些|哪几|几[种个类大]|有什么|列举|包括|包含|组成|构成|分为|分类|类型|种类|which|what (?:are|kinds?|types?)|how many|list|name|types|kinds|components|consists?/i;
const explaining =
  /如何|怎么|怎样|为什么|为何|原理|讲讲|说说|谈谈|区别|对比|\bhow\b|\bwhy\b|explain|describe|tell me|walk me|what happens|difference|compare/i;
const examplesOnly =
  /例如|比如|举例|如下示例|for example|for instance|such as|e\.g|examples?\b|including but/i;
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
    const names = namesOf(group);
    const intro = group.intro === undefined ? '' : plainIntro(group.intro);
    const block = facts.blocks.find(({ range }) => range.start === group.range.start);
    derivation.add({
      type: 'list',
      question: intro === '' ? facts.question : `${facts.question}\n\n${intro}`,
      answer:
        block?.type === 'list'
          ? writeBlocks(answerBlocks([block]))
          : names.map((name) => `- ${name}`).join('\n'),
      points: names,
      range: group.range,
      ...(named === 1 && group.intro === undefined ? {} : listName(group, lists)),
    });
  }
}

/** Names of a group's entries: the terms, or the texts without their tails. */
export function namesOf(group: Group): string[] {
  return group.entries.map(
    (entry) => entry.term ?? withoutTail(withoutClozes(entry.whole)).replace(/[.。]$/, ''),
  );
}

function plainIntro(intro: string): string {
  return withoutClozes(intro)
    .replace(/^\*\*(.*)\*\*$/, '$1')
    .trim();
}

/** The first list of a section needs no name of its own. */
function listName(group: Group, lists: readonly Group[]): { name: string } | Record<string, never> {
  return group === lists[0] || group.intro === undefined ? {} : { name: plainText(group.intro) };
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
  const asks = intro ?? facts.heading;
  if (entries.length < (intro !== undefined || facts.isQuestion || enumerating.test(asks) ? 2 : 3)) {
    return ['too-few-items', entries.length];
  }
  if (intro === undefined && unintroduced > 1) return ['no-introduction'];
  if (intro !== undefined && remark.test(plainText(intro))) return ['no-introduction'];
  if (examplesOnly.test(plainText(asks))) return ['open-list'];
  const names = namesOf(group);
  if (names.some((name) => width(plainText(name)) > widestName || plainText(name) === ''))
    return ['long-items'];
  if (names.some((name) => isQuestion(name))) return ['questions-only'];
  if (entries.some((entry) => entry.term !== undefined && isLabel(entry.term)))
    return ['label-not-term', labelOf(group)];
  if (new Set(names.map((name) => plainText(name).toLowerCase())).size < names.length)
    return ['repeated-items'];
  const explained = entries.some((entry) => entry.term !== undefined);
  if (intro === undefined && explained && explaining.test(asks) && !enumerating.test(asks))
    return ['explain-asks'];
  return undefined;
}

function labelOf(group: Group): string {
  return plainText(
    group.entries.find((entry) => entry.term !== undefined && isLabel(entry.term))?.term ?? '',
  );
}
