import { startStdio } from '../server/node.ts';
import type { Command } from './cli.ts';
import { userNotesReader } from './userNotes.ts';

/** `k8s-recall lsp --stdio`: the hovers as a standard language server, for any editor. */
export const lspCommand: Command = {
  usage: 'k8s-recall lsp --stdio',
  summary: (t) => t('Serves hovers to an editor over standard input and output.'),
  run: (args, host, t) => {
    if (args.length !== 1 || args[0] !== '--stdio') {
      host.err(`k8s-recall lsp: ${t('the only transport is --stdio')}\n`);
      return Promise.resolve(2);
    }
    startStdio({ readNotes: userNotesReader() });
    // The connection ends the process when the client says so or goes away.
    return new Promise(() => undefined);
  },
};
