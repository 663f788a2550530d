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
  onReveal: (text: string) => void;
}) {
  const { view, t, field } = props;
  return (
    <article aria-labelledby="question">
      <Header title={view.title} path={view.path} progress={view.progress} lang={view.lang} t={t} />
      <p class="task">{view.task}</p>
      <h1 id="question" lang={view.lang}>
        <Html html={view.questionHtml} class="note question" />
      </h1>
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
      <div class="actions">
        <p class="hint">
          <Keyed
            text={t('{0} to type · {1} or, outside the field, {2} to reveal · {3} all keys')}
            keys={['Enter', 'Ctrl+Enter', 'Space', '?']}
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
