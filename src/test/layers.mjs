/**
 * The import rule as data: a folder of `src` and the folders it may import. ESLint (eslint.config.mjs) and the
 * unit test that scans the imports (imports.test.ts) both read it.
 */
const order = [
  'l10n',
  'deck',
  'review',
  'topics',
  'manifest',
  'schema',
  'quiz',
  'workspace',
  'hover',
  'server',
  'store',
  'cli',
  'webview',
  'vscode',
];

/** @type {Readonly<Record<string, readonly string[]>>} */
export const mayImport = Object.fromEntries(order.map((folder, i) => [folder, order.slice(0, i)]));
mayImport.webview = ['l10n', 'quiz'];
mayImport.vscode = order.filter((folder) => !['cli', 'webview', 'vscode'].includes(folder));
mayImport.cli = order.slice(0, order.indexOf('cli'));

/** The only modules of `quiz` that a web page may load. */
export const webviewQuizModules = ['protocol.ts', 'progressView.ts'];

/** Files outside `src/test` that may import Node built-ins. */
export const nodeFiles = [/^store\/node\.ts$/, /^server\/node\.ts$/, /^cli\//, /^extension\.ts$/];

/** Files that may import `vscode` and `vscode-languageclient`. */
export const vscodeFiles = [/^vscode\//, /^extension\.ts$/, /^extension\.browser\.ts$/];

/** Packages and the folders that own them; everything else must not import them. */
export const packageOwners = {
  fzstd: ['deck'],
  'markdown-it': ['deck'],
  'markdown-it-cjk-friendly': ['deck'],
  'ts-fsrs': ['review'],
  // Compares what a user typed with the solution; the scanner of hovers is only tested against it.
  yaml: ['quiz'],
  // Only src/schema/compile, which runs at build time.
  typescript: ['schema'],
  'vscode-languageserver': ['server'],
  'vscode-languageserver-textdocument': ['server'],
  preact: ['webview'],
  'highlight.js': ['webview'],
  uplot: ['webview'],
};
