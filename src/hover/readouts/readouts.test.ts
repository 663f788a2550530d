import { describe, expect, it } from 'vitest';
import chineseBundle from '../../l10n/bundle.l10n.zh-cn.json' with { type: 'json' };
import { translator } from '../../l10n/translate.ts';
import { Manifest } from '../../manifest/manifest.ts';
import { around } from '../../manifest/surroundings.ts';
import { readouts } from './readouts.ts';

const english = translator();
const chinese = translator(chineseBundle);

/** The readouts at `|`, one a line. */
function at(marked: string, t = english): string {
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  const manifest = new Manifest(marked.replace('|', ''));
  const token = manifest.tokenAt({ line: before.length - 1, character: before.at(-1)?.length ?? 0 });
  if (!token) throw new Error('There is no token.');
  return readouts(token, around(manifest, token), t).join('\n');
}

const pod = (resources: string, more = ''): string =>
  `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: web\n      resources: ${resources}\n${more}`;
const claim = (size: string): string =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nspec:\n  resources:\n    requests:\n      storage: ${size}\n`;

describe('quantities', () => {
  const cpu = (text: string, t = english): string =>
    at(`apiVersion: v1\nkind: LimitRange\nspec:\n  limits:\n    - default:\n        cpu: |${text}\n`, t);

  it('says CPU in cores', () => {
    expect(cpu('500m')).toBe('`500m` = half a core (`0.5`)');
    expect(cpu('0.1')).toBe('`0.1` = a tenth of a core (`100m`)');
    expect(cpu('2')).toBe('`2` = 2 cores');
    expect(cpu('1500m')).toBe('`1500m` = 1.5 cores');
    expect(cpu('500m', chinese)).toBe('`500m` = 半核 (`0.5`)');
    expect(at(pod('{limits: {cpu: |500m}}'))).toContain('As a limit: 50 ms of CPU time in every 100 ms');
  });

  it('sees what cannot be meant', () => {
    expect(cpu('500')).toBe('⚠ `500` is 500 cores. `500m` would be half a core.');
    expect(cpu('0.0005')).toContain('finer than `1m`');
    expect(cpu('1Gi')).toContain('a suffix for bytes on a CPU');
    expect(cpu('500M')).toContain('a suffix for bytes on a CPU');
    expect(cpu('500milli')).toContain('is no quantity');
    expect(cpu('-1')).toContain('is negative');
    expect(cpu('0')).toBe('`0` = nothing');
    expect(cpu('{{ .cpu }}')).toBe('');
  });

  it('says bytes in both families of units', () => {
    expect(at(claim('|1Gi'))).toBe('`1Gi` = 1 GiB (1.07 GB)');
    expect(at(claim('|1G'))).toBe('`1G` = 1 GB = 953.67 MiB. `1Gi` would be 7 % more.');
    expect(at(claim('sto|rage: 1Gi').replace('storage: sto', 'sto'))).toBe('`1Gi` = 1 GiB (1.07 GB)');
    expect(at(claim('|1073741824'))).toBe('`1073741824` = 1.07 GB = 1 GiB');
    expect(at(claim('|1e9'))).toBe('`1e9` = 1 GB = 953.67 MiB');
    expect(at(claim('|512'))).toContain('A suffix such as `Mi` is probably missing');
  });

  it('knows the classic trap: memory in thousandths of a byte', () => {
    expect(at(pod('{limits: {memory: |500m}}'))).toContain(
      '⚠ `500m` is 0.5 bytes: `m` means a thousandth. `500Mi` is probably meant.',
    );
    expect(at(pod('{limits: {memory: |500m}}'), chinese)).toContain('⚠ `500m` 是 0.5 字节');
    expect(at(claim('|10GB'))).toBe('⚠ `10GB` is no quantity. Write `10Gi` or `10G`.');
    expect(at(claim('|64K'))).toBe('⚠ `64K` is no quantity. Write `64Ki` or `64k`.');
    expect(at(claim('|64 Mb'))).toBe('⚠ `64 Mb` is no quantity. Write `64Mi` or `64M`.');
  });

  it('goes by the place, not by the looks', () => {
    const ratio =
      'apiVersion: v1\nkind: LimitRange\nspec:\n  limits:\n    - maxLimitRequestRatio:\n        cpu: |500m\n';
    expect(at(ratio)).toBe('');
    expect(at('apiVersion: v1\nkind: ConfigMap\ndata:\n  memory: |500m\n')).toBe('');
    expect(at(pod('{}', '    - args: [|500m]\n'))).toBe('');
    const quota =
      'apiVersion: v1\nkind: ResourceQuota\nspec:\n  hard:\n    requests.cpu: |500m\n    pods: "10"\n';
    expect(at(quota)).toContain('half a core');
    const hpa = (metric: string): string =>
      `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nspec:\n  metrics:\n    - ${metric}\n`;
    expect(at(hpa('resource: {name: cpu, target: {averageValue: |500m}}'))).toContain('half a core');
    expect(at(hpa('resource: {name: memory, target: {averageValue: |500m}}'))).toContain('0.5 bytes');
    expect(at(hpa('pods: {metric: {name: rps}, target: {averageValue: |1500m}}'))).toBe('`1500m` = 1.5');
    const gpu = '{limits: {nvidia.com/gpu: |0.5}}';
    expect(at(pod(gpu))).toContain('no whole number');
  });
});

describe('the QoS class', () => {
  const resourcesOf = (text: string): string => at(pod(text).replace('resources', 'resour|ces'));

  it('is told on resources, with what decides it', () => {
    expect(resourcesOf('{requests: {cpu: 1}}')).toBe(
      'QoS class of the Pod as written: **Burstable**, as `web` has no `cpu` limit.',
    );
    expect(resourcesOf('{requests: {cpu: 1, memory: 1Gi}, limits: {cpu: 2, memory: 1Gi}}')).toContain(
      '**Burstable**, as the `cpu` request of `web` is not its limit.',
    );
    expect(resourcesOf('{limits: {cpu: 1000m, memory: 1Gi}, requests: {cpu: "1"}}')).toContain(
      '**Guaranteed**',
    );
    expect(resourcesOf('{}')).toContain('**BestEffort**');
    expect(resourcesOf('{limits: {nvidia.com/gpu: 1}}')).toContain('**BestEffort**');
    expect(resourcesOf('{requests: {cpu: 0}}')).toContain('**BestEffort**');
  });

  it('takes all containers into account, init containers and sidecars too', () => {
    const full = '{limits: {cpu: 1, memory: 1Gi}}';
    expect(at(pod(full.replace('cpu', 'c|pu'), '    - name: side\n'))).toContain(
      '**Burstable**, as `side` has no `cpu` limit',
    );
    expect(at(pod(full.replace('cpu', 'c|pu'), '  initContainers:\n    - name: init\n'))).toContain(
      '`init` has no `cpu` limit',
    );
  });

  it('lets resources of the Pod decide alone', () => {
    const own = '  resources: {limits: {cpu: |1, memory: 1Gi}}\n';
    const spec = `apiVersion: v1\nkind: Pod\nspec:\n${own}  containers:\n    - name: web\n`;
    expect(at(spec)).toContain('**Guaranteed**');
    expect(at(spec.replace(', memory: 1Gi', ''))).toContain('**Burstable**, as there is no `memory` limit');
  });

  it('says nothing where a template or half a value leaves it open', () => {
    expect(resourcesOf('{{ toYaml .Values.resources }}')).toBe('');
    expect(resourcesOf('{limits: {cpu: {{ .cpu }}, memory: 1Gi}}')).toBe('');
  });

  it('speaks Chinese', () => {
    expect(at(pod('{requests: {cpu: |1}}'), chinese)).toBe(
      '`1` = 1 核\n按现有写法，Pod 的 QoS 类别为 **Burstable**：`web` 没有 `cpu` 的 limit。',
    );
  });
});

describe('durations', () => {
  it('are read out where a field holds one', () => {
    const kubelet = (line: string): string =>
      `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n${line}\n`;
    expect(at(kubelet('syncFrequency: |1h30m'))).toBe('`1h30m` = 1 hour 30 minutes');
    expect(at(kubelet('syncFrequency: |1h30m'), chinese)).toBe('`1h30m` = 1 小时 30 分钟');
    expect(at(kubelet('shutdownGracePeriod: |1d'))).toBe(
      '⚠ `1d` is no duration here: the longest unit is `h`. Write `24h`.',
    );
    expect(at(kubelet('syncFrequency: |60'))).toBe(
      '⚠ `60` is no duration: the unit is missing. Write `60s`.',
    );
    const certificate = 'apiVersion: cert-manager.io/v1\nkind: Certificate\nspec:\n  duration: |2160h\n';
    expect(at(certificate)).toBe('`2160h` = 90 days');
    const rule =
      'apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec:\n  groups:\n    - rules:\n        - for: |1d12h\n';
    expect(at(rule)).toBe('`1d12h` = 1 day 12 hours');
    const route =
      'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nspec:\n  rules:\n    - timeouts: {request: |1.5s}\n';
    expect(at(route)).toContain('is no duration');
  });

  it('are read out in fields of seconds', () => {
    expect(
      at(
        'apiVersion: batch/v1\nkind: Job\nspec:\n  ttlSecondsAfterFinished: 1\n  activeDeadlineSeconds: |86400\n',
      ),
    ).toBe('`86400` seconds = 1 day');
    expect(at('apiVersion: v1\nkind: Pod\nspec:\n  terminationGracePeriodSeconds: |90\n')).toBe(
      '`90` seconds = 1 minute 30 seconds',
    );
  });

  it('say what the numbers of a probe come to', () => {
    const probe = (name: string, text: string): string =>
      `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: web\n      ${name}: ${text}\n`;
    expect(at(probe('livenessProbe', '{periodSeconds: |5, failureThreshold: 6}'))).toBe(
      'Restarts the container after 6 failures, 5 seconds apart: about 30 seconds.',
    );
    expect(at(probe('startup|Probe', '{failureThreshold: 30, initialDelaySeconds: 10}'))).toBe(
      'The container has 5 minutes 10 seconds to start: 30 tries, 10 seconds apart.',
    );
    expect(at(probe('readinessProbe', '{periodSeconds: |{{ .x }}}'))).toBe('');
  });
});

describe('schedules', () => {
  const cron = (schedule: string, t = english, more = ''): string =>
    at(`apiVersion: batch/v1\nkind: CronJob\nspec:\n  schedule: "|${schedule}"\n${more}`, t)
      .replace(/^.*?`[:：] ?/, '')
      .replace(/, in the time zone of kube-controller-manager, mostly UTC\./, '.')
      .replace('，按 kube-controller-manager 所在时区，通常为 UTC。', '。');

  it.each([
    ['* * * * *', 'every minute.'],
    ['*/5 * * * *', 'every 5 minutes.'],
    ['0 * * * *', 'every hour on the hour.'],
    ['15,45 * * * *', 'every hour at minute 15 and 45.'],
    ['30 2 * * *', 'every day at 02:30.'],
    ['0 9,18 * * *', 'every day at 09:00 and 18:00.'],
    ['0 */6 * * *', 'every 6 hours from midnight on.'],
    ['10 */6 * * *', 'every 6 hours from 00:10 on.'],
    ['0 3 * * 1-5', 'at 03:00 on Monday to Friday.'],
    ['0 3 * * sat,SUN', 'at 03:00 on Sunday and Saturday.'],
    ['0 0 1 * *', 'at 00:00 on day 1 of the month.'],
    ['0 0 1,15 1,7 *', 'at 00:00 on day 1 and 15 of the month, in January and July.'],
    ['*/15 9-17 * * MON-FRI', 'every 15 minutes from 09:00 to 17:59 on Monday to Friday.'],
    ['0 9-17 * * 1-5', 'every hour from 09:00 to 17:00 on Monday to Friday.'],
    ['* 3 * * *', 'every minute from 03:00 to 03:59.'],
    ['@daily', 'every day at 00:00.'],
    ['1-59/2 * * * *', 'every hour at minute 1, 3, 5 … 59.'],
    ['0-29 * * * *', 'every hour at minute 0 to 29.'],
    ['15 1-23/2 * * *', 'every day at 01:15, 03:15, 05:15 … 23:15.'],
    [
      '0 */5 * * *',
      'every day at 00:00, 05:00, 10:00, 15:00 and 20:00. ⚠ `*/5` does not divide evenly: the last gap is shorter.',
    ],
    ['@weekly', 'at 00:00 on Sunday.'],
    ['@yearly', 'at 00:00 on day 1 of the month, in January.'],
    ['@every 1h30m', 'every 1 hour 30 minutes, counted from the last run.'],
    [
      '0 0 13 * 5',
      'at 00:00 on day 13 of the month or on Friday. ⚠ Day and weekday are both given: either one is enough.',
    ],
    ['0 0 30 2 *', 'at 00:00 on day 30 of the month, in February. ⚠ There is no such day: it never runs.'],
    [
      '*/45 * * * *',
      'every hour at minute 0 and 45. ⚠ `*/45` does not divide evenly: the last gap is shorter.',
    ],
  ])('%s is %s', (schedule, words) => {
    expect(cron(schedule)).toBe(words);
  });

  it.each([
    ['*/5 * * * *', '每 5 分钟。'],
    ['30 2 * * *', '每天 02:30。'],
    ['0 3 * * 1-5', '周一至周五 03:00。'],
    ['0 0 1,15 * *', '每月 1、15 日 00:00。'],
    ['0 9-17 * * 1-5', '周一至周五 09:00 至 17:00 每小时。'],
  ])('%s is %s in Chinese', (schedule, words) => {
    expect(cron(schedule, chinese)).toBe(words);
  });

  it('says what is wrong', () => {
    expect(cron('0 0 * *')).toContain('4 fields instead of five');
    expect(cron('0 0 0 * * *')).toContain('there are no seconds here');
    expect(cron('0 0 * * 7')).toContain('Sunday is 0, not 7');
    expect(cron('61 * * * *')).toContain('`61` is not within 0 to 59, the values for the minute.');
    expect(cron('0 0 * foo *')).toContain('`foo` cannot be read in the field for the month.');
    expect(cron('@reboot')).toContain('known are');
    expect(cron('CRON_TZ=Asia/Shanghai 0 0 * * *')).toContain('belongs into `timeZone`');
    expect(cron('0 0 L * *')).toContain('`L` cannot be read');
  });

  it('goes by the time zone beside it', () => {
    const zoned = (zone: string): string => `  timeZone: ${zone}\n`;
    expect(cron('30 2 * * *', english, zoned('Asia/Shanghai'))).toBe(
      'every day at 02:30, Asia/Shanghai time.',
    );
    expect(at('apiVersion: batch/v1\nkind: CronJob\nspec:\n  schedule: "|30 2 * * *"\n')).toContain(
      'in the time zone of kube-controller-manager, mostly UTC',
    );
    expect(at('apiVersion: batch/v1\nkind: CronJob\nspec:\n  timeZone: |Asia/Beijing\n')).toContain(
      'is no time zone',
    );
    expect(at('apiVersion: batch/v1\nkind: CronJob\nspec:\n  timeZone: |Asia/Shanghai\n')).toBe('');
  });
});

