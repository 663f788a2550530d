import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Workbench } from '../workbench/workbench.ts';

interface Line {
  readonly i: string;
  readonly k: string;
  readonly of?: string;
}

/** A user's history under the commands of the palette, in one workbench: each step goes on from the one before. */
describe('the review history', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await Workbench.open();
    await workbench.showTopics();
  });
  afterAll(async () => {
    await workbench.close();
  });
  beforeEach(({ onTestFailed, task }) => {
    onTestFailed(() => workbench.picture(task.name));
  });

  const lines = async (): Promise<Line[]> =>
    (await workbench.journal()).flatMap((line) => {
      try {
        return [JSON.parse(line) as Line];
      } catch {
        return []; // Damaged on purpose.
      }
    });
  const count = async (kind: string): Promise<number> => (await lines()).filter(({ k }) => k === kind).length;
  const toast = (text: string | RegExp): Locator =>
    workbench.page.locator('.notification-toast', { hasText: text });
  const inWorkspace = (name: string): string => path.join(workbench.workspace, name);

  it('is undone by command beside an open quiz, which shows the card again', async () => {
    const quiz = await workbench.quizTopic('Networking', 'Service types');
    const question = await quiz.locator('h1#question').innerText();
    await quiz.locator('main').focus();
    await workbench.page.keyboard.press('Space');
    await quiz.locator('.grades').waitFor();
    await workbench.page.keyboard.press('3');
    await expect.poll(() => count('review')).toBe(1);
    await workbench.command('K8s Recall: Undo Last Review');
    await expect.poll(() => count('undo')).toBe(1);
    await quiz.locator('.grades').waitFor();
    expect(await quiz.locator('h1#question').innerText()).toBe(question);
  });

  it('is redone by command, and the quiz goes on from there', async () => {
    await workbench.command('K8s Recall: Redo Review');
    await expect.poll(() => count('redo')).toBe(1);
    const quiz = await workbench.quiz();
    await quiz.locator('.grades').waitFor({ state: 'detached' });
    await quiz.locator('h1#question').waitFor();
  });

  it('is exported through the dialogs as JSON Lines, CSV and Anki text', async () => {
    for (const [kind, name] of [
      ['Whole history', 'history.jsonl'],
      ['Reviews (CSV)', 'reviews.csv'],
      ['Cards for Anki', 'cards.txt'],
    ] as const) {
      await workbench.clearMessages();
      await workbench.command('K8s Recall: Export Reviews or Cards');
      await workbench.choose(kind);
      await workbench.savePath(inWorkspace(name));
      await toast(new RegExp(`Exported to .*${name}`)).waitFor();
    }
    const history = (await readFile(inWorkspace('history.jsonl'), 'utf8')).trim().split('\n');
    const reviews = history.map((line) => JSON.parse(line) as Line).filter(({ k }) => k === 'review');
    expect(reviews).toHaveLength(1);
    expect(await readFile(inWorkspace('reviews.csv'), 'utf8')).toMatch(
      /\n\S+,\S+,service-types#explain,.*,3,/,
    );
    const anki = await readFile(inWorkspace('cards.txt'), 'utf8');
    expect(anki).toMatch(/^#separator:tab\n/);
    expect(anki).toContain('#guid column:');
    expect(anki.split('\n').length).toBeGreaterThan(1000);
  });

  it('is imported again after it was lost, and counts once however often it is imported', async () => {
    await workbench.loseJournal();
    await workbench.command('View: Close All Editors');
    await workbench.reload();
    await workbench.showTopics();
    expect(await count('review')).toBe(0);
    for (const message of [
      /Imported [1-9]\d* events; 0 were here/,
      /Imported 0 events; [1-9]\d* were here/,
    ]) {
      await workbench.clearMessages();
      await workbench.command('K8s Recall: Import Reviews or Cards');
      await workbench.choose('History (JSON Lines)');
      await workbench.openPath(inWorkspace('history.jsonl'));
      await toast(message).waitFor();
    }
    expect(await count('review')).toBe(1);
    const row = await workbench.topic('Networking', 'Service types');
    await expect.poll(() => row.getAttribute('aria-label')).toMatch(/known \d+ %/);
  });

  it('becomes notes from questions of another tool', async () => {
    await writeFile(inWorkspace('old.md'), 'What is etcd?::A key-value store\n节点是什么::运行 Pod 的机器\n');
    await workbench.command('K8s Recall: Import Reviews or Cards');
    await workbench.choose('Notes with question::answer');
    await workbench.openPath(inWorkspace('old.md'));
    await workbench.savePath(inWorkspace('old-cards.md'));
    await workbench.page.locator('.tab.active', { hasText: 'old-cards.md' }).waitFor();
    expect(await readFile(inWorkspace('old-cards.md'), 'utf8')).toContain('节点是什么');
  });

  it('is checked, and repaired with a copy of before', async () => {
    const folder = path.join(workbench.storage, 'journal');
    const [own = ''] = (await readdir(folder)).filter((name) => name.endsWith('.jsonl'));
    await appendFile(path.join(folder, own), 'not json at all\n');
    const repaired = toast('The journal is repaired');
    // A click that meets a message on the move only takes it away; the check offers the repair again.
    for (let attempt = 0; attempt < 4 && !(await repaired.isVisible()); attempt++) {
      await workbench.clearMessages();
      await workbench.command('K8s Recall: Check Review Journal');
      await workbench.page.locator('.view-line', { hasText: /Damaged\slines\s\(1\)/ }).waitFor();
      const offer = toast('Part of the review journal can be repaired');
      await offer.waitFor();
      await workbench.page.waitForTimeout(700);
      await offer
        .getByText('Repair', { exact: true })
        .click({ timeout: 5000 })
        .catch(() => undefined);
      await repaired.waitFor({ timeout: 8000 }).catch(() => undefined);
    }
    expect(await toast('The journal is repaired').innerText()).toContain('1 files cleaned');
    const files = (await readdir(folder)).filter((name) => name.endsWith('.jsonl'));
    const texts = await Promise.all(files.map((name) => readFile(path.join(folder, name), 'utf8')));
    expect(texts.join('')).not.toContain('not json at all');
    expect(await count('review')).toBeGreaterThan(0);
  });

  it('moves to another folder when the user agrees, and not before', async () => {
    await workbench.clearMessages();
    const target = path.join(workbench.profile.folder, 'my-journal');
    await mkdir(target);
    const reviews = await count('review');
    await workbench.configure({ 'k8sRecall.review.journalFolder': target });
    const dialog = workbench.page.locator('.monaco-dialog-box', { hasText: 'Move the review history' });
    await dialog.waitFor();
    expect(await readdir(target)).toEqual([]);
    await dialog.getByText('Move', { exact: true }).click();
    await toast(/The review history is now in .*my-journal/).waitFor();
    const moved = (await readdir(target)).filter((name) => name.endsWith('.jsonl'));
    const text = (await Promise.all(moved.map((name) => readFile(path.join(target, name), 'utf8')))).join('');
    expect(text.match(/"k":"review"/g)).toHaveLength(reviews);
    const row = await workbench.topic('Networking', 'Service types');
    await expect.poll(() => row.getAttribute('aria-label')).toMatch(/known \d+ %/);
  });

  it('nothing was reported as an error', async () => {
    expect(await workbench.errors()).toEqual([]);
  });
});
