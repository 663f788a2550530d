import * as vscode from 'vscode';
import { cardEvent, historyKey, versionOf } from '../deck/identity/version.ts';
import type { Card } from '../deck/types.ts';
import type { JournalEvent } from '../review/events.ts';
import { historyText } from '../topics/history.ts';
import type { Reports } from './reports.ts';
import type { Reviews } from './reviews.ts';
import { translate } from './translate.ts';

/** Events that are appended at once, so that the window stays responsive. */
const portion = 2000;
/** Milliseconds that a message stays in the status bar. */
const statusTime = 6000;

type Action = 'suspend' | 'unsuspend' | 'reset';

/** Does one thing to many cards; returns the ids of the events, for an undo. */
async function act(reviews: Reviews, cards: readonly Card[], action: Action): Promise<readonly string[]> {
  const { journal, replay } = await reviews.history();
  const known = new Set([...replay.log.versions()].map(({ i }) => i));
  const now = Date.now();
  const done: string[] = [];
  const events = cards.flatMap((card): readonly JournalEvent[] => {
    const version = versionOf(card);
    const event = { i: journal.nextId(), t: now, k: action, c: version.key };
    done.push(event.i);
    return known.has(version.event) ? [event] : [cardEvent(version, now), event];
  });
  await append(reviews, events);
  return done;
}

async function append(reviews: Reviews, events: readonly JournalEvent[]): Promise<void> {
  const { journal } = await reviews.history();
  for (let start = 0; start < events.length; start += portion) {
    await journal.append(...events.slice(start, start + portion));
  }
}

/** Takes cards out of all sessions, or back in; those that are it already are left alone. */
export async function setSuspended(
  reviews: Reviews,
  cards: readonly Card[],
  suspended: boolean,
): Promise<void> {
  const { replay } = await reviews.history();
  const meant = cards.filter((card) => replay.memory(historyKey(card)).suspended !== suspended);
  await act(reviews, meant, suspended ? 'suspend' : 'unsuspend');
  tell(
    suspended
      ? meant.length === 1
        ? translate('1 card is suspended.')
        : translate('{0} cards are suspended.', meant.length)
      : meant.length === 1
        ? translate('1 card is asked again.')
        : translate('{0} cards are asked again.', meant.length),
  );
}

/** Makes cards new again. Their reviews stay in the journal, and the message offers to take it back. */
export async function reset(reviews: Reviews, cards: readonly Card[]): Promise<void> {
  const { replay } = await reviews.history();
  const met = cards.filter((card) => replay.memory(historyKey(card)).state !== 'new');
  if (met.length === 0) {
    tell(translate('These cards are new already.'));
    return;
  }
  const events = await act(reviews, met, 'reset');
  const undo = translate('Undo');
  const message =
    met.length === 1 ? translate('1 card is new again.') : translate('{0} cards are new again.', met.length);
  void vscode.window.showInformationMessage(message, undo).then(async (choice) => {
    if (choice !== undo) return;
    const { journal } = await reviews.history();
    const now = Date.now();
    await append(
      reviews,
      events.map((of) => ({ i: journal.nextId(), t: now, k: 'undo', of })),
    );
  });
}

/** Shows how a card stands and what was done to it. */
export async function showHistory(reviews: Reviews, reports: Reports, card: Card): Promise<void> {
  const actions = await reviews.actionsOf(card);
  const { replay } = await reviews.history();
  const date = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
  const text = historyText({
    card,
    actions,
    memory: replay.memory(historyKey(card)),
    retrievability: replay.retrievability(historyKey(card), Date.now()),
    when: (due) => reviews.when(due),
    date: (time) => date.format(time),
    t: translate,
  });
  await reports.show(translate('Card history'), text);
}

function tell(message: string): void {
  vscode.window.setStatusBarMessage(message, statusTime);
}
