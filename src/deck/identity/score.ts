import { isExplicit } from '../sectionId.ts';
import type { CardType } from '../types.ts';
import type { Pair } from './assign.ts';
import { CandidateIndex } from './candidates.ts';
import { dice, type Features, featuresOf, isChinese, mass, rarity, type Weigh } from './similarity.ts';
import type { Version } from './version.ts';

/** A version of a history that waits for its card. */
export interface WaitingVersion {
  readonly history: string;
  readonly version: Version;
}

/** A card of the present notes that may take a history. */
export interface Target {
  readonly version: Version;
  /** Only a history of its own id: the card has been seen before, so it can at most be a stage of the same card. */
  readonly sameIdOnly: boolean;
}

/** One possible re-attachment, with the version that speaks for it. */
export interface ScoredPair extends Pair {
  readonly before: Version;
  readonly after: Version;
}

/**
 * Least likeness, before tie-breakers. Of unrelated cards one pair in a hundred reaches 0.3; an id or a place in
 * common makes a weaker likeness credible.
 */
const needed = {
  anywhere: 0.48,
  sameSection: 0.38,
  sameId: 0.33,
  mergeSameId: 0.5,
  answer: 0.35,
  nameOrText: 0.7,
};
/** Tie-breakers: much smaller than a difference in wording, larger than noise. */
const bonus = { id: 0.12, section: 0.05, file: 0.03, source: 0.02 };
const totalBonus = bonus.id + bonus.section + bonus.file + bonus.source;
/** Likeness granted to a pair that is the same by what it asks, however its answer was rewritten. */
const sameAsked = 0.55;
/** A question that says less ("Overview") needs an answer that is at least faintly the same. */
const tellingQuestion = 3;
const faintAnswer = 0.2;
const otherType = 0.1;
/** Mass from which a question or an answer counts in full: some three rare words, six ideographs. */
const fullMass = 6;
/** What is left of a question's weight if several cards ask it in the same words ("Overview"). */
const repeatedQuestion = 1 / 3;
/** Texts that the rarity of words is learnt from; more would change little and cost time. */
const sample = 1500;
const neighboursCompared = 24;

/** Types that ask for a section as a whole; the others ask for one item of it. */
const wholeSection: ReadonlySet<CardType> = new Set(['explain', 'list', 'order']);

/** A section is asked as a list, as steps or to be explained, by what its body has come to look like. */
function comparable(a: CardType, b: CardType): boolean {
  return a === b || (wholeSection.has(a) && wholeSection.has(b));
}

interface Text {
  readonly version: Version;
  readonly question: Features;
  readonly answer: Features;
  readonly chinese: boolean;
}

/** What the deck teaches about words and questions. */
interface Deck {
  readonly weigh: Weigh;
  /** How many cards of the type ask this, in the whole deck. */
  asked(version: Version): number;
  /** The same within its section. */
  askedInSection(version: Version): number;
  /** How many cards of the section and type have this answer. */
  answeredInSection(version: Version): number;
  /** Whether a card of the section is about something of this name. */
  names(section: string, name: string): boolean;
}

const texts = new WeakMap<Version, Text>();

function textOf(version: Version): Text {
  let text = texts.get(version);
  if (!text) {
    text = {
      version,
      question: featuresOf(version.question),
      answer: featuresOf(version.answer),
      chinese: isChinese(version),
    };
    texts.set(version, text);
  }
  return text;
}

/** Every n-th text in the order of hashes: the same choice on every device, whatever the order of files. */
function sampled(versions: readonly Version[]): Version[] {
  if (versions.length <= sample) return [...versions];
  const step = Math.ceil(versions.length / sample);
  return [...versions]
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .filter((_, at) => at % step === 0);
}

/** Likeness of question, answer and both, 0 to 1, without regard to where they stand. */
function likeness(a: Text, b: Text, deck: Deck): { question: number; answer: number; both: number } {
  const { weigh } = deck;
  const weightOf = (one: Features, other: Features) =>
    Math.min(1, Math.max(mass(one, weigh), mass(other, weigh)) / fullMass);
  const question = dice(a.question, b.question, weigh);
  const answer = dice(a.answer, b.answer, weigh);
  const ofQuestion = weightOf(a.question, b.question) * (deck.asked(b.version) > 1 ? repeatedQuestion : 1);
  const ofAnswer = weightOf(a.answer, b.answer);
  const total = ofQuestion + ofAnswer;
  return { question, answer, both: total === 0 ? 0 : (ofQuestion * question + ofAnswer * answer) / total };
}

/**
 * Whether two cards ask the same, so that the answer may have been rewritten from scratch: the same question that
 * no other card asks, or the same term that no other card of the section explains.
 */
function asksTheSame(a: Text, b: Text, deck: Deck): boolean {
  const [before, after] = [a.version, b.version];
  if (before.type !== after.type) return false;
  const sameQuestion = before.question === after.question && after.question !== '';
  if (wholeSection.has(after.type)) {
    if (!sameQuestion || deck.asked(after) > 1) return false;
    return (
      mass(b.question, deck.weigh) >= tellingQuestion || dice(a.answer, b.answer, deck.weigh) >= faintAnswer
    );
  }
  if (before.section !== after.section) return false;
  if (sameQuestion && deck.askedInSection(after) === 1) return true;
  const namesTerm = after.type === 'define' || after.type === 'choice';
  const sameTerm = namesTerm && before.answer === after.answer && after.answer !== '';
  return sameTerm && deck.answeredInSection(after) === 1;
}

