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

/** Keys that are one letter, and what they ask for. */
const letters = {
  u: 'undo',
  e: 'openNote',
  b: 'bury',
  s: 'suspend',
  x: 'bad',
  f: 'flag',
  l: 'beside',
  t: 'clock',
} as const;

export type Action =
  | 'reveal'
  | 'leaveField'
  | 'enterField'
  | 'accept'
  | 'help'
  | (typeof letters)[keyof typeof letters]
  | Grade
  | { readonly option: number };

/** Whether an input method is composing: then Space picks a candidate, digits choose one, and no key is ours. */
export function isComposing(key: Pick<Key, 'isComposing' | 'keyCode'>): boolean {
  return key.isComposing || key.keyCode === 229;
}

/** Returns what a key asks for, or undefined. */
export function actionFor(key: Key, focus: Focus, revealed: boolean, options = 0): Action | undefined {
  if (isComposing(key) || key.altKey) return undefined;
  if (key.ctrlKey || key.metaKey) {
    return key.key === 'Enter' && !revealed && !key.repeat ? 'reveal' : undefined;
  }
  if (focus === 'field') return key.key === 'Escape' ? 'leaveField' : undefined;
  // A held key must not run through the deck.
  if (key.repeat) return undefined;
  switch (key.key) {
    case ' ':
      return focus === 'page' && !revealed ? 'reveal' : undefined;
    case 'Enter':
      if (focus === 'control') return undefined;
      return revealed ? 'accept' : 'enterField';
    case '1':
    case '2':
    case '3':
    case '4':
      if (revealed) return Number(key.key) as Grade;
      // Before the reveal a digit chooses an option, where the card has any.
      return Number(key.key) <= options ? { option: Number(key.key) - 1 } : undefined;
    case '?':
    case '？':
      return 'help';
    default: {
      const letter = key.key.toLowerCase();
      return isLetter(letter) ? letters[letter] : undefined;
    }
  }
}

function isLetter(key: string): key is keyof typeof letters {
  return Object.hasOwn(letters, key);
}

/** Classifies the focused element. A checkbox keeps its Space, but digits still grade. */
export function focusOf(element: Element | null): Focus {
  if (element === null) return 'page';
  if (element.matches('textarea, input:not([type=checkbox]), [contenteditable=true]')) return 'field';
  return element.matches('button, a[href], input, summary, select') ? 'control' : 'page';
}
