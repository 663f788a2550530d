/** Makes a value once for each key; one that could not be made is tried again. */
export function once<Key, Value>(
  made: Map<Key, Promise<Value>>,
  key: Key,
  make: (key: Key) => Promise<Value>,
): Promise<Value> {
  const known = made.get(key);
  if (known !== undefined) return known;
  const making = make(key);
  made.set(key, making);
  making.catch(() => {
    // Something newer may have taken its place meanwhile.
    if (made.get(key) === making) made.delete(key);
  });
  return making;
}
