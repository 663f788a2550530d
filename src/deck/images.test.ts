import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { picturePath } from './images.ts';

describe('a picture of a note', () => {
  it.each([
    ['a.md', 'x.png', 'x.png'],
    ['deep/a.md', './img/x%20y.PNG', 'deep/img/x y.PNG'],
    ['deep/er/a.md', '../x.svg', 'deep/x.svg'],
    ['a.md', '../x.png', undefined],
    ['deep/a.md', '../../etc/x.png', undefined],
    ['a.md', '/etc/x.png', undefined],
    ['a.md', 'https://e.example/x.png', undefined],
    ['a.md', 'file:///x.png', undefined],
    ['a.md', '..\\x.png', undefined],
    ['a.md', 'notes.md', undefined],
    ['a.md', '%E0%A4%A.png', undefined],
    ['a.md', 'x.png?y=1#z', 'x.png'],
  ])('of %s at %s is %s', (note, address, path) => {
    expect(picturePath(note, address)).toBe(path);
  });

  it('never leads out of the source', () => {
    const part = fc.constantFrom('..', '.', 'a', '%2e%2e', '%2F', '/', '\\', 'x.png', '%00', '');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const path = picturePath('d/a.md', `${parts.join('/')}.png`);
        expect(path === undefined || !/(?:^|\/)\.\.(?:\/|$)|^\/|\\|\0/.test(path)).toBe(true);
      }),
    );
  });
});
