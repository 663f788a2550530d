import { parseNote } from '../../deck/parse.ts';
import { buildDeck } from '../../deck/deck.ts';
import { historyKey } from '../../deck/identity/version.ts';
import type { Card } from '../../deck/types.ts';
import { Replay } from '../../review/replay.ts';
import type { JournalEvent } from '../../review/events.ts';
import type { Standing } from '../../topics/rows.ts';
import { search } from '../../topics/search.ts';
import { changedNodes, noFilter, TopicModel, type TreeNode } from '../../topics/tree.ts';
import { largeNotebook, source } from '../fixtures/identity/measure.ts';
import { render } from '../fixtures/identity/notebook.ts';
import type { BenchRow } from './types.ts';

const wanted = 20_000;
const now = Date.UTC(2026, 10, 27);
const day = 86_400_000;

function median(run: () => void, rounds = 9): number {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
}

/** The tree on 20,000 cards, half of them reviewed. */
export function treeBench(): Promise<BenchRow[]> {
  const deck = buildDeck(
    largeNotebook(594, 8).map((page, n) =>
      parseNote({ source, path: `${String(n)}.md`, text: render(page).text }),
    ),
  );
  const cards = new Map<string, Card>();
  for (const { topics } of deck.chapters)
    for (const topic of topics) for (const card of topic.cards) cards.set(card.id, card);
  const replay = new Replay({ rolloverHour: 4, offset: () => 0 });
  const events = [...cards.values()].slice(0, wanted / 2).map((card, n): JournalEvent => {
    const t = now - (1 + (n % 9)) * day;
    return { i: `a-${n.toString(16)}`, t, d: Math.floor(t / day), k: 'review', c: historyKey(card), g: 3 };
  });
  replay.add(events);
  const standing = (id: string): Standing | undefined => {
    const card = cards.get(id);
    if (card === undefined) return undefined;
    const key = historyKey(card);
    const { state, due, suspended, leech, stability, lapses } = replay.memory(key);
    if (state === 'new') return undefined;
    const retrievability = replay.retrievability(key, now);
    return { state, due, retrievability, hidden: suspended, suspended, leech, stability, lapses };
  };
  const model = (text = ''): TopicModel =>
    new TopicModel({
      deck,
      sources: new Map(),
      standing,
      now,
      filter: { ...noFilter, text },
      order: 'note',
    });
  const before = model();
  const displayed: TreeNode[] = [];
  const [root] = before.children();
  for (const chapter of before.children(root)) displayed.push(chapter);
  const after = model();
  for (const chapter of displayed) after.row(chapter);
  const face = (row: { readonly kind: string }): string => JSON.stringify(row.kind);
  const size = `${cards.size.toLocaleString('en')} cards`;
  return Promise.resolve([
    {
      name: `tree: ${size}, opened or refreshed after a grade`,
      value: median(() => model().total),
      unit: 'ms',
      target: 50,
    },
    {
      name: `tree: ${size}, which rows changed`,
      value: median(() => changedNodes({ model: before, face }, { model: after, face }, displayed)),
      unit: 'ms',
      target: 10,
    },
    {
      name: `tree: ${size}, filter by a text`,
      value: median(() => model('kube').shown),
      unit: 'ms',
      target: 100,
    },
    {
      name: `tree: ${size}, search with one letter more`,
      value: median(() => search(deck, 'node pressure', 60)),
      unit: 'ms',
      target: 50,
    },
  ]);
}
