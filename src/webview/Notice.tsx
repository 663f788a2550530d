import type { Translate } from '../l10n/translate.ts';
import type { NoticeView, PageMessage, SummaryView } from '../quiz/protocol.ts';
import { gradeName } from './gradeName.ts';
import { Html } from './Html.tsx';

type Send = (message: PageMessage) => void;

/** The end of a session: what was asked, how it went, and when it comes back. */
export function Summary({ view, t, send }: { view: SummaryView; t: Translate; send: Send }) {
  return (
    <article aria-labelledby="summary">
      <h1 id="summary">{t('Done: {0}', view.title)}</h1>
      <p>{view.message}</p>
      {view.strong.length > 0 && (
        <p lang={view.lang}>
          {t('Strong:')} {view.strong.join(' · ')}
        </p>
      )}
      {view.suggestion !== undefined && (
        <p class="suggestion">
          <span>{view.suggestion.text}</span>{' '}
          <button
            type="button"
            onClick={() => {
              send({ type: 'suggestion' });
            }}
          >
            {view.suggestion.action}
          </button>
        </p>
      )}
      {view.rows.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('Question')}</th>
              <th scope="col">{t('Grade')}</th>
              <th scope="col">{t('Comes back')}</th>
            </tr>
          </thead>
          <tbody>
            {view.rows.map((row, index) => (
              <tr key={index}>
                <td lang={view.lang}>
                  <Html html={row.questionHtml} class="note inline" />
                </td>
                <td>
                  <span class={`dot grade-${String(row.grade)}`} aria-hidden="true" />{' '}
                  {gradeName(row.grade, t)}
                </td>
                <td>{row.next}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div class="actions start">
        <button
          type="button"
          class="primary"
          onClick={() => {
            send({ type: 'close' });
          }}
        >
          {t('Close')}
        </button>
        <button
          type="button"
          onClick={() => {
            send({ type: 'again' });
          }}
        >
          {t('Go on')}
        </button>
        {view.canUndo && (
          <button
            type="button"
            class="link"
            onClick={() => {
              send({ type: 'undo' });
            }}
          >
            {t('Undo')} <kbd>U</kbd>
          </button>
        )}
      </div>
    </article>
  );
}

/** Nothing to ask, or a problem; the text says what to do. */
export function Notice({ view, t, send }: { view: NoticeView; t: Translate; send: Send }) {
  return (
    <article aria-labelledby="notice" aria-live={view.error ? 'assertive' : 'off'}>
      <h1 id="notice">{view.title}</h1>
      <p>{view.message}</p>
      <div class="actions start">
        <button
          type="button"
          class="primary"
          onClick={() => {
            send({ type: 'close' });
          }}
        >
          {t('Close')}
        </button>
      </div>
    </article>
  );
}
