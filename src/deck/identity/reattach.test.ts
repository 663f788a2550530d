import { describe, expect, test } from 'vitest';
import type { IdentityEvent } from '../events.ts';
import { cardId, deriveSectionId } from '../sectionId.ts';
import type { Card, CardType } from '../types.ts';
import { explainLinks, manualLink, unlink } from './links.ts';
import { reattach, type Reattachment } from './reattach.ts';
import { historyKey, versionOf } from './version.ts';

interface Draft {
  readonly section: string;
  readonly question: string;
  readonly answer: string;
  readonly type?: CardType;
  readonly derived?: string;
  readonly file?: string;
  readonly private?: boolean;
}

function card({
  section,
  question,
  answer,
  type = 'explain',
  derived,
  file = 'a.md',
  private: hidden,
}: Draft): Card {
  return {
    id: cardId(section, type, derived),
    type,
    topic: section,
    section,
    question,
    answer,
    points: [],
    tier: 'should',
    private: hidden ?? false,
    file,
    range: { start: 0, end: 1 },
  };
}

/** A card of the user's notes whose section has no id. */
function plain(heading: string, answer: string, more: Partial<Draft> & { nth?: number } = {}): Card {
  const section = deriveSectionId('bank', { occurrence: more.nth ?? 1 }, heading);
  return card({ section, question: heading, answer, ...more });
}

/** One device: its journal, and the notes it looks at. */
class Device {
  journal: IdentityEvent[] = [];
  #now = 0;

  open(current: readonly Card[], sources: readonly string[] = ['', 'bank']): Reattachment {
    const result = reattach({
      events: this.journal,
      current,
      loadedSources: new Set(sources),
      now: ++this.#now,
    });
    this.journal.push(...result.newVersions, ...result.links);
    return result;
  }
}

/** Whether a card of now carries on the history of one of then. */
function carriesOn({ ownership }: Reattachment, then: Card, now: Card): boolean {
  return ownership.owner(historyKey(then)) === historyKey(now);
}

const network = '讲网络时先说原则：Pod 之间直接互通，不做地址转换；再比较各个插件的实现方式。';
const storage = '存储部分围绕 PV、PVC 和 StorageClass 展开，重点是动态供给和回收策略。';
const security = '安全部分从认证、授权、准入三道关讲起，然后是镜像与运行时。';

test('notes that did not change need no event after the first look', () => {
  const device = new Device();
  const cards = [plain('Pod 的网络', network), plain('存储', storage)];
  expect(device.open(cards).newVersions).toHaveLength(2);
  const again = device.open(cards);
  expect([again.newVersions, again.links, again.orphans]).toEqual([[], [], []]);
});

test('a formatter changes nothing', () => {
  const device = new Device();
  const before = plain('Pod的网络', '* **原则**：Pod之间直接互通\n* 不做地址转换');
  const after = plain('Pod 的网络', '- __原则__: Pod 之间直接互通\r\n- 不做地址转换\r\n');
  device.open([before]);
  expect(device.open([after]).newVersions).toEqual([]);
  expect(historyKey(after)).toBe(historyKey(before));
});

describe('ids that count shift, and histories follow the text', () => {
  const [net, sto] = [plain('概述', network), plain('概述', storage, { nth: 2 })];
  const [sec, net2, sto2] = [
    plain('概述', security),
    plain('概述', network, { nth: 2 }),
    plain('概述', storage, { nth: 3 }),
  ];

  test('after an insert', () => {
    const device = new Device();
    device.open([net, sto]);
    const result = device.open([sec, net2, sto2]);
    expect(carriesOn(result, net, net2)).toBe(true);
    expect(carriesOn(result, sto, sto2)).toBe(true);
    expect(result.ownership.members(historyKey(sec))).toEqual([historyKey(sec)]);
    expect(result.links.map(({ w }) => w)).toEqual(['text', 'text']);
  });

  test('after an insert together with a new wording', () => {
    const device = new Device();
    device.open([net, sto]);
    const reworded = plain('概述', network.replace('再比较各个插件的实现方式', '然后比较插件怎么实现'), {
      nth: 2,
    });
    const result = device.open([sec, reworded, sto2]);
    expect(carriesOn(result, net, reworded)).toBe(true);
    expect(carriesOn(result, sto, sto2)).toBe(true);
  });

  test('after a deletion, which leaves an orphan that comes back', () => {
    const device = new Device();
    device.open([sec, net2, sto2]);
    const without = device.open([net, sto]);
    expect(carriesOn(without, net2, net)).toBe(true);
    expect(without.orphans.map(({ history }) => history)).toEqual([historyKey(sec)]);
    const back = device.open([sec, net2, sto2]);
    expect(carriesOn(back, sec, sec)).toBe(true);
    expect(back.orphans).toEqual([]);
  });

  test('switching between two branches again and again needs no further event', () => {
    const device = new Device();
    device.open([net, sto]);
    device.open([sec, net2, sto2]);
    const size = device.journal.length;
    for (let turn = 0; turn < 3; turn++) {
      expect(carriesOn(device.open([net, sto]), net2, net)).toBe(true);
      expect(carriesOn(device.open([sec, net2, sto2]), net, net2)).toBe(true);
    }
    expect(device.journal.length).toBe(size);
  });
});

