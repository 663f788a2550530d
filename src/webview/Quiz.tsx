import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { Translate } from '../l10n/translate.ts';
import type { QuizView } from '../quiz/protocol.ts';
import { AnswerPage } from './AnswerPage.tsx';
import { Help } from './Help.tsx';
import type { Host } from './host.ts';
import { actionFor, focusOf } from './keys.ts';
import { Notice, Summary } from './Notice.tsx';
import { QuestionPage } from './QuestionPage.tsx';

/** The quiz: renders what the host sends and turns keys and clicks into messages. */
export function Quiz({ host, t }: { host: Host; t: Translate }) {
  const [view, setView] = useState<QuizView>();
  const [announcement, announce] = useState('');
  const [unsaved, setUnsaved] = useState('');
  const [help, toggleHelp] = useReducer((open: boolean) => !open, false);
  const field = useRef<HTMLTextAreaElement>(null);
  const main = useRef<HTMLElement>(null);

  useEffect(() => {
    host.onMessage((message) => {
      if (message.type === 'unsaved') {
        setUnsaved(message.message);
        return;
      }
      if (message.type === 'keep') return;
      setView(message.view);
      if (message.announce !== undefined) announce(message.announce);
    });
    host.send({ type: 'ready' });
  }, [host]);

  // Read by the key handler at the very moment of a key: an effect would lag a frame behind what is on the screen.
  const shown = useRef(view);
  shown.current = view;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const view = shown.current;
      const options = view?.phase === 'question' ? view.options.length : 0;
      const focus = focusOf(document.activeElement);
      const action = actionFor(event, focus, view?.phase === 'answer', options);
      if (action === undefined || view === undefined) return;
      // While the list of keys covers the card, no key may answer it.
      if (document.querySelector('dialog[open]') !== null && action !== 'help') return;
      const question = view.phase === 'question';
      const answer = view.phase === 'answer';
      const undoable = view.phase !== 'notice' && view.canUndo;
      if (action === 'reveal' && question) {
        host.send({ type: 'reveal', text: field.current?.value ?? view.typed });
      } else if (action === 'leaveField') main.current?.focus();
      else if (action === 'enterField' && question) field.current?.focus();
      else if (action === 'accept' && answer) host.send({ type: 'grade', grade: view.proposed });
      else if (action === 'undo' && undoable) host.send({ type: 'undo' });
      else if (action === 'openNote' && (question || answer)) host.send({ type: 'openNote' });
      else if (action === 'help') toggleHelp(undefined);
      else if (typeof action === 'number') host.send({ type: 'grade', grade: action });
      else if (typeof action === 'object') {
        host.send({ type: 'reveal', text: field.current?.value ?? '', option: action.option });
      } else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
    };
  }, [host]);

  // A new card or its answer takes the focus, unless the user is typing answers: then the field keeps it.
  const place =
    view?.phase === 'question' ? `${String(view.progress.done)} ${view.questionHtml}` : view?.phase;
  const typing = useRef(false);
  useEffect(() => {
    if (view?.phase === 'question' && typing.current) field.current?.focus();
    else main.current?.focus();
  }, [place]);

  return (
    <>
      <main ref={main} tabIndex={-1}>
        {view?.phase === 'question' && (
          <QuestionPage
            key={place}
            view={view}
            t={t}
            field={field}
            onTyped={(text) => {
              typing.current = text !== '';
              host.send({ type: 'typed', text });
            }}
            onReveal={(text, option) => {
              host.send({ type: 'reveal', text, ...(option === undefined ? {} : { option }) });
            }}
          />
        )}
        {view?.phase === 'answer' && <AnswerPage view={view} t={t} send={host.send} />}
        {view?.phase === 'summary' && <Summary view={view} t={t} send={host.send} />}
        {view?.phase === 'notice' && <Notice view={view} t={t} send={host.send} />}
      </main>
      {unsaved !== '' && (
        <p class="unsaved" role="alert">
          {unsaved}
        </p>
      )}
      <Help open={help} toggle={toggleHelp} t={t} />
      <div class="visually-hidden" role="status" aria-live="polite">
        {announcement}
      </div>
    </>
  );
}
