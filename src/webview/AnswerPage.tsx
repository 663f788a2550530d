import type { Translate } from '../l10n/translate.ts';
import type { AnswerView, PageMessage } from '../quiz/protocol.ts';
import { gradeName } from './gradeName.ts';
import { Header } from './Header.tsx';
import { Html } from './Html.tsx';

/** A card after the reveal: what the user wrote beside the note's own points, and the four grades. */
export function AnswerPage(props: { view: AnswerView; t: Translate; send: (message: PageMessage) => void }) {
  const { view, t, send } = props;
  const ticked = view.points.filter((point) => point.ticked).length;
  const typed = view.typed.trim();
  return (
    <article aria-labelledby="question">
      <Header title={view.title} path={view.path} progress={view.progress} lang={view.lang} t={t} />
      <p class="task">{view.task}</p>
      <h1 id="question" lang={view.lang}>
        <Html html={view.questionHtml} class="note question" />
      </h1>
      <div class={typed === '' ? 'compare' : 'compare two'}>
        {typed !== '' && (
          <section aria-label={t('Your answer')}>
            <h2>{t('Your answer')}</h2>
            <p class="typed" lang={view.lang}>
              {typed}
            </p>
          </section>
        )}
        <section aria-label={t('Answer')}>
          {view.options.length > 0 ? (
            <Options view={view} t={t} />
          ) : view.points.length > 0 ? (
            <fieldset>
              <legend>
                <h2>{t('Tick what you had')}</h2>
                <span class="count">{t('{0} of {1}', ticked, view.points.length)}</span>
              </legend>
              <ul class="points" lang={view.lang}>
                {view.points.map((point, index) => (
                  <li key={index}>
                    <label>
                      <input
                        type="checkbox"
                        checked={point.ticked}
                        onChange={(event) => {
                          send({ type: 'tick', point: index, ticked: event.currentTarget.checked });
                        }}
                      />
                      <Html html={point.html} />
                    </label>
                  </li>
                ))}
              </ul>
            </fieldset>
          ) : (
            <>
              <h2>{t('Answer')}</h2>
              <Html html={view.answerHtml} class="note answer" lang={view.lang} />
            </>
          )}
        </section>
      </div>
      {view.points.length > 0 && view.answerHtml !== '' && (
        <details>
          <summary>{t('The whole answer')}</summary>
          <Html html={view.answerHtml} class="note answer" lang={view.lang} />
        </details>
      )}
      {view.alertsHtml !== '' && <Html html={view.alertsHtml} class="note alerts" lang={view.lang} />}
      {view.sources.length > 0 && (
        <p class="sources">
          {t('Sources:')}{' '}
          {view.sources.map(({ href, label }) => (
            <a key={href} href={href} title={href}>
              {label}
            </a>
          ))}
        </p>
      )}
      <div class="grades" role="group" aria-label={t('How well did you know it?')}>
        {view.grades.map(({ grade, interval }) => (
          <button
            key={grade}
            type="button"
            class={grade === view.proposed ? 'grade proposed' : 'grade'}
            aria-keyshortcuts={String(grade)}
            {...(grade === view.proposed ? { 'aria-describedby': 'proposed' } : {})}
            onClick={() => {
              send({ type: 'grade', grade });
            }}
          >
            <span class="name">
              <kbd>{grade}</kbd> {gradeName(grade, t)}
            </span>
            <span class="interval">{interval}</span>
          </button>
        ))}
      </div>
      <p class="hint actions">
        <span id="proposed">
          <kbd>Enter</kbd> {t('accepts the outlined grade: {0}', gradeName(view.proposed, t))}
        </span>
        <span>
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
          )}{' '}
          <button
            type="button"
            class="link"
            onClick={() => {
              send({ type: 'openNote' });
            }}
          >
            {t('Open note')} <kbd>E</kbd>
          </button>
        </span>
      </p>
    </article>
  );
}

/** The options of a choice card: which is right, which was chosen, and why. */
function Options({ view, t }: { view: AnswerView; t: Translate }) {
  return (
    <ol class="options" lang={view.lang} aria-label={t('Options')}>
      {view.options.map(({ html, correct, chosen, whyHtml }, index) => (
        <li key={index} class={correct ? 'correct' : 'wrong'}>
          <span class="verdict">{correct ? `✓ ${t('right')}` : chosen ? `✗ ${t('your choice')}` : ''}</span>
          <Html html={html} />
          {whyHtml !== '' && <Html html={whyHtml} class="note why" />}
        </li>
      ))}
    </ol>
  );
}
