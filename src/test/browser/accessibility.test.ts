import axe from 'axe-core';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useTestDeck } from '../workbench/testDeck.ts';
import { Workbench } from '../workbench/workbench.ts';

/** VS Code's default themes and the class that the workbench has in each. */
const themes = [
  ['Default Dark Modern', 'vs-dark'],
  ['Default Light Modern', 'vs'],
  ['Default High Contrast', 'hc-black'],
  ['Default High Contrast Light', 'hc-light'],
] as const;

const topics = ['Explain', 'List', 'Order', 'Table', 'Define', 'Cloze', 'Choice', 'Manifest'];

/** Reviews of three weeks up to a minute ago, so that every plot has something to show. */
function history(now: number): string {
  return [21, 14, 7, 0]
    .map((ago, n) => {
      const t = now - ago * 86_400_000 - 60_000;
      const event = {
        i: `old-${String(n)}`,
        t,
        d: Math.floor(t / 86_400_000),
        k: 'review',
        c: 't-list#list',
        g: ago === 0 ? 1 : 3,
      };
      return `${JSON.stringify({ ...event, ms: 40_000, p: '110' })}\n`;
    })
    .join('');
}

describe('accessibility of the pages', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await Workbench.open({
      prepare: async (profile) => {
        await useTestDeck(profile);
        const folder = path.join(
          profile.userData,
          'User',
          'globalStorage',
          'k8s-recall.k8s-recall',
          'journal',
        );
        await mkdir(folder, { recursive: true });
        await writeFile(path.join(folder, 'old.jsonl'), history(Date.now()));
      },
    });
    await workbench.showTopics();
    await workbench.topic('Card types', 'Explain');
  });
  afterAll(async () => {
    await workbench.close();
  });
  beforeEach(({ onTestFailed, task }) => {
    onTestFailed(() => workbench.picture(task.name));
  });

  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);

  async function violations(page: Frame): Promise<string[]> {
    await page.evaluate(axe.source);
    const found = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
      `axe.run(document.body, { resultTypes: ['violations'] }).then((result) => result.violations)`,
    );
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }

  async function use(theme: string, base: string): Promise<void> {
    await workbench.configure({ 'workbench.colorTheme': theme });
    await expect
      .poll(async () => (await workbench.page.locator('.monaco-workbench').getAttribute('class'))?.split(' '))
      .toContain(base);
    await workbench.showTopics();
  }

  it.each(themes)('the quiz has no violation in %s', { timeout: 240_000 }, async (theme, base) => {
    await use(theme, base);
    for (const topic of topics) {
      const quiz = await workbench.quizTopic('Card types', topic);
      await quiz.locator('header .topic', { hasText: topic }).waitFor();
      await quiz.locator('main').focus();
      expect(await violations(quiz), `${topic}, question`).toEqual([]);
      if (topic === 'Explain') {
        for (const key of ['f', 'l', 't']) await press(key);
        await quiz.locator('aside').waitFor();
        expect(await violations(quiz), 'flag, language and clock').toEqual([]);
        await press('x');
        await quiz.locator('dialog.bad').waitFor();
        expect(await violations(quiz), 'bad card').toEqual([]);
        await press('Escape');
        await quiz.locator('dialog[open]').waitFor({ state: 'detached' });
        await press('?');
        await quiz.locator('dialog[open]').waitFor();
        expect(await violations(quiz), 'keys').toEqual([]);
        await press('?');
        await quiz.locator('dialog[open]').waitFor({ state: 'detached' });
        await press('f');
        await press('l');
        await quiz.locator('aside').waitFor({ state: 'detached' });
        await press('Enter');
        await quiz.locator('textarea:focus').waitFor();
        await workbench.page.keyboard.type('the scheduler gives a node');
      }
      await press('Control+Enter');
      await quiz.locator('.grades').waitFor();
      expect(await violations(quiz), `${topic}, answer`).toEqual([]);
    }
    const quiz = await workbench.quizTopic('Card types', 'Cloze');
    await quiz.locator('header .topic', { hasText: 'Cloze' }).waitFor();
    await press('Space');
    await quiz.locator('.grades').waitFor();
    await press('4');
    await quiz.locator('#summary').waitFor();
    expect(await violations(quiz), 'summary').toEqual([]);
  });

  it.each(themes)('the progress has no violation in %s', { timeout: 120_000 }, async (theme, base) => {
    await use(theme, base);
    await workbench.command('Show Progress');
    const progress = await workbench.progress();
    await progress.locator('canvas').first().waitFor();
    for (const summary of await progress.locator('summary').all()) await summary.click();
    expect(await violations(progress)).toEqual([]);
    expect(await progress.locator('.headlines').innerText()).toMatch(/Today: [1-9]\d* answers/);
    expect(await progress.locator('table').count()).toBeGreaterThan(4);
    expect(await progress.locator('canvas').count()).toBe(3);
    expect(await progress.locator('.heat rect:not(.level-0)').count()).toBe(4);
    // Every plot has its figures in a table.
    expect(await progress.locator('.plot:not(:has(table))').count()).toBe(0);
  });

  it('the progress is back after a reload, and leads to a quiz', async () => {
    await workbench.reload();
    const progress = await workbench.progress();
    await progress.locator('button', { hasText: 'Quiz' }).first().click();
    await workbench.page.locator('.tab.active', { hasText: 'Quiz: ' }).waitFor();
  });

  it('sees a violation when there is one', async () => {
    const quiz = await workbench.quiz();
    await quiz.evaluate(`document.querySelector('main').append(document.createElement('button'))`);
    expect((await violations(quiz)).join()).toContain('button-name');
  });
});
