import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useTestDeck } from '../workbench/testDeck.ts';
import { Workbench } from '../workbench/workbench.ts';

/** Every type of card, answered by keyboard alone, in notes made for the purpose. */
describe('cards', () => {
  let workbench: Workbench;
  let quiz: Frame;
  beforeAll(async () => {
    workbench = await Workbench.open({ prepare: useTestDeck });
    await workbench.showTopics();
  });
  afterAll(async () => {
    await workbench.close();
  });
  beforeEach(({ onTestFailed, task }) => {
    onTestFailed(() => workbench.picture(task.name));
  });

  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);
  const type = (text: string): Promise<void> => workbench.page.keyboard.type(text);
  const text = (selector: string): Promise<string> => quiz.locator(selector).first().innerText();
  const events = async (): Promise<
    { k: string; c?: string; w?: string; n?: string; of?: string; i: string }[]
  > => (await workbench.journal()).map((line) => JSON.parse(line) as { k: string; i: string });

  /** Starts the quiz of a topic; from then on only keys are used. */
  async function open(topic: string): Promise<void> {
    quiz = await workbench.quizTopic('Card types', topic);
    await quiz.locator('header .topic', { hasText: topic }).waitFor();
    await expect.poll(() => quiz.locator('progress').getAttribute('value')).toBe('0');
    await focused();
  }
  /** The focus is somewhere in the page's content: on the card, in a field, on a step. */
  async function focused(): Promise<string> {
    const where = (): Promise<string> =>
      quiz.evaluate<string>(`document.activeElement === document.body ? '' : document.activeElement.tagName`);
    await expect.poll(where).not.toBe('');
    return where();
  }
  async function revealed(): Promise<void> {
    await quiz.locator('.grades').waitFor();
    await focused();
  }
  const proposed = (): Promise<string> => text('.grade.proposed .name');

  it('explain: the clock, words that tick points, and the follow-up behind it', async () => {
    await open('Explain');
    await press('t');
    await quiz.locator('[role=timer]', { hasText: /^(90|8\d) s$/ }).waitFor();
    await press('t');
    expect(await quiz.locator('[role=timer]').count()).toBe(0);
    await press('Enter');
    await quiz.locator('textarea:focus').waitFor();
    await type('the replicaset controler makes missing pods 1 2 u b s x; scheduler');
    await press('Control+Enter');
    await revealed();
    expect(await quiz.locator('.points input:checked').count()).toBe(2);
    expect(await text('.points li:nth-child(2) .why')).toMatch(/^you wrote: replicaset controler/);
    expect(await proposed()).toContain('Good');
    await press('4');
    await quiz.locator('.main-question', { hasText: 'at its size' }).waitFor();
    expect(await text('#question')).toBe('What if a node dies?');
    // Who has typed keeps the field on the next card.
    expect(await focused()).toBe('TEXTAREA');
    await press('Escape');
    await press('Space');
    await revealed();
    await press('4');
    await quiz.locator('#summary').waitFor();
    expect(await text('.suggestion')).toContain('1 point was missed');
  });

  it('a missed point comes back as a card of its own', async () => {
    await quiz.locator('.suggestion button').focus();
    await press('Enter');
    await quiz.locator('.given').waitFor();
    expect(await text('.given')).not.toContain('Deployment controller');
    expect(await text('.given')).toContain('Scheduler');
    await press('Enter');
    await type('moves pods from one replicaset to the new one');
    await press('Control+Enter');
    await revealed();
    expect(await text('.verdict-line')).toMatch(/^Recognised: /);
    await press('Enter');
    await quiz.locator('.task', { hasText: /./ }).or(quiz.locator('#summary')).first().waitFor();
    await expect
      .poll(events)
      .toContainEqual(expect.objectContaining({ k: 'review', c: 't-explain#explain/1of3', g: 3 }));
  });

  it('list: each entry is recognised as it is typed, in any order', async () => {
    await open('List');
    await press('Enter');
    await quiz.locator('input:focus').waitFor();
    await type('Container Runtime');
    await quiz.locator('.field.found', { hasText: '✓ container runtime' }).waitFor();
    await press('Enter');
    await type('kubelet');
    await press('Enter');
    await type('kubeproxy');
    await quiz.locator('.hint', { hasText: '3 of 3 recognised' }).waitFor();
    await press('Enter');
    await revealed();
    expect(await text('.count')).toBe('3 of 3');
    expect(await proposed()).toContain('Good');
    await press('4');
    await quiz.locator('#summary').waitFor();
  });

  it('order: steps are moved with Alt and the arrows', async () => {
    await open('Order');
    const right = ['Admission', 'Storage', 'Scheduling', 'Sandbox'];
    const steps = async (): Promise<string[]> => {
      const all = await quiz.locator('.step .note').allInnerTexts();
      return all.map((step) => step.trim());
    };
    expect(await steps()).not.toEqual(right);
    await press('Enter');
    await quiz.locator('.step:focus').waitFor();
    for (const [place, name] of right.entries()) {
      const at = (await steps()).indexOf(name);
      // The focus is on the step that was moved last.
      const from = await quiz.evaluate<number>(
        `[...document.querySelectorAll('.step')].indexOf(document.activeElement)`,
      );
      for (let i = from; i < at; i += 1) await press('ArrowDown');
      for (let i = from; i > at; i -= 1) await press('ArrowUp');
      for (let i = at; i > place; i -= 1) await press('Alt+ArrowUp');
      await expect.poll(async () => (await steps())[place]).toBe(name);
      await quiz.locator('.step:focus', { hasText: name }).waitFor();
    }
    await press('Space');
    await revealed();
    expect(await text('.count')).toBe('4 of 4');
    expect(await proposed()).toContain('Good');
    await press('4');
    await quiz.locator('#summary').waitFor();
  });

  it('order: a step may be dragged', async () => {
    await open('Order');
    const first = quiz.locator('.step').first();
    const name = await first.locator('.note').innerText();
    await first.dragTo(quiz.locator('.step').last());
    await expect.poll(() => quiz.locator('.step').last().locator('.note').innerText()).toBe(name);
  });

  it('table: the cells of a row', async () => {
    await open('Table');
    expect(await text('#question')).toContain('iptables');
    await press('Enter');
    await type('rule by rule, one after another');
    await press('Enter');
    await type('whole tables');
    await press('Enter');
    await type('1.3');
    await press('Enter');
    await revealed();
    const ticks = `[...document.querySelectorAll('.points input')].map(({ checked }) => checked)`;
    expect(await quiz.evaluate<boolean[]>(ticks)).toEqual([true, true, false]);
    await press('2');
    await quiz.locator('input').first().waitFor();
  });

  it('define: in both directions', async () => {
    await open('Define');
    expect(await text('#question')).toBe('Sandbox');
    await press('Enter');
    await type('namespaces shared by the containers');
    await press('Control+Enter');
    await revealed();
    expect(await text('.verdict-line')).toContain('Recognised');
    await press('4');
    await quiz.locator('input#answer').waitFor();
    await type('sandbx');
    await press('Enter');
    await revealed();
    expect(await text('.verdict-line')).toContain('Recognised: sandbx');
    await press('4');
    await quiz.locator('textarea').waitFor();
    // What is not recognised is not failed: nothing is proposed.
    await type('no idea');
    await press('Control+Enter');
    await revealed();
    expect(await quiz.locator('.grade.proposed').count()).toBe(0);
    await press('Enter');
    await revealed();
    await press('1');
    await quiz.locator('input#answer').waitFor();
  });

  it('cloze: the gap is filled', async () => {
    await open('Cloze');
    await press('Enter');
    await type('two');
    expect(await text('#question')).toContain('when two of them');
    await press('Enter');
    await revealed();
    expect(await proposed()).toContain('Good');
    await press('4');
    await quiz.locator('#summary').waitFor();
  });

  it('choice: a digit chooses, and every option says why', async () => {
    await open('Choice');
    const options = await quiz.locator('.option').allInnerTexts();
    const right = options.findIndex((option) => option.includes('configMap'));
    await press(String(right + 1));
    await revealed();
    expect(await quiz.locator('.options .why').count()).toBe(3);
    await quiz.locator('.correct .verdict', { hasText: 'right' }).waitFor();
    await press('4');
    await quiz.locator('#summary').waitFor();
  });

  it('manifest: what a line does, and an edit that is compared by meaning', async () => {
    await open('Manifest');
    // The define cards of the same concept come first.
    while ((await quiz.locator('mark.line').count()) === 0) {
      await press('Escape');
      await press('Space');
      await revealed();
      await press('4');
      await quiz.locator('.grades').waitFor({ state: 'detached' });
    }
    expect(await text('mark.line')).toContain('clusterIP: None');
    await press('Space');
    await revealed();
    await press('4');
    await quiz.locator('textarea.yaml').waitFor();
    await press('Enter');
    await quiz.locator('textarea.yaml:focus').waitFor();
    await press('Control+End');
    await type('  clusterIP: "None" # no address');
    await press('Control+Enter');
    await revealed();
    expect(await text('.verdict-line')).toBe('The manifest does what was asked.');
    expect(await quiz.locator('pre code .hljs-attr').count()).toBeGreaterThan(3);
    expect(await proposed()).toContain('Good');
    await press('Enter');
    await quiz.locator('#summary, #question').first().waitFor();
  });

  it('flag, other language, tomorrow, suspend and bad card, each with a key and each undone', async () => {
    await open('Explain');
    const question = await text('#question');
    await press('f');
    await quiz.locator('.flag').waitFor();
    await press('f');
    await quiz.locator('.flag').waitFor({ state: 'detached' });
    await press('l');
    await quiz.locator('aside[lang="zh-CN"]', { hasText: '什么让 Deployment 保持规模' }).waitFor();
    await press('l');
    await quiz.locator('aside').waitFor({ state: 'detached' });
    for (const key of ['b', 's']) {
      await press(key);
      await expect.poll(() => text('#question, #summary')).not.toBe(question);
      await focused();
      await press('u');
      await expect.poll(() => text('#question, #summary')).toBe(question);
    }
    await press('x');
    await quiz.locator('dialog.bad').waitFor();
    await press('Shift+Tab');
    await quiz.locator('dialog.bad input:focus').waitFor();
    await type('2 or 3 controllers?');
    await press('Tab');
    await press('2');
    await expect.poll(() => text('#question, #summary')).not.toBe(question);
    await focused();
    await expect
      .poll(events)
      .toContainEqual(expect.objectContaining({ k: 'flag', w: 'unclear', n: '2 or 3 controllers?' }));
    const kinds = (await events()).map(({ k }) => k);
    expect(kinds).toEqual(expect.arrayContaining(['bury', 'suspend', 'flag', 'undo']));
    await press('u');
    await expect.poll(() => text('#question, #summary')).toBe(question);
  });

  it('? lists the keys, and no key answers a card below it', async () => {
    await press('?');
    await quiz.locator('dialog[open]', { hasText: 'Report a bad card' }).waitFor();
    for (const key of ['b', 's', '1', 'Control+Enter']) await press(key);
    expect(await quiz.locator('.grades').count()).toBe(0);
    await press('?');
    await quiz.locator('dialog[open]').waitFor({ state: 'detached' });
    await focused();
  });

  it('no key fires while an input method composes, in no kind of field', async () => {
    const session = await workbench.page.context().newCDPSession(workbench.page);
    const compose = async (): Promise<void> => {
      await session.send('Input.imeSetComposition', { text: 'jiedian', selectionStart: 7, selectionEnd: 7 });
      for (const key of ['Space', '1', '4', 'b', 'Enter', 'Control+Enter']) await press(key);
      expect(await quiz.locator('.grades').count()).toBe(0);
      await session.send('Input.insertText', { text: '节点' });
    };
    for (const [topic, field] of [
      ['Explain', 'textarea'],
      ['List', '.field input'],
      ['Cloze', 'input#answer'],
      ['Table', '.field input'],
    ] as const) {
      await open(topic);
      const question = await text('#question');
      await press('Enter');
      await quiz.locator(`${field}:focus`).first().waitFor();
      await compose();
      expect(await quiz.locator(field).first().inputValue(), topic).toContain('节点');
      expect(await text('#question')).toContain(question.slice(0, 10));
    }
    const before = (await events()).filter(({ k }) => k === 'bury').length;
    expect(before).toBe(1);
  });

  it('hostile notes are text: no script, no address, no picture, no style', async () => {
    await open('Hostile');
    expect(await text('#question')).toContain('<script>');
    await press('Space');
    await revealed();
    await quiz.locator('details summary').focus();
    await press('Enter');
    const found = await quiz.evaluate<number>(
      `document.querySelectorAll('main script, main img, main iframe, main style, main svg, main [onload], main [onerror], main a[href^="javascript"], main a[href^="command"]').length`,
    );
    expect(found).toBe(0);
    expect(await quiz.evaluate<string>('document.title')).not.toContain('owned');
    expect((await text('main')).length).toBeGreaterThan(100_000);
    await press('3');
    await expect
      .poll(events)
      .toContainEqual(expect.objectContaining({ k: 'review', c: 't-hostile-text#explain' }));
  });

  it('practice leaves the schedule alone', async () => {
    const reviews = async (): Promise<number> => (await events()).filter(({ k }) => k === 'review').length;
    const before = await reviews();
    await workbench.command('Cram Topic');
    await workbench.page.locator('.quick-input-widget', { hasText: 'What does a quorum stand?' }).waitFor();
    await type('Cloze');
    await press('Enter');
    await workbench.page.locator('.tab.active', { hasText: 'Cloze (practice)' }).waitFor();
    quiz = await workbench.quiz();
    await quiz.locator('#question').waitFor();
    await press('Space');
    await revealed();
    await press('1');
    await expect.poll(() => quiz.locator('.grades').count()).toBe(0);
    await press('Space');
    await revealed();
    await press('3');
    await quiz.locator('#summary').waitFor();
    expect(await text('article')).toContain('the schedule has not changed');
    expect(await reviews()).toBe(before);
  });

  it('ten minutes of must cards are one click', async () => {
    await workbench.page.locator('.composite.title').first().hover();
    await workbench.page
      .locator('.composite.title .action-label[aria-label^="10 Minutes of Must Cards"]')
      .click();
    await workbench.page.locator('.tab.active', { hasText: 'Must cards, 10 min' }).waitFor();
  });

  it('nothing was reported as an error', async () => {
    expect(await workbench.errors()).toEqual([]);
  });
});
