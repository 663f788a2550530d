import * as vscode from 'vscode';
import { reviewDay } from '../review/day.ts';
import type { DueCount } from './dueCount.ts';
import { commands, settings } from './ids.ts';
import { calendar } from './reviews.ts';
import { translate } from './translate.ts';

const remindedKey = 'due.reminded';
/** Milliseconds after the start of a window in which no reminder disturbs. */
const calm = 10_000;

/** Says that cards are due: an item in the status bar, and a message a day for whoever wants one. */
export class DueSigns implements vscode.Disposable {
  readonly #due: DueCount;
  readonly #state: vscode.Memento;
  readonly #subscriptions: readonly { dispose: () => unknown }[];
  readonly #start: ReturnType<typeof setTimeout>;
  #item: vscode.StatusBarItem | undefined;
  #isCalm = true;

  constructor(due: DueCount, state: vscode.Memento) {
    this.#due = due;
    this.#state = state;
    const changed = (): void => {
      this.#show();
      void this.#remind();
    };
    this.#subscriptions = [
      due.onDidChange(changed),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(settings.statusBar)) this.#show();
      }),
      vscode.window.onDidChangeWindowState(() => void this.#remind()),
    ];
    this.#start = setTimeout(() => {
      this.#isCalm = false;
      void this.#remind();
    }, calm);
    this.#show();
  }

  dispose(): void {
    clearTimeout(this.#start);
    this.#item?.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #show(): void {
    const { count } = this.#due;
    if (count === 0 || !isOn(settings.statusBar, true)) {
      this.#item?.hide();
      return;
    }
    const item = (this.#item ??= this.#makeItem());
    item.text = `$(bell-dot) ${translate('{0} due', count)}`;
    const words = count === 1 ? translate('1 card is due') : translate('{0} cards are due', count);
    item.tooltip = `K8s Recall: ${words}`;
    item.accessibilityInformation = { label: item.tooltip };
    item.show();
  }

  #makeItem(): vscode.StatusBarItem {
    const item = vscode.window.createStatusBarItem('due', vscode.StatusBarAlignment.Right, 0);
    item.name = translate('Due cards');
    item.command = commands.startDue;
    return item;
  }

  async #remind(): Promise<void> {
    const { count } = this.#due;
    if (this.#isCalm || count === 0 || !vscode.window.state.focused || !isOn(settings.reminder, false))
      return;
    const today = reviewDay(Date.now(), calendar());
    if (this.#state.get(remindedKey) === today) return;
    await this.#state.update(remindedKey, today);
    const start = translate('Start');
    const words = count === 1 ? translate('1 card is due.') : translate('{0} cards are due.', count);
    const choice = await vscode.window.showInformationMessage(words, start, translate('Not Today'));
    if (choice === start) await vscode.commands.executeCommand(commands.startDue);
  }
}

function isOn(setting: string, usual: boolean): boolean {
  return vscode.workspace.getConfiguration().get<boolean>(setting, usual);
}
