/** What the page shows for a session, computed from session, deck and memory. */
import { alertsOf } from '../deck/alerts.ts';
import { clozeGap } from '../deck/cards/cloze.ts';
import { plainText } from '../deck/inline.ts';
import { isAllowedLink } from '../deck/render.ts';
import { sentenceCase } from '../deck/sentenceCase.ts';
import type { Alert, Card, CardManifest, CardType } from '../deck/types.ts';
import type { Translate } from '../l10n/translate.ts';
import { fuzzFactor } from '../review/scheduler.ts';
import { htmlLang, render, type QuizContext } from './context.ts';
import { shortDelay } from './interval.ts';
import {
  fieldsOf,
  isRecognised,
  judge,
  labelOf,
  parseOrder,
  shuffled,
  wordsText,
  type Judgement,
} from './judge.ts';
import type { Difference } from './manifestAnswer.ts';
import { givenPoints } from './pointCards.ts';
import type {
  Grade,
  GradeView,
  InputView,
  ManifestView,
  OtherView,
  PointView,
  Progress,
  QuestionView,
  QuizView,
  SourceView,
  YoursView,
} from './protocol.ts';
import { currentCard, proposeForChoice, proposeGrade, remaining, spentMs, type Session } from './session.ts';
import { summary } from './summary.ts';
import { taskOf } from './task.ts';
import { squeeze } from './words.ts';

/** Seconds that a card takes, for the estimate of what is left. */
const secondsFor: Readonly<Record<CardType, number>> = {
  explain: 90,
  'follow-up': 60,
  order: 60,
  manifest: 60,
  list: 45,
  table: 40,
  define: 30,
  point: 30,
  choice: 20,
  cloze: 15,
};
/** Seconds to say an answer aloud. */
const clockSeconds = 90;

export function quizView(session: Session, context: QuizContext): QuizView {
  const id = currentCard(session);
  const card = id === undefined ? undefined : context.card(id);
  return card === undefined ? summary(session, context) : cardView(session, card, context);
}

function cardView(session: Session, card: Card, context: QuizContext): QuizView {
  const { t } = context;
  const topic = context.topic(card.topic);
  const html = (markdown: string): string => render(markdown, card.file, context);
  const chapter = context.chapterTitle(card.topic);
  const given = givenPoints(context.card, card);
  const other = session.beside ? otherView(session, card, context) : undefined;
  const shared = {
    title: topic?.title ?? '',
    path: [...(chapter === undefined ? [] : [chapter]), ...(topic?.groups ?? [])],
    progress: progressOf(session, context),
    turn: session.done.length,
    lang: htmlLang(context.language),
    task: taskOf(card, t),
    questionHtml: questionHtml(card, html),
    mainHtml: card.type === 'follow-up' && topic !== undefined ? html(sentenceCase(topic.question)) : '',
    givenHtml: given.map(html),
    ...(card.manifest === undefined ? {} : { manifest: manifestView(card.manifest) }),
    typed: session.typed,
    canUndo: session.done.length > 0,
    flagged: context.isFlagged(card.id),
    ...(other === undefined ? {} : { other }),
  };
  if (!session.revealed) {
    return { phase: 'question', ...shared, input: inputOf(card, session, html), ...clockOf(card, context) };
  }
  const options = card.options ?? [];
  const [chosen] = session.ticked;
  const alerts = alertsOf(card, topic);
  const judgement = judge(card, session.typed, context.names);
  const proposed = proposedGrade(card, session, judgement);
  return {
    phase: 'answer',
    ...shared,
    yours: yoursOf(card, session.typed),
    verdict: verdictOf(card, session, judgement, t),
    options: options.map(({ text, correct, why }, index) => ({
      html: html(text),
      correct,
      chosen: index === chosen,
      whyHtml: html(sentenceCase(why)),
    })),
    points: card.points.map((point, index): PointView => ({
      html: html(point),
      ticked: session.ticked.includes(index),
      why: whyOf(card, index, judgement, t),
    })),
    ordered: card.type === 'order',
    answerHtml: html(sentenceCase(card.answer)),
    alertsHtml: alertsHtml(alerts, html),
    sources: sourcesOf(alerts),
    grades: gradesOf(card, session, context),
    ...(proposed === undefined ? {} : { proposed }),
  };
}

