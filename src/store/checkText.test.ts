import { describe, expect, it } from 'vitest';
import { translator } from '../l10n/translate.ts';
import type { CheckReport } from './check.ts';
import { checkText } from './checkText.ts';

const sound: CheckReport = { files: 2, events: 30, duplicates: 1, damaged: [], findings: [] };
const options = {
  folder: '/home/me/journal',
  questionOf: (key: string) => (key === 'pods' ? 'What is a `Pod`?' : undefined),
  t: translator(),
};

describe('the report of a check', () => {
  it('says that everything is in order', () => {
    expect(checkText(sound, options)).toBe(`# Check of the review journal

- Folder: \`/home/me/journal\`
- Files: 2
- Events: 30
- Repeated lines: 1 (harmless, each event counts once)

Everything is in order.
`);
  });

  it('tells each finding, what it means and where it is', () => {
    const text = checkText(
      {
        ...sound,
        damaged: [
          { file: 'a.x.jsonl', offset: 80, problem: 'not-json', text: '{"i":`\n' },
          { file: 'a.x.jsonl', offset: 90, problem: 'unknown-kind', text: '{"k":"new"}' },
        ],
        findings: [
          { kind: 'future', id: 'w-1', events: 1 },
          { kind: 'orphan', id: 'pods', events: 3 },
          { kind: 'orphan', id: 'gone', events: 1 },
        ],
      },
      options,
    );
    expect(text).toContain('## Damaged lines (1)');
    expect(text).toContain('- `a.x.jsonl`, byte 80: `` {"i":` ``');
    expect(text).toContain('## Unknown events (1)');
    expect(text).toContain('## Events in the future (1)');
    expect(text).toContain('- What is a \\`Pod\\`? (3)\n- gone (1)');
    expect(text).not.toContain('in order');
  });

  it('lists the first of many and counts the rest', () => {
    const findings = Array.from({ length: 25 }, (_, n) => ({
      kind: 'future' as const,
      id: `w-${String(n)}`,
      events: 1,
    }));
    const text = checkText({ ...sound, findings }, options);
    expect(text).toContain('- `w-19`\n- and 5 more');
    expect(text).not.toContain('w-20');
  });
});
