import { type Candidate, mayBeAsked, options } from './cards/choice.ts';
import { manifestCards } from './cards/manifest.ts';
import { writeAttachment } from './attachments.ts';
import { attachmentKey } from './conceptIndex.ts';
import { type ProblemCode, problem } from './problems.ts';
import { cardId, deriveSectionId, isExplicit, sourceOf } from './sectionId.ts';
import { firstSentences } from './sentences.ts';
import type { Card, Chapter, Concept, Deck, ParsedNote, Problem, Topic } from './types.ts';

/** A deck with what an author should mend in it. */
export interface BuiltDeck extends Deck {
  readonly problems: readonly Problem[];
}

/**
 * Puts parsed notes of one language together: ids made unique, `shadows:` and `confuse:` resolved, choice cards
 * added for confusable concepts. `base` is a deck built before (the built-in notes), which comes first and is
 * changed only by `shadows:`. Linear in the number of topics, cards and concepts.
 */
export function buildDeck(
  notes: readonly ParsedNote[],
  base: Deck = { chapters: [], concepts: [] },
): BuiltDeck {
  return new DeckBuilder(notes, base).build();
}

class DeckBuilder {
  private readonly notes: readonly ParsedNote[];
  private readonly base: Deck;
  private readonly problems: Problem[] = [];
  private readonly places = new Map<string, { readonly file: string; readonly line: number }>();

  constructor(notes: readonly ParsedNote[], base: Deck) {
    this.notes = notes;
    this.base = base;
  }

  build(): BuiltDeck {
    for (const { topics } of this.base.chapters) for (const topic of topics) this.take(topic.id, topic);
    for (const concept of this.base.concepts) this.take(concept.id, concept);
    const chapters: Chapter[] = [...this.base.chapters];
    const concepts: Concept[] = [...this.base.concepts];
    for (const note of this.notes) {
      for (const one of note.problems) this.problems.push(one);
      const unique = this.uniqueNote(note);
      for (const chapter of unique.chapters) chapters.push(chapter);
      for (const concept of unique.concepts) concepts.push(concept);
    }
    const kept = this.withoutShadowed({ chapters, concepts });
    const linked = withManifests(this.linkConfusables(kept));
    this.checkAttachments(linked.concepts);
    this.problems.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
    return { ...linked, problems: this.problems };
  }

  private take(id: string, { file, range }: Topic | Concept): void {
    this.places.set(id, { file, line: range.start });
  }

  private report(code: ProblemCode, file: string, line: number, ...args: (string | number)[]): void {
    this.problems.push(problem(code, file, line, ...args));
  }

  /** Gives a note's chapters, topics and concepts other ids where theirs are taken. */
  private uniqueNote(note: ParsedNote): Deck {
    const renamed = new Map<string, string>();
    const rename = (id: string, file: string, line: number, heading?: string): void => {
      const taken = this.places.get(id);
      if (taken === undefined) {
        this.places.set(id, { file, line });
        return;
      }
      if (taken.file === file && taken.line === line) return;
      let fresh: string;
      if (isExplicit(id)) {
        this.report('duplicate-id', file, line, bare(id), taken.file, taken.line + 1);
        fresh = this.free((n) => `${id}~${n}`);
      } else {
        const place = (n: number): { occurrence: number; clashingFile: string } => ({
          occurrence: n,
          clashingFile: file,
        });
        fresh = this.free((n) => deriveSectionId(sourceOf(id), place(n - 1), heading ?? bare(id)));
      }
      this.places.set(fresh, { file, line });
      renamed.set(id, fresh);
    };
    const chapterIds = note.chapters.map((chapter) => {
      const fresh = this.places.has(`chapter ${chapter.id}`)
        ? this.free(
            (n) => (n === 2 ? `${chapter.id}@${chapter.file}` : `${chapter.id}@${chapter.file}~${n}`),
            'chapter ',
          )
        : chapter.id;
      this.places.set(`chapter ${fresh}`, { file: chapter.file, line: 0 });
      return fresh;
    });
    for (const { topics } of note.chapters) {
      for (const topic of topics) rename(topic.id, topic.file, topic.range.start, topic.question);
    }
    for (const concept of note.concepts) {
      if (concept.id === concept.topic && this.places.get(concept.id)?.file === concept.file) continue;
      if (renamed.has(concept.id) && concept.id === concept.topic) continue;
      rename(concept.id, concept.file, concept.range.start);
    }
    const sameIds = chapterIds.every((id, i) => id === note.chapters[i]?.id);
    if (renamed.size === 0 && sameIds) return note;
    const to = (id: string): string => renamed.get(id) ?? id;
    return {
      chapters: note.chapters.map((chapter, i) => ({
        ...chapter,
        id: chapterIds[i] ?? chapter.id,
        topics: chapter.topics.map((topic) => ({
          ...topic,
          id: to(topic.id),
          cards: topic.cards.map((card) => ({
            ...card,
            id: renameCard(card.id, to),
            topic: to(card.topic),
            section: to(card.section),
          })),
        })),
      })),
      concepts: note.concepts.map((concept) => ({
        ...concept,
        id: to(concept.id),
        topic: to(concept.topic),
      })),
    };
  }

