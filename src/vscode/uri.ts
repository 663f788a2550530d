import * as vscode from 'vscode';

/** `vscode.Uri.joinPath` as a function of its own. */
export function join(base: vscode.Uri, ...path: string[]): vscode.Uri {
  return vscode.Uri.joinPath(base, ...path);
}
