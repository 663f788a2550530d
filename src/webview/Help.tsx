import { useEffect, useRef } from 'preact/hooks';
import type { Translate } from '../l10n/translate.ts';

/** All keys of the quiz, opened and closed by `?`. */
export function Help(props: { open: boolean; toggle: (action: undefined) => void; t: Translate }) {
  const { open, t } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open && dialog.current?.open === false) dialog.current.showModal();
    if (!open && dialog.current?.open === true) dialog.current.close();
  }, [open]);
  const keys: readonly (readonly [string, string])[] = [
    ['Space', t('Reveal the answer (outside the field)')],
    ['Ctrl+Enter', t('Reveal the answer (also from the field)')],
    ['Enter', t('Go to the field; after the reveal: accept the outlined grade')],
    ['Esc', t('Leave the field')],
    ['1 2 3 4', t('Again, Hard, Good, Easy; before the reveal: choose an option')],
    ['Alt+↑ Alt+↓', t('Move a step up or down')],
    ['U', t('Undo the last grade')],
    ['E', t('Open the note at this question')],
    ['L', t('Show the other language beside')],
    ['T', t('Start or hide the clock')],
    ['B', t('Put the card off until tomorrow')],
    ['S', t('Suspend the card')],
    ['F', t('Flag the card as to be mended, or take the flag off')],
    ['X', t('Report a bad card with a reason, and suspend it')],
    ['?', t('Show or hide this list')],
  ];
  return (
    <dialog
      ref={dialog}
      aria-label={t('Keys')}
      onClose={() => {
        if (open) props.toggle(undefined);
      }}
    >
      <h2>{t('Keys')}</h2>
      <dl>
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <button
        type="button"
        onClick={() => {
          dialog.current?.close();
        }}
      >
        {t('Close')}
      </button>
    </dialog>
  );
}
