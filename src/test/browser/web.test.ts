import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Workbench } from '../workbench/workbench.ts';

/** The browser entry: the same extension in the web worker extension host, without Node. */
describe('in the web extension host', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await Workbench.open({
      settings: { 'remote.extensionKind': { 'k8s-recall.k8s-recall': ['web'] } },
    });
  });
  afterAll(async () => {
    await workbench.close();
  });
  beforeEach(({ onTestFailed, task }) => {
    onTestFailed(() => workbench.picture(task.name));
  });

  it('runs there', async () => {
    await workbench.showTopics();
    await workbench.topic('Networking', 'Service types');
    const workers = workbench.page.workers().map((worker) => worker.url());
    expect(workers.length).toBeGreaterThan(0);
  });

  it('hovers, through the language server in a worker', async () => {
    await workbench.openFile('service.yaml');
    const text = await workbench.hover('NodePort');
    expect(text).toMatch(/NodePort · Service type/);
    // The worker asks the client for the field reference.
    expect(text).toMatch(/determines how the Service is exposed/);
  });

  it("follows references, through the editor's file system", async () => {
    await workbench.openFile('shop.yaml');
    await expect.poll(() => workbench.hover('shop-settings')).toMatch(/settings\.yaml:4/);
  });

  it('keeps reviews across a reload', async () => {
    await workbench.showTopics();
    const quiz = await workbench.quizTopic('Networking', 'Service types');
    await quiz.locator('main').focus();
    await workbench.page.keyboard.press('Space');
    await quiz.locator('.grades').waitFor();
    await workbench.page.keyboard.press('4');
    await expect
      .poll(async () => workbench.treeRow('Service types').getAttribute('aria-label'))
      .toMatch(/known \d+ %/);
    // A browser ends the worker without asking: only what has been written can come back.
    await expect.poll(async () => (await workbench.journal()).length).toBeGreaterThan(0);
    await workbench.reload();
    await workbench.showTopics();
    const row = await workbench.topic('Networking', 'Service types');
    await expect.poll(async () => row.getAttribute('aria-label')).toMatch(/known \d+ %/);
  });

  it('writes a review again that was lost with the worker, from what the quiz page knows', async () => {
    const written = await workbench.journal();
    await workbench.loseJournal();
    expect(await workbench.journal()).toEqual([]);
    await workbench.reload();
    await workbench.quiz();
    const review = written.find((line) => line.includes('"review"')) ?? '';
    const { i, t } = JSON.parse(review) as { i: string; t: number };
    await expect
      .poll(async () => (await workbench.journal()).map((line) => JSON.parse(line) as object))
      .toContainEqual(expect.objectContaining({ i, t, k: 'review', g: 4 }));
  });

  it('nothing was reported as an error', async () => {
    expect(await workbench.errors()).toEqual([]);
  });
});
