import type { Translate } from '../../l10n/translate.ts';
import { codeSpan } from '../inlineMarkdown.ts';

/** `go`: of Go's library, `gateway`: of the Gateway API (GEP-2257), `prometheus`: with days, weeks and years. */
export type DurationFormat = 'go' | 'gateway' | 'prometheus';

/** Milliseconds of a unit. */
const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

const grammars: Readonly<Record<DurationFormat, RegExp>> = {
  go: /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/,
  gateway: /^(?:\d{1,5}(?:h|ms|m|s)){1,4}$/,
  prometheus: /^(?:0|(?=\d)(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?(?:\d+ms)?)$/,
};

/** Milliseconds, or undefined if the text is no duration of the format. */
export function parseDuration(text: string, format: DurationFormat): number | undefined {
  if (text.length > 60 || !grammars[format].test(text)) return undefined;
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h|d|w|y)/g)) {
    sum += Number(amount) * (units[unit ?? ''] ?? 0);
  }
  return text.startsWith('-') ? -sum : sum;
}

/** A duration in words, such as `1 hour 30 minutes`. */
export function durationInWords(milliseconds: number, t: Translate): string {
  let rest = Math.round(Math.abs(milliseconds));
  if (rest === 0) return milliseconds === 0 ? t('{0} seconds', 0) : t('{0} milliseconds', milliseconds);
  const take = (unit: number): number => {
    const count = Math.floor(rest / unit);
    rest -= count * unit;
    return count;
  };
  const days = take(86_400_000);
  const hours = take(3_600_000);
  const minutes = take(60_000);
  const seconds = take(1000);
  const parts: string[] = [];
  if (days > 0) parts.push(days === 1 ? t('1 day') : t('{0} days', days));
  if (hours > 0) parts.push(hours === 1 ? t('1 hour') : t('{0} hours', hours));
  if (minutes > 0) parts.push(minutes === 1 ? t('1 minute') : t('{0} minutes', minutes));
  if (seconds > 0) parts.push(seconds === 1 ? t('1 second') : t('{0} seconds', seconds));
  if (rest > 0) parts.push(t('{0} milliseconds', rest));
  return `${milliseconds < 0 ? '-' : ''}${parts.join(' ')}`;
}

/** What a duration says, or why it is none. */
export function durationReadout(text: string, format: DurationFormat, t: Translate): string | undefined {
  if (text === '' || /[{}$]/.test(text)) return undefined;
  const code = codeSpan(text);
  const milliseconds = parseDuration(text, format);
  if (milliseconds !== undefined) return `${code} = ${durationInWords(milliseconds, t)}`;
  const longer = format === 'prometheus' ? undefined : parseDuration(text, 'prometheus');
  if (longer !== undefined && /[dwy]/.test(text)) {
    const hours = `${Math.floor(longer / 3_600_000)}h`;
    return t('⚠ {0} is no duration here: the longest unit is `h`. Write {1}.', code, codeSpan(hours));
  }
  if (/^\d+(?:\.\d+)?$/.test(text))
    return t('⚠ {0} is no duration: the unit is missing. Write {1}.', code, codeSpan(`${text}s`));
  return format === 'prometheus'
    ? t('⚠ {0} is no duration. It takes numbers with `y w d h m s ms`, the longest first.', code)
    : t('⚠ {0} is no duration. It takes numbers with `h`, `m`, `s` or `ms`, such as `1h30m`.', code);
}

/** Seconds in words, from a minute on: fewer say enough as they are. */
export function secondsReadout(text: string, t: Translate): string | undefined {
  if (!/^\d{1,10}$/.test(text) || Number(text) < 60) return undefined;
  return t('{0} seconds = {1}', codeSpan(text), durationInWords(Number(text) * 1000, t));
}
