const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** What a tag becomes; every other tag goes, its text stays. */
const tags: Readonly<Record<string, string>> = {
  '<br>': '\n',
  '<p>': '\n\n',
  '</p>': '\n\n',
  '<div>': '\n',
  '</div>': '\n',
  '<li>': '\n- ',
  '<ul>': '\n\n',
  '</ul>': '\n\n',
  '<ol>': '\n\n',
  '</ol>': '\n\n',
  '<b>': '**',
  '</b>': '**',
  '<strong>': '**',
  '</strong>': '**',
  '<code>': '`',
  '</code>': '`',
  '<pre>': '\n\n```\n',
  '</pre>': '\n```\n\n',
};

function decodeEntity(whole: string, name: string): string {
  if (!name.startsWith('#')) return Object.hasOwn(entities, name) ? (entities[name] ?? whole) : whole;
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

/** The text of a field of Anki as Markdown: line breaks, lists, bold and code survive, media and the rest do not. */
export function markdownOf(html: string): string {
  return html
    .replace(/<(script|style)\b[^>]*>[^]*?(?:<\/\1>|$)/gi, '')
    .replace(/\[sound:[^[\]\n]*\]/g, '')
    .replace(/<pre[^>]*>\s*<code[^>]*>/gi, '<pre>')
    .replace(/<\/code>\s*<\/pre>/gi, '</pre>')
    .replace(/<(\/?[a-z][a-z0-9]*)\b[^<>]*>/gi, (_, name: string) => {
      const tag = `<${name.toLowerCase()}>`;
      return Object.hasOwn(tags, tag) ? (tags[tag] ?? '') : '';
    })
    .replace(/&(#?[a-z0-9]{1,8});/gi, decodeEntity)
    .replace(/\*\*(\s*)\*\*/g, '$1')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