/** What a card of a named type is about. */
function nameOf({ type, question, answer }: Version): string | undefined {
  if (type === 'choice') return answer;
  if (type === 'table') return question;
  if (type !== 'define') return undefined;
  return question.length <= answer.length ? question : answer;
}

/**
 * Whether something says that the cards are two, however alike: "default ports of etcd" and "default ports of the
 * kubelet" are alike because questions are made from patterns, "ReadOnlyMany" and "ReadWriteMany" because names are.
 */
function tellsApart(before: Version, after: Version, question: number, answer: number, deck: Deck): boolean {
  const name = nameOf(before);
  if (name === undefined) return before.card !== after.card && question < 1 && answer < needed.answer;
  // The thing that the old card was about is still here, and it is not what the new card is about.
  if (name !== nameOf(after) && deck.names(after.section, name)) return true;
  // One side is a name, or row and column: the same thing keeps nearly all of it, or of the other side.
  return Math.max(question, answer) < needed.nameOrText;
}

/** Likeness with tie-breakers, or undefined if it is not enough to speak for the pair. */
function credibility(before: Text, after: Text, deck: Deck, merge: boolean): number | undefined {
  const sameId = before.version.card === after.version.card;
  const { question, answer, both } = likeness(before, after, deck);
  let like = both;
  // A translation shares few words with its original; the id of a section that both languages name speaks for it.
  const translated = sameId && before.chinese !== after.chinese && isExplicit(after.version.section);
  if (translated || asksTheSame(before, after, deck)) like = Math.max(like, sameAsked);
  else if (tellsApart(before.version, after.version, question, answer, deck)) return undefined;
  let least = needed.anywhere;
  if (before.version.section === after.version.section) least = needed.sameSection;
  if (sameId) least = merge ? needed.mergeSameId : needed.sameId;
  return like < least ? undefined : like * (1 - totalBonus) + placeBonus(before.version, after.version);
}

function counter(
  versions: readonly Version[],
  keyOf: (version: Version) => string,
): (version: Version) => number {
  const counts = new Map<string, number>();
  for (const version of versions) {
    const key = keyOf(version);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return (version) => counts.get(keyOf(version)) ?? 0;
}

function learn(versions: readonly Version[]): Deck {
  const names = new Set<string>();
  for (const version of versions) {
    // A define card has its name on either side, and the explanation may be the shorter one.
    const both = version.type === 'define' ? [version.question, version.answer] : [nameOf(version)];
    for (const name of both) if (name !== undefined) names.add(`${version.section}\0${name}`);
  }
  return {
    weigh: rarity(sampled(versions).map((version) => allFeatures(textOf(version)))),
    asked: counter(versions, ({ type, question }) => `${type}\0${question}`),
    askedInSection: counter(versions, ({ section, type, question }) => `${section}\0${type}\0${question}`),
    answeredInSection: counter(versions, ({ section, type, answer }) => `${section}\0${type}\0${answer}`),
    names: (section, name) => names.has(`${section}\0${name}`),
  };
}

function allFeatures(text: Text): Features {
  return new Map([...text.question, ...text.answer]);
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function placeBonus(a: Version, b: Version): number {
  return (
    (a.card === b.card ? bonus.id : 0) +
    (a.section === b.section ? bonus.section : 0) +
    (a.file === b.file ? bonus.file : 0) +
    (a.source === b.source ? bonus.source : 0) -
    (a.type === b.type ? 0 : otherType)
  );
}

/** Rank among equal texts: only the place can tell them apart. */
export function placeScore(a: Version, b: Version): number {
  return 1 - totalBonus + placeBonus(a, b);
}

interface Entry extends Text {
  readonly history: string;
}

/**
 * All credible pairs of waiting history and card. Candidates come from an inverted index, from the same id and
 * from the same section, so the cost grows with the number of unmatched cards, not with its square.
 */
export function scorePairs(
  waiting: readonly WaitingVersion[],
  targets: readonly Target[],
  deck: readonly Version[],
  allowed: (history: string, target: Version) => boolean,
): ScoredPair[] {
  if (waiting.length === 0 || targets.length === 0) return [];
  const learnt = learn(deck);
  const entries = waiting.map(({ history, version }): Entry => ({ ...textOf(version), history }));
  const index = new CandidateIndex(entries, learnt.weigh);
  const byCard = grouped(entries, (entry) => entry.version.card);
  const bySection = grouped(entries, (entry) => entry.version.section);

  const pairs: ScoredPair[] = [];
  for (const { version, sameIdOnly } of targets) {
    const sameId = byCard.get(version.card) ?? [];
    if (sameIdOnly && sameId.length === 0) continue;
    const text = textOf(version);
    const candidates = new Set(sameId);
    if (!sameIdOnly) {
      for (const entry of index.find(text)) candidates.add(entry);
      for (const entry of (bySection.get(version.section) ?? []).slice(0, neighboursCompared)) {
        candidates.add(entry);
      }
    }
    const best = new Map<string, ScoredPair>();
    for (const entry of candidates) {
      if (!comparable(entry.version.type, version.type) || !allowed(entry.history, version)) continue;
      const score = credibility(entry, text, learnt, sameIdOnly);
      const known = best.get(entry.history);
      if (score === undefined || (known && known.score >= score)) continue;
      best.set(entry.history, {
        from: entry.history,
        to: version.key,
        score,
        before: entry.version,
        after: version,
      });
    }
    pairs.push(...best.values());
  }
  return pairs;
}
