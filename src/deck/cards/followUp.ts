import type { AlertBlock } from '../blocks.ts';
import { plainText } from '../inline.ts';
import { writeBlocks } from '../markdown.ts';
import type { Mark } from '../marks.ts';
import { sentences } from '../sentences.ts';
import type { Derivation } from './derivation.ts';

/** Cards from `> [!FOLLOWUP] question` with the answer under it. */
export function deriveFollowUps(
  derivation: Derivation,
  alerts: readonly { readonly block: AlertBlock; readonly mark: Mark | undefined }[],
): void {
  for (const [index, { block, mark }] of alerts.entries()) {
    let question = block.title;
    let { blocks } = block;
    const first = blocks[0];
    if (question === '' && first?.type === 'paragraph') {
      question = first.lines[0]?.text ?? '';
      blocks =
        first.lines.length > 1
          ? [{ ...first, lines: first.lines.slice(1) }, ...blocks.slice(1)]
          : blocks.slice(1);
    }
    const answer = writeBlocks(blocks);
    if (plainText(question) === '' || answer === '') {
      derivation.skip('follow-up', block.range, 'no-answer');
      continue;
    }
    const points = blocks.flatMap((part) =>
      part.type === 'list'
        ? part.items.map((item) => item.text)
        : part.type === 'paragraph'
          ? part.lines.flatMap((line) => sentences(line.text))
          : [],
    );
    derivation.add({
      type: 'follow-up',
      question,
      answer,
      points: points.slice(0, 8),
      range: block.range,
      mark,
      name: plainText(question),
      place: `f${index + 1}/${alerts.length}`,
    });
  }
}
