import type { RefObject } from 'preact';
import { useImperativeHandle, useRef, useState } from 'preact/hooks';
import type { Translate } from '../l10n/translate.ts';
import type { FieldView, RecognisedView } from '../quiz/protocol.ts';
import type { AnswerField } from './answerField.ts';
import { isComposing } from './keys.ts';

/** Several fields: the entries of a list, in any order, or the cells of a table's row. */
export function FieldsInput(props: {
  fields: readonly FieldView[];
  numbered: boolean;
  recognised: readonly RecognisedView[];
  lang: string;
  t: Translate;
  answer: RefObject<AnswerField | null>;
  onTyped: (text: string) => void;
  onReveal: () => void;
}) {
  const { fields, numbered, recognised, lang, t } = props;
  const list = useRef<HTMLOListElement>(null);
  const [values, setValues] = useState(() => fields.map(({ value }) => value));
  const inputs = (): HTMLInputElement[] => [...(list.current?.querySelectorAll('input') ?? [])];
  const text = (): string => {
    const typed = inputs().map(({ value }) => value);
    return typed.every((value) => value.trim() === '') ? '' : typed.join('\n');
  };
  useImperativeHandle(props.answer, () => ({
    text,
    focus: () => {
      const all = inputs();
      (all.find(({ value }) => value === '') ?? all[0])?.focus();
    },
  }));
  const found = recognised.filter(({ state }) => state === 'found').length;
  return (
    <>
      <ol class={numbered ? 'fields numbered' : 'fields'} ref={list} aria-label={t('Your answer')}>
        {fields.map(({ label }, index) => {
          const state = values[index]?.trim() === '' ? undefined : recognised[index];
          const id = `field-${String(index)}`;
          return (
            <li key={index} class={state?.state === 'found' ? 'field found' : 'field'}>
              <label for={id} {...(numbered ? {} : { lang })}>
                {numbered ? <span class="visually-hidden">{t('Entry {0}', label)}</span> : label}
                {numbered && <span aria-hidden="true">{label}</span>}
              </label>
              <input
                id={id}
                type="text"
                lang={lang}
                autocomplete="off"
                spellcheck={false}
                defaultValue={values[index] ?? ''}
                aria-describedby={`${id}-state`}
                onInput={(event) => {
                  const { value } = event.currentTarget;
                  setValues((before) => before.map((old, at) => (at === index ? value : old)));
                  props.onTyped(text());
                }}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || isComposing(event) || event.ctrlKey || event.metaKey) return;
                  event.preventDefault();
                  const next = inputs()[index + 1];
                  if (next === undefined) props.onReveal();
                  else next.focus();
                }}
              />
              <span class="state" id={`${id}-state`}>
                {state?.state === 'found' && `✓ ${state.name}`}
                {state?.state === 'again' && t('{0} again', state.name)}
              </span>
            </li>
          );
        })}
      </ol>
      {numbered && (
        <p class="hint" role="status">
          {t('{0} of {1} recognised', found, fields.length)}
        </p>
      )}
    </>
  );
}
