import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildDeck } from '../deck/deck.ts';
import { parseNote } from '../deck/parse.ts';
import type { Deck, Language, Topic } from '../deck/types.ts';
import { namesOf } from './names.ts';
import { Pairings } from './pairing.ts';

function builtIn(language: Language): Deck {
  const folder = path.resolve(import.meta.dirname, '../../notes', language);
  return buildDeck(
    readdirSync(folder).map((name) =>
      parseNote({
        source: '',
        path: name,
        language,
        text: readFileSync(path.join(folder, name), 'utf8'),
      }),
    ),
  );
}

const decks = { en: builtIn('en'), 'zh-cn': builtIn('zh-cn') };
const concepts = [...decks.en.concepts, ...decks['zh-cn'].concepts];
const names = namesOf(concepts);
const topicsOf = (deck: Deck): Topic[] => deck.chapters.flatMap(({ topics }) => [...topics]);
const pairings = {
  en: new Pairings(topicsOf(decks.en), concepts, names),
  'zh-cn': new Pairings(topicsOf(decks['zh-cn']), concepts, names),
};

function section(text: string): Topic {
  const note = parseNote({ source: 'mine', path: 'a.md', text });
  const topic = note.chapters.flatMap(({ topics }) => topics)[0];
  if (topic === undefined) throw new Error('no section');
  return topic;
}

describe('pairing', () => {
  it.each([
    [
      '## Service 的类型\nClusterIP：集群内\nNodePort：节点端口\nLoadBalancer：外部负载均衡\n',
      'zh-cn',
      'service-types',
    ],
    [
      '## kube-proxy 有哪几种模式？\niptables、ipvs 和 nftables，还有早期的 userspace。内核转发。',
      'zh-cn',
      'kube-proxy-modes',
    ],
    ['## Service types\n- ClusterIP\n- NodePort\n- LoadBalancer\n', 'en', 'service-types'],
    ['## What is a Pod?\nA group of containers that share a network namespace and volumes.', 'en', 'pod'],
    ['## 公司食堂的菜单\n周一吃面。', 'zh-cn', undefined],
    ['## My Service at the bank\nA long story about something else.', 'en', undefined],
    ['## Overview\nText about this and that.', 'en', undefined],
  ] as const)('%j in %s is %s', (text, language, topic) => {
    expect(pairings[language].find(section(text))?.topic).toBe(topic);
  });

  it('names the points that the notes lack, and not those that they have', () => {
    const found = pairings.en.find(
      section(
        '## Service types\nClusterIP is a virtual IP inside the cluster. NodePort opens a port on every node.\n',
      ),
    );
    const missing = found?.missing.join('\n') ?? '';
    expect(missing).toContain('LoadBalancer');
    expect(missing).toContain('ExternalName');
    expect(missing).not.toContain('**ClusterIP**');
    expect(missing).not.toContain('**NodePort**');
  });

  it.each(['en', 'zh-cn'] as const)(
    'pairs the reference with itself in %s, hardly ever with another topic',
    (language) => {
      const topics = topicsOf(decks[language]).filter(({ cards }) =>
        cards.some(({ type, points }) => type === 'explain' && points.length >= 2),
      );
      let right = 0;
      let wrong = 0;
      for (const topic of topics) {
        const found = pairings[language].find({ ...topic, question: topic.title });
        if (found?.topic === topic.id) right += 1;
        else if (found !== undefined) wrong += 1;
      }
      expect(right / topics.length).toBeGreaterThan(0.9);
      expect(wrong / topics.length).toBeLessThan(0.03);
    },
  );

  it('takes any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.string({ maxLength: 200 }),
        (heading, body) => {
          const topic = section('## x\ny');
          pairings.en.find({ ...topic, question: heading, body });
        },
      ),
    );
  });
});
