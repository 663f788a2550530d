import { namespaced } from './cards/derivation.ts';
import type { Block } from './blocks.ts';
import type { Entry } from './entries.ts';
import { linkTargets, plainText, withoutClozes } from './inline.ts';
import type { Mark } from './marks.ts';
import { firstSentences } from './sentences.ts';
import { joinLines, width } from './text.ts';
import type { Alert, Concept, LineRange } from './types.ts';

const mostPoints = 5;
const mostSentences = 3;
const widestPoint = 200;

interface Owner {
  readonly source: string;
  readonly topic: string;
  readonly file: string;
  readonly private: boolean;
}

/** Whether a mark makes a concept of what it stands on: it has an id, or says where it applies. */
export function isConcept(mark: Mark | undefined): mark is Mark {
  return mark?.id !== undefined || mark?.on !== undefined;
}

/** Concept of a heading: its first paragraph, its list items, its own alerts. */
export function headingConcept(
  owner: Owner,
  mark: Mark,
  heading: string,
  blocks: readonly Block[],
  alerts: readonly Alert[],
  range: LineRange,
): Concept {
  const first = blocks.find((block) => block.type === 'paragraph');
  const text = first === undefined ? '' : joinLines(first.lines.map((line) => line.text));
  const list = blocks.find((block) => block.type === 'list');
  const points = list === undefined ? [] : list.items.map((item) => item.text);
  return concept(owner, mark, heading, text, points, alerts, range);
}

/** Concept of a list item or definition: its explanation, its nested bullets, its nested alerts. */
export function entryConcept(owner: Owner, mark: Mark, entry: Entry): Concept {
  const list = entry.nested.find((block) => block.type === 'list');
  const points = list === undefined ? [] : list.items.map((item) => item.text);
  const text = entry.term === undefined || entry.text !== '' ? entry.text : '';
  return concept(owner, mark, entry.term ?? entry.whole, text, points, entry.alerts, entry.range);
}

function concept(
  owner: Owner,
  mark: Mark,
  title: string,
  text: string,
  points: readonly string[],
  alerts: readonly Alert[],
  range: LineRange,
): Concept {
  // A short name for the tree is taken as it is; its brackets may be a remark.
  const { name, synonyms } =
    mark.title === undefined ? splitName(plainText(title)) : { name: plainText(mark.title), synonyms: [] };
  const trap = alertText(alerts, 'trap', name);
  const outdated = alertText(alerts, 'outdated', name);
  const links = alerts
    .filter(({ kind }) => kind === 'source')
    .flatMap((alert) => linkTargets(`${alert.title}\n${alert.body}`));
  return {
    id: mark.id === undefined ? `${owner.topic}~${plainText(title)}` : namespaced(owner.source, mark.id),
    name,
    synonyms: [...new Set([...synonyms, ...(mark.aka ?? [])])].filter((other) => other !== name),
    label: mark.label ?? '',
    summary: summary(text),
    points: points.slice(0, mostPoints).map(shortPoint),
    ...(trap === undefined ? {} : { trap }),
    ...(outdated === undefined ? {} : { outdated }),
    ...(mark.status === undefined ? {} : { status: mark.status }),
    links: [...new Set(links)],
    attachments: mark.on ?? [],
    confuse: mark.confuse ?? [],
    topic: owner.topic,
    ...(owner.private || mark.private === true ? { private: true as const } : {}),
    file: owner.file,
    range,
  };
}

/** `就绪探针 (readiness probe)` is one name and one synonym. */
export function splitName(title: string): { name: string; synonyms: string[] } {
  const match = /^(.*\S)\s*[(（]([^()（）]{2,60})[)）]$/.exec(title);
  if (match === null) return { name: title, synonyms: [] };
  const synonyms = (match[2] ?? '').split(/[,，;；、/]/).map((part) => part.trim());
  return { name: (match[1] ?? title).trim(), synonyms: synonyms.filter((part) => part !== '') };
}

function summary(text: string): string {
  const clean = firstSentences(withoutClozes(text), mostSentences);
  if (!/[:：]$/.test(clean)) return clean;
  return clean.slice(0, -1) + (clean.endsWith('：') ? '。' : '.');
}

function shortPoint(text: string): string {
  const clean = withoutClozes(text);
  return (width(clean) > widestPoint ? firstSentences(clean, 1) : clean).replace(/[；;，,、]$/, '');
}

function alertText(alerts: readonly Alert[], kind: Alert['kind'], name: string): string | undefined {
  const texts = alerts
    .filter((alert) => alert.kind === kind)
    // A title that says no more than the concept's own name is for readers of the note.
    .map(({ title, body }) =>
      [title === name && body !== '' ? '' : title, body].filter((part) => part !== '').join('\n'),
    );
  return texts.length === 0 ? undefined : texts.join('\n\n');
}