/** The gap of a cloze is an element of its own, so that the page can fill it as the user types. */
function questionHtml(card: Card, html: (markdown: string) => string): string {
  const rendered = html(sentenceCase(card.question));
  return card.type === 'cloze'
    ? rendered.replace(clozeGap, `<span class="gap">${clozeGap}</span>`)
    : rendered;
}

function manifestView({ text, line }: CardManifest): ManifestView {
  return { text, ...(line === undefined ? {} : { line }) };
}

function otherView(session: Session, card: Card, context: QuizContext): OtherView | undefined {
  const found = context.other(card.id);
  if (found === undefined) return undefined;
  const html = (markdown: string): string => render(sentenceCase(markdown), found.card.file, context);
  return {
    lang: htmlLang(found.language),
    questionHtml: html(found.card.question),
    answerHtml: session.revealed ? html(found.card.answer) : '',
  };
}

function inputOf(card: Card, session: Session, html: (markdown: string) => string): InputView {
  const { typed } = session;
  switch (card.type) {
    case 'choice':
      return { kind: 'choice', options: (card.options ?? []).map(({ text }) => ({ html: html(text) })) };
    case 'list': {
      const fields = fieldsOf(typed, card.points.length);
      return {
        kind: 'fields',
        fields: fields.map((value, i) => ({ label: String(i + 1), value })),
        recognised: true,
      };
    }
    case 'table': {
      if (card.points.length < 2) return { kind: 'text', line: true };
      const fields = fieldsOf(typed, card.points.length);
      return {
        kind: 'fields',
        fields: card.points.map((point, i) => ({ label: labelOf(point), value: fields[i] ?? '' })),
        recognised: false,
      };
    }
    case 'order': {
      const seed = fuzzFactor(card.id, session.done.length);
      const steps = parseOrder(typed, card.points.length) ?? shuffled(card.points.length, seed);
      return { kind: 'order', steps: steps.map((step) => ({ step, html: html(card.points[step] ?? '') })) };
    }
    case 'cloze':
      return { kind: 'text', line: true };
    case 'define':
      return { kind: 'text', line: card.reverse === true };
    case 'manifest':
      return card.manifest?.solution === undefined ? { kind: 'text', line: false } : { kind: 'yaml' };
    case 'explain':
    case 'follow-up':
    case 'point':
      return { kind: 'text', line: false };
  }
}

function clockOf(card: Card, { clock }: QuizContext): Pick<QuestionView, 'clock'> {
  const spoken = card.type === 'explain' || card.type === 'follow-up';
  return spoken && clock !== 'off' ? { clock: { seconds: clockSeconds, start: clock } } : {};
}

function yoursOf(card: Card, typed: string): YoursView {
  if (typed.trim() === '' || card.type === 'choice') return { kind: 'none' };
  if (card.manifest?.solution !== undefined) return { kind: 'code', text: typed };
  if (card.type === 'order') {
    const steps = parseOrder(typed, card.points.length);
    return steps === undefined
      ? { kind: 'none' }
      : { kind: 'items', ordered: true, items: steps.map((step) => plainText(card.points[step] ?? '')) };
  }
  if (card.type === 'list') {
    return { kind: 'items', ordered: false, items: typed.split('\n').filter((entry) => entry.trim() !== '') };
  }
  if (card.type === 'table' && card.points.length > 1) {
    const fields = fieldsOf(typed, card.points.length);
    return {
      kind: 'items',
      ordered: false,
      items: card.points.map((point, i) => `${labelOf(point)}: ${fields[i] ?? ''}`),
    };
  }
  return { kind: 'text', text: typed };
}

