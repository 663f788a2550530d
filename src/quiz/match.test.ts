import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Concept } from '../deck/types.ts';
import { leadOf, matchPoints, matchTerm, recognise } from './match.ts';
import { namesOf, noNames, spellings } from './names.ts';
import { bigrams, isNear, squeeze, stem } from './words.ts';

function concept(id: string, name: string, ...synonyms: string[]): Concept {
  const rest = { label: '', summary: '', points: [], links: [], attachments: [], confuse: [] };
  return { id, name, synonyms, ...rest, topic: id, file: 'x.md', range: { start: 0, end: 1 } };
}

const names = namesOf([
  concept('readiness', 'readiness probe', 'readinessProbe'),
  concept('readiness', '就绪探针 (readiness probe)'),
  concept('liveness', 'liveness probe'),
  concept('liveness', '存活探针'),
  concept('hpa', 'HorizontalPodAutoscaler', 'HPA'),
  concept('hpa', '水平自动扩缩'),
  concept('nodeport', 'NodePort'),
  concept('ingress', 'ingress'),
  concept('egress', 'egress'),
  concept('kube-proxy', 'kube-proxy'),
  concept('kubectl', 'kubectl'),
]);

/** Indexes of the points that are proposed. */
function proposed(typed: string, points: readonly string[], question = ''): number[] {
  const { words } = matchPoints(typed, question, points, names);
  return words.flatMap((found, point) => (found.length > 0 ? [point] : []));
}

const types = [
  '**ClusterIP**: a virtual IP that works inside the cluster; the default.',
  '**NodePort**: ClusterIP plus the same port on every node.',
  '**LoadBalancer**: NodePort plus an external balancer that somebody must provide.',
  '**ExternalName**: no proxying at all, a DNS CNAME.',
];
const outage = [
  'No. Containers go on running, kubelets restart those that crash, and Service rules stay in the kernels.',
  'What stops is change: no deployments, no scaling, no replacement for Pods of a dead node, no new endpoints.',
  'So the applications live on borrowed time: until the next failure.',
];
const creation = [
  'kube-apiserver 完成认证、鉴权和准入，把 Pod 写入 etcd',
  '调度器为 Pod 选择节点，写入绑定',
  '该节点的 kubelet 通过 CRI 创建沙箱和容器',
  'CNI 插件为 Pod 分配地址并接入网络',
];
const probes = [
  '**存活探针**：失败时重启容器',
  '**就绪探针**：失败时从 Service 的端点中摘除',
  '**启动探针**：成功之前其他探针不运行',
];

describe('points that a typed answer proposes', () => {
  it.each<[string, string, readonly string[], number[]]>([
    ['nothing', '', types, []],
    ['names in another order', 'externalname, clusterip', types, [0, 3]],
    ['names in parts', 'Cluster IP\nnode port\nload-balancer', types, [0, 1, 2]],
    ['full-width letters', 'ＣｌｕｓｔｅｒＩＰ　ＮＯＤＥＰＯＲＴ', types, [0, 1]],
    ['slips of the fingers', 'clutserip, nodepotr, loadbalancr', types, [0, 1, 2]],
    ['a description without the name', 'a CNAME in dns, no proxying', types, [3]],
    ['a word that many points share', 'node', types, []],
    ['other words', 'it depends on the weather', types, []],
    [
      'sentences in other words',
      'running containers keep running, the kubelet restarts crashed ones, rules remain',
      outage,
      [0],
    ],
    ['two points', 'no new deployments, no scaling and no endpoints; lives on borrowed time', outage, [1, 2]],
    ['half a thought', 'containers', outage, []],
    ['Chinese sentences', 'apiserver 鉴权、准入，写入 etcd；调度器选择节点', creation, [0, 1]],
    ['Chinese with English names', 'kubelet 调 CRI 建沙箱，CNI 分配地址', creation, [2, 3]],
    ['Chinese without spaces', '调度器为pod选节点并绑定', creation, [1]],
    ['Chinese names', '存活探针、就绪探针', probes, [0, 1]],
    ['the English name of a Chinese point', 'readiness probe, livenessProbe', probes, [0, 1]],
    ['a wrong character from the input method', '启动探真', probes, [2]],
    ['the effect alone', '重启容器', probes, [0]],
  ])('%s', (_name, typed, points, expected) => {
    expect(proposed(typed, points)).toEqual(expected);
  });

  it('does not take a name for recall that the question has said', () => {
    const question = 'What is the difference between ClusterIP, NodePort and LoadBalancer?';
    expect(proposed('clusterip nodeport loadbalancer', types, question)).toEqual([]);
    expect(proposed('NodePort opens the same port on every node', types, question)).toEqual([1]);
  });

  it('takes a term for no typing error of another', () => {
    const policies = ['**ingress**: who may come in', '**egress**: where it may go out'];
    expect(proposed('ingress', policies)).toEqual([0]);
    expect(proposed('kubectl', ['**kube-proxy**: rules of Services in the kernel'])).toEqual([]);
    expect(proposed('ipv6', ['**ipvs**: tables in the kernel'])).toEqual([]);
    expect(proposed('1.35', ['**1.36**: the next one'])).toEqual([]);
  });

  it('says by which words, as they were typed', () => {
    const { words } = matchPoints('Clutser IP (inside)', '', types, noNames);
    expect(words[0]).toEqual(['Clutser IP', 'inside']);
    expect(matchPoints('写入绑定，选择节点', '', creation, names).words[1]).toEqual(['选择节点', '写入绑定']);
  });

  const texts = fc.oneof(
    fc.string(),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(...types, ...outage, ...creation, ...probes, 'NodePort', '端口', '**', '==', '\ud800'),
  );

  it('never throws, and proposes nothing for nothing', () => {
    fc.assert(
      fc.property(texts, texts, fc.array(texts, { maxLength: 5 }), (typed, question, points) => {
        expect(matchPoints(typed, question, points, names).words).toHaveLength(points.length);
        expect(matchPoints('', question, points, names).words.flat()).toEqual([]);
        recognise([typed, question], points, names);
      }),
    );
  });

  const points = [...types, ...outage, ...creation, ...probes];
  it('proposes a point for its own text, however it is written', () => {
    fc.assert(
      fc.property(fc.constantFrom(...points), fc.boolean(), fc.boolean(), (point, upper, wide) => {
        let typed = upper ? point.toUpperCase() : point.replace(/\s+/g, '  ');
        if (wide) {
          typed = typed.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
        }
        expect(proposed(typed, points)).toContain(points.indexOf(point));
      }),
    );
  });

  it('never takes a proposal back when more is typed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...points.flatMap((p) => p.split(/[ ，、]/)))),
        texts,
        (typed, more) => {
          const before = proposed(typed.join(' '), points);
          expect(proposed(`${typed.join(' ')} ${more}`, points)).toEqual(expect.arrayContaining(before));
        },
      ),
    );
  });

  it('does not mind in which order points are typed', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(points), (typed) => {
        expect(proposed(typed.join('\n'), points)).toEqual(proposed([...typed].sort().join('\n'), points));
      }),
    );
  });

  it('forgives one slip in a long name', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), fc.constantFrom('x', 'q', ''), (at, letter) => {
        const name = 'loadbalancer';
        expect(proposed(name.slice(0, at) + letter + name.slice(at + 1), types)).toContain(2);
      }),
    );
  });
});

