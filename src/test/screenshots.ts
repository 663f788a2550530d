/**
 * `npm run screenshots`: pictures of tree, quiz and hover in a real workbench, in English and Chinese, for README
 * and walkthrough, and a short tour through them. `--review` writes every theme and width to `build/screenshots` instead, to be looked at;
 * with `--cards` only the types of cards and the progress.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildDist, packVsix } from './workbench/build.ts';
import { buildFolder, root } from './workbench/paths.ts';
import { useTestDeck } from './workbench/testDeck.ts';
import { animate, type Frame } from './workbench/gif.ts';
import { shrinkPng } from './workbench/png.ts';
import { Workbench, type WorkbenchOptions } from './workbench/workbench.ts';

const review = process.argv.includes('--review');
const skipBuild = process.argv.includes('--no-build');

interface Words {
  readonly chapter: string;
  readonly topic: string;
  readonly quiz: string;
  readonly typed: string;
  /** A note as somebody may have it, and a topic in it. */
  readonly note: string;
  readonly noteTopic: string;
}

interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const window: Clip = { x: 0, y: 0, width: 1200, height: 780 };
const sidebar: Clip = { x: 0, y: 30, width: 840, height: 480 };
const panel: Clip = { x: 352, y: 30, width: 848, height: 836 };
const editor: Clip = { x: 352, y: 140, width: 848, height: 400 };

const words: Readonly<Record<'en' | 'zh', Words>> = {
  en: {
    chapter: 'Networking',
    topic: 'Service types',
    quiz: 'Quiz Topic',
    typed:
      'ClusterIP inside the cluster\nNodePort: a port on every node\nLoadBalancer needs a cloud or MetalLB',
    note: `# Questions from the last project

## How do we roll out without downtime?
Readiness first, then the rollout strategy:
- maxUnavailable 0, maxSurge 1
- preStop waits until the balancer has noticed
- the database changes in two steps

## What did the bank ask about security?
- who may read Secrets
- how images are signed
- what happens when a node is taken over
`,
    noteTopic: 'How do we roll out without downtime?',
  },
  zh: {
    chapter: '网络',
    topic: 'Service 类型',
    quiz: '测验该主题',
    typed: 'ClusterIP 只在集群内\nNodePort 每个节点开同一个端口\nLoadBalancer 要有云或 MetalLB',
    note: `# 上个项目被问到的问题

## 怎么做到发布不中断？
先看就绪探针，再看滚动策略：
- maxUnavailable 0，maxSurge 1
- preStop 等负载均衡感知
- 数据库分两步变更

## 银行客户关心哪些安全问题？
- 谁能读 Secret
- 镜像怎么签名
- 节点被攻破了怎么办
`,
    noteTopic: '怎么做到发布不中断？',
  },
};

async function take(
  language: 'en' | 'zh',
  folder: string,
  suffix: string,
  options: WorkbenchOptions,
): Promise<void> {
  const { chapter, topic, quiz: quizLabel, typed, note, noteTopic } = words[language];
  const workbench = await Workbench.open({
    workspace: path.join(root, 'media', 'samples'),
    width: 1200,
    height: 900,
    ...(language === 'zh' ? { locale: 'zh-cn' } : {}),
    ...options,
    prepare: async ({ folder: profile, userData }) => {
      const own = path.join(profile, 'bank-project');
      await mkdir(own, { recursive: true });
      await writeFile(path.join(own, 'questions.md'), note);
      const file = path.join(userData, 'User', 'settings.json');
      const known = JSON.parse(await readFile(file, 'utf8')) as object;
      await writeFile(file, JSON.stringify({ ...known, 'k8sRecall.notes.folders': [own] }));
    },
    settings: {
      'editor.minimap.enabled': false,
      'breadcrumbs.enabled': false,
      'window.commandCenter': false,
      ...options.settings,
    },
  });
  /** Pictures for people show the part that matters; those for a review show everything. */
  const shot = async (name: string, clip: Clip): Promise<void> => {
    const file = path.join(folder, `${name}${suffix}.png`);
    if (review) await workbench.page.screenshot({ path: file });
    else await writeFile(file, shrinkPng(await workbench.page.screenshot({ clip })));
  };
  const frames: Frame[] = [];
  const frame = async (stands: number): Promise<void> => {
    frames.push({ png: await workbench.page.screenshot({ clip: window }), stands });
  };
  try {
    await workbench.showTopics();
    await workbench.topic(chapter, topic);
    await frame(2000);
    const quiz = await workbench.quizTopic(chapter, topic, quizLabel);
    await workbench.page.waitForTimeout(400);
    if (review) await shot('question', panel);
    await frame(1500);
    await quiz.locator('textarea').fill(typed);
    await frame(1500);
    await workbench.page.keyboard.press('Control+Enter');
    await quiz.locator('.grades').waitFor();
    await frame(3000);
    const boxes = await quiz.locator('.points input').all();
    for (const box of boxes.slice(0, -1)) await box.check();
    await quiz.locator('main').focus();
    await workbench.page.mouse.move(700, 880);
    await workbench.page.waitForTimeout(400);
    await shot('quiz', panel);
    // A few reviews, so that the tree has something to tell.
    for (const grade of ['4', '3', '4', '1', '4']) {
      if ((await quiz.locator('.grades').count()) === 0) await workbench.page.keyboard.press('Control+Enter');
      await quiz.locator('.grades').waitFor();
      await workbench.page.keyboard.press(grade);
      await quiz.locator('#answer, .field, .option, .step').first().waitFor();
    }
    await workbench.treeRow(topic).click();
    await workbench.cards(chapter, topic);
    await workbench.page.waitForTimeout(800);
    await shot('tree', sidebar);
    await frame(2500);
    await workbench.treeRow(chapter).click();
    await workbench.topic(noteTopic, noteTopic).then((row) => row.click());
    await workbench.page.waitForTimeout(1200);
    await shot('notes', sidebar);
    await frame(2500);
    await workbench.openFile('shop.yaml');
    await workbench.command('Go to Line/Column...');
    await workbench.page.waitForTimeout(300);
    await workbench.page.keyboard.press('Escape');
    await workbench.page.keyboard.press('Control+F');
    await workbench.page.keyboard.type('type: NodePort');
    await workbench.page.keyboard.press('Escape');
    await workbench.page.waitForTimeout(400);
    await workbench.hover('NodePort');
    await shot('hover', editor);
    await frame(4000);
    if (!review) await writeFile(path.join(root, 'media', `tour${suffix}.gif`), animate(frames));
  } catch (error) {
    await workbench.picture('screenshots');
    throw error;
  } finally {
    await workbench.close();
  }
}

