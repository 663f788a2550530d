import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card, CardType } from '../deck/types.ts';
import { judge, longestRise, parseOrder, shuffled } from './judge.ts';
import { noNames } from './names.ts';

function card(type: CardType, more: Partial<Card> = {}): Card {
  return {
    ...{ id: `t#${type}`, type, topic: 't', section: 't', question: 'Q', answer: 'A', points: [] },
    ...{ tier: 'must', private: false, file: 'a.md', range: { start: 0, end: 1 } },
    ...more,
  };
}
const ticked = (one: Card, typed: string): readonly number[] => judge(one, typed, noNames).ticked;

describe('judging', () => {
  it('matches fields of a row each with its own cell', () => {
    const row = card('table', { points: ['**Port**: 6443', '**Stores**: all objects of the cluster'] });
    expect(ticked(row, '6443\nobjects of the cluster')).toEqual([0, 1]);
    expect(ticked(row, 'objects of the cluster\n6443')).toEqual([]);
  });
  it('takes the entries of a list in any order', () => {
    const list = card('list', { points: ['etcd', 'kubelet', 'kube-proxy'] });
    expect(ticked(list, 'kubelet\n\netcd')).toEqual([0, 1]);
  });
  it('fills a gap', () => {
    expect(ticked(card('cloze', { points: ['仲裁'] }), '仲裁')).toEqual([0]);
    expect(ticked(card('cloze', { points: ['3'] }), '4')).toEqual([]);
  });
  it('recognises an explanation by its first paragraph, and a missed point by its words', () => {
    const text = 'finds a node for each Pod that has none, by filtering and scoring, and binds it.';
    const define = card('define', { question: 'kube-scheduler', answer: `${text}\n\n- More.` });
    expect(judge(define, 'filters and scores nodes', noNames).whole.length).toBeGreaterThan(1);
    expect(judge(define, 'a scheduler', noNames).whole).toEqual([]);
    const point = card('point', { question: 'Q', answer: 'kubelets restart those that crash' });
    expect(judge(point, 'the kubelet restarts crashed containers', noNames).whole).not.toEqual([]);
  });
  it('reads nothing into nothing', () => {
    for (const type of ['explain', 'list', 'order', 'table', 'define', 'cloze', 'choice'] as const) {
      const judgement = judge(card(type, { points: ['a', 'b'] }), ' \n', noNames);
      expect([judgement.ticked, judgement.whole]).toEqual([[], []]);
    }
  });
});

describe('an order', () => {
  it('is a complete arrangement or none', () => {
    expect(parseOrder('2 0 1', 3)).toEqual([2, 0, 1]);
    for (const wrong of ['', '0 1', '0 1 1', '0 1 3', 'a b c', '0 1 2 3']) {
      expect(parseOrder(wrong, 3)).toBeUndefined();
    }
  });
  it('counts the most steps that stand right among themselves', () => {
    expect(longestRise([1, 0, 2, 3])).toHaveLength(3);
    expect(longestRise([3, 0, 1, 2])).toEqual([0, 1, 2]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), (n) => {
        const right = Array.from({ length: n }, (_, i) => i);
        expect(longestRise(right)).toEqual(right);
        expect(longestRise([...right].reverse())).toHaveLength(1);
      }),
    );
  });
  it('begins shuffled, never right, and the same for the same card', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 12 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (n, seed) => {
          const steps = shuffled(n, seed);
          expect([...steps].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
          expect(steps.every((step, i) => step === i)).toBe(false);
          expect(shuffled(n, seed)).toEqual(steps);
        },
      ),
    );
  });
});
