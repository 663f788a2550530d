import type { Status } from '../deck/types.ts';
import type { Translate } from '../l10n/translate.ts';

/** Minor version as a number that can be compared (`1.35` -> 1035), or undefined. */
function ordinal(version: string | undefined): number | undefined {
  const match = /^v?(\d{1,3})\.(\d{1,3})(?:\.|$)/.exec(version ?? '');
  return match ? Number(match[1]) * 1000 + Number(match[2]) : undefined;
}

/**
 * The state of an API as seen from a cluster of `clusterVersion`; without one, from the newest version known,
 * in which everything that a note tells has happened.
 */
export function statusText(status: Status, clusterVersion: string | undefined, t: Translate): string {
  const since = ordinal(status.since);
  if (since === undefined) return withoutVersion(status, t);
  const version = `${Math.floor(since / 1000)}.${since % 1000}`;
  const cluster = ordinal(clusterVersion);
  const ahead = cluster !== undefined && cluster < since;
  switch (status.state) {
    case 'deprecated':
      return ahead ? t('fine here; deprecated from {0}', version) : t('deprecated in {0}', version);
    case 'removed':
      return ahead ? t('works here; removed in {0}', version) : t('removed in {0}', version);
    case 'ga':
      return ahead ? t('not stable here; stable from {0}', version) : t('stable since {0}', version);
    case 'beta':
      return ahead ? t('not beta here; beta from {0}', version) : t('beta since {0}', version);
    case 'alpha':
      return ahead ? t('not here yet; alpha from {0}', version) : t('alpha since {0}', version);
  }
}

function withoutVersion(status: Status, t: Translate): string {
  switch (status.state) {
    case 'deprecated':
      return t('deprecated');
    case 'removed':
      return t('removed');
    case 'ga':
      return t('stable');
    case 'beta':
      return t('beta');
    case 'alpha':
      return t('alpha');
  }
}
