import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { readConceptsRequest } from './protocol.ts';
import { startServer } from './server.ts';

/** Main of the web worker, which asks the client for the notes as it cannot read the extension's folder. */
declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
startServer(connection, {
  readConcepts: (language) => connection.sendRequest(readConceptsRequest.method, { language }),
});
