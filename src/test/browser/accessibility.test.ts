import axe from 'axe-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Workbench } from '../workbench/workbench.ts';

/** VS Code's default themes and the class that the workbench has in each. */
const themes = [
  ['Default Dark Modern', 'vs-dark'],
  ['Default Light Modern', 'vs'],
  ['Default High Contrast', 'hc-black'],
  ['Default High Contrast Light', 'hc-light'],
] as const;

describe('accessibility of the quiz', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await Workbench.open();
    await workbench.showTopics();
    await workbench.quizTopic('Networking', 'Service types');
  });
  afterAll(async () => {
    await workbench.close();
  });
  beforeEach(({ onTestFailed, task }) => {
    onTestFailed(() => workbench.picture(task.name));
  });

  async function violations(): Promise<string[]> {
    const quiz = await workbench.quiz();
    await quiz.evaluate(axe.source);
    const found = await quiz.evaluate<{ id: string; nodes: { html: string }[] }[]>(
      `axe.run(document.body, { resultTypes: ['violations'] }).then((result) => result.violations)`,
    );
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }

  it.each(themes)('question and answer have no violation in %s', async (theme, base) => {
    await workbench.configure({ 'workbench.colorTheme': theme });
    await expect
      .poll(async () => (await workbench.page.locator('.monaco-workbench').getAttribute('class'))?.split(' '))
      .toContain(base);
    const quiz = await workbench.quiz();
    await quiz.locator('h1#question').waitFor();
    await quiz.locator('main').focus();
    expect(await violations()).toEqual([]);
    await quiz.locator('main').focus();
    await workbench.page.keyboard.press('Space');
    await quiz.locator('.grades').waitFor();
    expect(await violations()).toEqual([]);
    await quiz.locator('main').focus();
    await workbench.page.keyboard.press('4');
    await quiz.locator('textarea').waitFor();
  });

  it('sees a violation when there is one', async () => {
    const quiz = await workbench.quiz();
    await quiz.evaluate(`document.querySelector('main').append(document.createElement('button'))`);
    expect((await violations()).join()).toContain('button-name');
  });
});
