import * as vscode from 'vscode';
import { slug } from '../deck/sectionId.ts';
import type { Language, ParsedNote } from '../deck/types.ts';
import { NoteFolder, type LeftOut } from '../store/noteFolder.ts';
import { commands, settings } from './ids.ts';
import { reasonOf, type Log } from './log.ts';
import { translate } from './translate.ts';
import { join } from './uri.ts';

/** A folder of the user's notes as the deck sees it. */
export interface NoteSource {
  /** Namespaces the ids of its notes. */
  readonly key: string;
  /** What the tree calls it. */
  readonly title: string;
  readonly uri: vscode.Uri;
  /** Whether everything in it has been read. */
  readonly isWhole: boolean;
  notes(language: Language): readonly ParsedNote[];
  /** Where a note of it lies. */
  noteUri(path: string): vscode.Uri;
}

/** Milliseconds that a reading may take before it says that it is at work. */
const patience = 700;
/** Milliseconds in which changes gather. */
const settle = 300;

class Source implements NoteSource {
  readonly key: string;
  readonly title: string;
  readonly uri: vscode.Uri;
  readonly folder: NoteFolder<vscode.Uri>;
  readonly watcher: vscode.FileSystemWatcher;
  isWhole = false;
  timer: ReturnType<typeof setTimeout> | undefined;

  constructor(uri: vscode.Uri, key: string, title: string) {
    this.uri = uri;
    this.key = key;
    this.title = title;
    this.folder = new NoteFolder({ fs: vscode.workspace.fs, join, folder: uri, source: key });
    this.watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(uri, '**/*'));
  }

  notes(language: Language): readonly ParsedNote[] {
    return this.folder.notes(language);
  }

  noteUri(path: string): vscode.Uri {
    return this.folder.uri(path);
  }

  holds(uri: vscode.Uri): boolean {
    return uri.scheme === this.uri.scheme && uri.path.startsWith(`${this.uri.path}/`);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.watcher.dispose();
  }
}

/**
 * The folders of the user's notes that the settings name, user and workspace together. Nothing is read before
 * `start`; from then on they follow the settings and the files.
 */
