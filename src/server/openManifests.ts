import type {
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
} from 'vscode-languageserver';
import { Manifest } from '../manifest/manifest.ts';
import type { Position, Token } from '../manifest/token.ts';
import { canonicalUri, isForeignFile } from '../workspace/files.ts';

/** Compose files reach a server only by mistake of the client's document selector. */
const foreignLanguages = new Set(['dockercompose', 'github-actions-workflow']);

/** How many lines above a token are asked where its indentation is wrong. */
const reach = 30;

/** The documents that the client has open, kept up to date edit by edit. */
export class OpenManifests {
  private readonly manifests = new Map<string, Manifest>();
  private readonly changed: (uri: string) => void;

  /** `changed` is told of every document that was opened, edited or closed, by its canonical address. */
  constructor(changed: (uri: string) => void = () => undefined) {
    this.changed = changed;
  }

  open({ textDocument: { uri, languageId, text } }: DidOpenTextDocumentParams): void {
    if (foreignLanguages.has(languageId) || isForeignFile(uri)) return;
    this.set(uri, new Manifest(text));
  }

  change({ textDocument: { uri }, contentChanges }: DidChangeTextDocumentParams): void {
    for (const change of contentChanges) {
      const manifest = this.get(uri);
      if (!manifest) return;
      if (!('range' in change)) {
        this.set(uri, new Manifest(change.text));
        continue;
      }
      try {
        manifest.applyEdit(change.range, change.text);
      } catch (error) {
        // Half an edit leaves a text that is not the client's; better none.
        this.manifests.delete(canonicalUri(uri));
        throw error;
      }
    }
    this.changed(canonicalUri(uri));
  }

  close({ textDocument: { uri } }: DidCloseTextDocumentParams): void {
    if (this.manifests.delete(canonicalUri(uri))) this.changed(canonicalUri(uri));
  }

  get(uri: string): Manifest | undefined {
    return this.manifests.get(canonicalUri(uri));
  }

  /** Paths of the keys above a token, nearest first. */
  pathsAbove(uri: string, token: Token): readonly (readonly string[])[] {
    return this.get(uri)?.pathsAbove(token, reach) ?? [];
  }

  tokenAt(uri: string, position: Position): Token | undefined {
    return this.get(uri)?.tokenAt(position);
  }

  private set(uri: string, manifest: Manifest): void {
    this.manifests.set(canonicalUri(uri), manifest);
    this.changed(canonicalUri(uri));
  }
}
