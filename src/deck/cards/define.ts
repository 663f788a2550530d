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
      defineEntry(derivation, group, entry, term, repeated, entryPlace(group, index));
    }
  }
}

function defineEntry(
  derivation: Derivation,
  group: Group,
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
  derivation.add({ ...common, question: withContext(derivation.facts, entry, group, term), answer });
  const reason = repeated ? 'same-explanation' : whyNotReverse(name, text);
  if (reason !== undefined) derivation.skip('define', range, reason);
  else derivation.add({ ...common, question: text, answer: term, reverse: true });
}

/** A word of every day ("port", "构建") is asked with what it belongs to. */
function withContext({ title }: SectionFacts, entry: Entry, group: Group, term: string): string {
  const plain = plainText(term);
  const everyday = /^[a-z][a-z ]*$/.test(plain) || (!entry.marked && /^[\u4e00-\u9fff]{1,3}$/.test(plain));
  if (!everyday || term.startsWith('`')) return term;
  const nearest = hasHan(plain) ? group.intro : undefined;
  const context = [entry.mark?.label, nearest, title].find(
    (text) => text !== undefined && text !== '' && width(text) <= 40 && !isQuestion(text),
  );
  return context === undefined ? term : `${term} · ${plainText(context)}`;
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
  /^(?:一[种个组类套层]|用[于来]|负责|指的?是?|是|为.{1,30}(?:提供|分配|创建|管理|保存)|给.{1,30}(?:提供|分配|一个)|把|将|让|保证|确保|管理|运行|存储|存放|提供|控制|限制|描述|定义|声明|挡在|位于|在.{1,30}(?:的|之上|基础上))/;

/** Whether a sentence says what something is: a noun phrase without a verb of its own, or a verb without subject. */
function isDefinition(plain: string): boolean {
  if (/[:：]$/.test(plain)) return false;
  if (hasHan(plain)) return definingHan.test(plain);
  if (verbLatin.test(plain)) return true;
  const head = plain.split(/\b(?:that|which|who|whose|where|when)\b|[,;:]/)[0] ?? '';
  return phraseLatin.test(plain) && !finiteLatin.test(head);
}

const asksWhat = /^(?:什么是\s*(.+?)|(.+?)\s*是什么|what\s+(?:is|are)\s+(?:an?\s+|the\s+)?(.+?))\s*[?？]?$/i;

/** The term that a heading is, or asks about: `Service`, `什么是 Pod？`, `What is a Pod?`. */
function headingTerm({ heading, isQuestion: asks }: SectionFacts): string | undefined {
  const match = asksWhat.exec(plainText(heading));
  const term = match?.[1] ?? match?.[2] ?? match?.[3] ?? (asks ? undefined : heading);
  if (term === undefined) return undefined;
  const name = plainText(term);
  if (isGenericHeading(name) || isHousekeeping(name) || isGlossary(name)) return undefined;
  return looksLikeTerm(term) && !isLabel(term, false) && width(name) <= 24 ? term : undefined;
}

/** What the sentence says of the term, where it begins with it: `灰度发布是指…`, `A Pod is the …`. */
function saidOf(term: string, sentence: string): string | undefined {
  const name = plainText(term).replace(/\s*[(（].*[)）]$/, '');
  const lead = /^(?:an?|the)\s+/i.exec(sentence)?.[0] ?? '';
  const from = [lead.length, 0].find((at) => sentence.slice(at).toLowerCase().startsWith(name.toLowerCase()));
  if (from === undefined) return undefined;
  const rest = sentence.slice(from + name.length);
  const verb = /^\s*(?:是指|指的?是|就是|是|指)\s*|^s?\s+(?:is|are)\s+(?=(?:an?|the|one)\s)/i.exec(rest);
  if (verb === null) return undefined;
  const said = rest.slice(verb[0].length);
  const clause = /^[^，,；;]+/.exec(said)?.[0] ?? said;
  return givesAway(name, plainText(said)) ? clause : said;
}

/** `## Service` with a sentence that says what it is: that sentence asks for the name. */
function defineHeading(derivation: Derivation): void {
  const { facts } = derivation;
  const first = facts.blocks[0];
  const term = headingTerm(facts);
  if (first?.type !== 'paragraph' || term === undefined) return;
  const text = withoutClozes(joinLines(first.lines.map((line) => line.text)));
  if (/[:：]$/.test(text) || facts.groups[0]?.intro !== undefined) return;
  const { range } = first;
  const sentence = plainText(sentences(text)[0] ?? '');
  const said = saidOf(term, sentence);
  const asked = said ?? sentence;
  if (said === undefined ? !isDefinition(sentence) : width(said) < 16) {
    derivation.skip('define', range, 'not-a-definition');
    return;
  }
  const reason = whyNotReverse(plainText(term).replace(/\s*[(（].*[)）]$/, ''), asked);
  if (reason !== undefined) derivation.skip('define', range, reason);
  else derivation.add({ type: 'define', question: asked, answer: term, reverse: true, range, place: 'h' });
}
