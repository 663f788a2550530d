import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { Translate } from '../../l10n/translate.ts';
import { DataTable } from './DataTable.tsx';

export interface Series {
  readonly kind: 'bars' | 'line' | 'target';
  readonly name: string;
  readonly values: readonly (number | null)[];
}

const height = 180;
/** Half a day in seconds, and a little. */
const half = 46_000;

/** A plot over days, in the colours of the theme, with its table. */
export function Plot(props: {
  title: string;
  dates: readonly string[];
  series: readonly Series[];
  unit?: string;
  range?: readonly [number, number];
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  t: Translate;
  locale: string;
  theme: number;
}) {
  const { title, dates, series, unit = '', range, t, locale, theme } = props;
  const place = useRef<HTMLDivElement>(null);
  const isEmpty = series.every(
    ({ kind, values }) => kind === 'target' || values.every((value) => value === null || value === 0),
  );
  useEffect(() => {
    const box = place.current;
    if (box === null || isEmpty) return undefined;
    const data: uPlot.AlignedData = [
      dates.map((date) => Date.parse(date) / 1000),
      ...series.map(({ values }) => [...values]),
    ];
    const plot = new uPlot(options(box, series, unit, range, locale), data, box);
    const observer = new ResizeObserver(() => {
      plot.setSize({ width: box.clientWidth, height });
    });
    observer.observe(box);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [dates, series, unit, range, locale, theme, isEmpty]);
  const heading = `plot-${title.replace(/\W+/g, '-')}`;
  return (
    <section class="plot" aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      {isEmpty ? (
        <p class="hint">{t('Nothing to show yet.')}</p>
      ) : (
        <>
          {series.length > 1 && (
            <p class="hint legend" aria-hidden="true">
              {series.map(({ kind, name }) => (
                <span key={name} class={kind}>
                  {name}
                </span>
              ))}
            </p>
          )}
          <div
            ref={place}
            class="canvas"
            role="img"
            aria-label={t('{0}; the table has the figures', title)}
          />
        </>
      )}
      <DataTable title={title} columns={props.columns} rows={props.rows} t={t} />
    </section>
  );
}

function options(
  box: HTMLElement,
  series: readonly Series[],
  unit: string,
  range: readonly [number, number] | undefined,
  locale: string,
): uPlot.Options {
  const style = getComputedStyle(document.body);
  const color = (name: string, otherwise: string): string => style.getPropertyValue(name).trim() || otherwise;
  const text = color('--vscode-foreground', '#888');
  const lines = color('--vscode-widget-border', color('--vscode-contrastBorder', '#8884'));
  const accent = color('--vscode-charts-blue', text);
  const font = `12px ${style.fontFamily}`;
  const day = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' });
  const axis = { stroke: text, font, grid: { stroke: lines, width: 1 }, ticks: { stroke: lines, width: 1 } };
  return {
    width: box.clientWidth,
    height,
    legend: { show: false },
    cursor: { show: false },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
    scales: {
      // Room for half a bar at both ends.
      x: {
        range: (_plot, low, high) =>
          series.some(({ kind }) => kind === 'bars') ? [low - half, high + half] : [low, high],
      },
      y: {
        range: (_plot, _low, high) =>
          range === undefined ? [0, Math.max(5, Math.ceil(high * 1.1))] : [range[0], range[1]],
      },
    },
    axes: [
      { ...axis, values: (_plot, seconds) => seconds.map((second) => day.format(second * 1000)) },
      {
        ...axis,
        size: 56,
        values: (_plot, values) =>
          values.map((value) => (Number.isInteger(value) ? `${String(value)} ${unit}` : '')),
      },
    ],
    series: [
      {},
      ...series.map(({ kind }): uPlot.Series => {
        if (kind === 'bars') {
          const paths = uPlot.paths.bars?.({ size: [0.7, 32] });
          return { stroke: accent, fill: accent, points: { show: false }, ...(paths ? { paths } : {}) };
        }
        return kind === 'target'
          ? { stroke: text, width: 1, dash: [6, 4], points: { show: false } }
          : { stroke: accent, width: 2, spanGaps: true, points: { show: true, size: 6, fill: accent } };
      }),
    ],
  };
}
