import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { readPack } from '../deck/pack.ts';
import { startServer } from './server.ts';
import type { ServerHost } from './server.ts';

/** Reads the compiled notes from a folder; that of the running script if none is given. */
export function nodeHost(folder = path.dirname(realpathSync(process.argv[1] ?? '.'))): ServerHost {
  return {
    readConcepts: async (language) => {
      return readPack(await readFile(path.join(folder, `notes.${language}.zst`)), 'concepts');
    },
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
