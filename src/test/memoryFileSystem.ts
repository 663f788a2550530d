import type { FileSystem } from '../store/virtual.ts';

class Failure extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** A file system in memory, shaped like `vscode.workspace.fs`, with paths for URIs and faults on demand. */
export class MemoryFileSystem implements FileSystem<string> {
  readonly files = new Map<string, Uint8Array>();
  /** Code of the error that every write fails with. */
  failWrites: string | undefined;
  #clock = 0;
  readonly #modified = new Map<string, number>();
  readonly #listeners = new Set<() => void>();

  put(path: string, content: Uint8Array | string): void {
    this.files.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
    this.#modified.set(path, ++this.#clock);
    for (const listener of this.#listeners) listener();
  }

  text(path: string): string {
    return new TextDecoder().decode(this.#get(path));
  }

  /** Paths of a folder's files, sorted. */
  paths(folder: string, ending = ''): string[] {
    return [...this.files.keys()]
      .filter((path) => path.startsWith(`${folder}/`) && path.endsWith(ending))
      .sort();
  }

  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async readFile(path: string): Promise<Uint8Array> {
    return Promise.resolve(this.#get(path));
  }

  async writeFile(path: string, content: Uint8Array): Promise<void> {
    await Promise.resolve();
    if (this.failWrites !== undefined) throw new Failure(this.failWrites);
    this.put(path, content.slice());
  }

  async readDirectory(path: string): Promise<[string, number][]> {
    const names = this.paths(path).map((file) => file.slice(path.length + 1));
    const folders = new Set(
      names.filter((name) => name.includes('/')).map((name) => name.split('/')[0] ?? ''),
    );
    const files = names.filter((name) => !name.includes('/'));
    return Promise.resolve([
      ...files.map((name): [string, number] => [name, 1]),
      ...[...folders].map((name): [string, number] => [name, 2]),
    ]);
  }

  async stat(path: string): Promise<{ size: number; mtime: number }> {
    return Promise.resolve({ size: this.#get(path).length, mtime: this.#modified.get(path) ?? 0 });
  }

  async createDirectory(): Promise<void> {
    return Promise.resolve();
  }

  async rename(source: string, target: string): Promise<void> {
    await this.writeFile(target, this.#get(source));
    this.files.delete(source);
  }

  async delete(path: string): Promise<void> {
    this.#get(path);
    this.files.delete(path);
    return Promise.resolve();
  }

  #get(path: string): Uint8Array {
    const content = this.files.get(path);
    if (!content) throw new Failure('FileNotFound');
    return content;
  }
}

export function joinPath(base: string, ...path: string[]): string {
  return [base, ...path].join('/');
}
