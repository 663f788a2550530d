/**
 * Which section of somebody's notes treats the same as a topic of the reference, and what the reference has that
 * the notes lack. A proposal: the heading decides by the names that the topic goes by, the text bears it out.
 */
import type { Concept, Topic } from '../deck/types.ts';
import { matchPoints, unitsOf } from './match.ts';
import type { Names } from './names.ts';

export interface Pairing {
  /** Id of the reference's topic. */
  readonly topic: string;
  /** Points of the reference that the notes do not have, as Markdown. */
  readonly missing: readonly string[];
  /** Points of the reference in all. */
  readonly points: number;
}

/** Share of a heading's words that a name must make up. */
const enough = 0.55;
/** How much better than the second best a pairing has to be. */
const margin = 0.08;
/** Share of the reference's points that the text must hold where the heading says more than the name. */
const borneOut = 0.2;

/** Ways to ask, which say nothing of what is asked about. */
const asking =
  /什么是|是什么|指什么|有哪几种|有哪些|哪些|哪几种|几种|怎么样|怎么|怎样|如何|为什么|简述|介绍一下|介绍|概述|说说|谈谈|详解|总结|小结|请|吗|呢|一下|\b(?:explain|describe|overview|summary|introduction|types? of|kinds? of)\b/gi;

interface Name {
  readonly topic: string;
  readonly keys: readonly string[];
  readonly weight: number;
}

/** Finds pairings with one reference; made once, asked for each section. */
export class Pairings {
  readonly #topics: ReadonlyMap<string, Topic>;
  readonly #names: Names;
  /** Names of topics by one of their words. */
  readonly #byKey = new Map<string, Name[]>();

  /** `concepts` are those of the reference in both languages: they carry the names. */
  constructor(topics: readonly Topic[], concepts: readonly Concept[], names: Names) {
    this.#topics = new Map(topics.filter(hasPoints).map((topic) => [topic.id, topic]));
    this.#names = names;
    const seen = new Set<string>();
    for (const { id, name, synonyms } of concepts) {
      if (!this.#topics.has(id)) continue;
      for (const spelling of [name, ...synonyms]) this.#learn(id, spelling, seen);
    }
    for (const { id, title } of this.#topics.values()) this.#learn(id, title, seen);
  }

  /** The topic that a section treats too; undefined where none is clearly the one. */
  find(section: Topic): Pairing | undefined {
    const heading = unitsOf(section.question.replace(asking, ' '));
    if (heading.length === 0) return undefined;
    const keys = new Set(heading.map(({ key }) => key));
    const whole = weightOf(heading);
    const best = new Map<string, number>();
    for (const key of keys) {
      for (const name of this.#byKey.get(key) ?? []) {
        if (!name.keys.every((one) => keys.has(one))) continue;
        const share = name.weight / whole;
        if (share > (best.get(name.topic) ?? 0)) best.set(name.topic, share);
      }
    }
    const ranked = [...best]
      .filter(([, share]) => share >= enough)
      .map(([id, share]) => ({ id, share, had: this.#had(section, id) }))
      .map((one) => ({ ...one, score: one.share + 0.5 * share(one.had) }))
      .sort((a, b) => b.score - a.score);
    const [first, second] = ranked;
    if (first === undefined) return undefined;
    if (second !== undefined && first.score - second.score < margin) return undefined;
    if (first.share < 1 && share(first.had) < borneOut) return undefined;
    const points = pointsOf(this.#topics.get(first.id));
    return {
      topic: first.id,
      points: points.length,
      missing: points.filter((_, i) => first.had[i] !== true),
    };
  }

  #had(section: Topic, id: string): readonly boolean[] {
    const topic = this.#topics.get(id);
    if (topic === undefined) return [];
    const { words } = matchPoints(section.body, section.question, pointsOf(topic), this.#names);
    return words.map((found) => found.length > 0);
  }

  #learn(topic: string, spelling: string, seen: Set<string>): void {
    const units = unitsOf(spelling.replace(asking, ' '));
    const keys = units.map(({ key }) => key);
    const [first] = keys;
    const entry = `${topic} ${keys.join(' ')}`;
    if (first === undefined || seen.has(entry)) return;
    seen.add(entry);
    const name = { topic, keys, weight: weightOf(units) };
    const known = this.#byKey.get(first);
    if (known === undefined) this.#byKey.set(first, [name]);
    else known.push(name);
  }
}

function share(had: readonly boolean[]): number {
  return had.length === 0 ? 0 : had.filter(Boolean).length / had.length;
}

/** A Latin word says about as much as two pairs of Chinese characters. */
function weightOf(units: readonly { readonly han: boolean }[]): number {
  return units.reduce((sum, { han }) => sum + (han ? 1 : 2), 0);
}

/** The rubric of a topic: the points of its explain card. */
export function pointsOf(topic: Topic | undefined): readonly string[] {
  return topic?.cards.find(({ type }) => type === 'explain')?.points ?? [];
}

function hasPoints(topic: Topic): boolean {
  return pointsOf(topic).length >= 2;
}
