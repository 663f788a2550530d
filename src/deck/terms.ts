import { plainText } from './inline.ts';
import { codeSpans } from './lines.ts';
import { hasHan, width, wordCount } from './text.ts';

/** A line that names a thing and says what it is. */
export interface Definition {
  /** Name without its bold or colon; inline Markdown. */
  readonly term: string;
  /** Explanation; inline Markdown, may be empty. */
  readonly text: string;
  /** The author set the term apart (bold, code, link); a term without that is a guess. */
  readonly marked: boolean;
  /** No sign stands between term and explanation: the name may be no more than the subject of a sentence. */
  readonly subject?: true;
}

const sentenceSigns = /[。！？；，!?;,…]/;
const introducing =
  /(?:包括|包含|如下|以下|分为|分成|分别|组成|构成|例如|比如|之一|主要|几种|哪些|什么|为什么|如何|怎么|[有是]|[一二三四五六七八九两几\d]+[种个类点项步])$|[一二三四五六七八九两几\d]+[种个类大点项]|^(?:如果|因为|所以|当|由于|虽然|但|并|而|且|其中|这|那|它|我|你|他|可以|需要|应该|不要|没有|通过)/;
const introducingLatin =
  /\b(?:is|are|was|were|has|have|includes?|contains?|consists?|following|follows|means|can|will|must|should|these|those|there|this|that|if|because|two|three|four|five|six|seven|eight|several|some|many)\b/i;

