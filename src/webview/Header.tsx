import type { Translate } from '../l10n/translate.ts';
import type { Progress } from '../quiz/protocol.ts';

/** Where in the notes the card stands, and how much is left. */
export function Header(props: {
  title: string;
  path: readonly string[];
  progress: Progress;
  lang: string;
  t: Translate;
}) {
  const { title, path, progress, lang, t } = props;
  const total = progress.done + progress.left;
  const left =
    progress.left === 1
      ? t('last card')
      : t('{0} left · about {1} min', progress.left, Math.max(1, progress.minutes));
  return (
    <header>
      <div class="where" lang={lang}>
        {path.length > 0 && <span class="path">{path.join(' › ')} › </span>}
        <span class="topic">{title}</span>
      </div>
      <div class="left">{left}</div>
      <progress aria-label={t('Progress of the session')} max={total} value={progress.done} />
    </header>
  );
}
