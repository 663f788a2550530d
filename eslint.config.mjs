import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { builtinModules } from 'node:module';
import { mayImport, packageOwners } from './src/test/layers.mjs';

const nodeBuiltins = [...builtinModules.filter((name) => !name.startsWith('_')), 'node:*'];
const vscodePackages = ['vscode', 'vscode-languageclient', 'vscode-languageclient/*'];

/** The import rule of one folder: which siblings, packages and built-ins it must not name. */
function layer(folder, allowed) {
  const forbiddenFolders = Object.keys(mayImport)
    .concat('test')
    .filter((other) => other !== folder && !allowed.includes(other));
  const forbiddenPackages = Object.entries(packageOwners)
    .filter(([, owners]) => !owners.includes(folder))
    // From the root: `highlight.js/lib/languages/yaml` is no part of `yaml`.
    .flatMap(([name]) => [`/${name}`, `/${name}/*`]);
  if (folder !== 'vscode') forbiddenPackages.push(...vscodePackages);
  const patterns = [
    {
      group: forbiddenFolders.map((other) => `**/${other}/**`),
      message: `src/${folder} may import only: ${allowed.join(', ') || 'nothing'}.`,
    },
    { group: forbiddenPackages, message: `src/${folder} does not own this package (src/test/layers.mjs).` },
  ];
  if (folder === 'webview') {
    patterns.push({
      group: ['**/quiz/!(protocol|progressView)*'],
      message: 'A page loads only the protocols of src/quiz.',
    });
  }
  if (folder !== 'cli') {
    patterns.push({
      group: nodeBuiltins,
      message: 'Node built-ins stay in store/node.ts, server/node.ts, cli/ and extension.ts.',
    });
  }
  return {
    files: [`src/${folder}/**/*.{ts,tsx}`],
    ignores: [
      'src/**/*.test.ts',
      ...(folder === 'store' || folder === 'server' ? [`src/${folder}/node.ts`] : []),
    ],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  };
}

export default tseslint.config(
  { ignores: ['dist/', 'build/', '.vscode-test/', 'node_modules/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.{ts,tsx}'] })),
  ...tseslint.configs.stylisticTypeChecked.map((config) => ({ ...config, files: ['**/*.{ts,tsx}'] })),
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true } }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  { files: ['vitest.config.ts'], rules: { 'no-restricted-exports': 'off' } },
  ...Object.entries(mayImport).map(([folder, allowed]) => layer(folder, allowed)),
);
