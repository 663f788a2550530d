import type { Translate } from '../l10n/translate.ts';
import type { Delay } from '../review/scheduler.ts';

const daysPerMonth = 30.44;
const daysPerYear = 365.25;

/** A delay in few characters, for under a button: `10 min`, `3 d`, `2.5 mo`, `1.2 y`. */
export function shortDelay(delay: Delay, t: Translate): string {
  if (delay.minutes > 0 && delay.minutes < 60) return t('{0} min', Math.max(1, Math.round(delay.minutes)));
  if (delay.minutes > 0) return t('{0} h', round(delay.minutes / 60));
  if (delay.days < 31) return t('{0} d', Math.max(1, Math.round(delay.days)));
  if (delay.days < daysPerYear) return t('{0} mo', round(delay.days / daysPerMonth));
  return t('{0} y', round(delay.days / daysPerYear));
}

/** When a card comes back, for a sentence or a table: `in 10 min`, `tomorrow`, `in 3 days`. */
export function whenDue(due: number, now: number, dayOf: (time: number) => number, t: Translate): string {
  const days = dayOf(due) - dayOf(now);
  const minutes = (due - now) / 60_000;
  if (minutes <= 0) return t('now');
  if (days <= 0 || minutes < 60) {
    return minutes < 60
      ? t('in {0} min', Math.max(1, Math.round(minutes)))
      : t('in {0} h', Math.round(minutes / 60));
  }
  if (days === 1) return t('tomorrow');
  if (days < 31) return t('in {0} days', days);
  if (days < daysPerYear) return t('in {0} months', round(days / daysPerMonth));
  return t('in {0} years', round(days / daysPerYear));
}

/** One decimal below ten, none above. */
function round(value: number): number {
  return value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
}