/** Every type of card before and after the reveal, and the progress, for a review. */
async function takeCards(folder: string, suffix: string, options: WorkbenchOptions): Promise<void> {
  const workbench = await Workbench.open({ width: 1200, height: 860, prepare: useTestDeck, ...options });
  const { page } = workbench;
  const shot = async (name: string): Promise<void> => {
    await page.waitForTimeout(250);
    await page.screenshot({ path: path.join(folder, `${name}${suffix}.png`) });
  };
  const typed: Readonly<Record<string, string>> = {
    Explain: 'the replicaset controller makes missing pods; scheduler',
    List: 'kubelet',
    Order: '',
    Table: 'one rule after the other',
    Define: 'shared namespaces of containers',
    Cloze: 'two',
    Choice: '',
  };
  try {
    await workbench.showTopics();
    for (const [topic, words] of Object.entries(typed)) {
      const quiz = await workbench.quizTopic('Card types', topic);
      await quiz.locator('header .topic', { hasText: topic }).waitFor();
      await page.keyboard.press('Enter');
      if (words !== '') await page.keyboard.type(words);
      if (topic === 'Order') await page.keyboard.press('Alt+ArrowDown');
      if (topic === 'Explain') {
        await page.keyboard.press('Escape');
        for (const key of ['l', 't', 'f']) await page.keyboard.press(key);
      }
      await shot(`card-${topic.toLowerCase()}-question`);
      await page.keyboard.press(topic === 'Choice' ? '1' : 'Control+Enter');
      await quiz.locator('.grades').waitFor();
      await shot(`card-${topic.toLowerCase()}-answer`);
      await page.keyboard.press('Escape');
      await page.keyboard.press('4');
      await page.waitForTimeout(300);
    }
    const quiz = await workbench.quizTopic('Card types', 'Manifest');
    await quiz.locator('header .topic', { hasText: 'Manifest' }).waitFor();
    await shot('card-manifest-line');
    await page.keyboard.press('x');
    await shot('card-bad');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Space');
    await quiz.locator('.grades').waitFor();
    await page.keyboard.press('4');
    await quiz.locator('textarea.yaml').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+End');
    await page.keyboard.type('  clusterIP: none');
    await shot('card-manifest-question');
    await page.keyboard.press('Control+Enter');
    await quiz.locator('.grades').waitFor();
    await shot('card-manifest-answer');
    await page.keyboard.press('2');
    await quiz.locator('.grades').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await shot('card-help');
    await workbench.command('Show Progress');
    await workbench.progress();
    await shot('progress');
  } catch (error) {
    await workbench.picture('screenshots');
    throw error;
  } finally {
    await workbench.close();
  }
}

if (!skipBuild) {
  await buildDist();
  await packVsix();
}
if (review) {
  const folder = path.join(buildFolder, 'screenshots');
  await mkdir(folder, { recursive: true });
  const theme = (name: string): WorkbenchOptions => ({ settings: { 'workbench.colorTheme': name } });
  await takeCards(folder, '-dark', theme('Default Dark Modern'));
  await takeCards(folder, '-light-narrow', { ...theme('Default Light Modern'), width: 780 });
  if (process.argv.includes('--cards')) process.exit(0);
  await take('en', folder, '-dark', theme('Default Dark Modern'));
  await take('zh', folder, '-light-zh', theme('Default Light Modern'));
  await take('en', folder, '-hc', theme('Default High Contrast'));
  await take('en', folder, '-narrow', { ...theme('Default Light Modern'), width: 760 });
} else {
  const folder = path.join(root, 'media', 'walkthrough');
  await mkdir(folder, { recursive: true });
  await take('en', folder, '', { settings: { 'workbench.colorTheme': 'Default Dark Modern' } });
  await take('zh', folder, '.zh-cn', { settings: { 'workbench.colorTheme': 'Default Light Modern' } });
}
