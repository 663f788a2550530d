import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLore, spellingOf, staleTerms, type StaleTerm } from './lore.ts';
import { parseNote } from './parse.ts';

const reference = parseNote({
  source: '',
  path: 'en/a.md',
  text: `# A
## What is retired? <!-- id: retired -->
Some parts are.

> [!OUTDATED] Heapster; Kubernetes Dashboard; --record
> Use metrics-server.

> [!SOURCE] https://kubernetes.io/docs/x

## Fields <!-- id: fields -->
- **loadBalancerIP**: a wish for an address. <!-- id: lb-ip | status: deprecated 1.24 | on: Service spec.loadBalancerIP -->
- **Recycle**: empties a volume. <!-- id: recycle | status: deprecated 1.11 | on: PersistentVolume spec.persistentVolumeReclaimPolicy=Recycle -->
`,
});
const terms = staleTerms(reference.chapters, reference.concepts);
const found = (text: string): string[] =>
  findLore(text, terms).map(
    ({ line, found: name, spelling }) =>
      `${String(line)} ${name}${spelling === undefined ? '' : ` -> ${spelling}`}`,
  );

describe('outdated lore', () => {
  it('is what the reference calls so by a title or a status, where the name can mean nothing else', () => {
    expect(terms.map(({ term }) => term).sort()).toEqual([
      '--record',
      'Heapster',
      'Kubernetes Dashboard',
      'loadBalancerIP',
    ]);
    expect(terms.find(({ term }) => term === 'Heapster')).toEqual({
      term: 'Heapster',
      text: 'Use metrics-server.',
      topic: 'retired',
      source: 'https://kubernetes.io/docs/x',
    });
  });

  it.each([
    ['监控用Heapster采集数据', ['0 Heapster']],
    ['HPA reads heapster.', ['0 heapster']],
    ['Set `loadBalancerIP` in the Service', ['0 loadBalancerIP']],
    ['the LOADBALANCERIP', []],
    ['kubectl apply --record', ['0 --record']],
    ['Heapster 1.13 退役', []],
    ['Heapster was replaced by metrics-server', []],
    ['The old way:\nHeapster', []],
    ['```\nheapster\n```', []],
    ['see https://github.com/heapster/heapster', []],
    ['<!-- heapster -->', []],
    ['> [!OUTDATED]\n> Heapster did it.', []],
    ['myheapster and heapster-metrics', []],
    ['Heapster, and again Heapster\n\nHeapster', ['0 Heapster', '2 Heapster']],
  ])('is found in %j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    ['istro', 'Istio'],
    ['Isito', 'Istio'],
    ['kuberntes', 'Kubernetes'],
    ['Promethues', 'Prometheus'],
    ['contianerd', 'containerd'],
    ['Calcio', 'Calico'],
    ['istio', undefined],
    ['Deployments', undefined],
    ['nodePort', undefined],
    ['visit', undefined],
    ['flannels', undefined],
  ])('%s should be spelt %s', (word, right) => {
    expect(spellingOf(word)).toBe(right);
  });

  it('names the place of a misspelt name, and leaves addresses and code names alone', () => {
    expect(found('服务网格：istro 的组件')).toEqual(['0 istro -> Istio']);
    expect(found('istro.example.com and @istro/api')).toEqual([]);
  });

  it('points inside the text, whatever the text', () => {
    const words = fc.constantFrom(
      'Heapster',
      'istro',
      '```',
      '<!--',
      '-->',
      '\n',
      '\r\n',
      ' ',
      '。',
      '> [!TRAP]',
      '[a](b)',
      'x',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ maxLength: 5 })), { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        const lines = text.split(/\r\n?|\n/);
        for (const { line, start, end, found: name } of findLore(text, terms)) {
          expect(lines[line]?.slice(start, end)).toBe(name);
        }
      }),
    );
  });

  it('takes time in proportion to the text', () => {
    const many: StaleTerm[] = Array.from({ length: 200 }, (_, i) => ({
      term: `name${String(i)}Field`,
      text: 'x',
      topic: 't',
    }));
    const long = 'name7Field text 中文 '.repeat(50_000);
    expect(findLore(long, many)).toHaveLength(1);
  });
});
