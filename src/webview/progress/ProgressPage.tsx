import { useEffect, useState } from 'preact/hooks';
import type { Translate } from '../../l10n/translate.ts';
import type { ProgressView } from '../../quiz/progressView.ts';
import { HeatMap } from './HeatMap.tsx';
import { Plot, type Series } from './Plot.tsx';
import { Readiness } from './Readiness.tsx';

interface Props {
  view: ProgressView;
  t: Translate;
  locale: string;
  quiz: (topic: string) => void;
}

/** Days of time spent that are plotted. */
const daysOfTime = 30;

/** Counts up when the theme changes, so that plots take the new colours. */
function useTheme(): number {
  const [theme, setTheme] = useState(0);
  useEffect(() => {
    const observer = new MutationObserver(() => {
      setTheme((before) => before + 1);
    });
    observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
    return () => {
      observer.disconnect();
    };
  }, []);
  return theme;
}

/** All plots, each with the table behind it. */
export function ProgressPage({ view, t, locale, quiz }: Props) {
  const theme = useTheme();
  const percent = (value: number | undefined): string =>
    value === undefined ? '–' : `${String(Math.round(value * 100))} %`;
  const forecast: Series = {
    kind: 'bars',
    name: t('Cards due'),
    values: view.forecast.map(({ due }) => due),
  };
  const measured: Series = {
    kind: 'line',
    name: t('Measured'),
    values: view.weeks.map(({ retention }) => (retention === undefined ? null : retention * 100)),
  };
  const target: Series = {
    kind: 'target',
    name: t('Target'),
    values: view.weeks.map(() => view.target * 100),
  };
  const recent = view.days.slice(-daysOfTime);
  const spent: Series = {
    kind: 'bars',
    name: t('Minutes'),
    values: recent.map(({ minutes }) => Math.round(minutes * 10) / 10),
  };
  return (
    <div class="progress">
      <main tabIndex={-1}>
        <h1>{t('Progress')}</h1>
        <ul class="headlines">
          {view.headlines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <Plot
          title={t('What falls due in the next 30 days')}
          dates={view.forecast.map(({ date }) => date)}
          series={[forecast]}
          columns={[t('Day'), t('Cards due')]}
          rows={view.forecast.map(({ date, due }) => [date, String(due)])}
          {...{ t, locale, theme }}
        />
        <HeatMap days={view.days} t={t} locale={locale} />
        <Plot
          title={t('Retention by week, against the target')}
          dates={view.weeks.map(({ date }) => date)}
          series={[measured, target]}
          unit="%"
          range={[0, 100]}
          columns={[t('Week of'), t('Known'), t('Asked after a night or more')]}
          rows={view.weeks.map(({ date, retention, asked }) => [date, percent(retention), String(asked)])}
          {...{ t, locale, theme }}
        />
        <Plot
          title={t('Minutes by day')}
          dates={recent.map(({ date }) => date)}
          series={[spent]}
          columns={[t('Day'), t('Minutes')]}
          rows={recent.map(({ date, minutes }) => [date, String(Math.round(minutes * 10) / 10)])}
          {...{ t, locale, theme }}
        />
        <Readiness topics={view.topics} lang={view.lang} t={t} quiz={quiz} />
      </main>
    </div>
  );
}
