import type { CardType } from '../deck/types.ts';
import type { Translate } from '../l10n/translate.ts';

/** What each type of card is called in lists of cards. */
export function cardTypeNames(t: Translate): Readonly<Record<CardType, string>> {
  return {
    explain: t('explain'),
    list: t('name all'),
    order: t('put in order'),
    table: t('table'),
    define: t('term'),
    cloze: t('gap'),
    'follow-up': t('follow-up'),
    choice: t('choice'),
    manifest: t('manifest'),
    point: t('missed point'),
  };
}
