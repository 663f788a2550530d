import { knownGroups } from '../../manifest/kinds.ts';
import { podPath } from '../../manifest/surroundings.ts';
import type { Token } from '../../manifest/token.ts';
import type { DurationFormat } from './duration.ts';
import type { Measure } from './quantityReadout.ts';

/** What a field holds is known by its place in the object, never by the looks of its value. */
type Place = Pick<Token, 'group' | 'kind' | 'path'>;

/** What the quantity at a place measures; `sibling` gives the text of a field beside it, or above with dots. */
export function measureOf(place: Place, sibling: (step: string) => string | undefined): Measure | undefined {
  const { kind, path } = place;
  const step = path.at(-1) ?? '';
  const list = path.at(-2) ?? '';
  const above = path.at(-3) ?? '';
  // Custom resources take the same map over from Pods; names that are nothing but theirs stay unknown.
  if ((list === 'requests' || list === 'limits') && /resources$/i.test(above)) return measureOfResource(step);
  if (list === 'podFixed' && kind === 'RuntimeClass') return measureOfResource(step);
  const pod = podPath(place);
  if (pod !== undefined) {
    if (list === 'overhead') return measureOfResource(step);
    if (step === 'sizeLimit' && list === 'emptyDir') return 'bytes';
    if (step === 'divisor' && list === 'resourceFieldRef') {
      // The unit itself: a byte, a core.
      return sibling('divisor') === '1' || sibling('divisor') === '0'
        ? undefined
        : measureOfResource((sibling('resource') ?? '').replace(/^(?:requests|limits)\./, ''));
    }
    return undefined;
  }
  switch (kind) {
    case 'PersistentVolume':
      return list === 'capacity' ? measureOfResource(step) : undefined;
    case 'ResourceQuota':
      return list === 'hard' || list === 'used' ? measureOfQuota(step) : undefined;
    case 'LimitRange':
      return /^(?:min|max|default|defaultRequest)$/.test(list) ? measureOfResource(step) : undefined;
    case 'Node':
      return list === 'capacity' || list === 'allocatable' ? measureOfResource(step) : undefined;
    case 'VerticalPodAutoscaler':
      return list === 'minAllowed' || list === 'maxAllowed' ? measureOfResource(step) : undefined;
    case 'HorizontalPodAutoscaler':
      return metricTarget(path, sibling);
    case 'KubeletConfiguration':
      if (list === 'kubeReserved' || list === 'systemReserved') return measureOfResource(step);
      return step === 'containerLogMaxSize' ? 'bytes' : undefined;
  }
  return undefined;
}

function metricTarget(
  path: readonly string[],
  sibling: (step: string) => string | undefined,
): Measure | undefined {
  const [metrics, , source, target, step] = path.slice(1);
  if (metrics !== 'metrics' || target !== 'target' || (step !== 'averageValue' && step !== 'value'))
    return undefined;
  if (source !== 'resource' && source !== 'containerResource') return 'number';
  return measureOfResource(sibling('.name') ?? '');
}

function measureOfResource(name: string): Measure | undefined {
  if (name === 'cpu') return 'cpu';
  if (/^(?:memory|storage|ephemeral-storage|hugepages-\w+)$/.test(name)) return 'bytes';
  // Extended resources are named after a domain.
  if (name === 'pods' || /^[a-z0-9.-]+\.[a-z]+\/[\w.-]+$/i.test(name)) return 'count';
  return undefined;
}

function measureOfQuota(name: string): Measure | undefined {
  if (name.endsWith('.storageclass.storage.k8s.io/requests.storage')) return 'bytes';
  const known = measureOfResource(name.replace(/^(?:requests|limits)\./, ''));
  return known ?? (/^(?:count\/|[a-z]+s$)/.test(name) ? 'count' : undefined);
}

