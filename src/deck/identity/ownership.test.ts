import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IdentityEvent, LinkEvent, LinkReason } from '../events.ts';
import { linkEvent } from './links.ts';
import { type Ownership, resolveLinks } from './ownership.ts';
import type { Version } from './version.ts';

function present(...keys: string[]): Version[] {
  return keys.map((key) => ({
    key,
    event: `card-${key}`,
    card: key.replace(/~[^~#]*$/, ''),
    text: '',
    source: '',
    file: 'a.md',
    section: 's',
    type: 'explain',
    question: '',
    answer: '',
    private: false,
  }));
}

function link(from: string, to: string, reason: LinkReason = 'similar', score = 0.8, now = 1): LinkEvent {
  return linkEvent(from, to, reason, score, 0, now);
}

test('a key without links is its own history', () => {
  const ownership = resolveLinks([], present('a'));
  expect(ownership.canonical('a')).toBe('a');
  expect(ownership.owner('a')).toBe('a');
  expect(ownership.owner('gone')).toBeUndefined();
  expect(ownership.members('gone')).toEqual(['gone']);
});

test('a chain of edits leads to the present card', () => {
  const ownership = resolveLinks([link('a', 'b'), link('b', 'c')], present('c'));
  expect(ownership.owner('a')).toBe('c');
  expect(ownership.members('b')).toEqual(['a', 'b', 'c']);
});

test('links in a circle do no harm', () => {
  const ownership = resolveLinks([link('a', 'b'), link('b', 'c'), link('c', 'a')], present('b'));
  expect(['a', 'b', 'c'].map((key) => ownership.owner(key))).toEqual(['b', 'b', 'b']);
});

test('the same links serve both branches of a checkout', () => {
  const links = [link('a', 'b')];
  expect(resolveLinks(links, present('a')).owner('b')).toBe('a');
  expect(resolveLinks(links, present('b')).owner('a')).toBe('b');
});

test('two present cards never share a history: the better founded link wins', () => {
  const rivals = (one: LinkEvent, other: LinkEvent) =>
    resolveLinks([one, other], present('p', 'q')).owner('x');
  expect(rivals(link('x', 'p', 'similar', 0.9), link('x', 'q', 'text', 1))).toBe('q');
  expect(rivals(link('x', 'p', 'similar', 0.9), link('x', 'q', 'similar', 0.7))).toBe('p');
  expect(rivals(link('x', 'p', 'text', 1), link('x', 'q', 'manual', 1))).toBe('q');
  // Equally good: the last writer.
  expect(rivals(link('x', 'p', 'similar', 0.9, 2), link('x', 'q', 'similar', 0.9, 1))).toBe('p');
});

test('two old cards never flow into one version, except as stages of one card', () => {
  const two = resolveLinks(
    [link('s#explain~1', 'n', 'similar', 0.9), link('t#explain~2', 'n')],
    present('n'),
  );
  expect(two.owner('s#explain~1')).toBe('n');
  expect(two.owner('t#explain~2')).toBeUndefined();
  const stages = resolveLinks([link('s#explain~1', 'n'), link('s#explain~2', 'n')], present('n'));
  expect(stages.owner('s#explain~2')).toBe('n');
});

test('a link that is taken back has no effect until it is put in force again', () => {
  const one = link('a', 'b');
  const events: IdentityEvent[] = [one, { i: 'u-1', t: 5, k: 'unlink', of: one.i }];
  expect(resolveLinks(events, present('b')).owner('a')).toBeUndefined();
  expect(resolveLinks(events, present('b')).undone).toEqual([one]);
  events.push({ i: 'u-2', t: 6, k: 'redo', of: one.i });
  expect(resolveLinks(events, present('b')).owner('a')).toBe('b');
  events.push({ i: 'u-3', t: 7, k: 'undo', of: one.i });
  expect(resolveLinks(events, present('b')).owner('a')).toBeUndefined();
});

test('a review that names a derived id without its text belongs to the card that has the id now', () => {
  const ownership = resolveLinks([], present('~pod#explain~abc'));
  expect(ownership.canonical('~pod#explain')).toBe('~pod#explain~abc');
});

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
const links = fc.array(
  fc
    .tuple(key, key, fc.constantFrom<LinkReason[]>('id', 'text', 'similar', 'manual'), fc.nat(3), fc.nat(3))
    .filter(([from, to]) => from !== to)
    .map(([from, to, reason, score, now]) => link(from, to, reason, score / 3, now)),
  { maxLength: 14 },
);
const events = links.chain((list) =>
  fc
    .array(fc.tuple(fc.nat(20), fc.constantFrom('unlink', 'undo', 'redo'), fc.nat(3)), { maxLength: 4 })
    .map((acts): IdentityEvent[] => [
      ...list,
      ...acts.flatMap(([at, k, t], n) => {
        const of = list[at % Math.max(1, list.length)]?.i;
        return of === undefined ? [] : [{ i: `u-${n}`, t, k, of } as const];
      }),
    ]),
);

function picture(ownership: Ownership): unknown {
  return ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((one) => [
    ownership.canonical(one),
    ownership.members(one),
    ownership.owner(one),
  ]);
}

test('the outcome depends on the set of events alone', () => {
  fc.assert(
    fc.property(
      events.chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 })),
      ),
      fc.uniqueArray(key),
      ([list, shuffled], keys) => {
        expect(picture(resolveLinks(shuffled, present(...keys)))).toEqual(
          picture(resolveLinks(list, present(...keys))),
        );
      },
    ),
  );
});

test('a present card always shows its own reviews, and a history is shown by one card at most', () => {
  fc.assert(
    fc.property(events, fc.uniqueArray(key), (list, keys) => {
      const ownership = resolveLinks(list, present(...keys));
      for (const one of keys) expect(ownership.owner(one)).toBe(one);
      const names = keys.map((one) => ownership.canonical(one));
      expect(new Set(names).size).toBe(names.length);
    }),
  );
});
