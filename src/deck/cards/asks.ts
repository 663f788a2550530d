import type { Group } from '../entries.ts';
import { plainText } from '../inline.ts';
import type { SectionFacts } from './derivation.ts';

const names =
  /哪些|哪几|几[种个类大]|有什么|列举|包括|包含|组成|构成|分为|分类|类型|种类|\bwhich\b|what (?:are|kinds?|types?)\b|how many|^(?:list|name)\b|\btypes\b|\bkinds\b|\bcomponents\b|\bconsists?\b/i;
const explanation =
  /^what is\b|什么是|是什么|如何|怎么|怎样|为什么|为何|原理|讲讲|说说|谈谈|区别|对比|做什么|干什么|什么意思|什么关系|\bhow\b|\bwhy\b|explain|describe|tell me|walk me|what happens|what (?:does|do|did) .{1,80}\b(?:do|mean)\b|difference|compare/i;
const examples = /例如|比如|举例|如下示例|for example|for instance|such as|e\.g|examples?\b|including but/i;
const sequence =
  /流程|步骤|生命周期|过程|先后|顺序|阶段|依次|经过|链路|时序|路径|如何工作|怎么工作|怎样工作|工作原理|发生了?(?:什么|哪些)|经历|从.{1,20}到|\bsteps?\b|life ?cycle|life of|\bsequence\b|\border\b|\bprocess\b|procedure|workflow|\bflow\b|phases?\b|stages?\b|\bpath\b|how .{1,80}\bworks?\b|what happens|walk (?:me )?through|one after another|in turn/i;

/** Whether a heading or introduction asks which things there are. */
export function asksForNames(text: string): boolean {
  return names.test(text);
}

/** Whether a heading asks how or why something is, not which things there are. */
export function asksForExplanation(text: string): boolean {
  return explanation.test(text) && !names.test(text);
}

/** Whether an introduction announces examples, so that what follows is not complete. */
export function announcesExamples(text: string): boolean {
  return examples.test(text);
}

/** Whether a group is steps in time: numbered, three or more, and something says that the order matters. */
export function isSequence(facts: SectionFacts, group: Group): boolean {
  if ((group.from !== 'list' && group.from !== 'chain') || !group.ordered || group.entries.length < 3)
    return false;
  if (group.steps || sequence.test(plainText(group.intro ?? ''))) return true;
  // The heading speaks for a list with an introduction of its own only if there is no other.
  const speaks = facts.numberedLists === 1 || group.intro === undefined;
  return group.depth === 0 && speaks && sequence.test(plainText(facts.question));
}
