import type { Translate } from '../../l10n/translate.ts';
import { codeSpan } from '../inlineMarkdown.ts';
import { fittingSuffix, formatAmount, intendedSuffix, parseQuantity, unitOf } from './quantity.ts';
import type { Quantity } from './quantity.ts';

/** What a quantity measures. */
export type Measure = 'cpu' | 'bytes' | 'number' | 'count';

const one = unitOf('');
const milli = unitOf('m');

/** Whole cores that nobody asks for in one container: a forgotten `m`. */
const absurdCores = 100n * one;
/** Bytes without a suffix that no process fits into: a forgotten `Mi`. */
const absurdBytes = unitOf('Mi');

/** A quantity in words; undefined where the text is a template or says nothing that needs words. */
export function quantityReadout(
  text: string,
  measure: Measure,
  limit: boolean,
  t: Translate,
): string | undefined {
  if (text === '' || /[{}$]/.test(text)) return undefined;
  const quantity = parseQuantity(text);
  if (quantity === undefined) return invalid(text, t);
  if (quantity.nano < 0n) return t('{0} is negative, which no amount of a resource can be.', codeSpan(text));
  switch (measure) {
    case 'cpu':
      return cpu(text, quantity, limit, t);
    case 'bytes':
      return bytes(text, quantity, t);
    case 'count':
      return quantity.nano % one === 0n
        ? undefined
        : t('⚠ {0} is no whole number, which this resource needs.', codeSpan(text));
    case 'number':
      return quantity.suffix === '' && !/[eE]/.test(text)
        ? undefined
        : `${codeSpan(text)} = ${formatAmount(quantity.nano)}`;
  }
}

function invalid(text: string, t: Translate): string {
  const suffix = intendedSuffix(text);
  if (suffix === undefined || suffix === '') {
    return t(
      '⚠ {0} is no quantity. The suffixes are `m`, `k M G T P E` and `Ki Mi Gi Ti Pi Ei`.',
      codeSpan(text),
    );
  }
  const amount = /^[+-]?[\d.]+/.exec(text)?.[0] ?? '';
  const binary = suffix.endsWith('i') ? suffix : `${suffix.toUpperCase()}i`;
  const decimal = binary === 'Ki' ? 'k' : binary.slice(0, -1);
  return t(
    '⚠ {0} is no quantity. Write {1} or {2}.',
    codeSpan(text),
    codeSpan(amount + binary),
    codeSpan(amount + decimal),
  );
}

function cpu(text: string, { nano, suffix }: Quantity, limit: boolean, t: Translate): string {
  const code = codeSpan(text);
  if (nano === 0n) return t('{0} = nothing', code);
  if (nano % milli !== 0n)
    return t('⚠ {0} is finer than `1m`, a thousandth of a core, and is refused.', code);
  const cores = coresInWords(nano, t);
  if (suffix === '' && nano >= absurdCores) {
    const meant = `${text}m`;
    return t('⚠ {0} is {1}. {2} would be {3}.', code, cores, codeSpan(meant), coresInWords(nano / 1000n, t));
  }
  if (/[kMGTPE]|i$/.test(suffix)) return t('⚠ {0} is {1}: a suffix for bytes on a CPU.', code, cores);
  const other = suffix === 'm' ? formatAmount(nano) : `${formatAmount(nano, milli)}m`;
  const plain = other.replaceAll(',', '');
  // Where the words hold the number there is nothing to add.
  const same = cores.includes(plain) || (nano % one === 0n && suffix === '') ? '' : ` (${codeSpan(plain)})`;
  const said = `${code} = ${cores}${same}`;
  if (!limit) return said;
  // The kubelet's default period is 100 ms.
  const quota = formatAmount(nano / 10n, milli);
  return t('{0}. As a limit: {1} ms of CPU time in every 100 ms, then throttled.', said, quota);
}

function coresInWords(nano: bigint, t: Translate): string {
  switch (nano / milli) {
    case 100n:
      return t('a tenth of a core');
    case 200n:
      return t('a fifth of a core');
    case 250n:
      return t('a quarter of a core');
    case 500n:
      return t('half a core');
    case 750n:
      return t('three quarters of a core');
    case 1000n:
      return t('1 core');
  }
  return t('{0} cores', formatAmount(nano));
}

function bytes(text: string, { nano, suffix }: Quantity, t: Translate): string {
  const code = codeSpan(text);
  if (nano === 0n) return t('{0} = nothing', code);
  if (suffix === 'm' || suffix === 'u' || suffix === 'n') {
    const meant = codeSpan(`${text.slice(0, -1)}Mi`);
    return t(
      '⚠ {0} is {1} bytes: `m` means a thousandth. {2} is probably meant.',
      code,
      formatAmount(nano),
      meant,
    );
  }
  if (nano % one !== 0n)
    return t('⚠ {0} is {1} bytes, and a byte cannot be divided.', code, formatAmount(nano));
  if (nano < absurdBytes && suffix === '') {
    return t('⚠ {0} is {1} bytes. A suffix such as `Mi` is probably missing.', code, formatAmount(nano));
  }
  if (suffix.endsWith('i')) {
    const decimal = fittingSuffix(nano, 'decimal');
    return `${code} = ${formatAmount(nano, unitOf(suffix))} ${suffix}B (${formatAmount(nano, unitOf(decimal), 2)} ${decimal}B)`;
  }
  const decimal = fittingSuffix(nano, 'decimal');
  const binary = fittingSuffix(nano, 'binary');
  const amount = formatAmount(nano, unitOf(binary), 2);
  const said = `${code} = ${formatAmount(nano, unitOf(decimal), 2)} ${decimal}B = ${amount} ${binary}B`;
  if (!/^[MGTPE]$/.test(suffix)) return said;
  const more = formatAmount(unitOf(`${suffix}i`) * 100n - unitOf(suffix) * 100n, unitOf(suffix), 0);
  return t('{0}. {1} would be {2} % more.', said, codeSpan(`${text}i`), more);
}
