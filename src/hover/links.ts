import type { Translate } from '../l10n/translate.ts';
import { plainText, safeLink } from './inlineMarkdown.ts';

/** The only commands that a hover may run. Each takes the topic's id. */
export const hoverCommands = ['k8sRecall.openTopic', 'k8sRecall.quizTopic'] as const;
export type HoverCommand = (typeof hoverCommands)[number];

/** What the last line of a hover leads to. */
export interface HoverLinks {
  /** Page of the documentation. */
  readonly docs?: string;
  readonly topic?: string;
}

function commandLink(label: string, command: HoverCommand, topic: string): string {
  // encodeURIComponent leaves characters that end a Markdown link.
  const argument = encodeURIComponent(JSON.stringify([topic])).replace(
    /[()'*!]/g,
    (char) => `%${char.charCodeAt(0).toString(16)}`,
  );
  return `[${plainText(label)}](command:${command}?${argument})`;
}

/**
 * The last line of a hover; empty if there is nothing to lead to. `commands` says that the client can run the
 * commands of `hoverCommands`; `due` is how many of the topic's cards are due, where that is known.
 */
export function linksLine(links: HoverLinks, commands: boolean, t: Translate, due = 0): string {
  const parts: string[] = [];
  const docs = links.docs === undefined ? undefined : safeLink(links.docs);
  if (docs !== undefined) parts.push(`[${plainText(t('Docs'))}](${docs})`);
  if (commands && links.topic !== undefined) {
    const quiz = due > 0 ? t('Quiz me ({0} due)', due) : t('Quiz me');
    parts.push(commandLink(t('Topic'), 'k8sRecall.openTopic', links.topic));
    parts.push(commandLink(quiz, 'k8sRecall.quizTopic', links.topic));
  }
  return parts.join(' · ');
}

/** The Chinese page of the Kubernetes documentation; its concepts and tasks are translated as a whole. */
export function chinesePage(link: string): string {
  return link.replace(
    /^https:\/\/kubernetes\.io\/docs\/(?=concepts\/|tasks\/)/,
    'https://kubernetes.io/zh-cn/docs/',
  );
}
