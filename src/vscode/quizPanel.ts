import * as vscode from 'vscode';
import type { ReviewEvent } from '../review/events.ts';
import { historyKey } from '../deck/identity/version.ts';
import { picturePath } from '../deck/images.ts';
import { plainText } from '../deck/inline.ts';
import { sourceOf } from '../deck/sectionId.ts';
import type { Card } from '../deck/types.ts';
import type { QuizContext } from '../quiz/context.ts';
import { sessionTitle } from '../quiz/context.ts';
import { judge } from '../quiz/judge.ts';
import { recognise } from '../quiz/match.ts';
import { noNames, type Names } from '../quiz/names.ts';
import { findCard } from '../quiz/pointCards.ts';
import type { BadReason, Clock, Grade, HostMessage, PageMessage, RecognisedView } from '../quiz/protocol.ts';
import { parsePageMessage } from '../quiz/protocol.ts';
import { sessionCards } from '../quiz/select.ts';
import {
  currentCard,
  grade,
  parseSession,
  putAside,
  retain,
  reveal,
  startSession,
  tick,
  type as typeText,
  undo,
  type Scope,
  type Session,
} from '../quiz/session.ts';
import { suggestionOf } from '../quiz/summary.ts';
import { quizView } from '../quiz/view.ts';
import type { ConceptLibrary } from './conceptLibrary.ts';
import { commands, quizPanelType, settings } from './ids.ts';
import { reasonOf, type Log } from './log.ts';
import { openNote } from './noteDocuments.ts';
import type { LoadedDeck, NoteLibrary } from './noteLibrary.ts';
import { pageHtml, pageResourceRoots } from './pageHtml.ts';
import type { Reviews } from './reviews.ts';
import { translate } from './translate.ts';

/** Milliseconds until a card that failed in practice is asked again. */
const cramAgain = 60_000;
/** Beyond any session. */
const never = 365 * 86_400_000;

/** What the panels of the quiz share. */
export interface QuizServices {
  readonly extensionUri: vscode.Uri;
  readonly library: NoteLibrary;
  readonly concepts: ConceptLibrary;
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
    else await this.#services.reviews.recover(session).catch(() => undefined);
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
    const { library, concepts, reviews } = this.#services;
    const [deck, standing, today, confusedWith] = await Promise.all([
      library.deck(),
      reviews.standing(),
      reviews.today(),
      concepts.confusedWith(),
    ]);
    return sessionCards(scope, deck, { ...today, standing, confusedWith });
  }
}

