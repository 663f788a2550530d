import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { Translate } from '../l10n/translate.ts';
import type { QuizView, RecognisedView } from '../quiz/protocol.ts';
import type { AnswerField } from './answerField.ts';
import { AnswerPage } from './AnswerPage.tsx';
import { BadCard } from './BadCard.tsx';
import { Help } from './Help.tsx';
import type { Host } from './host.ts';
import { actionFor, focusOf, type Action } from './keys.ts';
import { Notice, Summary } from './Notice.tsx';
import { QuestionPage } from './QuestionPage.tsx';

/** The quiz: renders what the host sends and turns keys and clicks into messages. */
export function Quiz({ host, t }: { host: Host; t: Translate }) {
  const [{ view, session }, setShown] = useState<{ view?: QuizView; session: number }>({ session: 0 });
  const [recognised, setRecognised] = useState<readonly RecognisedView[]>([]);
  const [announcement, announce] = useState('');
  const [unsaved, setUnsaved] = useState('');
  const [help, toggleHelp] = useReducer((open: boolean) => !open, false);
  const [bad, setBad] = useState(false);
  const [clock, setClock] = useState(false);
  const answer = useRef<AnswerField>(null);
  const main = useRef<HTMLElement>(null);
  /** Whether the user answers by typing. */
  const typing = useRef(false);

  useEffect(() => {
    host.onMessage((message) => {
      if (message.type === 'unsaved') {
        setUnsaved(message.message);
        return;
      }
      if (message.type === 'keep') {
        setRecognised(message.recognised ?? []);
        return;
      }
      setShown({ view: message.view, session: message.session });
      if (message.announce !== undefined) announce(message.announce);
    });
    host.send({ type: 'ready' });
  }, [host]);

  const reveal = (option?: number): void => {
    const text = answer.current?.text() ?? '';
    host.send({ type: 'reveal', text, ...(option === undefined ? {} : { option }) });
  };
  /** Does what a key asks for, if it makes sense now; tells whether it did. */
  const act = (action: Action, shown: QuizView): boolean => {
    const question = shown.phase === 'question';
    const card = question || shown.phase === 'answer';
    if (typeof action === 'number') host.send({ type: 'grade', grade: action });
    else if (typeof action === 'object') reveal(action.option);
    else {
      switch (action) {
        case 'help':
          toggleHelp(undefined);
          return true;
        case 'leaveField':
          typing.current = false;
          main.current?.focus();
          return true;
        case 'undo':
          if (shown.phase === 'notice' || !shown.canUndo) return false;
          host.send({ type: 'undo' });
          return true;
        case 'accept':
          if (shown.phase !== 'answer' || shown.proposed === undefined) return false;
          host.send({ type: 'grade', grade: shown.proposed });
          return true;
        case 'reveal':
          if (question) reveal();
          return question;
        case 'enterField':
          if (question) focusAnswer();
          return question;
        case 'clock':
          if (!question || shown.clock === undefined) return false;
          setClock((running) => !running);
          return true;
        case 'bad':
          if (card) setBad(true);
          return card;
        case 'bury':
        case 'suspend':
        case 'flag':
        case 'beside':
        case 'openNote':
          if (card) host.send({ type: action });
          return card;
      }
    }
    return true;
  };
  const focusAnswer = (): void => {
    if (answer.current !== null) answer.current.focus();
    else document.querySelector<HTMLElement>('.option')?.focus();
  };

  // Read by the key handler at the very moment of a key: an effect would lag a frame behind what is on the screen.
  const shown = useRef(view);
  shown.current = view;
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const view = shown.current;
      const options =
        view?.phase === 'question' && view.input.kind === 'choice' ? view.input.options.length : 0;
      const focus = focusOf(document.activeElement);
      const action = actionFor(event, focus, view?.phase === 'answer', options);
      if (action === undefined || view === undefined) return;
      // While a dialog covers the card, no key may answer it.
      const dialog = document.querySelector('dialog[open]');
      if (dialog !== null && (action !== 'help' || dialog.classList.contains('bad'))) return;
      if (latest.current(action, view)) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
    };
  }, [host]);

  // A new card or its answer takes the focus, unless the user is typing answers: then the field keeps it.
  const place =
    view?.phase === 'question'
      ? `${String(session)} ${String(view.turn)} ${view.questionHtml}`
      : `${String(session)} ${view?.phase ?? ''}`;
  useEffect(() => {
    setRecognised([]);
    setClock(view?.phase === 'question' && view.clock?.start === 'auto');
    // A session begins on the page, where every key works.
    if (view?.phase === 'question' && view.turn === 0) typing.current = view.typed !== '';
    const typable = view?.phase === 'question' && view.input.kind !== 'choice' && view.input.kind !== 'order';
    if (typable && typing.current) answer.current?.focus();
    else main.current?.focus();
    window.scrollTo({ top: 0 });
    // A list that comes back with its entries is recognised anew.
    if (view?.phase === 'question' && view.input.kind === 'fields' && view.typed !== '') {
      host.send({ type: 'typed', text: view.typed });
    }
  }, [place]);
  // Whatever took the focus away, an element that is gone or another part of the window, gives it back to the card.
  useEffect(() => {
    const keep = (): void => {
      const lost = document.activeElement === null || document.activeElement === document.body;
      if (lost && document.querySelector('dialog[open]') === null) main.current?.focus();
    };
    keep();
    window.addEventListener('focus', keep);
    return () => {
      window.removeEventListener('focus', keep);
    };
  }, [view]);
  const openBad = (): void => {
    setBad(true);
  };

  return (
    <>
      <main ref={main} tabIndex={-1}>
        {view?.phase === 'question' && (
          <QuestionPage
            key={place}
            view={view}
            t={t}
            answer={answer}
            recognised={recognised}
            clock={{
              running: clock,
              toggle: () => {
                setClock((running) => !running);
              },
            }}
            send={host.send}
            bad={openBad}
            onTyped={(text) => {
              typing.current = text !== '';
              host.send({ type: 'typed', text });
            }}
            onReveal={reveal}
          />
        )}
        {view?.phase === 'answer' && <AnswerPage view={view} t={t} send={host.send} bad={openBad} />}
        {view?.phase === 'summary' && <Summary view={view} t={t} send={host.send} />}
        {view?.phase === 'notice' && <Notice view={view} t={t} send={host.send} />}
      </main>
      {unsaved !== '' && (
        <p class="unsaved" role="alert">
          {unsaved}
        </p>
      )}
      <Help open={help} toggle={toggleHelp} t={t} />
      <BadCard
        open={bad}
        close={() => {
          setBad(false);
          main.current?.focus();
        }}
        send={(reason, text) => {
          host.send({ type: 'bad', reason, text });
        }}
        t={t}
      />
      <div class="visually-hidden" role="status" aria-live="polite">
        {announcement}
      </div>
    </>
  );
}
