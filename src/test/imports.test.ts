import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { mayImport, nodeFiles, packageOwners, vscodeFiles, webviewQuizModules } from './layers.mjs';

const src = path.resolve(import.meta.dirname, '..');

interface Import {
  readonly file: string;
  readonly folder: string;
  readonly specifier: string;
}

/** Every import and export-from of the sources, type-only ones included; tests may import anything. */
function importsOf(file: string, text: string): Import[] {
  const folder = file.includes('/') ? (file.split('/')[0] ?? '') : '';
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return importedFiles.map(({ fileName }) => ({ file, folder, specifier: fileName }));
}

function sources(): Import[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('test/') && !/\.test\.tsx?$/.test(name))
    .filter((name) => !/\.(golden|fixture)\.ts$/.test(name))
    .flatMap((name) => importsOf(name, readFileSync(path.join(src, name), 'utf8')));
}

/** Says what is wrong with an import, or undefined. */
function breach({ file, folder, specifier }: Import): string | undefined {
  if (specifier.startsWith('.')) return relativeBreach(file, folder, specifier);
  const name = specifier.replace(/^node:/, '');
  if (specifier.startsWith('node:') || builtinModules.includes(name)) {
    return nodeFiles.some((pattern) => pattern.test(file)) ? undefined : 'Node built-in';
  }
  const owner = specifier.startsWith('@')
    ? specifier.split('/').slice(0, 2).join('/')
    : (specifier.split('/')[0] ?? '');
  if (owner === 'vscode' || owner === 'vscode-languageclient') {
    return vscodeFiles.some((pattern) => pattern.test(file)) ? undefined : 'only src/vscode knows VS Code';
  }
  const owners: readonly string[] | undefined = (packageOwners as Record<string, readonly string[]>)[owner];
  if (owners === undefined) return 'package without an owner';
  return owners.includes(folder) ? undefined : `package of ${owners.join(', ')}`;
}

function relativeBreach(file: string, folder: string, specifier: string): string | undefined {
  if (!/\.(ts|tsx|json)$/.test(specifier)) return 'import without extension';
  const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
  const other = target.split('/')[0] ?? '';
  if (folder === '' || other === folder) return undefined;
  if (mayImport[folder] === undefined) return 'folder without a layer';
  if (!mayImport[folder].includes(other)) return `${folder} may not import ${other}`;
  const page = folder === 'webview' && other === 'quiz';
  return page && !webviewQuizModules.includes(path.posix.basename(target))
    ? 'a page loads only the protocol of quiz'
    : undefined;
}

describe('import rule', () => {
  it('holds for every source', () => {
    const imports = sources();
    expect(imports.length).toBeGreaterThan(50);
    const breaches = imports.flatMap((entry) => {
      const why = breach(entry);
      return why === undefined ? [] : [`${entry.file} imports ${entry.specifier}: ${why}`];
    });
    expect(breaches).toEqual([]);
  });

  it.each([
    ['deck/parse.ts', "import * as vscode from 'vscode';"],
    ['deck/parse.ts', "import type { Session } from '../quiz/session.ts';"],
    ['review/replay.ts', "import { readFile } from 'node:fs/promises';"],
    ['server/server.ts', "import { journal } from '../store/journal.ts';"],
    ['webview/main.tsx', "import { session } from '../quiz/session.ts';"],
    ['topics/rows.ts', "export { parse } from 'yaml';"],
    ['hover/hover.ts', "const x = await import('../vscode/ids.ts');"],
    ['quiz/session.ts', "import { x } from './protocol';"],
  ])('is seen to be broken by %s: %s', (file, text) => {
    expect(importsOf(file, text).map(breach)).not.toContain(undefined);
  });

  it('lets every folder of src have a layer', () => {
    const folders = readdirSync(src, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'test')
      .map((entry) => entry.name);
    expect(folders.filter((folder) => mayImport[folder] === undefined)).toEqual([]);
  });
});
