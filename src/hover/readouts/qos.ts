import type { Translate } from '../../l10n/translate.ts';
import { itemsAt, nodeAt, scalarsAt, textAt } from '../../manifest/tree.ts';
import type { TreeNode } from '../../manifest/tree.ts';
import { codeSpan } from '../inlineMarkdown.ts';
import { parseQuantity } from './quantity.ts';

export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

/** The class of a Pod, and what keeps it from being Guaranteed. */
export interface Qos {
  readonly class: QosClass;
  readonly because?: QosReason;
}

export interface QosReason {
  /** Name of the container; undefined for the Pod's own resources. */
  readonly container?: string;
  readonly resource: Resource;
  readonly kind: 'no limit' | 'request below limit';
}

/** Only these two count. */
const resources = ['cpu', 'memory'] as const;
type Resource = (typeof resources)[number];

interface Amounts {
  /** An explicit zero stays one; only what is not written is set to the limit. */
  readonly requests: ReadonlyMap<Resource, bigint>;
  /** Above zero; others count as not there. */
  readonly limits: ReadonlyMap<Resource, bigint>;
}

/**
 * The class that the API server gives a Pod of this spec, where nothing else fills in requests and limits;
 * undefined where templates or half-typed text leave it open.
 */
export function qosOf(podSpec: TreeNode): Qos | undefined {
  const own = amounts(nodeAt(podSpec, 'resources'));
  if (own === undefined) return undefined;
  const containers = [...itemsAt(podSpec, 'containers'), ...itemsAt(podSpec, 'initContainers')];
  if (isSome(own)) return podLevel(own, containers);
  if (containers.length === 0) return undefined;
  let any = false;
  let because: QosReason | undefined;
  for (const container of containers) {
    const read = amounts(nodeAt(container, 'resources'));
    if (read === undefined) return undefined;
    any ||= isSome(read);
    const name = textAt(container, 'name');
    because ??= notGuaranteed(read, name);
  }
  if (!any) return { class: 'BestEffort' };
  return because === undefined ? { class: 'Guaranteed' } : { class: 'Burstable', because };
}

/** Resources of the Pod itself decide alone. */
function podLevel(own: Amounts, containers: readonly TreeNode[]): Qos | undefined {
  for (const resource of resources) {
    if (!own.limits.has(resource) || own.requests.has(resource)) continue;
    // Then the request is made up from those of the containers, if they have any.
    const theirs = containers.some(
      (container) =>
        scalarsAt(container, 'resources', 'requests').has(resource) ||
        scalarsAt(container, 'resources', 'limits').has(resource),
    );
    if (theirs) return undefined;
  }
  const because = notGuaranteed(own, undefined);
  return because === undefined ? { class: 'Guaranteed' } : { class: 'Burstable', because };
}

function notGuaranteed({ requests, limits }: Amounts, container: string | undefined): QosReason | undefined {
  const named = container === undefined ? {} : { container };
  for (const resource of resources) {
    const limit = limits.get(resource);
    if (limit === undefined) return { ...named, resource, kind: 'no limit' };
    // A request that is missing is set to the limit.
    const request = requests.get(resource) ?? limit;
    if (request !== limit) return { ...named, resource, kind: 'request below limit' };
  }
  return undefined;
}

function isSome({ requests, limits }: Amounts): boolean {
  return limits.size > 0 || [...requests.values()].some((amount) => amount > 0n);
}

function amounts(node: TreeNode | undefined): Amounts | undefined {
  const requests = quantities(node, 'requests');
  const limits = quantities(node, 'limits');
  return requests && limits && { requests, limits };
}

function quantities(node: TreeNode | undefined, key: string): ReadonlyMap<Resource, bigint> | undefined {
  const found = new Map<Resource, bigint>();
  if (node === undefined) return found;
  // A template action may print anything.
  const holder = nodeAt(node, key);
  if (node.type !== 'map' || holder?.type === 'list' || (holder?.type === 'scalar' && !isNull(holder.text)))
    return undefined;
  for (const resource of resources) {
    const entry = nodeAt(holder, resource);
    if (entry === undefined) continue;
    const quantity =
      entry.type === 'scalar' && entry.text !== undefined ? parseQuantity(entry.text) : undefined;
    if (quantity === undefined) return undefined;
    if (quantity.nano > 0n || key === 'requests') found.set(resource, quantity.nano);
  }
  return found;
}

function isNull(text: string | undefined): boolean {
  return text === '' || text === 'null' || text === '~';
}

/** The class and why it is no better one. */
export function qosReadout(podSpec: TreeNode, t: Translate): string | undefined {
  const qos = qosOf(podSpec);
  if (qos === undefined) return undefined;
  switch (qos.class) {
    case 'BestEffort':
      return t(
        'QoS class of the Pod as written: **BestEffort**, as no container has a CPU or memory request or limit.',
      );
    case 'Guaranteed':
      return t(
        'QoS class of the Pod as written: **Guaranteed**, as every CPU and memory limit is set and equals its request.',
      );
    case 'Burstable':
      return t(
        'QoS class of the Pod as written: **Burstable**, as {0}.',
        qos.because ? reason(qos.because, t) : '',
      );
  }
}

function reason({ container, resource, kind }: QosReason, t: Translate): string {
  const what = codeSpan(resource);
  if (container === undefined) {
    return kind === 'no limit'
      ? t('there is no {0} limit', what)
      : t('the {0} request is not the limit', what);
  }
  return kind === 'no limit'
    ? t('{0} has no {1} limit', codeSpan(container), what)
    : t('the {1} request of {0} is not its limit', codeSpan(container), what);
}
