import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeNote } from '../deck/decode.ts';
import { buildBilingual } from '../deck/languages.ts';
import { parseNote } from '../deck/parse.ts';
import type { Card, Deck, Language, NoteFile, Topic } from '../deck/types.ts';

const folder = path.resolve(import.meta.dirname, '../../notes');
const languages: readonly Language[] = ['en', 'zh-cn'];

/** The section that puts each topic's question. */
const topicSections = {
  T01: 'presales-motivation',
  T02: 'presales-fit',
  T03: 'kubernetes-components',
  T04: 'pod',
  T05: 'service',
  T06: 'kube-proxy-modes',
  T07: 'pod-life',
  T08: 'cni',
  T09: 'devops-toolchain',
  T10: 'service-mesh',
  T11: 'cascading-failure',
  T12: 'ten-thousand-nodes',
  T13: 'canary-release',
  A01: 'rbac',
  A02: 'storage',
  A03: 'scheduling',
  A04: 'autoscaling',
  A05: 'cluster-security',
  A06: 'cluster-upgrades',
  A07: 'backup-and-dr',
  A08: 'observability',
  A09: 'gitops-practice',
  A10: 'multi-cluster',
  A11: 'multi-tenancy',
  A12: 'sizing',
  A13: 'proof-of-concept',
  A14: 'tenders',
  A15: 'solution-design',
  A16: 'objections',
  A17: 'cluster-dns',
  A18: 'gpu-platform',
  A19: 'domestic-platforms',
  A20: 'distributions',
} as const;
const technical = Object.values(topicSections).slice(2);

/** Pages that the documentation has in English only. */
const untranslated = new Set(['https://kubernetes.io/docs/reference/instrumentation/metrics/']);

const files = { en: readNotes('en'), 'zh-cn': readNotes('zh-cn') };
const both = buildBilingual(files.en.map(parseNote), files['zh-cn'].map(parseNote));

function readNotes(language: Language): NoteFile[] {
  const names = readdirSync(path.join(folder, language)).filter((name) => name.endsWith('.md'));
  return names.sort().map((name) => ({
    source: '',
    path: `${language}/${name}`,
    language,
    text: decodeNote(readFileSync(path.join(folder, language, name))).text,
  }));
}

function topicsOf(deck: Deck): Topic[] {
  return deck.chapters.flatMap(({ topics }) => topics);
}

function cardsOf(deck: Deck): Card[] {
  return topicsOf(deck).flatMap(({ cards }) => cards);
}

/** A topic's own section and the sections under the same `##` heading. */
function groupOf(deck: Deck, id: string): Topic[] {
  const chapter = deck.chapters.find(({ topics }) => topics.some((topic) => topic.id === id));
  const group = chapter?.topics.find((topic) => topic.id === id)?.groups[0];
  return chapter?.topics.filter((topic) => topic.id === id || topic.groups[0] === group) ?? [];
}

/** Links and pictures as they stand in the notes: file, alternative text of a picture, target. */
function targets(language: Language, pattern: RegExp): { file: string; alt: string; target: string }[] {
  return files[language].flatMap(({ path: file, text }) =>
    [...text.matchAll(pattern)].map(([, alt = '', target = '']) => ({ file, alt, target })),
  );
}

describe('the built-in notes in both languages', () => {
  it('have no problem and the same ids', () => {
    expect(both.problems).toEqual([]);
  });

  it('have the same cards, except those that hang on the wording', () => {
    const ids = (language: Language): string[] =>
      cardsOf(both[language])
        .filter(({ type, reverse }) => type !== 'choice' && reverse !== true)
        .map(({ id }) => id)
        .sort();
    expect(ids('zh-cn')).toEqual(ids('en'));
  });

  it('have the same concepts at the same places of a manifest', () => {
    const places = (language: Language): string[] =>
      both[language].concepts.map(({ id, attachments }) => `${id} ${JSON.stringify(attachments)}`).sort();
    expect(places('zh-cn')).toEqual(places('en'));
  });
});

describe.each(languages)('the built-in notes in %s', (language) => {
  const deck = both[language];

  it('have every topic that an interview asks about', () => {
    const ids = new Set(topicsOf(deck).map(({ id }) => id));
    expect(Object.entries(topicSections).filter(([, id]) => !ids.has(id))).toEqual([]);
  });

  it('have 500 distinct answers and more, also without the catalogue', () => {
    const answers = cardsOf(deck).filter(({ type, tier }) => type !== 'choice' && tier !== 'extra');
    expect(new Set(answers.map(({ answer }) => answer.normalize('NFKC').trim())).size).toBeGreaterThan(500);
  });

  it('have 450 concepts and more that each say something else', () => {
    const attached = deck.concepts.filter(({ attachments }) => attachments.length > 0);
    expect(new Set(attached.map(({ summary }) => summary)).size).toBeGreaterThan(450);
  });

  it('tell 60 pairs and more apart that are easily confused', () => {
    const pairs = deck.concepts.flatMap(({ id, confuse }) =>
      confuse.map((other) => [id, other].sort().join(' ')),
    );
    expect(new Set(pairs).size).toBeGreaterThanOrEqual(60);
  });

  it.each(technical)('have a trap, a follow-up and a source at %s', (id) => {
    const kinds = new Set(groupOf(deck, id).flatMap(({ alerts }) => alerts.map(({ kind }) => kind)));
    expect([...kinds]).toEqual(expect.arrayContaining(['trap', 'follow-up', 'source']));
  });

  it('link to the documentation in their own language', () => {
    const links = targets(language, /()(https:\/\/kubernetes\.io\/(?:[a-z-]+\/)?docs\/[^\s)>]*)/g);
    const prefix = language === 'en' ? 'https://kubernetes.io/docs/' : 'https://kubernetes.io/zh-cn/docs/';
    expect(links.length).toBeGreaterThan(100);
    expect(links.filter(({ target }) => !target.startsWith(prefix) && !untranslated.has(target))).toEqual([]);
  });

  it('show pictures that exist and are told in words too', () => {
    const pictures = targets(language, /!\[([^\]]*)\]\(([^)\s]*)\)/g);
    const missing = pictures.filter(
      ({ file, target }) => !existsSync(path.join(folder, path.dirname(file), target)),
    );
    expect(pictures.length).toBeGreaterThanOrEqual(7);
    expect(missing).toEqual([]);
    expect(pictures.filter(({ alt }) => alt.trim().length < 20)).toEqual([]);
  });

  it('say something of its own about each concept', () => {
    const first = new Map<string, string>();
    const same: string[] = [];
    for (const { id, summary, attachments } of deck.concepts) {
      // A section that begins with its list has points and no summary; nothing leads there but its own heading.
      if (summary === '' && attachments.length === 0) continue;
      const other = first.get(summary);
      if (other !== undefined || summary === '') same.push(`${id} = ${other ?? 'nothing'}`);
      first.set(summary, id);
    }
    expect(same).toEqual([]);
  });
});
