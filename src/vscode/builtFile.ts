import * as vscode from 'vscode';

/** Reads a JSON file that the build wrote into `dist`, by its bare name; the build writes it from our types. */
export async function readBuilt(extensionUri: vscode.Uri, name: string): Promise<unknown> {
  if (!/^[\w.-]+$/.test(name)) throw new Error(`No file of the extension: ${name}`);
  const uri = vscode.Uri.joinPath(extensionUri, 'dist', `${name}.json`);
  return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
}
