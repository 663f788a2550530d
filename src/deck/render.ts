import MarkdownIt, { type Token } from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';
import { clozes } from './inline.ts';
import { readLines } from './lines.ts';

/** How the parts of a note that lie outside of it are shown. */
export interface RenderOptions {
  /** Address under which a local image may be loaded, or undefined to show its alternative text. */
  readonly image?: (source: string) => string | undefined;
  /** Heading of an alert by its marker (`TRAP`, `WARNING`, ...); the marker itself where undefined. */
  readonly alertTitle?: (marker: string) => string;
  /** Address in place of one that no note may have, where the page knows what to do with it. */
  readonly link?: (href: string) => string | undefined;
}

/**
 * Renders the Markdown of a card or topic as HTML that is safe in a page of ours whatever the note holds: no
 * HTML of the note's own, no address but `https`, `http`, `mailto` and relative ones, no remote image, and no
 * attribute beyond `href`, `src`, `alt`, `class` and `start`.
 */
export function renderMarkdown(markdown: string, options: RenderOptions = {}): string {
  renderer ??= createRenderer();
  const { lines } = readLines(markdown, () => undefined);
  const text = lines.map((line) => (line.text === '' ? '' : ' '.repeat(line.indent) + line.text)).join('\n');
  return renderer.render(text, { options });
}

let renderer: ReturnType<typeof createRenderer> | undefined;

interface RenderEnv {
  readonly options: RenderOptions;
  clozeEnds?: { src: string; ends: Map<number, number> };
}

const alertOpening = /^\[!([A-Za-z][A-Za-z -]{1,20})\][ \t]*/;

function createRenderer() {
  const md = new MarkdownIt({ html: false, linkify: false, typographer: false, breaks: true });
  md.use(cjkFriendly);
  // Every address is parsed as a link, so that the text of a forbidden one can be kept without it.
  md.validateLink = () => true;
  md.disable(['code', 'html_inline', 'html_block']);

  md.inline.ruler.before('emphasis', 'highlight', (state, silent) => {
    if (state.src.charCodeAt(state.pos) !== 0x3d) return false;
    const env = state.env as unknown as RenderEnv;
    if (env.clozeEnds?.src !== state.src) {
      env.clozeEnds = {
        src: state.src,
        ends: new Map(clozes(state.src).map(({ start, end }) => [start, end])),
      };
    }
    const end = env.clozeEnds.ends.get(state.pos);
    if (end === undefined || end > state.posMax) return false;
    if (!silent) {
      const { posMax } = state;
      state.push('mark_open', 'mark', 1);
      state.pos += 2;
      state.posMax = end - 2;
      state.md.inline.tokenize(state);
      state.push('mark_close', 'mark', -1);
      state.posMax = posMax;
    }
    state.pos = end;
    return true;
  });

  md.core.ruler.push('alerts', (state) => {
    markAlerts(state.tokens, state.Token, (state.env as unknown as RenderEnv).options);
  });
  md.core.ruler.push('safe', (state) => {
    const { options } = state.env as unknown as RenderEnv;
    for (const token of withoutEmptyHeaders(state.tokens)) {
      secure(token);
      if (token.children !== null) token.children = secureInline(token.children, options);
    }
  });
  md.renderer.rules.fence = (tokens, index) => {
    const token = tokens[index];
    const language = /^[a-z0-9+#-]{1,20}/i.exec(token?.info.trim() ?? '')?.[0].toLowerCase();
    const attribute = language === undefined ? '' : ` class="language-${language}"`;
    return `<pre><code${attribute}>${md.utils.escapeHtml(token?.content ?? '')}</code></pre>\n`;
  };
  return md;
}

/** Turns a quote that begins with `[!KIND]` into an alert, its kind as a class and a line of its own. */
function markAlerts(tokens: Token[], TokenOf: typeof Token, options: RenderOptions): void {
  for (let i = 0; i + 2 < tokens.length; i += 1) {
    const quote = tokens[i];
    const inline = tokens[i + 2];
    if (
      quote?.type !== 'blockquote_open' ||
      tokens[i + 1]?.type !== 'paragraph_open' ||
      inline?.type !== 'inline'
    )
      continue;
    const first = inline.children?.[0];
    const opening = first?.type === 'text' ? alertOpening.exec(inline.content) : null;
    if (first === undefined || opening === null || inline.children === null) continue;
    const marker = (opening[1] ?? '').toUpperCase().replace(/[ -]/g, '');
    quote.attrSet('class', `alert alert-${marker.toLowerCase()}`);
    const title = new TokenOf('text', '', 0);
    title.content = options.alertTitle?.(marker) ?? marker;
    const open = new TokenOf('strong_open', 'strong', 1);
    open.attrSet('class', 'alert-title');
    const close = new TokenOf('strong_close', 'strong', -1);
    first.content = first.content.slice(opening[0].length).trimStart();
    const rest = inline.children;
    const hasMore = rest.length > 1 || first.content !== '';
    const space = new TokenOf('text', '', 0);
    space.content = ' ';
    if (first.content === '' && rest[1]?.type === 'softbreak') rest.splice(0, 2, space);
    inline.children = [open, title, close, ...(hasMore ? [space] : []), ...rest];
  }
}

/** A table without a header is written with an empty one, since Markdown wants one; nobody wants to see it. */
function withoutEmptyHeaders(tokens: Token[]): Token[] {
  for (let i = 0; i < tokens.length; i += 1) {
    if (tokens[i]?.type !== 'thead_open') continue;
    const end = tokens.findIndex((token, at) => at > i && token.type === 'thead_close');
    const header = tokens.slice(i, end + 1);
    if (end > 0 && header.every(({ content }) => content === '')) tokens.splice(i, header.length);
  }
  return tokens;
}

const allowedAttributes = new Set(['href', 'src', 'alt', 'class', 'start']);

function secure(token: Token): void {
  const align = /text-align:(left|right|center)/.exec(String(token.attrGet('style') ?? ''))?.[1];
  token.attrs = token.attrs?.filter(([name]) => allowedAttributes.has(name)) ?? null;
  if (align !== undefined) token.attrSet('class', `align-${align}`);
}

/** Keeps allowed links and images; of others their text. */
function secureInline(tokens: readonly Token[], options: RenderOptions): Token[] {
  const kept: Token[] = [];
  const links: boolean[] = [];
  for (const token of tokens) {
    if (token.type === 'link_open') {
      const href = String(token.attrGet('href') ?? '');
      const own = isAllowedLink(href) ? href : options.link?.(href);
      links.push(own !== undefined);
      if (own === undefined) continue;
      token.attrSet('href', own);
    } else if (token.type === 'link_close') {
      if (links.pop() !== true) continue;
    } else if (token.type === 'image') {
      const source = String(token.attrGet('src') ?? '');
      const address = isRelative(source) ? options.image?.(source) : undefined;
      if (address === undefined) {
        token.type = 'text';
      } else {
        token.attrSet('src', address);
      }
    }
    secure(token);
    kept.push(token);
  }
  return kept;
}

/** Whether a link of a note may be followed: `https`, `http`, `mailto` or relative to the note. */
export function isAllowedLink(href: string): boolean {
  return /^(?:https?:\/\/|mailto:)/i.test(href) || isRelative(href);
}

function isRelative(href: string): boolean {
  const decoded = href.replace(/%([0-7][0-9a-f])/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  const hasControl = Array.from(decoded).some((char) => char < ' ');
  return decoded !== '' && !hasControl && !/^[\s/\\]|^[^/?#]*:/.test(decoded);
}
