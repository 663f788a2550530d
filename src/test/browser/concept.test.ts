import axe from 'axe-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Frame } from 'playwright-core';
import { Workbench } from '../workbench/workbench.ts';

describe('the view with the concept under the caret', () => {
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

  /** The page of the view, two frames down. */
  async function view(): Promise<Frame> {
    for (let attempt = 0; attempt < 100; attempt++) {
      for (const frame of workbench.page.frames()) {
        const mine = await frame
          .locator('#root > [role=status]')
          .count()
          .catch(() => 0);
        if (mine > 0) return frame;
      }
      await workbench.page.waitForTimeout(200);
    }
    throw new Error('the view did not appear');
  }

  /** Puts the caret on a text with the keyboard only. */
  async function caretOn(text: string): Promise<void> {
    await workbench.page.locator('.editor-instance .view-line', { hasText: text }).first().click();
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.press('ArrowLeft');
  }

  it('is hidden until it is asked for', async () => {
    await workbench.showTopics();
    expect(await workbench.page.locator('.pane-header', { hasText: 'Concept Under the Caret' }).count()).toBe(
      0,
    );
  });

  it('shows what the hover shows, and follows the caret', async () => {
    await workbench.command('K8s Recall: Show Concept Under the Caret');
    const page = await view();
    await caretOn('type: NodePort');
    await page.locator('main strong', { hasText: 'NodePort' }).first().waitFor();
    expect(await page.locator('main').innerText()).toMatch(/Interview trap/);
    expect(await page.locator('[role=status]').innerText()).toMatch(/^NodePort · Service type/);
    await caretOn('kind: Pod');
    await page.locator('main strong', { hasText: 'Pod' }).first().waitFor();
    await caretOn('# Two objects');
    await page.locator('main .empty').waitFor();
  });

  it('has nothing that a screen reader stumbles over', async () => {
    const page = await view();
    await caretOn('type: NodePort');
    await page.locator('main strong', { hasText: 'NodePort' }).first().waitFor();
    await page.evaluate(axe.source);
    const found = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
      `axe.run(document.body, { resultTypes: ['violations'] }).then((result) => result.violations)`,
    );
    expect(found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  });

  it('leads to the topic, and stays while another view has the focus', async () => {
    const page = await view();
    await caretOn('type: NodePort');
    await page.locator('main a', { hasText: 'Topic' }).click();
    await workbench.page.locator('.tab.active', { hasText: '.md' }).waitFor();
  });

  it('leads to the object that a reference names', async () => {
    await workbench.openFile('shop.yaml');
    const page = await view();
    await caretOn('name: shop-settings');
    await page.locator('main a', { hasText: 'settings.yaml:4' }).click();
    await workbench.page.locator('.tab.active', { hasText: 'settings.yaml' }).waitFor();
  });

  it('reports no error', async () => {
    expect(await workbench.errors()).toEqual([]);
  });
});
