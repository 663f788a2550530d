import type { Translate } from '../l10n/translate.ts';
import type { AnswerView, PageMessage, YoursView } from '../quiz/protocol.ts';
import { CardTop, More } from './CardParts.tsx';
import { gradeName } from './gradeName.ts';
import { Html } from './Html.tsx';

type Send = (message: PageMessage) => void;

/** A card after the reveal: what the user wrote beside the note's own points, and the four grades. */
export function AnswerPage(props: { view: AnswerView; t: Translate; send: Send; bad: () => void }) {
  const { view, t, send } = props;
  const two = view.yours.kind !== 'none';
  // Before two long manifests, else behind the answer and next to the grades.
  const isCode = view.yours.kind === 'code';
  const verdict = view.verdict !== '' && (
    <p class="verdict-line" role="note">
      {view.verdict}
    </p>
  );
  return (
    <article aria-labelledby="question">
      <CardTop view={view} t={t} />
      {isCode && verdict}
      <div class={two ? 'compare two' : 'compare'}>
        {two && (
          <section aria-label={t('Your answer')}>
            <h2>{t('Your answer')}</h2>
            <Yours yours={view.yours} lang={view.lang} />
          </section>
        )}
        <section aria-label={t('Answer')}>
          {view.options.length > 0 ? (
            <Options view={view} t={t} />
          ) : view.points.length > 0 ? (
            <Points view={view} t={t} send={send} />
          ) : (
            <>
              <h2>{t('Answer')}</h2>
              <Html html={view.answerHtml} class="note answer" lang={view.lang} />
            </>
          )}
        </section>
      </div>
      {!isCode && verdict}
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
      <Grades view={view} t={t} send={send} />
      <More view={view} t={t} send={send} bad={props.bad} />
    </article>
  );
}

function Yours({ yours, lang }: { yours: YoursView; lang: string }) {
  switch (yours.kind) {
    case 'none':
      return null;
    case 'text':
      return (
        <p class="typed" lang={lang}>
          {yours.text}
        </p>
      );
    case 'code':
      return (
        <pre class="typed code" lang="en" tabIndex={0}>
          {yours.text}
        </pre>
      );
    case 'items': {
      const List = yours.ordered ? 'ol' : 'ul';
      return (
        <List class="typed" lang={lang}>
          {yours.items.map((item, index) => (
            <li key={index}>{item}</li>
          ))}
        </List>
      );
    }
  }
}

function Points({ view, t, send }: { view: AnswerView; t: Translate; send: Send }) {
  const ticked = view.points.filter((point) => point.ticked).length;
  const List = view.ordered ? 'ol' : 'ul';
  return (
    <fieldset>
      <legend>
        <h2>{t('Tick what you had')}</h2>
        <span class="count">{t('{0} of {1}', ticked, view.points.length)}</span>
      </legend>
      <List class="points" lang={view.lang}>
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
              <span>
                {view.ordered && <span class="number">{index + 1}</span>}
                <Html html={point.html} />
                {point.why !== '' && <span class="why">{point.why}</span>}
              </span>
            </label>
          </li>
        ))}
      </List>
    </fieldset>
  );
}

function Grades({ view, t, send }: { view: AnswerView; t: Translate; send: Send }) {
  const { proposed } = view;
  return (
    <>
      <div class="grades" role="group" aria-label={t('How well did you know it?')}>
        {view.grades.map(({ grade, interval }) => (
          <button
            key={grade}
            type="button"
            class={grade === proposed ? 'grade proposed' : 'grade'}
            aria-keyshortcuts={String(grade)}
            {...(grade === proposed ? { 'aria-describedby': 'proposed' } : {})}
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
      <p class="hint" id="proposed">
        {proposed === undefined ? (
          t('No grade is proposed: only you can tell.')
        ) : (
          <>
            <kbd>Enter</kbd> {t('accepts the outlined grade: {0}', gradeName(proposed, t))}
          </>
        )}
      </p>
    </>
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
