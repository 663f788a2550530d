import { describe, expect, it } from 'vitest';
import { parseMarks } from './marks.ts';
import { parseNote } from './parse.ts';

function read(...texts: string[]): { mark: ReturnType<typeof parseMarks>; problems: string[] } {
  const problems: string[] = [];
  const mark = parseMarks(
    texts.map((text, line) => ({ line, text })),
    (code, line, ...args) => problems.push([code, line, ...args].join(' ')),
  );
  return { mark, problems };
}

describe('a mark', () => {
  it('holds keys separated by |', () => {
    expect(read('id: a-1 | title: A \\| B | label: x | tier: must | private').mark).toEqual({
      line: 0,
      id: 'a-1',
      title: 'A | B',
      label: 'x',
      tier: 'must',
      private: true,
    });
  });

  it('takes lists and full-width colons', () => {
    expect(read('aka：甲；乙 ; c | confuse: x; y').mark).toMatchObject({
      aka: ['甲', '乙', 'c'],
      confuse: ['x', 'y'],
    });
  });

  it('goes on in the next comment, the first value of a key counting', () => {
    const { mark, problems } = read('id: a', 'tier: extra', 'id: b');
    expect(mark).toMatchObject({ id: 'a', tier: 'extra' });
    expect(problems).toEqual(['repeated-mark-key 2 id']);
  });

  it.each([
    ['deprecated 1.35', { state: 'deprecated', since: '1.35' }],
    ['removed in 1.26', { state: 'removed', since: '1.26' }],
    ['GA v1.33', { state: 'ga', since: '1.33' }],
    ['alpha', { state: 'alpha' }],
  ])('reads the status %s', (text, status) => {
    expect(read(`status: ${text}`).mark?.status).toEqual(status);
  });

  it.each([
    ['none', []],
    ['explain, list', ['explain', 'list']],
    ['explain、follow-up', ['explain', 'follow-up']],
  ])('reads cards: %s', (text, cards) => {
    expect(read(`cards: ${text}`).mark?.cards).toEqual(cards);
  });

  it.each([
    ['id: a b', 'broken-id 0 a b'],
    ['id: a#b', 'broken-id 0 a#b'],
    ['id: ~a', 'broken-id 0 ~a'],
    ['id:', 'empty-mark-key 0 id'],
    ['tier: high', 'bad-tier 0 high'],
    ['status: old', 'bad-status 0 old'],
    ['cards: quiz', 'bad-cards 0 quiz'],
    [
      'id: a | colour: red',
      'unknown-mark-key 0 colour id, title, label, aka, status, on, confuse, tier, cards, private, shadows',
    ],
    [
      'tilte: a',
      'unknown-mark-key 0 tilte id, title, label, aka, status, on, confuse, tier, cards, private, shadows',
    ],
    [
      'confuze: a',
      'unknown-mark-key 0 confuze id, title, label, aka, status, on, confuse, tier, cards, private, shadows',
    ],
    ['on: service', 'broken-on 0 service it must begin with a Kind, Kind.group, PodSpec or *.'],
  ])('reports %j', (text, problem) => {
    expect(read(text).problems).toEqual([problem]);
  });

  it.each([
    'TODO: check this',
    'prettier-ignore',
    'markdownlint-disable MD033',
    'toc',
    'see https://k8s.io',
    '',
    'a | b',
  ])('is not the remark %j', (text) => {
    expect(read(text)).toEqual({ mark: undefined, problems: [] });
  });
});

describe('what a mark speaks for', () => {
  const topics = (text: string): { title: string; tier: string; private: boolean; cards: string[] }[] =>
    parseNote({ source: '', path: 'x.md', text }).chapters.flatMap((chapter) =>
      chapter.topics.map(({ title, tier, private: secret, cards }) => ({
        title,
        tier,
        private: secret,
        cards: cards.map(({ type }) => type),
      })),
    );
  const codes = (text: string): string[] =>
    parseNote({ source: '', path: 'x.md', text }).problems.map(({ code, line }) => `${code} ${line}`);
  const body = 'Some text that is long enough to be asked for.';

  it('is the section on whose heading, or under whose heading, it stands', () => {
    const marked = [{ title: 'A', tier: 'must', private: false, cards: ['explain'] }];
    expect(topics(`## A <!-- tier: must -->\n${body}`)).toEqual(marked);
    expect(topics(`## A\n<!-- tier: must -->\n\n${body}`)).toEqual(marked);
    expect(topics(`## A\n\n${body}\n\n<!-- tier: must -->`)).toEqual(marked);
  });

  it('is the whole file before the first heading, and the chapter on its heading', () => {
    expect(
      topics(`<!-- cards: none -->\n# C\n## A\n${body}\n## B\n${body}`).map(({ cards }) => cards),
    ).toEqual([[], []]);
    expect(topics(`# C <!-- tier: extra -->\n## A\n${body}\n## B\n${body}`).map(({ tier }) => tier)).toEqual([
      'extra',
      'extra',
    ]);
  });

  it('is the body of a heading that has one, else everything under it', () => {
    expect(topics(`## A <!-- tier: must -->\n${body}\n### B\n${body}`).map(({ tier }) => tier)).toEqual([
      'must',
      'should',
    ]);
    expect(topics(`## A <!-- tier: must -->\n### B\n${body}`).map(({ tier }) => tier)).toEqual(['must']);
  });

  it('keeps everything below private', () => {
    expect(topics(`## A <!-- private -->\n${body}\n### B\n${body}`).map((topic) => topic.private)).toEqual([
      true,
      true,
    ]);
  });

  it('is the item at whose end it stands', () => {
    const [topic] =
      parseNote({
        source: '',
        path: 'x.md',
        text: '## A\n- **b**: text of b here <!-- id: b | tier: must -->\n- **c**: text of c here\n- **d**: text of d here <!-- cards: none -->',
      }).chapters[0]?.topics ?? [];
    const define = (topic?.cards ?? []).filter(({ type, reverse }) => type === 'define' && reverse !== true);
    expect(define.map(({ id, tier }) => [id, tier])).toEqual([
      ['b#define', 'must'],
      ['~a#define~c', 'should'],
    ]);
  });

  it('is the definition or the row at whose end it stands', () => {
    const { concepts, chapters } = parseNote({
      source: 'mine',
      path: 'x.md',
      text: '## A\n**B**: what it is in short <!-- id: b -->\n\n| x | y |\n|---|---|\n| one <!-- id: r --> | eins |',
    });
    expect(concepts.map(({ id, name }) => [id, name])).toEqual([['mine:b', 'B']]);
    const cards = chapters[0]?.topics[0]?.cards ?? [];
    expect(cards.filter(({ type }) => type === 'table').map(({ id }) => id)).toEqual(['mine:r#table~1']);
  });

  it('is nothing in the middle of prose', () => {
    expect(codes(`## A\n${body} <!-- id: x -->`)).toEqual(['misplaced-mark 1']);
  });

  it('is lost where its id is taken', () => {
    expect(codes(`## A <!-- id: x -->\n${body}\n## B <!-- id: x -->\n${body}`)).toEqual(['duplicate-id 2']);
    expect(topics(`## A <!-- id: x -->\n${body}\n## B <!-- id: x -->\n${body}`)).toHaveLength(2);
  });
});
