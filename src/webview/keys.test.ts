import { describe, expect, it } from 'vitest';
import { actionFor, type Key } from './keys.ts';

const plain: Key = {
  key: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  keyCode: 0,
  repeat: false,
};
const key = (name: string, more: Partial<Key> = {}): Key => ({ ...plain, key: name, ...more });

describe('keys', () => {
  it('Space reveals outside a field, and is a space inside', () => {
    expect(actionFor(key(' '), 'page', false)).toBe('reveal');
    expect(actionFor(key(' '), 'field', false)).toBeUndefined();
    expect(actionFor(key(' '), 'control', false)).toBeUndefined();
  });
  it('Ctrl+Enter and Cmd+Enter reveal from the field', () => {
    expect(actionFor(key('Enter', { ctrlKey: true }), 'field', false)).toBe('reveal');
    expect(actionFor(key('Enter', { metaKey: true }), 'field', false)).toBe('reveal');
  });
  it('digits grade once the answer is shown, also while a checkbox has the focus', () => {
    expect(actionFor(key('2'), 'page', true)).toBe(2);
    expect(actionFor(key('2'), 'control', true)).toBe(2);
    expect(actionFor(key('2'), 'page', false)).toBeUndefined();
    expect(actionFor(key('2'), 'field', true)).toBeUndefined();
  });
  it('digits choose an option before the reveal, where there is one', () => {
    expect(actionFor(key('2'), 'page', false, 3)).toEqual({ option: 1 });
    expect(actionFor(key('4'), 'page', false, 3)).toBeUndefined();
    expect(actionFor(key('2'), 'page', true, 3)).toBe(2);
  });
  it('nothing of ours fires while an input method composes', () => {
    for (const name of [' ', '1', 'Enter', 'u', 'b', 's', 'x', 'f', 'l', 't', 'e', '?', 'Process']) {
      for (const focus of ['field', 'page', 'control'] as const) {
        expect(actionFor(key(name, { isComposing: true }), focus, true)).toBeUndefined();
        expect(actionFor(key(name, { keyCode: 229 }), focus, false)).toBeUndefined();
      }
    }
    expect(actionFor(key('Enter', { ctrlKey: true, isComposing: true }), 'field', false)).toBeUndefined();
  });
  it('a held key does not run through the deck', () => {
    for (const name of [' ', 'Enter', '3', 'u', 'b', 's', 'x', 'f', 'l', 'e']) {
      expect(actionFor(key(name, { repeat: true }), 'page', true)).toBeUndefined();
      expect(actionFor(key(name, { repeat: true }), 'page', false)).toBeUndefined();
    }
  });
  it('leaves keys with modifiers to the editor', () => {
    expect(actionFor(key('1', { ctrlKey: true }), 'page', true)).toBeUndefined();
    expect(actionFor(key('e', { altKey: true }), 'page', true)).toBeUndefined();
    expect(actionFor(key('u', { metaKey: true }), 'page', true)).toBeUndefined();
  });
  it('letters act outside of fields, upper or lower case', () => {
    const all = {
      u: 'undo',
      e: 'openNote',
      b: 'bury',
      s: 'suspend',
      x: 'bad',
      f: 'flag',
      l: 'beside',
      t: 'clock',
    };
    for (const [letter, action] of Object.entries(all)) {
      expect(actionFor(key(letter), 'page', false)).toBe(action);
      expect(actionFor(key(letter.toUpperCase()), 'control', true)).toBe(action);
      expect(actionFor(key(letter), 'field', false)).toBeUndefined();
    }
    expect(actionFor(key('q'), 'page', false)).toBeUndefined();
    expect(actionFor(key('constructor'), 'page', false)).toBeUndefined();
  });
  it('the full-width question mark counts', () => {
    expect(actionFor(key('？'), 'page', false)).toBe('help');
  });
});
