import { describe, expect, it } from 'vitest';
import { buildDeck } from '../deck/deck.ts';
import { parseNote } from '../deck/parse.ts';
import { conceptsIn } from './conceptsIn.ts';

const note = `# Networking
## Service <!-- id: service | on: Service -->
A stable name and address in front of Pods.

- **NodePort**: a port on every node. <!-- id: nodeport | on: Service spec.type=NodePort -->
- **ClusterIP**: an address in the cluster. <!-- id: clusterip | on: Service spec.type=ClusterIP -->
- **selector**: chooses Pods. <!-- id: selector | on: Service spec.selector -->
`;
const { concepts } = buildDeck([parseNote({ source: '', path: 'x.md', text: note })]);

describe('the concepts of a manifest', () => {
  it('are those of its kinds, fields and values, each once', () => {
    const text =
      'apiVersion: v1\nkind: Service # main\nspec:\n  type: NodePort # open\n  selector: {app: web}\n---\napiVersion: v1\nkind: Service\n';
    expect(conceptsIn(text, concepts)).toEqual(['service', 'nodeport', 'selector']);
  });
  it('are none of other text', () => {
    expect(conceptsIn('kind: Service\nis: "prose"\n- [', [])).toEqual([]);
    expect(conceptsIn('', concepts)).toEqual([]);
  });
});
