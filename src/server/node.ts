import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type { Concept } from '../deck/types.ts';
import type { IndexData, PackData } from '../schema/data.ts';
import { startServer } from './server.ts';
import type { ServerHost } from './server.ts';

/** Reads the compiled notes and the field reference from a folder; that of the running script if none is given. */
export function nodeHost(folder = path.dirname(realpathSync(process.argv[1] ?? '.'))): ServerHost {
  // The build writes these files from the same types.
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(path.join(folder, `${name}.json`), 'utf8'));
  return {
    readConcepts: async (language) => (await read(`concepts.${language}`)) as readonly Concept[],
    readSchemaIndex: async () => (await read('schema.index')) as IndexData,
    readSchemaPack: async (name) => (await read(`schema.${name}`)) as PackData,
  };
}

/** Serves over the channel that the client's command line names (`--node-ipc`, `--stdio`, `--pipe=`). */
export function startFromArguments(): void {
  startServer(createConnection(ProposedFeatures.all), nodeHost());
}

/** Serves any editor over standard input and output. */
export function startStdio(): void {
  startServer(createConnection(process.stdin, process.stdout), nodeHost());
}
