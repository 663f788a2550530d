/** The end of a session: what was strong, what comes back and when, and one thing to do next. */
import { sentenceCase } from '../deck/sentenceCase.ts';
import { htmlLang, render, sessionTitle, type QuizContext } from './context.ts';
import type { NoticeView, SummaryRow, SummaryView } from './protocol.ts';
import { answers, type Answered, type Session } from './session.ts';

/** What the end of a session suggests. */
export type Suggestion =
  /** Go over the points that were missed. */
  | { readonly kind: 'weak'; readonly points: number }
  /** Read the note of the topic that went worst. */
  | { readonly kind: 'note'; readonly topic: string }
  | { readonly kind: 'progress' };

const mostStrong = 5;

/** One answer a card: a card that was asked twice counts with its last one. */
function lastAnswers(session: Session): readonly Answered[] {
  return [...new Map(answers(session).map((answer) => [answer.card, answer])).values()];
}

/** What to do after a session; nothing where nothing was asked. */
export function suggestionOf(session: Session, context: QuizContext): Suggestion | undefined {
  const last = lastAnswers(session);
  if (last.length === 0) return undefined;
  const missed = last.reduce((sum, { card: id, ticked }) => {
    const card = context.card(id);
    const graded = card?.type === 'explain' || card?.type === 'follow-up';
    return graded && card.points.length > 1 ? sum + card.points.length - ticked.length : sum;
  }, 0);
  // What was practised without the schedule is not in the history of points.
  if (missed > 0 && session.scope.cram !== true) return { kind: 'weak', points: missed };
  const failed = new Map<string, number>();
  for (const { card: id, grade } of last) {
    const topic = grade < 3 ? context.card(id)?.topic : undefined;
    if (topic !== undefined) failed.set(topic, (failed.get(topic) ?? 0) + 3 - grade);
  }
  const [worst] = [...failed].sort((a, b) => b[1] - a[1]);
  return worst === undefined ? { kind: 'progress' } : { kind: 'note', topic: worst[0] };
}

export function summary(session: Session, context: QuizContext): SummaryView | NoticeView {
  const title = sessionTitle(session, context);
  const last = lastAnswers(session);
  if (last.length === 0 && session.done.length === 0) {
    return { phase: 'notice', title, message: nothingToAsk(session, context), error: false };
  }
  const rows = [...last]
    .sort((a, b) => a.due - b.due)
    .map(({ card: id, grade, due }): SummaryRow => {
      const card = context.card(id);
      return {
        title: context.topic(card?.topic ?? '')?.title ?? '',
        questionHtml: card === undefined ? '' : render(sentenceCase(card.question), card.file, context),
        grade,
        next: session.scope.cram === true ? '–' : context.when(due),
      };
    });
  const suggestion = suggestionOf(session, context);
  return {
    phase: 'summary',
    title,
    lang: htmlLang(context.language),
    message: message(session, last, context),
    strong: strongTopics(last, context),
    rows,
    ...(suggestion === undefined ? {} : { suggestion: suggestionText(suggestion, context) }),
    canUndo: session.done.length > 0,
  };
}

function message(session: Session, last: readonly Answered[], { t, when }: QuizContext): string {
  const firm = last.filter(({ grade }) => grade >= 3).length;
  if (last.length === 0) return t('No card was graded.');
  if (session.scope.cram === true) {
    return t(
      '{0} of {1} cards were firm. This was practice: the schedule has not changed.',
      firm,
      last.length,
    );
  }
  const soonest = Math.min(...last.map(({ due }) => due));
  return t('{0} of {1} cards were firm. The first comes back {2}.', firm, last.length, when(soonest));
}

/** Topics in which every answer was firm. */
function strongTopics(last: readonly Answered[], context: QuizContext): readonly string[] {
  const firm = new Map<string, boolean>();
  for (const { card: id, grade } of last) {
    const topic = context.card(id)?.topic;
    if (topic !== undefined) firm.set(topic, (firm.get(topic) ?? true) && grade >= 3);
  }
  return [...firm]
    .flatMap(([topic, all]) => (all ? [context.topic(topic)?.title ?? ''] : []))
    .filter((name) => name !== '')
    .slice(0, mostStrong);
}

function suggestionText(
  suggestion: Suggestion,
  { t, topic }: QuizContext,
): { readonly text: string; readonly action: string } {
  switch (suggestion.kind) {
    case 'weak':
      return {
        text:
          suggestion.points === 1
            ? t('1 point was missed. It waits as a card of its own.')
            : t('{0} points were missed. They wait as cards of their own.', suggestion.points),
        action: t('Go over missed points'),
      };
    case 'note':
      return {
        text: t('"{0}" was the hardest. Read its note once more.', topic(suggestion.topic)?.title ?? ''),
        action: t('Open note'),
      };
    case 'progress':
      return { text: t('Nothing was missed. See how ready you are.'), action: t('Show progress') };
  }
}

function nothingToAsk({ scope }: Session, { t }: QuizContext): string {
  switch (scope.kind) {
    case 'due':
      return t(
        'You are done for today: no card is due within the daily limits. Quiz a topic from the tree to practise anyway.',
      );
    case 'weak':
      return t('No point of your answers waits to be gone over.');
    case 'manifest':
      return t('The notes have no cards on what stands in this manifest.');
    case 'tier':
    case 'topics':
      return t('This topic has no cards to ask.');
  }
}
