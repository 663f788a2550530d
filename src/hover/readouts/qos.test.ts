import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Manifest } from '../../manifest/manifest.ts';
import { nodeAt } from '../../manifest/tree.ts';
import { qosOf } from './qos.ts';
import type { QosClass } from './qos.ts';

interface Container {
  readonly requests: Readonly<Record<string, number>>;
  readonly limits: Readonly<Record<string, number>>;
}

/** The class by the API server's way: sums over all containers, after requests are set to limits where missing. */
function bySums(containers: readonly Container[]): QosClass {
  const requests = new Map<string, number>();
  const limits = new Map<string, number>();
  const add = (sums: Map<string, number>, name: string, amount: number | undefined): void => {
    if (amount !== undefined && amount > 0) sums.set(name, (sums.get(name) ?? 0) + amount);
  };
  let limited = true;
  for (const container of containers) {
    for (const name of ['cpu', 'memory']) {
      const limit = container.limits[name];
      add(requests, name, container.requests[name] ?? limit);
      add(limits, name, limit);
      if (limit === undefined || limit === 0) limited = false;
    }
  }
  if (requests.size === 0 && limits.size === 0) return 'BestEffort';
  const equal =
    [...requests].every(([name, sum]) => limits.get(name) === sum) && requests.size === limits.size;
  return limited && equal ? 'Guaranteed' : 'Burstable';
}

describe('the QoS class', () => {
  it('is what the API server makes of the sums', () => {
    const amount = fc.option(fc.constantFrom(0, 1, 2), { nil: undefined });
    const resources = fc.record({ cpu: amount, memory: amount, 'nvidia.com/gpu': amount });
    const container = fc.record({ requests: resources, limits: resources });
    const valid = container.map(({ requests, limits }): Container => {
      // A request above its limit is refused.
      const capped = Object.entries(requests).map(([name, value]) => {
        const limit = limits[name as 'cpu'];
        return [name, value !== undefined && limit !== undefined ? Math.min(value, limit) : value] as const;
      });
      const present = (entries: readonly (readonly [string, number | undefined])[]) =>
        Object.fromEntries(entries.filter((entry): entry is [string, number] => entry[1] !== undefined));
      return { requests: present(capped), limits: present(Object.entries(limits)) };
    });
    fc.assert(
      fc.property(fc.array(valid, { minLength: 1, maxLength: 4 }), fc.nat(3), (containers, inits) => {
        const written = containers.map((resource, i) => ({ name: `c${i}`, resources: resource }));
        const spec = { containers: written.slice(inits), initContainers: written.slice(0, inits) };
        const [found] = new Manifest(`kind: Pod\nspec: ${JSON.stringify(spec)}\n`).objects<
          QosClass | undefined
        >(new WeakMap(), ({ root }) => {
          const node = nodeAt(root, 'spec');
          return node && qosOf(node)?.class;
        });
        expect(found?.objects).toEqual([bySums(containers)]);
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
    );
  });
});
