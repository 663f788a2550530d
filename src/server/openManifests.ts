import type {
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
} from 'vscode-languageserver';
import { Manifest } from '../manifest/manifest.ts';
import type { Position, Token } from '../manifest/token.ts';

/** Files that look like manifests but are the input of something else, whatever they contain. */
const foreignFile = /(?:^|[/._-])values[^/]*\.ya?ml$/i;

/** Compose files reach a server only by mistake of the client's document selector. */
const foreignLanguages = new Set(['dockercompose', 'github-actions-workflow']);

/** How many lines above a token are asked where its indentation is wrong. */
const reach = 30;

/** The documents that the client has open, kept up to date edit by edit. */
export class OpenManifests {
  private readonly manifests = new Map<string, Manifest>();

  open({ textDocument: { uri, languageId, text } }: DidOpenTextDocumentParams): void {
    if (foreignLanguages.has(languageId) || foreignFile.test(decoded(uri))) return;
    this.manifests.set(uri, new Manifest(text));
  }

  change({ textDocument: { uri }, contentChanges }: DidChangeTextDocumentParams): void {
    for (const change of contentChanges) {
      const manifest = this.manifests.get(uri);
      if (!manifest) return;
      if (!('range' in change)) {
        this.manifests.set(uri, new Manifest(change.text));
        continue;
      }
      try {
        manifest.applyEdit(change.range, change.text);
      } catch (error) {
        // Half an edit leaves a text that is not the client's; better none.
        this.manifests.delete(uri);
        throw error;
      }
    }
  }

  close({ textDocument: { uri } }: DidCloseTextDocumentParams): void {
    this.manifests.delete(uri);
  }

  /** Paths of the keys above a token, nearest first. */
  pathsAbove(uri: string, token: Token): readonly (readonly string[])[] {
    return this.manifests.get(uri)?.pathsAbove(token, reach) ?? [];
  }

  tokenAt(uri: string, position: Position): Token | undefined {
    return this.manifests.get(uri)?.tokenAt(position);
  }
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
