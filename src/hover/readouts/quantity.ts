/** A quantity of the Kubernetes API, exact, in units of 10^-9, as fine as the API keeps it. */
export interface Quantity {
  readonly nano: bigint;
  /** As written; `''` where there is none. */
  readonly suffix: string;
}

const one = 1_000_000_000n;

const suffixes: Readonly<Record<string, bigint>> = {
  n: 1n,
  u: 1_000n,
  m: 1_000_000n,
  '': one,
  k: 1_000n * one,
  M: 1_000_000n * one,
  G: 1_000_000_000n * one,
  T: 10n ** 12n * one,
  P: 10n ** 15n * one,
  E: 10n ** 18n * one,
  Ki: 2n ** 10n * one,
  Mi: 2n ** 20n * one,
  Gi: 2n ** 30n * one,
  Ti: 2n ** 40n * one,
  Pi: 2n ** 50n * one,
  Ei: 2n ** 60n * one,
};

const grammar = /^([+-]?)(\d*)(?:\.(\d*))?(?:([eE])([+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/;

/** Reads a quantity as the API does, which rounds up what is finer than 10^-9; undefined if it is none. */
export function parseQuantity(text: string): Quantity | undefined {
  const match = text.length > 60 ? null : grammar.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', , exponent, suffix = ''] = match;
  if (whole === '' && fraction === '') return undefined;
  let numerator = BigInt(whole + fraction);
  let denominator = 10n ** BigInt(fraction.length);
  if (exponent === undefined) numerator *= suffixes[suffix] ?? one;
  else {
    const power = Number(exponent);
    if (Math.abs(power) > 40) return undefined;
    numerator *= one;
    if (power >= 0) numerator *= 10n ** BigInt(power);
    else denominator *= 10n ** BigInt(-power);
  }
  const nano = (numerator + denominator - 1n) / denominator;
  return { nano: sign === '-' ? -nano : nano, suffix };
}

/** `Mi` for `mb`, `MB` or `MiB`: what somebody means who writes a quantity as in prose. */
export function intendedSuffix(text: string): string | undefined {
  const match = /^[+-]?\d+(?:\.\d+)?\s*([kmgtpe])?(i)?(b|bytes?)?$/i.exec(text);
  if (match === null) return undefined;
  const [, letter, binary, bytes] = match;
  if (letter === undefined) return bytes === undefined ? undefined : '';
  const upper = letter.toUpperCase();
  return binary === undefined ? (upper === 'K' ? 'k' : upper) : `${upper}i`;
}

/** A number in units of `unit`, with three digits after the point at most and as many commas as it takes. */
export function formatAmount(nano: bigint, unit: bigint = one, digits = 3): string {
  const scale = 10n ** BigInt(digits);
  const negative = nano < 0n;
  const scaled = ((negative ? -nano : nano) * scale * 2n + unit) / (unit * 2n);
  const whole = (scaled / scale).toString().replace(/\B(?=(?:\d{3})+$)/g, ',');
  const fraction = (scaled % scale).toString().padStart(digits, '0').replace(/0+$/, '');
  return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Units of a suffix, in 10^-9. */
export function unitOf(suffix: string): bigint {
  return suffixes[suffix] ?? one;
}

/** The largest of some suffixes that an amount has at least one of. */
export function fittingSuffix(nano: bigint, family: 'binary' | 'decimal'): string {
  const candidates =
    family === 'binary' ? ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki'] : ['E', 'P', 'T', 'G', 'M', 'k'];
  return candidates.find((suffix) => nano >= unitOf(suffix)) ?? '';
}
