import * as vscode from 'vscode';
import type { CardEvent, IdentityEvent } from '../deck/events.ts';
import { reattach } from '../deck/identity/reattach.ts';
import { cardEvent, historyKey, keyOfEvent, versionOf } from '../deck/identity/version.ts';
import type { Card } from '../deck/types.ts';
import type { Grade } from '../quiz/protocol.ts';
import { whenDue } from '../quiz/interval.ts';
import { findCard } from '../quiz/pointCards.ts';
import type { ProgressState } from '../quiz/progress.ts';
import type { DayState } from '../quiz/select.ts';
import { answers, type Session } from '../quiz/session.ts';
import { reviewDay, type Calendar } from '../review/day.ts';
import {
  isRejected,
  parseEvent,
  type CardAction,
  type FlagEvent,
  type FlagReason,
  type JournalEvent,
  type ParamsEvent,
  type ReviewEvent,
} from '../review/events.ts';
import { isHidden } from '../review/memory.ts';
import { defaultParameters, paramsEvent, sameParameters, type Parameters } from '../review/parameters.ts';
import { defaultQueueOptions } from '../review/queue.ts';
import type { Replay } from '../review/replay.ts';
import type { Outcome } from '../review/scheduler.ts';
import type { DamagedLine, Journal, SaveState } from '../store/journal.ts';
import type { StandingOf } from '../topics/rows.ts';
import { commands, settings } from './ids.ts';
import type { JournalFolder } from './journalFolder.ts';
import { reasonOf, type Log } from './log.ts';
import type { LoadedDeck, NoteLibrary } from './noteLibrary.ts';
import { translate } from './translate.ts';

/** Key of events that no file would take, in the extension's own state. */
const unwrittenKey = 'unwritten';
/** Milliseconds after the first load until small files are merged. */
const tidyAfter = 60_000;

interface Opened {
  readonly journal: Journal;
  readonly replay: Replay;
}

/** The journal together with what the present notes say about it. */
export interface History extends Opened {
  /** Whether some note has the card of a history key. */
  readonly isPresent: (key: string) => boolean;
  /** Whether a history key belongs to a private card, now or when it was reviewed. */
  readonly isPrivate: (key: string) => boolean;
  /** What the card of a history key asks, or asked last. */
  readonly questionOf: (key: string) => string | undefined;
}

/** A review that has been taken into the journal. */
export interface Reviewed {
  /** Id of the event, for an undo. */
  readonly event: string;
  /** When it was given, epoch milliseconds: the very time of the event. */
  readonly at: number;
  /** Epoch milliseconds. */
  readonly due: number;
}

