/**
 * What a reader of somebody's notes would cross out: names that the reference marks as outdated, and names of
 * products that are misspelt. The reference says so itself: in the title of an `[!OUTDATED]` alert, and in the
 * `status:` of a concept with a name that can mean nothing else.
 */
import { withinOneEdit } from './text.ts';
import type { Alert, Chapter, Concept, Status } from './types.ts';

/** A name that gives outdated knowledge away. */
export interface StaleTerm {
  readonly term: string;
  /** What is the case today, Markdown. */
  readonly text: string;
  readonly source?: string;
  /** Topic of the reference that explains it. */
  readonly topic: string;
}

/** A place in a note, 0-based, `end` exclusive. */
export interface Finding {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** As it stands in the note. */
  readonly found: string;
  readonly stale?: StaleTerm;
  /** The right spelling of a misspelt name. */
  readonly spelling?: string;
}

/** Names that cannot be read as ordinary words: with a hump, a dot, a slash or a hyphen inside. */
const distinctive = /^(?=.{7,}$)(?:[\w./-]*[a-z][A-Z][\w./-]*|[\w-]+(?:[./][\w-]+)+)$/;

/** Deprecated only in one place while the same word is right elsewhere. */
const ambiguous = new Set(['serviceAccount', 'commonLabels']);

/** Words that show that the author knows: `Heapster (removed)`, `dockershim 已移除`. */
const knowing =
  /deprecat|remov|retir|obsolet|outdat|replac|legacy|no longer|\bgone\b|formerly|\bold\b|(?:before|until|since) v?1\.\d|instead|history|was once|废弃|弃用|移除|删除|淘汰|过时|退役|归档|取代|替代|替换|迁移|改用|不再|已不|早期|以前|曾经|历史|旧/i;

/** Proper names that are often misspelt, as their projects write them. */
const properNames = [
  'Istio',
  'Kubernetes',
  'kubelet',
  'containerd',
  'Prometheus',
  'Grafana',
  'Calico',
  'Cilium',
  'Flannel',
  'Ansible',
  'Terraform',
  'Kustomize',
  'ConfigMap',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Deployment',
  'ClusterIP',
  'NodePort',
  'LoadBalancer',
  'ServiceMesh',
  'OpenShift',
] as const;

/** Ordinary words and other names within one letter of a proper name. */
const innocent = new Set([
  'deployments',
  'redeployment',
  'kubelets',
  'configmaps',
  'statefulsets',
  'daemonsets',
  'replicasets',
  'nodeports',
  'clusterips',
  'loadbalancers',
  'flannels',
  'ansibles',
  'kustomized',
  'containers',
  'contained',
]);

/** The terms that the reference calls outdated, longest first. */
export function staleTerms(chapters: readonly Chapter[], concepts: readonly Concept[]): readonly StaleTerm[] {
  const terms = new Map<string, StaleTerm>();
  const add = (term: string, text: string, topic: string, source: string | undefined): void => {
    if (term.length < 3 || terms.has(term)) return;
    terms.set(term, { term, text, topic, ...(source === undefined ? {} : { source }) });
  };
  for (const { topics } of chapters) {
    for (const topic of topics) {
      const alerts = [...topic.alerts, ...topic.cards.flatMap((card) => card.alerts ?? [])];
      for (const { kind, title, body } of alerts) {
        if (kind !== 'outdated' || title === '' || body === '') continue;
        for (const term of title.split(/[;；]/)) add(term.trim(), body, topic.id, sourceOfAlerts(alerts));
      }
    }
  }
  for (const { name, status, outdated, summary, topic, links } of concepts) {
    if (!isStale(status) || !distinctive.test(name) || ambiguous.has(name)) continue;
    add(name, outdated ?? summary, topic, links[0]);
  }
  return [...terms.values()].sort((a, b) => b.term.length - a.term.length);
}

function isStale(status: Status | undefined): boolean {
  return status?.state === 'deprecated' || status?.state === 'removed';
}

function sourceOfAlerts(alerts: readonly Alert[]): string | undefined {
  return alerts.find(({ kind }) => kind === 'source')?.title.match(/https:\/\/\S+/)?.[0];
}

