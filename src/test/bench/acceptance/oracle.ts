import { isAlias, isMap, isScalar, isSeq, parseAllDocuments } from 'yaml';
import type { Node, Pair, ParsedNode } from 'yaml';
import type { Field, Schema } from '../../../schema/schema.ts';

/** What a reader who knows the whole document expects from the hover at an offset. */
export interface Expected {
  readonly offset: number;
  readonly line: number;
  readonly what: 'key' | 'kind' | 'value' | 'label';
  /** A kind of Kubernetes itself, or one of the packages of custom resources. */
  readonly builtIn: boolean;
  readonly apiVersion: string;
  readonly kind: string;
  readonly path: readonly string[];
  readonly field?: Field;
  /** The value, for `value`. */
  readonly value?: string;
}

export interface Reading {
  readonly expected: readonly Expected[];
  /** Keys that stand in objects of known kinds but that the reference does not know. */
  readonly unknown: readonly string[];
}

/**
 * Reads a file with a full parser, which takes its time and needs text without mistakes, and says what the hovers
 * must know. Undefined if the parser finds a mistake.
 */
export function readFile(
  text: string,
  schema: Schema,
  isBuiltIn: (apiVersion: string) => boolean,
): Reading | undefined {
  const expected: Expected[] = [];
  const unknown: string[] = [];
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  const lineOf = (offset: number): number => {
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  let documents;
  try {
    documents = parseAllDocuments(text, { uniqueKeys: false, merge: true, logLevel: 'silent' });
  } catch {
    return undefined;
  }
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return undefined;

  const object = (node: Node | null): void => {
    if (!isMap(node)) return;
    const apiVersion = scalarOf(node.items, 'apiVersion');
    const kind = scalarOf(node.items, 'kind');
    const items = valueOf(node.items, 'items');
    if (kind?.endsWith('List') === true && isSeq(items)) {
      for (const item of items.items) object(item as Node);
    }
    if (apiVersion === undefined || kind === undefined || !schema.knows(apiVersion, kind)) return;
    const common = { apiVersion, kind, builtIn: isBuiltIn(apiVersion) };

    const walk = (map: Node | null, path: readonly string[]): void => {
      if (isAlias(map)) return;
      if (isSeq(map)) {
        for (const item of map.items) {
          const at = [...path, '[]'];
          const field = schema.field(apiVersion, kind, at);
          if (isScalar(item) && field) addValue(item as ParsedNode, at, field);
          walk(item as Node, at);
        }
        return;
      }
      if (!isMap(map)) return;
      for (const pair of map.items as Pair<ParsedNode, ParsedNode | null>[]) {
        const { key, value } = pair;
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (name === '<<') continue;
        const at = [...path, name];
        const [offset] = key.range;
        // What the items of a list hold was read as objects of their own.
        if (path.length === 0 && name === 'items' && kind.endsWith('List')) continue;
        const field = schema.field(apiVersion, kind, at);
        if (at.length === 1 && name === 'kind') {
          if (isScalar(value)) {
            expected.push({
              ...common,
              what: 'kind',
              offset: value.range[0],
              line: lineOf(value.range[0]),
              path: at,
            });
          }
        } else if (!field) {
          if (isInsideKnown(schema, apiVersion, kind, path))
            unknown.push(`${apiVersion} ${kind} ${at.join('.')}`);
        } else if (field.part === 'entry') {
          const labels = /^(?:labels|annotations|matchLabels|nodeSelector|selector)$/.test(path.at(-1) ?? '');
          if (labels && /(?:^|\.)(?:kubernetes\.io|k8s\.io)\//.test(name)) {
            expected.push({ ...common, what: 'label', offset, line: lineOf(offset), path: at, field });
          }
        } else {
          expected.push({ ...common, what: 'key', offset, line: lineOf(offset), path: at, field });
          if (value) addValue(value, at, field);
        }
        walk(value, at);
      }
    };
    const addValue = (value: ParsedNode, path: readonly string[], field: Field): void => {
      if (!isScalar(value) || !field.closed || field.type.outer.length > 0) return;
      const text = String(value.value);
      const { range, type } = value;
      if (type === 'BLOCK_FOLDED' || type === 'BLOCK_LITERAL') return;
      if (!field.values.some((known) => known.value === text)) return;
      // An anchor or tag stands in front of the value.
      expected.push({
        ...common,
        what: 'value',
        offset: range[0],
        line: lineOf(range[0]),
        path,
        field,
        value: text,
      });
    };
    walk(node, []);
  };
  for (const { contents } of documents) object(contents);
  return { expected, unknown };
}

function valueOf(items: readonly Pair[], name: string): unknown {
  return items.find(({ key }) => isScalar(key) && key.value === name)?.value;
}

function scalarOf(items: readonly Pair[], name: string): string | undefined {
  const value = valueOf(items, name);
  return isScalar(value) && typeof value.value === 'string' ? value.value : undefined;
}

/** A key that the API does not know, directly in an object that it knows. */
function isInsideKnown(schema: Schema, apiVersion: string, kind: string, path: readonly string[]): boolean {
  if (path.length === 0) return true;
  const field = schema.field(apiVersion, kind, path);
  return field?.type.inner === 'object' && field.type.outer.length === 0;
}

/**
 * A Helm template as text that a parser accepts: lines of actions alone are blank, an action inside a line is a word
 * of the same length.
 */
export function withoutActions(text: string): string {
  return text
    .replace(/^([ \t]*)\{\{-?\s*\/\*[\s\S]*?\*\/\s*-?\}\}[ \t]*$/gm, (whole) => whole.replace(/[^\n]/g, ' '))
    .replace(/^[ \t]*(?:\{\{(?:[^}]|\}(?!\}))*\}\}[ \t]*)+$/gm, (whole) => whole.replace(/[^\n]/g, ' '))
    .replace(/\{\{(?:[^}"'`]|"(?:[^"\\]|\\.)*"|`[^`]*`|'[^']*'|\}(?!\}))*\}\}/g, (whole) =>
      'x'.repeat(whole.length),
    );
}
