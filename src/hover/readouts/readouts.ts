import type { Translate } from '../../l10n/translate.ts';
import { podPath, podSpecPath } from '../../manifest/surroundings.ts';
import type { Around, Surroundings } from '../../manifest/surroundings.ts';
import type { Token } from '../../manifest/token.ts';
import { nodeAt, textAt } from '../../manifest/tree.ts';
import type { TreeNode } from '../../manifest/tree.ts';
import { cronReadout, timeZoneReadout } from './cronReadout.ts';
import { durationReadout, secondsReadout } from './duration.ts';
import { durationFormat, isFileMode, isPort, isSchedule, measureOf } from './fields.ts';
import { fileModeReadout } from './fileMode.ts';
import { portProblem, servicePortReadout } from './ports.ts';
import { probeReadout, probeTimes } from './probe.ts';
import type { ProbeName } from './probe.ts';
import { qosReadout } from './qos.ts';
import { quantityReadout } from './quantityReadout.ts';
import { daemonSetRollout, deploymentRollout, scalingPolicy, statefulSetRollout } from './rollout.ts';

/** What the value under the caret comes to, in words, one line each. */
export function readouts(token: Token, around: Around, t: Translate): readonly string[] {
  const found = [...ofValue(token, around, t), ...ofPlace(token, around, t)];
  return found.filter((line) => line !== undefined);
}

type Lines = readonly (string | undefined)[];

function ofValue(token: Token, around: Around, t: Translate): Lines {
  const { value } = token;
  if (value === undefined) return [];
  const measure = measureOf(token, (step) => siblingText(token, around, step));
  if (measure !== undefined) return [quantityReadout(value, measure, token.path.at(-2) === 'limits', t)];
  const format = durationFormat(token);
  if (format !== undefined) return [durationReadout(value, format, t)];
  if (isSchedule(token)) {
    const timeZone = textAt(around()?.root, 'spec', token.kind === 'CronJob' ? 'timeZone' : 'timezone');
    const cronJob = token.kind === 'CronJob' && token.group === 'batch';
    return [cronReadout(value, { cronJob, ...(timeZone !== undefined && { timeZone }) }, t)];
  }
  const step = token.path.at(-1) ?? '';
  if (token.kind === 'CronJob' && step === 'timeZone') return [timeZoneReadout(value, t)];
  if (isFileMode(token)) return [fileModeReadout(value, t)];
  if (isPort(token)) return [portProblem(step, value, t)];
  // Probes say more about their seconds below.
  if (step.endsWith('Seconds') && probeOf(token) === undefined) return [secondsReadout(value, t)];
  return [];
}

function ofPlace(token: Token, around: Around, t: Translate): Lines {
  const { path, kind, group } = token;
  const step = path.at(-1) ?? '';
  const lines: (string | undefined)[] = [];

  const probe = probeOf(token);
  if (probe !== undefined) {
    const node = around()?.nodes[probe.depth];
    if (node !== undefined) lines.push(probeReadout(probe.name, node, t));
  }
  if (kind === 'Service' && group === '' && path[0] === 'spec' && path[1] === 'ports' && isPort(token)) {
    const holder = around()?.nodes[path.length - 1];
    const type = textAt(around()?.root, 'spec', 'type');
    if (holder !== undefined) lines.push(servicePortReadout(holder, type, t));
  }
  if (
    step === 'maxSurge' ||
    step === 'maxUnavailable' ||
    (step === 'rollingUpdate' && kind === 'Deployment')
  ) {
    lines.push(partOfRollout(token, around, t));
  }
  if (kind === 'HorizontalPodAutoscaler' && path[1] === 'behavior' && path[3] === 'policies') {
    lines.push(policyOf(token, around, t));
  }
  if (decidesQos(token)) {
    const spec = podSpecOf(token, around());
    if (spec !== undefined) lines.push(qosReadout(spec, t));
  }
  return lines;
}

function partOfRollout(
  { kind, group, path, value }: Token,
  around: Around,
  t: Translate,
): string | undefined {
  if (group !== 'apps' || path[0] !== 'spec') return undefined;
  if (kind === 'DaemonSet') return value === undefined ? undefined : daemonSetRollout(value, t);
  const root = around()?.root;
  const replicas = textAt(root, 'spec', 'replicas') ?? '1';
  if (root === undefined || !/^\d{1,6}$/.test(replicas)) return undefined;
  if (kind === 'StatefulSet') {
    return value === undefined ? undefined : statefulSetRollout(value, Number(replicas), t);
  }
  if (kind !== 'Deployment') return undefined;
  const strategy = nodeAt(root, 'spec', 'strategy', 'rollingUpdate');
  const surge = textAt(strategy, 'maxSurge') ?? '25%';
  const unavailable = textAt(strategy, 'maxUnavailable') ?? '25%';
  return deploymentRollout({ replicas: Number(replicas), surge, unavailable }, t);
}

function policyOf({ path }: Token, around: Around, t: Translate): string | undefined {
  const policy = around()?.nodes[5];
  const type = textAt(policy, 'type');
  const value = textAt(policy, 'value');
  const seconds = textAt(policy, 'periodSeconds');
  if (type === undefined || value === undefined || seconds === undefined) return undefined;
  const direction = path[2] === 'scaleUp' ? 'up' : 'down';
  return scalingPolicy(direction, { type, value, seconds }, t);
}

/** Whether the token is one of those that make a Pod's QoS class. */
function decidesQos(token: Token): boolean {
  const path = podPath(token);
  const at = path?.indexOf('resources') ?? -1;
  if (path === undefined || (at !== 0 && !(at === 2 && /^(?:initC|c)ontainers$/.test(path[0] ?? ''))))
    return false;
  const [, list, resource] = path.slice(at);
  if (list === undefined) return true;
  if (list !== 'requests' && list !== 'limits') return false;
  return resource === undefined || resource === 'cpu' || resource === 'memory';
}

function podSpecOf(token: Token, around: Surroundings | undefined): TreeNode | undefined {
  return around?.nodes[podSpecPath(token)?.length ?? -1];
}

/** The probe that a token belongs to, and at which step of the path it stands. */
function probeOf(token: Token): { readonly name: ProbeName; readonly depth: number } | undefined {
  const path = podPath(token);
  if (path?.[0] !== 'containers' && path?.[0] !== 'initContainers') return undefined;
  const name = path[2];
  if (name !== 'livenessProbe' && name !== 'readinessProbe' && name !== 'startupProbe') return undefined;
  if (path.length > 4 || (path.length === 4 && !probeTimes.includes(path[3] ?? ''))) return undefined;
  return { name, depth: token.path.length - path.length + 3 };
}

/** Text of a scalar beside the token, or further out where `step` says so with leading dots. */
function siblingText(token: Token, around: Around, step: string): string | undefined {
  const up = step.length - step.replace(/^\.+/, '').length;
  return textAt(around()?.nodes[token.path.length - 1 - up], step.slice(up));
}
