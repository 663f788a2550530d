import type { RefObject } from 'preact';
import { useImperativeHandle, useRef } from 'preact/hooks';
import type { Translate } from '../l10n/translate.ts';
import type { AnswerField } from './answerField.ts';
import { isComposing } from './keys.ts';

/** A manifest that is edited in place. Tab leaves the field, as everywhere on the page. */
export function YamlInput(props: {
  base: string;
  typed: string;
  t: Translate;
  answer: RefObject<AnswerField | null>;
  onTyped: (text: string) => void;
}) {
  const { base, typed, t } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const text = (): string => {
    const value = area.current?.value ?? '';
    return value.trim() === base.trim() ? '' : value;
  };
  useImperativeHandle(props.answer, () => ({
    text,
    focus: () => {
      area.current?.focus();
    },
  }));
  return (
    <>
      <label class="visually-hidden" for="answer">
        {t('Manifest to edit')}
      </label>
      <textarea
        id="answer"
        class="yaml"
        ref={area}
        lang="en"
        rows={Math.min(24, base.split('\n').length + 2)}
        spellcheck={false}
        autocapitalize="off"
        wrap="off"
        defaultValue={typed === '' ? base : typed}
        onInput={() => {
          props.onTyped(text());
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || isComposing(event) || event.ctrlKey || event.metaKey) return;
          // The next line begins where this one does.
          const { value, selectionStart } = event.currentTarget;
          const line = value.slice(value.lastIndexOf('\n', selectionStart - 1) + 1, selectionStart);
          const indent = /^ */.exec(line)?.[0] ?? '';
          if (indent === '') return;
          event.preventDefault();
          event.currentTarget.setRangeText(
            `\n${indent}`,
            selectionStart,
            event.currentTarget.selectionEnd,
            'end',
          );
          props.onTyped(text());
        }}
      />
    </>
  );
}
