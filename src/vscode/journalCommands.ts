import * as vscode from 'vscode';
import { undoFuture } from '../review/findings.ts';
import { checkJournal, repairJournal, type CheckReport } from '../store/check.ts';
import { checkText } from '../store/checkText.ts';
import { deviceOf } from '../store/names.ts';
import type { JournalFolder } from './journalFolder.ts';
import type { QuizPanels } from './quizPanel.ts';
import type { Reports } from './reports.ts';
import type { Reviews } from './reviews.ts';
import { translate } from './translate.ts';

/** Milliseconds that a message stays in the status bar. */
const statusTime = 6000;

/** What the commands on the journal work on. */
export interface JournalServices {
  readonly folder: JournalFolder;
  readonly reviews: Reviews;
  readonly quiz: QuizPanels;
  readonly reports: Reports;
}

/** Checks the journal, shows the report, and offers to repair what can be repaired safely. */
export async function check(services: JournalServices): Promise<void> {
  const { folder, reviews, reports } = services;
  const report = await inProgress(translate('Checking the review journal'), async () => {
    const history = await reviews.history();
    const found = await checkJournal(folder.upkeepPlace(), Date.now(), history.isPresent);
    const shown = folder.place().folder;
    const text = checkText(found, {
      folder: shown.scheme === 'file' ? shown.fsPath : shown.toString(true),
      questionOf: history.questionOf,
      t: translate,
    });
    await reports.show(translate('Check of the review journal'), text);
    return found;
  });
  if (repairable(report, folder.place().device)) void offerRepair(services, report);
}

/** Whether something is wrong that this device may put right. */
function repairable({ damaged, findings }: CheckReport, device: string): boolean {
  return (
    findings.some(({ kind }) => kind === 'future') ||
    damaged.some(
      ({ file, problem }) =>
        deviceOf(file) === device && problem !== 'unknown-kind' && problem !== 'unreadable',
    )
  );
}

async function offerRepair(services: JournalServices, report: CheckReport): Promise<void> {
  const repair = translate('Repair');
  const choice = await vscode.window.showWarningMessage(
    translate(
      'Part of the review journal can be repaired. A copy of every file is made first, and damaged lines are set aside, not deleted.',
    ),
    repair,
  );
  if (choice !== repair) return;
  try {
    const done = await inProgress(translate('Repairing the review journal'), () =>
      repairAll(services, report),
    );
    void vscode.window.showInformationMessage(
      translate(
        "The journal is repaired: {0} files cleaned, {1} events taken back. The copy of before is in {2}, inside the journal's folder.",
        done.files,
        done.events,
        done.backup,
      ),
    );
  } catch (error) {
    void vscode.window.showErrorMessage(
      translate(
        'The repair stopped: {0} Nothing is lost; make sure that the folder can be written, and check again.',
        error instanceof Error ? error.message : String(error),
      ),
    );
  }
}

async function repairAll(
  { folder, reviews }: JournalServices,
  report: CheckReport,
): Promise<{ readonly files: number; readonly events: number; readonly backup: string }> {
  await reviews.close(); // This window's own file is closed too, so that it can be repaired.
  const { backup, repaired } = await repairJournal(folder.upkeepPlace(), Date.now());
  const { journal } = await reviews.history();
  const undo = undoFuture(report.findings, Date.now(), () => journal.nextId());
  if (undo.length > 0) await journal.append(...undo);
  reviews.tellChanged();
  return { files: repaired.length, events: undo.length, backup };
}

/** Copies the journal's files into a dated folder beside them. */
export async function backUp({ folder, reviews }: JournalServices): Promise<void> {
  const name = await inProgress(translate('Backing up the review journal'), async () => {
    const { journal } = await reviews.history();
    return journal.backUp();
  });
  const uri = vscode.Uri.joinPath(folder.place().folder, name);
  const text = translate('The review journal is backed up in {0}.', uri.fsPath);
  if (uri.scheme !== 'file' || vscode.env.remoteName !== undefined) {
    void vscode.window.showInformationMessage(text);
    return;
  }
  const show = translate('Show Folder');
  void vscode.window.showInformationMessage(text, show).then(async (choice) => {
    if (choice === show) await vscode.commands.executeCommand('revealFileInOS', uri);
  });
}

/** Takes the newest review back; again and again goes further back. */
export async function undo({ reviews, quiz }: JournalServices): Promise<void> {
  const { replay, questionOf } = await reviews.history();
  const target = replay.undoTarget(Date.now());
  if (target === undefined) {
    tell(translate('There is no review to undo.'));
    return;
  }
  // An open quiz that asked it takes its own step back, so that both agree.
  if (!quiz.undoLast(target.i)) await reviews.undo(target.i);
  tell(translate('Undone: {0}', questionOf(target.c) ?? target.c));
}

/** Brings back what was undone last, unless something new was done since. */
export async function redo({ reviews, quiz }: JournalServices): Promise<void> {
  const { replay, questionOf } = await reviews.history();
  const target = replay.redoTarget(Date.now());
  if (target === undefined) {
    tell(translate('There is nothing to redo.'));
    return;
  }
  await reviews.redo(target);
  const again = replay.undoTarget(Date.now());
  const question = again?.i === target ? (questionOf(again.c) ?? again.c) : target;
  if (again?.i === target && again.k === 'review') quiz.redone(again, replay.memory(again.c).due);
  tell(translate('Redone: {0}', question));
}

function tell(message: string): void {
  vscode.window.setStatusBarMessage(message, statusTime);
}

/** Runs work behind a notification, which shows only where the work takes a while. */
export function inProgress<T>(title: string, work: () => Promise<T>): Thenable<T> {
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, work);
}
