import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Workbench } from '../workbench/workbench.ts';

describe('hover in the editor', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await Workbench.open();
    await workbench.openFile('service.yaml');
  });
  afterAll(async () => {
    await workbench.close();
  });
  beforeEach(({ onTestFailed, task }) => {
    onTestFailed(() => workbench.picture(task.name));
  });

  it('explains the value under the pointer, with title, points and trap', async () => {
    const text = await workbench.hover('NodePort');
    expect(text).toMatch(/NodePort · Service type/);
    expect(text).toMatch(/30000-32767/);
    expect(text).toMatch(/Interview trap/);
    expect(text).toMatch(/determines how the Service is exposed/);
  });

  it('adds type and text of the API to a field', async () => {
    const text = await workbench.hover('targetPort');
    expect(text).toMatch(/IntOrString/);
    expect(text).toMatch(/port to access on the pods targeted by the service/);
  });

  it('leads to the topic', async () => {
    await workbench.hover('NodePort');
    await workbench.page.locator('.monaco-hover:not(.hidden) a', { hasText: 'Topic' }).first().click();
    await workbench.page.locator('.tab.active', { hasText: '.md' }).waitFor();
    await workbench.page
      .locator('.view-line', { hasText: /^###\sWhich\sService\stypes/ })
      .first()
      .waitFor();
  });

  it('starts the quiz of the topic', async () => {
    await workbench.openFile('service.yaml');
    await workbench.hover('NodePort');
    await workbench.page.locator('.monaco-hover:not(.hidden) a', { hasText: 'Quiz me' }).first().click();
    const quiz = await workbench.quiz();
    await quiz.locator('h1#question').waitFor();
    expect(await quiz.locator('.topic').innerText()).toBe('Service types');
  });

  it('the button of the view starts the new cards of the day', async () => {
    await workbench.showTopics();
    const quiz = await workbench.startDue();
    await quiz.locator('h1#question').waitFor();
    expect(await quiz.locator('header .left').innerText()).toMatch(/^10 left/);
  });

  it('is silent in a file that does not parse, and reports no error', async () => {
    await workbench.openFile('broken.yaml');
    expect(await workbench.hover('None', 2)).toBe('');
    expect(await workbench.errors()).toEqual([]);
  });
});
