import { describe, expect, it } from 'vitest';
import { readApiText } from './apiText.ts';

describe('the text of an API field', () => {
  it('keeps the first paragraph and takes the link out of it', () => {
    const doc =
      'nodeName names the node. More info: https://kubernetes.io/docs/concepts/nodes#name\n\nA second paragraph.';
    expect(readApiText(doc)).toEqual({
      summary: 'nodeName names the node.',
      link: 'https://kubernetes.io/docs/concepts/nodes/#name',
      named: [],
      values: new Map(),
    });
  });

  it.each([
    [
      'See https://istio.io/docs/reference/config/gateway.html',
      'https://istio.io/latest/docs/reference/config/gateway/',
    ],
    [
      'More info: http://kubernetes.io/docs/user-guide/labels#label-selectors',
      'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors',
    ],
    [
      'https://kubernetes.io/docs/a and more info: https://kubernetes.io/docs/b/',
      'https://kubernetes.io/docs/b/',
    ],
    ['More info: https://kubernetes.io/docs/a/#:~:text=b,-c', 'https://kubernetes.io/docs/a/'],
  ])('repairs the link of %j', (doc, link) => {
    expect(readApiText(doc).link).toBe(link);
  });

  it('keeps no link to a place-holder or a page that is gone', () => {
    expect(readApiText('For example http://<host>/<path>.').link).toBeUndefined();
    expect(readApiText('More info: https://examples.k8s.io/volumes/rbd/README.md').link).toBeUndefined();
  });

  it('reads the values that the generator lists, over several lines', () => {
    const doc = [
      'Policy says when. Valid values are "Always" and "Never".',
      '',
      'Possible enum values:',
      ' - `"Always"` each time,',
      '   without exception',
      ' - `"Never"`',
      ' - `""` not set',
    ].join('\n');
    const { summary, values, named } = readApiText(doc);
    expect(summary).toBe('Policy says when.');
    expect([...values]).toEqual([
      ['Always', 'each time, without exception'],
      ['', 'not set'],
    ]);
    expect(named).toEqual(['Always', 'Never']);
  });

  it.each([
    [
      'Kinds are:\n\n- "A": first\n- "B": second',
      [
        ['A', 'first'],
        ['B', 'second'],
      ],
    ],
    [
      'Kinds.\n\n\\* Some (default): one;\n\\* Other - two',
      [
        ['Some', 'one'],
        ['Other', 'two'],
      ],
    ],
    [
      'Kinds. "Queue" means that they wait. "Reject" means that they fail.',
      [
        ['Queue', 'that they wait.'],
        ['Reject', 'that they fail.'],
      ],
    ],
  ])('reads values from %j', (doc, values) => {
    expect([...readApiText(doc).values]).toEqual(values);
  });

  it.each([
    ['It should be one of "A", "B" or "C", each in turn.', ['A', 'B', 'C']],
    ['Valid values are Ready, Waiting (default), and Gone.', ['Ready', 'Waiting', 'Gone']],
    ['It can be True, False, Unknown.', ['True', 'False', 'Unknown']],
    ['The name must be unique and must be set.', []],
    ['One of the Pods is Ready.', []],
  ])('finds the values that %j names', (doc, named) => {
    expect(readApiText(doc).named).toEqual(named);
  });

  it('tells a deprecation apart from the description', () => {
    const field = readApiText(
      'disk is a disk. Deprecated: disk is gone. Use csi instead. More info: https://kubernetes.io/docs/d/',
    );
    expect(field).toMatchObject({
      summary: 'disk is a disk.',
      deprecation: 'disk is gone. Use csi instead.',
      link: 'https://kubernetes.io/docs/d/',
    });
    expect(readApiText('A phase. The field is never populated, and now is deprecated.').deprecation).toMatch(
      /^The field/,
    );
    expect(
      readApiText('deprecated says that this version of the API is deprecated.').deprecation,
    ).toBeUndefined();
  });

  it('keeps an introduction together with its list, unless the list is one of values', () => {
    expect(readApiText('The rules:\n\n- be kind\n- be brief').summary).toBe('The rules: be kind; be brief');
    expect(readApiText('What to do. Valid values are:\n\n- "A": one\n- "B": two').summary).toBe(
      'What to do.',
    );
    expect(readApiText('A collection of addresses. Example:\n\n\tcode').summary).toBe(
      'A collection of addresses.',
    );
  });

  it('is Markdown that shows what was written', () => {
    expect(readApiText('Use *all* of snake_case, `a_b*`, https://example.com/a_b, and <name>.').summary).toBe(
      'Use \\*all\\* of snake\\_case, `a_b*`, <https://example.com/a_b>, and <name>.',
    );
    expect(
      readApiText('An [Alertmanager] setup.\n\n[Alertmanager]: https://prometheus.io/docs/').summary,
    ).toBe('An [Alertmanager](https://prometheus.io/docs/) setup.');
  });

  it('ends a long text with a whole sentence', () => {
    const { summary } = readApiText('This sentence says little, and says it again and again. '.repeat(40));
    expect(summary.length).toBeLessThanOrEqual(640);
    expect(summary).toMatch(/again\.$/);
  });
});
