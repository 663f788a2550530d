type ArrayType = Float64ArrayConstructor | Int32ArrayConstructor | Uint8ArrayConstructor;

/** The columns of a table and their types. */
export type ColumnTypes = Readonly<Record<string, ArrayType>>;

/** A table of numbers, one typed array a column, so that a million events cost tens of megabytes. */
export type Columns<T extends ColumnTypes> = {
  readonly [K in keyof T]: T[K] extends Float64ArrayConstructor
    ? Float64Array<ArrayBuffer>
    : T[K] extends Int32ArrayConstructor
      ? Int32Array<ArrayBuffer>
      : Uint8Array<ArrayBuffer>;
};

/** Columns of `capacity` rows of zeros, with the rows of `old` at their beginning. */
export function makeColumns<T extends ColumnTypes>(types: T, capacity: number, old?: Columns<T>): Columns<T> {
  const entries = Object.entries(types).map(([name, type]) => {
    const column = new type(capacity);
    if (old) column.set(old[name] as Float64Array);
    return [name, column] as const;
  });
  return Object.fromEntries(entries) as unknown as Columns<T>;
}

export type ColumnArray = Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** Columns that lie in `buffer`; `next` tells for each in turn where, given the size of its items in bytes. */
export function viewColumns<T extends ColumnTypes>(
  types: T,
  buffer: ArrayBuffer,
  next: (bytesPerItem: number) => { readonly at: number; readonly length: number },
): Columns<T> {
  const entries = Object.entries(types).map(([name, type]) => {
    const { at, length } = next(type.BYTES_PER_ELEMENT);
    return [name, new type(buffer, at, length)] as const;
  });
  return Object.fromEntries(entries) as unknown as Columns<T>;
}
