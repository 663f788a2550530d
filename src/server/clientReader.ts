import type { Connection } from 'vscode-languageserver';
import type { FileList, WorkspaceReader } from '../workspace/build.ts';
import { canonicalUri } from '../workspace/files.ts';
import { listManifestsRequest, readManifestsRequest } from './protocol.ts';

/** Reads files through the client, which knows file systems that the server does not. */
export function clientReader(connection: Connection): WorkspaceReader {
  /** As the client spells them, by canonical address. */
  const spelled = new Map<string, string>();
  return {
    list: async (limit) => {
      const { uris, cut } = await connection.sendRequest<FileList>(listManifestsRequest.method, { limit });
      for (const uri of uris) spelled.set(canonicalUri(uri), uri);
      return { uris: uris.map(canonicalUri), cut };
    },
    read: async (uris) => {
      if (uris.length === 0) return [];
      const asked = { uris: uris.map((uri) => spelled.get(uri) ?? uri) };
      const texts = await connection.sendRequest<readonly (string | null)[]>(
        readManifestsRequest.method,
        asked,
      );
      return uris.map((_, i) => texts[i] ?? undefined);
    },
  };
}