test('a derived id whose text has become another question does not keep the history', () => {
  const device = new Device();
  const before = plain('概述', network);
  device.open([before]);
  const after = plain('概述', security);
  const result = device.open([after]);
  expect(result.links).toEqual([]);
  expect(result.orphans.map(({ last }) => last.answer)).toEqual([versionOf(before).answer]);
});

test('the same telling question keeps its history when the answer is written anew', () => {
  const device = new Device();
  const before = plain('kube-proxy 的 iptables 模式为什么慢？', '规则是一条长链，逐条匹配。');
  device.open([before]);
  const after = plain(
    'kube-proxy 的 iptables 模式为什么慢？',
    '更新时要整表重写；Service 一多，延迟随规则数线性上升。',
  );
  expect(carriesOn(device.open([after]), before, after)).toBe(true);
});

describe('an explicit id is the author’s word', () => {
  const english = card({
    section: 'pause',
    question: 'Why is there a pause container?',
    answer: 'It holds the network namespace.',
  });
  const chinese = card({
    section: 'pause',
    question: '为什么需要 pause 容器？',
    answer: '它持有网络命名空间。',
  });

  test('both languages are one card', () => {
    const device = new Device();
    device.open([english]);
    const result = device.open([chinese]);
    expect(historyKey(chinese)).toBe(historyKey(english));
    expect(result.links).toEqual([]);
    expect(result.newVersions).toHaveLength(1);
  });

  test('whatever becomes of the text', () => {
    const device = new Device();
    device.open([english]);
    const other = card({
      section: 'pause',
      question: 'What is etcd?',
      answer: 'A store of keys and values.',
    });
    expect(carriesOn(device.open([other]), english, other)).toBe(true);
  });

  test('a renamed id is found by its text, and so is one that is added or removed', () => {
    for (const [then, now] of [
      ['pause', 'pause-container'],
      ['pause', '~why-is-there-a-pause'],
      ['~why-is-there-a-pause', 'pause'],
    ] as const) {
      const device = new Device();
      const before = { ...english, id: `${then}#explain`, section: then };
      const after = { ...english, id: `${now}#explain`, section: now };
      device.open([before]);
      expect(carriesOn(device.open([after]), before, after)).toBe(true);
    }
  });

  test('items without an id of their own follow their section into the other language', () => {
    const device = new Device();
    const item = { section: 'probes', type: 'define', derived: 'startup' } as const;
    const before = card({
      ...item,
      question: 'startup',
      answer: 'Holds the other probes back during a slow start.',
    });
    const after = card({
      ...item,
      question: '启动探针（startup）',
      answer: '成功之前其他探针都不执行，给启动慢的应用用。',
    });
    device.open([before]);
    const result = device.open([after]);
    expect(carriesOn(result, before, after)).toBe(true);
    expect(result.links.map(({ w }) => w)).toEqual(['id']);
  });
});

