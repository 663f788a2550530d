import { describe, expect, it } from 'vitest';
import { buildDeck } from '../deck/deck.ts';
import { parseNote } from '../deck/parse.ts';
import { search } from './search.ts';

const text = `# 调度
## Pod 的调度流程是怎样的？
调度器先过滤节点，再打分，最后绑定。

## What is etcd?
- **Raft**: the protocol that keeps the members of the cluster in agreement.
- **watch**: the way in which the API server hears of changes.
`;
const deck = buildDeck([parseNote({ source: '', path: 'x.md', text })]);
const found = (query: string): string[] =>
  search(deck, query, 50).map(
    ({ topic, card }) => `${topic.title}${card === undefined ? '' : ` > ${card.question}`}`,
  );

describe('search', () => {
  it('finds topics by name, in any case and width', () => {
    expect(found('ETCD')).toEqual(['What is etcd?']);
    expect(found('Ｐｏｄ')).toEqual(['Pod 的调度流程是怎样的？']);
  });
  it('finds topics by pinyin initials', () => {
    expect(found('ddlc')).toEqual(['Pod 的调度流程是怎样的？']);
    expect(found('pod dd')).toEqual(['Pod 的调度流程是怎样的？']);
  });
  it('finds cards by question and answer', () => {
    expect(found('raft').length).toBeGreaterThan(0);
    expect(found('raft').every((line) => line.startsWith('What is etcd? > '))).toBe(true);
    expect(found('打分')[0]).toMatch(/^Pod .* > /);
    expect(found('etcd agreement')[0]).toMatch(/^What is etcd\? > /);
  });
  it('finds nothing for nothing', () => {
    expect(found('  ')).toEqual([]);
    expect(found('no-such-thing')).toEqual([]);
  });
});
