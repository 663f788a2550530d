/** Numbers strings in the order of their first use, so that tables can refer to them. */
export class Names {
  readonly #names: string[] = [];
  readonly #indexes = new Map<string, number>();

  constructor(names: Iterable<string> = []) {
    for (const name of names) this.index(name);
  }

  get size(): number {
    return this.#names.length;
  }

  /** Index of `name`, new if need be. */
  index(name: string): number {
    const known = this.#indexes.get(name);
    if (known !== undefined) return known;
    const index = this.#names.push(name) - 1;
    this.#indexes.set(name, index);
    return index;
  }

  find(name: string): number | undefined {
    return this.#indexes.get(name);
  }

  /** Name of an index that `index` has given. */
  at(index: number): string {
    const name = this.#names[index];
    if (name === undefined) throw new RangeError(`No name ${index} of ${this.#names.length}`);
    return name;
  }

  values(): readonly string[] {
    return this.#names;
  }
}

const usual = /^(.{1,64})-(0|[1-9a-f][0-9a-f]{0,7})$/s;

/**
 * Event ids as numbers: index of the writer * 2^32 + counter. An id of another shape is a writer of its own, in a
 * name that no usual id can have.
 */
export class EventIds {
  readonly writers: Names;

  constructor(writers: Iterable<string> = []) {
    this.writers = new Names(writers);
  }

  encode(id: string): number {
    const match = usual.exec(id);
    const writer = match?.[1];
    const counter = match?.[2];
    if (writer === undefined || counter === undefined) return this.writers.index(`=${id}`) * 2 ** 32;
    return this.writers.index(`-${writer}`) * 2 ** 32 + parseInt(counter, 16);
  }

  decode(key: number): string {
    const counter = key % 2 ** 32;
    const name = this.writers.at((key - counter) / 2 ** 32);
    return name.startsWith('=') ? name.slice(1) : `${name.slice(1)}-${counter.toString(16)}`;
  }

  /** Order of ids as strings, by UTF-16 code units. */
  compare(a: number, b: number): number {
    if (a === b) return 0;
    return this.decode(a) < this.decode(b) ? -1 : 1;
  }
}
