import { describe, expect, it } from 'vitest';
import { alertsOf } from './alerts.ts';
import { buildDeck } from './deck.ts';
import { parseNote } from './parse.ts';
import type { Card } from './types.ts';

const english = `## Service <!-- id: service | on: Service | label: workload networking | confuse: ingress; gateway -->
A stable name and virtual address in front of Pods that come and go.

### Which Service types are there, and how do they build on each other? <!-- id: service-types | title: Service types | on: Service spec.type | tier: must -->
Four types; the first three stack:

- **ClusterIP**: a virtual IP inside the cluster; the default. <!-- id: clusterip | label: Service type | on: Service spec.type=ClusterIP -->
- **NodePort**: ClusterIP plus the same port (30000-32767) on every node. <!-- id: nodeport | label: Service type | on: Service spec.type=NodePort; Service spec.ports[].nodePort -->
  - Traffic: node address:nodePort -> Service -> ready Pods, also Pods of other nodes.
  - Keep it for labs, or as the leg behind an external balancer.
  > [!TRAP]
  > With nftables mode the port listens on the node's primary address only, not on 127.0.0.1.

  > [!SOURCE] https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
- **LoadBalancer**: NodePort plus an external balancer that somebody must provide. <!-- id: loadbalancer | label: Service type | on: Service spec.type=LoadBalancer -->
- **ExternalName**: no proxying at all, a DNS CNAME. <!-- id: externalname | label: Service type | on: Service spec.type=ExternalName -->

> [!TRAP]
> Headless is \`clusterIP: None\`, a setting, not a type. Ingress is another API.

> [!FOLLOWUP] A customer has no cloud. Who provides the load balancer?
> MetalLB, kube-vip or their hardware; each has its own answer to failover and bandwidth.
`;

const chinese = `## Service <!-- id: service | on: Service | label: 工作负载网络 | confuse: ingress; gateway -->
挡在来来去去的 Pod 前面的稳定名字和虚拟地址。

### Service 有哪几种类型，它们之间是什么关系？ <!-- id: service-types | title: Service 类型 | on: Service spec.type | tier: must -->
四种类型，前三种层层叠加：

- **ClusterIP**：集群内部的虚拟 IP，默认类型。 <!-- id: clusterip | label: Service 类型 | on: Service spec.type=ClusterIP -->
- **NodePort：**在 ClusterIP 之上，每个节点再开同一个端口（30000-32767）。 <!-- id: nodeport | label: Service 类型 | on: Service spec.type=NodePort; Service spec.ports[].nodePort -->
  - 流量：节点地址:nodePort -> Service -> 就绪的 Pod，包括其他节点上的。
  - 适合实验环境，或者放在外部负载均衡器后面。
  > [!TRAP]
  > nftables 模式下端口只监听节点的主地址，不监听 127.0.0.1。

  > [!SOURCE] https://kubernetes.io/zh-cn/docs/concepts/services-networking/service/#type-nodeport
- **LoadBalancer**：在 NodePort 之上再加一个外部负载均衡器，得有人提供。 <!-- id: loadbalancer | label: Service 类型 | on: Service spec.type=LoadBalancer -->
- **ExternalName**：完全不做代理，只是一条 DNS CNAME。 <!-- id: externalname | label: Service 类型 | on: Service spec.type=ExternalName -->

> [!TRAP]
> Headless 是 \`clusterIP: None\`，是一个设置，不是类型。Ingress 是另一个 API。

> [!FOLLOWUP] 客户没有公有云，负载均衡器由谁提供？
> MetalLB、kube-vip 或者客户自己的硬件；故障切换和带宽各有各的答案。
`;

const ids = [
  'service#explain',
  'service#define-reverse',
  'service-types#explain',
  'service-types#list',
  'clusterip#define',
  'clusterip#define-reverse',
  'nodeport#define',
  'nodeport#define-reverse',
  'loadbalancer#define',
  'loadbalancer#define-reverse',
  'externalname#define',
  'externalname#define-reverse',
  'service-types#follow-up',
  'clusterip#choice',
];

