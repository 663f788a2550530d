import { expect, test } from 'vitest';
import { cardId, deriveSectionId, isExplicit, sectionNamer, slug, sourceOf } from './sectionId.ts';

test('a slug keeps Chinese, and ignores what a formatter changes', () => {
  expect(slug('Pod 的生命周期？')).toBe('pod的生命周期');
  expect(slug('**Pod**的生命周期?')).toBe('pod的生命周期');
  expect(slug('kube-proxy: iptables / IPVS')).toBe('kube-proxy-iptables-ipvs');
  expect(slug('1. Overview')).toBe('overview');
  expect(slug('  ')).toBe('untitled');
  expect(slug('???')).toMatch(/^[a-z0-9]{6}$/);
});

test('long headings that begin alike stay apart', () => {
  const start = 'What happens between kubectl apply and a running Pod ';
  const [one, two] = [slug(`${start}on a node`), slug(`${start}in a cluster`)];
  expect(one).not.toBe(two);
  expect(Array.from(one).length).toBeLessThanOrEqual(32);
});

test('a derived id names neither file nor parents, and says that it is derived', () => {
  expect(deriveSectionId('', { occurrence: 1 }, 'Overview')).toBe('~overview');
  expect(deriveSectionId('bank', { occurrence: 2 }, 'Overview')).toBe('bank:~overview~2');
  expect(deriveSectionId('bank', { occurrence: 1, clashingFile: 'b.md' }, 'Overview')).toMatch(
    /^bank:~overview@[a-z0-9]{6}$/,
  );
  expect(isExplicit(deriveSectionId('bank', { occurrence: 1 }, 'Overview'))).toBe(false);
});

test('the sections of a file are numbered where headings repeat', () => {
  const next = sectionNamer('bank');
  expect(['Overview', 'Overview 2', '概述', '**overview**'].map(next)).toEqual([
    'bank:~overview',
    'bank:~overview-2',
    'bank:~概述',
    'bank:~overview~2',
  ]);
});

test('a card id is explicit only if both its parts are', () => {
  expect(cardId('service-types', 'explain')).toBe('service-types#explain');
  expect(isExplicit(cardId('clusterip', 'define-reverse'))).toBe(true);
  expect(isExplicit(cardId('service-types', 'define', 'clusterip'))).toBe(false);
  expect(isExplicit(cardId('bank:~pod', 'explain'))).toBe(false);
});

test('the source is read from the namespaced id', () => {
  expect(sourceOf('service-types#explain')).toBe('');
  expect(sourceOf('bank:~pod#define~a:b')).toBe('bank');
  expect(sourceOf('pod#define~a:b')).toBe('');
});
