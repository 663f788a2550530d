import { describe, expect, it } from 'vitest';
import { buildBilingual } from './languages.ts';
import { parseNote } from './parse.ts';
import type { Deck, ParsedNote } from './types.ts';

const note = (path: string, text: string): ParsedNote => parseNote({ source: '', path, text });
const ids = (deck: Deck): string[] =>
  deck.chapters.flatMap(({ topics }) => topics.flatMap(({ cards }) => cards.map(({ id }) => id)));

const english = `## Modes <!-- id: modes -->
- **iptables mode**: rules in chains that are walked in turn
- **nftables mode**: one lookup in a map for each packet

| Item | Cost |
| --- | --- |
| lookup | grows |
| an update | changed parts only |

> [!FOLLOWUP] Which one today?
> nftables, where the kernel allows it.

> [!FOLLOWUP] And on Windows?
> There kernelspace is the only one.
`;
const chinese = `## 模式 <!-- id: modes -->
- **iptables 模式**：逐条走的规则链，挨个比较
- **nftables 模式**：每个报文只查一次表就够

| 项目 | 代价 |
| --- | --- |
| 查找 | 随规模增长 |
| 更新 | 只改变化的部分 |

> [!FOLLOWUP] 现在用哪个？
> 内核支持就用 nftables。

> [!FOLLOWUP] Windows 上呢？
> 只有 kernelspace。
`;

describe('notes in two languages', () => {
  it('are one set of cards, also where a card has no id of its own', () => {
    const both = buildBilingual([note('en/a.md', english)], [note('zh-cn/a.md', chinese)]);
    expect(both.problems).toEqual([]);
    expect(ids(both['zh-cn'])).toEqual(ids(both.en));
    expect(ids(both.en)).toContain('modes#table.lookup-1');
    expect(ids(both.en).every((id) => !id.includes('~'))).toBe(true);
  });

  it('must have the same ids', () => {
    const both = buildBilingual(
      [note('en/a.md', `${english}\n## More <!-- id: more -->\nA sentence that only this language has.`)],
      [note('zh-cn/a.md', chinese)],
    );
    expect(both.problems.map(({ code, file, args }) => [code, file, args])).toEqual([
      ['missing-translation', 'en/a.md', ['more', 'zh-cn']],
    ]);
  });

  it('do not pair where a list or table differs in length', () => {
    const shorter = chinese.replace('| 更新 | 只改变化的部分 |\n', '');
    const both = buildBilingual([note('en/a.md', english)], [note('zh-cn/a.md', shorter)]);
    expect(ids(both.en)).toContain('modes#table~lookup-1');
    expect(both.problems.map(({ severity, code, args }) => [severity, code, args[0]])).toEqual([
      ['warning', 'missing-card', 'modes#table~lookup-1'],
      ['warning', 'missing-card', 'modes#table~an-update-1'],
      ['warning', 'missing-card', 'modes#table~查找1'],
    ]);
  });
});
