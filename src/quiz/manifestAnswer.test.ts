import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { prepare } from '../deck/cards/manifest.ts';
import { recipes } from '../deck/cards/recipes.ts';
import { compareManifests } from './manifestAnswer.ts';

const base = 'apiVersion: v1\nkind: Service\nspec:\n  ports:\n    - port: 80\n';
const solution = 'apiVersion: v1\nkind: Service\nspec:\n  clusterIP: None\n  ports:\n    - port: 80\n';
const same = { missing: [], beyond: [] };

describe('manifests compared by meaning', () => {
  it.each([
    ['as it is', solution],
    [
      'keys in another order',
      'kind: Service\nspec:\n  ports: [{port: 80}]\n  clusterIP: "None"\napiVersion: v1\n',
    ],
    ['JSON', '{"apiVersion":"v1","kind":"Service","spec":{"clusterIP":"None","ports":[{"port":80}]}}'],
    ['comments and markers', `# mine\n---\n${solution}# end\n---\n`],
    ['anchors', 'apiVersion: &v v1\nkind: Service\nspec:\n  clusterIP: None\n  ports: [{port: 80}]\n'],
    ['a field that is null', `${solution}status: null\n`],
  ])('are the same: %s', (_name, typed) => {
    expect(compareManifests(typed, solution, base)).toEqual(same);
  });

  it('tell what is missing from what was changed beyond the task', () => {
    expect(compareManifests(base, solution, base)).toEqual({
      missing: [{ path: 'spec.clusterIP', expected: '"None"' }],
      beyond: [],
    });
    const typed = solution.replace('80', '8080').replace('None', 'none');
    expect(compareManifests(typed, solution, base)).toEqual({
      missing: [{ path: 'spec.clusterIP', expected: '"None"', found: '"none"' }],
      beyond: [{ path: 'spec.ports[0].port', expected: '80', found: '8080' }],
    });
  });

  it('say where a text cannot be read', () => {
    expect(compareManifests('a: 1\nb: [', solution, base).error?.line).toBe(2);
    expect(compareManifests('a: 1\na: 2\n', solution, base).error).toBeDefined();
  });

  it('survive whatever is typed', () => {
    const bomb = `a: &a [1]\n${Array.from({ length: 20 }, (_, i) => `x${String(i)}: &x${String(i)} [*a, *a, *a]`).join('\n')}`;
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constant(bomb), fc.json()), (typed) => {
        compareManifests(typed, solution, base);
      }),
    );
  });
});

describe('the recipes', () => {
  it.each(recipes.map((recipe) => [recipe.on, recipe] as const))('%s', (on, recipe) => {
    const { text, base: before, line } = prepare(recipe);
    const [kind = '', target = ''] = on.split(' ');
    const [path = '', value = ''] = target.split('=');
    const object = parse(text) as Record<string, unknown>;
    expect(object.apiVersion).toMatch(/./);
    const spec =
      kind !== 'PodSpec'
        ? object
        : ((object.spec as { template?: { spec: object } }).template?.spec ?? object.spec);
    // The line is the one that the concept is about.
    const found = path
      .split(/\.|(?=\[\])/)
      .reduce<unknown>((at, step) => (at as Record<string, unknown>)[step === '[]' ? '0' : step], spec);
    expect(String(found)).toBe(value);
    expect(text.split('\n')[line]).toContain(value);
    if (kind !== 'PodSpec') expect(object.kind).toBe(kind);
    if (recipe.goal === undefined) return;
    expect(compareManifests(before, text, before).missing).toHaveLength(1);
    expect(compareManifests(stringify(parse(text)), text, before)).toEqual(same);
    // The goal must not say the answer.
    for (const goal of Object.values(recipe.goal)) expect(goal).not.toContain(value);
  });
});