/** Fields of type Duration in the configuration files of the components. */
const durations: Readonly<Record<string, RegExp>> = {
  KubeletConfiguration:
    /^(?:syncFrequency|fileCheckFrequency|httpCheckFrequency|streamingConnectionIdleTimeout|node(?:StatusUpdate|StatusReport)Frequency|image(?:Minimum|Maximum)GCAge|volumeStatsAggPeriod|cpuManagerReconcilePeriod|runtimeRequestTimeout|evictionPressureTransitionPeriod|cpuCFSQuotaPeriod|shutdownGracePeriod(?:CriticalPods)?|authentication\.webhook\.cacheTTL|authorization\.webhook\.cache(?:Una|A)uthorizedTTL|containerLogMonitorInterval|maxContainerBackOff|crashLoopBackOff\.maxContainerRestartPeriod)$/,
  KubeProxyConfiguration:
    /^(?:configSyncPeriod|(?:iptables|ipvs|nftables)\.(?:minSyncPeriod|syncPeriod|tcpTimeout|tcpFinTimeout|udpTimeout)|conntrack\.(?:tcpEstablishedTimeout|tcpCloseWaitTimeout|udpTimeout|udpStreamTimeout)|winkernel\..*Timeout)$/,
  KubeSchedulerConfiguration: /^leaderElection\.(?:leaseDuration|renewDeadline|retryPeriod)$/,
  ClusterConfiguration: /^(?:ca)?certificateValidityPeriod$/i,
};

/** Fields of custom resources that hold durations, by group. */
const customDurations: readonly (readonly [group: RegExp, path: RegExp, format: DurationFormat])[] = [
  [
    /^gateway\.networking\.k8s\.io$/,
    /\.(?:timeouts\.(?:request|backendRequest)|retry\.backoff|(?:absolute|idle)Timeout)$/,
    'gateway',
  ],
  [/^cert-manager\.io$/, /^spec\.(?:duration|renewBefore)$/, 'go'],
  [
    /^monitoring\.coreos\.com$/,
    /\.(?:interval|scrapeTimeout|scrapeInterval|evaluationInterval|for|keep_firing_for|retention)$/,
    'prometheus',
  ],
  [
    /^(?:networking|security)\.istio\.io$/,
    /\.(?:timeout|perTryTimeout|connectTimeout|interval|baseEjectionTime|idleTimeout|maxConnectionDuration|fixedDelay|maxAge)$/,
    'go',
  ],
  [/^argoproj\.io$/, /\.retry\.backoff\.(?:duration|maxDuration)$/, 'go'],
];

/** In which format a field holds a duration. */
export function durationFormat({ group, kind, path }: Place): DurationFormat | undefined {
  const joined = path.join('.').replaceAll('.[]', '[]');
  if (durations[kind]?.test(joined) === true && knownGroups(kind)?.has(group) === true) return 'go';
  return customDurations.find(([groups, fields]) => groups.test(group) && fields.test(joined))?.[2];
}

export function isSchedule({ group, kind, path }: Place): boolean {
  const step = path.at(-1);
  if (path[0] !== 'spec') return false;
  if (kind === 'CronJob' && group === 'batch') return path.length === 2 && step === 'schedule';
  if (kind === 'CronWorkflow' && group === 'argoproj.io') {
    return (path.length === 2 && step === 'schedule') || (path[1] === 'schedules' && step === '[]');
  }
  if (kind === 'AppProject' && group === 'argoproj.io')
    return path[1] === 'syncWindows' && step === 'schedule';
  return kind === 'Schedule' && group === 'velero.io' && path.length === 2 && step === 'schedule';
}

/** Modes of the files in a volume. */
export function isFileMode(place: Place): boolean {
  const path = podPath(place);
  const step = path?.at(-1);
  if (path?.[0] !== 'volumes') return false;
  return step === 'defaultMode' || (step === 'mode' && path.at(-3) === 'items');
}

/** Numbers and names of ports in Services and containers. */
export function isPort(place: Place): boolean {
  const step = place.path.at(-1) ?? '';
  if (place.kind === 'Service' && place.group === '') {
    return place.path[1] === 'ports' && /^(?:port|targetPort|nodePort)$/.test(step);
  }
  const path = podPath(place);
  return path?.[2] === 'ports' && /^(?:containerPort|hostPort)$/.test(step);
}
