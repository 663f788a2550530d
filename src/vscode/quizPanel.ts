import * as vscode from 'vscode';
import type { ReviewEvent } from '../review/events.ts';
import { historyKey } from '../deck/identity/version.ts';
import type { Card } from '../deck/types.ts';
import type { Grade, HostMessage, PageMessage } from '../quiz/protocol.ts';
import { parsePageMessage } from '../quiz/protocol.ts';
import { dueCards, topicCards } from '../quiz/select.ts';
import {
  currentCard,
  grade,
  parseSession,
  retain,
  reveal,
  startSession,
  tick,
  type as typeText,
  undo,
  type Scope,
  type Session,
} from '../quiz/session.ts';
import { quizView, sessionTitle, type QuizContext } from '../quiz/view.ts';
import { quizPanelType } from './ids.ts';
import { reasonOf, type Log } from './log.ts';
import { openNote } from './noteDocuments.ts';
import type { LoadedDeck, NoteLibrary } from './noteLibrary.ts';
import { pageHtml, pageResourceRoots } from './pageHtml.ts';
import type { Reviews } from './reviews.ts';
import { translate } from './translate.ts';

/** What the panels of the quiz share. */
export interface QuizServices {
  readonly extensionUri: vscode.Uri;
  readonly library: NoteLibrary;
  readonly reviews: Reviews;
  readonly log: Log;
}

/** Opens quiz panels, one at a time, and brings them back after a window reload. */
export class QuizPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #services: QuizServices;
  readonly #registration: vscode.Disposable;
  #open: QuizPanel | undefined;

  constructor(services: QuizServices) {
    this.#services = services;
    this.#registration = vscode.window.registerWebviewPanelSerializer(quizPanelType, this);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#open?.dispose();
  }

  /** Starts a session in the open panel, or in a new one. */
  async start(scope: Scope): Promise<void> {
    const session = startSession(scope, await this.#cards(scope));
    if (this.#open !== undefined) {
      this.#open.restart(session);
      return;
    }
    const column = vscode.window.activeTextEditor?.viewColumn ?? vscode.ViewColumn.Active;
    const panel = vscode.window.createWebviewPanel(quizPanelType, translate('Quiz'), column, {
      enableFindWidget: true,
    });
    this.#adopt(panel, session);
  }

  /** Takes the open session's last grade back, if that is the review named; tells whether it was. */
  undoLast(event: string): boolean {
    return this.#open?.undoLast(event) ?? false;
  }

  /** Lets the open session go on where a grade of the card that it shows counts again. */
  redone(review: ReviewEvent, due: number): void {
    this.#open?.redone(review, due);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const session = parseSession(state);
    if (session === undefined)
      this.#services.log.warn('A quiz could not be restored; a new session is started.');
    else await this.#services.reviews.recover(session.answered).catch(() => undefined);
    const scope: Scope = session?.scope ?? { kind: 'due' };
    this.#adopt(panel, session ?? startSession(scope, await this.#cards(scope).catch(() => [])));
  }

  #adopt(panel: vscode.WebviewPanel, session: Session): void {
    const quiz = new QuizPanel(panel, session, this.#services, (scope) => this.#cards(scope));
    this.#open = quiz;
    panel.onDidDispose(() => {
      if (this.#open === quiz) this.#open = undefined;
      quiz.dispose();
    });
  }

  async #cards(scope: Scope): Promise<readonly string[]> {
    const { library, reviews } = this.#services;
    const [deck, standing] = await Promise.all([library.deck(), reviews.standing()]);
    if (scope.kind === 'due') return dueCards(deck, await reviews.today());
    const cards = scope.topics.flatMap((id): readonly Card[] => deck.topics.get(id)?.cards ?? []);
    return topicCards(cards, standing, Date.now());
  }
}

