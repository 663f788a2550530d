import { isExplicit } from '../sectionId.ts';
import type { CardType } from '../types.ts';
import { type DeckFacts, nameOf, type Text, wholeSection } from './deckFacts.ts';
import type { SectionMoves } from './sectionMoves.ts';
import { dice, type Weighed } from './similarity.ts';
import type { Version } from './version.ts';

/**
 * Least likeness, before tie-breakers. Of unrelated cards one pair in a hundred reaches 0.3; an id or a place in
 * common makes a weaker likeness credible.
 */
const needed = {
  anywhere: 0.48,
  /** Where question and answer are both alike, each of them is a witness. */
  bothSides: 0.4,
  sameSection: 0.38,
  movedSection: 0.3,
  sameId: 0.33,
  mergeSameId: 0.5,
  answer: 0.35,
  nameOrText: 0.7,
  otherNames: 0.6,
};
/** Tie-breakers: much smaller than a difference in wording, larger than noise. */
const bonus = { id: 0.12, section: 0.05, file: 0.03, source: 0.02 };
const totalBonus = bonus.id + bonus.section + bonus.file + bonus.source;
/** Likeness granted to a pair that is the same by what it asks, however its answer was rewritten. */
const sameAsked = 0.55;
/** A question that says less ("Overview") needs an answer that is at least faintly the same. */
const tellingQuestion = 5;
const faintAnswer = 0.2;
const eitherSide = 0.28;
const otherType = 0.1;
/** Mass from which a question or an answer counts in full: some three rare words, six ideographs. */
const fullMass = 6;
/** What is left of a question's weight if several cards ask it in the same words ("Overview"). */
const repeatedQuestion = 1 / 6;

/** A section is asked as a list, as steps or to be explained, by what its body has come to look like. */
export function comparable(a: CardType, b: CardType): boolean {
  return a === b || (wholeSection.has(a) && wholeSection.has(b));
}

interface Likeness {
  readonly question: number;
  readonly answer: number;
  readonly both: number;
  /** How much there was to compare. */
  readonly evidence: number;
}

/** Likeness of question, answer and both, 0 to 1, without regard to where they stand. */
function likeness(a: Text, b: Text, deck: DeckFacts): Likeness {
  const weightOf = (one: Weighed, other: Weighed) => Math.min(1, Math.max(one.mass, other.mass) / fullMass);
  const question = dice(a.question, b.question);
  const answer = dice(a.answer, b.answer);
  const ofQuestion = weightOf(a.question, b.question) * (deck.asked(b.version) > 1 ? repeatedQuestion : 1);
  const ofAnswer = weightOf(a.answer, b.answer);
  const total = ofQuestion + ofAnswer;
  const both = total === 0 ? 0 : (ofQuestion * question + ofAnswer * answer) / total;
  return { question, answer, both, evidence: Math.min(1, total) };
}

/**
 * Whether two cards ask the same, so that the answer may have been rewritten from scratch: the same question that
 * no other card asks, or the same term that no other card of the section explains.
 */
function asksTheSame(a: Text, b: Text, deck: DeckFacts, sameSection: boolean): boolean {
  const [before, after] = [a.version, b.version];
  if (before.type !== after.type) return false;
  const sameQuestion = before.question === after.question && after.question !== '';
  if (wholeSection.has(after.type)) {
    if (!sameQuestion || deck.asked(after) > 1) return false;
    return b.question.mass >= tellingQuestion || dice(a.answer, b.answer) >= faintAnswer;
  }
  if (!sameSection) return false;
  if (sameQuestion && deck.askedInSection(after) === 1) return true;
  const namesTerm = after.type === 'define' || after.type === 'choice';
  const sameTerm = namesTerm && before.answer === after.answer && after.answer !== '';
  return sameTerm && deck.answeredInSection(after) === 1;
}

/**
 * Whether something says that the cards are two, however alike: "default ports of etcd" and "default ports of the
 * kubelet" are alike because questions are made from patterns, "ReadOnlyMany" and "ReadWriteMany" because names are.
 */
function tellsApart(
  a: Text,
  b: Text,
  { question, answer }: Likeness,
  deck: DeckFacts,
  sameSection: boolean,
): boolean {
  const [before, after] = [a.version, b.version];
  const name = nameOf(before);
  if (name === undefined) {
    // Questions that name only things which the other does not name.
    const shared = [...a.names].some((word) => b.names.has(word));
    if (!shared && a.names.size > 0 && b.names.size > 0) return answer < needed.otherNames;
    // "Overview" stays "Overview" when something else is put under it.
    if (b.question.mass < tellingQuestion && answer < faintAnswer) return true;
    return !sameSection && before.card !== after.card && question < 1 && answer < needed.answer;
  }
  // The thing that the old card was about is still here, and it is not what the new card is about.
  if (name !== nameOf(after) && deck.names(after.section, name)) return true;
  // One side is a name, or row and column: the same thing keeps nearly all of it, or of the other side.
  return Math.max(question, answer) < needed.nameOrText;
}

function placeBonus(a: Version, b: Version, sameSection: boolean): number {
  return (
    (a.card === b.card ? bonus.id : 0) +
    (sameSection ? bonus.section : 0) +
    (a.file === b.file ? bonus.file : 0) +
    (a.source === b.source ? bonus.source : 0) -
    (a.type === b.type ? 0 : otherType)
  );
}

/** Rank among equal texts: only the place can tell them apart. */
export function placeScore(a: Version, b: Version): number {
  return 1 - totalBonus + placeBonus(a, b, a.section === b.section);
}

/** How a pair is to be judged. */
export interface Circumstances {
  readonly facts: DeckFacts;
  readonly moves: SectionMoves;
  /** The card has a history of its own, which an older stage may join. */
  readonly merge: boolean;
}

/** Likeness with tie-breakers, or undefined if it is not enough to speak for the pair. */
export function credibility(a: Text, b: Text, { facts, moves, merge }: Circumstances): number | undefined {
  const [before, after] = [a.version, b.version];
  const sameId = before.card === after.card;
  const sameSection = moves.now(before.section) === after.section;
  const found = likeness(a, b, facts);
  let like = found.both;
  // A translation shares few words with its original; the id of a section that both languages name speaks for it.
  const translated = sameId && a.chinese !== b.chinese && isExplicit(after.section);
  if (translated || asksTheSame(a, b, facts, sameSection)) like = Math.max(like, sameAsked);
  else if (tellsApart(a, b, found, facts, sameSection)) return undefined;
  // Few words are soon alike: far from its old place a short card must be nearly the same.
  let least = needed.anywhere + (1 - found.evidence) * (1 - needed.anywhere);
  if (found.evidence === 1 && Math.min(found.question, found.answer) >= eitherSide) least = needed.bothSides;
  if (sameSection) least = moves.moved(before.section) ? needed.movedSection : needed.sameSection;
  if (sameId) least = merge ? needed.mergeSameId : needed.sameId;
  return like < least ? undefined : like * (1 - totalBonus) + placeBonus(before, after, sameSection);
}
