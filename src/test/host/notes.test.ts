import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands, noteScheme } from '../../vscode/ids.ts';

describe('notes', () => {
  it('a topic opens its note at the heading, without marks', async () => {
    await vscode.commands.executeCommand(commands.openTopic, 'service-types');
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor, 'no editor was opened');
    assert.equal(editor.document.uri.scheme, noteScheme);
    assert.equal(editor.document.languageId, 'markdown');
    const heading = editor.document.lineAt(editor.selection.active.line).text;
    assert.match(heading, /^#+ .*Service types/i);
    assert.doesNotMatch(editor.document.getText(), /<!--/);
  });

  it('an unknown topic gives a message and no exception', async () => {
    await vscode.commands.executeCommand(commands.openTopic, 'no-such-topic');
    await vscode.commands.executeCommand(commands.quizTopic, 'no-such-topic');
  });

  it('the sample manifest opens with the caret on a value', async () => {
    await vscode.commands.executeCommand(commands.openSample);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor, 'no editor was opened');
    assert.equal(editor.document.languageId, 'yaml');
    const range = editor.document.getWordRangeAtPosition(editor.selection.active);
    assert.equal(editor.document.getText(range), 'NodePort');
  });
});
