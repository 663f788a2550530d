import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as ids from '../vscode/ids.ts';
import { root } from './workbench/paths.ts';

interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly main: string;
  readonly browser: string;
  readonly l10n: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string }[] };
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly commands: readonly { readonly command: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly configuration: readonly { readonly properties: Readonly<Record<string, unknown>> }[];
    readonly walkthroughs: readonly { readonly id: string }[];
  };
}

function read(name: string): string {
  return readFileSync(path.join(root, name), 'utf8');
}

const manifest = JSON.parse(read('package.json')) as Manifest;
const { contributes } = manifest;
const sorted = (values: Iterable<string>): string[] => [...values].sort();

describe('package.json and src/vscode/ids.ts name the same', () => {
  it('extension', () => {
    expect(ids.extensionId).toBe(`${manifest.publisher}.${manifest.name}`);
  });
  it('commands', () => {
    expect(sorted(contributes.commands.map(({ command }) => command))).toEqual(
      sorted(Object.values(ids.commands)),
    );
  });
  it('views', () => {
    expect(contributes.viewsContainers.activitybar.map(({ id }) => id)).toEqual([ids.viewContainer]);
    expect(Object.values(contributes.views).flatMap((views) => views.map(({ id }) => id))).toEqual(
      Object.values(ids.views),
    );
  });
  it('settings', () => {
    const properties = contributes.configuration.flatMap((section) => Object.keys(section.properties));
    expect(sorted(properties)).toEqual(sorted(Object.values(ids.settings)));
  });
  it('walkthroughs', () => {
    expect(contributes.walkthroughs.map(({ id }) => id)).toEqual(Object.values(ids.walkthroughs));
  });
  it('context keys, all of them used in a when clause', () => {
    const text = read('package.json');
    for (const key of Object.values(ids.contextKeys)) expect(text).toContain(`"when": "${key}`);
  });
  it('commands of menus, walkthroughs and welcome texts', () => {
    const known = new Set<string>([...Object.values(ids.commands), `${ids.views.topics}.focus`]);
    const inMenus = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
    const inTexts = ['package.nls.json', 'package.nls.zh-cn.json'].flatMap((name) =>
      [...read(name).matchAll(/\(command:([\w.]+)/g)].map((match) => match[1] ?? ''),
    );
    expect(inTexts.length).toBeGreaterThan(4);
    expect([...inMenus, ...inTexts].filter((command) => !known.has(command))).toEqual([]);
  });
});

describe('sources name no id of package.json by hand', () => {
  it('outside ids.ts', () => {
    const folder = path.join(root, 'src/vscode');
    const offenders = readdirSync(folder)
      .filter((name) => name.endsWith('.ts') && name !== 'ids.ts')
      .filter((name) => /['"`]k8sRecall\./.test(readFileSync(path.join(folder, name), 'utf8')));
    expect(offenders).toEqual([]);
  });
});

describe('package.json', () => {
  it('pins every dependency and bundles them all', () => {
    const loose = Object.entries(manifest.devDependencies).filter(([, version]) => !/^\d/.test(version));
    expect(loose).toEqual([]);
    expect(manifest.dependencies).toBeUndefined();
  });
  it('takes its types from the oldest VS Code that it admits', () => {
    expect(`^${manifest.devDependencies['@types/vscode'] ?? ''}`).toBe(manifest.engines.vscode);
  });
});
