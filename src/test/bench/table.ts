import type { BenchRow } from './types.ts';

/** Rows as aligned text: figure, bound, and the peer with the ratio to it. */
export function table(rows: readonly BenchRow[]): string {
  const width = Math.max(...rows.map(({ name }) => name.length));
  return rows
    .map(({ name, value, unit, target, baseline }) => {
      const bound = target === undefined ? '' : `  (bound ${String(target)} ${unit})`;
      const ratio = baseline === undefined ? 0 : value / baseline.value;
      const peer =
        baseline === undefined
          ? ''
          : `  ${ratio.toPrecision(3)} x ${baseline.name} (${figure(baseline.value)} ${unit})`;
      return `  ${name.padEnd(width)} ${figure(value).padStart(9)} ${unit}${bound}${peer}`;
    })
    .join('\n');
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