  private free(name: (n: number) => string, prefix = ''): string {
    let n = 2;
    while (this.places.has(prefix + name(n))) n += 1;
    return name(n);
  }

  /** A note of the user's replaces a built-in topic only where it says so. */
  private withoutShadowed(deck: Deck): Deck {
    const builtIn = new Set<string>();
    const shadows = new Map<string, Topic>();
    for (const { source, topics } of deck.chapters) {
      for (const topic of topics) {
        if (source === '') builtIn.add(topic.id);
        else if (topic.shadows !== undefined) shadows.set(topic.shadows, topic);
      }
    }
    if (shadows.size === 0) return deck;
    for (const [id, topic] of shadows) {
      if (builtIn.size > 0 && !builtIn.has(id))
        this.report('dead-shadows', topic.file, topic.range.start, id);
    }
    const chapters = deck.chapters
      .map((chapter) =>
        chapter.source === '' && chapter.topics.some(({ id }) => shadows.has(id))
          ? { ...chapter, topics: chapter.topics.filter(({ id }) => !shadows.has(id)) }
          : chapter,
      )
      .filter(({ topics }) => topics.length > 0);
    return { chapters, concepts: deck.concepts.filter(({ topic }) => !shadows.has(topic)) };
  }

  /** Turns `confuse:` into full ids that hold both ways, and asks for the difference. */
  private linkConfusables(deck: Deck): Deck {
    const byId = new Map(deck.concepts.map((concept) => [concept.id, concept]));
    const topicIds = new Set(deck.chapters.flatMap(({ topics }) => topics.map(({ id }) => id)));
    const links = new Map<string, Set<string>>();
    const link = (from: string, to: string): void => {
      const known = links.get(from);
      if (known === undefined) links.set(from, new Set([to]));
      else known.add(to);
    };
    for (const concept of deck.concepts) {
      const source = sourceOf(concept.id);
      for (const id of concept.confuse) {
        const own = source === '' || id.includes(':') ? id : `${source}:${id}`;
        const target = byId.has(own) ? own : byId.has(id) ? id : undefined;
        if (target === concept.id) continue;
        if (target !== undefined) {
          link(concept.id, target);
          link(target, concept.id);
        } else if (!topicIds.has(own) && !topicIds.has(id)) {
          this.report('dead-confuse', concept.file, concept.range.start, id);
        }
      }
    }
    const concepts = deck.concepts.map((concept) => {
      const confuse = [...(links.get(concept.id) ?? [])];
      const same =
        confuse.length === concept.confuse.length && confuse.every((id, i) => id === concept.confuse[i]);
      return same ? concept : { ...concept, confuse };
    });
    const asked = new Map<string, { concept: Concept; others: Concept[] }[]>();
    const ofTopic = new Map<string, Concept[]>();
    for (const concept of concepts) {
      const group = ofTopic.get(concept.topic);
      if (group === undefined) ofTopic.set(concept.topic, [concept]);
      else group.push(concept);
    }
    for (const concept of concepts) {
      const confusable = concept.confuse.map((id) => byId.get(id)).filter((other) => other !== undefined);
      if (confusable.length === 0) continue;
      // Others of the topic fill the card up, those with the same label first.
      const inTopic = (ofTopic.get(concept.topic) ?? []).slice(0, 24);
      const siblings = [...inTopic].sort(
        (a, b) => Number(b.label === concept.label) - Number(a.label === concept.label),
      );
      const others = [...new Set([...confusable, ...siblings])].filter((other) =>
        mayStandBeside(concept, other),
      );
      const list = asked.get(concept.topic);
      if (list === undefined) asked.set(concept.topic, [{ concept, others }]);
      else list.push({ concept, others });
    }
    const chapters = deck.chapters.map((chapter) =>
      chapter.topics.some(({ id }) => asked.has(id))
        ? { ...chapter, topics: chapter.topics.map((topic) => withChoices(topic, asked.get(topic.id) ?? [])) }
        : chapter,
    );
    return { chapters, concepts };
  }

