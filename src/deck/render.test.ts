import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from './render.ts';

describe('renderMarkdown', () => {
  it('marks alerts with their kind', () => {
    expect(
      renderMarkdown('> [!TRAP] Not a type\n> `clusterIP: None`', { alertTitle: () => 'Interview trap' }),
    ).toBe(
      '<blockquote class="alert alert-trap">\n' +
        '<p><strong class="alert-title">Interview trap</strong> Not a type<br>\n<code>clusterIP: None</code></p>\n' +
        '</blockquote>\n',
    );
    expect(renderMarkdown('> [!WARNING]\n> text')).toContain('class="alert alert-warning"');
    expect(renderMarkdown('> plain')).toBe('<blockquote>\n<p>plain</p>\n</blockquote>\n');
  });

  it('sets bold that ends in a full-width colon', () => {
    expect(renderMarkdown('**就绪探针：**决定流量')).toBe('<p><strong>就绪探针：</strong>决定流量</p>\n');
  });

  it('highlights clozes and leaves operators alone', () => {
    expect(renderMarkdown('a ==b **c**== d')).toBe('<p>a <mark>b <strong>c</strong></mark> d</p>\n');
    expect(renderMarkdown('if a==b or c == d, `x==y`')).toBe('<p>if a==b or c == d, <code>x==y</code></p>\n');
  });

  it('shows HTML of the note as text and hides comments', () => {
    expect(renderMarkdown('kubectl -n <namespace> <!-- id: x --> get')).toBe(
      '<p>kubectl -n &lt;namespace&gt;  get</p>\n',
    );
    expect(renderMarkdown('<script>alert(1)</script>')).toBe(
      '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n',
    );
  });

  it.each([
    ['https://k8s.io', '<a href="https://k8s.io">x</a>'],
    ['mailto:a@b.c', '<a href="mailto:a@b.c">x</a>'],
    ['./other.md#pod', '<a href="./other.md#pod">x</a>'],
    ['javascript:alert(1)', 'x'],
    ['JAVASCRIPT:alert(1)', 'x'],
    ['java&#115;cript:alert(1)', 'x'],
    ['java%73cript:alert(1)', 'x'],
    ['vbscript:x', 'x'],
    ['command:workbench.action.quit', 'x'],
    ['vscode://ext/x', 'x'],
    ['file:///etc/passwd', 'x'],
    ['data:text/html,x', 'x'],
    ['//evil.example', 'x'],
    ['/etc/passwd', 'x'],
    ['\\\\host\\share', 'x'],
  ])('links to %s only if that is safe', (href, html) => {
    expect(renderMarkdown(`[x](${href})`)).toBe(`<p>${html}</p>\n`);
  });

  it('loads local images through the caller and shows the text of others', () => {
    const image = (source: string): string => `page:${source}`;
    expect(renderMarkdown('![Pod phases](media/pod.svg)', { image })).toBe(
      '<p><img src="page:media/pod.svg" alt="Pod phases"></p>\n',
    );
    expect(renderMarkdown('![Pod phases](https://x.example/pod.svg)', { image })).toBe('<p>Pod phases</p>\n');
    expect(renderMarkdown('![Pod phases](media/pod.svg)')).toBe('<p>Pod phases</p>\n');
  });

  it('writes only allowed tags and attributes', () => {
    const pieces = fc.constantFrom(
      ...[
        '<',
        '>',
        '"',
        "'",
        '`',
        '[',
        ']',
        '(',
        ')',
        '!',
        '&',
        '*',
        '_',
        '=',
        '#',
        '|',
        '-',
        '\n',
        ' ',
        'a',
        '中',
        ':',
      ],
      ...[
        'javascript:',
        'onerror=',
        '<img src=x>',
        '](',
        '![',
        '> [!TRAP]',
        '<!--',
        '-->',
        '```',
        '&#106;',
        '\\',
        '{',
        '}',
      ],
    );
    const allowed =
      /^(?:p|br|strong|em|s|mark|code|pre|blockquote|ul|ol|li|table|thead|tbody|tr|th|td|h[1-6]|hr|a|img)$/;
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const html = renderMarkdown(parts.join(''), { image: (source) => source });
        for (const [, name, attributes] of html.matchAll(/<\/?([a-z0-9]+)((?:\s+[a-z-]+="[^"]*")*)\s*>/gi)) {
          expect(name).toMatch(allowed);
          for (const [, attribute, value] of (attributes ?? '').matchAll(/([a-z-]+)="([^"]*)"/g)) {
            expect(attribute).toMatch(/^(?:href|src|alt|class|start)$/);
            if (attribute === 'href')
              expect(value).not.toMatch(/^\s*(?:javascript|command|data|file|vscode):/i);
          }
        }
        expect(html.replace(/<\/?[a-z0-9]+(?:\s+[a-z-]+="[^"]*")*\s*>/gi, '')).not.toMatch(/[<>]/);
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
    );
  });

  it('hands links that no note may have to the page, where it knows them', () => {
    const link = (href: string) => (href.startsWith('command:ours') ? '#follow-0' : undefined);
    const html = renderMarkdown('[a](command:ours) [b](command:theirs) [c](https://x.org/)', { link });
    expect(html).toContain('<a href="#follow-0">a</a> b <a href="https://x.org/">c</a>');
  });
});