describe('sources', () => {
  const mine = plain('Pod 的网络', network);
  const copy = card({ section: '~pod的网络', question: 'Pod 的网络', answer: network });

  test('a window that lacks a folder does not give its history away', () => {
    const device = new Device();
    device.open([mine]);
    const result = device.open([copy], ['']);
    expect([result.links, result.orphans]).toEqual([[], []]);
  });

  test('a source that is still being read takes nothing and records nothing', () => {
    const device = new Device();
    device.open([copy]);
    const result = device.open([mine], ['']);
    expect([result.links, result.newVersions]).toEqual([[], []]);
  });

  test('notes that move to another folder keep their history when both are loaded', () => {
    const device = new Device();
    device.open([copy]);
    expect(carriesOn(device.open([mine]), copy, mine)).toBe(true);
  });
});

test('two cards that are equally like the old one are left to the user', () => {
  const device = new Device();
  const old = plain('Flannel 插件', '用 VXLAN 封装报文，配置简单，适合小规模集群。');
  device.open([old]);
  const [one, two] = [
    plain('Flannel 插件一', '用 VXLAN 封装报文，配置简单，适合小集群。'),
    plain('Flannel 插件二', '用 VXLAN 封装报文，配置简单，适合小集群。'),
  ];
  const result = device.open([one, two]);
  expect(result.links).toEqual([]);
  expect(result.orphans).toHaveLength(1);

  device.journal.push(manualLink(versionOf(old), versionOf(two), 9));
  const chosen = device.open([one, two]);
  expect(carriesOn(chosen, old, two)).toBe(true);
  expect(chosen.orphans).toEqual([]);
});

describe('a link can be shown and undone', () => {
  const before = plain(
    'etcd 为什么用奇数个节点',
    'Raft 要多数派才能提交，四个成员和三个成员一样只能坏一个。',
  );
  const after = plain('etcd 成员为何是奇数', 'Raft 要多数派才能提交，四个成员同三个成员一样只能坏一个。');

  function linked(): { device: Device; result: Reattachment } {
    const device = new Device();
    device.open([before]);
    return { device, result: device.open([after]) };
  }

  test('with the texts, the score and the second best', () => {
    const { device, result } = linked();
    const cards = device.journal.filter((event) => event.k === 'card');
    const [shown] = explainLinks(result.ownership.links, cards);
    expect(shown?.reason).toBe('similar');
    expect(shown?.score).toBeGreaterThan(0.5);
    expect(shown?.second).toBe(0);
    expect(shown?.before?.question).toBe('etcd为什么用奇数个节点');
    expect(shown?.after?.question).toBe('etcd成员为何是奇数');
  });

  test('an undone link is not proposed again, also after the next edit', () => {
    const { device, result } = linked();
    const [link] = result.links;
    if (!link) throw new Error('no link');
    device.journal.push(unlink(link, 'w-1', 10));
    const undone = device.open([after]);
    expect([undone.links, carriesOn(undone, before, after)]).toEqual([[], false]);
    const edited = { ...after, answer: `${after.answer}这是常考题。` };
    const later = device.open([edited]);
    expect(carriesOn(later, after, edited)).toBe(true);
    expect(carriesOn(later, before, edited)).toBe(false);
    // The old card itself comes back and has its history.
    expect(carriesOn(device.open([before, edited]), before, before)).toBe(true);
  });
});

test('an undone link is not proposed again under the same id either', () => {
  const [before, after] = [
    plain('概述', 'Raft 要多数派才能提交，四个成员和三个成员一样只能坏一个。'),
    plain('概述', 'Raft 要多数派才能提交，五个成员能坏两个，偶数成员没有好处。'),
  ];
  const device = new Device();
  device.open([before]);
  const [link] = device.open([after]).links;
  if (!link) throw new Error('no link');
  expect(link.w).toBe('id');
  device.journal.push(unlink(link, 'w-1', 10));
  expect(device.open([after]).links).toEqual([]);
  device.journal.push({ i: 'w-2', t: 11, k: 'redo', of: link.i });
  expect(carriesOn(device.open([after]), before, after)).toBe(true);
});

