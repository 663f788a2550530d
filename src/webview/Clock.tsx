import { useEffect, useState } from 'preact/hooks';
import type { Translate } from '../l10n/translate.ts';

/** Time to say an answer aloud. It starts when it is asked to, can be hidden, and ends nothing by itself. */
export function Clock(props: { seconds: number; running: boolean; toggle: () => void; t: Translate }) {
  const { seconds, running, t } = props;
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    if (!running) return undefined;
    const end = Date.now() + seconds * 1000;
    setLeft(seconds);
    const timer = setInterval(() => {
      setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)));
    }, 500);
    return () => {
      clearInterval(timer);
    };
  }, [running, seconds]);
  return (
    <span class="clock">
      {running && (
        <span role="timer" aria-label={t('Time to say it aloud')} class={left === 0 ? 'over' : ''}>
          {left === 0 ? t('time is over') : t('{0} s', left)}
        </span>
      )}
      <button type="button" class="link" aria-keyshortcuts="T" onClick={props.toggle}>
        {running ? t('Hide the clock') : t('{0} s to say it aloud', seconds)} <kbd>T</kbd>
      </button>
      <span class="visually-hidden" role="status">
        {running && left === 0 ? t('time is over') : ''}
      </span>
    </span>
  );
}
