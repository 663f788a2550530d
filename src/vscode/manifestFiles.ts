import * as vscode from 'vscode';
import type { FileList } from '../workspace/build.ts';

/** Folders of other people's files; what the user excludes from the explorer is left out as well. */
const excluded = '**/{node_modules,.git}/**';

/** Manifests in JSON are rare, other JSON is not. */
const maxJson = 500;
/** Files that are worth fetching one by one where the workspace is no disk, such as a repository on a host. */
const maxVirtual = 500;
/** Bytes of the largest file that is worth reading. */
const maxSize = 4_000_000;

/** Addresses of the saved manifests of the workspace, on whatever file system, YAML before JSON. */
export async function listManifests(limit: number): Promise<FileList> {
  const most = isVirtual() ? Math.min(limit, maxVirtual) : limit;
  const yaml = await vscode.workspace.findFiles('**/*.{yaml,yml}', excluded, most + 1);
  const rest = Math.min(most - yaml.length, maxJson);
  const json = rest > 0 ? await vscode.workspace.findFiles('**/*.json', excluded, rest) : [];
  const uris = [...yaml.slice(0, most), ...json].map((uri) => uri.toString());
  return { uris, cut: yaml.length > most };
}

function isVirtual(): boolean {
  const disks = ['file', 'vscode-remote'];
  return (vscode.workspace.workspaceFolders ?? []).some(({ uri }) => !disks.includes(uri.scheme));
}

/** Texts of files, null for what cannot be read. */
export async function readManifests(uris: readonly string[]): Promise<(string | null)[]> {
  const decoder = new TextDecoder();
  return Promise.all(
    uris.map(async (uri) => {
      try {
        const bytes = await vscode.workspace.fs.readFile(vscode.Uri.parse(uri, true));
        return bytes.byteLength > maxSize ? null : decoder.decode(bytes);
      } catch {
        return null;
      }
    }),
  );
}
