import type { Translate } from '../l10n/translate.ts';
import type { Grade } from '../quiz/protocol.ts';

export function gradeName(grade: Grade, t: Translate): string {
  switch (grade) {
    case 1:
      return t('Again');
    case 2:
      return t('Hard');
    case 3:
      return t('Good');
    case 4:
      return t('Easy');
  }
}
