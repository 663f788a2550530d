import { type Entry, entryPlace, type Group, isQuestion } from '../entries.ts';
import { plainText, withoutClozes } from '../inline.ts';
import { isGenericHeading, isGlossary, isHousekeeping, isLabel } from '../labels.ts';
import { writeBlocks } from '../markdown.ts';
import { sentences } from '../sentences.ts';
import { isIdentifier, looksLikeTerm } from '../terms.ts';
import { hasHan, joinLines, width, wordCount } from '../text.ts';
import { asksForExplanation, isSequence } from './asks.ts';
import type { Derivation, SectionFacts } from './derivation.ts';

const longestReverse = 160;
const shortestReverse = 12;

/**
 * Terms that a group really defines. Without bold a term is a guess: it counts only where its neighbours are
 * definitions too. Steps of something have names, but these mean nothing outside of it.
 */
export function definedEntries(facts: SectionFacts, group: Group): Entry[] {
  const terms = group.entries.filter(({ term, marked }) => term !== undefined && !isLabel(term, marked));
  const most = terms.length * 2 > group.entries.length;
  const sequence = isSequence(facts, group);
  const steps = group.ordered && (sequence || asksForExplanation(facts.heading));
  return terms.filter(({ term, marked, mark }) => {
    // The name of a step is no term, unless it is one of a manifest.
    if (sequence) return mark?.on !== undefined;
    if (marked) return true;
    return most && !steps && (terms.length >= 2 || isIdentifier(plainText(term ?? '')));
  });
}

