import { describe, expect, it } from 'vitest';
import { sentenceCase } from './sentenceCase.ts';

describe('an explanation that stands alone', () => {
  it.each([
    ['a virtual IP, the default.', 'A virtual IP, the default.'],
    ['etcd keeps it.', 'etcd keeps it.'],
    ['kube-proxy writes rules.', 'kube-proxy writes rules.'],
    ['iSCSI or NFS', 'iSCSI or NFS'],
    ['`type` decides.', '`type` decides.'],
    ['只在集群内可用', '只在集群内可用'],
    ['', ''],
  ])('%j becomes %j', (text, expected) => {
    expect(sentenceCase(text)).toBe(expected);
  });
});