/** Why a point is ticked, or what stood in its place. */
function whyOf(card: Card, point: number, { words, places }: Judgement, t: Translate): string {
  const place = places?.[point];
  if (place !== undefined) return place === point ? '' : t('you put it at {0}', place + 1);
  const found = words[point] ?? [];
  if (found.length === 0) return '';
  // Who wrote it as the note has it needs not be told.
  const same = found.length === 1 && squeeze(card.points[point] ?? '').endsWith(squeeze(found[0] ?? ''));
  return same ? '' : t('you wrote: {0}', wordsText(found));
}

/** What a typed answer was recognised as; words where the ticks do not say it. */
function verdictOf(card: Card, session: Session, judgement: Judgement, t: Translate): string {
  if (session.typed.trim() === '' || card.type === 'choice' || card.type === 'order') return '';
  const { manifest, whole } = judgement;
  if (manifest !== undefined) {
    if (manifest.error !== undefined) {
      return t('Line {0} cannot be read: {1}', manifest.error.line, manifest.error.message);
    }
    const lines = manifest.missing.map((difference) => differenceText(difference, t));
    if (lines.length === 0) lines.push(t('The manifest does what was asked.'));
    if (manifest.beyond.length > 0) {
      lines.push(t('Changed beyond the task:'), ...manifest.beyond.map((one) => differenceText(one, t)));
    }
    return lines.join('\n');
  }
  if (card.points.length > 0) {
    return judgement.ticked.length > 0 ? '' : t('No point was recognised: tick what you had.');
  }
  return isRecognised(judgement)
    ? t('Recognised: {0}', wordsText(whole))
    : t('Not recognised: compare it yourself.');
}

function differenceText({ path, expected, found }: Difference, t: Translate): string {
  if (found === undefined) return t('{0} is missing: {1}', path, expected ?? '');
  if (expected === undefined) return t('{0} is too much: {1}', path, found);
  return t('{0} should be {1}, not {2}', path, expected, found);
}

/** The grade that the answer speaks for; none where a typed answer was not recognised, which proves nothing. */
function proposedGrade(card: Card, session: Session, judgement: Judgement): Grade | undefined {
  const { ticked, typed } = session;
  if (card.type === 'choice') {
    return proposeForChoice(
      (card.options ?? []).map(({ correct }) => correct),
      ticked[0],
    );
  }
  if (typed.trim() === '') return proposeGrade(card.points.length, ticked.length);
  const { manifest } = judgement;
  if (manifest !== undefined) {
    if (manifest.error !== undefined || manifest.missing.length > 0) return undefined;
    return manifest.beyond.length > 0 ? 2 : 3;
  }
  if (card.points.length === 0) return isRecognised(judgement) ? 3 : undefined;
  if (ticked.length === 0) return undefined;
  if (card.type === 'order') return ticked.length === card.points.length ? 3 : 2;
  return proposeGrade(card.points.length, ticked.length);
}

function gradesOf(card: Card, { scope }: Session, { preview, t }: QuizContext): readonly GradeView[] {
  return preview(card.id).map(({ grade, delay }): GradeView => {
    if (scope.cram !== true) return { grade, interval: shortDelay(delay, t) };
    return { grade, interval: grade === 1 ? t('again soon') : t('done') };
  });
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

function progressOf(session: Session, { card }: QuizContext): Progress {
  const left = remaining(session);
  const done = session.done.filter(({ kind }) => kind === 'graded').length;
  const ids = [...session.queue, ...session.waiting.map((entry) => entry.card)];
  const seconds = ids.reduce((sum, id) => sum + secondsFor[card(id)?.type ?? 'define'], 0);
  const { minutes } = session.scope;
  if (minutes === undefined) return { done, left, minutes: Math.ceil(seconds / 60) };
  const rest = Math.max(0, minutes * 60 - spentMs(session) / 1000);
  const fitting = Math.max(1, Math.round((rest / Math.max(seconds, 1)) * ids.length));
  return { done, left: Math.min(left, fitting), minutes: Math.ceil(Math.min(rest, seconds) / 60) };
}
