import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalise } from './normalise.ts';

test.each([
  ['**ClusterIP**：集群内的虚拟 IP。', 'ClusterIP: 集群内的虚拟IP.'],
  ['使用 `kubectl apply` 命令', '使用kubectl apply命令'],
  ['Pod（最小单位），共享网络！', 'Pod(最小单位), 共享网络!'],
  ['* one\n* two', '- one\n- two'],
  ['1) first\n2) second', '1. first\n1. second'],
  ['#### Detail\ntext', '## Detail\n\ntext'],
  ['_soft_ and __hard__', '*soft* and **hard**'],
  ['a\r\nb\tc', 'a b c'],
  ['| a | b |\n|---|---|\n| 1 | 2 |', '| a   | b   |\n| --- | --- |\n| 1   | 2   |'],
  ['==highlight== text', 'highlight text'],
  ['ＡＰＩ Server', 'api server'],
  ['“双引号”与‘单引号’', '"双引号"与\'单引号\''],
  ['第一步——调度', '第一步 -- 调度'],
  ['\ufeffPod', 'Pod'],
])('%j reads as %j', (one, other) => {
  expect(normalise(one)).toBe(normalise(other));
});

test.each([
  ['max_surge', 'maxsurge'],
  ['1 GiB', '1 MiB'],
  ['kubelet', 'kube let'],
  ['不会重启', '会重启'],
])('%j stays apart from %j', (one, other) => {
  expect(normalise(one)).not.toBe(normalise(other));
});

// The signs that normalisation treats specially, so that random text meets their combinations.
const sign = fc.constantFrom(
  ...Array.from('*_`\\=~-#+.)(>|1９①２ \t\n\r　、。：（）“”—…aBß İﬁﬃ中文の한가́̈\u200d\ufe0f\ufeff\0'),
  '\ud83d\ude00',
  '\ud800',
);
const hostile = fc.oneof(
  fc.string({ unit: sign, maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);

test('normalising twice changes nothing', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const once = normalise(text);
      expect(normalise(once)).toBe(once);
    }),
    { numRuns: 3000 },
  );
});

test('white space between Chinese and Latin words never matters', () => {
  const word = fc.constantFrom('集群', '节点', 'pod', 'k8s', 'etcd', '80', '调度');
  const gap = fc.constantFrom('', ' ', '\u3000', '\t');
  fc.assert(
    fc.property(fc.array(fc.tuple(word, gap), { minLength: 1, maxLength: 12 }), (parts) => {
      const isHan = (text: string) => /\p{Script=Han}/u.test(text);
      let loose = '';
      let tight = '';
      parts.forEach(([text, space], at) => {
        const next = parts[at + 1]?.[0];
        const bound = next !== undefined && !isHan(text) && !isHan(next);
        loose += text + (bound ? ' ' : space);
        tight += text + (bound ? ' ' : '');
      });
      expect(normalise(loose)).toBe(normalise(tight));
    }),
  );
});
