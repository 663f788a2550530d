import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPack } from '../../deck/pack.ts';
import type { Concept, Language } from '../../deck/types.ts';
import { inlineMarkdown } from '../../hover/inlineMarkdown.ts';
import { topicTokens, type TopicToken } from '../fixtures/topicTokens.ts';
import { root } from '../workbench/paths.ts';
import { startServer, type LspClient, type OpenDocument } from './lspClient.ts';

const topics = [...new Set(topicTokens.map(({ topic }) => topic))].sort();

function readConcepts(language: Language): Map<string, Concept> {
  const concepts = readPack(readFileSync(path.join(root, 'dist', `notes.${language}.zst`)), 'concepts');
  return new Map(concepts.map((concept) => [concept.id, concept]));
}

/** Says what is wrong with the answer for a token, or undefined. */
function failure({ manifest, concept: id }: TopicToken, answer: string, concepts: Map<string, Concept>) {
  const offset = manifest.indexOf('$$CURSOR$$');
  const line = manifest.slice(manifest.lastIndexOf('\n', offset) + 1).split('\n', 1)[0] ?? '';
  const place = `${line.trim()} (${id})`;
  const concept = concepts.get(id);
  if (concept === undefined) return `${place}: no such concept`;
  const [title = '', summary = ''] = answer.split('\n\n');
  if (answer === '') return `${place}: no hover`;
  if (title.split(' · ')[0] !== `**${inlineMarkdown(concept.name)}**`) return `${place}: ${title}`;
  if (concept.summary === '' || summary === '' || summary.startsWith('- ')) return `${place}: no summary`;
  return undefined;
}

it('has tokens of each technical topic', () => {
  expect(topics).toEqual('T03 T04 T05 T06 T07 T08 T09 T10 T11 T12 T13'.split(' '));
});

describe.each(['en', 'zh-cn'] as const)('the shipped server answers in %s', (language) => {
  let client: LspClient;
  let concepts: Map<string, Concept>;
  const documents = new Map<string, Promise<OpenDocument>>();

  beforeAll(async () => {
    concepts = readConcepts(language);
    client = await startServer({ locale: language, commands: false });
  });
  afterAll(() => {
    client.stop();
  });

  /** Sheets are opened once, however many tokens they hold. */
  function open(text: string): Promise<OpenDocument> {
    const opened = documents.get(text) ?? client.open(`sheet-${documents.size}.yaml`, text);
    documents.set(text, opened);
    return opened;
  }

  it.each(topics)('every token of %s', async (topic) => {
    const failures: string[] = [];
    for (const token of topicTokens.filter((one) => one.topic === topic && one.todo === undefined)) {
      const document = await open(token.manifest.replace('$$CURSOR$$', ''));
      const answer = await document.hover(token.manifest.indexOf('$$CURSOR$$'));
      const wrong = failure(token, answer, concepts);
      if (wrong !== undefined) failures.push(wrong);
    }
    expect(failures).toEqual([]);
  });

  it('writes nothing to its standard error', () => {
    expect(client.stderr()).toBe('');
  });
});

for (const { topic, concept, todo } of topicTokens) {
  if (todo !== undefined) it.todo(`${topic} ${concept}: ${todo}`);
}
