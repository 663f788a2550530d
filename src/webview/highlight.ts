import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import json from 'highlight.js/lib/languages/json';
import yaml from 'highlight.js/lib/languages/yaml';

hljs.registerLanguage('yaml', yaml);
hljs.registerLanguage('bash', bash);
hljs.registerLanguage('json', json);
hljs.registerAliases(['console', 'shell'], { languageName: 'bash' });

/** Code as HTML with classes for its parts; text that it escapes itself. */
export function highlighted(code: string, language: string): string {
  return hljs.highlight(code, { language, ignoreIllegals: true }).value;
}

/** Longest code that is coloured; a longer one is data. */
const longest = 20_000;

/** Colours the code blocks below `root` whose language is known. */
export function highlightBlocks(root: HTMLElement): void {
  for (const block of root.querySelectorAll<HTMLElement>('pre > code[class^="language-"]')) {
    const language = block.className.slice('language-'.length);
    const text = block.textContent;
    if (hljs.getLanguage(language) === undefined || text.length > longest) continue;
    block.innerHTML = highlighted(text, language);
  }
}
