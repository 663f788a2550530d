import type { Card } from '../deck/types.ts';
import type { Translate } from '../l10n/translate.ts';

/** What kind of recall a card asks for, as one short line above the question. */
export function taskOf(card: Card, t: Translate): string {
  switch (card.type) {
    case 'explain':
      return card.points.length > 0
        ? t('Explain it: {0} points to make', card.points.length)
        : t('Explain it in your own words');
    case 'list':
      return t('Name all {0}', card.points.length);
    case 'order':
      return t('Put into order: {0} steps', card.points.length);
    case 'table':
      return t('Fill in the table');
    case 'define':
      return card.reverse === true ? t('Which term is meant?') : t('What is it?');
    case 'cloze':
      return t('Fill the gap');
    case 'follow-up':
      return t('Follow-up question');
    case 'point':
      return t('One point is missing: which one?');
    case 'manifest':
      return card.manifest?.solution === undefined ? t('What does this line do?') : t('Edit the manifest');
    case 'choice':
      return t('Choose one, and say why the others are wrong');
  }
}
