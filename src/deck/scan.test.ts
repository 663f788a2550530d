import { describe, expect, it } from 'vitest';
import type { Block } from './blocks.ts';
import { readLines } from './lines.ts';
import { type Scanned, scanBlocks } from './scan.ts';

/** What the scanner makes of a note, one block a line, indented by nesting. */
function outline(text: string): string {
  const { lines } = readLines(text, () => undefined);
  return scanBlocks(lines, () => undefined)
    .flatMap((block) => sketch(block))
    .join('\n');
}

function sketch(block: Scanned): string[] {
  const nest = (blocks: readonly Block[]): string[] => blocks.flatMap(sketch).map((line) => `  ${line}`);
  switch (block.type) {
    case 'heading':
      return [`${'#'.repeat(block.level)} ${block.text}`];
    case 'paragraph':
      return block.lines.map(({ text }, i) => `${i === 0 ? 'p' : ' '} ${text}`);
    case 'list':
      return [
        block.ordered ? 'ol' : 'ul',
        ...block.items.flatMap((item) => [
          `  ${block.ordered ? item.number : '-'} ${item.text}`,
          ...nest(item.blocks).map((line) => `    ${line}`),
        ]),
      ];
    case 'table': {
      const rows = block.rows.map(({ cells }) => cells);
      return [
        'table',
        ...(block.header === undefined ? rows : [block.header, ...rows]).map(
          (cells) => `  ${cells.join(' | ')}`,
        ),
      ];
    }
    case 'code':
      return [`code ${block.info}`.trim(), ...block.lines.map((line) => `  ${line}`)];
    case 'quote':
      return ['quote', ...nest(block.blocks)];
    case 'alert':
      return [`alert ${block.kind} ${block.title}`.trim(), ...nest(block.blocks)];
    case 'rule':
      return ['rule'];
    case 'directive':
      return [`directive ${block.comments.map(({ text }) => text).join(' / ')}`];
  }
}

describe('headings', () => {
  it.each([
    ['##  Two spaces', '## Two spaces'],
    ['## Trailing spaces   ', '## Trailing spaces'],
    ['## Closed ##', '## Closed'],
    ['  ## Indented', '## Indented'],
    ['\t\ttext\n##Tight', 'p text\n## Tight'],
    ['#标题', '# 标题'],
    ['##\u3000全角空格', '## 全角空格'],
    ['Title\n=====\ntext', '# Title\np text'],
    ['Title\n---\ntext', '## Title\np text'],
  ])('reads %j', (text, expected) => {
    expect(outline(text)).toBe(expected);
  });

  it.each([
    ['#hashtag in prose', 'p #hashtag in prose'],
    ['#!/bin/sh', 'p #!/bin/sh'],
    ['    # indented comment', 'p # indented comment'],
    ['A sentence that ends.\n---', 'p A sentence that ends.\nrule'],
    ['First line\nSecond line\n---', 'p First line\n  Second line\nrule'],
    ['```\n# comment\n```', 'code\n  # comment'],
    ['> # quoted', 'quote\n  p # quoted'],
  ])('does not take %j for one', (text, expected) => {
    expect(outline(text)).toBe(expected);
  });

  it.each([
    ['Q: What is a Pod?\nA: The smallest unit.', '######## What is a Pod?\np The smallest unit.'],
    ['Q1. 什么是 Pod？\n答：最小单元。', '######## 什么是 Pod？\np 最小单元。'],
    ['- Q: a?\n- **A:** b\n- Q: c?\n- A：d', '######## a?\np b\n######## c?\np d'],
    ['Q: a?\nA:\n- b\n- c', '######## a?\nul\n  - b\n  - c'],
    ['问：什么是 Pod？\n最小单元。', '######## 什么是 Pod？\np 最小单元。'],
    ['**What is a Pod?**\nThe smallest unit.', '######## What is a Pod?\np The smallest unit.'],
    ['3. **什么是 Pod？**\n最小单元。', '######## 什么是 Pod？\np 最小单元。'],
  ])('takes the question in %j for one', (text, expected) => {
    expect(outline(text)).toBe(expected);
  });
});

