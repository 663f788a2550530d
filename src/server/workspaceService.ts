import { DidChangeWatchedFilesNotification } from 'vscode-languageserver';
import type {
  ClientCapabilities,
  Connection,
  FileEvent,
  WorkDoneProgressServerReporter,
  WorkspaceFolder,
} from 'vscode-languageserver';
import type { Translate } from '../l10n/translate.ts';
import type { WorkspaceView } from '../hover/referenceReadout.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { IndexBuilder, mayHoldObjects } from '../workspace/build.ts';
import type { BuildState, WorkspaceReader } from '../workspace/build.ts';
import { canonicalUri, shortName } from '../workspace/files.ts';
import { readParts, WorkspaceIndex } from '../workspace/workspaceIndex.ts';
import type { ReadPart, SummaryMemo } from '../workspace/workspaceIndex.ts';
import type { OpenManifests } from './openManifests.ts';

/** What the service needs of the server around it. */
export interface WorkspaceHost {
  readonly connection: Connection;
  readonly manifests: Pick<OpenManifests, 'get'>;
  /** How saved files are read; undefined where nobody can. */
  readonly reader: () => WorkspaceReader | undefined;
  readonly t: () => Translate;
}

/** Milliseconds that the first manifest has the server for itself. */
const startDelay = 300;
/** Milliseconds that a hover waits for the files at most: the first one during a build, and later ones. */
const patience = 100;
const impatience = 5;
/** Milliseconds that a hover spends on open documents that have changed; longer ones are read in the background. */
const budget = 15;
/** Parts of a document that are too many to be looked through at once. */
const many = 500;
/** Milliseconds without typing after which a long document is read again. */
const settled = 200;
/** Milliseconds after which it is worth telling that files are being read. */
const quiet = 1000;
/** Milliseconds after which files are read again, where the client does not tell what changes. */
const staleAfter = 60_000;
/** Milliseconds of work between two pauses, and of a pause, in which hovers have the server for themselves. */
const slice = 4;
const rest = 5;

/** Keeps the index of the workspace up to date: open documents as they are typed, saved ones in the background. */
export class WorkspaceService {
  readonly #host: WorkspaceHost;
  readonly #index = new WorkspaceIndex();
  readonly #memo: SummaryMemo = new WeakMap();
  /** Open documents that have changed since the index looked. */
  readonly #dirty = new Set<string>();
  #folders: readonly string[] = [];
  #builder: IndexBuilder | undefined;
  #building: Promise<void> | undefined;
  #waited = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Open documents that are read in the background only. */
  readonly #long = new Set<string>();
  #digestTimer: ReturnType<typeof setTimeout> | undefined;
  #digesting = false;
  /** The document that is being read in the background. */
  #inHand: string | undefined;
  #watches = false;
  #watched = false;
  #progresses = false;
  #builtAt = 0;
  #enabled = true;

  constructor(host: WorkspaceHost) {
    this.#host = host;
  }

  initialize(
    capabilities: ClientCapabilities,
    folders: readonly WorkspaceFolder[],
    root: string | null,
  ): void {
    this.#watches = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    this.#progresses = capabilities.window?.workDoneProgress === true;
    const uris = folders.map(({ uri }) => uri);
    this.#folders = (uris.length === 0 && root !== null ? [root] : uris).map(canonicalUri);
  }

  /** Folders of the workspace, by their canonical addresses. */
  get folders(): readonly string[] {
    return this.#folders;
  }

