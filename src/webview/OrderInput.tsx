import type { RefObject } from 'preact';
import { useEffect, useImperativeHandle, useRef, useState } from 'preact/hooks';
import type { Translate } from '../l10n/translate.ts';
import type { StepView } from '../quiz/protocol.ts';
import type { AnswerField } from './answerField.ts';
import { Html } from './Html.tsx';
import { isComposing } from './keys.ts';
import { Keyed } from './Keyed.tsx';

/** Steps that are moved into order: Alt with the arrows, the buttons, or by dragging. */
export function OrderInput(props: {
  steps: readonly StepView[];
  touched: boolean;
  lang: string;
  t: Translate;
  answer: RefObject<AnswerField | null>;
  onTyped: (text: string) => void;
}) {
  const { lang, t } = props;
  const [steps, setSteps] = useState(props.steps);
  const [said, say] = useState('');
  const touched = useRef(props.touched);
  const list = useRef<HTMLOListElement>(null);
  const dragged = useRef<number>(undefined);
  /** The step that takes the focus once it stands in its new place. */
  const follow = useRef<number>(undefined);
  const order = (of: readonly StepView[]): string => of.map(({ step }) => step).join(' ');
  const rows = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>('.step') ?? [])];
  useImperativeHandle(props.answer, () => ({
    text: () => (touched.current ? order(steps) : ''),
    focus: () => {
      rows()[0]?.focus();
    },
  }));
  useEffect(() => {
    const at = steps.findIndex(({ step }) => step === follow.current);
    follow.current = undefined;
    if (at >= 0) rows()[at]?.focus();
  }, [steps]);

  const move = (from: number, to: number): void => {
    const moved = steps[from];
    if (moved === undefined || to < 0 || to >= steps.length || from === to) return;
    const next = steps.filter((_, index) => index !== from);
    next.splice(to, 0, moved);
    touched.current = true;
    follow.current = moved.step;
    setSteps(next);
    say(t('Now step {0} of {1}', to + 1, steps.length));
    props.onTyped(order(next));
  };
  const onKeyDown = (event: KeyboardEvent, index: number): void => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (by === 0 || isComposing(event) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.altKey) move(index, index + by);
    else rows()[index + by]?.focus();
  };
  return (
    <>
      <ol class="order" ref={list} aria-label={t('Steps to put into order')} lang={lang}>
        {steps.map(({ step, html }, index) => (
          <li
            key={step}
            class="step"
            tabIndex={0}
            draggable
            aria-describedby="order-keys"
            onKeyDown={(event) => {
              onKeyDown(event, index);
            }}
            onDragStart={(event) => {
              dragged.current = index;
              event.dataTransfer?.setData('text/plain', String(index));
            }}
            onDragOver={(event) => {
              if (dragged.current !== undefined) event.preventDefault();
            }}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged.current !== undefined) move(dragged.current, index);
              dragged.current = undefined;
            }}
          >
            <span class="number" aria-hidden="true">
              {index + 1}
            </span>
            <Html html={html} />
            <span class="moves">
              <button
                type="button"
                tabIndex={-1}
                aria-label={t('Move up')}
                disabled={index === 0}
                onClick={() => {
                  move(index, index - 1);
                }}
              >
                ↑
              </button>
              <button
                type="button"
                tabIndex={-1}
                aria-label={t('Move down')}
                disabled={index === steps.length - 1}
                onClick={() => {
                  move(index, index + 1);
                }}
              >
                ↓
              </button>
            </span>
          </li>
        ))}
      </ol>
      <p class="hint" id="order-keys">
        <Keyed text={t('{0} {1} move a step, or drag it')} keys={['Alt+↑', 'Alt+↓']} />
      </p>
      <div class="visually-hidden" role="status">
        {said}
      </div>
    </>
  );
}
