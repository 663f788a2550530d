import { describe, expect, it } from 'vitest';
import { hasInitials, initialsReader } from './pinyin.ts';

describe('pinyin initials', () => {
  const read = initialsReader();
  const first = (text: string): string =>
    read(text)
      .map((letters) => letters.charAt(0))
      .join('');

  it('are those that one types', () => {
    expect(first('容器运行时')).toBe('rqyxs');
    expect(first('网络策略')).toBe('wlcl');
    expect(first('节点亲和性')).toBe('jdqhx');
    expect(first('污点与容忍')).toBe('wdyrr');
    expect(first('有状态应用')).toBe('yztyy');
    expect(first('垃圾回收')).toBe('ljhs');
    expect(first('命名空间')).toBe('mmkj');
    expect(first('安全额度')).toBe('aqed');
  });
  it('keep Latin letters in their place and skip everything else', () => {
    expect(first('Pod 的生命周期')).toBe('poddsmzq');
    expect(first('kube-proxy：模式')).toBe('kubeproxyms');
  });
  it('are none of text without Chinese', () => {
    expect(read('Service types')).toEqual([]);
  });
  it('admit both readings where a character has two', () => {
    expect(hasInitials(read('重启策略'), 'cqcl')).toBe(true);
    expect(hasInitials(read('最重要的'), 'zzy')).toBe(true);
    expect(hasInitials(read('调度流程'), 'ddlc')).toBe(true);
    expect(hasInitials(read('弹性伸缩'), 'txss')).toBe(true);
  });
  it('match anywhere, in one run', () => {
    expect(hasInitials(read('Pod 的调度流程'), 'lc')).toBe(true);
    expect(hasInitials(read('Pod 的调度流程'), 'dlc')).toBe(true);
    expect(hasInitials(read('Pod 的调度流程'), 'pdlc')).toBe(false);
    expect(hasInitials([], 'a')).toBe(false);
  });
  it('are none where the runtime sorts Chinese in another way', () => {
    expect(initialsReader(new Intl.Collator('en', { sensitivity: 'base' }))('').length).toBe(0);
    const byCodePoint = { compare: (a: string, b: string) => (a < b ? -1 : 1) } as Intl.Collator;
    expect(initialsReader(byCodePoint)('调度')).toEqual([]);
  });
});
