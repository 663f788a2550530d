import type { Deck } from '../../deck/types.ts';
import { readRows, writeRows } from './delimited.ts';
import { markdownOf } from './html.ts';

/** A note of Anki with two sides. */
export interface AnkiNote {
  /** Anki updates the note that has this id instead of adding another one. */
  readonly guid: string;
  /** Levels are separated by `::`. */
  readonly deck: string;
  readonly tags: readonly string[];
  /** HTML. */
  readonly front: string;
  readonly back: string;
}

/** The cards of a deck as notes for Anki, private ones left out; `toHtml` renders their Markdown. */
export function ankiNotes(deck: Deck, root: string, toHtml: (markdown: string) => string): AnkiNote[] {
  return deck.chapters.flatMap((chapter) =>
    chapter.topics.flatMap((topic) =>
      topic.cards
        .filter((card) => !card.private && !topic.private)
        .map((card) => ({
          guid: card.id,
          deck: `${root}::${chapter.title.replaceAll('::', ':')}`,
          tags: ['k8s-recall', card.type, card.tier, topic.id].map((tag) => tag.replace(/\s+/g, '-')),
          front: toHtml(card.question),
          back: toHtml(card.answer),
        })),
    ),
  );
}

/** Notes as a text file for Anki's import, version 2.1.55 or later; two fields, for the note type Basic. */
export function writeAnki(notes: readonly AnkiNote[]): string {
  const head = ['separator:tab', 'html:true', 'guid column:1', 'deck column:2', 'tags column:5'];
  const rows = notes.map(({ guid, deck, tags, front, back }) => [guid, deck, front, back, tags.join(' ')]);
  return head.map((line) => `#${line}\n`).join('') + writeRows(rows, '\t', '\n');
}

const separators: Readonly<Record<string, string>> = {
  tab: '\t',
  comma: ',',
  semicolon: ';',
  pipe: '|',
  colon: ':',
  space: ' ',
};

export interface AnkiFile {
  readonly notes: readonly AnkiNote[];
  /** Number of rows without two fields. */
  readonly skipped: number;
}

/** Reads a text file that Anki has exported (notes or cards), with or without guid, deck and tags. */
export function readAnki(text: string): AnkiFile {
  const body = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const head = new Map<string, string>();
  let at = 0;
  for (;;) {
    const line = /^#([a-z ]+):(.*)\n?/.exec(body.slice(at, at + 1000));
    if (!line?.[1]) break;
    head.set(line[1], line[2]?.trim() ?? '');
    at += line[0].length;
  }
  const rows = readRows(body.slice(at), separatorOf(head.get('separator'), body.slice(at)));
  const column = (name: string): number => Number(head.get(`${name} column`) ?? 0) - 1;
  const [guid, deck, tags, noteType] = [column('guid'), column('deck'), column('tags'), column('notetype')];
  const isHtml = head.get('html') !== 'false';
  const notes: AnkiNote[] = [];
  for (const row of rows) {
    const fields = row.filter((_, index) => ![guid, deck, tags, noteType].includes(index));
    const [front = '', back = ''] = isHtml ? fields : fields.map(escapeHtml);
    if (front.trim() === '' || back.trim() === '') continue;
    const tagText = `${head.get('tags') ?? ''} ${row[tags] ?? ''}`;
    notes.push({
      guid: row[guid] ?? '',
      deck: row[deck] ?? head.get('deck') ?? '',
      tags: tagText.split(/\s+/).filter((tag) => tag !== ''),
      front,
      back,
    });
  }
  return { notes, skipped: rows.length - notes.length };
}

function separatorOf(name: string | undefined, body: string): string {
  if (name !== undefined) {
    const known = separators[name.toLowerCase()];
    if (known !== undefined) return known;
    if (name !== '') return name;
  }
  const line = body.slice(0, body.indexOf('\n') >>> 0);
  return ['\t', ';', ','].find((separator) => line.includes(separator)) ?? '\t';
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>');
}

/**
 * Imported notes as Markdown: a chapter for each deck, a heading with its answer for each note. Notes that `isKnown`
 * says are cards of ours (they were exported to Anki before) are left out.
 */
export function notesFromAnki(notes: readonly AnkiNote[], isKnown: (guid: string) => boolean): string {
  const chapters = new Map<string, string[]>();
  for (const { guid, deck, front, back } of notes) {
    if (isKnown(guid)) continue;
    const title = (deck.split('::').at(-1) ?? '').trim() || 'Anki';
    const sections = chapters.get(title) ?? [];
    const question = markdownOf(front)
      .replace(/\s+/g, ' ')
      .replace(/^#+\s*/, '')
      .trim();
    if (question !== '') sections.push(`## ${question}\n\n${shielded(markdownOf(back))}\n`);
    chapters.set(title, sections);
  }
  return [...chapters]
    .filter(([, sections]) => sections.length > 0)
    .map(([title, sections]) => [`# ${title}\n`, ...sections].join('\n'))
    .join('\n');
}

/** An answer must not bring headings of its own, or it would end there. */
function shielded(markdown: string): string {
  return markdown.replace(/^(\s*)(#{1,6}\s)/gm, '$1\\$2');
}
