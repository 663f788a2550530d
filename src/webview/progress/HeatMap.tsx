import { useState } from 'preact/hooks';
import type { Translate } from '../../l10n/translate.ts';
import type { PastDay } from '../../quiz/progressView.ts';
import { DataTable } from './DataTable.tsx';

const cell = 13;
const gap = 3;
const left = 34;
const top = 18;

type Measure = 'reviews' | 'retention';

/** How strong a day is shown, 0 (nothing) to 4. */
function level(day: PastDay, measure: Measure, most: number): number {
  if (measure === 'reviews') return day.reviews === 0 ? 0 : Math.max(1, Math.ceil((day.reviews / most) * 4));
  if (day.retention === undefined) return 0;
  return day.retention < 0.7 ? 1 : day.retention < 0.8 ? 2 : day.retention < 0.9 ? 3 : 4;
}

/** Half a year by day, one column a week. */
export function HeatMap({ days, t, locale }: { days: readonly PastDay[]; t: Translate; locale: string }) {
  const [measure, setMeasure] = useState<Measure>('reviews');
  const weeks = Math.ceil(days.length / 7);
  const most = Math.max(1, ...days.map(({ reviews }) => reviews));
  const month = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  const percent = ({ retention }: PastDay): string =>
    retention === undefined ? '–' : `${String(Math.round(retention * 100))} %`;
  const title = t('The last 26 weeks, day by day');
  const active = days.filter(({ reviews }) => reviews > 0);
  return (
    <section class="plot" aria-labelledby="heat-title">
      <h2 id="heat-title">{title}</h2>
      <div class="choose" role="group" aria-label={t('What the squares show')}>
        {(['reviews', 'retention'] as const).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={measure === one}
            onClick={() => {
              setMeasure(one);
            }}
          >
            {one === 'reviews' ? t('Answers') : t('Retention')}
          </button>
        ))}
      </div>
      <div class="heat">
        <svg
          role="img"
          aria-label={t('{0}; the table has the figures', title)}
          width={left + weeks * (cell + gap)}
          height={top + 7 * (cell + gap)}
        >
          {[0, 2, 4].map((row) => (
            <text key={row} x={0} y={top + row * (cell + gap) + cell - 2}>
              {weekday.format(Date.parse(days[row]?.date ?? '2026-01-05'))}
            </text>
          ))}
          {days.map((day, index) => {
            const week = Math.floor(index / 7);
            const x = left + week * (cell + gap);
            const y = top + (index % 7) * (cell + gap);
            const before = days[index - 7]?.date.slice(5, 7);
            const first = index % 7 === 0 && (index === 0 || before !== day.date.slice(5, 7));
            return (
              <g key={day.date}>
                {first && week < weeks - 1 && (
                  <text x={x} y={11}>
                    {month.format(Date.parse(day.date))}
                  </text>
                )}
                <rect
                  x={x}
                  y={y}
                  width={cell}
                  height={cell}
                  rx={2}
                  class={`level-${String(level(day, measure, most))}`}
                >
                  <title>{`${day.date}: ${String(day.reviews)}, ${percent(day)}`}</title>
                </rect>
              </g>
            );
          })}
        </svg>
      </div>
      <p class="hint">
        {measure === 'reviews'
          ? t('The fuller a square, the more answers; most on one day: {0}.', most)
          : t('The fuller a square, the more was still known: under 70 %, 80 %, 90 %, or more.')}
      </p>
      <DataTable
        title={title}
        columns={[t('Day'), t('Answers'), t('Known'), t('Minutes')]}
        rows={active.map((day) => [
          day.date,
          String(day.reviews),
          percent(day),
          String(Math.round(day.minutes)),
        ])}
        t={t}
      />
    </section>
  );
}
