/** One measured figure; `baseline` is measured in the same run, on the same input, by the peer that the name tells. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 'µs' | 'MB' | 'KB' | '%' | 'per s';
  /** The bound that the project set itself; smaller is better unless the unit is `%` or `per s`. */
  readonly target?: number;
  readonly baseline?: { readonly name: string; readonly value: number };
}