/** Finds outdated and misspelt names in the prose of a note; each name once a paragraph. Linear in the text. */
export function findLore(text: string, terms: readonly StaleTerm[]): readonly Finding[] {
  const pattern = patternOf(terms);
  const byName = new Map(terms.map((term) => [term.term, term]));
  const byLowerName = new Map(terms.map((term) => [term.term.toLowerCase(), term]));
  const findings: Finding[] = [];
  const lines = text.split(/\r\n?|\n/);
  const known = lines.map((line) => knowing.test(line));
  let fence = '';
  let comment = false;
  let quoted = false;
  let inParagraph = new Set<string>();
  lines.forEach((raw, line) => {
    const opening = /^\s*(?:[-*+]\s+)?(`{3,}|~{3,})/.exec(raw)?.[1];
    if (fence !== '') {
      if (opening?.startsWith(fence) === true) fence = '';
      return;
    }
    if (opening !== undefined) {
      fence = opening;
      return;
    }
    if (raw.trim() === '') inParagraph = new Set();
    // What an alert says about something outdated is the correction, not the error.
    if (/^\s*>\s*\[!(?:TRAP|OUTDATED)\]/i.test(raw)) quoted = true;
    else if (!/^\s*>/.test(raw)) quoted = false;
    const [prose, stillComment] = blankOut(raw, comment);
    comment = stillComment;
    if (quoted) return;
    const isKnown =
      known[line] === true ||
      (isNear(lines, line, -1) && known[line - 1] === true) ||
      (isNear(lines, line, 1) && known[line + 1] === true);
    for (const match of pattern === undefined ? [] : prose.matchAll(pattern)) {
      const [found] = match;
      const stale =
        byName.get(found) ?? (isLower(found, byLowerName) ? byLowerName.get(found.toLowerCase()) : undefined);
      if (stale === undefined || isKnown || inParagraph.has(stale.term)) continue;
      inParagraph.add(stale.term);
      findings.push({ line, start: match.index, end: match.index + found.length, found, stale });
    }
    for (const match of prose.matchAll(
      /(?<![\p{L}\p{N}_./:@-])[A-Za-z]{5,14}(?![\p{L}\p{N}_./:@-]*[./:@])/gu,
    )) {
      const [found] = match;
      const spelling = spellingOf(found);
      if (spelling === undefined || inParagraph.has(found)) continue;
      inParagraph.add(found);
      findings.push({ line, start: match.index, end: match.index + found.length, found, spelling });
    }
  });
  return findings;
}

/** Whether a neighbouring line belongs to the same paragraph. */
function isNear(lines: readonly string[], line: number, step: number): boolean {
  return (
    (lines[line] ?? '').trim() !== '' &&
    (lines[line + step] ?? '').trim() !== '' &&
    !/^\s*#/.test(lines[line] ?? '')
  );
}

/** A term without capitals may be written with some; one with capitals means itself only. */
function isLower(found: string, byLowerName: ReadonlyMap<string, StaleTerm>): boolean {
  const term = byLowerName.get(found.toLowerCase())?.term;
  return term !== undefined && (term === term.toLowerCase() || /^[A-Z][a-z]+(?: [A-Z][a-z]+)*$/.test(term));
}

function patternOf(terms: readonly StaleTerm[]): RegExp | undefined {
  if (terms.length === 0) return undefined;
  const names = terms.map(({ term }) => term.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return new RegExp(
    `(?<![\\p{Script=Latin}\\p{N}_./-])(?:${names.join('|')})(?![\\p{Script=Latin}\\p{N}_/-])`,
    'giu',
  );
}

/** The line with comments, code, links and addresses blanked out, at equal length; and whether a comment goes on. */
function blankOut(raw: string, inComment: boolean): [string, boolean] {
  const blank = (text: string): string => ' '.repeat(text.length);
  let line = raw;
  if (inComment) {
    const end = line.indexOf('-->');
    if (end < 0) return [blank(line), true];
    line = blank(line.slice(0, end + 3)) + line.slice(end + 3);
  }
  line = line.replace(/<!--.*?-->/g, blank);
  const open = line.indexOf('<!--');
  if (open >= 0) line = line.slice(0, open) + blank(line.slice(open));
  line = line.replace(/\]\([^)\s]*\)/g, blank).replace(/https?:\/\/\S+/g, blank);
  return [line, open >= 0];
}

/** The right spelling of a name that is one letter off, or undefined. */
export function spellingOf(word: string): string | undefined {
  const lower = word.toLowerCase();
  if (innocent.has(lower)) return undefined;
  for (const name of properNames) {
    const right = name.toLowerCase();
    if (lower === right) return undefined;
    if (lower === `${right}s` || right === `${lower}s` || !right.startsWith(lower.charAt(0))) continue;
    if (withinOneEdit(lower, right)) return name;
  }
  return undefined;
}
