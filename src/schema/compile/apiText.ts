/** What the documentation comment of an API field says, taken apart. */
export interface ApiText {
  /** First paragraph as Markdown, without what stands elsewhere in this record. */
  readonly summary: string;
  /** Page of the documentation. */
  readonly link?: string;
  /** Why not to use it any more and what to use instead. */
  readonly deprecation?: string;
  /** What the text says about single values. */
  readonly values: ReadonlyMap<string, string>;
  /** Values that the text names as the ones that a field takes. */
  readonly named: readonly string[];
}

/** Longest summary; what is longer ends with a whole sentence. */
const maxLength = 640;

/** A text fragment may hold what ends an address elsewhere. */
const address = /(?:https?:\/\/[^\s#]+#:~:text=\S+|https?:\/\/[^\s<>()[\]"'`,]*[^\s<>()[\]"'`,.;:])/;

export function readApiText(doc: string): ApiText {
  const lines = doc
    .replaceAll('\\*', '*')
    .replace(/@deprecated\b/g, '')
    .replace(/<\/?gateway:[^>]*>/g, '')
    .split('\n');
  const { values, listed, rest } = takeValues(lines);
  const blocks = withLinks(rest.join('\n'))
    .split(/\n[ \t]*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '' && !/^(?:\+\w|\[[^\]]+\]:|Valid Options:|Optional\.?$)/.test(block));
  const link = linkOf(blocks.join('\n'));
  for (const [value, text] of valuesInList(blocks)) if (!values.has(value)) values.set(value, text);
  const named = valuesNamed(blocks.map((block) => flow(block)).join('\n'));
  let summary = withoutLink(firstParagraph(blocks, values.size > 0));
  summary = withoutValues(summary, new Set([...listed, ...values.keys(), ...named]));
  const deprecated = takeDeprecation(summary) ?? deprecationBelow(blocks, summary);
  if (deprecated) ({ summary } = deprecated);
  return {
    summary: markdown(shorten(summary)),
    ...(link !== undefined && { link }),
    ...(deprecated && { deprecation: markdown(shorten(withoutLink(deprecated.deprecation))) }),
    named,
    values: new Map([...values].map(([value, text]) => [value, markdown(shorten(text))])),
  };
}

/** `Possible enum values:` and the list below it, as the generator of the API's description writes it. */
function takeValues(lines: readonly string[]): {
  values: Map<string, string>;
  listed: string[];
  rest: string[];
} {
  const values = new Map<string, string>();
  const listed: string[] = [];
  const start = lines.findIndex((line) => /^\s*Possible enum values:/.test(line));
  if (start === -1) return { values, listed, rest: [...lines] };
  let end = start + 1;
  let current: string | undefined;
  for (; end < lines.length; end++) {
    const line = lines[end] ?? '';
    const item = /^\s*- `"?([^`]*?)"?`\s*(.*)$/.exec(line);
    if (item) {
      current = item[1] ?? '';
      listed.push(current);
      if (item[2]) values.set(current, item[2]);
    } else if (line.trim() === '' || current === undefined) break;
    else values.set(current, `${values.get(current) ?? ''} ${line.trim()}`.trim());
  }
  return { values, listed, rest: [...lines.slice(0, start), ...lines.slice(end)] };
}

const listItem = /^\s*(?:[-*•]|\d+[.)])\s+/;

/** `- "Value": text` and its relatives in the lists of a text. */
function valuesInList(blocks: readonly string[]): Map<string, string> {
  const values = new Map<string, string>();
  const items = blocks.flatMap((block) => listItems(block));
  for (const item of items) {
    const match =
      /^["'`]?([A-Za-z][\w.+/-]*)["'`]?(?:\s*\((?:default|beta|alpha)\))?\s*(?::|=|--?|–|=>)\s+(\S.*)$/s.exec(
        item,
      ) ?? /^["'`]([^"'`]+)["'`]\s+(?:means\s+)?(\S.*)$/s.exec(item);
    const text = match?.[2]?.replace(/;?\s*$/, '');
    if (match?.[1] !== undefined && text !== undefined && !values.has(match[1])) values.set(match[1], text);
  }
  for (const sentence of sentences(blocks.map((block) => flow(block)).join(' '))) {
    const match = /^(?:If (?:set to )?)?(["'`])([\w./+-]+)\1(?:,| means| indicates| -) (.+)$/.exec(sentence);
    if (match?.[2] !== undefined && match[3] !== undefined && !values.has(match[2]))
      values.set(match[2], match[3]);
  }
  return values;
}