describe('lines', () => {
  it('reads CRLF, CR, a byte order mark and broken characters', () => {
    expect(outline('\ufeff## A\r\ntext\r- b\u0000\ud800')).toBe('## A\np text\nul\n  - b\ufffd\ufffd');
  });

  it('skips front matter', () => {
    expect(outline('---\ntitle: x\n---\ntext')).toBe('p text');
    expect(outline('---\n\nA text.\n---')).toBe('rule\np A text.\nrule');
  });

  it('joins lines that were wrapped at the margin, and no others', () => {
    const long = 'This sentence is long enough that an editor has wrapped it at the margin and';
    expect(outline(`${long}\nGoes on here.`)).toBe(`p ${long} Goes on here.`);
    expect(outline('short line\ncontinues in lower case')).toBe('p short line continues in lower case');
    expect(outline('第一句话\n第二句话')).toBe('p 第一句话\n  第二句话');
    expect(
      outline('这一行很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长\n被编辑器折断了'),
    ).toBe('p 这一行很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长被编辑器折断了');
  });

  it('goes on with indented prose under a heading as prose', () => {
    expect(outline('## A\n    The first line.\n    The second.')).toBe(
      '## A\np The first line.\n  The second.',
    );
  });
});

describe('lists', () => {
  it.each([
    ['- a\n- b', 'ul\n  - a\n  - b'],
    ['* a\n* b', 'ul\n  - a\n  - b'],
    ['*   a\n  * b\n * c', 'ul\n  - a\n  - b\n  - c'],
    ['- a\n  - b\n - c', 'ul\n  - a\n  - b\n  - c'],
    ['1. a\n  - b\n  - c\n2. d', 'ol\n  1 a\n      ul\n        - b\n        - c\n  2 d'],
    ['1. a\n  1. b\n  2. c\n2. d', 'ol\n  1 a\n      ol\n        1 b\n        2 c\n  2 d'],
    ['• a\n•b\n·c', 'ul\n  - a\n  - b\n  - c'],
    ['-甲\n-乙', 'ul\n  - 甲\n  - 乙'],
    ['1. a\n2. b', 'ol\n  1 a\n  2 b'],
    ['1) a\n2) b', 'ol\n  1 a\n  2 b'],
    ['1 a\n2 b\n3 c', 'ol\n  1 a\n  2 b\n  3 c'],
    ['1 a\n2. b\n3）c', 'ol\n  1 a\n  2 b\n  3 c'],
    ['1.甲\n2.乙', 'ol\n  1 甲\n  2 乙'],
    ['1.Pod\n2.Node', 'ol\n  1 Pod\n  2 Node'],
    ['1）a\n2）b', 'ol\n  1 a\n  2 b'],
    ['（1）a\n（2）b', 'ol\n  1 a\n  2 b'],
    ['(1) a\n(2) b', 'ol\n  1 a\n  2 b'],
    ['1、a\n2、b', 'ol\n  1 a\n  2 b'],
    ['１．', 'p １．'],
    ['① a\n② b', 'ol\n  1 a\n  2 b'],
    ['一、甲\n二、乙\n十一、丙', 'ol\n  1 甲\n  2 乙\n  11 丙'],
    ['（一）甲\n（二）乙', 'ol\n  1 甲\n  2 乙'],
    ['第一步：甲\n第二步：乙', 'ol\n  1 甲\n  2 乙'],
    ['Step 1: a\nStep 2: b', 'ol\n  1 a\n  2 b'],
    ['a. x\nb. y', 'ol\n  1 x\n  2 y'],
    ['i) x\nii) y', 'ol\n  1 x\n  2 y'],
    ['- [x] a\n- [ ] b', 'ul\n  - a\n  - b'],
    ['- \n- a', 'ul\n  - a'],
  ])('reads %j', (text, expected) => {
    expect(outline(text)).toBe(expected);
  });

  it.each([
    ['3 nodes are enough', 'p 3 nodes are enough'],
    ['1 node\n2 nodes', 'p 1 node\n  2 nodes'],
    ['2 个副本\n3 个节点', 'p 2 个副本\n  3 个节点'],
    ['1.5 GB of memory\n2.5 GB of disk', 'p 1.5 GB of memory\n  2.5 GB of disk'],
    ['a. alone', 'p a. alone'],
    ['2024 was the year', 'p 2024 was the year'],
    ['-n namespace', 'p -n namespace'],
    ['**bold** text', 'p **bold** text'],
    ['*强调*一下', 'p *强调*一下'],
    ['1.x versions\n2.x versions', 'p 1.x versions\n  2.x versions'],
    ['* * *', 'rule'],
  ])('does not take %j for one', (text, expected) => {
    expect(outline(text)).toBe(expected);
  });

  it('takes the line before a run that starts at 2 for its first item', () => {
    expect(outline('Node 的组件\nkubelet\n2 kube-proxy\n3 容器运行时')).toBe(
      'p Node 的组件\nol\n  1 kubelet\n  2 kube-proxy\n  3 容器运行时',
    );
    expect(outline('components:\n2. a\n3. b')).toBe('p components:\nol\n  2 a\n  3 b');
    expect(outline('流程如下\n2. a\n3. b')).toBe('p 流程如下\nol\n  2 a\n  3 b');
    expect(outline('text\n\n2. a\n3. b')).toBe('p text\nol\n  2 a\n  3 b');
  });

  it('begins a new list where the numbering restarts', () => {
    expect(outline('1. a\n2. b\n1. c\n2. d')).toBe('ol\n  1 a\n  2 b\nol\n  1 c\n  2 d');
    expect(outline('1. a\n1. b\n1. c')).toBe('ol\n  1 a\n  1 b\n  1 c');
    expect(outline('1. a\n2. b\n2. c\n5. d')).toBe('ol\n  1 a\n  2 b\n  2 c\n  5 d');
  });

  it('goes on with a numbering after what stands between two items', () => {
    expect(outline('1. a\ntext of a\n2. b\n```\ncode\n```\n3. c')).toBe(
      'ol\n  1 a\n      p text of a\n  2 b\n      code\n        code\n  3 c',
    );
    expect(outline('1. a\n\n- x\n- y\n\n2. b')).toBe('ol\n  1 a\n      ul\n        - x\n        - y\n  2 b');
  });

  it('ends a list at an unindented line, which introduces the next one', () => {
    expect(outline('- a\nNode consists of\n- b')).toBe('ul\n  - a\np Node consists of\nul\n  - b');
  });

  it('nests by indent', () => {
    expect(outline('- a\n  - b\n    - c\n  - d\n- e')).toBe(
      'ul\n  - a\n      ul\n        - b\n            ul\n              - c\n        - d\n  - e',
    );
    expect(outline('1. a\n   text\n\n   more\n2. b')).toBe('ol\n  1 a text\n      p more\n  2 b');
    expect(outline('- a\n\t- b\n- c')).toBe('ul\n  - a\n      ul\n        - b\n  - c');
  });

  it('nests by the signs where everything stands at the margin', () => {
    expect(outline('1. a\n1) b\n2) c\n2. d\n1) e')).toBe(
      'ol\n  1 a\n      ol\n        1 b\n        2 c\n  2 d\n      ol\n        1 e',
    );
    expect(outline('1 甲\n- 乙\n- 丙\n2 丁')).toBe(
      'ol\n  1 甲\n      ul\n        - 乙\n        - 丙\n  2 丁',
    );
  });

  it('hands the term at the end of an item to the next one', () => {
    expect(outline('1. apiserver：入口；etcd：\n2. 存储状态；scheduler：\n3. 选节点')).toBe(
      'ol\n  1 apiserver：入口\n  2 etcd：存储状态\n  3 scheduler：选节点',
    );
    expect(outline('- a；b：')).toBe('ul\n  - a；b：');
  });

  it('keeps what is indented under an item with it', () => {
    expect(outline('- a\n  > [!TRAP]\n  > b\n\n  ```\n  code\n  ```\n- c')).toBe(
      'ul\n  - a\n      alert trap\n        p b\n      code\n        code\n  - c',
    );
    expect(outline('- ```yaml\n  a: b\n  ```\n- c')).toBe('ul\n  - \n      code yaml\n        a: b\n  - c');
  });
});