export class NoteFolders implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #log: Log;
  readonly #folderOf: (path: string) => vscode.Uri | undefined;
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #warned = new Set<string>();
  #sources: readonly Source[] = [];
  #started = false;

  /** Fires when `sources` or what is in them has changed. */
  readonly onDidChange = this.#changed.event;

  /** `folderOf` makes a URI of an absolute path, where this platform has such. */
  constructor(folderOf: (path: string) => vscode.Uri | undefined, log: Log) {
    this.#folderOf = folderOf;
    this.#log = log;
  }

  dispose(): void {
    for (const one of [...this.#subscriptions, ...this.#sources, this.#changed]) one.dispose();
  }

  /** Begins to read; returns at once. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    const touch = (uri: vscode.Uri): void => {
      for (const source of this.#sources) if (source.holds(uri)) this.#later(source);
    };
    this.#subscriptions.push(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(settings.notesFolders)) this.#follow();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.#follow();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        this.#follow();
      }),
      // A watcher may see nothing on a network drive or in the browser: what this window does is known anyway.
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        touch(uri);
      }),
      vscode.workspace.onDidCreateFiles(({ files }) => {
        files.forEach(touch);
      }),
      vscode.workspace.onDidDeleteFiles(({ files }) => {
        files.forEach(touch);
      }),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) [oldUri, newUri].forEach(touch);
      }),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) for (const source of this.#sources) this.#later(source);
      }),
    );
    this.#follow();
  }

  sources(): readonly NoteSource[] {
    return this.#sources;
  }

  /** The source that a file belongs to, and its path inside. */
  find(uri: vscode.Uri): { readonly source: NoteSource; readonly path: string } | undefined {
    const source = this.#sources.find((one) => one.holds(uri));
    return source && { source, path: uri.path.slice(source.uri.path.length + 1) };
  }

  /** Reads everything again that may have changed. */
  async refresh(): Promise<void> {
    await Promise.all(this.#sources.map((source) => this.#read(source)));
  }

  /** Writes a folder into the user's settings; tells whether it was not there yet. */
  async add(uri: vscode.Uri): Promise<boolean> {
    if (this.#wanted().some(({ uri: known }) => known.toString() === uri.toString())) return false;
    const configuration = vscode.workspace.getConfiguration();
    const before = strings(configuration.inspect(settings.notesFolders)?.globalValue);
    const entry = uri.scheme === 'file' ? uri.fsPath : uri.toString();
    await configuration.update(settings.notesFolders, [...before, entry], vscode.ConfigurationTarget.Global);
    return true;
  }

  /** Makes the sources what the settings say; those that stay keep what they have read. */
  #follow(): void {
    const before = this.#sources;
    const keys = new Set<string>();
    const next = this.#wanted().map(({ uri, title }) => {
      const known = before.find((source) => source.uri.toString() === uri.toString());
      const key = freeKey(slug(title), keys);
      if (known?.key === key) return known;
      const source = new Source(uri, key, title);
      const touched = (): void => {
        this.#later(source);
      };
      source.watcher.onDidChange(touched);
      source.watcher.onDidCreate(touched);
      source.watcher.onDidDelete(touched);
      return source;
    });
    for (const source of before) if (!next.includes(source)) source.dispose();
    this.#sources = next;
    const added = next.filter((source) => !before.includes(source));
    for (const source of added) void this.#read(source);
    if (added.length < next.length || next.length < before.length) this.#changed.fire();
  }

  /** Folders of the settings, user's first; each once. */
  #wanted(): readonly { readonly uri: vscode.Uri; readonly title: string }[] {
    const found = vscode.workspace.getConfiguration().inspect(settings.notesFolders);
    const entries = [
      ...strings(found?.globalValue),
      ...(vscode.workspace.isTrusted ? strings(found?.workspaceValue) : []),
    ];
    const uris = new Map<string, vscode.Uri>();
    for (const entry of entries) {
      const uri = this.#resolve(entry.trim());
      if (uri !== undefined) uris.set(uri.toString(), uri);
      else this.#warn(entry, `${settings.notesFolders}: "${entry}" names no folder that can be read here.`);
    }
    return [...uris.values()].map((uri) => ({ uri, title: titleOf(uri) }));
  }

  /** An absolute path, `~/…`, a URI, or a path inside the first workspace folder. */
  #resolve(entry: string): vscode.Uri | undefined {
    if (entry === '') return undefined;
    if (/^[a-z][\w+.-]+:\/\//i.test(entry)) {
      const uri = vscode.Uri.parse(entry);
      return uri.with({ path: withoutSlash(uri.path) });
    }
    const absolute = this.#folderOf(entry);
    if (absolute !== undefined) return absolute;
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    if (workspace === undefined || /^[/\\~]/.test(entry)) return undefined;
    const uri = join(workspace.uri, ...entry.split(/[/\\]/));
    return uri.with({ path: withoutSlash(uri.path) });
  }

  #later(source: Source): void {
    clearTimeout(source.timer);
    source.timer = setTimeout(() => void this.#read(source), settle);
  }

  async #read(source: Source): Promise<void> {
    try {
      const { changed, whole, leftOut } = await this.#readWithProgress(source);
      if (!this.#sources.includes(source)) return;
      const first = !source.isWhole;
      source.isWhole = whole && !leftOut.some(({ path, why }) => path === '' || why === 'unreadable');
      this.#report(source, leftOut);
      if (changed || first) this.#changed.fire();
    } catch (error) {
      this.#log.error(`Notes in ${source.uri.toString(true)}: ${reasonOf(error)}`);
    }
  }

  /** Says that it is at work only where that takes a while; the user may stop it. */
  async #readWithProgress(source: Source): ReturnType<NoteFolder<vscode.Uri>['refresh']> {
    let stopped = false;
    let tell: ((done: number, total: number) => void) | undefined;
    const reading = source.folder.refresh({
      isCancelled: () => stopped,
      progress: (done, total) => tell?.(done, total),
    });
    const slow = await Promise.race([
      reading.then(() => false),
      new Promise<boolean>((resolve) => setTimeout(resolve, patience, true)),
    ]);
    if (!slow) return reading;
    return vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: translate('Reading notes in {0}', source.title),
        cancellable: true,
      },
      (progress, cancelled) => {
        cancelled.onCancellationRequested(() => {
          stopped = true;
        });
        let before = 0;
        tell = (done, total) => {
          progress.report({
            message: translate('{0} of {1} files', done, total),
            increment: (100 * (done - before)) / Math.max(total, 1),
          });
          before = done;
        };
        return reading;
      },
    );
  }

  #report(source: Source, leftOut: readonly LeftOut[]): void {
    for (const { path, why, message } of leftOut) {
      this.#log.warn(`Notes: ${source.uri.toString(true)}/${path}: ${message === '' ? why : message}`);
    }
    const [whole] = leftOut.filter(({ path }) => path === '');
    if (whole !== undefined) {
      const text = translate(
        'The notes folder {0} cannot be read. Its history is kept; make the folder available again, or take it out of the settings.',
        source.title,
      );
      void this.#offerSettings(source.uri.toString(), text);
    } else if (leftOut.some(({ why }) => why === 'too-many')) {
      const text = translate(
        'The notes folder {0} holds more than 5,000 notes, and the rest is left out. Choose a folder further down.',
        source.title,
      );
      void this.#offerSettings(source.uri.toString(), text);
    }
  }

  #warn(key: string, message: string): void {
    if (this.#warned.has(key)) return;
    this.#warned.add(key);
    this.#log.warn(message);
  }

  /** Says something once in a session. */
  async #offerSettings(key: string, message: string): Promise<void> {
    if (this.#warned.has(key)) return;
    this.#warned.add(key);
    const open = translate('Open Settings');
    const show = translate('Show Log');
    const choice = await vscode.window.showWarningMessage(message, open, show);
    if (choice === open) {
      await vscode.commands.executeCommand('workbench.action.openSettings', settings.notesFolders);
    } else if (choice === show) {
      await vscode.commands.executeCommand(commands.showLog);
    }
  }
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}

function withoutSlash(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, '') : path;
}

/** The folder's own name; for a folder called "notes" or the like, the one above it says more. */
function titleOf(uri: vscode.Uri): string {
  const parts = uri.path.split('/').filter((part) => part !== '');
  const last = parts.at(-1) ?? uri.authority;
  const general = /^(?:notes?|docs?|\.k8s-recall|笔记|en|zh-cn)$/i.test(last);
  return general ? (parts.at(-2) ?? last) : last;
}

function freeKey(wanted: string, taken: Set<string>): string {
  let key = wanted;
  for (let n = 2; taken.has(key); n++) key = `${wanted}-${String(n)}`;
  taken.add(key);
  return key;
}
