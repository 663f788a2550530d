import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packFolder } from './build.ts';
import type { Profile } from './codeServer.ts';
import { buildFolder } from './paths.ts';

/**
 * Packs a language pack without translations of VS Code itself, enough for the display language, `vscode.l10n`
 * and `package.nls.zh-cn.json` to follow; the real pack is on no registry that the tests use.
 */
export async function packLanguagePack(): Promise<string> {
  const folder = path.join(buildFolder, 'language-pack');
  await mkdir(path.join(folder, 'translations'), { recursive: true });
  const manifest = {
    name: 'language-pack-zh-hans',
    displayName: 'Language pack stub',
    description: 'Simplified Chinese without texts',
    publisher: 'k8s-recall-test',
    version: '0.0.1',
    license: 'MIT',
    engines: { vscode: '^1.91.0' },
    contributes: {
      localizations: [
        {
          languageId: 'zh-cn',
          languageName: 'Chinese Simplified',
          localizedLanguageName: '中文(简体)',
          translations: [{ id: 'vscode', path: './translations/main.i18n.json' }],
        },
      ],
    },
    files: ['translations'],
  };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'README.md'), '# Language pack\n');
  await writeFile(path.join(folder, 'LICENSE'), 'MIT\n');
  await writeFile(
    path.join(folder, 'translations', 'main.i18n.json'),
    JSON.stringify({ version: '1.0.0', contents: {} }),
  );
  const file = path.join(buildFolder, 'language-pack.vsix');
  await packFolder(folder, file);
  return file;
}

/** Names the pack in the profile, which VS Code reads at start. */
export async function activateLanguagePack(profile: Profile): Promise<void> {
  const id = 'k8s-recall-test.language-pack-zh-hans';
  const main = path.join(profile.extensions, `${id}-0.0.1`, 'translations', 'main.i18n.json');
  const packs = {
    'zh-cn': {
      hash: 'k8s-recall-test',
      label: '中文(简体)',
      extensions: [{ extensionIdentifier: { id }, version: '0.0.1' }],
      translations: { vscode: main },
    },
  };
  await writeFile(path.join(profile.userData, 'languagepacks.json'), JSON.stringify(packs));
}