function parse(text: string): { cards: Card[]; note: ReturnType<typeof parseNote> } {
  const note = parseNote({ source: '', path: 'networking.md', text });
  return { note, cards: note.chapters.flatMap(({ topics }) => topics.flatMap(({ cards }) => cards)) };
}

describe.each([
  ['English', english],
  ['Chinese', chinese],
])('the example note in %s', (_language, text) => {
  const { note, cards } = parse(text);
  const byId = new Map(cards.map((card) => [card.id, card]));
  const topics = new Map(
    note.chapters.flatMap((chapter) => chapter.topics).map((topic) => [topic.id, topic]),
  );

  it('gives exactly the cards that its author has in mind', () => {
    expect(cards.map(({ id }) => id)).toEqual(ids);
    expect(note.problems).toEqual([]);
  });

  it('gives the same kinds of cards without any mark', () => {
    const plain = parse(text.replace(/ ?<!--.*?-->/g, ''));
    expect(plain.cards.map(({ type, reverse }) => [type, reverse])).toEqual(
      cards.map(({ type, reverse }) => [type, reverse]),
    );
    expect(plain.cards.map(({ question }) => question)).toEqual(cards.map(({ question }) => question));
    expect(plain.note.concepts).toEqual([]);
  });

  it('grades the explanation against the four bold items', () => {
    const points = byId.get('service-types#explain')?.points ?? [];
    expect(points).toHaveLength(4);
    expect(points[1]).toMatch(/^\*\*NodePort/);
    expect(byId.get('service-types#list')?.points).toEqual([
      'ClusterIP',
      'NodePort',
      'LoadBalancer',
      'ExternalName',
    ]);
  });

  it('shows the trap of the section after each of its answers, the one of an item only after its own', () => {
    for (const card of cards.filter(({ topic }) => topic === 'service-types')) {
      const traps = alertsOf(card, topics.get(card.topic))
        .filter(({ kind }) => kind === 'trap')
        .map(({ body }) => body);
      const own = card.id.startsWith('nodeport#') ? 2 : 1;
      expect(traps, card.id).toHaveLength(own);
      expect(traps.at(-1)).toContain('clusterIP: None');
    }
    expect(byId.get('service-types#explain')?.answer).not.toContain('[!');
  });

  it('asks for a term against its siblings', () => {
    const choice = byId.get('clusterip#choice');
    expect(choice?.options?.filter(({ correct }) => correct).map(({ text: name }) => name)).toEqual([
      'ClusterIP',
    ]);
    expect(choice?.options).toHaveLength(4);
  });

  it('gives its six concepts', () => {
    expect(note.concepts.map(({ id }) => id)).toEqual([
      'service',
      'service-types',
      'clusterip',
      'nodeport',
      'loadbalancer',
      'externalname',
    ]);
    const nodeport = note.concepts.find(({ id }) => id === 'nodeport');
    expect(nodeport).toMatchObject({
      name: 'NodePort',
      topic: 'service-types',
      attachments: [
        { kind: 'Service', path: ['spec', 'type'], value: 'NodePort' },
        { kind: 'Service', path: ['spec', 'ports', '[]', 'nodePort'] },
      ],
    });
    expect(nodeport?.points).toHaveLength(2);
    expect(nodeport?.trap).toContain('127.0.0.1');
    expect(nodeport?.links).toHaveLength(1);
    expect(nodeport?.range).toEqual({ start: 7, end: 14 });
  });

  it('puts the tier on the section and its items', () => {
    expect(byId.get('service#explain')?.tier).toBe('should');
    expect(byId.get('nodeport#define')?.tier).toBe('must');
  });

  it('reports the concepts that are confusable with nothing', () => {
    const { problems } = buildDeck([note]);
    expect(problems.map(({ code, args }) => [code, args])).toEqual([
      ['dead-confuse', ['ingress']],
      ['dead-confuse', ['gateway']],
    ]);
  });
});
