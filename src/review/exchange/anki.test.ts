import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildDeck } from '../../deck/deck.ts';
import { parseNote } from '../../deck/parse.ts';
import { ankiNotes, notesFromAnki, readAnki, writeAnki } from './anki.ts';
import { markdownOf } from './html.ts';

const note = `# Networking

## Which Service types are there? <!-- id: service-types -->
- **ClusterIP**: a virtual IP inside the cluster.
- **NodePort**: the same port on every node.

## Salary talk <!-- id: salary | private -->
My number is 42, and it stays between us.
`;

describe('export', () => {
  test('every open card once, with guid, deck and tags, so that Anki updates it', () => {
    const deck = buildDeck([parseNote({ source: '', path: 'net.md', language: 'en', text: note })]);
    const notes = ankiNotes(deck, 'K8s Recall', (markdown) => `<p>${markdown}</p>`);
    const text = writeAnki(notes);
    expect(text.split('\n').slice(0, 5)).toEqual([
      '#separator:tab',
      '#html:true',
      '#guid column:1',
      '#deck column:2',
      '#tags column:5',
    ]);
    expect(text).toContain('\tK8s Recall::Networking\t<p>Which Service types are there?</p>\t');
    expect(text).toContain('k8s-recall explain should service-types\n');
    expect(text).not.toContain('42');
    expect(new Set(notes.map(({ guid }) => guid)).size).toBe(notes.length);
    expect(readAnki(text)).toEqual({ notes, skipped: 0 });
  });

  test('any text comes back', () => {
    const word = fc.stringMatching(/^[a-z中]{1,5}$/);
    const field = fc.string({
      unit: fc.constantFrom('a', '题', '"', '\t', '\n', '#', '<b>', ' '),
      minLength: 1,
    });
    const notes = fc.array(
      fc.record({
        guid: fc.oneof(word, fc.constant('#odd')),
        deck: word,
        tags: fc.array(word),
        front: field.filter((text) => text.trim() !== ''),
        back: field.filter((text) => text.trim() !== ''),
      }),
    );
    fc.assert(
      fc.property(notes, (given) => {
        expect(readAnki(writeAnki(given)).notes).toEqual(given);
      }),
    );
  });
});

describe('import', () => {
  test('an export with note type, guid, deck and tags becomes chapters and headings', () => {
    const text = [
      '#separator:tab',
      '#html:true',
      '#guid column:1',
      '#notetype column:2',
      '#deck column:3',
      '#tags column:6',
      'Fx#k\tBasic\tInterview::Pods\tWhat is a <b>pause</b> container?\t"Holds the namespaces:<ul><li>network</li><li>IPC</li></ul>"\tk8s',
      'mine\tBasic\tInterview::Pods\tours\tours',
      'Fx#l\tBasic\tInterview::Nodes\t  \tno front',
      'Fx#m\tBasic\tInterview::Nodes\tkubelet?\t# not a heading<br>runs Pods &amp; probes [sound:x.mp3]<img src="x.png">\t',
    ].join('\r\n');
    const { notes, skipped } = readAnki(text);
    expect([notes.length, skipped]).toEqual([3, 1]);
    expect(notes[0]).toMatchObject({ guid: 'Fx#k', deck: 'Interview::Pods', tags: ['k8s'] });
    expect(notesFromAnki(notes, (guid) => guid === 'mine')).toBe(`# Pods

## What is a **pause** container?

Holds the namespaces:

- network
- IPC

# Nodes

## kubelet?

\\# not a heading
runs Pods & probes
`);
  });

  test('plain files without a head', () => {
    expect(readAnki('question;answer; more\n').notes).toMatchObject([{ front: 'question', back: 'answer' }]);
    expect(readAnki('a,b').notes).toMatchObject([{ front: 'a', back: 'b', guid: '', deck: '', tags: [] }]);
    const head = '#separator:Semicolon\n#html:false\n#deck:Pods\n#tags:k8s net\n';
    const { notes } = readAnki(`${head}x<y;"1\n2"\n`);
    expect(notes).toEqual([
      { guid: '', deck: 'Pods', tags: ['k8s', 'net'], front: 'x&lt;y', back: '1<br>2' },
    ]);
    expect(notesFromAnki(notes, () => false)).toBe('# Pods\n\n## x<y\n\n1\n2\n');
    expect(readAnki('').notes).toEqual([]);
  });
});

test.each([
  ['a<br/>b', 'a\nb'],
  ['<div>a</div><div>b</div>', 'a\n\nb'],
  ['<pre><code class="x">kubectl get po\n</code></pre>', '```\nkubectl get po\n\n```'],
  ['<script>alert(1)</script>x <a href="javascript:y">link</a>', 'x link'],
  ['&lt;namespace&gt; &#20013;&#x6587; &bogus; &constructor;', '<namespace> 中文 &bogus; &constructor;'],
  ['<b></b>x', 'x'],
])('HTML %j', (html, markdown) => {
  expect(markdownOf(html)).toBe(markdown);
});