describe('near twins are two cards', () => {
  function replaced(rest: readonly Card[], old: Card, now: Card): boolean {
    const device = new Device();
    device.open([...rest, old]);
    return carriesOn(device.open([...rest, now]), old, now);
  }

  test('a question of the same pattern about another thing', () => {
    const ports = (name: string, answer: string) => plain(`${name} 的默认端口是多少`, answer);
    const etcd = ports('etcd', '客户端访问 2379，成员之间通信 2380。');
    const kubelet = ports('kubelet', 'API 在 10250，健康检查在 10248。');
    const scheduler = ports('scheduler', '安全端口 10259，提供指标和健康检查。');
    expect(replaced([etcd], kubelet, scheduler)).toBe(false);
    expect(replaced([etcd], kubelet, ports('kubelet', 'API 用 10250，本机健康检查用 10248。'))).toBe(true);
  });

  test('a name that contains another, while the other is still there', () => {
    const mode = (name: string, text: string, type: CardType) =>
      plain('存储卷的访问模式', type === 'choice' ? name : text, {
        type,
        derived: name.toLowerCase(),
        question: type === 'choice' ? text : name,
      });
    const [once, pod] = [
      ['ReadWriteOnce', '只能被一个节点读写挂载。'],
      ['ReadWriteOncePod', '只能被一个 Pod 读写挂载。'],
    ] as const;
    const rest = [mode(...once, 'define'), mode(...pod, 'define')];
    expect(replaced(rest, mode(...once, 'choice'), mode(...pod, 'choice'))).toBe(false);
  });

  test('a general heading with another body', () => {
    expect(replaced([plain('存储', storage)], plain('概述', network), plain('概述', security))).toBe(false);
  });

  test('another term in the same place', () => {
    const item = (name: string, text: string) =>
      plain('污点的效果', text, { type: 'define', derived: '1', question: name });
    expect(
      replaced([], item('NoSchedule', '新的 Pod 不会调度上来。'), item('NoExecute', '已有的 Pod 会被驱逐。')),
    ).toBe(false);
  });
});

test('a section that was renamed and rewritten takes its cards along', () => {
  const section = (heading: string, texts: readonly string[]) =>
    ['Guaranteed', 'Burstable', 'BestEffort'].map((name, at) =>
      plain(heading, texts[at] ?? '', { type: 'define', derived: name.toLowerCase(), question: name }),
    );
  const before = section('QoS 等级怎么划分', [
    '请求和限制都设置且相等。',
    '设置了一部分。',
    '什么都没有设置。',
  ]);
  const after = section('Pod 的服务质量', [
    '请求和限制都设置而且相等。',
    '不属于另外两种。',
    '一个字段也没写，最先被驱逐。',
  ]);
  const device = new Device();
  device.open(before);
  const result = device.open(after);
  expect(before.map((card, at) => carriesOn(result, card, after[at] ?? card))).toEqual([true, true, true]);
});

describe('two journals that meet', () => {
  const first = plain('三种探针的区别', '存活探针失败会重启容器，就绪探针失败只摘流量，启动探针保护慢启动。');
  const second = plain(
    '三种探针的区别',
    '存活探针失败重启容器；就绪探针失败摘掉流量；启动探针用来保护启动慢的应用。',
  );

  test('a device that began with the newer text joins the older history of the same id', () => {
    const [old, fresh] = [new Device(), new Device()];
    old.open([first]);
    fresh.open([second]);
    fresh.journal.push(...old.journal);
    expect(carriesOn(fresh.open([second]), first, second)).toBe(true);
  });

  test('cards that stand side by side keep their own histories', () => {
    const device = new Device();
    device.open([first, plain('存活探针', '失败会重启容器。')]);
    const result = device.open([first]);
    expect(result.links).toEqual([]);
    expect(result.orphans).toHaveLength(1);
  });
});

test('a private card says so in the journal, for those who export it', () => {
  const device = new Device();
  const [event] = device.open([plain('自我介绍', '我做了八年运维。', { private: true })]).newVersions;
  expect(event?.o).toBe(1);
});

test('a long answer is kept in part, and changed parts beyond it still make another version', () => {
  const device = new Device();
  const long = '控制器不断比较期望状态与实际状态。'.repeat(60);
  const [event] = device.open([plain('控制循环', long)]).newVersions;
  expect(event?.a.length).toBe(480);
  const edited = plain('控制循环', `${long}最后一句不同。`);
  expect(carriesOn(device.open([edited]), plain('控制循环', long), edited)).toBe(true);
});
