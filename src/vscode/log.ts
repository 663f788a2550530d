import type * as vscode from 'vscode';

/** The extension's log channel, and a way to say an error once in words that tell what to do. */
export type Log = vscode.LogOutputChannel;

/** The message of an error. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The message of an error with those of its causes, for the log. */
export function chainOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause === undefined ? reasonOf(error) : `${reasonOf(error)} (${chainOf(cause)})`;
}
