import { type Entry, type Group, isQuestion } from '../entries.ts';
import { plainText, withoutClozes } from '../inline.ts';
import { answerBlocks, writeBlocks } from '../markdown.ts';
import { sentences } from '../sentences.ts';
import { withoutTail } from '../terms.ts';
import { width } from '../text.ts';
import { isSequence } from './asks.ts';
import type { Derivation } from './derivation.ts';

const mostSteps = 12;
const widestClause = 80;

/** Cards that ask for steps in their order; what is shown of a step is its lead clause. */
export function deriveOrder(derivation: Derivation): void {
  const { facts } = derivation;
  const ordered = facts.groups.filter(
    ({ from, ordered: numbered }) => numbered && (from === 'list' || from === 'chain'),
  );
  const sequences = new Set(ordered.filter((group) => isSequence(facts, group)));
  for (const group of ordered) {
    if (!sequences.has(group)) {
      if (group.entries.length >= 3 && group.depth === 0)
        derivation.skip('order', group.range, 'no-sequence');
      continue;
    }
    if (group.entries.length > mostSteps) {
      derivation.skip('order', group.range, 'too-many-items', group.entries.length);
      continue;
    }
    if (group.entries.some((entry) => isQuestion(entry.whole))) {
      derivation.skip('order', group.range, 'questions-only');
      continue;
    }
    // A sign in the heading speaks for one list; two lists under it need introductions.
    if (group.intro === undefined && sequences.size > 1 && !group.steps) {
      derivation.skip('order', group.range, 'no-introduction');
      continue;
    }
    const steps = leadClauses(group);
    if (new Set(steps.map((step) => plainText(step).toLowerCase())).size < steps.length) {
      derivation.skip('order', group.range, 'repeated-items');
      continue;
    }
    derivation.add({
      type: 'order',
      question:
        group.intro === undefined ? facts.question : `${facts.question}\n\n${withoutClozes(group.intro)}`,
      answer:
        group.block === undefined
          ? steps.map((step, i) => `${i + 1}. ${step}`).join('\n')
          : writeBlocks(answerBlocks([group.block])),
      points: steps,
      range: group.range,
      ...(group.intro === undefined ? {} : { name: plainText(group.intro) }),
      place: group.place,
    });
  }
}

function leadClauses(group: Group): string[] {
  const named = group.entries.flatMap(({ term, subject }) =>
    term === undefined || subject === true ? [] : [term],
  );
  // Steps that all begin with a name and a colon are called by it.
  const clauses = named.length === group.entries.length ? named : group.entries.map(leadClause);
  const plain = clauses.map((clause) => plainText(clause).toLowerCase());
  // Where lead clauses repeat ("kubelet, ..."), the whole first sentence tells the steps apart.
  return clauses.map((clause, i) => {
    const entry = group.entries[i];
    const repeats = plain.indexOf(plain[i] ?? '') !== plain.lastIndexOf(plain[i] ?? '');
    return repeats && entry !== undefined ? firstSentence(entry.whole) : clause;
  });
}

function firstSentence(text: string): string {
  return withoutTail(withoutClozes(sentences(text)[0] ?? text)).replace(/[.。]$/, '');
}

const subordinate =
  /^(?:when|if|once|after|before|while|as soon as|until|unless|because|since)\b|^(?:当|如果|一旦|等到?|若|因为|由于)/i;

/** A step up to the first comma, colon, semicolon or bracket, if that is enough to tell what it does. */
function leadClause(entry: Entry): string {
  if (entry.term !== undefined && entry.marked) return entry.term;
  const sentence = firstSentence(entry.whole);
  if (width(plainText(sentence)) <= 40) return sentence;
  // "When all Pods are ready, ..." is not a step without what follows.
  if (subordinate.test(sentence)) return sentence;
  const breaks = /[，,；;：:（(]|\s[—–-]\s|——/g;
  for (const match of sentence.matchAll(breaks)) {
    const clause = sentence.slice(0, match.index).trim();
    const balanced = (clause.split('`').length - 1) % 2 === 0 && (clause.split('**').length - 1) % 2 === 0;
    if (width(plainText(clause)) >= 8 && balanced)
      return width(plainText(clause)) <= widestClause ? clause : sentence;
  }
  return sentence;
}
