import type { Translate } from '../../l10n/translate.ts';
import { codeSpan } from '../inlineMarkdown.ts';

/** A file's mode, in whichever base it is written; YAML reads a leading 0 as octal, JSON takes decimal only. */
export function fileModeReadout(text: string, t: Translate): string | undefined {
  const octal = /^0o?([0-7]+)$/.exec(text);
  if (!octal && !/^\d{1,6}$/.test(text)) return undefined;
  const mode = octal ? Number.parseInt(octal[1] ?? '', 8) : Number(text);
  const code = codeSpan(text);
  if (mode > 0o777) {
    // 644 without its leading zero is the usual way to get there.
    return /^[0-7]{3}$/.test(text)
      ? t(
          '⚠ {0} is decimal and above 0777, so that it is refused. Write {1}, in JSON {2}.',
          code,
          codeSpan(`0${text}`),
          codeSpan(String(Number.parseInt(text, 8))),
        )
      : t('⚠ {0} is above 0777 and is refused.', code);
  }
  const written = mode.toString(8).padStart(4, '0');
  const equals = octal ? `${code} = ${mode}` : `${code} = ${codeSpan(written)}`;
  return `${equals}: ${permissions(mode)}`;
}

function permissions(mode: number): string {
  const letters = [6, 3, 0].map((shift) => {
    const bits = (mode >> shift) & 7;
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${bits & 1 ? 'x' : '-'}`;
  });
  return codeSpan(letters.join(''));
}
