/** Schedules as the CronJob controller reads them: five fields, descriptors, and `@every` with a duration. */

export interface CronField {
  /** Every value that matches, in order. */
  readonly values: readonly number[];
  /** Every value matches because the field says `*` or `?`. */
  readonly any: boolean;
  /** The step of a field such as `*` + `/5`. */
  readonly step?: number;
}

export interface CronSchedule {
  readonly minute: CronField;
  readonly hour: CronField;
  readonly day: CronField;
  readonly month: CronField;
  readonly weekday: CronField;
}

export type CronFieldName = keyof CronSchedule;

/** What is wrong with a schedule. */
export type CronProblem =
  | { readonly kind: 'fields'; readonly count: number }
  | { readonly kind: 'descriptor' }
  | { readonly kind: 'zone' }
  | { readonly kind: 'value'; readonly field: CronFieldName; readonly text: string }
  | {
      readonly kind: 'range';
      readonly field: CronFieldName;
      readonly text: string;
      readonly min: number;
      readonly max: number;
    };

export type ParsedCron =
  { readonly schedule: CronSchedule } | { readonly every: string } | { readonly problem: CronProblem };

interface Bounds {
  readonly field: CronFieldName;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const bounds: readonly Bounds[] = [
  { field: 'minute', min: 0, max: 59 },
  { field: 'hour', min: 0, max: 23 },
  { field: 'day', min: 1, max: 31 },
  { field: 'month', min: 1, max: 12, names: months },
  { field: 'weekday', min: 0, max: 6, names: weekdays },
];

const descriptors: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

export function parseCron(text: string): ParsedCron {
  if (/^(?:CRON_)?TZ=/.test(text)) return { problem: { kind: 'zone' } };
  if (text.startsWith('@')) {
    const known = Object.hasOwn(descriptors, text) ? descriptors[text] : undefined;
    if (known !== undefined) return parseCron(known);
    return text.startsWith('@every ')
      ? { every: text.slice('@every '.length) }
      : { problem: { kind: 'descriptor' } };
  }
  const fields = text.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== 5) return { problem: { kind: 'fields', count: fields.length } };
  const parsed: CronField[] = [];
  for (const [i, limits] of bounds.entries()) {
    const field = parseField(fields[i] ?? '', limits);
    if ('kind' in field) return { problem: field };
    parsed.push(field);
  }
  const [minute, hour, day, month, weekday] = parsed;
  if (!minute || !hour || !day || !month || !weekday)
    return { problem: { kind: 'fields', count: parsed.length } };
  return { schedule: { minute, hour, day, month, weekday } };
}

function parseField(text: string, limits: Bounds): CronField | CronProblem {
  const values = new Set<number>();
  let any = false;
  let step: number | undefined;
  const ranges = text.split(',').filter((range) => range !== '');
  for (const range of ranges) {
    const found = parseRange(range, limits);
    if ('kind' in found) return found;
    for (const value of found.values) values.add(value);
    any ||= found.any;
    if (ranges.length === 1) step = found.step;
  }
  if (values.size === 0) return { kind: 'value', field: limits.field, text };
  return { values: [...values].sort((a, b) => a - b), any, ...(step !== undefined && { step }) };
}

function parseRange(text: string, { field, min, max, names }: Bounds): CronField | CronProblem {
  const bad: CronProblem = { kind: 'value', field, text };
  const outside: CronProblem = { kind: 'range', field, text, min, max };
  const [range = '', stepText, ...more] = text.split('/');
  const ends = range.split('-');
  if (more.length > 0 || ends.length > 2) return bad;
  const number = (part: string): number | undefined => {
    const named = names?.indexOf(part.toLowerCase()) ?? -1;
    if (named !== -1) return named + min;
    return /^\d{1,6}$/.test(part) ? Number(part) : undefined;
  };
  const star = ends[0] === '*' || ends[0] === '?';
  const from = star ? min : number(ends[0] ?? '');
  const to = star ? max : ends.length === 2 ? number(ends[1] ?? '') : stepText === undefined ? from : max;
  const step = stepText === undefined ? 1 : number(stepText);
  if (from === undefined || to === undefined || step === undefined || step === 0) return bad;
  if (from < min || to > max || from > to) return outside;
  const values: number[] = [];
  for (let value = from; value <= to; value += step) values.push(value);
  // With a step the field counts as restricted, as far as day and weekday are concerned.
  const any = star && step === 1;
  return { values, any, ...(star && step > 1 && { step }) };
}

/** Longest length of each month. */
const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether no day ever matches, such as 30 February. */
export function neverRuns({ day, month, weekday }: CronSchedule): boolean {
  if (!weekday.any || day.any) return false;
  return month.values.every((number) => (day.values[0] ?? 0) > (longest[number - 1] ?? 31));
}

/** Runs of consecutive numbers as pairs, single ones twice. */
export function runs(values: readonly number[]): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  for (const value of values) {
    const last = found.at(-1);
    if (last?.[1] === value - 1) last[1] = value;
    else found.push([value, value]);
  }
  return found;
}
