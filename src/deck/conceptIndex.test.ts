import { describe, expect, it } from 'vitest';
import { parseAttachments } from './attachments.ts';
import { conceptIndex, type ManifestPlace } from './conceptIndex.ts';
import type { Concept } from './types.ts';

function concept(id: string, on: string, synonyms: readonly string[] = []): Concept {
  return {
    id,
    name: id,
    synonyms,
    label: '',
    summary: '',
    points: [],
    links: [],
    attachments: parseAttachments(on).attachments,
    confuse: [],
    topic: 't',
    file: 'f',
    range: { start: 0, end: 1 },
  };
}

const concepts = [
  concept('any-type', '* spec.type'),
  concept('any-nodeport', '* spec.type=NodePort'),
  concept('service', 'Service'),
  concept('knative', 'Service.serving.knative.dev'),
  concept('type', 'Service spec.type'),
  concept('core-type', 'Service.core spec.type'),
  concept('nodeport', 'Service spec.type=NodePort; Service spec.ports[].nodePort'),
  concept('pod-spec', 'PodSpec'),
  concept('image', 'PodSpec containers[].image'),
  concept('pod-image', 'Pod spec.containers[].image'),
  concept('sidecar', 'PodSpec initContainers[].restartPolicy=Always'),
  concept('app-labels', '* metadata.labels["app.kubernetes.io/*"]'),
  concept('app-name', '* metadata.labels["app.kubernetes.io/name"]'),
  concept('proxy-mode', 'PodSpec containers[].args[]=--proxy-mode'),
  concept('schema-type', 'CustomResourceDefinition spec.versions[].schema.openAPIV3Schema.type'),
  concept('selector-operator', '* matchExpressions[].operator'),
  concept('not-in', '* matchExpressions[].operator=NotIn'),
  concept('node-operator', 'PodSpec affinity.nodeSelectorTerms[].matchExpressions[].operator'),
  concept('schema-items', 'CustomResourceDefinition spec.versions[].schema.openAPIV3Schema.items'),
  concept('就绪探针', 'PodSpec containers[].readinessProbe', ['Readiness Probe']),
];
const index = conceptIndex(concepts);
const find = (kind: string, path: string[], rest: Partial<ManifestPlace> = {}): string | undefined =>
  index.find({ kind, path, ...rest })?.id;

