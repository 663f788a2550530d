import type { RefObject } from 'preact';
import { useEffect, useImperativeHandle, useRef } from 'preact/hooks';
import type { Translate } from '../l10n/translate.ts';
import type { AnswerField } from './answerField.ts';
import { isComposing } from './keys.ts';

/** Words of one's own: one line for a term or a gap, else several. */
export function TextInput(props: {
  line: boolean;
  typed: string;
  lang: string;
  t: Translate;
  answer: RefObject<AnswerField | null>;
  onTyped: (text: string) => void;
  onReveal: () => void;
}) {
  const { line, typed, lang, t, onTyped } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const input = useRef<HTMLInputElement>(null);
  useImperativeHandle(props.answer, () => ({
    text: () => (area.current ?? input.current)?.value ?? '',
    focus: () => {
      (area.current ?? input.current)?.focus();
    },
  }));
  // The gap in the sentence above shows what is typed into the field.
  useEffect(() => {
    if (line) fillGap(typed);
  }, [line, typed]);
  const shared = {
    id: 'answer',
    lang,
    defaultValue: typed,
    placeholder: line ? t('Type it, or think it') : t('Type your answer, or think it or say it aloud'),
  };
  return (
    <>
      <label class="visually-hidden" for="answer">
        {t('Your answer')}
      </label>
      {line ? (
        <input
          {...shared}
          ref={input}
          type="text"
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => {
            fillGap(event.currentTarget.value);
            onTyped(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || isComposing(event) || event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            props.onReveal();
          }}
        />
      ) : (
        <textarea
          {...shared}
          ref={area}
          rows={5}
          onInput={(event) => {
            onTyped(event.currentTarget.value);
          }}
        />
      )}
    </>
  );
}

function fillGap(text: string): void {
  const gap = document.querySelector('#question .gap');
  if (gap !== null) gap.textContent = text.trim() === '' ? '＿＿＿' : text;
}
