/** What the views of the quiz look up, and what they share. */
import { renderMarkdown } from '../deck/render.ts';
import type { Card, Language, Topic } from '../deck/types.ts';
import type { Translate } from '../l10n/translate.ts';
import type { Outcome } from '../review/scheduler.ts';
import type { Names } from './names.ts';
import type { Clock } from './protocol.ts';
import type { Session } from './session.ts';

/** What the view needs to look up. */
export interface QuizContext {
  readonly language: Language;
  readonly card: (id: string) => Card | undefined;
  readonly topic: (id: string) => Topic | undefined;
  readonly chapterTitle: (topic: string) => string | undefined;
  /** The same card in the other language, where that is shown. */
  readonly other: (id: string) => { readonly card: Card; readonly language: Language } | undefined;
  readonly names: Names;
  readonly isFlagged: (card: string) => boolean;
  readonly clock: Clock;
  /** What each grade would do to a card now. */
  readonly preview: (card: string) => readonly Outcome[];
  /** When a card comes back, in words. */
  readonly when: (due: number) => string;
  /** Maps the address of a local picture of a note to one that the page may load; undefined drops it. */
  readonly image: (file: string, address: string) => string | undefined;
  readonly t: Translate;
}

/** The title of a session: its topic, or what it is about. */
export function sessionTitle({ scope }: Session, { t, topic, chapterTitle }: QuizContext): string {
  const named = (): string => {
    switch (scope.kind) {
      case 'due':
        return t('Due cards');
      case 'weak':
        return t('Missed points');
      case 'tier':
        return scope.tier === 'must'
          ? t('Must cards')
          : scope.tier === 'should'
            ? t('Should cards')
            : t('Extra cards');
      case 'manifest':
        return scope.name;
      case 'topics': {
        const [first, ...others] = scope.topics;
        const found = first === undefined ? undefined : topic(first);
        if (found === undefined) return t('Quiz');
        return others.length === 0 ? found.title : (chapterTitle(found.id) ?? found.title);
      }
    }
  };
  const name = scope.minutes === undefined ? named() : t('{0}, {1} min', named(), scope.minutes);
  return scope.cram === true ? t('{0} (practice)', name) : name;
}

export function render(markdown: string, file: string, context: QuizContext): string {
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
