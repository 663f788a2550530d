import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Workbench } from '../workbench/workbench.ts';

const note = `# 容器基础

## Service 的类型 <!-- tier: high -->
- ClusterIP：集群内的虚拟 IP
- NodePort：每个节点开一个端口
- LoadBalancer：外部负载均衡

监控数据由 Heapster 提供给 istro。
`;

/** The user's own notes under the caret: lenses, problems with their fixes, completion, the reference beside. */
describe('in the editor of a note', () => {
  let workbench: Workbench;
  let folder: string;
  beforeAll(async () => {
    workbench = await Workbench.open({
      settings: { 'k8sRecall.notes.folders': ['my-notes'], 'editor.quickSuggestions': { comments: 'on' } },
      prepare: async ({ folder: profile }) => {
        folder = path.join(profile, 'workspace', 'my-notes');
        await mkdir(folder, { recursive: true });
        await writeFile(path.join(folder, 'base.md'), note);
      },
    });
    await workbench.showTopics();
    await workbench.topic('容器基础', 'Service 的类型');
    await workbench.openFile('base.md');
  });
  afterAll(async () => {
    await workbench.close();
  });
  beforeEach(({ onTestFailed, task }) => {
    onTestFailed(() => workbench.picture(task.name));
  });

  const text = (): Promise<string> => readFile(path.join(folder, 'base.md'), 'utf8');

  it('a lens says how many cards a section yields, and another that the reference has it too', async () => {
    await workbench.page
      .locator('.codelens-decoration a', { hasText: /^Quiz \d+ cards?$/ })
      .first()
      .waitFor();
    const lens = workbench.page.locator('.codelens-decoration a', {
      hasText: 'Also in the reference: Service types',
    });
    await lens.waitFor();
    expect(await lens.innerText()).toMatch(/1 more point$/);
  });

  it('problems, outdated lore and misspelt names are marked', async () => {
    await workbench.command('View: Focus Problems');
    const rows = workbench.page.locator('.markers-panel .monaco-list-row');
    await rows.filter({ hasText: 'Unknown tier "high"' }).waitFor();
    await rows.filter({ hasText: '"Heapster" is outdated. Deprecated since 1.11' }).waitFor();
    await rows.filter({ hasText: '"istro" is spelt "Istio"' }).waitFor();
  });

  it('a quick fix mends one of them', async () => {
    await workbench.page
      .locator('.markers-panel .monaco-list-row', { hasText: '"istro" is spelt "Istio"' })
      .dblclick();
    await workbench.page.locator('.selected-text').first().waitFor();
    const fix = workbench.page.locator('.action-widget .monaco-list-row', { hasText: 'Change to "Istio"' });
    for (let attempt = 0; attempt < 5 && !(await fix.isVisible()); attempt++) {
      await workbench.page.keyboard.press('Control+.');
      await fix.waitFor({ timeout: 4000 }).catch(() => undefined);
    }
    await workbench.page.keyboard.press('Enter');
    await workbench.page.keyboard.press('Control+s');
    await expect.poll(text).toContain('提供给 Istio。');
  });

  it('a mark is completed', async () => {
    await workbench.page.locator('.view-line', { hasText: '监控数据' }).click();
    await workbench.page.keyboard.press('Control+End');
    await workbench.page.keyboard.type('\n## X <!-- confuse: servi');
    await workbench.page.keyboard.press('Control+Space');
    const entry = workbench.page.locator('.suggest-widget .monaco-list-row', { hasText: 'service' });
    await entry.first().waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.command('Revert File');
  });

  it('points that mine lacks are added with two keys', async () => {
    await workbench.page
      .locator('.codelens-decoration a', { hasText: 'Also in the reference: Service types' })
      .click();
    await workbench.choose('Add points that mine lacks');
    await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'ExternalName' }).waitFor();
    await workbench.page.locator('.quick-input-widget .monaco-button:visible', { hasText: 'OK' }).click();
    await expect.poll(text).toMatch(/^- \*\*ExternalName\*\*/m);
  });

  it('nothing is asked twice: mine takes the place of the reference', async () => {
    await workbench.page
      .locator('.codelens-decoration a', { hasText: 'Also in the reference' })
      .first()
      .click();
    await workbench.choose('Ask mine only');
    await expect.poll(text).toContain('| shadows: service-types -->');
    await workbench.topic('容器基础', 'Service 的类型');
    await workbench.topic('Networking', 'Headless Service');
    await workbench.treeRow('Service types').waitFor({ state: 'detached' });
  });

  it('a copy of a built-in topic is a file of mine', async () => {
    const row = await workbench.topic('Networking', 'Headless Service');
    await row.click({ button: 'right' });
    const entry = workbench.page.locator('.monaco-menu .action-label', {
      hasText: 'Edit a Copy in My Notes',
    });
    await entry.hover();
    await workbench.page.waitForTimeout(500); // A menu takes no click right after it has opened.
    await entry.click();
    await workbench.page.locator('.tab.active', { hasText: 'headless-service.md' }).waitFor();
    expect(await readdir(folder)).toContain('headless-service.md');
    expect(await readFile(path.join(folder, 'headless-service.md'), 'utf8')).toContain(
      '<!-- shadows: headless-service |',
    );
  });

  it('a preview shows what comes out of a folder', async () => {
    await workbench.command('K8s Recall: Preview Cards of Notes');
    await workbench.page.locator('.tab.active', { hasText: 'Preview of my-notes' }).waitFor();
    await workbench.page
      .locator('.view-line', { hasText: /Cards\sfrom/ })
      .first()
      .waitFor();
  });

  it('nothing was reported as an error', async () => {
    expect(await workbench.errors()).toEqual([]);
  });
});