/** One panel: keeps the session, answers the page, writes reviews. */
class QuizPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #services: QuizServices;
  readonly #cardsOf: (scope: Scope) => Promise<readonly string[]>;
  readonly #subscriptions: vscode.Disposable[];
  #session: Session;
  /** When the current card was first shown, for the time that the answer took. */
  #shownAt = Date.now();
  /** Grades are written one after another, in the order of the keys. */
  #work: Promise<void> = Promise.resolve();

  constructor(
    panel: vscode.WebviewPanel,
    session: Session,
    services: QuizServices,
    cardsOf: (scope: Scope) => Promise<readonly string[]>,
  ) {
    this.#panel = panel;
    this.#session = session;
    this.#services = services;
    this.#cardsOf = cardsOf;
    const { extensionUri, library, reviews } = services;
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: pageResourceRoots(extensionUri),
    };
    panel.iconPath = {
      light: vscode.Uri.joinPath(extensionUri, 'media', 'quiz.light.svg'),
      dark: vscode.Uri.joinPath(extensionUri, 'media', 'quiz.dark.svg'),
    };
    this.#subscriptions = [
      panel.webview.onDidReceiveMessage((message: unknown) => {
        const valid = parsePageMessage(message);
        if (valid !== undefined) this.#enqueue(() => this.#handle(valid));
      }),
      library.onDidChange(() => {
        this.#enqueue(() => this.#show());
      }),
      reviews.onUnsaved((message) => {
        void this.#post({ type: 'unsaved', message });
      }),
    ];
    panel.webview.html = pageHtml(panel.webview, extensionUri, {
      title: translate('Quiz'),
      script: 'webview.js',
      styles: [['media', 'quiz.css']],
    });
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  restart(session: Session): void {
    this.#session = session;
    this.#shownAt = Date.now();
    this.#panel.reveal();
    this.#enqueue(() => this.#show());
  }

  /** Takes the last grade back, if it is the review named. */
  undoLast(event: string): boolean {
    if (this.#session.answered.at(-1)?.event !== event) return false;
    this.#enqueue(() => this.#undo());
    return true;
  }

  /** Moves on, if the card that is shown is the one whose grade counts again. */
  redone(review: ReviewEvent, due: number): void {
    this.#enqueue(async () => {
      const { cards } = await this.#services.library.deck();
      const card = cards.get(currentCard(this.#session) ?? '');
      if (card === undefined || !this.#session.revealed || historyKey(card) !== review.c) return;
      this.#session = grade(this.#session, { grade: review.g, event: review.i, due }, review.t);
      this.#shownAt = Date.now();
      await this.#show();
    });
  }

  #enqueue(task: () => Promise<void>): void {
    this.#work = this.#work.then(task).catch((error: unknown) => {
      this.#services.log.error(`Quiz: ${reasonOf(error)}`);
      return this.#showError(reasonOf(error));
    });
  }

  async #handle(message: PageMessage): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.#show();
      case 'typed':
        this.#session = typeText(this.#session, message.text);
        // No new view: it would disturb the typing. The page keeps the text, a reload asks it again.
        return this.#keep();
      case 'reveal':
        this.#session = reveal(
          this.#session,
          message.text,
          message.option === undefined ? [] : [message.option],
        );
        return this.#show();
      case 'tick':
        this.#session = tick(this.#session, message.point, message.ticked);
        return this.#show();
      case 'grade':
        return this.#grade(message.grade);
      case 'undo':
        return this.#undo();
      case 'openNote':
        return this.#openNote();
      case 'again':
        this.restart(startSession(this.#session.scope, await this.#cardsOf(this.#session.scope)));
        return;
      case 'close':
        this.#panel.dispose();
    }
  }

  async #grade(given: Grade): Promise<void> {
    const id = currentCard(this.#session);
    const card = (await this.#services.library.deck()).cards.get(id ?? '');
    if (card === undefined || !this.#session.revealed) return;
    const now = Date.now();
    const ticked = card.points.map((_, index) => this.#session.ticked.includes(index));
    const review = await this.#services.reviews.grade(card, given, now - this.#shownAt, ticked);
    this.#session = grade(this.#session, { grade: given, event: review.event, due: review.due }, now);
    this.#shownAt = Date.now();
    await this.#show(translate('Comes back {0}.', this.#services.reviews.when(review.due)));
  }

  async #undo(): Promise<void> {
    const back = undo(this.#session);
    if (back === undefined) return;
    await this.#services.reviews.undo(back.undone.event);
    this.#session = back.session;
    this.#shownAt = Date.now();
    await this.#show(translate('Undone. Grade the card again.'));
  }

  async #openNote(): Promise<void> {
    const { library } = this.#services;
    const deck = await library.deck();
    const card = deck.cards.get(currentCard(this.#session) ?? '');
    if (card === undefined) return;
    await openNote(library.uriOf(deck, card), card.range.start, vscode.ViewColumn.Beside);
  }

  async #show(announce?: string): Promise<void> {
    const deck = await this.#services.library.deck();
    await this.#services.reviews.standing();
    this.#session = retain(this.#session, (card) => deck.cards.has(card));
    const context = this.#context(deck);
    this.#panel.title = translate('Quiz: {0}', sessionTitle(this.#session, context));
    await this.#post({
      type: 'view',
      view: quizView(this.#session, context),
      state: this.#session,
      ...(announce === undefined ? {} : { announce }),
    });
  }

  async #showError(reason: string): Promise<void> {
    await this.#post({
      type: 'view',
      view: {
        phase: 'notice',
        title: translate('The quiz cannot go on'),
        message: translate('{0} The log has the details; your reviews so far are safe.', reason),
        error: true,
      },
      state: this.#session,
    });
  }

  async #keep(): Promise<void> {
    await this.#post({ type: 'keep', state: this.#session });
  }

  async #post(message: HostMessage): Promise<void> {
    await this.#panel.webview.postMessage(message);
  }

  #context(deck: LoadedDeck): QuizContext {
    const { reviews, extensionUri } = this.#services;
    return {
      language: deck.language,
      card: (id) => deck.cards.get(id),
      topic: (id) => deck.topics.get(id),
      chapterTitle: (topic) => deck.chapterOf.get(topic)?.title,
      preview: (id) => {
        const card = deck.cards.get(id);
        return card === undefined ? [] : reviews.preview(card);
      },
      when: (due) => reviews.when(due),
      image: (_file, address) => {
        // Built-in notes name their pictures relative to notes/<language>: ../../media/diagrams/x.svg
        const name = /(?:^|\/)media\/((?:[\w-]+\/)*[\w-][\w.-]*\.(?:svg|png))$/.exec(address)?.[1];
        if (name === undefined) return undefined;
        const uri = vscode.Uri.joinPath(extensionUri, 'media', ...name.split('/'));
        return this.#panel.webview.asWebviewUri(uri).toString();
      },
      t: translate,
    };
  }
}
