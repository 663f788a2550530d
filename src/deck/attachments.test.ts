import { describe, expect, it } from 'vitest';
import { parseAttachments } from './attachments.ts';

describe('on:', () => {
  it.each([
    ['Service', [{ kind: 'Service', path: [] }]],
    ['Ingress.networking.k8s.io', [{ kind: 'Ingress', group: 'networking.k8s.io', path: [] }]],
    ['Service.core spec.type', [{ kind: 'Service', group: '', path: ['spec', 'type'] }]],
    ['Service spec.type=NodePort', [{ kind: 'Service', path: ['spec', 'type'], value: 'NodePort' }]],
    [
      'Service spec.type=NodePort; Service spec.ports[].nodePort',
      [
        { kind: 'Service', path: ['spec', 'type'], value: 'NodePort' },
        { kind: 'Service', path: ['spec', 'ports', '[]', 'nodePort'] },
      ],
    ],
    ['PodSpec containers[].image', [{ kind: 'PodSpec', path: ['containers', '[]', 'image'] }]],
    [
      '* metadata.labels["app.kubernetes.io/name"]',
      [{ kind: '*', path: ['metadata', 'labels', 'app.kubernetes.io/name'] }],
    ],
    ["* metadata.annotations['a/b']", [{ kind: '*', path: ['metadata', 'annotations', 'a/b'] }]],
    ['Pod spec.x="a; b=c"', [{ kind: 'Pod', path: ['spec', 'x'], value: 'a; b=c' }]],
    ['Pod spec.x = a', [{ kind: 'Pod', path: ['spec', 'x'], value: 'a' }]],
    [
      'PodSpec containers[].args[]=--proxy-mode',
      [{ kind: 'PodSpec', path: ['containers', '[]', 'args', '[]'], value: '--proxy-mode' }],
    ],
    ['Role rules[].verbs[]=*', [{ kind: 'Role', path: ['rules', '[]', 'verbs', '[]'], value: '*' }]],
  ])('reads %s', (text, attachments) => {
    expect(parseAttachments(text)).toEqual({ attachments, broken: [] });
  });

  it.each([
    'service spec.type',
    '*',
    'Service spec..type',
    'Service spec.type.',
    'Service spec.ports[nodePort]',
    'Service spec.type=',
    'Service =NodePort',
    'Service spec.type="open',
    'Service metadata.labels["open',
    'Service spec type',
    'PodSpec.apps containers',
    '',
    ';',
  ])('refuses %j', (text) => {
    const { attachments, broken } = parseAttachments(text);
    expect(attachments).toEqual([]);
    expect(broken).toHaveLength(1);
  });

  it('keeps the good ones of a list', () => {
    const { attachments, broken } = parseAttachments('Service spec.type; spec.foo');
    expect(attachments).toHaveLength(1);
    expect(broken[0]?.text).toBe('spec.foo');
  });
});