  private checkAttachments(concepts: readonly Concept[]): void {
    const first = new Map<string, Concept>();
    for (const concept of concepts) {
      for (const attachment of concept.attachments) {
        const key = attachmentKey(attachment);
        const earlier = first.get(key);
        if (earlier === undefined) {
          first.set(key, concept);
        } else if (earlier.id !== concept.id) {
          this.report(
            'duplicate-attachment',
            concept.file,
            concept.range.start,
            writeAttachment(attachment),
            earlier.id,
          );
        }
      }
    }
  }
}

function bare(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}

/** A card's id with its owner renamed. */
function renameCard(id: string, to: (owner: string) => string): string {
  const hash = id.indexOf('#');
  return to(id.slice(0, hash)) + id.slice(hash);
}

const mostOthers = 3;

/** A whole section among names of values reads badly, unless it is of their kind. */
function mayStandBeside(asked: Concept, other: Concept): boolean {
  if (other === asked) return false;
  const isSection = ({ id, topic }: Concept): boolean => id === topic;
  if (!isSection(other)) return true;
  return asked.label === other.label && (asked.label !== '' || isSection(asked));
}

/** Adds the cards about manifests that the notes' concepts give, behind the other cards of their topic. */
function withManifests(deck: Deck): Deck {
  const found = new Map<string, Concept[]>();
  for (const concept of deck.concepts) {
    if (!concept.attachments.some(({ value }) => value !== undefined)) continue;
    const known = found.get(concept.topic);
    if (known === undefined) found.set(concept.topic, [concept]);
    else known.push(concept);
  }
  const chapters = deck.chapters.map((chapter) => {
    if (!chapter.topics.some(({ id }) => found.has(id))) return chapter;
    const topics = chapter.topics.map((topic) => {
      const known = new Set(topic.cards.map(({ id }) => id));
      const cards = (found.get(topic.id) ?? [])
        .flatMap((concept) => manifestCards(concept, topic, chapter.language))
        .filter(({ id }) => !known.has(id));
      return cards.length === 0 ? topic : { ...topic, cards: [...topic.cards, ...cards] };
    });
    return { ...chapter, topics };
  });
  return { chapters, concepts: deck.concepts };
}

function candidate({ id, name, summary }: Concept): Candidate {
  return { id, name, text: firstSentences(summary, 1) };
}

/** Adds a choice between a concept and what is easily taken for it, in place of one among its siblings. */
function withChoices(
  topic: Topic,
  asked: readonly { concept: Concept; others: readonly Concept[] }[],
): Topic {
  if (topic.allowed?.includes('choice') === false) return topic;
  const cards = [...topic.cards];
  for (const { concept, others } of asked) {
    const own = candidate(concept);
    const names = new Set([own.name.toLowerCase()]);
    const rest: Candidate[] = [];
    for (const other of others.map(candidate)) {
      const name = other.name.toLowerCase();
      if (rest.length === mostOthers || other.text === '' || names.has(name) || !mayBeAsked(own, [other]))
        continue;
      names.add(name);
      rest.push(other);
    }
    const confusable = rest.some(({ id }) => concept.confuse.includes(id));
    if (!confusable || !mayBeAsked(own, [own])) continue;
    const id = cardId(concept.id, 'choice');
    const at = cards.findIndex((card) => card.id === id);
    const card: Card = {
      id,
      type: 'choice',
      topic: topic.id,
      section: topic.id,
      question: own.text,
      answer: own.name,
      points: [],
      options: options(own, rest),
      tier: topic.tier,
      private: topic.private,
      file: concept.file,
      range: concept.range,
    };
    if (at >= 0) cards[at] = card;
    else cards.push(card);
  }
  return { ...topic, cards };
}