/** The user's reviews: opens the journal when it is first needed and keeps everybody informed. */
export class Reviews implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #unsaved = new vscode.EventEmitter<string>();
  readonly #folder: JournalFolder;
  readonly #library: NoteLibrary;
  readonly #state: vscode.Memento;
  readonly #log: Log;
  readonly #subscriptions: readonly { dispose: () => unknown }[];
  #opening: Promise<Opened> | undefined;
  #replay: Replay | undefined;
  /** The notes that histories are attached to now. */
  #attached: LoadedDeck | undefined;
  /** Name under which a history is kept that moved from card to card. */
  #canonical: (key: string) => string = (key) => key;
  /** Ids of the identity events in the journal. */
  #seen = new Set<string>();
  /** Whether the user has been told that reviews could not be written, so as to tell it once. */
  #saidUnsaved = false;
  #tidying: ReturnType<typeof setTimeout> | undefined;

  /** Fires when a standing may have changed, by this window or another one. */
  readonly onDidChange = this.#changed.event;
  /** Fires with a message when reviews wait to be written, and with an empty one when they no longer do. */
  readonly onUnsaved = this.#unsaved.event;

  constructor(folder: JournalFolder, library: NoteLibrary, state: vscode.Memento, log: Log) {
    this.#folder = folder;
    folder.whenMoving(() => this.close());
    this.#library = library;
    this.#state = state;
    this.#log = log;
    const onSettings = vscode.workspace.onDidChangeConfiguration((change) => {
      // Due times hang on the hour at which a day begins: read the journal anew.
      if (change.affectsConfiguration(settings.dayStartHour)) {
        void this.close().then(() => {
          this.#changed.fire();
        });
      }
    });
    const onMove = folder.onDidMove(() => {
      this.#changed.fire();
    });
    this.#subscriptions = [
      onSettings,
      onMove,
      {
        dispose: () => {
          clearTimeout(this.#tidying);
        },
      },
      this.#changed,
      this.#unsaved,
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    void this.close();
  }

  /** Writes what waits and lets go of the files. */
  async close(): Promise<void> {
    const opening = this.#opening;
    this.#opening = undefined;
    const opened = await opening?.catch(() => undefined);
    const lost = (await opened?.journal.dispose()) ?? [];
    if (lost.length === 0) return;
    this.#log.error(`${String(lost.length)} events could not be written to the journal; VS Code keeps them.`);
    await this.#state.update(unwrittenKey, [...this.#unwritten(), ...lost]);
  }

  /** What an earlier window could not write. */
  #unwritten(): readonly JournalEvent[] {
    const kept = this.#state.get<readonly unknown[]>(unwrittenKey, []);
    return kept.map(parseEvent).filter((event): event is JournalEvent => !isRejected(event));
  }

  /** What is known of each card now; opens the journal. */
  async standing(): Promise<StandingOf> {
    const { journal, replay } = await this.#opened();
    const deck = await this.#library.deck();
    this.#attach(deck, journal, replay);
    const now = Date.now();
    const today = reviewDay(now, calendar());
    if (replay.log.cards.size === 0) return () => undefined;
    return (id) => {
      const card = findCard(deck.cards, id);
      if (card === undefined) return undefined;
      const key = historyKey(card);
      const memory = replay.memory(key);
      const hidden = isHidden(memory, today);
      if (memory.state === 'new' && !hidden) return undefined;
      const { state, due, suspended, leech, stability, lapses } = memory;
      const retrievability = replay.retrievability(key, now);
      return { state, due, retrievability, hidden, suspended, leech, stability, lapses };
    };
  }

  /**
   * Gives each history of the journal to the card of the present notes that it belongs to: notes are edited,
   * moved and read in another language between two sessions.
   */
  #attach(deck: LoadedDeck, journal: Journal, replay: Replay): void {
    if (this.#attached === deck) return;
    this.#attached = deck;
    this.#canonical = (key) => key;
    const events = replay.identityEvents();
    this.#seen = new Set(events.map((event) => event.i));
    if (!events.some((event) => event.k === 'card')) return;
    const { links, newVersions, ownership } = reattach({
      events,
      current: presentCards(deck, events),
      loadedSources: deck.wholeSources,
      now: Date.now(),
    });
    if (links.length > 0) {
      // Of the versions only those that take a history: the journal remembers what was asked, not every note.
      const taking = new Set(links.map((link) => link.c));
      const versions = newVersions.filter((version) => taking.has(keyOfEvent(version)));
      this.#write(journal, [...versions, ...links]);
      this.#log.info(`${String(links.length)} cards were recognised after their notes had changed.`);
    }
    this.#canonical = (key) => ownership.canonical(key);
    replay.regroup(this.#canonical);
  }

  /** What decides on today's cards; opens the journal. */
  async today(): Promise<DayState> {
    const { journal, replay } = await this.#opened();
    this.#attach(await this.#library.deck(), journal, replay);
    const now = Date.now();
    const today = reviewDay(now, calendar());
    return {
      memoryOf: (key) => replay.memory(key),
      reviewsOf: (key) => replay.reviews(key),
      done: replay.done(today),
      now,
      today,
      options: {
        ...defaultQueueOptions,
        newPerDay: perDay(settings.newPerDay, defaultQueueOptions.newPerDay),
        reviewsPerDay: perDay(settings.reviewsPerDay, defaultQueueOptions.reviewsPerDay),
      },
    };
  }

  /** What the progress is computed from; opens the journal. */
  async progress(): Promise<ProgressState> {
    const standing = await this.standing();
    const { replay } = await this.#opened();
    const now = Date.now();
    const dayOf = (time: number): number => reviewDay(time, calendar());
    return {
      memoryOf: (key) => replay.memory(key),
      standing,
      days: replay.days(),
      target: wantedRetention(),
      now,
      today: dayOf(now),
      dayOf,
    };
  }

  /** Opens the journal and tells how it stands to the notes; for commands on the history as a whole. */
  async history(): Promise<History> {
    const { journal, replay } = await this.#opened();
    const deck = await this.#library.deck();
    this.#attach(deck, journal, replay);
    const canonical = this.#canonical;
    const versions = [...replay.log.versions()];
    const cards = presentCards(deck, versions);
    const present = new Map(cards.map((card) => [canonical(historyKey(card)), card]));
    const asked = new Map(versions.map((version) => [canonical(keyOfEvent(version)), version.q]));
    const hidden = new Set([
      ...versions.filter((version) => version.o === 1).map((version) => canonical(keyOfEvent(version))),
      ...[...present].filter(([, card]) => card.private).map(([key]) => key),
    ]);
    return {
      journal,
      replay,
      isPresent: (key) => present.has(canonical(key)),
      isPrivate: (key) => hidden.has(canonical(key)),
      questionOf: (key) => present.get(canonical(key))?.question ?? asked.get(canonical(key)),
    };
  }

  /** Tells everybody that the history is another one, after a repair or an import. */
  tellChanged(): void {
    this.#attached = undefined;
    this.#changed.fire();
  }

  /** What each grade would do now; `standing` or `grade` must have been called before. */
  preview(card: Card): readonly Outcome[] {
    return this.#replay?.preview(historyKey(card), Date.now()) ?? [];
  }

  /** When a card comes back, in words. */
  when(due: number): string {
    return whenDue(due, Date.now(), (time) => reviewDay(time, calendar()), translate);
  }

  /** `when` as of this moment, for many cards at once. */
  clock(): (due: number) => string {
    const now = Date.now();
    const days = calendar();
    return (due) => whenDue(due, now, (time) => reviewDay(time, days), translate);
  }

  /** All that was done to a card and counts, oldest first. */
  async actionsOf(card: Card): Promise<readonly CardAction[]> {
    const { replay } = await this.#opened();
    return replay.actions(historyKey(card));
  }

  /** Takes a grade into the journal. Where it cannot be written it waits and is tried again; see `onUnsaved`. */
  async grade(card: Card, grade: Grade, took: number, points: readonly boolean[]): Promise<Reviewed> {
    const { journal, replay } = await this.#opened();
    const now = Date.now();
    const version = versionOf(card);
    const before: JournalEvent[] = [
      ...this.#paramsEvents(journal, replay, now),
      ...this.#newVersion(cardEvent(version, now)),
    ];
    const event: ReviewEvent = {
      i: journal.nextId(),
      t: now,
      d: reviewDay(now, calendar()),
      k: 'review',
      c: version.key,
      g: grade,
      ms: Math.max(0, Math.min(took, 0x7fffffff)),
      ...(points.length === 0 ? {} : { p: points.map((had) => (had ? '1' : '0')).join('') }),
    };
    this.#write(journal, [...before, event]);
    return { event: event.i, at: now, due: replay.memory(version.key).due };
  }

  /**
   * Writes the answers of a restored session that the journal does not have: a browser may end the extension in
   * the middle of a write, and the page still knows what was graded. An event that is there counts once.
   */
  async recover(session: Session): Promise<void> {
    const { journal, replay } = await this.#opened();
    const { cards } = await this.#library.deck();
    const lost = answers(session).flatMap(({ card: id, grade, event, at, ticked }): ReviewEvent[] => {
      const card = findCard(cards, id);
      if (card === undefined || event === '') return [];
      const c = historyKey(card);
      if (replay.isUndone(event) || replay.reviews(c).some(({ i }) => i === event)) return [];
      const p = card.points.map((_, index) => (ticked.includes(index) ? '1' : '0')).join('');
      const d = reviewDay(at, calendar());
      return [{ i: event, t: at, d, k: 'review', c, g: grade, ...(p === '' ? {} : { p }) }];
    });
    if (lost.length === 0) return;
    this.#log.info(`${String(lost.length)} reviews of the last session had not been written; they are now.`);
    this.#write(journal, lost);
  }

  /** Hides a card until tomorrow; returns the ids of the events, for an undo. */
  async bury(card: Card): Promise<readonly string[]> {
    return this.#act(card, (event) => ({ ...event, k: 'bury', u: reviewDay(event.t, calendar()) + 1 }));
  }

  /** Takes a card out of all sessions until it is taken back in. */
  async suspend(card: Card): Promise<readonly string[]> {
    return this.#act(card, (event) => ({ ...event, k: 'suspend' }));
  }

  async unsuspend(card: Card): Promise<readonly string[]> {
    return this.#act(card, (event) => ({ ...event, k: 'unsuspend' }));
  }

  /** Remembers that a card is to be mended. */
  async flag(card: Card, reason: FlagReason, remark = ''): Promise<readonly string[]> {
    const words = remark.trim();
    return this.#act(card, (event) => ({
      ...event,
      k: 'flag',
      w: reason,
      ...(words === '' ? {} : { n: words.slice(0, 500) }),
    }));
  }

  /** Flags of a card that stand; `standing` must have been called before. */
  flagsOf(card: Card): readonly FlagEvent[] {
    const key = this.#canonical(historyKey(card));
    return this.#replay?.flags().filter(({ c }) => c === key) ?? [];
  }

  /** Cards about single points that the journal has met. */
  async pointCards(deck: LoadedDeck): Promise<readonly Card[]> {
    const { replay } = await this.#opened();
    return metPoints(deck, [...replay.log.versions()]);
  }

  async #act(
    card: Card,
    make: (event: { readonly i: string; readonly t: number; readonly c: string }) => JournalEvent,
  ): Promise<readonly string[]> {
    const { journal } = await this.#opened();
    const now = Date.now();
    const version = versionOf(card);
    const event = make({ i: journal.nextId(), t: now, c: version.key });
    this.#write(journal, [...this.#newVersion(cardEvent(version, now)), event]);
    return [event.i];
  }

  /** Takes a review back: it stays in the journal, and no longer counts. */
  async undo(event: string): Promise<void> {
    const { journal } = await this.#opened();
    this.#write(journal, [{ i: journal.nextId(), t: Date.now(), k: 'undo', of: event }]);
  }

  /** Lets an undone event count again. */
  async redo(event: string): Promise<void> {
    const { journal } = await this.#opened();
    this.#write(journal, [{ i: journal.nextId(), t: Date.now(), k: 'redo', of: event }]);
  }

  /** The event of a version, unless the journal has it. */
  #newVersion(event: CardEvent): readonly CardEvent[] {
    if (this.#seen.has(event.i)) return [];
    this.#seen.add(event.i);
    return [event];
  }

  /** The event that makes the user's settings valid from now on, unless they are already. */
  #paramsEvents(journal: Journal, replay: Replay, now: number): readonly ParamsEvent[] {
    const current = replay.parameters(now);
    const wanted: Parameters = { ...current, retention: wantedRetention() };
    return sameParameters(current, wanted) ? [] : [paramsEvent(wanted, journal.nextId(), now)];
  }

  #write(journal: Journal, events: readonly JournalEvent[]): void {
    // State changes at once; a failure to write is told by onDidSave, and the journal tries again by itself.
    journal.append(...events).catch((error: unknown) => {
      this.#log.warn(`A review waits to be written: ${reasonOf(error)}`);
    });
  }

  async #opened(): Promise<Opened> {
    this.#opening ??= this.#load();
    try {
      return await this.#opening;
    } catch (error) {
      this.#opening = undefined; // The next call tries again.
      throw error;
    }
  }

  async #load(): Promise<Opened> {
    const journal = this.#folder.open();
    const { replay, damaged } = await journal.load(calendar());
    this.#replay = replay;
    this.#attached = undefined;
    this.#report(damaged);
    journal.onDidChange((change) => {
      this.#report(change.damaged);
      this.#changed.fire();
    });
    journal.onDidSave((state) => {
      this.#tellSave(state);
    });
    await this.#writeAgain(journal);
    this.#tidyLater();
    void this.#folder.follow();
    return { journal, replay };
  }

  /** Merges small files once, when the window has settled. */
  #tidyLater(): void {
    this.#tidying ??= setTimeout(() => {
      void this.#tidy();
    }, tidyAfter);
  }

  async #tidy(): Promise<void> {
    try {
      const { journal } = await this.#opened();
      const gone = await journal.compact();
      if (gone > 0) this.#log.info(`${String(gone)} closed files of the journal were merged into one.`);
    } catch (error) {
      this.#log.warn(`The journal's files were not merged: ${reasonOf(error)}`);
    }
  }

  /** Writes what an earlier window could not; an event that is there twice counts once. */
  async #writeAgain(journal: Journal): Promise<void> {
    const events = this.#unwritten();
    if (events.length === 0) return;
    try {
      await journal.append(...events);
      await this.#state.update(unwrittenKey, undefined);
    } catch (error) {
      this.#log.warn(`Reviews of an earlier window still wait to be written: ${reasonOf(error)}`);
    }
  }

  #report(damaged: readonly DamagedLine[]): void {
    if (damaged.length === 0) return;
    for (const { file, offset, problem, text } of damaged) {
      this.#log.warn(`${file}, byte ${String(offset)}: ${problem}: ${text.slice(0, 120)}`);
    }
    const message =
      damaged.length === 1
        ? translate('1 line of the review journal cannot be read. It is kept aside; all other reviews count.')
        : translate(
            '{0} lines of the review journal cannot be read. They are kept aside; all other reviews count.',
            damaged.length,
          );
    void this.#warn(message);
  }

  #tellSave({ unsaved, error }: SaveState): void {
    if (error === undefined || unsaved === 0) {
      if (this.#saidUnsaved) this.#unsaved.fire('');
      this.#saidUnsaved = false;
      return;
    }
    const why =
      error.code === 'disk-full'
        ? translate('The disk is full.')
        : error.code === 'read-only'
          ? translate('The folder of the journal is read-only.')
          : error.message;
    const message = translate('{0} {1} reviews wait and are tried again; you can go on.', why, unsaved);
    this.#unsaved.fire(message);
    if (!this.#saidUnsaved) void this.#warn(message);
    this.#saidUnsaved = true;
  }

  async #warn(message: string): Promise<void> {
    const show = translate('Show Log');
    const choice = await vscode.window.showWarningMessage(message, show);
    if (choice === show) await vscode.commands.executeCommand(commands.showLog);
  }
}

