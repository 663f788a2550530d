import type { IndexData, PackData } from '../schema/data.ts';
import { Schema } from '../schema/schema.ts';

export interface SchemaFiles {
  readSchemaIndex(): Promise<IndexData>;
  /** One of the packs that the index names. */
  readSchemaPack(name: string): Promise<PackData>;
}

/** The field reference, read file by file as somebody points at a kind that it knows. */
export class LazySchema {
  private readonly files: SchemaFiles;
  private schema: Promise<Schema> | undefined;
  private readonly packs = new Map<string, Promise<void>>();

  constructor(files: SchemaFiles) {
    this.files = files;
  }

  /** The reference with everything about this kind in it. What could not be read is tried again the next time. */
  async for(apiVersion: string, kind: string): Promise<Schema> {
    this.schema ??= this.files.readSchemaIndex().then((index) => new Schema(index));
    this.schema.catch(() => (this.schema = undefined));
    const schema = await this.schema;
    await Promise.all(schema.missing(apiVersion, kind).map((name) => this.load(schema, name)));
    return schema;
  }

  private load(schema: Schema, name: string): Promise<void> {
    const known = this.packs.get(name);
    if (known) return known;
    const loading = this.files.readSchemaPack(name).then((pack) => {
      schema.add(name, pack);
    });
    this.packs.set(name, loading);
    loading.catch(() => this.packs.delete(name));
    return loading;
  }
}
