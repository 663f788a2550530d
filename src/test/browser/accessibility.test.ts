import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workbench } from '../workbench/workbench.ts';

const themes = [
  'Default Dark Modern',
  'Default Light Modern',
  'Default High Contrast',
  'Default High Contrast Light',
];

describe('accessibility of the quiz', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await Workbench.open();
    await workbench.showTopics();
    await workbench.treeRow('Service types').hover();
    await workbench.treeRow('Service types').getByLabel('Quiz Topic').click();
  });
  afterAll(async () => {
    await workbench.close();
  });

  async function violations(): Promise<string[]> {
    const quiz = await workbench.quiz();
    await quiz.evaluate(axe.source);
    const found = await quiz.evaluate<{ id: string; nodes: { html: string }[] }[]>(
      `axe.run(document.body, { resultTypes: ['violations'] }).then((result) => result.violations)`,
    );
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }

  async function setTheme(theme: string): Promise<void> {
    await workbench.command('Preferences: Color Theme');
    const input = workbench.page.locator('.quick-input-widget input');
    await input.fill(theme.replace('Default ', ''));
    await workbench.page.waitForTimeout(500);
    await workbench.page.keyboard.press('Enter');
    await workbench.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await workbench.page.waitForTimeout(500);
  }

  it.each(themes)('question and answer have no violation in %s', async (theme) => {
    await setTheme(theme);
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
