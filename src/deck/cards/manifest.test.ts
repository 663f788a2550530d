import { describe, expect, it } from 'vitest';
import { buildDeck } from '../deck.ts';
import { parseNote } from '../parse.ts';
import type { Card, Language } from '../types.ts';

function cards(text: string, language: Language = 'en'): Card[] {
  const note = parseNote({ source: '', path: `${language}/x.md`, language, text });
  return buildDeck([note]).chapters.flatMap(({ topics }) => topics.flatMap((topic) => topic.cards));
}

function manifests(text: string, language?: Language): Card[] {
  return cards(text, language).filter(({ type }) => type === 'manifest');
}

const section = (mark: string, heading = ''): string => `## How are Services reached? <!-- id: s${heading} -->
- **Headless**: DNS answers with the addresses of the Pods. <!-- id: headless | on: ${mark} -->
- **Other**: something else that is not a value. <!-- id: other -->
`;

describe('cards about manifests', () => {
  it('ask what a line does, and to write it', () => {
    const [line, edit, ...rest] = manifests(section('Service spec.clusterIP=None'));
    expect(rest).toEqual([]);
    expect(line).toMatchObject({ id: 'headless#manifest-line', question: '`clusterIP: None`' });
    expect(line?.manifest?.text.split('\n')[line.manifest.line ?? -1]).toBe('  clusterIP: None');
    expect(edit).toMatchObject({
      id: 'headless#manifest',
      question: 'Make this Service headless.',
      section: 's',
    });
    expect(edit?.manifest?.text).not.toContain('clusterIP');
    expect(edit?.manifest?.solution).toContain('clusterIP: None');
    expect(edit?.answer).toContain('**Headless**: DNS answers');
  });

  it('speak the language of the note, with the same ids', () => {
    const [, edit] = manifests(section('Service spec.clusterIP=None'), 'zh-cn');
    expect(edit?.id).toBe('headless#manifest');
    expect(edit?.question).toContain('无头服务');
  });

  it.each([
    ['a default is not written', 'Service spec.internalTrafficPolicy=Cluster', ['headless#manifest-line']],
    [
      'the group that is named is the recipe’s',
      'Service.core spec.type=ClusterIP',
      ['headless#manifest-line'],
    ],
    ['another group has no recipe', 'Service.serving.knative.dev spec.type=ClusterIP', []],
    ['a field without a value has none', 'Service spec.type', []],
    ['nor has a value that no recipe knows', 'Service spec.type=Other', []],
  ])('%s', (_name, mark, expected) => {
    expect(manifests(section(mark)).map(({ id }) => id)).toEqual(expected);
  });

  it('ask for nothing that is out of date', () => {
    const mark = 'KubeProxyConfiguration mode=nftables | status: deprecated 1.40';
    expect(manifests(section(mark)).map(({ id }) => id)).toEqual(['headless#manifest-line']);
  });

  it('are not made where the author wants no cards', () => {
    expect(manifests(section('Service spec.clusterIP=None', ' | cards: none'))).toEqual([]);
    expect(manifests(section('Service spec.clusterIP=None', ' | cards: explain'))).toHaveLength(2);
  });
});
