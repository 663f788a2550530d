import type { CardType } from '../types.ts';
import { type Features, featuresOf, isChinese, latinNames, Lexicon, type Weighed } from './similarity.ts';
import type { Version } from './version.ts';

/** Texts that the rarity of words is learnt from; more would change little and cost time. */
const sample = 600;

/** Types that ask for a section as a whole; the others ask for one item of it. */
export const wholeSection: ReadonlySet<CardType> = new Set(['explain', 'list', 'order']);

interface Bare {
  readonly question: Features;
  readonly answer: Features;
  readonly chinese: boolean;
  /** Latin names in a Chinese question. */
  readonly names: ReadonlySet<string>;
}

/** A version, ready to be compared. */
export interface Text {
  readonly version: Version;
  readonly question: Weighed;
  readonly answer: Weighed;
  readonly chinese: boolean;
  /** Latin names in a Chinese question. */
  readonly names: ReadonlySet<string>;
}

const memo = new WeakMap<Version, Bare>();

function bareText(version: Version): Bare {
  let text = memo.get(version);
  if (!text) {
    text = {
      question: featuresOf(version.question),
      answer: featuresOf(version.answer),
      chinese: isChinese(version),
      names: latinNames(version.question),
    };
    memo.set(version, text);
  }
  return text;
}

/** Every n-th text by its hash: the same choice on every device, whatever the order of files. */
function sampled(versions: readonly Version[]): readonly Version[] {
  const step = Math.ceil(versions.length / sample);
  return step <= 1 ? versions : versions.filter(({ text }) => parseInt(text.slice(-5), 36) % step === 0);
}

/** What a card of a named type is about. */
export function nameOf({ type, question, answer }: Version): string | undefined {
  if (type === 'choice') return answer;
  if (type === 'table') return question;
  if (type !== 'define') return undefined;
  return question.length <= answer.length ? question : answer;
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** What the present notes teach about words and questions, as far as the cards to be compared need it. */
export class DeckFacts {
  readonly lexicon = new Lexicon();
  readonly #texts = new Map<Version, Text>();
  readonly #asked = new Map<string, number>();
  readonly #askedInSection = new Map<string, number>();
  readonly #answeredInSection = new Map<string, number>();
  readonly #names = new Set<string>();

  /** `compared` are the versions, old and present, that the facts will be asked about. */
  constructor(deck: readonly Version[], compared: readonly Version[]) {
    for (const version of compared) {
      const { question, answer } = bareText(version);
      this.lexicon.expect(question);
      this.lexicon.expect(answer);
    }
    for (const version of sampled(deck)) {
      const { question, answer } = bareText(version);
      this.lexicon.learn(question, answer);
    }
    const sections = new Set<string>();
    const questions = new Set<string>();
    for (const { section, question } of compared) {
      sections.add(section);
      questions.add(question);
    }
    for (const version of deck) {
      const { section, type, question, answer } = version;
      if (questions.has(question)) count(this.#asked, `${type}\0${question}`);
      if (!sections.has(section)) continue;
      count(this.#askedInSection, `${section}\0${type}\0${question}`);
      count(this.#answeredInSection, `${section}\0${type}\0${answer}`);
      // A define card has its name on either side, and the explanation may be the shorter one.
      const names = type === 'define' ? [question, answer] : [nameOf(version)];
      for (const name of names) if (name !== undefined) this.#names.add(`${section}\0${name}`);
    }
  }

  text(version: Version): Text {
    let text = this.#texts.get(version);
    if (!text) {
      const { question, answer, chinese, names } = bareText(version);
      text = {
        version,
        question: this.lexicon.weigh(question),
        answer: this.lexicon.weigh(answer),
        chinese,
        names,
      };
      this.#texts.set(version, text);
    }
    return text;
  }

  /** How many cards of the type ask this, in the whole deck. */
  asked({ type, question }: Version): number {
    return this.#asked.get(`${type}\0${question}`) ?? 0;
  }

  /** The same within its section. */
  askedInSection({ section, type, question }: Version): number {
    return this.#askedInSection.get(`${section}\0${type}\0${question}`) ?? 0;
  }

  /** How many cards of the section and type have this answer. */
  answeredInSection({ section, type, answer }: Version): number {
    return this.#answeredInSection.get(`${section}\0${type}\0${answer}`) ?? 0;
  }

  /** Whether a card of the section is about something of this name. */
  names(section: string, name: string): boolean {
    return this.#names.has(`${section}\0${name}`);
  }
}
