import type { Translate } from '../l10n/translate.ts';
import type { AnswerView, PageMessage, QuestionView } from '../quiz/protocol.ts';
import { Header } from './Header.tsx';
import { Html } from './Html.tsx';
import { Manifest } from './Manifest.tsx';

type View = QuestionView | AnswerView;

/** What stands above the answer, before and after the reveal. */
export function CardTop({ view, t }: { view: View; t: Translate }) {
  const { lang, manifest, other } = view;
  // A manifest to edit stands in its field, and afterwards beside its solution.
  const editing = manifest !== undefined && manifest.line === undefined;
  return (
    <>
      <Header title={view.title} path={view.path} progress={view.progress} lang={lang} t={t} />
      <p class="task">
        {view.task}
        {view.flagged && <span class="flag">{t('flagged')}</span>}
      </p>
      {view.mainHtml !== '' && (
        <div class="main-question" lang={lang}>
          <span class="visually-hidden">{t('Main question:')}</span>
          <Html html={view.mainHtml} class="note inline" />
        </div>
      )}
      <div class={other === undefined ? 'languages' : 'languages two'}>
        <h1 id="question" lang={lang}>
          <Html html={view.questionHtml} class="note question" />
        </h1>
        {other !== undefined && (
          <aside lang={other.lang} aria-label={t('In the other language')}>
            <Html html={other.questionHtml} class="note question" />
            {other.answerHtml !== '' && <Html html={other.answerHtml} class="note answer" />}
          </aside>
        )}
      </div>
      {view.givenHtml.length > 0 && (
        <section class="given" aria-label={t('The other points')}>
          <ul lang={lang}>
            {view.givenHtml.map((html, index) => (
              <li key={index}>
                <Html html={html} />
              </li>
            ))}
            <li class="missing">…</li>
          </ul>
        </section>
      )}
      {manifest !== undefined && !editing && <Manifest manifest={manifest} t={t} />}
    </>
  );
}

/** What can be done with a card besides answering it; every entry has its key. */
export function More({
  view,
  t,
  send,
  bad,
}: {
  view: View;
  t: Translate;
  send: (message: PageMessage) => void;
  bad: () => void;
}) {
  const entry = (key: string, label: string, onClick: () => void) => (
    <li>
      <button type="button" class="link" aria-keyshortcuts={key} onClick={onClick}>
        {label} <kbd>{key}</kbd>
      </button>
    </li>
  );
  const plain = (type: 'bury' | 'suspend' | 'flag' | 'beside' | 'openNote' | 'undo') => () => {
    send({ type });
  };
  return (
    <ul class="more" aria-label={t('This card')}>
      {view.canUndo && entry('U', t('Undo'), plain('undo'))}
      {entry('E', t('Open note'), plain('openNote'))}
      {entry('L', t('Other language'), plain('beside'))}
      {entry('B', t('Tomorrow'), plain('bury'))}
      {entry('S', t('Suspend'), plain('suspend'))}
      {entry('F', view.flagged ? t('Take the flag off') : t('Flag'), plain('flag'))}
      {entry('X', t('Bad card'), bad)}
    </ul>
  );
}
