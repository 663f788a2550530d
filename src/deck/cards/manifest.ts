import { writeAttachment } from '../attachments.ts';
import { cardId } from '../sectionId.ts';
import { firstSentences } from '../sentences.ts';
import type { Attachment, Card, Concept, Language, Topic } from '../types.ts';
import { recipes, type Recipe } from './recipes.ts';

const byPlace = new Map(recipes.map((recipe) => [recipe.on, recipe]));

/** What a card about a manifest shows. */
interface Prepared {
  readonly text: string;
  /** 0-based line of the value. */
  readonly line: number;
  /** The manifest before the change. */
  readonly base: string;
}

export function prepare({ text, before }: Recipe): Prepared {
  const lines = text.split('\n');
  const line = lines.findIndex((one) => one.startsWith('>'));
  const plain = lines.map((one, i) => (i === line ? one.slice(1) : one));
  const base = plain.flatMap((one, i) => (i !== line ? [one] : before === undefined ? [] : [before]));
  return { text: plain.join('\n'), line, base: base.join('\n') };
}

/** The recipe for a place and value; a group that the note names has to be the recipe's. */
function recipeFor({ group, ...on }: Attachment): Recipe | undefined {
  const recipe = byPlace.get(writeAttachment(on));
  const apiVersion = /^apiVersion: (?:(\S+)\/)?\S+$/m.exec(recipe?.text ?? '');
  return group === undefined || group === (apiVersion?.[1] ?? '') ? recipe : undefined;
}

/**
 * Cards about manifests, from concepts whose place and value a recipe knows: what a line does, and where the
 * value is no default, to write it.
 */
export function manifestCards(concept: Concept, topic: Topic, language: Language): Card[] {
  // `cards: explain` chooses among what a section's text yields; these come from the concept's own mark.
  if (topic.allowed?.length === 0) return [];
  const recipe = concept.attachments.map(recipeFor).find((known) => known !== undefined);
  if (recipe === undefined) return [];
  const { text, line, base } = prepare(recipe);
  const shared = {
    type: 'manifest',
    topic: topic.id,
    section: topic.id,
    points: [],
    tier: topic.tier,
    private: topic.private || concept.private === true,
    file: concept.file,
    range: concept.range,
  } as const;
  const explanation = [concept.summary, concept.points.map((point) => `- ${point}`).join('\n')];
  const whatItDoes: Card = {
    ...shared,
    id: cardId(concept.id, 'manifest-line'),
    question: `\`${(text.split('\n')[line] ?? '').trim()}\``,
    answer: explanation.filter((part) => part !== '').join('\n\n'),
    manifest: { text, line },
  };
  if (
    recipe.goal === undefined ||
    concept.status?.state === 'deprecated' ||
    concept.status?.state === 'removed'
  ) {
    return [whatItDoes];
  }
  const colon = language === 'zh-cn' ? '：' : ': ';
  const edit: Card = {
    ...shared,
    id: cardId(concept.id, 'manifest'),
    question: recipe.goal[language],
    answer: `\`\`\`yaml\n${text.trimEnd()}\n\`\`\`\n\n**${concept.name}**${colon}${firstSentences(concept.summary, 2)}`,
    manifest: { text: base, solution: text },
  };
  return [whatItDoes, edit];
}