/** The cards of the notes, and those about single points that the journal has met. */
function presentCards(deck: LoadedDeck, events: readonly IdentityEvent[]): readonly Card[] {
  return [...deck.cards.values(), ...metPoints(deck, events)];
}

function metPoints(deck: LoadedDeck, events: readonly IdentityEvent[]): readonly Card[] {
  const met = events.flatMap((event) =>
    event.k === 'card' && event.y === 'point' ? (findCard(deck.cards, event.c) ?? []) : [],
  );
  return [...new Map(met.map((card) => [card.id, card])).values()];
}

/** The user's days: local clock, roll-over hour from the settings. */
export function calendar(): Calendar {
  const rolloverHour = vscode.workspace.getConfiguration().get(settings.dayStartHour, 4);
  return { rolloverHour, offset: (time) => -new Date(time).getTimezoneOffset() };
}

/** A daily limit; a value that is no number of cards counts as the default. */
function perDay(setting: string, usual: number): number {
  const wanted = vscode.workspace.getConfiguration().get<unknown>(setting);
  return typeof wanted === 'number' && wanted >= 0 ? Math.floor(wanted) : usual;
}

function wantedRetention(): number {
  const wanted = vscode.workspace
    .getConfiguration()
    .get(settings.desiredRetention, defaultParameters.retention);
  return Math.min(0.97, Math.max(0.7, wanted));
}
