import { realpathSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { readPack } from '../deck/pack.ts';
import type { IndexData, PackData } from '../schema/data.ts';
import type { WorkspaceReader } from '../workspace/build.ts';
import { canonicalUri } from '../workspace/files.ts';
import type { ConceptReader } from './conceptSources.ts';
import { startServer } from './server.ts';
import type { ServerHost } from './server.ts';

/** Reads the compiled notes and the field reference from a folder; that of the running script if none is given. */
export function nodeHost(folder = path.dirname(realpathSync(process.argv[1] ?? '.'))): ServerHost {
  // The build writes these files from the same types.
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(path.join(folder, `${name}.json`), 'utf8'));
  return {
    readConcepts: async (language) =>
      readPack(await readFile(path.join(folder, `notes.${language}.zst`)), 'concepts'),
    readSchemaIndex: async () => (await read('schema.index')) as IndexData,
    readSchemaPack: async (name) => (await read(`schema.${name}`)) as PackData,
    readWorkspace: diskReader,
  };
}

/** Serves over the channel that the client's command line names (`--node-ipc`, `--stdio`, `--pipe=`). */
export function startFromArguments(): void {
  startServer(createConnection(ProposedFeatures.all), nodeHost());
}

/** Serves any editor over standard input and output; notes are read by whoever knows their format. */
export function startStdio(notes: Pick<ConceptReader, 'readNotes'>): void {
  startServer(createConnection(process.stdin, process.stdout), { ...nodeHost(), ...notes });
}

/** Manifests in JSON are rare, other JSON is not. */
const maxJson = 500;
/** Bytes of the largest file that is worth reading. */
const maxSize = 4_000_000;

/** Reads manifests below folders, YAML before JSON; folders with a leading dot are somebody's tools. */
export function diskReader(folders: readonly string[]): WorkspaceReader {
  return {
    list: async (limit) => {
      const yaml: string[] = [];
      const json: string[] = [];
      // Breadth first, so that the limit cuts what lies deepest.
      let level = folders.flatMap(folderPath);
      while (level.length > 0 && yaml.length <= limit) {
        const next: string[] = [];
        for (const folder of level) {
          for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
            const full = path.join(folder, entry.name);
            if (entry.isDirectory()) {
              if (!entry.name.startsWith('.') && entry.name !== 'node_modules') next.push(full);
            } else if (/\.ya?ml$/i.test(entry.name)) yaml.push(full);
            else if (/\.json$/i.test(entry.name) && json.length < maxJson) json.push(full);
          }
        }
        level = next;
      }
      const files = [...yaml, ...json];
      return {
        uris: files.slice(0, limit).map((file) => canonicalUri(pathToFileURL(file).href)),
        cut: files.length > limit,
      };
    },
    read: (uris) => Promise.all(uris.map(readManifest)),
  };
}

function folderPath(uri: string): string[] {
  try {
    return [fileURLToPath(uri)];
  } catch {
    return [];
  }
}

async function readManifest(uri: string): Promise<string | undefined> {
  try {
    const file = fileURLToPath(uri);
    return (await stat(file)).size > maxSize ? undefined : await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}
