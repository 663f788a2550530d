import { describe, expect, it } from 'vitest';
import { buildDeck } from './deck.ts';
import { parseNote } from './parse.ts';
import type { Card, Deck, ParsedNote } from './types.ts';

function note(path: string, text: string, source = ''): ParsedNote {
  return parseNote({ source, path, text });
}

function cards(deck: Deck): Card[] {
  return deck.chapters.flatMap(({ topics }) => topics.flatMap((topic) => topic.cards));
}

function topicIds(deck: Deck): string[] {
  return deck.chapters.flatMap(({ topics }) => topics.map(({ id }) => id));
}

const body = 'Some text that is long enough to be asked for.';

describe('ids', () => {
  it('are made unique where headings of two files of a source are the same', () => {
    const deck = buildDeck([
      note('a.md', `## Overview of it\n${body}`, 'm'),
      note('b.md', `## Overview of it\n${body}`, 'm'),
    ]);
    const [first, second] = topicIds(deck);
    expect(first).toBe('m:~overview-of-it');
    expect(second).toMatch(/^m:~overview-of-it@/);
    expect(cards(deck).map(({ id, topic, section }) => [id, topic, section])).toEqual([
      [`${first ?? ''}#explain`, first, first],
      [`${second ?? ''}#explain`, second, second],
    ]);
    expect(deck.problems).toEqual([]);
  });

  it('are the same in other sources', () => {
    const deck = buildDeck([note('a.md', `## A\n${body}`), note('a.md', `## A\n${body}`, 'm')]);
    expect(topicIds(deck)).toEqual(['~a', 'm:~a']);
  });

  it('that an author gave twice are an error, and the second one gets another', () => {
    const one = note('a.md', `## A <!-- id: x -->\n${body}`);
    const two = note('b.md', `text\n\n## B <!-- id: x -->\n- **T**: ${body} <!-- id: y -->`);
    const deck = buildDeck([one, two]);
    expect(deck.problems.map(({ code, file, line, args }) => [code, file, line, args])).toEqual([
      ['duplicate-id', 'b.md', 2, ['x', 'a.md', 1]],
    ]);
    expect(topicIds(deck)).toEqual(['x', 'x~2']);
    expect(deck.concepts.map(({ id, topic }) => [id, topic])).toEqual([
      ['x', 'x'],
      ['x~2', 'x~2'],
      ['y', 'x~2'],
    ]);
  });
});

describe('shadows', () => {
  const builtIn = note('a.md', `## A <!-- id: a | on: Pod -->\n${body}\n## B <!-- id: b -->\n${body}`);

  it('replace a built-in topic and what it says of manifests', () => {
    const mine = note('m.md', `## My A <!-- shadows: a -->\n${body}`, 'm');
    const deck = buildDeck([builtIn, mine]);
    expect(topicIds(deck)).toEqual(['b', 'm:~my-a']);
    expect(deck.concepts.map(({ id }) => id)).toEqual(['b']);
  });

  it('work on a deck that was built before', () => {
    const base = buildDeck([builtIn]);
    const mine = note('m.md', `## My A <!-- shadows: a -->\n${body}`, 'm');
    expect(topicIds(buildDeck([mine], base))).toEqual(['b', 'm:~my-a']);
    expect(topicIds(base)).toEqual(['a', 'b']);
  });

  it('of nothing are an error', () => {
    const mine = note('m.md', `## My A <!-- shadows: zzz -->\n${body}`, 'm');
    expect(buildDeck([builtIn, mine]).problems.map(({ code, args }) => [code, args])).toEqual([
      ['dead-shadows', ['zzz']],
    ]);
  });

  it('are not needed to add', () => {
    expect(topicIds(buildDeck([builtIn, note('m.md', `## A <!-- id: a -->\n${body}`, 'm')]))).toEqual([
      'a',
      'b',
      'm:a',
    ]);
  });
});

describe('confusable concepts', () => {
  const pair = [
    '## Kinds <!-- id: kinds -->',
    '- **Ingress**: routes HTTP by host and path through a controller. <!-- id: ingress | label: kind | confuse: gateway -->',
    '- **Gateway**: splits the listener from the routes attached to it. <!-- id: gateway | label: kind -->',
  ].join('\n');

  it('are asked against each other, both ways', () => {
    const deck = buildDeck([note('a.md', pair)]);
    const choices = cards(deck).filter(({ type }) => type === 'choice');
    expect(choices.map(({ id, answer }) => [id, answer])).toEqual([
      ['ingress#choice', 'Ingress'],
      ['gateway#choice', 'Gateway'],
    ]);
    expect(deck.concepts.map(({ id, confuse }) => [id, confuse])).toEqual([
      ['kinds', []],
      ['ingress', ['gateway']],
      ['gateway', ['ingress']],
    ]);
  });

  it('are filled up with others of the topic', () => {
    const more = `${pair}\n- **Service**: one address for a set of Pods that change. <!-- id: service | label: kind -->`;
    const choice = cards(buildDeck([note('a.md', more)])).find(({ id }) => id === 'ingress#choice');
    expect(choice?.options?.map(({ text }) => text).sort()).toEqual(['Gateway', 'Ingress', 'Service']);
  });

  it('of another source are found by their full id or in the built-in notes', () => {
    const mine = note(
      'm.md',
      '## X <!-- id: x | confuse: gateway -->\nA thing of mine that does a bit of both.',
      'm',
    );
    const deck = buildDeck([note('a.md', pair), mine]);
    expect(deck.problems).toEqual([]);
    expect(deck.concepts.find(({ id }) => id === 'm:x')?.confuse).toEqual(['gateway']);
  });

  it('that do not exist are an error', () => {
    const dead = pair.replace('confuse: gateway', 'confuse: gatewya');
    expect(
      buildDeck([note('a.md', dead)]).problems.map(({ code, line, args }) => [code, line, args]),
    ).toEqual([['dead-confuse', 1, ['gatewya']]]);
  });

  it('give no choice where the author wants none', () => {
    const quiet = pair.replace('id: kinds', 'id: kinds | cards: define');
    expect(cards(buildDeck([note('a.md', quiet)])).map(({ type }) => type)).not.toContain('choice');
  });

  it('change nothing when a built deck is built upon', () => {
    const base = buildDeck([note('a.md', pair)]);
    const again = buildDeck([], base);
    expect(again.chapters).toEqual(base.chapters);
    expect(again.concepts).toEqual(base.concepts);
  });
});

describe('attachments', () => {
  it('to one place by two concepts are a warning', () => {
    const text = `## A <!-- id: a | on: Pod spec.x -->\n${body}\n## B <!-- id: b | on: Pod spec.x; Pod spec.y -->\n${body}`;
    expect(
      buildDeck([note('a.md', text)]).problems.map(({ severity, code, args }) => [severity, code, args]),
    ).toEqual([['warning', 'duplicate-attachment', ['Pod spec.x', 'a']]]);
  });
});
