import type { RefObject } from 'preact';
import type { Translate } from '../l10n/translate.ts';
import type { QuestionView } from '../quiz/protocol.ts';
import { Header } from './Header.tsx';
import { Html } from './Html.tsx';
import { Keyed } from './Keyed.tsx';

/** A card before the reveal: the question, a field to answer in, and the way on. */
export function QuestionPage(props: {
  view: QuestionView;
  t: Translate;
  field: RefObject<HTMLTextAreaElement | null>;
  onTyped: (text: string) => void;
  onReveal: (text: string, option?: number) => void;
}) {
  const { view, t, field } = props;
  return (
    <article aria-labelledby="question">
      <Header title={view.title} path={view.path} progress={view.progress} lang={view.lang} t={t} />
      <p class="task">{view.task}</p>
      <h1 id="question" lang={view.lang}>
        <Html html={view.questionHtml} class="note question" />
      </h1>
      {view.options.length > 0 ? (
        <ol class="options" lang={view.lang} aria-label={t('Options')}>
          {view.options.map(({ html }, index) => (
            <li key={index}>
              <button
                type="button"
                class="option"
                aria-keyshortcuts={String(index + 1)}
                onClick={() => {
                  props.onReveal('', index);
                }}
              >
                <kbd>{index + 1}</kbd> <Html html={html} />
              </button>
            </li>
          ))}
        </ol>
      ) : (
        <>
          <label class="visually-hidden" for="answer">
            {t('Your answer')}
          </label>
          <textarea
            id="answer"
            ref={field}
            rows={5}
            lang={view.lang}
            defaultValue={view.typed}
            placeholder={t('Type your answer, or think it or say it aloud')}
            onInput={(event) => {
              props.onTyped(event.currentTarget.value);
            }}
          />
        </>
      )}
      <div class="actions">
        <p class="hint">
          <Keyed
            {...(view.options.length > 0
              ? { text: t('{0} to choose · {1} to reveal · {2} all keys'), keys: ['1 2 3 4', 'Space', '?'] }
              : {
                  text: t('{0} to type · {1} or, outside the field, {2} to reveal · {3} all keys'),
                  keys: ['Enter', 'Ctrl+Enter', 'Space', '?'],
                })}
          />
        </p>
        <button
          type="button"
          class="primary"
          onClick={() => {
            props.onReveal(field.current?.value ?? view.typed);
          }}
        >
          {t('Reveal')}
        </button>
      </div>
    </article>
  );
}
