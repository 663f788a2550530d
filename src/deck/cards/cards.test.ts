import { describe, expect, it } from 'vitest';
import { parseNote } from '../parse.ts';
import type { Card } from '../types.ts';

function cards(text: string): Card[] {
  return parseNote({ source: '', path: 'x.md', text }).chapters.flatMap(({ topics }) =>
    topics.flatMap((topic) => topic.cards),
  );
}

/** Types of the cards, `>` for explanation to term. */
function types(text: string): string[] {
  return cards(text).map(({ type, reverse }) => (reverse === true ? `${type}>` : type));
}

function reasons(text: string): string[] {
  return parseNote({ source: '', path: 'x.md', text }).skipped.map(
    ({ type, reason }) => `${type}: ${reason}`,
  );
}

function points(text: string, type: Card['type']): readonly string[] | undefined {
  return cards(text).find((card) => card.type === type)?.points;
}

describe('explain', () => {
  it.each([
    [
      'items',
      '## What is it?\n- one thing, that is first\n- another thing, that is next',
      ['one thing, that is first', 'another thing, that is next'],
    ],
    [
      'steps',
      '## What is it?\n1. one thing, that is first\n2. another thing, that is next',
      ['one thing, that is first', 'another thing, that is next'],
    ],
    [
      'definitions',
      '## What is it?\nPod：最小的调度单元\nNode：运行 Pod 的机器',
      ['Pod：最小的调度单元', 'Node：运行 Pod 的机器'],
    ],
    [
      'sentences with bold terms',
      '## What is it?\nThe **kubelet** runs Pods. The **scheduler** chooses nodes. Well.',
      ['The **kubelet** runs Pods.', 'The **scheduler** chooses nodes.'],
    ],
    [
      'sentences',
      '## What is it?\nOne, e.g. this. Two is v1.2 of it! 第三句。第四句？',
      ['One, e.g. this.', 'Two is v1.2 of it!', '第三句。', '第四句？'],
    ],
    [
      'statements beside a bare list',
      '## What is it?\nIt is stable.\nKinds:\n- one\n- two',
      ['It is stable.', 'Kinds: one, two'],
    ],
    ['rows', '## What is it?\n| a | b |\n|---|---|\n| x | y |\n| v | w |', ['**x**: y', '**v**: w']],
  ])('is graded against %s', (_name, text, expected) => {
    expect(points(text, 'explain')).toEqual(expected);
  });

  it.each([
    ['## Helm\nTODO', 'explain: A stub: too little text to be an answer.'],
    ['## Helm\na few words', 'explain: A stub: too little text to be an answer.'],
    ['## 默认端口\n是 6443', 'explain: A stub: too little text to be an answer.'],
    [
      '## Commands to know\n```\nkubectl get pods\n```',
      'explain: Nothing but code, and the heading asks no question.',
    ],
    [
      '## References\n- [a](https://b.c)\n- [d](https://e.f)',
      'explain: A section of references or housekeeping.',
    ],
    ['## More\n- [a](https://b.c)\n- [d](https://e.f)', 'explain: Nothing but links.'],
    ['## To do next\n- [ ] read this\n- [x] read that', 'explain: A list of tasks.'],
    ['## Interview\n- What is a Pod?\n- What is a Node?', 'explain: A list of questions without answers.'],
    ['## Kinds of it\n- one\n- two\n- three', 'explain: The list card asks the same.'],
    [
      `## Many\n${Array.from({ length: 13 }, (_, i) => `- thing number ${i}, that is long`).join('\n')}`,
      'explain: {0} points are too many to recall at once.',
    ],
  ])('is not made of %j', (text, reason) => {
    expect(types(text)).not.toContain('explain');
    expect(reasons(text)).toContain(reason);
  });

  it('is made of a short answer to a question', () => {
    expect(types('## Which port does etcd use?\n2379')).toEqual(['explain']);
  });

  it('names the heading above where its own says nothing alone', () => {
    const text = '## Ingress\n### 优点\n可以按照域名和路径转发，只要一个入口。';
    expect(cards(text).map(({ question }) => question)).toEqual(['Ingress · 优点']);
  });

  it('leaves out the number of a heading', () => {
    expect(cards('## 3.1 What is a Pod?\nThe smallest unit of all.')[0]?.question).toBe('What is a Pod?');
    expect(cards('## 二、什么是 Pod？\n最小的调度单元，可以有多个容器。')[0]?.question).toBe('什么是 Pod？');
  });
});

