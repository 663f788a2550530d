import { contentLength } from './lines.ts';

/** A line as the YAML scanner sees it: of equal length, template actions made opaque, no terminator. */
export interface MaskedLine {
  readonly text: string;
  /** Columns that the first token stands too far right, because an action or a byte order mark precedes it. */
  readonly shift: number;
  /** The line ends inside an action. */
  readonly open: boolean;
}

/** Actions that print nothing, so that the text after them starts where they start. */
const control = /^\{\{-?\s*(?:if|else|end|with|range|define|block|break|continue|\/\*|\$\w*\s*:?=)/;

/** Column after the `}}` that closes the action at `from`, or -1; `}}` inside its strings does not count. */
function actionEnd(text: string, from: number): number {
  const first = text.indexOf('}}', from);
  if (first === -1) return -1;
  if (/^\{\{-?\s*\/\*/.test(text.slice(from, from + 20))) {
    const comment = text.indexOf('*/', from);
    return comment === -1 ? -1 : after(text, text.indexOf('}}', comment));
  }
  let quote = '';
  for (let i = from; i < text.length; i++) {
    const char = text.charAt(i);
    if (quote !== '') {
      if (char === '\\' && quote === '"') i++;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === '`') quote = char;
    else if (char === '}' && text.charAt(i + 1) === '}') return after(text, i);
  }
  return after(text, first);
}

function after(text: string, at: number): number {
  if (at === -1) return -1;
  return at + (text.startsWith('}}}', at) ? 3 : 2);
}

/**
 * Masks Go template actions. `inside` says that the line starts inside an action; `closesLater` that an action
 * left open at the end of the line is closed further down, else it counts as half typed and ends with the line.
 */
export function maskLine(raw: string, inside: boolean, closesLater: (from: number) => boolean): MaskedLine {
  const bom = raw.charCodeAt(0) === 0xfeff ? 1 : 0;
  const text = withoutTerminator(raw);
  if (!inside && bom === 0 && !raw.includes('{{')) return { text, shift: 0, open: false };
  return maskActions((bom === 1 ? ' ' : '') + text.slice(bom), bom, inside, closesLater);
}

export function withoutTerminator(raw: string): string {
  const length = contentLength(raw);
  return length === raw.length ? raw : raw.slice(0, length);
}

function maskActions(
  line: string,
  bom: number,
  inside: boolean,
  closesLater: (from: number) => boolean,
): MaskedLine {
  let text = '';
  let at = 0;
  let open = false;
  let opaqueOnly = true;
  /** Column of the first of the control actions that stand before anything else. */
  let lead = -1;
  /** Length of the text up to which nothing but control actions and white space follows. */
  let kept = 0;
  if (inside) {
    const close = line.indexOf('}}');
    if (close === -1) return { text: ' '.repeat(line.length), shift: 0, open: true };
    at = after(line, close);
    text = ' '.repeat(at);
  }
  while (at < line.length) {
    const start = line.indexOf('{{', at);
    const plain = line.slice(at, start === -1 ? undefined : start);
    text += plain;
    if (plain.trim() !== '') {
      opaqueOnly = false;
      kept = text.length;
    }
    if (start === -1) break;
    let end = actionEnd(line, start);
    if (end === -1) {
      open = closesLater(start);
      end = line.length;
    }
    const silent = control.test(line.slice(start, start + 40));
    if (silent && text.trim() === '') {
      if (lead === -1) lead = start;
      text += ' '.repeat(end - start);
    } else {
      text += 'x'.repeat(end - start);
      if (!silent) kept = text.length;
    }
    at = end;
  }
  if (opaqueOnly) return { text: ' '.repeat(line.length), shift: bom, open };
  text = text.slice(0, kept) + ' '.repeat(text.length - kept);
  const first = text.length - text.trimStart().length;
  return { text, shift: bom + (lead === -1 ? 0 : first - lead), open };
}
