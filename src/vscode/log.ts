import type * as vscode from 'vscode';

/** The extension's log channel, and a way to say an error once in words that tell what to do. */
export type Log = vscode.LogOutputChannel;

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