describe('list', () => {
  it('is introduced by the line above, colon or not, or by the heading', () => {
    expect(points('## Node\nNode 由以下组成\n- kubelet\n- kube-proxy', 'list')).toEqual([
      'kubelet',
      'kube-proxy',
    ]);
    expect(points('## Node\nThese parts:\n\n* kubelet\n* kube-proxy', 'list')).toEqual([
      'kubelet',
      'kube-proxy',
    ]);
    expect(points('## Parts of a node\n- kubelet\n- kube-proxy\n- runtime, etc.', 'list')).toEqual([
      'kubelet',
      'kube-proxy',
      'runtime',
    ]);
  });

  it('takes ordered items without a sign of sequence', () => {
    expect(types('## Probes of a Pod\n1. liveness\n2. readiness\n3. startup')).toEqual(['list']);
  });

  it.each([
    [
      '## A\ntext here.\n\n- one\n- two\n- three\n\nmore text.\n\n- four\n- five\n- six',
      'list: Nothing says what the list is a list of.',
    ],
    ['## A\n- one\n- two', 'list: Only {0} items.'],
    ['## A\n例如：\n- one\n- two', 'list: Examples, not a complete list.'],
    [
      '## A\n- this is a whole sentence, with a clause\n- one\n- two',
      'list: The items are sentences, not names.',
    ],
    ['## A\nKinds:\n- one\n- one', 'list: Items repeat.'],
    ['## A\n优缺点：\n- 优点：简单可靠\n- 缺点：性能一般', 'list: "{0}" is a label, not a term.'],
    [
      '## Why do we do it?\n- **Speed**: it is fast\n- **Cost**: it is cheap',
      'list: The heading asks for an explanation, not for names.',
    ],
    [
      '## Commands\n- `kubectl get`: list things\n- `kubectl top`: show usage\n- `kubectl logs`: show logs',
      'list: Commands, asked one by one.',
    ],
  ])('is not made of %j', (text, reason) => {
    expect(types(text)).not.toContain('list');
    expect(reasons(text)).toContain(reason);
  });

  it('trims 等 and etc. from the last name, and only there', () => {
    const names = (last: string): readonly string[] | undefined =>
      points(`## A\nKinds:\n- x\n- ${last}`, 'list');
    expect(names('存储等')).toEqual(['x', '存储']);
    expect(names('容器运行时等组件组成')).toEqual(['x', '容器运行时']);
    expect(names('平等')).toEqual(['x', '平等']);
    expect(names('高等')).toEqual(['x', '高等']);
    expect(names('y and so on')).toEqual(['x', 'y']);
    expect(names('etcd')).toEqual(['x', 'etcd']);
  });
});

