import { useLayoutEffect, useRef } from 'preact/hooks';
import { highlightBlocks } from './highlight.ts';

/**
 * HTML that the host rendered from a note: the renderer escapes everything that is not on its allow-list, and
 * the page's content security policy admits no script but our own.
 */
export function Html(props: { html: string; class?: string; lang?: string }) {
  const { html, lang } = props;
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (root.current !== null && html.includes('<pre>')) highlightBlocks(root.current);
  }, [html]);
  return (
    <div
      ref={root}
      class={props.class ?? 'note'}
      {...(lang === undefined ? {} : { lang })}
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
