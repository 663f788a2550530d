import { describe, expect, it } from 'vitest';
import { conceptIndex } from '../../deck/conceptIndex.ts';
import { ConceptSource } from '../../hover/conceptSource.ts';
import { ask, classOf, missing, report, tokensOf } from './coverage.ts';

const text = `apiVersion: v1
kind: Service
metadata:
  labels:
    app: web
    app.kubernetes.io/name: web
spec:
  type: ClusterIP
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: ConfigMap
data:
  script: |
    echo Hello
    echo World
`;

describe('coverage', () => {
  it('visits every token once', () => {
    const seen = [...tokensOf(text)].map(({ path, role }) => `${role} ${path.join('.')}`);
    expect(seen.filter((one) => one === 'value kind')).toHaveLength(2);
    expect(seen.filter((one) => one === 'value data.script')).toHaveLength(1);
    expect(seen).toContain('key spec.ports.[].port');
  });

  it('knows fields, well-known labels and enumerated values from what users choose', () => {
    const classes = new Map(
      [...tokensOf(text)].map((token) => [`${token.role} ${token.path.join('.')}`, classOf(token)]),
    );
    expect(classes.get('value kind')).toBe('kind');
    expect(classes.get('key spec.selector')).toBe('key');
    expect(classes.get('key spec.selector.app')).toBeUndefined();
    expect(classes.get('key metadata.labels.app')).toBeUndefined();
    expect(classes.get('key metadata.labels.app.kubernetes.io/name')).toBe('label');
    expect(classes.get('value spec.type')).toBe('value');
    expect(classes.get('key data.script')).toBeUndefined();
  });

  it('prints shares and what is missing most', () => {
    const asked = [...ask(text, new ConceptSource([], conceptIndex([])))];
    expect(report(asked)).toContain('0.0 % (0 of 2)');
    expect(missing(asked, 1)).toMatch(/1 key {3}ConfigMap apiVersion$/);
  });
});
