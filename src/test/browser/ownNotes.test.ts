import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Workbench } from '../workbench/workbench.ts';

/** Notes as people write them: no marks, mixed numbering, full-width punctuation. */
const messy = `#  容器基础

##  Pod 是什么
Pod 是最小的调度单位
1）共享网络命名空间
2）共享存储卷
3）生命周期一致

## Node 的组件
Node 组成如下：
* kubelet
* kube-proxy
* 容器运行时
`;

describe("the user's own notes", () => {
  let workbench: Workbench;
  let folder: string;
  beforeAll(async () => {
    workbench = await Workbench.open({
      height: 1200, // All chapters and the user's folder at once: rows out of sight do not exist.
      prepare: async ({ folder: profile, userData }) => {
        folder = path.join(profile, 'bank-project');
        await mkdir(path.join(folder, 'deep'), { recursive: true });
        await writeFile(path.join(folder, '基础.md'), messy);
        await writeFile(
          path.join(folder, 'deep', 'net.md'),
          '# Net\n\n## What is CNI?\nThe interface that plugs Pods into a network.\n',
        );
        const file = path.join(userData, 'User', 'settings.json');
        const settings = JSON.stringify({ 'k8sRecall.notes.folders': [folder, '/no/such/folder'] });
        await writeFile(
          file,
          settings.replace(
            '{',
            `{"security.workspace.trust.enabled":false,"workbench.startupEditor":"none",`,
          ),
        );
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

  /** The window looks for changes when it comes to the front, as a watcher sees nothing in this server. */
  const lookAgain = (): Promise<void> => workbench.command('K8s Recall: Reload Notes');

  it('stand in the tree without any setting but the folder, marks or not', async () => {
    await workbench.topic('容器基础', 'Pod 是什么');
    await workbench.topic('Net', 'What is CNI?');
  });

  it('open as the files they are', async () => {
    await (await workbench.topic('容器基础', 'Pod 是什么')).click();
    await workbench.page.locator('.tab.active', { hasText: '基础.md' }).waitFor();
  });

  it('are asked like the built-in ones', async () => {
    const quiz = await workbench.quizTopic('容器基础', 'Node 的组件');
    expect(await quiz.locator('h1#question').innerText()).toMatch(/Node/);
    await quiz.locator('main').focus();
    await workbench.page.keyboard.press('Space');
    await quiz.locator('.grades').waitFor();
    await workbench.page.keyboard.press('4');
    await expect
      .poll(async () => (await workbench.journal()).filter((line) => line.includes('"review"')).join())
      .toContain('bank-project:');
  });

  it('keep their history when the file is edited and renamed outside', async () => {
    await writeFile(
      path.join(folder, '基础.md'),
      messy.replace('## Node 的组件', '## 新的一节\n内容：第一句。\n\n## Node 的组件'),
    );
    await rename(path.join(folder, '基础.md'), path.join(folder, '第一章.md'));
    await lookAgain();
    await workbench.topic('容器基础', '新的一节');
    const row = await workbench.topic('容器基础', 'Node 的组件');
    await expect.poll(() => row.getAttribute('aria-label')).toMatch(/known \d+ %/);
  });

  it('may vanish or break while they are in use', async () => {
    await writeFile(path.join(folder, 'deep', 'net.md'), Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x23]));
    await lookAgain();
    await workbench.treeRow('Net').waitFor({ state: 'detached' });
    await rm(folder, { recursive: true });
    await lookAgain();
    await workbench.treeRow('容器基础').waitFor({ state: 'detached' });
    await workbench.topic('Networking', 'Service types');
    await workbench.page.locator('.notification-toast', { hasText: 'cannot be read' }).first().waitFor();
  });

  it('nothing was reported as an error', async () => {
    expect(await workbench.errors()).toEqual([]);
  });
});
