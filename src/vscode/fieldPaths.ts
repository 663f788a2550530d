import type * as vscode from 'vscode';
import type { IndexData, PackData } from '../schema/data.ts';
import { Schema } from '../schema/schema.ts';
import { readBuilt } from './builtFile.ts';

/** Paths of the field reference for completion, read when somebody first writes an `on:`. */
export class FieldPaths {
  readonly #extensionUri: vscode.Uri;
  #schema: Promise<Schema> | undefined;

  constructor(extensionUri: vscode.Uri) {
    this.#extensionUri = extensionUri;
  }

  /** Paths of a kind that go one step beyond what is typed; `PodSpec` stands for the spec of a Pod. */
  async beyond(kind: string, typed: string): Promise<readonly string[]> {
    const known = typed.slice(0, typed.lastIndexOf('.') + 1);
    const steps = known.split('.').flatMap((step) => {
      const name = step.replace(/(?:\[\])+$/, '');
      return name === '' ? [] : [name, ...Array.from(step.slice(name.length).matchAll(/\[\]/g), () => '[]')];
    });
    const [shown, inside] = kind === 'PodSpec' ? ['Pod', ['spec', ...steps]] : [kind, steps];
    const schema = await this.#read();
    const [version] = schema.versionsOf(shown);
    if (version === undefined) return [];
    for (const name of schema.missing(version, shown)) {
      schema.add(name, (await readBuilt(this.#extensionUri, `schema.${name}`)) as PackData);
    }
    return schema.members(version, shown, inside).map((name) => known + name);
  }

  #read(): Promise<Schema> {
    this.#schema ??= readBuilt(this.#extensionUri, 'schema.index').then(
      (index) => new Schema(index as IndexData),
    );
    this.#schema.catch(() => (this.#schema = undefined));
    return this.#schema;
  }
}
