import type { Grade } from '../quiz/protocol.ts';

/** Keyboard of the quiz: which key means what, given where the focus is. Pure, so that it can be tested. */

/** The part of a KeyboardEvent that decides. */
export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
  readonly keyCode: number;
  readonly repeat: boolean;
}

/** Where the focus is: in a text field, on a control that has a use for Space and Enter itself, or elsewhere. */
export type Focus = 'field' | 'control' | 'page';

export type Action =
  | 'reveal'
  | 'leaveField'
  | 'enterField'
  | 'accept'
  | 'undo'
  | 'openNote'
  | 'help'
  | Grade
  | { readonly option: number };

/**
 * Returns what a key asks for, or undefined. While an input method composes (`isComposing`, key code 229) no
 * key is ours: Space picks a candidate and digits choose one.
 */
export function actionFor(key: Key, focus: Focus, revealed: boolean, options = 0): Action | undefined {
  if (key.isComposing || key.keyCode === 229 || key.altKey) return undefined;
  if (key.ctrlKey || key.metaKey) {
    return key.key === 'Enter' && !revealed && !key.repeat ? 'reveal' : undefined;
  }
  if (focus === 'field') return key.key === 'Escape' ? 'leaveField' : undefined;
  switch (key.key) {
    case ' ':
      // A held Space must not run through the deck.
      return focus === 'page' && !revealed && !key.repeat ? 'reveal' : undefined;
    case 'Enter':
      if (focus === 'control' || key.repeat) return undefined;
      return revealed ? 'accept' : 'enterField';
    case '1':
    case '2':
    case '3':
    case '4':
      if (key.repeat) return undefined;
      if (revealed) return Number(key.key) as Grade;
      // Before the reveal a digit chooses an option, where the card has any.
      return Number(key.key) <= options ? { option: Number(key.key) - 1 } : undefined;
    case 'u':
    case 'U':
      return key.repeat ? undefined : 'undo';
    case 'e':
    case 'E':
      return 'openNote';
    case '?':
    case '？':
      return 'help';
    default:
      return undefined;
  }
}

/** Classifies the focused element. A checkbox keeps its Space, but digits still grade. */
export function focusOf(element: Element | null): Focus {
  if (element === null) return 'page';
  if (element.matches('textarea, input:not([type=checkbox]), [contenteditable=true]')) return 'field';
  return element.matches('button, a[href], input, summary, select') ? 'control' : 'page';
}
