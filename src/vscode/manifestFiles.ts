import * as vscode from 'vscode';

/** Folders of other people's files; what the user excludes from the explorer is left out as well. */
const excluded = '**/{node_modules,.git}/**';

/** Bytes of the largest file that is worth reading. */
const maxSize = 4_000_000;

/** Addresses of the saved manifests of the workspace, on whatever file system, YAML before JSON. */
export async function listManifests(limit: number): Promise<string[]> {
  const yaml = await vscode.workspace.findFiles('**/*.{yaml,yml}', excluded, limit);
  const rest = limit - yaml.length;
  const json = rest > 0 ? await vscode.workspace.findFiles('**/*.json', excluded, rest) : [];
  return [...yaml, ...json].map((uri) => uri.toString());
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
