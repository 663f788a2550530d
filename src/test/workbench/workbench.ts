import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Frame, Locator, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import {
  installExtension,
  openProfile,
  startServer,
  type Profile,
  type RunningServer,
} from './codeServer.ts';
import { activateLanguagePack, packLanguagePack } from './languagePack.ts';
import { buildFolder, fixturesFolder, vsixFile } from './paths.ts';

/** What concerns us among the errors on the console: the extension hosts and whatever names the extension. */
const ours = /k8s-recall\.|k8sRecall|K8s Recall|\[Extension Host\]|Error in extension/;

/** Native modules that code-server is installed without; nothing of ours needs them. */
const noise = /spdlog|watchdog|bindings file/;

export interface WorkbenchOptions {
  readonly locale?: 'zh-cn';
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Folder to copy and open; the fixtures' workspace by default. */
  readonly workspace?: string;
  readonly width?: number;
  readonly height?: number;
  /** Called with the profile before the server starts, for instance to damage a file. */
  readonly prepare?: (profile: Profile) => Promise<void>;
}

/** A real workbench with the packed extension: one server, one browser page. */
export class Workbench {
  readonly page: Page;
  readonly profile: Profile;
  readonly workspace: string;
  readonly #server: RunningServer;
  readonly #browser: Browser;
  readonly #errors: string[];

  private constructor(
    page: Page,
    profile: Profile,
    workspace: string,
    server: RunningServer,
    browser: Browser,
    errors: string[],
  ) {
    this.page = page;
    this.profile = profile;
    this.workspace = workspace;
    this.#server = server;
    this.#browser = browser;
    this.#errors = errors;
  }

