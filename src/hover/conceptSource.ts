import type { Concept } from '../deck/types.ts';
import { isToolFile, knownGroups } from '../manifest/kinds.ts';
import type { Token } from '../manifest/token.ts';

/** What is asked about a place in a manifest. An empty path asks about the kind itself. */
export interface ConceptQuery {
  readonly group: string;
  readonly kind: string;
  readonly version?: string;
  readonly path: readonly string[];
  readonly value?: string;
}

/** Finds the concept that is attached most specifically: value over path over kind, a kind over `*`. */
export interface ConceptLookup {
  find(query: ConceptQuery): Concept | undefined;
}

/** A value that a concept explains, and the concept. */
export interface AllowedValue {
  readonly value: string;
  readonly concept: Concept;
}

/** A kind that no concept names, so that only concepts for every kind (`*`) match. */
const anyKind = '';

/** Concepts by token. */
export class ConceptSource {
  private readonly lookup: ConceptLookup;
  /** Concepts of values, by the last step of their paths. */
  private readonly valued = new Map<string, AllowedValue[]>();

  constructor(concepts: readonly Concept[], lookup: ConceptLookup) {
    this.lookup = lookup;
    for (const concept of concepts) {
      for (const { path, value } of concept.attachments) {
        const step = path.at(-1);
        if (value === undefined || step === undefined) continue;
        const values = this.valued.get(step) ?? [];
        values.push({ value, concept });
        this.valued.set(step, values);
      }
    }
  }

  /** The concept for a key or a value; a key also stands for its value where only that has a concept. */
  find(token: Token): Concept | undefined {
    if (token.path.length === 1 && token.path[0] === 'kind') {
      const kind = this.query(token, [], undefined);
      if (kind) return kind;
    }
    if (token.role === 'value') {
      // The text of a block scalar is somebody else's language.
      return token.value === undefined ? undefined : this.query(token, token.path, token.value);
    }
    const key = this.query(token, token.path, undefined);
    return key ?? (token.value === undefined ? undefined : this.query(token, token.path, token.value));
  }

  /**
   * The values that concepts explain at the token's path, in the order of the notes; empty for fewer than two, and
   * where the field takes any text, so that the values of the notes are examples and no enumeration.
   */
  allowedValues(token: Token): readonly AllowedValue[] {
    if (isOpen(token.path)) return [];
    const candidates = this.valued.get(token.path.at(-1) ?? '') ?? [];
    const seen = new Set<string>();
    const allowed = candidates.filter(({ value, concept }) => {
      if (seen.has(value) || this.query(token, token.path, value)?.id !== concept.id) return false;
      seen.add(value);
      return true;
    });
    return allowed.length < 2 || allowed.some(({ value }) => !isEnumerated(value)) ? [] : allowed;
  }

  private query(token: Token, path: readonly string[], value: string | undefined): Concept | undefined {
    const { group, version } = token;
    const kind = token.kind;
    const withValue = value === undefined ? {} : { value };
    const groups = knownGroups(kind);
    if (isToolFile(token)) {
      const concept = this.lookup.find({ group, version, kind, path, ...withValue });
      // What holds for every object holds for none of these.
      return concept?.attachments.some((on) => on.kind === kind && on.group === group) ? concept : undefined;
    }
    // A note that says `Service` means the built-in one, not that of another group.
    if (!groups || groups.has(group)) return this.lookup.find({ group, version, kind, path, ...withValue });
    const concept = this.lookup.find({ group, version, kind, path, ...withValue });
    const named = concept?.attachments.some((on) => on.kind === kind && on.group === group);
    return named ? concept : this.lookup.find({ group, version, kind: anyKind, path, ...withValue });
  }
}

/** Steps that hold names of the user's own choice. */
const openSteps =
  /^(?:name|namespace|key|host|image|path|(?:scheduler|priorityClass|runtimeClass|storageClass|ingressClass|gatewayClass|loadBalancerClass|serviceAccount)(?:Name)?)$/;

/** Whether the field takes any text: metadata, lists of arguments, names. */
function isOpen(path: readonly string[]): boolean {
  const last = path.at(-1) ?? '';
  const list = last === '[]' ? (path.at(-2) ?? '') : '';
  return path.includes('metadata') || list === 'command' || list === 'args' || openSteps.test(last);
}

/** Whether a value looks like one of an enumeration: a word, a number or nothing, no flag, address or beginning. */
function isEnumerated(value: string): boolean {
  return /^(?:|[A-Za-z0-9][\w.-]*)$/.test(value);
}
