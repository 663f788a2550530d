import type { Translate } from '../../l10n/translate.ts';
import { codeSpan, plainText } from '../inlineMarkdown.ts';
import { neverRuns, parseCron, runs } from './cron.ts';
import type { CronField, CronFieldName, CronProblem, CronSchedule } from './cron.ts';
import { durationInWords, parseDuration } from './duration.ts';

/** Whose clock a schedule goes by: that of the field `timeZone`, or of whatever runs the controller. */
export interface CronZone {
  readonly timeZone?: string;
  /** The kind has a `timeZone` field and the controller's own zone is that of kube-controller-manager. */
  readonly cronJob: boolean;
}

/** A schedule in words, with what is easily missed about it. */
export function cronReadout(text: string, zone: CronZone, t: Translate): string | undefined {
  if (text.trim() === '' || text.includes('{{') || text.includes('$')) return undefined;
  const code = codeSpan(text);
  const parsed = parseCron(text);
  if ('problem' in parsed) return t('⚠ {0}: {1}', code, problemInWords(parsed.problem, t));
  if ('every' in parsed) {
    const milliseconds = parseDuration(parsed.every, 'go');
    if (milliseconds === undefined || milliseconds <= 0) {
      return t('⚠ {0}: {1}', code, t('after `@every` comes a duration such as `1h30m`.'));
    }
    const every = t('every {0}, counted from the last run', durationInWords(milliseconds, t));
    return t('{0}: {1}.', code, every);
  }
  const { schedule } = parsed;
  const where = zoneInWords(zone, t);
  const words = scheduleInWords(schedule, t) + (where === '' ? '' : t(', {0}', where));
  const lines = [t('{0}: {1}.', code, words)];
  if (!schedule.day.any && !schedule.weekday.any) {
    lines.push(t('⚠ Day and weekday are both given: either one is enough.'));
  }
  if (neverRuns(schedule)) lines.push(t('⚠ There is no such day: it never runs.'));
  const uneven = unevenStep(schedule);
  if (uneven !== undefined)
    lines.push(t('⚠ {0} does not divide evenly: the last gap is shorter.', codeSpan(uneven)));
  return lines.join(' ');
}

/** A time zone as the API takes it. */
export function timeZoneReadout(text: string, t: Translate): string | undefined {
  if (text === '' || text.includes('{{')) return undefined;
  if (isTimeZone(text)) return undefined;
  return t(
    '⚠ {0} is no time zone of the IANA database, such as `Asia/Shanghai` or `Etc/UTC`.',
    codeSpan(text),
  );
}