  static async open(
    options: WorkbenchOptions = {},
    say: (line: string) => void = () => undefined,
  ): Promise<Workbench> {
    const folder = await mkdtemp(path.join(tmpdir(), 'workbench-'));
    const workspace = path.join(folder, 'workspace');
    await cp(options.workspace ?? path.join(fixturesFolder, 'workspace'), workspace, { recursive: true });
    const profile = await openProfile(folder, options.settings);
    await installExtension(profile, vsixFile, say);
    if (options.locale !== undefined) {
      await installExtension(profile, await packLanguagePack(), say);
      await activateLanguagePack(profile);
    }
    await options.prepare?.(profile);
    const locale = options.locale === undefined ? {} : { locale: options.locale };
    const server = await startServer(profile, locale, say);
    const browser = await launchBrowser(say);
    const { width = 1280, height = 800 } = options;
    const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: 1 });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`${server.url}/?folder=${workspace}`);
    await page.locator('.monaco-workbench .activitybar').waitFor();
    return new Workbench(page, profile, workspace, server, browser, errors);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
    await rm(this.profile.folder, { recursive: true, force: true });
  }

  /** Keeps a picture of the window in `build/failures`, for a test that failed. */
  async picture(name: string): Promise<void> {
    const file = path.join(buildFolder, 'failures', `${name.replace(/[^\p{L}\d]+/gu, '-').slice(0, 80)}.png`);
    await this.page.screenshot({ path: file });
  }

  /** Errors of ours that the page or an extension host reported. */
  async errors(): Promise<string[]> {
    // One deliberate error first: a check that sees nothing would prove nothing.
    const deliberate = 'K8s Recall: deliberate error of the test';
    await this.page.evaluate(`console.error(${JSON.stringify(deliberate)})`);
    const found = this.#errors.filter((text) => ours.test(text) && !noise.test(text));
    if (!found.includes(deliberate)) throw new Error('errors of the page go unseen');
    return found.filter((text) => text !== deliberate);
  }

  /** Changes the user's settings and reloads: without native modules the server sees no change of the file. */
  async configure(settings: Readonly<Record<string, unknown>>): Promise<void> {
    const file = path.join(this.profile.userData, 'User', 'settings.json');
    const current = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...current, ...settings }, undefined, 2));
    await this.reload();
  }

  /** Runs a command by its title in the command palette. */
  async command(title: string): Promise<void> {
    await this.#pick('F1', `>${title}`, title);
  }

  /** Takes messages away: the workbench shows three at a time, and a fourth one waits for room. */
  async clearMessages(): Promise<void> {
    await this.command('Notifications: Clear All Notifications');
  }

  /** Takes the entry of an open list that shows `label`, by keyboard: a list that is drawn anew takes no click. */
  async choose(label: string): Promise<void> {
    const rows = this.page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: label }).first().waitFor();
    const focused = this.page.locator('.quick-input-list .monaco-list-row.focused');
    for (let attempt = 0; attempt < 60; attempt++) {
      const text = await focused
        .first()
        .innerText({ timeout: 1000 })
        .catch(() => '');
      if (text.includes(label)) {
        await this.page.keyboard.press('Enter');
        return;
      }
      await this.page.keyboard.press('ArrowDown');
      await this.page.waitForTimeout(50);
    }
    throw new Error(`${label} could not be chosen`);
  }

  /** Names a new file in a dialog, which in the browser is a field for its path. */
  async savePath(file: string): Promise<void> {
    await this.#fillPath(file);
    await this.page.keyboard.press('Enter');
  }

  /** Picks a file that is there in a dialog. */
  async openPath(file: string): Promise<void> {
    await this.#fillPath(`${path.dirname(file)}/`);
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: path.basename(file) });
    await row.click();
  }

  async #fillPath(text: string): Promise<void> {
    const widget = this.page.locator('.quick-input-widget');
    const input = widget.locator('.quick-input-box input');
    await widget.locator('.quick-input-action .monaco-button:visible').first().waitFor();
    // The dialog writes a path of its own first, and completes what is typed from the list below.
    for (let attempt = 0, stood = 0; attempt < 30 && stood < 3; attempt++) {
      await this.page.waitForTimeout(400);
      const value = await input.inputValue();
      stood = value === text ? stood + 1 : 0;
      if (value !== text && value !== '') await input.fill(text);
    }
  }

  async openFile(name: string): Promise<void> {
    const tab = this.page.locator('.tab.active', { hasText: name });
    for (let attempt = 0; attempt < 3; attempt++) {
      await this.#pick('Control+P', name, name);
      const open = await tab.waitFor({ timeout: 8000 }).then(
        () => true,
        () => false,
      );
      if (!open) continue; // A notification or a late focus took the key.
      await this.page.locator('.monaco-editor .view-line').first().waitFor();
      return;
    }
    throw new Error(`${name} did not open`);
  }

  /** Opens a quick input with a key, types, and takes the entry that shows `label`. */
  async #pick(key: string, text: string, label: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input');
    const entry = this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: label });
    for (let attempt = 1; ; attempt++) {
      try {
        await this.page.keyboard.press(key);
        await input.waitFor({ timeout: 3000 });
        await input.fill(text, { timeout: 3000 });
        await entry.waitFor({ timeout: 5000 });
        await this.page.keyboard.press('Enter');
        return;
      } catch (error) {
        // A window that is still starting may close the input again.
        if (attempt === 6) throw error;
        await this.page.keyboard.press('Escape');
        await this.page.waitForTimeout(1000);
      }
    }
  }

  /** Shows the extension's view. */
  async showTopics(): Promise<void> {
    const row = this.page.locator(
      '.pane-body .monaco-list-row[aria-label*="topic"], .pane-body .monaco-list-row[aria-label*="主题"]',
    );
    const icon = this.page.locator('.activitybar .action-label[aria-label^="K8s Recall"]').first();
    for (let attempt = 0; attempt < 10; attempt++) {
      const visible = await row
        .first()
        .waitFor({ timeout: 3000 })
        .then(
          () => true,
          () => false,
        );
      if (visible) return;
      // A click on the icon of the open view would close it, so only after the view has had its time.
      // The badge of due cards lies over the icon, and takes the click for it.
      await icon.click({ force: true });
    }
    throw new Error('the topics did not appear');
  }

  /** Unfolds a chapter, also one of the user's folders, and returns the row of one of its topics. */
  async topic(chapter: string, topic: string): Promise<Locator> {
    const row = this.treeRow(chapter);
    const found = this.treeRow(topic);
    await this.#unfoldFolders(row.or(found));
    // A folder with one chapter shows its topics at once.
    if ((await row.count()) === 0) return found;
    for (let attempt = 0; attempt < 10; attempt++) {
      // A click that meets a refresh of the tree is lost, so look again before the next one.
      if ((await row.getAttribute('aria-expanded')) === 'false')
        await row.click({ timeout: 5000 }).catch(() => undefined);
      const visible = await found.waitFor({ timeout: 4000 }).then(
        () => true,
        () => false,
      );
      if (visible) return found;
    }
    throw new Error(`${topic} did not appear under ${chapter}`);
  }

  /** Unfolds the user's folders until a row of theirs is there. */
  async #unfoldFolders(row: Locator): Promise<void> {
    const folded = this.page.locator(
      '.pane-body .monaco-list-row[aria-expanded="false"]:is([aria-label^="My notes: "], [aria-label^="我的笔记："])',
    );
    for (let attempt = 0; attempt < 10; attempt++) {
      const visible = await row
        .first()
        .waitFor({ timeout: 2000 })
        .then(
          () => true,
          () => false,
        );
      if (visible) return;
      for (const folder of await folded.all()) await folder.click({ timeout: 3000 }).catch(() => undefined);
    }
    await row.first().waitFor();
  }

  /** Unfolds a topic and returns the rows of its cards. */
  async cards(chapter: string, topic: string): Promise<Locator> {
    const row = await this.topic(chapter, topic);
    const cards = this.page.locator('.pane-body .monaco-list-row[aria-level="3"]');
    for (let attempt = 0; attempt < 10; attempt++) {
      if ((await row.getAttribute('aria-expanded')) === 'false') {
        // A click on the name would open the note.
        await row
          .locator('.monaco-tl-twistie')
          .click({ timeout: 5000 })
          .catch(() => undefined);
      }
      const visible = await cards
        .first()
        .waitFor({ timeout: 4000 })
        .then(
          () => true,
          () => false,
        );
      if (visible) return cards;
    }
    throw new Error(`the cards of ${topic} did not appear`);
  }

  /** Chooses an entry of a row's context menu. */
  async contextMenu(row: Locator, label: string): Promise<void> {
    const entry = this.page.locator('.monaco-menu .action-label', { hasText: label }).first();
    for (let attempt = 0; attempt < 6; attempt++) {
      await row.click({ button: 'right', timeout: 5000 }).catch(() => undefined);
      const chosen = await entry
        .waitFor({ timeout: 4000 })
        .then(() => this.page.waitForTimeout(300)) // A menu takes no click in its first moments.
        .then(() => entry.click({ timeout: 3000 }))
        .then(() => entry.waitFor({ state: 'detached', timeout: 3000 }))
        .then(
          () => true,
          () => false,
        );
      if (chosen) return;
      await this.page.keyboard.press('Escape');
    }
    throw new Error(`"${label}" is not in the menu`);
  }

  /** Starts the quiz of a topic with the button of its row. */
  async quizTopic(chapter: string, topic: string, label = 'Quiz Topic'): Promise<Frame> {
    const asks = this.page.locator('.quick-input-widget:visible');
    for (let attempt = 0; attempt < 6; attempt++) {
      const row = await this.topic(chapter, topic);
      await row.hover({ timeout: 5000 }).catch(() => undefined);
      const button = row.getByLabel(label, { exact: true });
      const clicked = await button.click({ timeout: 5000 }).then(
        () => true,
        () => false,
      );
      if (!clicked) continue; // The tree was drawn anew under the pointer.
      // A tree that is drawn anew under the click forgets its row, and the command asks for a topic.
      const asked = await asks.waitFor({ timeout: 400 }).then(
        () => true,
        () => false,
      );
      if (!asked) break;
      await this.page.keyboard.press('Escape');
    }
    const quiz = await this.quiz();
    await quiz.locator('h1#question').waitFor();
    return quiz;
  }

  /** Starts what is due with the button of the view. */
  async startDue(): Promise<Frame> {
    const tab = this.page.locator('.tab.active', { hasText: 'Quiz: Due cards' });
    for (let attempt = 0; attempt < 4; attempt++) {
      await this.page.locator('.composite.title').first().hover();
      await this.page.locator('.composite.title .action-label[aria-label^="Start Due Cards"]').click();
      const open = await tab.waitFor({ timeout: 8000 }).then(
        () => true,
        () => false,
      );
      if (open) return this.quiz();
    }
    throw new Error('the session of due cards did not start');
  }

  /** A row of the tree, by its name. */
  treeRow(name: string): Locator {
    return this.page.locator(`.pane-body .monaco-list-row[aria-label^="${name}, "]`);
  }

  /** Text of the hover on the first place where `text` stands in the active editor. */
  async hover(text: string, attempts = 20): Promise<string> {
    const word = this.page.locator('.editor-instance .view-line span span', { hasText: text }).first();
    const popup = this.page.locator('.monaco-hover:not(.hidden) .hover-contents', { hasText: /\S/ });
    for (let attempt = 0; attempt < attempts; attempt++) {
      await this.page.mouse.move(5, 5);
      // While the window settles the word may move away under the pointer; the next round finds it.
      await word.hover({ force: true, timeout: 3000 }).catch(() => undefined);
      await this.page.waitForTimeout(900);
      const found = (await popup.allInnerTexts()).filter((content) => !content.startsWith('Loading'));
      if (found.length > 0) return found.join('\n');
    }
    return '';
  }

  /** The page of the quiz, two frames down. */
  async quiz(): Promise<Frame> {
    for (let attempt = 0; attempt < 150; attempt++) {
      for (const frame of this.page.frames()) {
        const mine = await frame
          .locator('#root > main')
          .count()
          .catch(() => 0);
        if (mine > 0) return frame;
      }
      await this.page.waitForTimeout(200);
    }
    throw new Error('the quiz did not appear');
  }

  /** The page of the progress panel. */
  async progress(): Promise<Frame> {
    for (let attempt = 0; attempt < 150; attempt++) {
      for (const frame of this.page.frames()) {
        const plots = await frame
          .locator('.progress .plot')
          .count()
          .catch(() => 0);
        if (plots > 0) return frame;
      }
      await this.page.waitForTimeout(200);
    }
    throw new Error('the progress did not appear');
  }

  async reload(): Promise<void> {
    await this.command('Developer: Reload Window');
    await this.page.waitForTimeout(2000);
    await this.page.locator('.monaco-workbench .activitybar').waitFor();
  }

  /** Removes the journal files, as if they had never been written. */
  async loseJournal(): Promise<void> {
    await rm(path.join(this.storage, 'journal'), { recursive: true, force: true });
  }

  /** Where the extension keeps what is its own. */
  get storage(): string {
    return path.join(this.profile.userData, 'User', 'globalStorage', 'k8s-recall.k8s-recall');
  }

  /** Every line of the journal files on disk, without the copies that were made of them. */
  async journal(): Promise<string[]> {
    const folder = this.storage;
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    const texts = await Promise.all(
      names
        .filter((name) => name.endsWith('.jsonl') && !name.includes('backup-'))
        .map((name) => readFile(path.join(folder, name), 'utf8')),
    );
    return texts.flatMap((text) => text.split('\n')).filter((line) => line !== '');
  }
}