describe('parts of a rollout', () => {
  const deployment = (replicas: string, rolling: string): string =>
    `apiVersion: apps/v1\nkind: Deployment\nspec:\n${replicas}  strategy:\n    rollingUpdate: ${rolling}\n`;

  it('come to numbers of Pods, with the replicas beside them', () => {
    expect(at(deployment('  replicas: 10\n', '{maxSurge: |25%, maxUnavailable: 25%}'))).toBe(
      'Replicas: 10. During a rollout at least 8 of them stay available, and there are at most 13 Pods. (`maxSurge` `25%` = 3, rounded up; `maxUnavailable` `25%` = 2, rounded down)',
    );
    expect(at(deployment('', '{maxUnavailable: |0, maxSurge: 1}'))).toBe(
      'Replicas: 1. During a rollout at least 1 of them stay available, and there are at most 2 Pods.',
    );
    expect(at(deployment('  replicas: 3\n', '{maxSurge: 0, maxUnavailable: |0%}'))).toContain(
      'cannot both be 0',
    );
    expect(at(deployment('  replicas: {{ .n }}\n', '{maxSurge: |25%}'))).toBe('');
  });
});

describe('parts of other rollouts', () => {
  const rolling = (kind: string, more: string): string =>
    at(
      `apiVersion: apps/v1\nkind: ${kind}\nspec:\n  replicas: 5\n  updateStrategy:\n    rollingUpdate: ${more}\n`,
    );
  it('are told as far as they can be known', () => {
    expect(rolling('StatefulSet', '{maxUnavailable: |30%}')).toBe(
      'Replicas: 5. 2 of them may be unavailable during a rollout (percentages round up).',
    );
    expect(rolling('StatefulSet', '{maxUnavailable: |0}')).toContain('cannot be 0 here');
    expect(rolling('DaemonSet', '{maxUnavailable: |10%}')).toBe(
      '`10%` of the nodes that should run the Pod, rounded up.',
    );
    expect(rolling('DaemonSet', '{maxUnavailable: |1}')).toBe('');
  });

  it('say what an autoscaler may do in a period', () => {
    const policy = (direction: string, text: string, t = english): string =>
      at(
        `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nspec:\n  behavior:\n    ${direction}:\n      policies:\n        - ${text}\n`,
        t,
      );
    expect(policy('scaleUp', '{type: Percent, value: |100, periodSeconds: 15}')).toBe(
      'Adds at most 100 % of the current Pods in 15 seconds.',
    );
    expect(policy('scaleDown', '{type: Pods, value: |2, periodSeconds: 60}', chinese)).toBe(
      '1 分钟内最多减少 2 个 Pod。',
    );
  });
});

