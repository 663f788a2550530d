import * as vscode from 'vscode';
import { parseLink } from '../topics/link.ts';
import { commands } from './ids.ts';
import type { Log } from './log.ts';

/** Follows links that "Copy Link" made. They open notes and do nothing else. */
export function registerLinks(log: Log): vscode.Disposable {
  return vscode.window.registerUriHandler({
    handleUri: async ({ path, query }) => {
      const target = parseLink(path, query);
      if (target === undefined) {
        log.warn(`A link leads nowhere: ${path}`);
        return;
      }
      const { kind, id } = target;
      // As if the row of the tree had been chosen.
      const argument = kind === 'topic' ? id : { kind, id: `card:${id}`, card: id };
      await vscode.commands.executeCommand(commands.openTopic, argument);
    },
  });
}
