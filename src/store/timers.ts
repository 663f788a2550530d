/** Keeps a timer from holding a Node process open; a browser's timer is a number and ends with its page. */
export function letProcessEnd(timer: { unref?: () => unknown } | number): void {
  if (typeof timer === 'object') timer.unref?.();
}