/** Whether a lead without bold is short and nounlike enough to be a term. */
export function looksLikeTerm(term: string): boolean {
  const plain = plainText(term);
  if (plain === '' || width(plain) > 32 || sentenceSigns.test(plain)) return false;
  if (!/[\p{L}]/u.test(plain) || /^[\d\s.:/-]+$/.test(plain)) return false;
  if (/[=<>{}$]|->|=>|\\|^\W*\/|:\/\//.test(plain)) return false;
  if (unbalanced(plain)) return false;
  if (hasHan(plain)) return width(plain) <= 28 && !introducing.test(plain) && !plain.includes('的');
  return plain.split(/\s+/).length <= 4 && !introducingLatin.test(plain);
}

/** Whether a term could only be a name: `kube-proxy`, `StatefulSet`, `CNI`, `spec.type`, `iptables -L`. */
export function isIdentifier(plain: string): boolean {
  return /^\S*(?:[a-z][A-Z]|[A-Z]{2}|\w[-./]\w|\d)\S*$/.test(plain) || /^\W*[A-Z]{2,}\b/.test(plain);
}

function unbalanced(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (/[(（[【《"“]/.test(char) && char !== '"') depth += 1;
    else if (/[)）\]】》”]/.test(char)) depth -= 1;
    if (depth < 0) return true;
  }
  return depth !== 0 || (text.split('"').length - 1) % 2 === 1;
}

/**
 * Reads a line as a definition: a lead that is bold, code or a link, or a short term before a colon or dash. In
 * a list a name in Latin before a Chinese verb is one too: `kubelet 负责…`, `kube-scheduler，负责…`.
 */
export function definition(line: string, inList = false): Definition | undefined {
  return markedLead(line) ?? plainLead(line) ?? (inList ? verbAfterName(line) : undefined);
}

const nameThenVerb =
  /^((?:[A-Z]?[a-z]+ )?[A-Za-z][\w./-]*(?: [A-Za-z][\w./-]*){0,2}) ?[，,]? ?((?:主要)?(?:负责|用于|用来|是|指|提供|保存|存储|管理|运行|监听|决定|控制|表示|为|给).{3,})$/;

function verbAfterName(line: string): Definition | undefined {
  const match = nameThenVerb.exec(line);
  const [, term = '', text = ''] = match ?? [];
  return match === null || width(term) > 32
    ? undefined
    : { term: term.trim(), text, marked: false, subject: true };
}

const separator = /^\s*(?:[:：]|(?:——|—|–)(?=\s|[\u4e00-\u9fff])|-(?=\s))\s*/;
const bracketed = /^\s*(?:\([^()]{1,60}\)|（[^（）]{1,60}）)/;
const verbLead = /^\s*(?=(?:是|指|即|用于|用来|负责)|(?:is|are|means|lets|runs|keeps)\s)/;

function markedLead(line: string): Definition | undefined {
  let term: string;
  let rest: string;
  if (line.startsWith('**') || line.startsWith('__')) {
    const sign = line.slice(0, 2);
    const close = line.indexOf(sign, 3);
    if (close < 0 || close > 160) return undefined;
    term = line.slice(2, close).trim();
    rest = line.slice(close + 2);
    const inside = /\s*(?:[:：]|——?|–)$/.exec(term);
    if (inside !== null) return finish(term.slice(0, inside.index), rest.trim());
  } else if (line.startsWith('`')) {
    const end = codeSpans(line.slice(0, 200))[0]?.[1] ?? 0;
    if (end === 0) return undefined;
    term = line.slice(0, end);
    rest = line.slice(end);
  } else if (line.startsWith('[')) {
    const link = /^\[([^[\]]{1,80})\]\([^()\s]{1,300}\)/.exec(line);
    if (link === null) return undefined;
    term = link[1] ?? '';
    rest = line.slice(link[0].length);
  } else {
    return undefined;
  }
  const brackets = bracketed.exec(rest);
  const after = brackets === null ? rest : rest.slice(brackets[0].length);
  const sign = separator.exec(after) ?? separator.exec(rest);
  if (sign !== null) {
    const withBrackets = brackets !== null && separator.test(after);
    const from = withBrackets ? after : rest;
    return finish(withBrackets ? `${term}${brackets[0]}` : term, from.slice(sign[0].length));
  }
  if (line.startsWith('`')) return undefined;
  if (verbLead.test(rest) || (/^\s+[a-z]+[a-rt-z]s\s/.test(rest) && isIdentifier(plainText(term))))
    return finish(term, rest);
  return rest.trim() === '' ? finish(term, '') : undefined;

  function finish(name: string, text: string): Definition | undefined {
    const trimmed = name.trim();
    return plainText(trimmed) === '' ? undefined : { term: trimmed, text: text.trim(), marked: true };
  }
}

const plainSeparator = /：|:(?=\s|[\u4e00-\u9fff])|\s*——\s*|\s+[—–]\s+|\s+-\s+(?=\S)/;

function plainLead(line: string): Definition | undefined {
  const head = line.slice(0, 80);
  const sign = plainSeparator.exec(head);
  if (sign === null || sign.index === 0) return undefined;
  if (codeSpans(line).some(([start, end]) => sign.index >= start && sign.index < end)) return undefined;
  const term = line.slice(0, sign.index).trim();
  const text = line.slice(sign.index + sign[0].length).trim();
  if (text === '' || text.startsWith('//')) return undefined;
  if (!looksLikeTerm(term)) return undefined;
  // A hyphen is also a range, a minus and a flag: both sides must be words.
  if (
    sign[0].trim() === '-' &&
    (wordCount(text) < 3 || !/^[\p{L}`*(（]/u.test(text) || !/[\p{L})）]$/u.test(term))
  ) {
    return undefined;
  }
  return { term, text, marked: false };
}

const etcHan =
  /(?<![，、,\s])[，、,\s]*(?<![平相对同中高初均优劣次不何二三])等(?:等)?(?:[\u4e00-\u9fff]{0,4}(?:组成|构成|组件|部分|功能|资源|对象|工具|方式|场景|信息|内容|操作|模块|服务|插件))?[。；;.]?$/;
const etcLatin =
  /(?<![\s,;，、])[,;，、\s]*(?:\betc\.?|\band so on\.?|\band others\.?|\band more\.?|\.{3,}|…+)$/i;

/** A list item's text without `等`, `etc.` and the full stop or semicolon at its end. */
export function withoutTail(text: string): string {
  const trimmed = text.trim();
  const cut = trimmed.replace(etcHan, '').replace(etcLatin, '').trim();
  return (cut === '' ? trimmed : cut).replace(/[；;，,、]$/, '');
}

/** Whether a line of prose is rather a command, a formula or a piece of a program. */
export function looksLikeCode(text: string): boolean {
  return (
    /^(?:\$|>|#)\s|^(?:kubectl|docker|helm|curl|etcdctl|etcdutl|systemctl|journalctl|kubeadm|crictl|nerdctl|sudo|cd|export)\s/.test(
      text,
    ) ||
    /^[\w.\s()+*/<>-]{1,60}[=<>]=?\s*[\w.\s()+*/"'-]{1,60}$/.test(text) ||
    /^\S+\s*->\s*\S+/.test(text) ||
    /^(?:if|for|while|return|func|def|var|let|const)\b.*[(){};=]|[{};]$/.test(text)
  );
}
