import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import type { IndexData, PackData } from '../schema/data.ts';
import { readConceptsRequest, readSchemaRequest } from './protocol.ts';
import { startServer } from './server.ts';

/** Main of the web worker, which asks the client for notes and field reference as it cannot read the extension's folder. */
declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
startServer(connection, {
  readConcepts: (language) => connection.sendRequest(readConceptsRequest.method, { language }),
  readSchemaIndex: () => connection.sendRequest<IndexData>(readSchemaRequest.method, { name: 'index' }),
  readSchemaPack: (name) => connection.sendRequest<PackData>(readSchemaRequest.method, { name }),
});
