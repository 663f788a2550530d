/**
 * `npm run bench -- coverage FOLDER [--missing N]`, after a build: how much of the manifests of a folder meets a
 * concept of the built-in notes (`dist/notes.en.zst`), asked at every token as the server is asked.
 *
 * Counted are
 * - kinds: values of an object's `kind:`;
 * - keys: names of fields, without keys that the user chooses (labels, data, properties of a schema, ...);
 * - labels and annotations, also as keys of selectors, taints and topologies, if they are well known: their
 *   prefix is one of `wellKnownDomains` or a domain below it, which takes in `app.kubernetes.io`,
 *   `nginx.ingress.kubernetes.io`, `external-dns.alpha.kubernetes.io`, `sidecar.istio.io` and their like;
 * - enumerated values: words in CamelCase or capitals that no user invents (`ClusterIP`, `RollingUpdate`, `TCP`),
 *   and the verbs of RBAC, in built-in kinds.
 *
 * Each by occurrence, and by distinct place: kind and path (and value).
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { conceptIndex } from '../../deck/conceptIndex.ts';
import { readPack } from '../../deck/pack.ts';
import { ConceptSource } from '../../hover/conceptSource.ts';
import { knownGroups } from '../../manifest/kinds.ts';
import type { Token } from '../../manifest/token.ts';
import { OpenManifests } from '../../server/openManifests.ts';

export type TokenClass = 'kind' | 'key' | 'label' | 'value';

/** One thing worth a hover. */
export interface Asked {
  readonly type: TokenClass;
  /** Whether the object's kind comes with Kubernetes. */
  readonly builtIn: boolean;
  /** Kind and path, with the value where that is what is asked about. */
  readonly place: string;
  readonly met: boolean;
}

const wellKnownDomains = [
  'kubernetes.io',
  'k8s.io',
  'helm.sh',
  'prometheus.io',
  'istio.io',
  'cert-manager.io',
  'argoproj.io',
  'kubebuilder.io',
  'fluxcd.io',
  'traefik.io',
  'linkerd.io',
  'cilium.io',
  'projectcalico.org',
  'velero.io',
  'nvidia.com',
  'amazonaws.com',
];

const labelMaps = new Set(['labels', 'annotations', 'matchLabels', 'nodeSelector', 'selector']);
const ownKeys = new Set([
  ...['data', 'stringData', 'binaryData', 'parameters', 'properties', 'patternProperties', 'definitions'],
  ...['commonLabels', 'commonAnnotations', 'extraArgs', 'featureGates', 'attributes', 'default', 'example'],
]);

/** Where any word may stand. */
const anyText =
  /(?:^|\.)(?:metadata|data|stringData|names|env|args|command|annotations|labels|matchLabels|properties)(?:\.|$)|[nN]ame$|(?:^|\.)(?:value|host|hosts\.\[\]|image|message|reason|description|default|key|listKind|values\.\[\]|kinds?|group|prefix|path)$/;

/** Every token of a text, each once. */
export function* tokensOf(text: string, uri = 'file:///manifest.yaml'): Generator<Token> {
  const manifests = new OpenManifests();
  manifests.open({ textDocument: { uri, languageId: 'yaml', version: 1, text } });
  const lines = text.split(/\r\n|\n|\r/);
  // A scalar of several lines answers on each of them.
  const seen = new Set<string>();
  for (const [line, content] of lines.entries()) {
    let character = content.length - content.trimStart().length;
    while (character <= content.length) {
      const token = manifests.tokenAt(uri, { line, character });
      if (token === undefined) {
        character++;
        continue;
      }
      const { start, end } = token.range;
      const at = `${start.line}:${start.character}`;
      if (!seen.has(at)) yield token;
      seen.add(at);
      if (end.line > line) break;
      character = Math.max(character, end.character) + 1;
    }
  }
}

/** What a token counts as; undefined for what nobody expects a concept for. */
export function classOf(token: Token): TokenClass | undefined {
  const { path: steps, role, value } = token;
  const last = steps.at(-1) ?? '';
  const parent = steps.at(-2) ?? '';
  if (role === 'value') {
    if (steps.length === 1 && last === 'kind') return 'kind';
    if (value === undefined) return undefined;
    if (/^(?:topologyKey|key)$/.test(last) && isWellKnown(value)) return 'label';
    return isEnumerated(token, value) ? 'value' : undefined;
  }
  if (last.includes('{{')) return undefined;
  if (labelMaps.has(parent) && !isSelectorObject(last, parent))
    return isWellKnown(last) ? 'label' : undefined;
  if (steps.some((step, i) => ownKeys.has(step) && i === steps.length - 2)) return undefined;
  return last.includes('/') ? undefined : 'key';
}