describe('modes and ports', () => {
  it('reads a mode of a file in either base', () => {
    const mode = (text: string): string =>
      at(`apiVersion: v1\nkind: Pod\nspec:\n  volumes:\n    - secret: {defaultMode: |${text}}\n`);
    expect(mode('420')).toBe('`420` = `0644`: `rw-r--r--`');
    expect(mode('0400')).toBe('`0400` = 256: `r--------`');
    expect(mode('644')).toBe(
      '⚠ `644` is decimal and above 0777, so that it is refused. Write `0644`, in JSON `420`.',
    );
    expect(mode('9999')).toBe('⚠ `9999` is above 0777 and is refused.');
  });

  it('follows a Service to the port of its Pods', () => {
    const service = (port: string, type = 'ClusterIP'): string =>
      `apiVersion: v1\nkind: Service\nspec:\n  type: ${type}\n  ports:\n    - ${port}\n`;
    expect(at(service('{port: |80, targetPort: http}'))).toBe(
      'Service port `80/TCP` → the Pod port named `http`',
    );
    expect(at(service('{port: |80, nodePort: 30080}', 'NodePort'))).toBe(
      'node port `30080` → Service port `80/TCP` → Pod port `80`',
    );
    expect(at(service('{port: 80, nodePort: |80}', 'NodePort'))).toContain('outside of the default range');
    expect(at(service('{port: |70000}'))).toContain('is no port');
    expect(at(service('{port: 80, targetPort: |My_Port}'))).toContain('is no name for a port');
  });
});