describe('order', () => {
  const steps = '1. one\n2. two\n3. three';

  it.each([
    'Pod 的创建流程',
    '升级步骤',
    'Pod 的生命周期',
    '启动过程',
    'How does a rollout work?',
    'Steps of an upgrade',
    'The lifecycle of a Pod',
    '一次请求从客户端到存储',
  ])('is made under the heading %j', (heading) => {
    expect(points(`## ${heading}\n${steps}`, 'order')).toEqual(['one', 'two', 'three']);
  });

  it('is made of an introduction with a sign, and of steps by name', () => {
    expect(types(`## A\n流程如下：\n${steps}`)).toEqual(['order']);
    expect(types('## A\nStep 1: one\nStep 2: two\nStep 3: three')).toEqual(['order']);
    expect(types('## A\n第一步，甲\n第二步，乙\n第三步，丙')).toEqual(['order']);
  });

  it.each([
    ['two steps', '## 创建流程\n1. one\n2. two'],
    ['no sign', `## Kinds of it\n${steps}`],
    ['bullets', '## 创建流程\n- one\n- two\n- three'],
    [
      'another list under the same heading',
      `## 创建流程\n流程：\n${steps}\n\n要检查的东西：\n1. a\n2. b\n3. c`,
    ],
  ])('is not made with %s', (name, text) => {
    expect(types(text).filter((type) => type === 'order')).toHaveLength(name.startsWith('another') ? 1 : 0);
  });

  it('shows lead clauses', () => {
    const text =
      '## The process of it\n1. **Watch**: lists all objects once and then follows their changes\n2. **Compare**: sees what differs\n3. **Act**: does one thing about it';
    expect(points(text, 'order')).toEqual(['Watch', 'Compare', 'Act']);
    const long =
      '## The process of it\n1. The kubelet sees the Pod in its watch, and asks the runtime for a sandbox\n2. When all containers are ready, the Pod gets its condition\n3. Done';
    expect(points(long, 'order')).toEqual([
      'The kubelet sees the Pod in its watch',
      'When all containers are ready, the Pod gets its condition',
      'Done',
    ]);
  });

  it('is made of arrows too', () => {
    expect(points('## CI/CD 流程\n提交代码 -> 构建镜像 → 推送仓库 => 部署', 'order')).toEqual([
      '提交代码',
      '构建镜像',
      '推送仓库',
      '部署',
    ]);
    expect(points('## DevOps\n发布流程：构建 -> 测试 -> 部署', 'order')).toEqual(['构建', '测试', '部署']);
    expect(types('## Arithmetic\nx -> y -> z')).not.toContain('order');
    expect(types('## 流程\nf(x) -> g(x); -> h')).not.toContain('order');
  });

  it('takes the subject of a step for no name of it', () => {
    const text =
      '## 创建流程\n1. kubelet 监听到新的 Pod\n2. kubelet 管理容器的启动\n3. kubelet 保存状态到存储';
    expect(points(text, 'order')).toEqual([
      'kubelet 监听到新的 Pod',
      'kubelet 管理容器的启动',
      'kubelet 保存状态到存储',
    ]);
  });

  it('makes no terms of its steps', () => {
    const text =
      '## The process of it\n1. **Watch**: lists objects once\n2. **Compare**: sees what differs\n3. **Act**: does something';
    expect(types(text)).toEqual(['explain', 'order']);
  });
});

describe('table', () => {
  it('asks for a cell by row and attribute', () => {
    const text =
      '## A\n| Mode | Lookup | State |\n|---|---|---|\n| iptables | a list | default |\n| nftables | a map | yes |';
    expect(cards(text).map(({ question, answer }) => [question, answer])).toEqual([
      ['**iptables** · Lookup', 'a list'],
      ['**iptables** · State', 'default'],
      ['**nftables** · Lookup', 'a map'],
    ]);
    expect(reasons(text)).toContain('table: Yes or no is a guess, not a recall.');
  });

  it('asks for a whole row of a larger one, unless the author wants cells', () => {
    const table =
      '| Mode | A | B | C |\n|---|---|---|---|\n| x | 1x | 2x | 3x |\n| y | 1y | 2y | 3y |\n| z | 1z | 2z | 3z |';
    expect(cards(`## T\n${table}`).map(({ question, points: told }) => [question, told.length])).toEqual([
      ['**x** · A, B, C', 3],
      ['**y** · A, B, C', 3],
      ['**z** · A, B, C', 3],
    ]);
    expect(types(`## T <!-- cards: cells -->\n${table}`)).toHaveLength(9);
  });

  it('asks by column where the columns are compared, and skips a column of numbers', () => {
    expect(cards('## T\n| | HPA | VPA |\n|---|---|---|\n| changes | Pods | requests |')[0]?.question).toBe(
      '**HPA** · changes',
    );
    expect(cards('## T\n| # | Part | Port |\n|---|---|---|\n| 1 | etcd | 2379 |')[0]?.question).toBe(
      '**etcd** · Port',
    );
  });

  it.each([
    ['| a | b |\n| c | d |', 'The table has no header.'],
    ['| n | v |\n|---|---|\n| x | 1 |\n| x | 2 |', 'The first column does not name the rows.'],
    [
      `| n | v |\n|---|---|\n${Array.from({ length: 13 }, (_, i) => `| r${i} | ${i} |`).join('\n')}`,
      '{0} rows are a reference, not something to recall.',
    ],
  ])('is not asked: %j', (table, reason) => {
    expect(types(`## T\n${table}`)).not.toContain('table');
    expect(reasons(`## T\n${table}`)).toContain(`table: ${reason}`);
  });
});

