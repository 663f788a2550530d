import { describe, expect, it } from 'vitest';
import { completeMark } from './markCompletion.ts';
import { parseNote } from './parse.ts';

const { chapters, concepts } = parseNote({
  source: '',
  path: 'a.md',
  text: `# A
## Service types <!-- id: service-types | on: Service spec.type -->
Four.
- **NodePort**: a port. <!-- id: nodeport | label: type | on: Service spec.type=NodePort; Service spec.ports[].nodePort; * metadata.labels["a/b"] -->
`,
});
const topics = chapters.flatMap((chapter) => chapter.topics);
const knowledge = {
  topics,
  concepts,
  kinds: ['Service', 'Pod'],
  paths: (kind: string) => (kind === 'Pod' ? ['spec.nodeName'] : []),
};
const labels = (before: string): string[] | undefined =>
  completeMark(before, knowledge)?.entries.map(({ label }) => label);

describe('completion inside a mark', () => {
  it('begins with the keys', () => {
    expect(labels('## A <!-- ')).toContain('shadows');
    expect(completeMark('## A <!-- ti', knowledge)).toMatchObject({ typed: 'ti' });
    expect(labels('## A <!-- id: a | ')).toContain('on');
  });

  it('knows the values of a key', () => {
    expect(labels('## A <!-- tier: ')).toEqual(['must', 'should', 'extra']);
    expect(completeMark('## A <!-- cards: explain, li', knowledge)).toMatchObject({ typed: 'li' });
    expect(labels('## A <!-- confuse: ')).toEqual(['service-types', 'nodeport']);
    expect(labels('## A <!-- shadows: ')).toEqual(['service-types']);
    expect(labels('## A <!-- label: ')).toBeUndefined();
  });

  it('leads through kinds, paths and values of a manifest', () => {
    expect(labels('- x <!-- on: ')).toEqual(['PodSpec', '*', 'Service', 'Pod']);
    expect(labels('- x <!-- on: Service ')).toEqual([
      'spec.type',
      'spec.type=NodePort',
      'spec.ports[].nodePort',
    ]);
    expect(labels('- x <!-- on: Service spec.type; Pod sp')).toEqual(['spec.nodeName']);
    expect(labels('- x <!-- on: * ')).toEqual(['metadata.labels["a/b"]']);
  });

  it('is silent outside of a mark', () => {
    expect(labels('## A ')).toBeUndefined();
    expect(labels('## A <!-- id: a --> ')).toBeUndefined();
  });
});