function isTimeZone(name: string): boolean {
  // Offsets are no names, and the zone of whoever runs the controller is refused.
  if (/^[+-]|^local$/i.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function zoneInWords({ timeZone, cronJob }: CronZone, t: Translate): string {
  if (timeZone !== undefined && timeZone !== '') return t('{0} time', plainText(timeZone));
  return cronJob ? t('in the time zone of kube-controller-manager, mostly UTC') : '';
}

function problemInWords(problem: CronProblem, t: Translate): string {
  switch (problem.kind) {
    case 'fields':
      return problem.count === 6
        ? t('six fields, but there are no seconds here: minute, hour, day, month, weekday.')
        : t('{0} fields instead of five: minute, hour, day, month, weekday.', problem.count);
    case 'descriptor':
      return t(
        'known are `@yearly`, `@monthly`, `@weekly`, `@daily`, `@hourly` and `@every` with a duration.',
      );
    case 'zone':
      return t('a time zone in the schedule is refused; it belongs into `timeZone`.');
    case 'value':
      return t(
        '{0} cannot be read in the field for the {1}.',
        codeSpan(problem.text),
        fieldName(problem.field, t),
      );
    case 'range': {
      const { text, field, min, max } = problem;
      // Other crons take 7 for Sunday.
      if (field === 'weekday' && /^(?:\d-)?7$/.test(text))
        return t('weekdays are 0 to 6; Sunday is 0, not 7.');
      return t(
        '{0} is not within {1} to {2}, the values for the {3}.',
        codeSpan(text),
        min,
        max,
        fieldName(field, t),
      );
    }
  }
}

function fieldName(field: CronFieldName, t: Translate): string {
  switch (field) {
    case 'minute':
      return t('minute');
    case 'hour':
      return t('hour');
    case 'day':
      return t('day of the month');
    case 'month':
      return t('month');
    case 'weekday':
      return t('weekday');
  }
}

function scheduleInWords(schedule: CronSchedule, t: Translate): string {
  const time = timeInWords(schedule, t);
  const days = daysInWords(schedule, t);
  const month = schedule.month.any ? '' : monthsInWords(schedule.month, t);
  if (days === '') return month === '' ? time : t('{0}, in {1}', time, month);
  return month === '' ? t('{0} {1}', time, days) : t('{0} {1}, in {2}', time, days, month);
}

/** Most times of day that are listed one by one. */
const maxTimes = 6;

function timeInWords({ minute, hour, day, weekday }: CronSchedule, t: Translate): string {
  const everyDay = day.any && weekday.any;
  if (hour.any || hour.values.length === 24) {
    if (minute.values.length === 60) return t('every minute');
    if (minute.step !== undefined && 60 % minute.step === 0) return t('every {0} minutes', minute.step);
    if (minute.values.length === 1 && minute.values[0] === 0) return t('every hour on the hour');
    return t('every hour at minute {0}', numbers(minute, t));
  }
  const [onlyMinute] = minute.values;
  const single = minute.values.length === 1 ? onlyMinute : undefined;
  if (hour.step !== undefined && 24 % hour.step === 0 && single !== undefined) {
    return single === 0
      ? t('every {0} hours from midnight on', hour.step)
      : t('every {0} hours from {1} on', hour.step, clock(0, single));
  }
  if (minute.values.length * hour.values.length <= maxTimes) {
    const times = hour.values.flatMap((h) => minute.values.map((m) => clock(h, m)));
    return everyDay ? t('every day at {0}', list(times, t)) : t('at {0}', list(times, t));
  }
  const hours = list(
    runs(hour.values).map(([from, to]) => span(clock(from, 0), clock(to, 59), t)),
    t,
  );
  if (minute.values.length === 60) return t('every minute {0}', hours);
  if (minute.step !== undefined && 60 % minute.step === 0) {
    return t('every {0} minutes {1}', minute.step, hours);
  }
  if (single !== undefined) {
    const even = abridged(hour, (value) => clock(value, single), t);
    if (even !== undefined) return everyDay ? t('every day at {0}', even) : t('at {0}', even);
    const ranges = runs(hour.values).map(([from, to]) =>
      from === to ? t('at {0}', clock(from, single)) : span(clock(from, single), clock(to, single), t),
    );
    return t('every hour {0}', list(ranges, t));
  }
  return t('at minute {0} of every hour {1}', numbers(minute, t), hours);
}

function numbers(field: CronField, t: Translate): string {
  return abridged(field, String, t) ?? ranges(field, String, t);
}

/** `1, 3, 5 … 59` for many values at even distances. */
function abridged({ values }: CronField, name: (value: number) => string, t: Translate): string | undefined {
  const [first = 0, second = 0] = values;
  const step = second - first;
  if (values.length <= maxTimes || step === 1) return undefined;
  if (values.some((value, i) => value !== first + i * step)) return undefined;
  return `${values.slice(0, 3).map(name).join(t(', '))} … ${name(values.at(-1) ?? 0)}`;
}

function span(from: string, to: string, t: Translate): string {
  return t('from {0} to {1}', from, to);
}

function clock(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function daysInWords({ day, weekday }: CronSchedule, t: Translate): string {
  const ofMonth = day.any ? '' : t('on day {0} of the month', ranges(day, String, t));
  const ofWeek = weekday.any
    ? ''
    : t(
        'on {0}',
        ranges(weekday, (number) => weekdayName(number, t), t),
      );
  return ofMonth !== '' && ofWeek !== '' ? t('{0} or {1}', ofMonth, ofWeek) : ofMonth + ofWeek;
}

function monthsInWords(month: CronField, t: Translate): string {
  return ranges(month, (number) => monthName(number, t), t);
}

/** Three in a row and more are told by their ends. */
function ranges({ values }: CronField, name: (value: number) => string, t: Translate): string {
  const parts = runs(values).flatMap(([from, to]) =>
    to - from >= 2
      ? [t('{0} to {1}', name(from), name(to))]
      : from === to
        ? [name(from)]
        : [name(from), name(to)],
  );
  return list(parts, t);
}

function list(parts: readonly string[], t: Translate): string {
  if (parts.length < 2) return parts[0] ?? '';
  return t('{0} and {1}', parts.slice(0, -1).join(t(', ')), parts.at(-1) ?? '');
}

function weekdayName(number: number, t: Translate): string {
  return (
    [t('Sunday'), t('Monday'), t('Tuesday'), t('Wednesday'), t('Thursday'), t('Friday'), t('Saturday')][
      number
    ] ?? ''
  );
}

function monthName(number: number, t: Translate): string {
  const names = [
    t('January'),
    t('February'),
    t('March'),
    t('April'),
    t('May'),
    t('June'),
    t('July'),
    t('August'),
    t('September'),
    t('October'),
    t('November'),
    t('December'),
  ];
  return names[number - 1] ?? '';
}

/** The step of a field that its range is no multiple of. */
function unevenStep({ minute, hour }: CronSchedule): string | undefined {
  if (minute.step !== undefined && 60 % minute.step !== 0) return `*/${minute.step}`;
  if (hour.step !== undefined && 24 % hour.step !== 0) return `*/${hour.step}`;
  return undefined;
}
