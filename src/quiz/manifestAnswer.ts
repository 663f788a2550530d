/** Compares manifests by what they mean: order of keys, quotes, styles, comments and anchors do not count. */
import { parseAllDocuments } from 'yaml';

export interface Difference {
  /** Such as `spec.ports[0].port`. */
  readonly path: string;
  /** As one line of JSON; absent where there is nothing. */
  readonly expected?: string;
  readonly found?: string;
}

export interface ManifestComparison {
  /** What the task asked for and is not there. */
  readonly missing: readonly Difference[];
  /** What was changed beyond the task. */
  readonly beyond: readonly Difference[];
  /** Why the text cannot be read, with its 1-based line. */
  readonly error?: { readonly line: number; readonly message: string };
}

const mostAliases = 50;
const mostDifferences = 8;

function read(text: string): {
  readonly documents: readonly unknown[];
  readonly error?: ManifestComparison['error'];
} {
  const parsed = parseAllDocuments(text, { uniqueKeys: true, logLevel: 'silent' });
  const documents = Array.isArray(parsed) ? parsed : [];
  const error = documents.flatMap((document) => document.errors)[0];
  if (error !== undefined) {
    return {
      documents: [],
      error: { line: error.linePos?.[0].line ?? 1, message: error.message.split('\n')[0] ?? '' },
    };
  }
  try {
    const values = documents.map((document) => document.toJS({ maxAliasCount: mostAliases }) as unknown);
    // A document of nothing but a comment is none.
    return { documents: values.filter((value) => value !== null && value !== undefined) };
  } catch (cause) {
    return {
      documents: [],
      error: { line: 1, message: cause instanceof Error ? cause.message : String(cause) },
    };
  }
}

/** Compares what was typed with the solution; what differs where `base` did is what the task was about. */
export function compareManifests(typed: string, expected: string, base: string): ManifestComparison {
  const answer = read(typed);
  if (answer.error !== undefined) return { missing: [], beyond: [], error: answer.error };
  const solution = read(expected).documents;
  const asked = new Set(differences(solution, read(base).documents).map(({ path }) => path));
  const found = differences(solution, answer.documents);
  const isAsked = ({ path }: Difference): boolean =>
    [...asked].some((part) => path === part || isBelow(path, part) || isBelow(part, path));
  return {
    missing: found.filter(isAsked).slice(0, mostDifferences),
    beyond: found.filter((difference) => !isAsked(difference)).slice(0, mostDifferences),
  };
}

function isBelow(path: string, above: string): boolean {
  return path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
}

/** Differences between lists of documents; the number of the document goes into the path where there are several. */
function differences(expected: readonly unknown[], found: readonly unknown[]): Difference[] {
  const several = Math.max(expected.length, found.length) > 1;
  const all: Difference[] = [];
  for (let i = 0; i < Math.max(expected.length, found.length); i += 1) {
    compare(expected[i], found[i], several ? `[${i}]` : '', all);
  }
  return all;
}

function compare(expected: unknown, found: unknown, path: string, all: Difference[]): void {
  if (isMap(expected) && isMap(found)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
      const name = /^[\w-]+$/.test(key) ? key : `["${key}"]`;
      const step = path === '' || name.startsWith('[') ? name : `.${name}`;
      compare(expected[key], found[key], path + step, all);
    }
    return;
  }
  if (Array.isArray(expected) && Array.isArray(found)) {
    for (let i = 0; i < Math.max(expected.length, found.length); i += 1) {
      compare(expected[i], found[i], `${path}[${i}]`, all);
    }
    return;
  }
  // The API server drops fields that are null.
  const [wanted, given] = [shown(expected), shown(found)];
  if (wanted === given) return;
  all.push({
    path,
    ...(wanted === undefined ? {} : { expected: wanted }),
    ...(given === undefined ? {} : { found: given }),
  });
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : JSON.stringify(value);
}
