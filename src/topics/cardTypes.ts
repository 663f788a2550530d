import type { CardType } from '../deck/types.ts';
import type { Translate } from '../l10n/translate.ts';

/** What each type of card is called in lists of cards. */
export function cardTypeNames(t: Translate): Readonly<Record<CardType, string>> {
  return {
    explain: t('explain'),
    list: t('list'),
    order: t('order'),
    table: t('table'),
    define: t('define'),
    cloze: t('gap'),
    'follow-up': t('follow-up'),
    choice: t('choice'),
    manifest: t('manifest'),
    point: t('missed point'),
  };
}