/** Items of a list, also of one that was folded into a line (`- a: x - b: y`). */
function listItems(block: string): string[] {
  const items: string[] = [];
  for (const line of block.split('\n')) {
    if (listItem.test(line)) items.push(line.replace(listItem, ''));
    else if (items.length > 0) items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return items.flatMap((item) => item.split(/[;.]?\s+[-*] (?=["'`]?[A-Z][\w.]*["'`]?(?:\s*\(\w+\))?:\s)/));
}

const introductions =
  /(?:\bone of(?: the following(?: values)?)?|\bvalid (?:values|options)(?: for \S+)?(?: are(?: either)?|:)|\b(?:acceptable|accepted|supported|possible|allowed|expected|legal) (?:values|types)(?: are|:)|\bthe only valid values for this field are|\bvalues defined by this API group are|\bmay be set to|\bcan be(?: either)?|\bmust be(?: either)?|\bis either)\s*:?\s+(?=["'`A-Z])/gi;

/** \`"A", "B" or "C"\` after words that introduce it. Doubtful lists give nothing. */
function valuesNamed(text: string): string[] {
  for (const { index, 0: intro } of text.matchAll(introductions)) {
    const list =
      /^(?:["'`]?[\w./+-]*["'`]?(?:\s*\((?:the )?(?:default|beta|alpha)[^)]*\))?(?:,?\s+(?:and|or)\s+|,\s*|(?=[.;\n]|$| \()))+/.exec(
        text.slice(index + intro.length),
      )?.[0];
    if (list === undefined) continue;
    const values = list
      .replace(/\([^)]*\)/g, '')
      .split(/,\s*(?:and |or )?|\s+(?:and|or)\s+/)
      .map((value) => value.trim().replace(/\.$/, ''))
      .filter((value) => value !== '');
    const quoted = values.every((value) => /^(["'`])[\w./+-]*\1$/.test(value));
    const words = values.every((value) => /^[A-Z][A-Za-z0-9]+$/.test(value));
    if (values.length >= 2 && values.length <= 12 && (quoted || words)) {
      return [...new Set(values.map((value) => value.replace(/["'`]/g, '')))];
    }
  }
  return [];
}

/** \`[name]\` with \`[name]: address\` further down becomes a link. */
function withLinks(text: string): string {
  const targets = new Map<string, string>();
  for (const [, name = '', target = ''] of text.matchAll(/^\s*\[([^\]]+)\]:\s*(https?:\S+)/gm))
    targets.set(name, target);
  if (targets.size === 0) return text;
  return text.replace(/\[([^\][]+)\](?![:(])/g, (whole, name: string) => {
    const target = targets.get(name);
    return target === undefined ? whole : `[${name}](${target})`;
  });
}

/**
 * The first paragraph. Where it introduces a list, the list follows it, unless it is one of values, which stand in a
 * place of their own.
 */
function firstParagraph(blocks: readonly string[], hasValues: boolean): string {
  const [first = '', second = ''] = blocks;
  const flat = flow(first, !hasValues);
  if (!flat.endsWith(':')) return flat;
  if (listItem.test(second) && !hasValues)
    return `${flat} ${listItems(second)
      .map((item) => flow(item))
      .join('; ')}`;
  return sentences(flat).slice(0, -1).join(' ') || flat.replace(/\s*:$/, '.');
}

/** Wrapped lines as one; the items of a list inside a paragraph one after another. */
function flow(block: string, withList = true): string {
  const lines = block.split('\n');
  const list = lines.findIndex((line) => listItem.test(line));
  if (list <= 0)
    return lines
      .map((line) => line.trim())
      .join(' ')
      .replace(/\s+/g, ' ')
      .trim();
  const intro = lines.slice(0, list).join(' ').replace(/\s+/g, ' ').trim();
  if (!withList) return intro;
  const items = listItems(lines.slice(list).join('\n')).map((item) => item.replace(/\s+/g, ' ').trim());
  return `${intro} ${items.join('; ')}`;
}

const more =
  /(?:\b(?:for )?(?:more|additional) (?:info|information|details?)(?: (?:on|about|see|is available|refer)[^.:]*?)?(?:,? (?:see|refer to|please see|please refer to|is available at))?|\bsee more details at|\bread more(?: about [^.:]*)?|\bsee|\bref|\bdocs|\bdocumentation)(?: also)?:? +$/i;

function linkOf(text: string): string | undefined {
  const found: { link: string; rank: number }[] = [];
  for (const match of text.matchAll(new RegExp(address, 'g'))) {
    const link = fixedLink(match[0]);
    if (link === undefined) continue;
    const introduced = more.test(text.slice(Math.max(0, match.index - 120), match.index));
    found.push({ link, rank: (introduced ? 0 : 2) + (documentation.test(link) ? 0 : 1) });
  }
  const best = found.sort((a, b) => a.rank - b.rank)[0];
  return best && best.rank < 3 ? best.link : undefined;
}

const documentation =
  /^https:\/\/(?:kubernetes\.io|istio\.io|gateway-api\.sigs\.k8s\.io|cert-manager\.io|argo-cd\.readthedocs\.io|prometheus(?:-operator)?\.(?:io|dev))\//;

/** Pages that moved since the API's text was written, old beginning first. */
const moved: readonly (readonly [string, string])[] = [
  [
    'https://kubernetes.io/docs/user-guide/labels',
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/',
  ],
  [
    'https://kubernetes.io/docs/user-guide/identifiers',
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  ],
  ['https://kubernetes.io/docs/user-guide/images', 'https://kubernetes.io/docs/concepts/containers/images/'],
  [
    'https://kubernetes.io/docs/user-guide/annotations',
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/',
  ],
  [
    'https://kubernetes.io/docs/user-guide/namespaces',
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/',
  ],
  [
    'https://kubernetes.io/docs/concepts/workloads/controllers/jobs-run-to-completion',
    'https://kubernetes.io/docs/concepts/workloads/controllers/job/',
  ],
  [
    'https://kubernetes.io/docs/concepts/configuration/assign-pod-node',
    'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/',
  ],
  [
    'https://kubernetes.io/docs/concepts/nodes/node',
    'https://kubernetes.io/docs/concepts/architecture/nodes/',
  ],
  [
    'https://kubernetes.io/docs/tasks/access-kubernetes-api/custom-resources/custom-resource-definitions',
    'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/',
  ],
  [
    'https://kubernetes.io/docs/admin/resourcequota',
    'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
  ],
  [
    'https://git.k8s.io/community/contributors/devel/api-conventions.md',
    'https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md',
  ],
];

/** A link of the API's text as it works today; undefined for one that names a place-holder or leads nowhere. */
function fixedLink(raw: string): string | undefined {
  let link = raw
    .replace(/^http:\/\/(?=kubernetes\.io|istio\.io)/, 'https://')
    .replace(/^https:\/\/k8s\.io\//, 'https://kubernetes.io/');
  // A text fragment points into a page as it was; the page is enough.
  link = link.replace(/#:~:.*$/, '');
  for (const [from, to] of moved) {
    if (!link.startsWith(from)) continue;
    link = to + link.slice(from.length).replace(/^\//, '');
    break;
  }
  if (link.startsWith('https://kubernetes.io/docs/')) link = withSlash(link);
  if (link.startsWith('https://istio.io/docs/')) {
    link = withSlash(
      link.replace('https://istio.io/docs/', 'https://istio.io/latest/docs/').replace(/\.html(?=#|$)/, '/'),
    );
  }
  // The examples repository no longer holds these volumes.
  if (/^https?:\/\/(?:examples\.k8s\.io|releases\.k8s\.io|[^./]*$)/.test(link)) return undefined;
  return link;
}

/** The pages end with a slash, which a redirect would otherwise add. */
function withSlash(link: string): string {
  return link.replace(/^([^#?]*[^/#?])(?=[#?]|$)/, '$1/');
}

/** Takes out what only leads to the link, which stands at the end of a hover. */
function withoutLink(text: string): string {
  const source = address.source;
  return text
    .replace(new RegExp(`(?<!\\])\\s*\\((?:see|more info|ref)?:?\\s*${source}\\s*\\)`, 'gi'), '')
    .replace(
      new RegExp(
        `\\s*(?:(?:For )?(?:more|additional) (?:info|information|details?)[^.:!]{0,40}[:,]?|See more details at:?|Read more[^.:]{0,60}:|See(?: also)?:?)\\s*${source}[^\\s.]*(?: for (?:more )?(?:details|information|info))?\\.?(?=\\s|$)`,
        'gi',
      ),
      '',
    )
    .replace(/(?<![.])\.\.(?=\s|$)/g, '.')
    .trim();
}

/** Leaves out sentences that only list the values, which stand in a place of their own. */
function withoutValues(text: string, values: ReadonlySet<string>): string {
  const kept = sentences(text).filter((sentence) => {
    const words = sentence.match(/[\w./+-]*\w/g) ?? [];
    const listed = words.filter((word) => values.has(word));
    return new Set(listed).size < 2 || words.length - listed.length > 6;
  });
  return kept.length > 0 ? kept.join(' ') : text;
}

interface Deprecated {
  readonly summary: string;
  readonly deprecation: string;
}

/** `Deprecated: ...` runs to the end of the paragraph. */
function takeDeprecation(summary: string): Deprecated | undefined {
  const match = /(?:^|\s)deprecated(?::|\.| -| in | since )/i.exec(summary);
  if (match && /^(?:\s|^)D/.test(match[0] === '' ? '' : match[0])) {
    const deprecation = summary
      .slice(match.index)
      .trim()
      .replace(/^deprecated(?::|\.| -)\s*/i, '');
    return { summary: summary.slice(0, match.index).trim(), deprecation };
  }
  const sentence = sentences(summary).find((part) =>
    /\b(?:this|the) (?:field|api|resource)\b[^.]*\b(?:is|was|has been|now)\b[^.]*\bdeprecated\b|\bis (?:the |a )?deprecated\b|\bnow is deprecated\b|considered as deprecated|\bis deprecated\b/i.test(
      part,
    ),
  );
  if (sentence === undefined || /annotation is deprecated|\bvalue\b|\bthis version\b/i.test(sentence))
    return undefined;
  return { summary: summary.replace(sentence, '').replace(/\s+/g, ' ').trim(), deprecation: sentence.trim() };
}

function deprecationBelow(blocks: readonly string[], summary: string): Deprecated | undefined {
  const block = blocks
    .slice(1)
    .map((block) => flow(block))
    .find((text) => /^(?:deprecated\b|\*?deprecated\*?:)/i.test(text));
  if (block === undefined) return undefined;
  return { summary, deprecation: block.replace(/^\*?deprecated\*?[:.]?\s*/i, '') };
}

function sentences(text: string): string[] {
  return text.split(/(?<=[.!?])\s+(?=[A-Z"'`([])/);
}

function shorten(text: string): string {
  if (text.length <= maxLength) return text;
  let kept = '';
  for (const sentence of sentences(text)) {
    if (kept !== '' && kept.length + sentence.length > maxLength) break;
    kept = kept === '' ? sentence : `${kept} ${sentence}`;
  }
  return kept.length <= 2 * maxLength ? kept : `${kept.slice(0, maxLength).replace(/\s+\S*$/, '')} …`;
}

/** The texts are prose with code and links, no Markdown: a star or an underscore is one. */
function markdown(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part, i) => (i % 2 === 1 ? part : prose(part)))
    .join('');
}

const linkOrAddress = new RegExp(`(\\[[^\\][]+\\]\\(https?://[^()\\s]+\\)|${address.source})`);

function prose(text: string): string {
  return text
    .split(linkOrAddress)
    .map((part, i) => {
      if (i % 2 === 0) return part.replace(/[*_~]/g, '\\$&');
      if (part.startsWith('[')) return part;
      const fixed = fixedLink(part);
      return fixed === undefined ? part.replace(/[*_~]/g, '\\$&') : `<${fixed}>`;
    })
    .join('');
}
