import * as vscode from 'vscode';
import type { Folder } from '../store/folder.ts';
import type { Journal } from '../store/journal.ts';
import { isJournalFile } from '../store/names.ts';
import { isOpen, moveJournal, type UpkeepPlace } from '../store/upkeep.ts';
import { settings } from './ids.ts';
import { chainOf, reasonOf, type Log } from './log.ts';
import { translate } from './translate.ts';

/** Where this window's journal lives. */
export interface JournalPlace {
  /** Holds the journal files. */
  readonly folder: vscode.Uri;
  /** Of this machine alone: locks and the snapshot. */
  readonly cache: vscode.Uri;
  /** Name of this device, in no way tied to the person or the machine. */
  readonly device: string;
}

/** What the desktop and the browser do differently about the journal. */
export interface JournalPlatform {
  /** Makes the journal of this window; reads nothing yet. */
  readonly openJournal: (place: JournalPlace) => Journal;
  /** The folder itself, for moving, checking and repairing. */
  readonly openFolder: (uri: vscode.Uri) => Folder;
  /** The folder that the setting names; undefined where it names none that can be used here. */
  readonly folderOf: (setting: string) => vscode.Uri | undefined;
}

/** Keys in the extension's own state, which settings sync leaves alone. */
const deviceKey = 'device';
const folderKey = 'journalFolder';

/**
 * The folder of the journal. The one in use is remembered apart from the setting, so that the history never seems
 * gone: it changes only once the files have been moved.
 */
