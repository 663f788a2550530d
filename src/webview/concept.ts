import { followPrefix, isConceptMessage, type ConceptPageMessage } from '../quiz/protocol.ts';

declare function acquireVsCodeApi(): { postMessage(message: ConceptPageMessage): void };

/** The page that follows the caret: shows what the extension sends, and hands links of ours back to it. */
function start(root: Element): void {
  const api = acquireVsCodeApi();
  const content = document.createElement('main');
  content.tabIndex = -1;
  const status = document.createElement('div');
  status.setAttribute('role', 'status');
  root.append(content, status);

  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = event.data;
    if (!isConceptMessage(message)) return;
    content.lang = message.language;
    // From our own renderer, which lets no HTML of a note through; the policy of the page runs no script in it.
    content.innerHTML = message.html;
    window.scrollTo(0, 0);
    // The name is enough to hear while the caret moves; the rest is there to read.
    status.lang = message.language;
    if (status.textContent !== message.title) status.textContent = message.title;
  });
  content.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const href = link?.getAttribute('href') ?? '';
    if (!href.startsWith(followPrefix)) return;
    event.preventDefault();
    api.postMessage({ type: 'follow', link: Number(href.slice(followPrefix.length)) });
  });
  api.postMessage({ type: 'ready' });
}

const root = document.getElementById('root');
if (root !== null) start(root);