describe('entries of a list', () => {
  const parts = ['kube-apiserver', 'etcd', 'kube-scheduler', 'kube-controller-manager'];
  const kinds = (entries: string[], of: readonly string[] = parts): (number | string)[] =>
    recognise(entries, of, names).map((found) => (found.kind === 'name' ? found.name : found.kind));

  it('are recognised in any order, half typed ones are not', () => {
    expect(kinds(['etcd', 'Kube API Server', 'kube-sched', ''])).toEqual([1, 0, 'none', 'none']);
  });
  it('count once', () => {
    expect(kinds(['etcd', 'ETCD', 'kube scheduler'])).toEqual([1, 'again', 2]);
  });
  it('stand slips and other names', () => {
    expect(kinds(['kube-controler-manager', 'kube-shceduler'])).toEqual([3, 2]);
    expect(kinds(['HPA', '水平自动扩缩'], ['HorizontalPodAutoscaler', 'VPA'])).toEqual([0, 'again']);
    expect(kinds(['存活', '就绪探针'], ['liveness probe', 'readiness probe'])).toEqual(['none', 1]);
  });
  it('prefer the name that is nearest in length', () => {
    expect(kinds(['kube-proxy mode'], ['kube-proxy', 'kube-proxy mode'])).toEqual([1]);
    expect(kinds(['kube-proxy'], ['kube-proxy mode', 'kube-proxy'])).toEqual([1]);
  });
  it('may be phrases', () => {
    expect(kinds(['node is drained'], ['drain the node', 'upgrade the kubelet'])).toEqual([0]);
    expect(kinds(['驱逐节点上的 Pod'], ['驱逐节点 Pod', '升级 kubelet'])).toEqual([0]);
  });
  it('never name one thing twice', () => {
    const entry = fc.oneof(fc.constantFrom(...parts), fc.string());
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const found = recognise(entries, parts, names).flatMap((one) =>
          one.kind === 'name' ? [one.name] : [],
        );
        expect(new Set(found).size).toBe(found.length);
      }),
    );
  });
});

describe('a typed term', () => {
  it.each([
    ['nodeport', 'NodePort', true],
    ['Node Port', '**NodePort**', true],
    ['readiness', '就绪探针 (readiness probe)', false],
    ['就绪探针', 'readiness probe', true],
    ['egress', 'ingress', false],
    ['3', '3', true],
    ['three', '3', true],
    ['30000-32767', '30000-32767', true],
    ['30000-32768', '30000-32767', false],
    ['`kubectl drain`', '`kubectl drain`', true],
    ['', 'NodePort', false],
  ])('%j for %j: %s', (typed, answer, expected) => {
    expect(matchTerm(typed, answer, names).length > 0).toBe(expected);
  });
});

describe('words', () => {
  it('compares forms of a word', () => {
    for (const [a, b] of [
      ['restarts', 'restart'],
      ['running', 'run'],
      ['policies', 'policy'],
      ['stored', 'store'],
      ['matches', 'match'],
      ['two', '2'],
    ] as const) {
      expect(stem(a)).toBe(stem(b));
    }
    expect(stem('status')).toBe('status');
    expect(stem('class')).toBe(stem('classes'));
  });
  it('knows a slip from another word', () => {
    expect(isNear('scheduler', 'shceduler', 1)).toBe(true);
    expect(isNear('scheduler', 'schedule', 1)).toBe(true);
    expect(isNear('taint', 'paint', 0)).toBe(false);
  });
  it('cuts Chinese at words that only join', () => {
    expect(bigrams('每个节点的端口')).toEqual(['每', '节点', '端口']);
  });
  it('knows what stands in front and in brackets', () => {
    expect(spellings('就绪探针（readiness probe）')).toEqual([
      '就绪探针（readiness probe）',
      '就绪探针',
      'readiness probe',
    ]);
    expect(squeeze('ＣｌｕｓｔｅｒIP ')).toBe('clusterip');
    expect(leadOf('**Needed?**: in practice yes')).toBe('Needed?');
    expect(leadOf('提交：写入存储')).toBe('提交');
    expect(leadOf('No. Containers go on')).toBeUndefined();
  });
});