  set enabled(enabled: boolean) {
    if (enabled === this.#enabled) return;
    this.#enabled = enabled;
    if (!enabled) this.#builder?.stop();
  }

  get enabled(): boolean {
    return this.#enabled;
  }

  changeFolders(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): void {
    const gone = new Set(removed.map(({ uri }) => canonicalUri(uri)));
    this.#folders = [
      ...this.#folders.filter((uri) => !gone.has(uri)),
      ...added.map(({ uri }) => canonicalUri(uri)),
    ];
    if (this.#builder !== undefined) this.#rebuild();
  }

  /** Told of every document that is opened, edited or closed. */
  documentChanged(uri: string): void {
    this.#dirty.add(uri);
    if (this.#host.manifests.get(uri) === undefined) {
      // Closed: what is saved counts again.
      this.#dirty.delete(uri);
      this.#long.delete(uri);
      this.#index.delete(uri);
      void this.#guarded(this.#builder?.update([uri]));
      return;
    }
    if (this.#long.has(uri)) this.#digestLater();
    if (this.#timer !== undefined || this.#builder !== undefined || !this.#enabled) return;
    this.#timer = setTimeout(() => {
      this.#start();
    }, startDelay);
  }

  filesChanged(changes: readonly FileEvent[]): void {
    void this.#guarded(this.#builder?.update(changes.map(({ uri }) => canonicalUri(uri))));
  }

  /** The index, at least of what is open; waits a moment for the rest. */
  async view(): Promise<WorkspaceView> {
    if (this.#enabled) {
      this.#start();
      const phase = this.#builder?.state.phase;
      const finished = phase === 'whole' || phase === 'cut';
      if (!this.#watches && finished && Date.now() - this.#builtAt > staleAfter) this.#rebuild();
      if (this.#building !== undefined) {
        const wait = this.#waited ? impatience : patience;
        this.#waited = true;
        await Promise.race([this.#building, pause(wait)]);
      }
    }
    const whole = this.#takeDirty();
    const known: BuildState = this.#builder?.state ?? { phase: 'idle', done: 0, total: 0 };
    const state: BuildState = whole ? known : { phase: 'reading', done: 0, total: 0 };
    return { index: this.#index, state, nameOf: (uri) => shortName(uri, this.#folders) };
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#digestTimer);
    this.#builder?.stop();
  }

  /** Takes over what open documents hold now, as far as that is quick; tells whether every document is known. */
  #takeDirty(): boolean {
    const end = Date.now() + budget;
    let whole = this.#inHand === undefined || this.#index.has(this.#inHand);
    for (const uri of this.#dirty) {
      const manifest = this.#host.manifests.get(uri);
      if (manifest === undefined || !this.#mayMatter(uri, manifest)) {
        this.#dirty.delete(uri);
        continue;
      }
      const parts = this.#long.has(uri) ? undefined : this.#readUntil(manifest, end);
      if (parts !== undefined) {
        this.#take(uri, parts);
        continue;
      }
      this.#long.add(uri);
      // After an edit what was known before is near enough until the typing rests.
      if (this.#index.has(uri)) continue;
      whole = false;
      this.#digestLater(0);
    }
    return whole;
  }

  /** Other JSON, such as a lock file, is told by its text alone. */
  #mayMatter(uri: string, manifest: Manifest): boolean {
    return this.#index.has(uri) || mayHoldObjects(manifest.text());
  }

  #readUntil(manifest: Manifest, end: number): readonly ReadPart[] | undefined {
    const parts: ReadPart[] = [];
    for (const part of readParts(manifest, this.#memo)) {
      parts.push(part);
      if (Date.now() > end) return undefined;
    }
    return parts;
  }

  #take(uri: string, parts: readonly ReadPart[]): void {
    this.#dirty.delete(uri);
    this.#index.set(uri, parts);
    // Of others all is known now, so that the next edit costs little.
    if (parts.length > many) this.#long.add(uri);
    else this.#long.delete(uri);
  }

  #digestLater(delay = settled): void {
    clearTimeout(this.#digestTimer);
    this.#digestTimer = setTimeout(() => {
      void this.#guarded(this.#digest());
    }, delay);
  }

  /** Reads open documents a slice at a time, whatever their length. */
  async #digest(): Promise<void> {
    if (this.#digesting) return;
    this.#digesting = true;
    try {
      let since = Date.now();
      for (let [uri] = this.#dirty; uri !== undefined; [uri] = this.#dirty) {
        const manifest = this.#host.manifests.get(uri);
        this.#dirty.delete(uri);
        if (manifest === undefined || !this.#mayMatter(uri, manifest)) continue;
        this.#inHand = uri;
        const parts: ReadPart[] = [];
        for (const part of readParts(manifest, this.#memo)) {
          parts.push(part);
          if (Date.now() - since < slice) continue;
          await pause(rest);
          since = Date.now();
          // Edited meanwhile: it is its turn again.
          if (this.#dirty.has(uri)) break;
        }
        if (this.#dirty.has(uri) || this.#host.manifests.get(uri) !== manifest) continue;
        this.#take(uri, parts);
      }
    } finally {
      this.#digesting = false;
      this.#inHand = undefined;
    }
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#builder !== undefined || !this.#enabled) return;
    const reader = this.#host.reader();
    this.#digestLater(0);
    if (reader === undefined) return;
    this.#builder = new IndexBuilder(this.#index, reader, {
      isOpen: (uri) => this.#host.manifests.get(uri) !== undefined,
      pause: () => pause(rest),
      now: () => Date.now(),
    });
    this.#rebuild();
    if (this.#watches && !this.#watched) {
      this.#watched = true;
      const watchers = [{ globPattern: '**/*.{yaml,yml,json}' }];
      void this.#guarded(
        this.#host.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }),
      );
    }
  }

  #rebuild(): void {
    const builder = this.#builder;
    if (builder === undefined || !this.#enabled) return;
    const build = this.#guarded(this.#tellProgress(builder, builder.build())).finally(() => {
      this.#builtAt = Date.now();
      this.#waited = false;
      if (this.#building === build) this.#building = undefined;
    });
    this.#building = build;
  }

  /** Shows how far a build is that takes its time, and lets the user end it. */
  async #tellProgress(builder: IndexBuilder, build: Promise<void>): Promise<void> {
    if (!this.#progresses) return build;
    const reading = (): boolean => builder.state.phase === 'reading';
    const show = async (): Promise<void> => {
      await pause(quiet);
      if (!reading()) return;
      const t = this.#host.t();
      const reporter: WorkDoneProgressServerReporter =
        await this.#host.connection.window.createWorkDoneProgress();
      reporter.begin(t('K8s Recall: reading manifests'), 0, undefined, true);
      reporter.token.onCancellationRequested(() => {
        builder.stop();
      });
      while (reading()) {
        const { done, total } = builder.state;
        if (total > 0) reporter.report(Math.floor((done / total) * 100), t('{0} of {1} files', done, total));
        await Promise.race([build, pause(quiet / 4)]);
      }
      reporter.done();
    };
    void this.#guarded(show());
    await build;
  }

  /** Whatever goes wrong here costs the index, not the server. */
  async #guarded(work: Promise<unknown> | undefined): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.#host.connection.console.warn(
        `workspace: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
