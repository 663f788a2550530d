import type { Translate } from '../../l10n/translate.ts';
import { codeSpan } from '../inlineMarkdown.ts';
import { durationInWords } from './duration.ts';

/** A number of Pods, or a part of all of them. */
export type IntOrPercent = { readonly count: number } | { readonly percent: number };

export function parseIntOrPercent(text: string): IntOrPercent | undefined {
  const match = /^(\d{1,6})(%?)$/.exec(text);
  if (match === null) return undefined;
  const number = Number(match[1]);
  return match[2] === '%' ? { percent: number } : { count: number };
}

export function resolvePods(value: IntOrPercent, total: number, round: 'up' | 'down'): number {
  if ('count' in value) return value.count;
  const exact = (value.percent * total) / 100;
  return round === 'up' ? Math.ceil(exact) : Math.floor(exact);
}

/** What `maxSurge` and `maxUnavailable` of a Deployment come to. */
export function deploymentRollout(
  fields: { readonly replicas: number; readonly surge: string; readonly unavailable: string },
  t: Translate,
): string | undefined {
  const { replicas } = fields;
  const surge = parseIntOrPercent(fields.surge);
  const unavailable = parseIntOrPercent(fields.unavailable);
  if (surge === undefined || unavailable === undefined) return undefined;
  const none = (value: IntOrPercent): boolean => ('count' in value ? value.count : value.percent) === 0;
  if (none(surge) && none(unavailable)) {
    return t('⚠ `maxSurge` and `maxUnavailable` cannot both be 0: nothing could ever be replaced.');
  }
  const more = resolvePods(surge, replicas, 'up');
  const rounded = resolvePods(unavailable, replicas, 'down');
  // The controller's own way out where rounding leaves no room.
  const fewer = more === 0 && rounded === 0 ? 1 : Math.min(rounded, replicas);
  const least = replicas - fewer;
  const said = t(
    'Replicas: {0}. During a rollout at least {1} of them stay available, and there are at most {2} Pods.',
    replicas,
    least,
    replicas + more,
  );
  const parts: string[] = [];
  if ('percent' in surge) parts.push(t('`maxSurge` {0} = {1}, rounded up', codeSpan(fields.surge), more));
  if ('percent' in unavailable) {
    parts.push(t('`maxUnavailable` {0} = {1}, rounded down', codeSpan(fields.unavailable), rounded));
  }
  return parts.length === 0 ? said : t('{0} ({1})', said, parts.join('; '));
}

/** What `maxUnavailable` of a StatefulSet comes to. */
export function statefulSetRollout(text: string, replicas: number, t: Translate): string | undefined {
  const value = parseIntOrPercent(text);
  if (value === undefined) return undefined;
  const pods = resolvePods(value, replicas, 'up');
  if (pods === 0) return t('⚠ `maxUnavailable` cannot be 0 here: nothing could ever be replaced.');
  return t(
    'Replicas: {0}. {1} of them may be unavailable during a rollout (percentages round up).',
    replicas,
    pods,
  );
}

/** What a part of a DaemonSet's Pods means, whose number only the cluster knows. */
export function daemonSetRollout(text: string, t: Translate): string | undefined {
  const value = parseIntOrPercent(text);
  if (value === undefined || !('percent' in value)) return undefined;
  return t('{0} of the nodes that should run the Pod, rounded up.', codeSpan(text));
}

/** What a policy of a HorizontalPodAutoscaler allows. */
export function scalingPolicy(
  direction: 'up' | 'down',
  policy: { readonly type: string; readonly value: string; readonly seconds: string },
  t: Translate,
): string | undefined {
  const { type, value, seconds } = policy;
  if (!/^\d{1,6}$/.test(value) || !/^\d{1,5}$/.test(seconds)) return undefined;
  const period = durationInWords(Number(seconds) * 1000, t);
  if (type === 'Pods') {
    return direction === 'up'
      ? t('Adds at most {0} Pods in {1}.', value, period)
      : t('Removes at most {0} Pods in {1}.', value, period);
  }
  if (type !== 'Percent') return undefined;
  return direction === 'up'
    ? t('Adds at most {0} % of the current Pods in {1}.', value, period)
    : t('Removes at most {0} % of the current Pods in {1}.', value, period);
}

/** What a PodDisruptionBudget leaves to a drain of the nodes, for so many Pods. */
export function disruptionBudget(
  field: 'minAvailable' | 'maxUnavailable',
  text: string,
  pods: number,
  t: Translate,
): string | undefined {
  const value = parseIntOrPercent(text);
  if (value === undefined) return undefined;
  const number = resolvePods(value, pods, 'up');
  const allowed = field === 'minAvailable' ? Math.max(0, pods - number) : Math.min(number, pods);
  if (allowed === 0)
    return t(
      '⚠ Matching Pods: {0}. None of them may be evicted, so that draining their nodes never ends.',
      pods,
    );
  return t('Matching Pods: {0}. {1} of them may be evicted at a time (percentages round up).', pods, allowed);
}
