import { describe, expect, test } from 'vitest';
import { fromColonNotes } from './colonNotes.ts';

describe('questions', () => {
  test.each([
    ['What is a Pod::the smallest unit', '## What is a Pod\n\nthe smallest unit\n', 1],
    ['什么是 Pod::最小的部署单元', '## 什么是 Pod\n\n最小的部署单元\n', 1],
    ['- kubelet:::node agent', '## kubelet\n\nnode agent\n\n## node agent\n\nkubelet\n', 2],
    ['# Nodes\n\na::b', '# Nodes\n\n## a\n\nb\n', 1],
    ['### Deep\na::b <!--SR:!2026-11-23,13,290-->', '### Deep\n\n#### a\n\nb\n', 1],
    [
      'Which probes?\n?\n- startup\n- readiness\n\nrest',
      '## Which probes?\n\n- startup\n- readiness\n\nrest\n',
      1,
    ],
    ['a\n??\nb', '## a\n\nb\n\n## b\n\na\n', 2],
    ['`kubectl get svc::x` prints::y', '## `kubectl get svc::x` prints\n\ny\n', 1],
    ['address of lo in IPv6::`::1`', '## address of lo in IPv6\n\n`::1`\n', 1],
    ['什么::1个', '## 什么\n\n1个\n', 1],
  ])('%j', (text, markdown, questions) => {
    expect(fromColonNotes(text)).toEqual({ markdown, questions });
  });
});

describe('no questions', () => {
  test.each([
    'plain text',
    '```cpp\nstd::vector::size\n```',
    '~~~\na::b\n```\nc::d\n~~~',
    'Call `std::move` here',
    'listens on ::1 and fe80::1 only',
    '2001:db8::/32 is for documentation',
    'a::',
    '::b',
    'rule ::::: end',
    '## Heading with a::b',
    'Really\n?',
  ])('%j', (text) => {
    expect(fromColonNotes(text)).toEqual({ markdown: `${text}\n`, questions: 0 });
  });
});