/** `selector` holds labels in a Service and a structure in a workload. */
function isSelectorObject(last: string, parent: string): boolean {
  return parent === 'selector' && (last === 'matchLabels' || last === 'matchExpressions');
}

function isWellKnown(key: string): boolean {
  const slash = key.indexOf('/');
  if (slash <= 0) return false;
  const domain = key.slice(0, slash);
  return wellKnownDomains.some((known) => domain === known || domain.endsWith(`.${known}`));
}

function isEnumerated({ kind, group, path: steps }: Token, value: string): boolean {
  if (knownGroups(kind)?.has(group) !== true) return false;
  const written = steps.join('.');
  if (/^rules\.\[\]\.verbs\.\[\]$/.test(written)) return /^[a-z]+$|^\*$/.test(value);
  return /^[A-Z][A-Za-z0-9]+$/.test(value) && !anyText.test(written);
}

/** Asks at every token of a text that counts. */
export function* ask(text: string, source: ConceptSource, uri?: string): Generator<Asked> {
  for (const token of tokensOf(text, uri)) {
    const type = classOf(token);
    if (type === undefined) continue;
    const { kind, group, path: steps, value } = token;
    const shown = steps.map((step, i) => (ownKeys.has(steps[i - 1] ?? '') ? '*' : step)).join('.');
    const owner = group === '' ? kind : `${kind}.${group}`;
    const place =
      type === 'kind'
        ? owner
        : `${owner} ${shown.replaceAll('.[]', '[]')}${token.role === 'value' ? `=${value ?? ''}` : ''}`;
    const builtIn = knownGroups(kind)?.has(group) === true;
    yield { type, builtIn, place, met: source.find(token) !== undefined };
  }
}

interface Row {
  readonly name: string;
  readonly counts: (asked: Asked) => boolean;
}

const rows: readonly Row[] = [
  { name: 'kinds', counts: ({ type }) => type === 'kind' },
  { name: 'kinds, built in', counts: ({ type, builtIn }) => type === 'kind' && builtIn },
  { name: 'keys', counts: ({ type }) => type === 'key' },
  { name: 'keys of built-in kinds', counts: ({ type, builtIn }) => type === 'key' && builtIn },
  { name: 'labels and annotations', counts: ({ type }) => type === 'label' },
  { name: 'enumerated values', counts: ({ type }) => type === 'value' },
];

function share(asked: readonly Asked[]): string {
  const met = asked.filter((one) => one.met).length;
  const percent = asked.length === 0 ? '-' : `${((100 * met) / asked.length).toFixed(1)} %`;
  return `${percent.padStart(8)} ${`(${met} of ${asked.length})`.padEnd(18)}`;
}

/** The shares, one line a row: by occurrence, then by distinct place. */
export function report(asked: readonly Asked[]): string {
  const width = Math.max(...rows.map(({ name }) => name.length));
  return rows
    .map(({ name, counts }) => {
      const all = asked.filter(counts);
      const distinct = [...new Map(all.map((one) => [one.place, one])).values()];
      return `  ${name.padEnd(width)} ${share(all)} distinct ${share(distinct)}`.trimEnd();
    })
    .join('\n');
}

/** The places without a concept that occur most. */
export function missing(asked: readonly Asked[], most: number): string {
  const counts = new Map<string, number>();
  for (const { type, place, met } of asked) {
    if (!met) counts.set(`${type.padEnd(5)} ${place}`, (counts.get(`${type.padEnd(5)} ${place}`) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, most);
  return sorted.map(([place, count]) => `  ${String(count).padStart(6)} ${place}`).join('\n');
}

/** Prints the shares for the manifests below a folder. */
export function coverage(args: readonly string[]): void {
  const at = args.indexOf('--missing');
  const most = at === -1 ? 0 : Number(args[at + 1] ?? 50);
  const folder = args.find((_, i) => at === -1 || (i !== at && i !== at + 1));
  const compiled = path.resolve(import.meta.dirname, '../../../dist/notes.en.zst');
  if (folder === undefined || !Number.isInteger(most) || !existsSync(compiled)) {
    console.error('coverage FOLDER [--missing N], after npm run build');
    process.exitCode = 1;
    return;
  }
  const concepts = readPack(readFileSync(compiled), 'concepts');
  const source = new ConceptSource(concepts, conceptIndex(concepts));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ya?ml|json|tpl)$/.test(name))
    .sort();
  const asked = files.flatMap((name) => {
    const file = path.join(folder, name);
    return [...ask(readFileSync(file, 'utf8'), source, `file://${file}`)];
  });
  console.log(report(asked));
  if (most > 0) console.log(`\n${missing(asked, most)}`);
}

if (import.meta.main) coverage(process.argv.slice(2));
