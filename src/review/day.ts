/** The user's wall clock, passed in so that the core needs neither `Date` nor a time zone. */
export interface Calendar {
  /** Local hour at which a review day begins, 0 to 23; 4 by default, so that a late night counts as the day before. */
  readonly rolloverHour: number;
  /** Minutes east of UTC at an instant (epoch milliseconds); with `Date`: `-new Date(t).getTimezoneOffset()`. */
  readonly offset: (time: number) => number;
}

const msPerMinute = 60_000;
const msPerHour = 60 * msPerMinute;
export const msPerDay = 24 * msPerHour;

export const defaultRolloverHour = 4;

/** Review day of an instant: days since 1970-01-01 on the user's calendar, a day beginning at the roll-over hour. */
export function reviewDay(time: number, calendar: Calendar): number {
  const local = time + calendar.offset(time) * msPerMinute;
  return Math.floor((local - calendar.rolloverHour * msPerHour) / msPerDay);
}

/** Instant (epoch milliseconds) at which a review day begins. */
export function startOfDay(day: number, calendar: Calendar): number {
  const local = day * msPerDay + calendar.rolloverHour * msPerHour;
  const before = calendar.offset(local - msPerDay);
  const after = calendar.offset(local + msPerDay);
  const earliest = local - Math.max(before, after) * msPerMinute;
  if (before === after) return earliest;
  // Near a change of the clocks: the hour may come twice (the first counts) or not at all (the change counts).
  const exists = earliest + calendar.offset(earliest) * msPerMinute === local;
  return exists ? earliest : local - Math.min(before, after) * msPerMinute;
}

/** Remembers the start of days, for loops over many cards. */
export function dayStarts(calendar: Calendar): (day: number) => number {
  const known = new Map<number, number>();
  return (day) => {
    let start = known.get(day);
    if (start === undefined) known.set(day, (start = startOfDay(day, calendar)));
    return start;
  };
}
