import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Workbench } from '../workbench/workbench.ts';

/** The flow of a first evening, in one workbench: each step goes on where the one before ended. */
describe('tree and quiz', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await Workbench.open();
  });
  afterAll(async () => {
    await workbench.close();
  });
  beforeEach(({ onTestFailed, task }) => {
    onTestFailed(() => workbench.picture(task.name));
  });

  /** Whatever an answer is typed into. */
  const answer = '#answer';
  const reviews = async (): Promise<{ k: string; c?: string; g?: number; of?: string; i: string }[]> =>
    (await workbench.journal()).map((line) => JSON.parse(line) as { k: string; i: string });

  it('the tree shows chapters and topics and what is known of them', async () => {
    await workbench.showTopics();
    const topic = await workbench.topic('Networking', 'Service types');
    expect(await topic.getAttribute('aria-label')).toMatch(/^Service types, new/);
  });

  it('a chapter folds and unfolds by keyboard', async () => {
    const chapter = workbench.treeRow('Networking');
    await workbench.page.keyboard.press('ArrowLeft');
    await expect.poll(async () => chapter.getAttribute('aria-expanded')).toBe('false');
    await workbench.page.keyboard.press('ArrowRight');
    await workbench.treeRow('Service types').waitFor();
  });

  it('a topic opens its note at the heading', async () => {
    await workbench.treeRow('Service types').click();
    await workbench.page.locator('.tab.active', { hasText: '.md' }).waitFor();
    await workbench.page
      .locator('.view-line', { hasText: /^###\sWhich\sService\stypes/ })
      .first()
      .waitFor();
    expect(await workbench.page.locator('.view-line', { hasText: '<!--' }).count()).toBe(0);
  });

  it('a quiz hides the answer, reveals it with Space and takes a grade with a digit', async () => {
    const quiz = await workbench.quizTopic('Networking', 'Service types');
    expect(await quiz.locator('.grades').count()).toBe(0);
    await quiz.locator('main').focus();
    await workbench.page.keyboard.press('Space');
    await quiz.locator('.grades').waitFor();
    expect(await quiz.locator('.grade').count()).toBe(4);
    expect(await quiz.locator('.grade .interval').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringMatching(/\d+(\.\d)? (min|d)/)]),
    );
    const left = await quiz.locator('header .left').innerText();
    await workbench.page.keyboard.press('4');
    await quiz.locator('textarea').waitFor();
    expect(await quiz.locator('header .left').innerText()).not.toBe(left);
    await expect.poll(reviews).toContainEqual(expect.objectContaining({ k: 'review', g: 4 }));
  });

  it('U takes the grade back and shows the answer again', async () => {
    const quiz = await workbench.quiz();
    await workbench.page.keyboard.press('u');
    await quiz.locator('.grades').waitFor();
    const [review] = (await reviews()).filter(({ k }) => k === 'review');
    await expect.poll(reviews).toContainEqual(expect.objectContaining({ k: 'undo', of: review?.i }));
    await workbench.page.keyboard.press('3');
    await quiz.locator('textarea').waitFor();
  });

  it('a typed answer stands beside the points, which can be ticked; the grade follows them', async () => {
    const quiz = await workbench.quiz();
    // Goes on until a card with points comes.
    for (let card = 0; card < 20; card++) {
      await quiz.locator(answer).first().waitFor();
      await workbench.page.keyboard.press('Enter');
      await quiz.locator(`${answer}:focus`).first().waitFor();
      await workbench.page.keyboard.type('clusterip 1 2 u');
      await workbench.page.keyboard.press('Control+Enter');
      await quiz.locator('.grades').waitFor();
      expect(await quiz.locator('.typed').innerText()).toContain('clusterip 1 2 u');
      if ((await quiz.locator('.points input').count()) > 1) break;
      await workbench.page.keyboard.press('3');
    }
    // What was not recognised is not failed: it is for the user to tell.
    expect(await quiz.locator('.grade.proposed .name', { hasText: 'Again' }).count()).toBe(0);
    const boxes = await quiz.locator('.points input').all();
    for (const box of boxes) await box.check();
    await quiz.locator('.grade.proposed .name', { hasText: 'Good' }).waitFor();
  });

  it('a window reload restores the very card, with what was typed and ticked', async () => {
    const before = await workbench.quiz();
    const question = await before.locator('h1#question').innerText();
    await workbench.reload();
    const quiz = await workbench.quiz();
    await quiz.locator('.grades').waitFor();
    expect(await quiz.locator('h1#question').innerText()).toBe(question);
    expect(await quiz.locator('.typed').innerText()).toBe('clusterip 1 2 u');
    expect(await quiz.locator('.points input:not(:checked)').count()).toBe(0);
  });

  it('Enter accepts the proposed grade, and the session ends with a summary', async () => {
    const quiz = await workbench.quiz();
    let choices = 0;
    // In one look: the page may turn between two.
    const progress = (): Promise<string> =>
      quiz.evaluate<string>(
        `document.querySelector('h1#summary') ? 'over' : document.querySelector('header .left').textContent`,
      );
    for (let step = 0; step < 150 && (await progress()) !== 'over'; step++) {
      const before = await progress();
      // From the field or from outside: who has typed once keeps the field on the next card.
      if ((await quiz.locator('button.option').count()) > 1) {
        await quiz.locator('main').focus();
        await workbench.page.keyboard.press('1');
        await quiz.locator('.options .verdict', { hasText: 'right' }).waitFor();
        choices += 1;
      } else if ((await quiz.locator('.grades').count()) === 0) {
        await workbench.page.keyboard.press('Control+Enter');
      }
      await quiz.locator('.grades').waitFor();
      await workbench.page.keyboard.press('4');
      await expect.poll(progress).not.toBe(before);
    }
    expect(choices).toBeGreaterThan(0);
    expect(await quiz.locator('h1#summary').innerText()).toContain('Service types');
    expect(await quiz.locator('tbody tr').count()).toBeGreaterThan(2);
    expect(await quiz.locator('tbody').innerText()).toMatch(/in \d+ (days|min|months)|tomorrow/);
  });

  it('the tree shows what is known now', async () => {
    await workbench.showTopics();
    const row = await workbench.topic('Networking', 'Service types');
    await expect.poll(async () => row.getAttribute('aria-label')).toMatch(/known \d+ %/);
  });

  it('a card has one memory in both languages', async () => {
    await workbench.configure({ 'k8sRecall.language': 'zh-cn' });
    await workbench.showTopics();
    const row = await workbench.topic('网络', 'Service 类型');
    const known = /known (\d+) %/.exec((await row.getAttribute('aria-label')) ?? '')?.[1];
    expect(Number(known)).toBeGreaterThan(90);
    await workbench.configure({ 'k8sRecall.language': 'auto' });
    await workbench.topic('Networking', 'Service types');
  });

  it('nothing was reported as an error', async () => {
    expect(await workbench.errors()).toEqual([]);
  });
});
