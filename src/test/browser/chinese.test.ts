import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Workbench } from '../workbench/workbench.ts';

/** Another window's journal with a torn and a damaged line, as a crash or a sync tool leaves it. */
const damaged = [
  '{"i":"old-0","t":1795352651120,"d":20779,"k":"review","c":"service-types#explain","g":3,"ms":41200}',
  '{"i":"old-1","t":17953526',
  'not json at all',
].join('\n');

describe('in Chinese, with a damaged journal', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await Workbench.open({
      locale: 'zh-cn',
      prepare: async ({ userData }) => {
        const storage = path.join(userData, 'User', 'globalStorage', 'k8s-recall.k8s-recall', 'journal');
        await mkdir(storage, { recursive: true });
        await writeFile(path.join(storage, 'old.jsonl'), damaged);
      },
    });
  });
  afterAll(async () => {
    await workbench.close();
  });
  beforeEach(({ onTestFailed, task }) => {
    onTestFailed(() => workbench.picture(task.name));
  });

  it('the tree speaks Chinese and counts the readable line of the journal', async () => {
    await workbench.showTopics();
    const label = await (await workbench.topic('网络', 'Service 类型')).getAttribute('aria-label');
    expect(label).toMatch(/到期|掌握/);
  });

  it('says once that lines cannot be read', async () => {
    await workbench.page.locator('.notification-toast', { hasText: /行复习记录无法读取/ }).waitFor();
  });

  it('the quiz speaks Chinese', async () => {
    const quiz = await workbench.quizTopic('网络', 'Service 类型', '测验该主题');
    expect(await quiz.locator('h1#question').getAttribute('lang')).toBe('zh-CN');
    await quiz.locator('main').focus();
    await workbench.page.keyboard.press('Space');
    await quiz.locator('.grade', { hasText: '良好' }).waitFor();
  });

  it('no key of the quiz fires while an input method composes', async () => {
    const quiz = await workbench.quiz();
    await workbench.page.keyboard.press('4');
    await quiz.locator('textarea').focus();
    const session = await workbench.page.context().newCDPSession(workbench.page);
    await session.send('Input.imeSetComposition', { text: 'jiedian', selectionStart: 7, selectionEnd: 7 });
    await workbench.page.keyboard.press('Space');
    await workbench.page.keyboard.press('1');
    expect(await quiz.locator('.grades').count()).toBe(0);
    await session.send('Input.insertText', { text: '节点' });
    expect(await quiz.locator('textarea').inputValue()).toContain('节点');
  });

  it('hovers speak Chinese', async () => {
    await workbench.openFile('service.yaml');
    const text = await workbench.hover('NodePort');
    expect(text).toMatch(/NodePort · Service 类型/);
    expect(text).toMatch(/面试/);
  });
});
