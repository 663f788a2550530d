import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Workbench } from '../workbench/workbench.ts';

const own = `# Bank
## 什么是核心系统的两地三中心？
两地三中心指生产中心、同城灾备中心和异地灾备中心。

- 生产中心
- 同城灾备中心
- 异地灾备中心

## How do we roll out?
Blue-green, with the database changed first.
`;

/** The tree as a user meets it: cards, states, menus, filter, order, search and reveal. */
describe('the sidebar', () => {
  let workbench: Workbench;
  let folder: string;
  beforeAll(async () => {
    workbench = await Workbench.open({
      height: 1200, // All chapters and the user's folder at once: rows out of sight do not exist.
      prepare: async ({ folder: profile, userData }) => {
        folder = path.join(profile, 'bank-project');
        await mkdir(folder, { recursive: true });
        await writeFile(path.join(folder, 'bank.md'), own);
        const file = path.join(userData, 'User', 'settings.json');
        const settings = JSON.parse(await readFile(file, 'utf8')) as object;
        await writeFile(file, JSON.stringify({ ...settings, 'k8sRecall.notes.folders': [folder] }));
      },
    });
    await workbench.showTopics();
  });
  afterAll(async () => {
    await workbench.close();
  });
  beforeEach(({ onTestFailed, task }) => {
    onTestFailed(() => workbench.picture(task.name));
  });

  const labels = async (level: number): Promise<string[]> => {
    const rows = workbench.page.locator(`.pane-body .monaco-list-row[aria-level="${String(level)}"]`);
    const all = await rows.all();
    return Promise.all(
      all.map(async (row) => (await row.getAttribute('aria-label', { timeout: 2000 })) ?? ''),
    );
  };
  const events = async (): Promise<{ k: string; c?: string; of?: string; i: string }[]> =>
    (await workbench.journal()).map((line) => JSON.parse(line) as { k: string; i: string });
  const message = workbenchText('.pane-body .tree-explorer-viewlet-tree-view .message');

  function workbenchText(selector: string): () => Promise<string> {
    return () =>
      workbench.page
        .locator(selector)
        .first()
        .innerText()
        .catch(() => '');
  }

  it('shows a folder of the user with one chapter as one row with its topics', async () => {
    const row = workbench.treeRow('My notes: bank-project');
    await row.waitFor();
    expect(await row.getAttribute('aria-label')).toBe('My notes: bank-project, 2 topics');
    await row.click();
    await workbench.treeRow('How do we roll out?').waitFor();
    expect(await workbench.treeRow('Bank').count()).toBe(0);
  });

  it('unfolds a topic into its cards, each with its state in words', async () => {
    const cards = await workbench.cards('Networking', 'Service types');
    expect(await cards.first().getAttribute('aria-label')).toMatch(/, new · explain$/);
    expect(await cards.count()).toBeGreaterThan(3);
  });

  it('opens the note of a card at its place, and keeps the card selected', async () => {
    const card = (await workbench.cards('Networking', 'Service types')).nth(2);
    await card.click();
    await workbench.page.locator('.tab.active', { hasText: '30-networking.md' }).waitFor();
    await workbench.page.waitForTimeout(800);
    expect(await card.getAttribute('aria-selected')).toBe('true');
  });

  it('suspends cards and takes them back in', async () => {
    const card = (await workbench.cards('Networking', 'Service types')).first();
    await workbench.contextMenu(card, 'Suspend Cards');
    await expect.poll(() => card.getAttribute('aria-label')).toMatch(/, suspended · explain$/);
    await expect.poll(events).toContainEqual(expect.objectContaining({ k: 'suspend' }));
    await workbench.contextMenu(card, 'Ask Suspended Cards Again');
    await expect.poll(() => card.getAttribute('aria-label')).toMatch(/, new · explain$/);
  });

  it('acts on all selected rows, and a change keeps what is unfolded and selected', async () => {
    const cards = await workbench.cards('Networking', 'Service types');
    await cards.nth(0).click();
    await cards.nth(1).click({ modifiers: ['Control'] });
    await workbench.contextMenu(cards.nth(1), 'Suspend Cards');
    await expect
      .poll(async () => (await labels(3)).filter((label) => label.includes('suspended')).length)
      .toBe(2);
    expect(await cards.nth(0).getAttribute('aria-selected')).toBe('true');
    expect(await cards.nth(1).getAttribute('aria-selected')).toBe('true');
    await workbench.contextMenu(cards.nth(1), 'Ask Suspended Cards Again');
    await expect
      .poll(async () => (await labels(3)).filter((label) => label.includes('suspended')).length)
      .toBe(0);
  });

  it('after a review shows the state, and resets it with undo', async () => {
    const quiz = await workbench.quizTopic('Networking', 'Service types');
    await quiz.locator('main').focus();
    await workbench.page.keyboard.press('Space');
    await quiz.locator('.grades').waitFor();
    await workbench.page.keyboard.press('4');
    const topic = workbench.treeRow('Service types');
    await expect.poll(() => topic.getAttribute('aria-label')).toMatch(/learning · due .* · known \d+ %/);
    await expect.poll(async () => (await labels(3)).join('\n')).toMatch(/known · \d+ % · due in \d+ days/);
    await workbench.contextMenu(topic, 'Reset Cards');
    await expect.poll(() => topic.getAttribute('aria-label')).toBe('Service types, new');
    await workbench.page.locator('.notification-toast .monaco-button', { hasText: 'Undo' }).first().click();
    await expect.poll(() => topic.getAttribute('aria-label')).toMatch(/known \d+ %/);
  });

  it('shows the history of a card as a report', async () => {
    const known = workbench.page.locator('.pane-body .monaco-list-row[aria-label*="known · "]').first();
    await known.click(); // One row alone: two have no common history.
    await workbench.contextMenu(known, 'Show Card History');
    await workbench.page.locator('.tab.active', { hasText: 'Card history' }).waitFor();
    await workbench.page
      .locator('.view-line', { hasText: /\|\sEasy/ })
      .first()
      .waitFor();
  });

  it('tells in a tooltip what the schedule knows of a card', async () => {
    const known = workbench.page.locator('.pane-body .monaco-list-row[aria-label*="known · "]').first();
    const tooltip = workbench.page.locator('.monaco-hover:not(.hidden)', { hasText: 'Stability: ' });
    for (let attempt = 0; attempt < 5 && (await tooltip.count()) === 0; attempt++) {
      await workbench.page.mouse.move(700, 700);
      await known
        .locator('.monaco-icon-label')
        .hover({ timeout: 5000 })
        .catch(() => undefined);
      await tooltip.waitFor({ timeout: 4000 }).catch(() => undefined);
    }
    expect(await tooltip.innerText()).toMatch(/Due in \d+ days[\s\S]*Chance to recall it now: \d+ %/);
    await workbench.page.mouse.move(700, 700);
  });

  it('narrows down to states and importance, says so, and clears it', async () => {
    await workbench.command('K8s Recall: Filter Topics...');
    const list = workbench.page.locator('.quick-input-list .monaco-list-row');
    await list.filter({ hasText: 'known' }).first().click();
    await list.filter({ hasText: 'learning' }).first().click();
    await workbench.page.keyboard.press('Enter');
    await expect.poll(message).toMatch(/Filtered: .*known.*\. 1 topic\./);
    await expect.poll(() => labels(1)).toEqual([expect.stringMatching(/^Networking, 1 of \d+ topics/)]);
    await workbench.command('K8s Recall: Clear Filter');
    await workbench.treeRow('Architecture').waitFor();
    await expect.poll(message).toBe('');
  });

  it('narrows down to a text that nothing holds, with the way back', async () => {
    await workbench.command('K8s Recall: Filter Topics...');
    const input = workbench.page.locator('.quick-input-widget .quick-input-box input');
    await input.fill('qqqq');
    await workbench.page.keyboard.press('Enter');
    await workbench.page
      .locator('.pane-body .welcome-view a, .pane-body .welcome-view .monaco-button', {
        hasText: 'Clear Filter',
      })
      .click();
    await workbench.treeRow('Networking').waitFor();
  });

  it('sorts, and goes back to the order of the notes', async () => {
    // The user's own notes stand before the chapters.
    const first = async (): Promise<string | undefined> => (await labels(1))[1];
    await workbench.command('K8s Recall: Sort Topics...');
    await workbench.choose('Weakest first');
    await expect.poll(first).toMatch(/^Networking/);
    await workbench.command('K8s Recall: Sort Topics...');
    await workbench.choose('Order of the notes');
    await expect.poll(first).toMatch(/^Architecture/);
  });

  it('finds cards by question, by answer and by pinyin initials', async () => {
    const input = workbench.page.locator('.quick-input-widget .quick-input-box input');
    await workbench.command('K8s Recall: Search Questions and Answers');
    await input.fill('headless');
    await workbench.page
      .locator('.quick-input-list .monaco-list-row', { hasText: /headless/i })
      .first()
      .waitFor();
    await input.fill('ldszx');
    await workbench.choose('两地三中心');
    await workbench.page.locator('.tab.active', { hasText: 'bank.md' }).waitFor();
  });

  it('selects the topic of the note that is read or edited', async () => {
    const row = workbench.treeRow('How do we roll out?');
    await workbench.page.locator('.view-line', { hasText: 'Blue-green' }).first().click();
    await expect.poll(() => row.getAttribute('aria-selected')).toBe('true');
  });

  it('switches the language of the notes, whatever VS Code speaks', async () => {
    await workbench.command('K8s Recall: Switch Language of the Notes');
    await workbench.treeRow('网络').waitFor();
    await workbench.command('K8s Recall: Switch Language of the Notes');
    await workbench.treeRow('Networking').waitFor();
  });

  it('nothing was reported as an error', async () => {
    expect(await workbench.errors()).toEqual([]);
  });
});
