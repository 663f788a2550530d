import type { RefObject } from 'preact';
import type { Translate } from '../l10n/translate.ts';
import type { PageMessage, QuestionView, RecognisedView } from '../quiz/protocol.ts';
import type { AnswerField } from './answerField.ts';
import { CardTop, More } from './CardParts.tsx';
import { Clock } from './Clock.tsx';
import { FieldsInput } from './FieldsInput.tsx';
import { Html } from './Html.tsx';
import { Keyed } from './Keyed.tsx';
import { OrderInput } from './OrderInput.tsx';
import { TextInput } from './TextInput.tsx';
import { YamlInput } from './YamlInput.tsx';

interface Props {
  view: QuestionView;
  t: Translate;
  answer: RefObject<AnswerField | null>;
  recognised: readonly RecognisedView[];
  clock: { readonly running: boolean; readonly toggle: () => void };
  send: (message: PageMessage) => void;
  bad: () => void;
  onTyped: (text: string) => void;
  onReveal: (option?: number) => void;
}

/** A card before the reveal: the question, its own way to answer, and the way on. */
export function QuestionPage(props: Props) {
  const { view, t, clock } = props;
  return (
    <article aria-labelledby="question">
      <CardTop view={view} t={t} />
      <Input {...props} />
      <div class="actions">
        <p class="hint">
          <Hint view={view} t={t} />
        </p>
        <span class="right">
          {view.clock !== undefined && (
            <Clock seconds={view.clock.seconds} running={clock.running} toggle={clock.toggle} t={t} />
          )}
          <button
            type="button"
            class="primary"
            onClick={() => {
              props.onReveal();
            }}
          >
            {t('Reveal')}
          </button>
        </span>
      </div>
      <More view={view} t={t} send={props.send} bad={props.bad} />
    </article>
  );
}

function Hint({ view, t }: { view: QuestionView; t: Translate }) {
  switch (view.input.kind) {
    case 'choice':
      return (
        <Keyed text={t('{0} to choose · {1} to reveal · {2} all keys')} keys={['1 2 3 4', 'Space', '?']} />
      );
    case 'order':
      return (
        <Keyed text={t('{0} to the steps · {1} to reveal · {2} all keys')} keys={['Enter', 'Space', '?']} />
      );
    case 'fields':
    case 'text':
    case 'yaml':
      return (
        <Keyed
          text={t('{0} to type · {1} or, outside the field, {2} to reveal · {3} all keys')}
          keys={['Enter', 'Ctrl+Enter', 'Space', '?']}
        />
      );
  }
}

function Input(props: Props) {
  const { view, t, answer, onTyped, onReveal } = props;
  const { input, typed, lang } = view;
  const shared = { t, answer, onTyped };
  const reveal = (): void => {
    onReveal();
  };
  switch (input.kind) {
    case 'text':
      return <TextInput {...shared} line={input.line} typed={typed} lang={lang} onReveal={reveal} />;
    case 'fields':
      return (
        <FieldsInput
          {...shared}
          fields={input.fields}
          numbered={input.recognised}
          recognised={props.recognised}
          lang={lang}
          onReveal={reveal}
        />
      );
    case 'order':
      return <OrderInput {...shared} steps={input.steps} touched={typed !== ''} lang={lang} />;
    case 'yaml':
      return <YamlInput {...shared} base={view.manifest?.text ?? ''} typed={typed} />;
    case 'choice':
      return (
        <ol class="options" lang={lang} aria-label={t('Options')}>
          {input.options.map(({ html }, index) => (
            <li key={index}>
              <button
                type="button"
                class="option"
                aria-keyshortcuts={String(index + 1)}
                onClick={() => {
                  onReveal(index);
                }}
              >
                <kbd>{index + 1}</kbd> <Html html={html} />
              </button>
            </li>
          ))}
        </ol>
      );
  }
}
