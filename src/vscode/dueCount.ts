import * as vscode from 'vscode';
import type { StandingOf } from '../topics/rows.ts';
import { dueAt, parseForecast, forecast, type Forecast } from '../topics/forecast.ts';
import { reasonOf, type Log } from './log.ts';
import type { LoadedDeck, NoteLibrary } from './noteLibrary.ts';
import type { Reviews } from './reviews.ts';

const key = 'due.forecast';
/** Milliseconds in which changes gather. */
const settle = 400;
const longestWait = 3_600_000;

/**
 * How many cards are due. At the start of a window that is what the last one remembered, so that nothing has to be
 * read for it; from the first look at the notes on it follows the reviews.
 */
export class DueCount implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #library: NoteLibrary;
  readonly #reviews: Reviews;
  readonly #state: vscode.Memento;
  readonly #log: Log;
  readonly #subscriptions: readonly { dispose: () => unknown }[];
  #forecast: Forecast;
  /** Whether notes and journal have been read in this window. */
  #looked = false;
  #told = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #later: ReturnType<typeof setTimeout> | undefined;

  /** Fires when `count` has changed, also because time has passed. */
  readonly onDidChange = this.#changed.event;

  constructor(library: NoteLibrary, reviews: Reviews, state: vscode.Memento, log: Log) {
    this.#library = library;
    this.#reviews = reviews;
    this.#state = state;
    this.#log = log;
    this.#forecast = parseForecast(state.get<unknown>(key));
    this.#told = this.count;
    const later = (): void => {
      clearTimeout(this.#later);
      if (this.#looked) this.#later = setTimeout(() => void this.#lookAgain(), settle);
    };
    this.#subscriptions = [
      this.#changed,
      library.onDidChange(later),
      reviews.onDidChange(() => {
        this.#looked = true;
        later();
      }),
    ];
    this.#wait();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#later);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  get count(): number {
    return dueAt(this.#forecast, Date.now());
  }

  /** Takes the present state of all cards. */
  look(deck: LoadedDeck, standing: StandingOf): void {
    this.#looked = true;
    clearTimeout(this.#later);
    const before = JSON.stringify(this.#forecast);
    this.#forecast = forecast(deck.cards.keys(), standing, Date.now());
    if (JSON.stringify(this.#forecast) !== before) void this.#state.update(key, this.#forecast);
    this.#tell();
  }

  async #lookAgain(): Promise<void> {
    try {
      this.look(await this.#library.deck(), await this.#reviews.standing());
    } catch (error) {
      this.#log.warn(`Due cards: ${reasonOf(error)}`);
    }
  }

  #tell(): void {
    this.#wait();
    if (this.count === this.#told) return;
    this.#told = this.count;
    this.#changed.fire();
  }

  /** Cards fall due while the window stands still: looks again when the next one does. */
  #wait(): void {
    clearTimeout(this.#timer);
    const now = Date.now();
    const next = this.#forecast.coming.find((time) => time > now);
    if (next === undefined) return;
    this.#timer = setTimeout(
      () => {
        this.#tell();
      },
      Math.min(Math.max(next - now, 1000), longestWait),
    );
  }
}
