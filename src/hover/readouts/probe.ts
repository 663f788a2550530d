import type { Translate } from '../../l10n/translate.ts';
import { textAt } from '../../manifest/tree.ts';
import type { TreeNode } from '../../manifest/tree.ts';
import { durationInWords } from './duration.ts';

export type ProbeName = 'livenessProbe' | 'readinessProbe' | 'startupProbe';

/** Fields that decide how long a probe takes to act. */
export const probeTimes = ['periodSeconds', 'failureThreshold', 'initialDelaySeconds', 'timeoutSeconds'];

/** How long a probe takes to act; undefined where the numbers are templates. */
export function probeReadout(name: ProbeName, probe: TreeNode, t: Translate): string | undefined {
  const number = (key: string, otherwise: number): number => {
    const text = textAt(probe, key);
    return text === undefined ? otherwise : /^\d{1,8}$/.test(text) ? Number(text) : Number.NaN;
  };
  const period = number('periodSeconds', 10);
  const failures = number('failureThreshold', 3);
  const delay = number('initialDelaySeconds', 0);
  if (!(period > 0 && failures > 0 && delay >= 0)) return undefined;
  const every = durationInWords(period * 1000, t);
  const span = durationInWords(period * failures * 1000, t);
  switch (name) {
    case 'livenessProbe':
      return t('Restarts the container after {0} failures, {1} apart: about {2}.', failures, every, span);
    case 'readinessProbe':
      return t(
        'Takes the Pod out of its Services after {0} failures, {1} apart: about {2}.',
        failures,
        every,
        span,
      );
    case 'startupProbe':
      return t(
        'The container has {0} to start: {1} tries, {2} apart.',
        durationInWords((delay + period * failures) * 1000, t),
        failures,
        every,
      );
  }
}
