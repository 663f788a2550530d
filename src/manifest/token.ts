/** Zero-based line and UTF-16 code unit, as the language server protocol counts them. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Half-open: `end` is the first position after the text. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Identity of a Kubernetes object's type. */
export interface ObjectType {
  /** As written, or of the only group that knows the kind where it is missing, templated or half typed. */
  readonly apiVersion: string;
  /** `''` is the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** Where a position is inside a document, whatever the document describes. */
export interface Place {
  /** Steps from the document's root; `[]` stands for an item of a list. */
  readonly path: readonly string[];
  readonly role: 'key' | 'value';
  /** Text of the scalar, or of the scalar that the key has, without quotes; undefined if on several lines. */
  readonly value?: string;
  /** The key or the scalar, with its quotes. */
  readonly range: Range;
  /** The key stands in a column where nothing can stand, so that its path is a guess. */
  readonly displaced?: true;
  /** Counts the documents of the stream from 0. */
  readonly documentIndex: number;
}

/** A key or scalar of a Kubernetes object; `path` starts at the object's own root, also inside a `List`. */
export interface Token extends Place, ObjectType {}