describe('the concept index', () => {
  it('puts the value over the path and the path over nothing', () => {
    expect(find('Service', ['spec', 'type'], { group: '', value: 'NodePort' })).toBe('nodeport');
    expect(find('Service', ['spec', 'type'], { group: '', value: 'Other' })).toBe('core-type');
    expect(find('Service', ['spec', 'other'], { group: '' })).toBeUndefined();
  });

  it('puts a value on any kind over a path on the kind', () => {
    const both = conceptIndex([
      concept('path', 'Service spec.type'),
      concept('value', '* spec.type=NodePort'),
    ]);
    expect(both.find({ kind: 'Service', path: ['spec', 'type'], value: 'NodePort' })?.id).toBe('value');
  });

  it('knows the keywords of a schema at any depth, and no field by the name of one', () => {
    const inSchema = (...steps: string[]): string | undefined =>
      find('CustomResourceDefinition', ['spec', 'versions', '[]', 'schema', 'openAPIV3Schema', ...steps], {
        group: 'apiextensions.k8s.io',
      });
    expect(inSchema('type')).toBe('schema-type');
    expect(inSchema('properties', 'spec', 'properties', 'a', 'items', 'anyOf', '[]', 'type')).toBe(
      'schema-type',
    );
    expect(inSchema('properties', 'list', 'items')).toBe('schema-items');
    expect(inSchema('properties', 'type')).toBeUndefined();
    expect(inSchema('properties', 'spec', 'properties', 'items')).toBeUndefined();
    expect(inSchema('properties', 'items', 'type')).toBe('schema-type');
    expect(inSchema('properties', 'spec', 'default', 'type')).toBeUndefined();
  });

  it('knows the parts of a label selector wherever it stands', () => {
    const selector = ['spec', 'selector', 'matchExpressions', '[]', 'operator'];
    const affinity = ['spec', 'affinity', 'nodeSelectorTerms', '[]', 'matchExpressions', '[]', 'operator'];
    expect(find('ServiceMonitor', selector)).toBe('selector-operator');
    expect(find('ServiceMonitor', selector, { value: 'NotIn' })).toBe('not-in');
    expect(find('Pod', affinity, { group: '' })).toBe('node-operator');
    expect(find('ServiceMonitor', ['spec', 'selector', 'operator'])).toBeUndefined();
  });

  it('puts the kind with its group over the kind over any kind', () => {
    expect(find('Service', ['spec', 'type'], { group: '' })).toBe('core-type');
    expect(find('Service', ['spec', 'type'], { group: 'serving.knative.dev' })).toBe('type');
    expect(find('Foo', ['spec', 'type'], { group: 'x' })).toBe('any-type');
  });

  it('knows a kind by the value of kind:', () => {
    expect(find('Service', [], { group: '' })).toBe('service');
    expect(find('Service', ['kind'], { group: '', value: 'Service' })).toBe('service');
    expect(find('Service', ['kind'], { group: 'serving.knative.dev' })).toBe('knative');
    expect(find('Unknown', ['kind'], { group: '' })).toBeUndefined();
  });

  it.each([
    ['Pod', '', ['spec']],
    ['Deployment', 'apps', ['spec', 'template', 'spec']],
    ['StatefulSet', 'apps', ['spec', 'template', 'spec']],
    ['DaemonSet', 'apps', ['spec', 'template', 'spec']],
    ['ReplicaSet', 'apps', ['spec', 'template', 'spec']],
    ['ReplicationController', '', ['spec', 'template', 'spec']],
    ['Job', 'batch', ['spec', 'template', 'spec']],
    ['CronJob', 'batch', ['spec', 'jobTemplate', 'spec', 'template', 'spec']],
    ['PodTemplate', '', ['template', 'spec']],
  ])('finds PodSpec in a %s', (kind, group, prefix) => {
    expect(find(kind, prefix, { group })).toBe('pod-spec');
    expect(find(kind, [...prefix, 'containers', '[]', 'readinessProbe'], { group })).toBe('就绪探针');
    expect(find(kind, prefix.slice(1), { group })).toBeUndefined();
  });

  it('leaves kinds of other groups alone', () => {
    expect(
      find('Job', ['spec', 'template', 'spec', 'containers', '[]', 'image'], { group: 'volcano.sh' }),
    ).toBeUndefined();
  });

  it('puts the concrete kind over PodSpec', () => {
    expect(find('Pod', ['spec', 'containers', '[]', 'image'], { group: '', value: 'nginx' })).toBe(
      'pod-image',
    );
    expect(
      find('Deployment', ['spec', 'template', 'spec', 'containers', '[]', 'image'], { group: 'apps' }),
    ).toBe('image');
  });

  it('explains a field of containers in init containers too, where it has no concept of its own', () => {
    expect(find('Pod', ['spec', 'initContainers', '[]', 'readinessProbe'], { group: '' })).toBe('就绪探针');
    expect(
      find('Pod', ['spec', 'initContainers', '[]', 'restartPolicy'], { group: '', value: 'Always' }),
    ).toBe('sidecar');
  });

  it('knows flags by name and map keys by prefix', () => {
    const args = ['spec', 'containers', '[]', 'args', '[]'];
    expect(find('Pod', args, { group: '', value: '--proxy-mode=ipvs' })).toBe('proxy-mode');
    expect(find('Pod', args, { group: '', value: '--other=1' })).toBeUndefined();
    expect(find('Pod', ['spec', 'containers', '[]', 'command', '[]'], { value: '--proxy-mode' })).toBe(
      'proxy-mode',
    );
    expect(find('Any', ['metadata', 'labels', 'app.kubernetes.io/name'])).toBe('app-name');
    expect(find('Any', ['metadata', 'labels', 'app.kubernetes.io/part-of'])).toBe('app-labels');
    expect(
      find('Deployment', ['spec', 'template', 'metadata', 'labels', 'app.kubernetes.io/name'], {
        group: 'apps',
      }),
    ).toBe('app-name');
  });

  it('takes a value that ends in * for a beginning', () => {
    const runtime = (on: string): Concept => concept(on, `Node status.nodeInfo.containerRuntimeVersion${on}`);
    const some = conceptIndex([
      runtime('=containerd*'),
      runtime('=containerd://2*'),
      runtime('=containerd://2.1.4'),
      runtime(''),
    ]);
    const at = (value: string): string | undefined =>
      some.find({ kind: 'Node', group: '', path: ['status', 'nodeInfo', 'containerRuntimeVersion'], value })
        ?.id;
    expect(at('containerd://2.1.4')).toBe('=containerd://2.1.4');
    expect(at('containerd://2.0.0')).toBe('=containerd://2*');
    expect(at('containerd://1.7.0')).toBe('=containerd*');
    expect(at('cri-o://1.34')).toBe('');
    const rules = conceptIndex([concept('all', 'Role rules[].verbs[]=*')]);
    const verb = (value: string): string | undefined =>
      rules.find({ kind: 'Role', path: ['rules', '[]', 'verbs', '[]'], value })?.id;
    expect(verb('*')).toBe('all');
    expect(verb('get')).toBeUndefined();
  });

  it('takes any group of the kind where the group is not known', () => {
    const grouped = conceptIndex([concept('ingress', 'Ingress.networking.k8s.io')]);
    expect(grouped.find({ kind: 'Ingress', path: [] })?.id).toBe('ingress');
    expect(grouped.find({ kind: 'Ingress', group: 'x', path: [] })).toBeUndefined();
  });

  it('finds concepts by names and synonyms in any spelling', () => {
    expect(index.named('readiness probe').map(({ id }) => id)).toEqual(['就绪探针']);
    expect(index.named('NODEPORT').map(({ id }) => id)).toEqual(['nodeport']);
    expect(index.named('nothing')).toEqual([]);
  });
});
