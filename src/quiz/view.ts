/** What the page shows for a session, computed from session, deck and memory. */
import { alertsOf } from '../deck/alerts.ts';
import { isAllowedLink, renderMarkdown } from '../deck/render.ts';
import { sentenceCase } from '../deck/sentenceCase.ts';
import type { Alert, Card, Language, Topic } from '../deck/types.ts';
import type { Translate } from '../l10n/translate.ts';
import type { Outcome } from '../review/scheduler.ts';
import { shortDelay } from './interval.ts';
import type { GradeView, PointView, Progress, QuizView, SourceView, SummaryRow } from './protocol.ts';
import { currentCard, proposeForChoice, proposeGrade, remaining, type Session } from './session.ts';
import { taskOf } from './task.ts';

/** What the view needs to look up. */
export interface QuizContext {
  readonly language: Language;
  readonly card: (id: string) => Card | undefined;
  readonly topic: (id: string) => Topic | undefined;
  readonly chapterTitle: (topic: string) => string | undefined;
  /** What each grade would do to a card now. */
  readonly preview: (card: string) => readonly Outcome[];
  /** When a card comes back, in words. */
  readonly when: (due: number) => string;
  /** Maps the address of a local picture of a note to one that the page may load; undefined drops it. */
  readonly image: (file: string, address: string) => string | undefined;
  readonly t: Translate;
}

/** Seconds that a card takes, for the estimate of what is left. */
const secondsPerCard = 50;

export function quizView(session: Session, context: QuizContext): QuizView {
  const id = currentCard(session);
  const card = id === undefined ? undefined : context.card(id);
  return card === undefined ? summary(session, context) : cardView(session, card, context);
}

/** The title of a session: its topic, or what it is about. */
export function sessionTitle(session: Session, context: QuizContext): string {
  if (session.scope.kind === 'due') return context.t('Due cards');
  const [first, ...others] = session.scope.topics;
  const topic = first === undefined ? undefined : context.topic(first);
  if (topic === undefined) return context.t('Quiz');
  if (others.length === 0) return topic.title;
  return context.chapterTitle(topic.id) ?? topic.title;
}

function cardView(session: Session, card: Card, context: QuizContext): QuizView {
  const { t } = context;
  const topic = context.topic(card.topic);
  const html = (markdown: string): string => render(markdown, card.file, context);
  const chapter = context.chapterTitle(card.topic);
  const shared = {
    title: topic?.title ?? '',
    path: [...(chapter === undefined ? [] : [chapter]), ...(topic?.groups ?? [])],
    progress: progressOf(session),
    lang: htmlLang(context.language),
    task: taskOf(card, t),
    questionHtml: html(sentenceCase(card.question)),
    typed: session.typed,
    canUndo: session.answered.length > 0,
  };
  const options = card.options ?? [];
  if (!session.revealed) {
    return { phase: 'question', ...shared, options: options.map(({ text }) => ({ html: html(text) })) };
  }
  const [chosen] = session.ticked;
  const alerts = alertsOf(card, topic);
  return {
    phase: 'answer',
    ...shared,
    options: options.map(({ text, correct, why }, index) => ({
      html: html(text),
      correct,
      chosen: index === chosen,
      whyHtml: html(sentenceCase(why)),
    })),
    points: card.points.map((point, index): PointView => ({
      html: html(point),
      ticked: session.ticked.includes(index),
    })),
    answerHtml: html(sentenceCase(card.answer)),
    alertsHtml: alertsHtml(alerts, html),
    sources: sourcesOf(alerts),
    grades: context
      .preview(card.id)
      .map((outcome): GradeView => ({ grade: outcome.grade, interval: shortDelay(outcome.delay, t) })),
    proposed:
      options.length > 0
        ? proposeForChoice(
            options.map(({ correct }) => correct),
            chosen,
          )
        : proposeGrade(card.points.length, session.ticked.length),
  };
}

/** Traps and corrections that belong to the answer; follow-ups are cards of their own. */
function alertsHtml(alerts: readonly Alert[], html: (markdown: string) => string): string {
  return alerts
    .filter(({ kind }) => kind === 'trap' || kind === 'outdated')
    .map((alert) => {
      const lines = [`[!${alert.kind.toUpperCase()}] ${alert.title}`.trimEnd(), ...alert.body.split('\n')];
      return html(lines.map((line) => `> ${line}`).join('\n'));
    })
    .join('\n');
}

/** Pages that the note names as its sources, each once; the label is short enough for one line. */
function sourcesOf(alerts: readonly Alert[]): readonly SourceView[] {
  const addresses = alerts
    .filter(({ kind }) => kind === 'source')
    .flatMap(({ title, body }) => `${title} ${body}`.match(/https?:\/\/[^\s<>)\]]+/g) ?? []);
  return [...new Set(addresses)].filter(isAllowedLink).map((href) => ({ href, label: sourceLabel(href) }));
}

/** `kubernetes.io: service, type-nodeport` for a page of the documentation with its anchor. */
function sourceLabel(href: string): string {
  const [, host = href, path = '', anchor = ''] = /^https?:\/\/([^/#]+)([^#]*)#?(.*)$/.exec(href) ?? [];
  const page =
    path
      .split('/')
      .filter((part) => part !== '')
      .at(-1) ?? '';
  const parts = [page, anchor].filter((part) => part !== '').map((part) => part.replace(/\.(html|md)$/, ''));
  return parts.length === 0 ? host : `${host}: ${parts.join(', ')}`;
}

function progressOf(session: Session): Progress {
  const left = remaining(session);
  return { done: session.answered.length, left, minutes: Math.ceil((left * secondsPerCard) / 60) };
}

function summary(session: Session, context: QuizContext): QuizView {
  const { t } = context;
  const title = sessionTitle(session, context);
  const rows = lastAnswers(session).map(({ card: id, grade, due }): SummaryRow => {
    const card = context.card(id);
    return {
      title: context.topic(card?.topic ?? '')?.title ?? '',
      questionHtml: card === undefined ? '' : render(sentenceCase(card.question), card.file, context),
      grade,
      next: context.when(due),
    };
  });
  if (rows.length === 0) {
    return {
      phase: 'notice',
      title,
      message:
        session.scope.kind === 'due'
          ? t(
              'You are done for today: no card is due within the daily limits. Quiz a topic from the tree to practise anyway.',
            )
          : t('This topic has no cards to ask.'),
      error: false,
    };
  }
  return {
    phase: 'summary',
    title,
    lang: htmlLang(context.language),
    message: summaryMessage(session, context),
    rows,
    canUndo: session.answered.length > 0,
  };
}

/** One line a card: a card that was asked twice counts with its last answer. */
function lastAnswers(session: Session): Session['answered'] {
  const last = new Map(session.answered.map((answer) => [answer.card, answer]));
  return [...last.values()];
}

function summaryMessage(session: Session, { t, when }: QuizContext): string {
  const cards = lastAnswers(session);
  const firm = cards.filter(({ grade }) => grade >= 3).length;
  const soonest = Math.min(...cards.map(({ due }) => due));
  return t('{0} of {1} cards were firm. The first comes back {2}.', firm, cards.length, when(soonest));
}

function render(markdown: string, file: string, context: QuizContext): string {
  const { t, image } = context;
  return renderMarkdown(markdown, {
    image: (address) => image(file, address),
    alertTitle: (marker) => {
      if (marker === 'TRAP') return t('Trap');
      return marker === 'OUTDATED' ? t('Outdated') : marker;
    },
  });
}

export function htmlLang(language: Language): string {
  return language === 'zh-cn' ? 'zh-CN' : 'en';
}
