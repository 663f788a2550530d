import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { commands, reportScheme, settings } from '../../vscode/ids.ts';

const otherFile = 'other.window1.jsonl';
const review = { i: 'other-1', t: 1_700_000_000_000, d: 19_675, k: 'review', c: 'no-such-card', g: 3 };

/** Lines that this device has written, of the kind that is looked for. */
function written(folder: string, kind: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl') && name !== otherFile)
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n'))
    .filter((line) => line.includes(`"k":"${kind}"`));
}

async function setFolder(folder: string): Promise<void> {
  await vscode.workspace
    .getConfiguration()
    .update(settings.journalFolder, folder, vscode.ConfigurationTarget.Global);
}

async function until<T>(find: () => T | undefined | Promise<T | undefined>, what: string): Promise<T> {
  for (let attempt = 0; attempt < 80; attempt++) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`waited in vain for ${what}`);
}

async function report(): Promise<string> {
  await vscode.commands.executeCommand(commands.checkJournal);
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.uri.scheme, reportScheme);
  assert.equal(document.languageId, 'markdown');
  return document.getText();
}

describe('review journal', () => {
  it('an empty one is in order, and there is nothing to undo or redo', async () => {
    await vscode.commands.executeCommand(commands.undoReview);
    await vscode.commands.executeCommand(commands.redoReview);
    await vscode.commands.executeCommand(commands.backUpJournal);
    assert.match(await report(), /Everything is in order/);
  });

  it('stays where it is when the new folder cannot be', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'k8s-recall-journal-'));
    const file = path.join(folder, 'file');
    writeFileSync(file, 'a file where the folder should be');
    await setFolder(path.join(file, 'journal'));
    await new Promise((resolve) => setTimeout(resolve, 1000)); // Time in which it could go wrong.
    const text = await report();
    assert.match(text, /Everything is in order/);
    assert.ok(!text.includes(folder), text);
    assert.deepEqual(readdirSync(folder), ['file']);
  });

  it('goes to the folder of the setting, and is checked, undone, redone and backed up there', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'k8s-recall-journal-'));
    writeFileSync(path.join(folder, otherFile), `${JSON.stringify(review)}\n{"damaged\n`);
    await setFolder(folder);

    const text = await until(async () => {
      const now = await report();
      return now.includes(folder) ? now : undefined;
    }, 'the new folder');
    assert.match(text, /Events: 1\n/);
    assert.match(text, /## Damaged lines \(1\)/);
    assert.match(text, /- no-such-card \(1\)/);

    await vscode.commands.executeCommand(commands.undoReview);
    const undo = await until(() => written(folder, 'undo')[0], 'the undo');
    assert.match(undo, /"of":"other-1"/);
    await vscode.commands.executeCommand(commands.redoReview);
    await until(() => written(folder, 'redo')[0], 'the redo');

    await vscode.commands.executeCommand(commands.backUpJournal);
    const backup = readdirSync(folder).find((name) => name.startsWith('backup-'));
    assert.ok(backup, 'no backup was made');
    assert.equal(
      readFileSync(path.join(folder, backup, otherFile), 'utf8'),
      readFileSync(path.join(folder, otherFile), 'utf8'),
    );
  });
});