/** Cards `term -> explanation` and, where the explanation is short, `explanation -> term`. */
export function deriveDefine(derivation: Derivation): void {
  const { facts } = derivation;
  defineHeading(derivation);
  const seen = new Map<string, number>();
  for (const group of facts.groups) {
    for (const entry of group.entries) {
      const key = plainText(entry.text).toLowerCase();
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
  }
  const terms = new Set<string>();
  for (const group of facts.groups) {
    const defined = new Set(definedEntries(facts, group));
    for (const [index, entry] of group.entries.entries()) {
      const { term } = entry;
      if (term === undefined) continue;
      // Under an explained entry stand its key points, which may well contain a colon.
      const keyPoint = group.depth > 0 && group.intro === undefined && !entry.marked;
      if (keyPoint) continue;
      if (!defined.has(entry)) {
        if (isSequence(facts, group)) continue;
        const why = isLabel(term, entry.marked) ? 'label-not-term' : 'doubtful-term';
        derivation.skip('define', entry.range, why, plainText(term));
        continue;
      }
      const name = plainText(term);
      if (terms.has(name.toLowerCase())) continue;
      terms.add(name.toLowerCase());
      const repeated = (seen.get(plainText(entry.text).toLowerCase()) ?? 0) > 1;
      defineEntry(derivation, entry, term, repeated, entryPlace(group, index));
    }
  }
}

function defineEntry(
  derivation: Derivation,
  entry: Entry,
  term: string,
  repeated: boolean,
  place: string,
): void {
  const { mark, range, alerts } = entry;
  const text = withoutClozes(entry.text).trim();
  const nested = writeBlocks(entry.nested);
  if (text === '' && nested === '') {
    derivation.skip('define', range, 'bare-term');
    return;
  }
  // Only names under the term: the list card asks for them.
  if (text === '') return;
  if (wordCount(plainText(text)) < 2 && !/\d/.test(text) && nested === '') {
    derivation.skip('define', range, 'short-explanation');
    return;
  }
  const name = plainText(term);
  const answer = nested === '' ? text : `${text}\n\n${nested}`;
  const common = { type: 'define', range, mark, name, alerts, place } as const;
  derivation.add({ ...common, question: withContext(derivation.facts, entry, term), answer });
  const reason = repeated ? 'same-explanation' : whyNotReverse(name, text);
  if (reason !== undefined) derivation.skip('define', range, reason);
  else derivation.add({ ...common, question: text, answer: term, reverse: true });
}

/** A word of every day ("port", "ready") is asked with what it belongs to. */
function withContext({ title }: SectionFacts, { mark }: Entry, term: string): string {
  if (!/^[a-z][a-z ]*$/.test(plainText(term)) || term.startsWith('`')) return term;
  const context = mark?.label ?? (width(title) <= 40 && !isQuestion(title) ? title : undefined);
  return context === undefined ? term : `${term} · ${context}`;
}

function whyNotReverse(
  term: string,
  text: string,
): 'long-explanation' | 'short-explanation' | 'explanation-names-term' | undefined {
  const plain = plainText(text);
  if (width(plain) > longestReverse || sentences(text).length > 2) return 'long-explanation';
  if (width(plain) < shortestReverse || wordCount(plain) < 3) return 'short-explanation';
  return givesAway(term, plain) ? 'explanation-names-term' : undefined;
}

/** Whether the explanation holds the term or its main word. */
function givesAway(term: string, text: string): boolean {
  const lower = text.toLowerCase();
  const bare = term.toLowerCase().replace(/\s*[(（].*[)）]$/, '');
  return bare !== '' && lower.includes(bare);
}

const phraseLatin = /^(?:an?|the|one|any|every|each)\s/i;
const verbLatin =
  /^(?:runs|keeps|manages|stores|provides|exposes|maps|holds|watches|gives|ensures|guarantees|lets|allows|defines|describes|groups|limits|controls|routes|assigns|schedules|creates|collects|connects|balances|serves|wraps|represents|grants|binds|requests|reserves|selects|protects|isolates|scales)\s/i;
const finiteLatin =
  /\b(?:is|are|was|were|has|have|had|can|could|will|would|must|should|may|might|does|do|gets?|makes?|means?|needs?|goes|comes|became|becomes?)\b/i;
const definingHan =
  /^(?:一[种个组类套层]|用[于来]|负责|指的?是?|是|为.{1,30}(?:提供|分配|创建|管理|保存)|给.{1,30}(?:提供|分配|一个)|把|将|让|保证|确保|管理|运行|存储|存放|提供|控制|限制|描述|定义|声明|挡在|位于|在.{1,30}的)/;

/** Whether a sentence says what something is: a noun phrase without a verb of its own, or a verb without subject. */
function isDefinition(plain: string): boolean {
  if (/[:：]$/.test(plain)) return false;
  if (hasHan(plain)) return definingHan.test(plain);
  if (verbLatin.test(plain)) return true;
  const head = plain.split(/\b(?:that|which|who|whose|where|when)\b|[,;:]/)[0] ?? '';
  return phraseLatin.test(plain) && !finiteLatin.test(head);
}

/** `## Service` with a sentence that says what it is: that sentence asks for the name. */
function defineHeading(derivation: Derivation): void {
  const { facts } = derivation;
  const first = facts.blocks[0];
  const term = facts.heading;
  const name = plainText(term);
  if (first?.type !== 'paragraph' || facts.isQuestion || isGenericHeading(name) || isHousekeeping(name))
    return;
  if (!looksLikeTerm(term) || isLabel(term, false) || isGlossary(name) || width(name) > 24) return;
  const text = withoutClozes(joinLines(first.lines.map((line) => line.text)));
  const sentence = sentences(text)[0] ?? '';
  const skip = (reason: Parameters<Derivation['skip']>[2]): void => {
    derivation.skip('define', first.range, reason);
  };
  const plain = plainText(sentence);
  if (/[:：]$/.test(text) || facts.groups[0]?.intro !== undefined) return;
  if (!isDefinition(plain)) {
    skip('not-a-definition');
    return;
  }
  const reason = whyNotReverse(name.replace(/\s*[(（].*[)）]$/, ''), sentence);
  if (reason !== undefined) skip(reason);
  else
    derivation.add({
      type: 'define',
      question: sentence,
      answer: term,
      reverse: true,
      range: first.range,
      place: 'h',
    });
}
