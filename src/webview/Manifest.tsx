import type { Translate } from '../l10n/translate.ts';
import type { ManifestView } from '../quiz/protocol.ts';
import { highlighted } from './highlight.ts';

/** A manifest, coloured, with the line that is asked about marked by more than colour. */
export function Manifest({ manifest, t }: { manifest: ManifestView; t: Translate }) {
  const lines = manifest.text.replace(/\n$/, '').split('\n');
  return (
    <pre class="manifest" lang="en" tabIndex={0} aria-label={t('Manifest')}>
      <code>
        {lines.map((line, index) => {
          const html = { __html: `${highlighted(line, 'yaml')}\n` };
          return index === manifest.line ? (
            <mark key={index} class="line" dangerouslySetInnerHTML={html} />
          ) : (
            <span key={index} class="line" dangerouslySetInnerHTML={html} />
          );
        })}
      </code>
    </pre>
  );
}