describe('define', () => {
  it.each([
    ['**kubelet**：节点上的代理，负责运行 Pod', 'kubelet'],
    ['**kubelet：**节点上的代理，负责运行 Pod', 'kubelet'],
    ['**kubelet**: the agent that runs Pods', 'kubelet'],
    ['**kubelet** — the agent that runs Pods', 'kubelet'],
    ['- **kubelet** - the agent that runs Pods', 'kubelet'],
    ['- `kubectl drain`: evicts the Pods of a node', '`kubectl drain`'],
    ['- [Calico](https://x.y): routes with BGP between nodes', 'Calico'],
    ['- **kubelet (node agent)**: runs the Pods that are bound to it', 'kubelet (node agent)'],
    ['**kubelet**\nThe agent that runs the Pods of a node.', 'kubelet'],
    [
      '1. kubelet\n   The agent that runs the Pods of a node.\n2. etcd\n   The store of all objects.',
      'kubelet',
    ],
    ['CRI：容器运行时接口\nCSI：容器存储接口', 'CRI'],
    ['CRI: interface to container runtimes\nCSI: interface to storage', 'CRI'],
    ['- kubelet 负责 Pod 的生命周期\n- kube-proxy，负责 Service 的转发', 'kubelet'],
    ['- ipvs - kernel tables of virtual servers\n- iptables - chains of rules', 'ipvs'],
  ])('knows a term in %j', (text, term) => {
    const found = cards(`## Title of it\n${text}`).find(
      ({ type, reverse }) => type === 'define' && reverse !== true,
    );
    expect(found?.question.split(' · ')[0]).toBe(term);
  });

  it.each([
    ['a bare term', '- **kubelet**\n- **kube-proxy**'],
    ['a label', '优点：部署起来很简单\n缺点：性能比较一般'],
    ['a label in English', 'Note: this is no definition\nExample: nor is this'],
    ['typical uses', 'Typical uses: log collectors, node exporters'],
    ['an introduction', 'kube-proxy 有三种模式：userspace、iptables、ipvs'],
    ['a time', '12:30 lunch break here\n13:30 work goes on'],
    ['an address', 'http://localhost:2379 is the port\nhttps://k8s.io is the site'],
    ['a minus', '10 - 2 = 8\n20 - 2 = 18'],
    ['code in a fence', '```yaml\nkind: Service of some type\nname: the name of it\n```'],
    ['a manifest without a fence', 'apiVersion: v1\nkind: Service\nmetadata:\n  name: x'],
    ['a link', '- [docs](https://a.b)\n- [more](https://c.d)'],
    ['an operator', 'if a == b then c -> d\nx => y: z'],
    [
      'one guess among sentences',
      'The first sentence stands here.\nkubelet: 节点代理\nAnother sentence stands here.\nAnd one more stands here.',
    ],
    ['commands for steps', '1. 看事件：kubectl describe pod 看事件\n2. 看日志：kubectl logs 看上一次日志'],
  ])('takes %s for none', (name, text) => {
    const heading = name === 'commands for steps' ? '如何排查？' : 'Title of it';
    expect(types(`## ${heading}\n${text}`).filter((type) => type.startsWith('define'))).toEqual([]);
  });

  it('asks for the term where the explanation is short, unique, and does not give it away', () => {
    const reverse = (text: string): string[] => types(`## T\n${text}`).filter((type) => type === 'define>');
    expect(reverse('- **kubelet**: the agent that runs Pods')).toHaveLength(1);
    expect(reverse('- **kubelet**: the kubelet is an agent that runs Pods')).toHaveLength(0);
    expect(reverse('- **kubelet**: an agent')).toHaveLength(0);
    expect(reverse(`- **kubelet**: ${'a long explanation '.repeat(12)}`)).toHaveLength(0);
    expect(reverse('- **a1**: the very same words here\n- **b1**: the very same words here')).toHaveLength(0);
  });

  it('asks for a heading by the sentence that defines it', () => {
    expect(types('## DaemonSet\nRuns one Pod on every node.')).toEqual(['explain', 'define>']);
    expect(types('## DaemonSet\n在每个节点上运行一个 Pod 的工作负载。')).toEqual(['explain', 'define>']);
    expect(types('## Ingress\nThe API is frozen today.')).toEqual(['explain']);
    expect(types('## Overview\nA thing that does something useful.')).toEqual(['explain']);
    expect(types('## What is a DaemonSet?\nA workload that runs one Pod on every node.')).toEqual([
      'explain',
      'define>',
    ]);
    const asked = (text: string): string | undefined =>
      cards(text).find(({ reverse }) => reverse === true)?.question;
    expect(asked('## 什么是灰度发布？\n灰度发布是指在黑与白之间平滑过渡的发布方式。')).toBe(
      '在黑与白之间平滑过渡的发布方式。',
    );
    expect(asked('## DaemonSet\nA DaemonSet is the workload that runs one Pod on every node.')).toBe(
      'the workload that runs one Pod on every node.',
    );
    expect(asked('## Why a DaemonSet?\nA workload that runs one Pod on every node.')).toBeUndefined();
  });

  it('asks for an everyday word with what it belongs to', () => {
    const text =
      '## Endpoint conditions\n- **ready**: it may get new connections\n- **serving**: it answers at all';
    expect(cards(text).find(({ id }) => id.includes('#define~ready'))?.question).toBe(
      'ready · Endpoint conditions',
    );
  });
});

