import MarkdownIt from 'markdown-it';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNote } from '../deck/parse.ts';
import { translator } from '../l10n/translate.ts';
import { countNotes, previewText } from './preview.ts';

const t = translator();
const note = (text: string, path = 'a.md') => parseNote({ source: 's', path, text });

describe('the preview of a folder', () => {
  it('shows what comes out of each section, what does not, and why', () => {
    const notes = [
      note('# K8s\n## Node 组成\nNode consists of\n* kubelet\n* kube-proxy\n* runtime\n## TODO\nlater\n'),
    ];
    expect(previewText('bank', notes, t)).toMatchInlineSnapshot(`
      "# Cards from bank

      1 files, 2 topics, 1 cards

      ## a.md

      ### Node 组成

      - **list** Node 组成 Node consists of
      - ~~explain~~ line 2: The list card asks the same.

      ### TODO

      - ~~explain~~ line 7: A section of references or housekeeping.
      "
    `);
    expect(countNotes(notes)).toMatchObject({ files: 1, topics: 2, silent: 1 });
  });

  it('says what to do where nothing comes out', () => {
    expect(previewText('bank', [note('just a line')], t)).toContain('write a heading');
  });

  it('lets no text of a note act as Markdown', () => {
    const renderer = new MarkdownIt({ html: true });
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom('<img src=x>', '[a](command:x)', '![a](https://e)', '`', '**', '|'),
            fc.string({ maxLength: 6 }),
          ),
          { maxLength: 5 },
        ),
        (parts) => {
          const text = previewText(
            'x',
            [note(`# A\n## ${parts.join('')}\nSome text that explains it well.`)],
            t,
          );
          const kinds = renderer
            .parse(text, {})
            .flatMap(({ type, children }) => [type, ...(children ?? []).map((child) => child.type)]);
          expect(kinds).not.toContain('html_inline');
          expect(kinds).not.toContain('html_block');
          expect(kinds).not.toContain('image');
          expect(kinds).not.toContain('link_open');
        },
      ),
    );
  });
});