/** One panel: keeps the session, answers the page, writes reviews. */
class QuizPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #services: QuizServices;
  readonly #cardsOf: (scope: Scope) => Promise<readonly string[]>;
  readonly #subscriptions: vscode.Disposable[];
  #session: Session;
  /** Sessions of this panel so far. */
  #sessions = 0;
  /** When the current card was first shown, for the time that the answer took. */
  #shownAt = Date.now();
  #names: Names = noNames;
  /** The deck of the other language, while it is shown beside. */
  #other: LoadedDeck | undefined;
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
      // Pictures of the user's notes lie beside them.
      localResourceRoots: [...pageResourceRoots(extensionUri), ...library.ownFolders],
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
      styles: [
        ['media', 'page.css'],
        ['media', 'quiz.css'],
      ],
    });
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  restart(session: Session): void {
    this.#session = session;
    this.#sessions += 1;
    this.#shownAt = Date.now();
    this.#panel.reveal();
    this.#enqueue(() => this.#show());
  }

  /** Takes the last grade back, if it is the review named. */
  undoLast(event: string): boolean {
    const last = this.#session.done.at(-1);
    const events = last === undefined ? [] : last.kind === 'graded' ? [last.event] : last.events;
    if (!events.includes(event)) return false;
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
        return this.#reveal(message.text, message.option);
      case 'tick':
        this.#session = tick(this.#session, message.point, message.ticked);
        return this.#show();
      case 'grade':
        return this.#grade(message.grade);
      case 'undo':
        return this.#undo();
      case 'bury':
      case 'suspend':
        return this.#putAside(message.type);
      case 'bad':
        return this.#bad(message.reason, message.text);
      case 'flag':
        return this.#flag();
      case 'beside':
        return this.#beside();
      case 'openNote':
        return this.#openNote();
      case 'suggestion':
        return this.#follow();
      case 'again':
        this.restart(startSession(this.#session.scope, await this.#cardsOf(this.#session.scope)));
        return;
      case 'close':
        this.#panel.dispose();
    }
  }

  async #card(): Promise<Card | undefined> {
    const { cards } = await this.#services.library.deck();
    return findCard(cards, currentCard(this.#session) ?? '');
  }

  /** Shows the answer, with the points proposed that the typed words speak for. */
  async #reveal(text: string, option: number | undefined): Promise<void> {
    const card = await this.#card();
    if (card === undefined) return;
    const proposed = option === undefined ? judge(card, text, await this.#allNames()).ticked : [option];
    this.#session = reveal(this.#session, text, proposed);
    await this.#show();
  }

  async #allNames(): Promise<Names> {
    try {
      this.#names = await this.#services.concepts.namesIn(await this.#services.library.deck());
    } catch (error) {
      // Typed answers are recognised by the notes' own words all the same.
      this.#services.log.warn(`Quiz: the names of concepts could not be read: ${reasonOf(error)}`);
    }
    return this.#names;
  }

  async #grade(given: Grade): Promise<void> {
    const card = await this.#card();
    if (card === undefined || !this.#session.revealed) return;
    const now = Date.now();
    const took = now - this.#shownAt;
    const { reviews } = this.#services;
    if (this.#session.scope.cram === true) {
      const due = now + (given === 1 ? cramAgain : never);
      this.#session = grade(this.#session, { grade: given, event: '', due, took }, now);
      this.#shownAt = Date.now();
      return this.#show();
    }
    const ticked = card.points.map((_, index) => this.#session.ticked.includes(index));
    const review = await reviews.grade(card, given, took, ticked);
    const { event, at, due } = review;
    this.#session = grade(this.#session, { grade: given, event, due, took }, at);
    this.#shownAt = Date.now();
    await this.#show(translate('Comes back {0}.', reviews.when(due)));
  }

  async #putAside(how: 'bury' | 'suspend'): Promise<void> {
    const card = await this.#card();
    if (card === undefined) return;
    const { reviews } = this.#services;
    const events = how === 'bury' ? await reviews.bury(card) : await reviews.suspend(card);
    this.#session = putAside(this.#session, how === 'bury' ? 'buried' : 'suspended', events, Date.now());
    this.#shownAt = Date.now();
    await this.#show(
      how === 'bury'
        ? translate('Put off until tomorrow. U takes it back.')
        : translate('Suspended: the card is not asked any more. U takes it back.'),
    );
  }

  /** A bad card is not asked until it is mended; the reason waits for whoever mends it. */
  async #bad(reason: BadReason, remark: string): Promise<void> {
    const card = await this.#card();
    if (card === undefined) return;
    const { reviews } = this.#services;
    const events = [...(await reviews.flag(card, reason, remark)), ...(await reviews.suspend(card))];
    this.#session = putAside(this.#session, 'suspended', events, Date.now());
    this.#shownAt = Date.now();
    await this.#show(translate('Noted, and the card is suspended. U takes both back.'));
  }

  async #flag(): Promise<void> {
    const card = await this.#card();
    if (card === undefined) return;
    const { reviews } = this.#services;
    const flags = reviews.flagsOf(card);
    for (const { i } of flags) await reviews.undo(i);
    if (flags.length === 0) await reviews.flag(card, 'fix');
    await this.#show(
      flags.length === 0 ? translate('Flagged as to be mended.') : translate('The flag is taken off.'),
    );
  }

  async #beside(): Promise<void> {
    this.#session = { ...this.#session, beside: !this.#session.beside };
    await this.#show(
      this.#session.beside
        ? translate('The other language is shown beside.')
        : translate('One language again.'),
    );
  }

  async #undo(): Promise<void> {
    const back = undo(this.#session);
    if (back === undefined) return;
    const { undone } = back;
    const events = undone.kind === 'graded' ? [undone.event] : undone.events;
    for (const event of events) if (event !== '') await this.#services.reviews.undo(event);
    this.#session = back.session;
    this.#shownAt = Date.now();
    await this.#show(
      undone.kind === 'graded'
        ? translate('Undone. Grade the card again.')
        : translate('Undone. The card is back.'),
    );
  }

  /** Does what the end of the session suggests. */
  async #follow(): Promise<void> {
    const deck = await this.#services.library.deck();
    const suggestion = suggestionOf(this.#session, this.#context(deck));
    switch (suggestion?.kind) {
      case 'weak':
        this.restart(startSession({ kind: 'weak' }, await this.#cardsOf({ kind: 'weak' })));
        return;
      case 'note':
        await vscode.commands.executeCommand(commands.openTopic, suggestion.topic);
        return;
      case 'progress':
        await vscode.commands.executeCommand(commands.showProgress);
        return;
      case undefined:
        return;
    }
  }

  async #openNote(): Promise<void> {
    const { library } = this.#services;
    const [deck, card] = [await library.deck(), await this.#card()];
    if (card === undefined) return;
    await openNote(library.uriOf(deck, card), card.range.start, vscode.ViewColumn.Beside);
  }

  async #show(announce?: string): Promise<void> {
    const deck = await this.#services.library.deck();
    await this.#services.reviews.standing();
    this.#session = retain(this.#session, (card) => findCard(deck.cards, card) !== undefined);
    if (this.#session.beside) this.#other = await this.#services.library.otherDeck();
    if (this.#session.revealed) await this.#allNames();
    const context = this.#context(deck);
    this.#panel.title = translate('Quiz: {0}', sessionTitle(this.#session, context));
    await this.#post({
      type: 'view',
      view: quizView(this.#session, context),
      session: this.#sessions,
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
      session: this.#sessions,
      state: this.#session,
    });
  }

  /** Keeps the typed text, and tells which entries of a list are recognised already. */
  async #keep(): Promise<void> {
    const card = await this.#card();
    const recognised = card?.type === 'list' ? await this.#recognised(card) : undefined;
    await this.#post({
      type: 'keep',
      state: this.#session,
      ...(recognised === undefined ? {} : { recognised }),
    });
  }

  async #recognised(card: Card): Promise<readonly RecognisedView[]> {
    const entries = this.#session.typed.split('\n');
    return recognise(entries, card.points, await this.#allNames()).map((found): RecognisedView => {
      if (found.kind === 'none') return { state: 'none', name: '' };
      return {
        state: found.kind === 'name' ? 'found' : 'again',
        name: plainText(card.points[found.name] ?? ''),
      };
    });
  }

  async #post(message: HostMessage): Promise<void> {
    await this.#panel.webview.postMessage(message);
  }

  #context(deck: LoadedDeck): QuizContext {
    const { reviews, extensionUri } = this.#services;
    return {
      language: deck.language,
      card: (id) => findCard(deck.cards, id),
      topic: (id) => deck.topics.get(id),
      chapterTitle: (topic) => deck.chapterOf.get(topic)?.title,
      preview: (id) => {
        const card = findCard(deck.cards, id);
        return card === undefined ? [] : reviews.preview(card);
      },
      other: (id) => {
        const card = this.#other === undefined ? undefined : findCard(this.#other.cards, id);
        return card === undefined || this.#other === undefined
          ? undefined
          : { card, language: this.#other.language };
      },
      names: this.#names,
      isFlagged: (id) => {
        const card = findCard(deck.cards, id);
        return card !== undefined && reviews.flagsOf(card).length > 0;
      },
      clock: clockSetting(),
      when: (due) => reviews.when(due),
      image: (file, address) => {
        const own = deck.sources.get(sourceOf(currentCard(this.#session) ?? ''));
        if (own !== undefined) {
          const path = picturePath(file, address);
          return path && this.#panel.webview.asWebviewUri(own.noteUri(path)).toString();
        }
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

/** When the clock for answers said aloud runs. */
function clockSetting(): Clock {
  const wanted = vscode.workspace.getConfiguration().get<string>(settings.quizClock);
  return wanted === 'auto' || wanted === 'off' ? wanted : 'onDemand';
}
