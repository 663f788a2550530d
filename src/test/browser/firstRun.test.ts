import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Workbench } from '../workbench/workbench.ts';

const day = 86_400_000;

/** What meets somebody in the first minutes, and quietly after that. */
describe('the first minutes', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await Workbench.open({
      width: 1600, // A narrow walkthrough leaves its pictures out.
      prepare: async ({ folder, userData }) => {
        const notes = path.join(folder, 'workspace', '.k8s-recall');
        await mkdir(notes);
        await writeFile(
          path.join(notes, 'team.md'),
          '# Team\n## What is our on-call rule?\nTwo people, a week each.\n',
        );
        const journal = path.join(userData, 'User', 'globalStorage', 'k8s-recall.k8s-recall', 'journal');
        await mkdir(journal, { recursive: true });
        const t = Date.now() - 60 * day;
        const review = {
          i: 'old-0',
          t,
          d: Math.floor(t / day),
          k: 'review',
          c: 'service-types#explain',
          g: 3,
        };
        const again = { ...review, i: 'old-1', t: t + 600_000 };
        await writeFile(
          path.join(journal, 'old.jsonl'),
          `${JSON.stringify(review)}\n${JSON.stringify(again)}\n`,
        );
      },
    });
  });
  afterAll(async () => {
    await workbench.close();
  });
  beforeEach(({ onTestFailed, task }) => {
    onTestFailed(() => workbench.picture(task.name));
  });

  const dueItem = () => workbench.page.locator('.statusbar-item[aria-label^="K8s Recall: 1 card is due"]');

  it('a walkthrough shows four steps with pictures', async () => {
    await workbench.command('Welcome: Open Walkthrough...');
    await workbench.choose('Get started with K8s Recall');
    const steps = workbench.page.locator('.getting-started-step');
    await steps.first().waitFor();
    expect(await steps.count()).toBe(4);
    for (const name of ['Browse the topics', 'Recall instead', 'Hover a manifest', 'Bring your own notes']) {
      await steps.filter({ hasText: name }).first().click();
      // A picture that could not be found would have no width.
      const width = `document.querySelector('.getting-started-media img')?.naturalWidth ?? 0`;
      await expect.poll(() => workbench.page.evaluate<number>(width)).toBeGreaterThan(400);
    }
  });

  it('nothing is said before somebody looks: no message, no item in the status bar', async () => {
    expect(await workbench.page.locator('.notification-toast').count()).toBe(0);
    expect(await dueItem().count()).toBe(0);
  });

  it('a manifest offers a quiz on what stands in it, in one line', async () => {
    await workbench.openFile('service.yaml');
    const lens = workbench.page.locator('.codelens-decoration a', { hasText: 'Quiz me on this manifest' });
    await lens.waitFor();
    expect(await lens.count()).toBe(1);
    expect(await lens.innerText()).toMatch(/\((?:[2-9]|\d\d) concepts, 1 due\)/);
    await lens.click();
    const quiz = await workbench.quiz();
    await quiz.locator('h1#question').waitFor();
  });

  it('the status bar and the view say what is due', async () => {
    await workbench.showTopics();
    await dueItem().waitFor();
    await workbench.page
      .locator('.activitybar .action-item:has([aria-label^="K8s Recall"]) .badge', { hasText: '1' })
      .waitFor();
  });

  it('notes of the workspace are offered, shown, and offered no more', async () => {
    const toast = workbench.page.locator('.notification-toast', { hasText: '.k8s-recall' });
    await toast.locator('.monaco-button', { hasText: 'Add Notes' }).click();
    await workbench.treeRow('What is our on-call rule?').waitFor();
    await workbench.treeRow('My notes: workspace').waitFor();
  });

  it('a new window knows what is due without reading anything, and offers nothing again', async () => {
    await workbench.page.locator('.activitybar .action-label[aria-label^="Explorer"]').first().click();
    await workbench.reload();
    await dueItem().waitFor();
    await workbench.showTopics();
    await workbench.treeRow('My notes: workspace').waitFor();
    await workbench.page.waitForTimeout(1000);
    expect(await workbench.page.locator('.notification-toast').count()).toBe(0);
  });

  it('who asks for it is reminded, once a day; the line above manifests and the item can be switched off', async () => {
    const toast = workbench.page.locator('.notification-toast', { hasText: '1 card is due.' });
    const settings = { 'k8sRecall.due.reminder': true, 'k8sRecall.manifest.codeLens': false };
    await workbench.configure({ ...settings, 'k8sRecall.due.statusBar': false });
    await toast.waitFor();
    await toast.locator('.monaco-button', { hasText: 'Not Today' }).click();
    await workbench.openFile('kube-proxy.yaml');
    await workbench.page.waitForTimeout(1000);
    expect(await workbench.page.locator('.codelens-decoration').count()).toBe(0);
    expect(await dueItem().count()).toBe(0);
    await workbench.configure({ 'k8sRecall.due.statusBar': true });
    await dueItem().waitFor();
    await workbench.page.waitForTimeout(13_000); // Longer than a reminder waits after the start.
    expect(await toast.count()).toBe(0);
  });

  it('a click on the item starts what is due', async () => {
    await dueItem().click();
    await workbench.page.locator('.tab.active', { hasText: 'Quiz: Due cards' }).waitFor();
  });

  it('nothing was reported as an error', async () => {
    expect(await workbench.errors()).toEqual([]);
  });
});
