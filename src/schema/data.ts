/**
 * The field reference as the build writes it: everything that repeats stands once and is referred to by its number.
 * `-1` stands for nothing.
 */
export interface PackData {
  /** Paragraphs of API text, Markdown. */
  readonly texts: readonly string[];
  readonly links: readonly string[];
  /** Allowed values, each with the number of its own text. */
  readonly enums: readonly (readonly (readonly [value: string, text: number])[])[];
  readonly fields: readonly FieldRecord[];
  /** Fields of each type, by number. */
  readonly types: readonly (readonly number[])[];
  /** By apiVersion and kind: type, text, link and the text on its deprecation. */
  readonly kinds: Readonly<Record<string, Readonly<Record<string, KindRecord>>>>;
}

/**
 * `type` is a run of `[` (list of) and `{` (map of), then what is in them:
 * `s` string, `i` integer, `f` number, `b` boolean, `q` quantity, `t` time, `d` duration, `x` integer or string,
 * `a` anything, `e` and the number of an enumeration, `E` likewise where other values are right too, `o` and the number of a type, `P` and the name of another
 * pack, `:` and the number of a type in it.
 */
export type FieldRecord = readonly [
  name: string,
  type: string,
  text: number,
  link: number,
  deprecation: number,
  /** 1 if the API server insists on it. */
  required: 0 | 1,
  /** `deprecated 1.24`, `removed 1.31`: the state, and since which version, where that is known. */
  status?: string,
];

export type KindRecord = readonly [type: number, text: number, link: number, deprecation: number];

/** Which pack holds a kind, and which packs that one refers to. */
export interface IndexData {
  readonly kinds: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly uses: Readonly<Record<string, readonly string[]>>;
}