describe('cloze', () => {
  it('leaves one text out at a time', () => {
    const text = '## T\nA quorum of ==3== members survives ==one== failure.';
    expect(
      cards(text)
        .filter(({ type }) => type === 'cloze')
        .map(({ question, points: hidden }) => [question, hidden]),
    ).toEqual([
      ['A quorum of ＿＿＿ members survives one failure.', ['3']],
      ['A quorum of 3 members survives ＿＿＿ failure.', ['one']],
    ]);
  });

  it.each([
    'a == b and c == d, says the text',
    'if a==b and c==d then',
    '`x ==y== z` is code here',
    'it is === or ==== here',
    '== a == b ==',
    'x<==y==>z here',
  ])('is not made of %j', (text) => {
    expect(types(`## T\n${text}`)).not.toContain('cloze');
  });
});

describe('follow-up', () => {
  it('needs its mark and an answer', () => {
    const text =
      '## T\nSome text that is long enough.\n\n> [!FOLLOWUP] Why?\n> Because.\n\n> [!FOLLOWUP]\n> And then?\n> Nothing.\n\n> [!FOLLOWUP] Open?\n\n### Sub\nA text of its own, long enough.';
    const found = cards(text).filter(({ type }) => type === 'follow-up');
    expect(found.map(({ question, answer }) => [question, answer])).toEqual([
      ['Why?', 'Because.'],
      ['And then?', 'Nothing.'],
    ]);
    expect(reasons(text)).toContain('follow-up: A question without an answer.');
  });

  it('is found under an item too', () => {
    expect(types('## T\n- **a1**: what it is, in short\n  > [!FOLLOWUP] Why?\n  > Because.')).toContain(
      'follow-up',
    );
  });
});

describe('choice', () => {
  const three =
    '- **alpha1**: the first of the letters there are\n- **beta1**: the second of them all\n- **gamma1**: the third one in the row';

  it('asks for one of three or more terms', () => {
    const [choice] = cards(`## Letters\n${three}`).filter(({ type }) => type === 'choice');
    expect(choice?.options).toHaveLength(3);
    const right = choice?.options?.find(({ correct }) => correct);
    expect([right?.text, right?.why]).toEqual([choice?.answer, choice?.question]);
  });

  it('is not made of two terms, nor of explanations that name the others', () => {
    expect(
      types('## L\n- **alpha1**: the first of the letters\n- **beta1**: the second of them'),
    ).not.toContain('choice');
    expect(
      types(
        '## L\n- **alpha1**: not beta1 and not gamma1\n- **beta1**: not alpha1 at all\n- **gamma1**: not alpha1 either',
      ),
    ).not.toContain('choice');
  });

  it('is the same one every time', () => {
    expect(cards(`## Letters\n${three}`)).toEqual(cards(`## Letters\n${three}`));
  });
});
