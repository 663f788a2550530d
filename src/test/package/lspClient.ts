import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
} from 'vscode-languageserver/node';
import { root } from '../workbench/paths.ts';

/** An editor as the shipped language server sees it. */
export interface LspClient {
  readonly connection: ProtocolConnection;
  readonly child: ChildProcess;
  /** Everything that the server has written to its standard error. */
  readonly stderr: () => string;
  /** Opens a YAML document; names are unique in a client. */
  open(name: string, text: string): Promise<OpenDocument>;
  /** Ends the server without asking. */
  stop(): void;
}

export interface OpenDocument {
  /** Markdown of the hover at an offset in UTF-16 units, or `''` where there is none. */
  hover(offset: number): Promise<string>;
  close(): Promise<void>;
}

/**
 * Starts the shipped command line as any editor would, with these initialization options and the address of a
 * workspace folder.
 */
export async function startServer(options: object, folder?: string): Promise<LspClient> {
  const child = spawn(process.execPath, [path.join(root, 'dist', 'cli.js'), 'lsp', '--stdio'], {
    stdio: 'pipe',
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  const capabilities = { textDocument: { hover: { contentFormat: ['markdown'] } } };
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: folder ?? null,
    workspaceFolders: folder === undefined ? null : [{ uri: folder, name: 'workspace' }],
    capabilities,
    initializationOptions: options,
  });
  await connection.sendNotification('initialized', {});
  return {
    connection,
    child,
    stderr: () => stderr,
    open: async (name, text) => {
      const uri = `file:///${name}`;
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'yaml', version: 1, text },
      });
      return {
        hover: (offset) => hoverAt(connection, uri, text, offset),
        close: () => connection.sendNotification('textDocument/didClose', { textDocument: { uri } }),
      };
    },
    stop: () => {
      connection.dispose();
      child.kill();
    },
  };
}

async function hoverAt(
  connection: ProtocolConnection,
  uri: string,
  text: string,
  offset: number,
): Promise<string> {
  const before = text.slice(0, offset).split('\n');
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const reply = await connection.sendRequest<{ contents: { value: string } } | null>('textDocument/hover', {
    textDocument: { uri },
    position,
  });
  return reply?.contents.value ?? '';
}
