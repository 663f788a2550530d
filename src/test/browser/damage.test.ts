import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Workbench } from '../workbench/workbench.ts';

/** Files of the installed extension that are damaged while nobody looks, as a failing disk does. */
describe('with damaged notes', () => {
  let workbench: Workbench;
  let notes: string;
  let intact: Buffer;
  beforeAll(async () => {
    workbench = await Workbench.open({
      prepare: async ({ extensions }) => {
        notes = path.join(extensions, 'k8s-recall.k8s-recall-0.1.0', 'dist', 'notes.en.zst');
        intact = await readFile(notes);
        await writeFile(notes, intact.subarray(0, 1000));
      },
    });
  });
  afterAll(async () => {
    await workbench.close();
  });
  beforeEach(({ onTestFailed, task }) => {
    onTestFailed(() => workbench.picture(task.name));
  });

  it('the view says that the notes could not be read, and offers to try again', async () => {
    await workbench.page.locator('.activitybar .action-label[aria-label^="K8s Recall"]').first().click();
    await workbench.page.locator('.welcome-view', { hasText: 'The notes could not be read' }).waitFor();
    await workbench.page.locator('.welcome-view a', { hasText: 'Show Log' }).waitFor();
  });

  it('shows them once they can be read', async () => {
    await writeFile(notes, intact);
    await workbench.page.locator('.welcome-view .monaco-button', { hasText: 'Try Again' }).click();
    await workbench.topic('Networking', 'Service types');
  });

  it('notes that are gone give a message that leads to the log', async () => {
    await rm(notes);
    await workbench.treeRow('Service types').click();
    const toast = workbench.page.locator('.notification-toast', {
      hasText: 'installing the extension again',
    });
    await toast.waitFor();
    await toast.locator('a', { hasText: 'Show Log' }).waitFor();
  });

  it('nothing else was reported as an error', async () => {
    const others = (await workbench.errors()).filter((text) => !text.endsWith('The log has the details.'));
    expect(others).toEqual([]);
  });
});
