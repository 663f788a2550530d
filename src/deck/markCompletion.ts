/** What may be written next inside a mark: keys, values, ids and places of a manifest. */
import { cardTypes, markKeys } from './marks.ts';
import type { Attachment, Concept, Topic } from './types.ts';

/** An entry of the list that an editor shows. */
export interface MarkEntry {
  readonly label: string;
  /** What it is, in a few words of the notes themselves; may be empty. */
  readonly detail: string;
  /** Text that takes the place of `MarkCompletion.typed`. */
  readonly text: string;
}

export interface MarkCompletion {
  /** What stands before the caret and is replaced. */
  readonly typed: string;
  readonly entries: readonly MarkEntry[];
}

/** What the notes and the reference know. */
export interface MarkKnowledge {
  readonly topics: Iterable<Topic>;
  readonly concepts: readonly Concept[];
  /** Kinds that a manifest may hold. */
  readonly kinds: Iterable<string>;
  /** Paths of a kind that go one step beyond what is typed, `[]` for items; none where nothing is known. */
  readonly paths?: (kind: string, typed: string) => Iterable<string>;
}

const withDetail = (labels: Iterable<string>, suffix = ''): MarkEntry[] =>
  [...labels].map((label) => ({ label, detail: '', text: `${label}${suffix}` }));

/** The completion at the end of `before`, the text of the line up to the caret; undefined outside of a mark. */
export function completeMark(before: string, knowledge: MarkKnowledge): MarkCompletion | undefined {
  const open = before.lastIndexOf('<!--');
  if (open < 0 || before.includes('-->', open)) return undefined;
  const part =
    before
      .slice(open + 4)
      .split(/(?<!\\)\|/)
      .at(-1) ?? '';
  const colon = part.search(/[:：]/);
  if (colon < 0) {
    const typed = part.trimStart();
    return { typed, entries: withDetail(markKeys, ': ') };
  }
  const key = part.slice(0, colon).trim().toLowerCase();
  const value = part.slice(colon + 1);
  const last = (value.split(/[;；,，]/).at(-1) ?? '').trimStart();
  switch (key) {
    case 'tier':
      return { typed: last, entries: withDetail(['must', 'should', 'extra']) };
    case 'cards':
      return { typed: last, entries: withDetail(['none', 'all', 'cells', ...cardTypes]) };
    case 'status':
      return { typed: last, entries: withDetail(['alpha', 'beta', 'ga', 'deprecated', 'removed']) };
    case 'confuse':
      return { typed: last, entries: conceptEntries(knowledge.concepts) };
    case 'shadows':
    case 'id':
      return { typed: last, entries: topicEntries(knowledge.topics) };
    case 'on':
      return completeAttachment(last, knowledge);
    default:
      return undefined;
  }
}

function conceptEntries(concepts: readonly Concept[]): MarkEntry[] {
  return concepts.map(({ id, name, label }) => ({
    label: id,
    detail: label === '' ? name : `${name} · ${label}`,
    text: id,
  }));
}

function topicEntries(topics: Iterable<Topic>): MarkEntry[] {
  return [...topics]
    .filter(({ id }) => !id.includes('~') && !id.includes(':'))
    .map(({ id, title }) => ({ label: id, detail: title, text: id }));
}

/** `Kind`, then ` path`, step by step, then `=value`. */
function completeAttachment(typed: string, { concepts, kinds, paths }: MarkKnowledge): MarkCompletion {
  const space = typed.indexOf(' ');
  if (space < 0) return { typed, entries: withDetail(['PodSpec', '*', ...kinds]) };
  const [kind = ''] = typed.slice(0, space).split('.');
  const path = typed.slice(space + 1).trimStart();
  const known = new Map<string, string>();
  for (const { attachments, name } of concepts) {
    for (const attachment of attachments) {
      if (attachment.kind !== kind) continue;
      const written = writePath(attachment);
      if (written !== '') known.set(written, name);
      if (attachment.value !== undefined) known.set(`${written}=${attachment.value}`, name);
    }
  }
  for (const one of paths?.(kind, path) ?? []) if (!known.has(one)) known.set(one, '');
  return { typed: path, entries: [...known].map(([label, detail]) => ({ label, detail, text: label })) };
}

function writePath({ path }: Attachment): string {
  let text = '';
  for (const step of path) {
    if (step === '[]') text += '[]';
    else if (/[./"\s]/.test(step)) text += `["${step}"]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}