describe('tables', () => {
  it('reads pipes, with and without a frame', () => {
    expect(outline('| a | b |\n|---|:-:|\n| 1 | `x|y` \\| z |')).toBe('table\n  a | b\n  1 | `x|y` | z');
    expect(outline('a | b\n--- | ---\n1 | 2\n\ntext')).toBe('table\n  a | b\n  1 | 2\np text');
    expect(outline('| a | b |\n| c | d |')).toBe('table\n  a | b\n  c | d');
  });

  it('reads rows that white space sets apart', () => {
    expect(outline('Pending    waiting for a node\nRunning    bound to a node')).toBe(
      'table\n  Pending | waiting for a node\n  Running | bound to a node',
    );
    expect(outline('甲\t一\n乙\t二')).toBe('table\n  甲 | 一\n  乙 | 二');
  });

  it.each([
    [
      'One sentence.  Another one.\nA third.  And a fourth.',
      'p One sentence.  Another one.\n  A third.  And a fourth.',
    ],
    ['only one  row', 'p only one  row'],
    ['a  b\nc', 'p a  b c'],
    ['a || b', 'p a || b'],
  ])('does not take %j for one', (text, expected) => {
    expect(outline(text)).toBe(expected);
  });
});

describe('code, quotes and alerts', () => {
  it('keeps code as it is', () => {
    expect(outline('```yaml\na:\n  - b <!-- c -->\n```\ntext')).toBe(
      'code yaml\n  a:\n    - b <!-- c -->\np text',
    );
    expect(outline('~~~\n```\n~~~')).toBe('code\n  ```');
    expect(outline('````\n```\n````')).toBe('code\n  ```');
    expect(outline('```\nopen')).toBe('code\n  open');
    expect(outline('> ```\n> a\ntext')).toBe('quote\n  code\n    a\np text');
  });

  it.each([
    ['> [!TRAP] title\n> body', 'alert trap title\n  p body'],
    ['> [!trap]\n> body', 'alert trap\n  p body'],
    ['> [!OUTDATED]', 'alert outdated'],
    ['> [!FOLLOWUP] why?\n> - a\n> - b', 'alert follow-up why?\n  ul\n    - a\n    - b'],
    ['> [!FOLLOW-UP] why?', 'alert follow-up why?'],
    ['> [!SOURCE] https://k8s.io', 'alert source https://k8s.io'],
    ['> [!WARNING]\n> body', 'alert note\n  p body'],
    ['> [!TRAP]\n> a\n> [!SOURCE] b', 'alert trap\n  p a\nalert source b'],
    ['> plain\n> quote', 'quote\n  p plain quote'],
    ['> [x](y)', 'quote\n  p [x](y)'],
    ['> a\nb', 'quote\n  p a\np b'],
  ])('reads %j', (text, expected) => {
    expect(outline(text)).toBe(expected);
  });
});

