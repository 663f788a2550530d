import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { root } from './workbench/paths.ts';

const src = path.join(root, 'src');
const json = (name: string): Record<string, string> =>
  JSON.parse(readFileSync(path.join(root, name), 'utf8')) as Record<string, string>;

interface Message {
  readonly file: string;
  /** The English text, or undefined where a call's first argument is not a literal. */
  readonly text: string | undefined;
}

/** Every message that a call to `t(...)`, `l10n.t(...)` or `message(...)` names. */
function messagesOf(file: string, text: string): Message[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: Message[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTranslation(node.expression)) {
      const [first] = node.arguments;
      const literal = first !== undefined && ts.isStringLiteralLike(first) ? first.text : undefined;
      if (first !== undefined && !ts.isSpreadElement(first)) found.push({ file, text: literal });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTranslation(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 't' || callee.text === 'translate';
  return ts.isPropertyAccessExpression(callee) && callee.name.text === 't';
}

const messages = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) && !/^test[\\/]/.test(name))
  // The adapter of vscode.l10n passes on what its callers name.
  .filter((name) => path.basename(name) !== 'translate.ts')
  .flatMap((name) => messagesOf(name, readFileSync(path.join(src, name), 'utf8')));

const placeholders = (text: string): string[] => (text.match(/\{\d+\}/g) ?? []).sort();

describe('translations of the interface', () => {
  const bundle = json('src/l10n/bundle.l10n.zh-cn.json');

  it('every message of the code has its Chinese text', () => {
    expect(messages.length).toBeGreaterThan(30);
    const missing = messages.filter(({ text }) => text !== undefined && !Object.hasOwn(bundle, text));
    expect(missing.map(({ file, text }) => `${file}: ${String(text)}`)).toEqual([]);
  });

  it('every message is a literal, so that this test can see it', () => {
    const computed = messages.filter(({ text }) => text === undefined).map(({ file }) => file);
    expect(computed).toEqual([]);
  });

  it('no translation is left over', () => {
    const used = new Set(messages.map(({ text }) => text));
    expect(Object.keys(bundle).filter((key) => !used.has(key))).toEqual([]);
  });

  it('the Chinese text is Chinese and keeps the placeholders', () => {
    for (const [key, text] of Object.entries(bundle)) {
      expect(placeholders(text), key).toEqual(placeholders(key));
      expect(text.trim(), key).not.toBe('');
    }
  });

  it('keys are sorted', () => {
    const keys = Object.keys(bundle);
    expect(keys).toEqual([...keys].sort());
  });
});

describe('translations of package.json', () => {
  const english = json('package.nls.json');
  const chinese = json('package.nls.zh-cn.json');
  const used = [...readFileSync(path.join(root, 'package.json'), 'utf8').matchAll(/"%([^%"]+)%"/g)].map(
    (match) => match[1] ?? '',
  );

  it('both languages have every key that is used, and no other', () => {
    expect(Object.keys(english).sort()).toEqual([...new Set(used)].sort());
    expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort());
  });

  it('titles and descriptions are never plain text', () => {
    const text = readFileSync(path.join(root, 'package.json'), 'utf8');
    const plain = [
      ...text.matchAll(
        /"(title|description|markdownDescription|contents|altText|patternErrorMessage)":\s*"(?!%)([^"]+)"/g,
      ),
    ].map((match) => match[2]);
    expect(plain).toEqual(['K8s Recall']); // The settings page's heading is the product's name.
  });
});
