import type { Tombstone } from '../deck/events.ts';
import type { ControlEvent } from './eventLog.ts';

/**
 * Which events count as not written. Of all undo and redo events of one event the newest decides, so two devices
 * that see them in another order agree.
 */
export class Tombstones {
  readonly #deciding = new Map<string, Tombstone>();

  /** `events` in order of (time, id). */
  constructor(events: Iterable<ControlEvent> = []) {
    for (const event of events) {
      if (event.k === 'undo' || event.k === 'redo') this.#deciding.set(event.of, event);
    }
  }

  isUndone(id: string): boolean {
    return this.#deciding.get(id)?.k === 'undo';
  }

  /** Ids of undone events with the time of their undoing, the one undone last at the end. */
  undone(): { readonly of: string; readonly t: number }[] {
    const undos = [...this.#deciding.values()].filter((event) => event.k === 'undo');
    return undos.sort((a, b) => a.t - b.t || (a.i < b.i ? -1 : 1));
  }
}