export class JournalFolder implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #platform: JournalPlatform;
  readonly #log: Log;
  readonly #subscriptions: readonly { dispose: () => unknown }[];
  /** Lets go of the files before they move; set by who opens the journal. */
  readonly #moved = new vscode.EventEmitter<void>();
  #release: () => Promise<void> = () => Promise.resolve();
  #opened: vscode.Uri | undefined;
  #asking = false;
  /** A setting that has been found unusable or whose move has failed, so as to say it once. */
  #refused: string | undefined;

  /** Fires when the journal lies elsewhere now. */
  readonly onDidMove = this.#moved.event;

  constructor(context: vscode.ExtensionContext, platform: JournalPlatform, log: Log) {
    this.#context = context;
    this.#platform = platform;
    this.#log = log;
    this.#subscriptions = [
      this.#moved,
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (!change.affectsConfiguration(settings.journalFolder)) return;
        this.#refused = undefined;
        void this.follow();
      }),
      // Of several windows the one in front asks.
      vscode.window.onDidChangeWindowState(() => void this.follow()),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Names what lets go of the journal's files before they are moved. */
  whenMoving(release: () => Promise<void>): void {
    this.#release = release;
  }

  /** Opens the journal where it lies now. */
  open(): Journal {
    const place = this.place();
    this.#opened = place.folder;
    return this.#platform.openJournal(place);
  }

  /** Where the journal lies now. */
  place(): JournalPlace {
    const { globalState, globalStorageUri } = this.#context;
    let device = globalState.get<string>(deviceKey);
    if (device === undefined) {
      device = crypto.randomUUID().slice(0, 8);
      void globalState.update(deviceKey, device);
    }
    const inUse = globalState.get<string>(folderKey);
    return {
      folder: inUse === undefined ? this.#ownFolder() : vscode.Uri.parse(inUse, true),
      cache: vscode.Uri.joinPath(globalStorageUri, 'cache'),
      device,
    };
  }

  /** What checking and repairing work on. */
  upkeepPlace(): UpkeepPlace {
    const { folder, cache, device } = this.place();
    return { folder: this.#platform.openFolder(folder), locks: this.#platform.openFolder(cache), device };
  }

  /** Follows the setting, if it names another folder than the one in use; asks before anything is moved. */
  async follow(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      await this.#followOtherWindow();
      const from = this.place().folder;
      const to = this.#wanted();
      if (to !== undefined && to.toString() !== from.toString()) await this.#askAndMove(from, to);
    } catch (error) {
      this.#log.error(`The journal's folder: ${chainOf(error)}`);
    } finally {
      this.#asking = false;
    }
  }

  /** Another window has moved the journal: what this window wrote meanwhile follows. */
  async #followOtherWindow(): Promise<void> {
    const opened = this.#opened;
    const { folder } = this.place();
    if (opened === undefined || opened.toString() === folder.toString()) return;
    await this.#release();
    this.#opened = undefined;
    await moveJournal(this.#platform.openFolder(opened), this.#platform.openFolder(folder));
    this.#moved.fire();
  }

  #ownFolder(): vscode.Uri {
    return vscode.Uri.joinPath(this.#context.globalStorageUri, 'journal');
  }

  /** The folder that the setting asks for; undefined where it cannot be had. */
  #wanted(): vscode.Uri | undefined {
    const setting = vscode.workspace.getConfiguration().get(settings.journalFolder, '').trim();
    if (setting === '') return this.#ownFolder();
    if (setting === this.#refused) return undefined;
    const uri = this.#platform.folderOf(setting);
    if (uri === undefined) {
      this.#refused = setting;
      this.#log.warn(
        `${settings.journalFolder} is ignored: "${setting}" is no absolute path on this machine.`,
      );
    }
    return uri;
  }

  async #askAndMove(fromUri: vscode.Uri, toUri: vscode.Uri): Promise<void> {
    const [from, to] = [this.#platform.openFolder(fromUri), this.#platform.openFolder(toUri)];
    const files = (await from.list()).filter(({ name }) => isJournalFile(name));
    if (files.length > 0) {
      if (!vscode.window.state.focused) return;
      const move = translate('Move');
      const detail = translate(
        'From: {0}\nTo: {1}\n\nEvery file is copied and compared before it is removed from the old folder. A history that is there already is kept, and both count.',
        shown(fromUri),
        shown(toUri),
      );
      const choice = await vscode.window.showInformationMessage(
        translate('Move the review history to the new folder?'),
        { modal: true, detail },
        move,
      );
      if (choice !== move) {
        await this.#takeBack(fromUri);
        return;
      }
    }
    try {
      await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title: translate('Moving the review history') },
        () => this.#move(from, to, toUri),
      );
    } catch (error) {
      // Not awaited: the message may stand for hours, and the setting may change meanwhile.
      void this.#refuse(fromUri, toUri, error);
      return;
    }
    this.#opened = undefined;
    this.#moved.fire();
    if (files.length > 0) {
      void vscode.window.showInformationMessage(translate('The review history is now in {0}.', shown(toUri)));
    }
  }

  async #move(from: Folder, to: Folder, toUri: vscode.Uri): Promise<void> {
    await this.#release();
    const { locks } = this.upkeepPlace();
    for (const { name } of await from.list()) {
      if (isJournalFile(name) && (await isOpen(locks, name, Date.now()))) {
        throw new Error(
          translate('Another window is writing to the history. Close the other windows and try again.'),
        );
      }
    }
    // A folder that cannot be written is found out here, before the history is said to be in it.
    const probe = '.k8s-recall-probe';
    await to.replace(probe, [new Uint8Array(0)]);
    await to.remove(probe);
    await moveJournal(from, to);
    const own = toUri.toString() === this.#ownFolder().toString();
    await this.#context.globalState.update(folderKey, own ? undefined : toUri.toString());
  }

  /** The setting says again what is the case. */
  async #takeBack(inUse: vscode.Uri): Promise<void> {
    const own = inUse.toString() === this.#ownFolder().toString();
    await vscode.workspace
      .getConfiguration()
      .update(settings.journalFolder, own ? undefined : inUse.fsPath, vscode.ConfigurationTarget.Global);
  }

  async #refuse(fromUri: vscode.Uri, toUri: vscode.Uri, error: unknown): Promise<void> {
    this.#log.error(`The journal was not moved to ${shown(toUri)}: ${chainOf(error)}`);
    this.#refused = vscode.workspace.getConfiguration().get(settings.journalFolder, '').trim();
    this.#moved.fire(); // Whoever waits for the journal finds it at the old place.
    const again = translate('Try Again');
    const openSettings = translate('Open Settings');
    const choice = await vscode.window.showErrorMessage(
      translate(
        'The review history could not be moved to {0}: {1} Nothing is lost; reviews go on being kept in {2}. Make sure that the new folder can be written, or choose another one.',
        shown(toUri),
        sentence(reasonOf(error)),
        shown(fromUri),
      ),
      again,
      openSettings,
    );
    if (choice === again) {
      this.#refused = undefined;
      await this.follow();
    } else if (choice === openSettings) {
      await vscode.commands.executeCommand('workbench.action.openSettings', settings.journalFolder);
    }
  }
}

function shown(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString(true);
}

function sentence(text: string): string {
  return /[.!?。！？]$/.test(text) ? text : `${text}.`;
}
