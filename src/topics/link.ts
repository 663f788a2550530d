/** Links that lead from outside to a topic or card: `vscode://k8s-recall.k8s-recall/topic?service-types`. */

export interface LinkTarget {
  readonly kind: 'topic' | 'card';
  readonly id: string;
}

/** Path and query of a link; the rest names the editor and the extension. */
export function linkParts({ kind, id }: LinkTarget): { readonly path: string; readonly query: string } {
  return { path: `/${kind}`, query: encodeURIComponent(id) };
}

/** What a link leads to; undefined for any other link. `query` is decoded already, as editors hand it over. */
export function parseLink(path: string, query: string): LinkTarget | undefined {
  const kind = path === '/topic' ? 'topic' : path === '/card' ? 'card' : undefined;
  const id = query.trim();
  return kind === undefined || id === '' || id.length > 500 ? undefined : { kind, id };
}
