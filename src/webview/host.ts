import { isHostMessage, type HostMessage, type PageMessage } from '../quiz/protocol.ts';

interface VsCodeApi {
  postMessage(message: PageMessage): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The page's only way to the extension. */
export interface Host {
  readonly send: (message: PageMessage) => void;
  /** Calls `handle` for every valid message; the session's state is kept for a reload before that. */
  readonly onMessage: (handle: (message: HostMessage) => void) => void;
}

export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    send: (message) => {
      api.postMessage(message);
    },
    onMessage: (handle) => {
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (!isHostMessage(event.data)) return;
        if (event.data.type !== 'unsaved') api.setState(event.data.state);
        handle(event.data);
      });
    },
  };
}
