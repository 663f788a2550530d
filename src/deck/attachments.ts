import type { Attachment } from './types.ts';

/** Result of reading an `on:` value: the attachments that could be read and what could not. */
export interface ParsedAttachments {
  readonly attachments: readonly Attachment[];
  readonly broken: readonly { readonly text: string; readonly why: string }[];
}

const kindPattern = /^(\*|[A-Z][A-Za-z0-9]*)((?:\.[a-z0-9][a-z0-9-]*)*)(?=\s|$)/;
const plainStep = /[A-Za-z0-9_$/-]+/y;
const quotedStep = /\["((?:[^"\\]|\\.)*)"\]|\['((?:[^'\\]|\\.)*)'\]/y;

/**
 * Reads `on:`: attachments separated by `;`, each `Kind[.group] [path[=value]]`. `*` is any kind and needs a
 * path; `PodSpec` is a Pod's spec and every workload's template; the group `core` is the group without a name.
 * A path is steps joined by `.`, with `[]` for list items and `["key"]` for map keys that hold dots; a value
 * with `;` stands in double quotes, and one that ends in `*` is the beginning of the values meant.
 */
export function parseAttachments(text: string): ParsedAttachments {
  const attachments: Attachment[] = [];
  const broken: { text: string; why: string }[] = [];
  for (const part of splitOutsideQuotes(text)) {
    const result = parseAttachment(part);
    if (typeof result === 'string') broken.push({ text: part, why: result });
    else attachments.push(result);
  }
  if (attachments.length === 0 && broken.length === 0) broken.push({ text, why: t('it is empty.') });
  return { attachments, broken };
}

function splitOutsideQuotes(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (quoted && char === '\\') {
      part += char + text.charAt(i + 1);
      i += 1;
      continue;
    }
    if (char === '"') quoted = !quoted;
    if (char === ';' && !quoted) {
      parts.push(part.trim());
      part = '';
    } else {
      part += char;
    }
  }
  parts.push(part.trim());
  return parts.filter((piece) => piece !== '');
}

function parseAttachment(text: string): Attachment | string {
  const head = kindPattern.exec(text);
  if (head === null) return t('it must begin with a Kind, Kind.group, PodSpec or *.');
  const kind = head[1] ?? '';
  const group = (head[2] ?? '').slice(1);
  const rest = text.slice(head[0].length).trim();
  const target = group === '' ? { kind } : { kind, group: group === 'core' ? '' : group };
  if (kind === '*' && rest === '') return t('* needs a path.');
  if (kind === 'PodSpec' && group !== '') return t('PodSpec has no group.');

  const path: string[] = [];
  let at = 0;
  let afterDot = true;
  while (at < rest.length) {
    const char = rest.charAt(at);
    if (char === ' ' && rest.slice(at).trimStart().startsWith('=')) {
      at += 1;
      continue;
    }
    if (char === '=') {
      if (afterDot) return t('a value needs a path before it.');
      const value = unquote(rest.slice(at + 1).trim());
      return value === undefined
        ? t('the value is empty or its quotes are not closed.')
        : { ...target, path, value };
    }
    if (char === '.') {
      if (afterDot) return t('a step of the path is empty.');
      afterDot = true;
      at += 1;
      continue;
    }
    if (rest.startsWith('[]', at)) {
      if (afterDot && path.length > 0) return t('a step of the path is empty.');
      path.push('[]');
      at += 2;
      afterDot = false;
      continue;
    }
    const isQuoted = char === '[';
    if (!isQuoted && !afterDot) return t('steps of the path are joined by dots.');
    const pattern = isQuoted ? quotedStep : plainStep;
    pattern.lastIndex = at;
    const step = pattern.exec(rest);
    if (step === null) return t('the path has a sign that does not belong there.');
    path.push(isQuoted ? (step[1] ?? step[2] ?? '').replace(/\\(.)/g, '$1') : step[0]);
    at = pattern.lastIndex;
    afterDot = false;
  }
  if (afterDot && path.length > 0) return t('the path ends in a dot.');
  return { ...target, path };
}

function unquote(text: string): string | undefined {
  if (!text.startsWith('"')) return text === '' ? undefined : text;
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(text);
  return quoted === null ? undefined : (quoted[1] ?? '').replace(/\\(.)/g, '$1');
}

/** An attachment as an author would write it. */
export function writeAttachment({ kind, group, path, value }: Attachment): string {
  const target = group === undefined ? kind : `${kind}.${group === '' ? 'core' : group}`;
  const steps = path.map((step, i) =>
    step === '[]'
      ? step
      : /^[A-Za-z0-9_$/-]+$/.test(step)
        ? `${i === 0 ? '' : '.'}${step}`
        : `["${step.replace(/["\\]/g, '\\$&')}"]`,
  );
  const scalar = value === undefined ? '' : `=${/[";]/.test(value) ? JSON.stringify(value) : value}`;
  return `${target} ${steps.join('')}${scalar}`.trim();
}

/** Marks a text for translation; the reader's language is not known here. */
function t(text: string): string {
  return text;
}
