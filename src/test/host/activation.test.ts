import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands, extensionId } from '../../vscode/ids.ts';

describe('activation', () => {
  it('finds the packed extension and activates it', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension, `${extensionId} is not installed`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command', async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      Object.values(commands).filter((command) => !known.has(command)),
      [],
    );
  });
});
