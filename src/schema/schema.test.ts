import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { only } from '../manifest/kinds.ts';
import { readDeclarations } from './compile/declarations.ts';
import { compileSchema, plan } from './compile/pack.ts';
import { Schema } from './schema.ts';

const modules = path.resolve(import.meta.dirname, '../../node_modules');

/** The declarations of the packages, as the build reads them. */
function sources() {
  return ['@kubernetes-models/apimachinery', ...plan.map((planned) => planned.package)].flatMap((name) =>
    readdirSync(path.join(modules, name), { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll('\\', '/'))
      .filter(
        (file) => file.endsWith('.d.ts') && !/(?:_schemas|node_modules)\/|(?:^|\/)index\.d\.ts$/.test(file),
      )
      .map((file) => ({
        path: `${name}/${file.slice(0, -'.d.ts'.length)}`,
        declarations: readDeclarations(readFileSync(path.join(modules, name, file), 'utf8')),
      })),
  );
}

const { index, packs } = compileSchema(sources());

function loaded(apiVersion: string, kind: string): Schema {
  const schema = new Schema(index);
  for (const name of schema.missing(apiVersion, kind)) {
    const pack = packs.get(name);
    if (pack) schema.add(name, pack);
  }
  return schema;
}

const field = (apiVersion: string, kind: string, at: string) =>
  loaded(apiVersion, kind).field(apiVersion, kind, at.split('.'));

describe('the field reference', () => {
  it('lists the versions of a kind and the fields below a path', () => {
    const schema = loaded('apps/v1', 'Deployment');
    expect(schema.versionsOf('Deployment')[0]).toBe('apps/v1');
    expect(schema.versionsOf('NoSuchKind')).toEqual([]);
    const members = (at: string): readonly string[] =>
      schema.members('apps/v1', 'Deployment', at === '' ? [] : at.split('.'));
    expect(members('')).toEqual(expect.arrayContaining(['apiVersion', 'kind', 'metadata', 'spec']));
    expect(members('spec.template.spec')).toEqual(expect.arrayContaining(['containers[]', 'nodeName']));
    expect(members('spec.template.spec.containers.[]')).toContain('image');
    expect(members('spec.template.spec.containers')).toEqual([]);
    expect(members('spec.nothing')).toEqual([]);
    expect(members('spec.replicas')).toEqual([]);
  });

  it('needs only the packs of the kind that is asked for', () => {
    const schema = new Schema(index);
    expect(schema.missing('v1', 'Pod')).toEqual(['kubernetes']);
    expect(schema.missing('networking.istio.io/v1', 'Gateway')).toEqual(['istio', 'kubernetes']);
    expect(schema.missing('example.com/v1', 'Pod')).toEqual([]);
    expect(schema.field('v1', 'Pod', ['spec'])).toBeUndefined();
  });

  it.each([
    ['v1', 'Pod', 'spec.containers', ['list'], 'object'],
    ['v1', 'Pod', 'spec.containers.[].ports.[].containerPort', [], 'integer'],
    ['apps/v1', 'Deployment', 'spec.template.spec.containers.[].resources.limits', ['map'], 'quantity'],
    ['apps/v1', 'Deployment', 'spec.strategy.rollingUpdate.maxSurge', [], 'intOrString'],
    ['v1', 'Pod', 'metadata.creationTimestamp', [], 'time'],
    ['v1', 'Service', 'spec.ports.[].targetPort', [], 'intOrString'],
    [
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      'spec.versions.[].schema.openAPIV3Schema.properties.spec.properties.n.maximum',
      [],
      'number',
    ],
    ['scheduling.k8s.io/v1', 'PriorityClass', 'value', [], 'integer'],
    [
      'cert-manager.io/v1',
      'Issuer',
      'spec.acme.solvers.[].http01.gatewayHTTPRoute.parentRefs.[].name',
      [],
      'string',
    ],
    ['monitoring.coreos.com/v1', 'Prometheus', 'spec.containers.[].image', [], 'string'],
    ['argoproj.io/v1alpha1', 'Application', 'spec.syncPolicy.automated.prune', [], 'boolean'],
    ['gateway.networking.k8s.io/v1', 'HTTPRoute', 'spec.rules.[].backendRefs.[].port', [], 'integer'],
    ['v1', 'List', 'items', ['list'], 'any'],
  ])('knows %s %s %s', (apiVersion, kind, at, outer, inner) => {
    expect(field(apiVersion, kind, at)?.type).toEqual({ outer, inner });
  });

  it('tells an entry under a key of the user from the field that holds it', () => {
    expect(field('v1', 'ConfigMap', 'data')?.part).toBe('field');
    expect(field('v1', 'ConfigMap', 'data.some')?.part).toBe('entry');
    expect(field('v1', 'Pod', 'spec.containers.[].args.[]')?.part).toBe('item');
  });

  it.each([
    ['v1', 'Pod', 'spec.container'],
    ['v1', 'Pod', 'spec.containers.name'],
    ['v1', 'Pod', 'spec.[]'],
    ['v1', 'Deployment', 'spec'],
    ['apps/v2', 'Deployment', 'spec'],
    ['v1', 'ConfigMap', 'data.some.more'],
    ['v1', 'Pod', 'toString'],
    ['constructor', 'name', 'spec'],
  ])('knows nothing of %s %s %s', (apiVersion, kind, at) => {
    expect(field(apiVersion, kind, at)).toBeUndefined();
  });

  it('gives every value of an enumeration its own text', () => {
    const type = field('v1', 'Service', 'spec.type');
    expect(type?.closed).toBe(true);
    expect(type?.values.map(({ value }) => value).sort()).toEqual([
      'ClusterIP',
      'ExternalName',
      'LoadBalancer',
      'NodePort',
    ]);
    const kubernetes = packs.get('kubernetes');
    const bare = kubernetes?.enums.flat().filter(([value, text]) => text === -1 && value !== '') ?? [];
    const all = kubernetes?.enums.flat().length ?? 0;
    expect(bare.length / all).toBeLessThan(0.2);
  });

  it('takes values that only the text names as examples', () => {
    const status = field('v1', 'Pod', 'status.conditions.[].status');
    expect(status).toMatchObject({ closed: false });
    expect(status?.values.map(({ value }) => value)).toEqual(['True', 'False', 'Unknown']);
  });

  it('says which API replaced a removed one', () => {
    expect(loaded('extensions/v1beta1', 'Ingress').kind('extensions/v1beta1', 'Ingress')?.removal).toEqual({
      version: '1.22',
      successor: 'networking.k8s.io/v1',
      since: '1.19',
    });
    expect(
      loaded('policy/v1beta1', 'PodSecurityPolicy').kind('policy/v1beta1', 'PodSecurityPolicy')?.removal,
    ).toEqual({
      version: '1.25',
      advice: 'podSecurity',
    });
    expect(
      loaded('networking.k8s.io/v1', 'Ingress').kind('networking.k8s.io/v1', 'Ingress')?.removal,
    ).toBeUndefined();
    expect(
      field('extensions/v1beta1', 'Ingress', 'spec.rules.[].http.paths.[].backend.serviceName')?.text,
    ).toBeDefined();
  });

  it('says since when a field is deprecated or gone, and the way out', () => {
    expect(field('v1', 'Service', 'spec.loadBalancerIP')).toMatchObject({
      status: { state: 'deprecated', since: '1.24' },
    });
    expect(field('v1', 'Service', 'spec.externalIPs')).toMatchObject({
      status: { state: 'deprecated', since: '1.36' },
    });
    expect(field('v1', 'Pod', 'spec.volumes.[].gitRepo')?.deprecation).toContain('EmptyDir');
    expect(field('v1', 'Pod', 'spec.serviceAccount')?.deprecation).toContain('serviceAccountName');
  });

  it('lets a kind stand for its apiVersion where only one group of custom resources has it', () => {
    const groups = new Map<string, Set<string>>();
    for (const [apiVersion, kinds] of Object.entries(index.kinds)) {
      for (const [kind, pack] of Object.entries(kinds)) {
        if (pack === 'kubernetes' || kind.endsWith('List') || kind.startsWith('Embedded')) continue;
        const group = apiVersion.slice(0, apiVersion.lastIndexOf('/'));
        groups.set(kind, (groups.get(kind) ?? new Set()).add(group));
      }
    }
    expect(groups.size).toBeGreaterThan(40);
    for (const [kind, of] of groups) {
      const found = only(kind);
      if (of.size > 1) expect(found, kind).toBeUndefined();
      else {
        expect(found, kind).toBeDefined();
        expect(loaded(found ?? '', kind).knows(found ?? '', kind), `${found ?? ''} ${kind}`).toBe(true);
      }
    }
  });

  const deployment = loaded('apps/v1', 'Deployment');
  const repaired = (at: string) => deployment.repaired('apps/v1', 'Deployment', at.split('.'))?.join('.');

  it('reads through one key that is half typed or empty, if only one field can be meant', () => {
    expect(repaired('meta.name')).toBe('metadata.name');
    expect(repaired('.replicas')).toBe('spec.replicas');
    expect(repaired('spec.template.spec.containers.[].po.[].containerPort')).toBe(
      'spec.template.spec.containers.[].ports.[].containerPort',
    );
    expect(repaired('spec.template.spec.c.[].livenessProbe')).toBe(
      'spec.template.spec.containers.[].livenessProbe',
    );
    // Several fields have such an entry, and two mistakes are one too many.
    expect(repaired('spec.template.spec.containers.[]..[].name')).toBeUndefined();
    expect(repaired('sp.te.metadata')).toBeUndefined();
    // The token itself is not guessed.
    expect(repaired('spec.repl')).toBeUndefined();
    expect(repaired('nonsense.name')).toBeUndefined();
  });

  it('finds the place of a key at the wrong depth among the lines above', () => {
    const reattached = (at: string, above: string[], self = false) =>
      deployment
        .reattached(
          'apps/v1',
          'Deployment',
          at.split('.'),
          above.map((path) => path.split('.')),
          self,
        )
        ?.join('.');
    expect(reattached('selector.matchLabels', ['spec.replicas', 'spec'])).toBe('spec.selector.matchLabels');
    expect(reattached('spec.selector.template.spec', ['spec.selector.matchLabels', 'spec.selector'])).toBe(
      'spec.template.spec',
    );
    expect(reattached('replicas', ['spec', 'metadata'], true)).toBe('spec.replicas');
    expect(reattached('replicas', ['metadata.name', 'metadata'], true)).toBeUndefined();
    expect(reattached('replicas', ['spec.minReadySeconds', 'spec'], false)).toBeUndefined();
    // A key without content that the next line was meant for.
    expect(reattached('spec.type', ['spec.strategy', 'spec'])).toBe('spec.strategy.type');
    expect(reattached('spec.nonsense', ['spec.strategy', 'spec'], true)).toBeUndefined();
  });

  it('describes every kind, and every field of a Pod', () => {
    const without: string[] = [];
    for (const [apiVersion, kinds] of Object.entries(index.kinds)) {
      for (const kind of Object.keys(kinds)) {
        if (!kind.endsWith('List') && loaded(apiVersion, kind).kind(apiVersion, kind)?.text === undefined) {
          without.push(`${apiVersion} ${kind}`);
        }
      }
    }
    expect(without).toEqual([]);
    for (const at of [
      'spec',
      'spec.hostNetwork',
      'spec.containers.[].livenessProbe.httpGet.path',
      'metadata.name',
    ]) {
      expect(field('v1', 'Pod', at)?.text, at).toBeDefined();
    }
  });

  it('holds texts that a hover can show: no comment marks, no half links', () => {
    for (const [name, { texts, links }] of packs) {
      for (const text of texts) {
        expect(text, name).not.toMatch(/More info:|Possible enum|@deprecated|\]\(\)|\n/);
        expect(text.trim(), name).toBe(text);
      }
      for (const link of links) expect(link, name).toMatch(/^https?:\/\/[^\s<>()]+$/);
    }
  });
});
