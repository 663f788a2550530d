/** Pictures that may be shown; whatever else a note links to is no picture. */
const picture = /\.(?:png|jpe?g|gif|webp|svg)$/i;

/**
 * Path inside its source of a picture that a note shows by a relative address; undefined where the address leads
 * out of the source, is none of a file, or names no picture.
 */
export function picturePath(note: string, address: string): string | undefined {
  let plain: string;
  try {
    plain = decodeURIComponent(address.replace(/[?#].*$/, ''));
  } catch {
    return undefined;
  }
  if (/^[a-z][\w+.-]*:|^[/\\]|\\|\0/i.test(plain) || !picture.test(plain)) return undefined;
  const steps = note.split('/').slice(0, -1);
  for (const step of plain.split('/')) {
    if (step === '..') {
      if (steps.pop() === undefined) return undefined;
    } else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
