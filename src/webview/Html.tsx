/**
 * HTML that the host rendered from a note: the renderer escapes everything that is not on its allow-list, and
 * the page's content security policy admits no script but our own.
 */
export function Html(props: { html: string; class?: string; lang?: string }) {
  return (
    <div
      class={props.class ?? 'note'}
      {...(props.lang === undefined ? {} : { lang: props.lang })}
      dangerouslySetInnerHTML={{ __html: props.html }}
    />
  );
}