describe('manifests without a fence', () => {
  it('reads them as code', () => {
    expect(outline('An example\napiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n\ntext')).toBe(
      'p An example\ncode yaml\n  apiVersion: v1\n  kind: Pod\n  spec:\n    containers:\n    - name: a\np text',
    );
    expect(outline('kind: Pod')).toBe('p kind: Pod');
  });
});

describe('comments', () => {
  const problems = (text: string): string[] => {
    const found: string[] = [];
    readLines(text, (code, line) => found.push(`${code} ${line}`));
    return found;
  };

  it('takes comments out of text, not out of code', () => {
    expect(outline('a <!-- b --> c')).toBe('p a  c');
    expect(outline('`a <!-- b -->` c')).toBe('p `a <!-- b -->` c');
    expect(outline('a\n<!-- b\nc -->\nd')).toBe('p a\ndirective b c\np d');
    expect(outline('<!--> a <!---> b')).toBe('p a  b');
  });

  it('hides code inside a comment', () => {
    expect(outline('<!--\n```\ncode\n```\n-->\ntext')).toBe('directive ``` code ```\np text');
  });

  it('does not let an open comment swallow the rest', () => {
    expect(outline('## A <!-- id: a\ntext\n\n## B <!-- id: b -->')).toBe('## A\np text\n## B');
    expect(outline('use <!-- to begin\ntext')).toBe('p use <!-- to begin text');
    expect(outline('## A <!-- id: a\n\nmermaid A --> B')).toBe('## A\np mermaid A --> B');
    expect(problems('## A <!-- id: a\ntext')).toEqual(['unclosed-comment 0']);
    expect(problems('`<!--`\n```\n<!--\n```')).toEqual([]);
  });

  it('reports code that is never closed', () => {
    expect(problems('a\n```\nb')).toEqual(['unclosed-fence 1']);
  });
});
