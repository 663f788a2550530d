import { useEffect, useRef } from 'preact/hooks';
import type { Translate } from '../l10n/translate.ts';
import { badReasons, type BadReason } from '../quiz/protocol.ts';
import { isComposing } from './keys.ts';

function reasonName(reason: BadReason, t: Translate): string {
  switch (reason) {
    case 'wrong':
      return t('wrong or outdated');
    case 'unclear':
      return t('unclear question');
    case 'trivial':
      return t('not worth asking');
    case 'giveaway':
      return t('gives its answer away');
    case 'other':
      return t('another reason');
  }
}

/** Asks what is wrong with a card: a digit is enough, words of one's own are welcome. */
export function BadCard(props: {
  open: boolean;
  close: () => void;
  send: (reason: BadReason, text: string) => void;
  t: Translate;
}) {
  const { open, t } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const remark = useRef<HTMLInputElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (open && dialog.current?.open === false) {
      if (remark.current !== null) remark.current.value = '';
      dialog.current.showModal();
      first.current?.focus();
    }
    if (!open && dialog.current?.open === true) dialog.current.close();
  }, [open]);
  const choose = (reason: BadReason): void => {
    const text = remark.current?.value ?? '';
    dialog.current?.close();
    props.send(reason, text);
  };
  return (
    <dialog
      class="bad"
      ref={dialog}
      aria-labelledby="bad-title"
      onClose={props.close}
      onKeyDown={(event) => {
        if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.target === remark.current) return;
        const reason = badReasons[Number(event.key) - 1];
        if (reason === undefined) return;
        event.preventDefault();
        choose(reason);
      }}
    >
      <h2 id="bad-title">{t('What is wrong with this card?')}</h2>
      <p class="hint">{t('It is not asked any more until you take it back in.')}</p>
      <label class="remark">
        {t('In your own words (optional)')}
        <input ref={remark} type="text" maxLength={500} autocomplete="off" />
      </label>
      <ol class="reasons">
        {badReasons.map((reason, index) => (
          <li key={reason}>
            <button
              type="button"
              ref={index === 0 ? first : null}
              aria-keyshortcuts={String(index + 1)}
              onClick={() => {
                choose(reason);
              }}
            >
              <kbd>{index + 1}</kbd> {reasonName(reason, t)}
            </button>
          </li>
        ))}
      </ol>
      <button
        type="button"
        class="link"
        onClick={() => {
          dialog.current?.close();
        }}
      >
        {t('Cancel')} <kbd>Esc</kbd>
      </button>
    </dialog>
  );
}
