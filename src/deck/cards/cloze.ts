import type { Block } from '../blocks.ts';
import { clozes, plainText, withoutClozes } from '../inline.ts';
import { sentences } from '../sentences.ts';
import { width } from '../text.ts';
import type { LineRange } from '../types.ts';
import type { Derivation } from './derivation.ts';

/** What stands for the hidden text in a question; full-width, so that it is no Markdown. */
export const clozeGap = '＿＿＿';

const widestContext = 240;
const mostGaps = 6;

/** Cards from `==text==`: the sentence with the text left out. */
export function deriveCloze(derivation: Derivation): void {
  let count = 0;
  for (const { text, range } of texts(derivation.facts.blocks)) {
    if (!text.includes('==')) continue;
    const pieces = width(text) <= widestContext ? [text] : sentences(text);
    for (const piece of pieces) {
      const found = clozes(piece);
      if (width(piece) > widestContext * 2 || found.length > mostGaps) {
        if (found.length > 0) derivation.skip('cloze', range, 'long-sentence');
        continue;
      }
      for (const { start, end } of found) {
        const hidden = piece.slice(start + 2, end - 2);
        const before = withoutClozes(piece.slice(0, start));
        const after = withoutClozes(piece.slice(end));
        if (!/[\p{L}\p{N}]/u.test(before + after)) continue;
        count += 1;
        derivation.add({
          type: 'cloze',
          question: `${before}${clozeGap}${after}`,
          answer: `${before}==${hidden}==${after}`,
          points: [hidden],
          range,
          name: plainText(hidden),
          place: `c${count}`,
        });
      }
    }
  }
}

interface Text {
  readonly text: string;
  readonly range: LineRange;
}

function texts(blocks: readonly Block[]): Text[] {
  return blocks.flatMap((block): readonly Text[] => {
    switch (block.type) {
      case 'paragraph':
        return block.lines;
      case 'list':
        return block.items.flatMap((item) => [{ text: item.text, range: item.range }, ...texts(item.blocks)]);
      case 'quote':
        return texts(block.blocks);
      case 'alert':
      case 'code':
      case 'table':
      case 'rule':
      case 'directive':
        return [];
    }
  });
}
