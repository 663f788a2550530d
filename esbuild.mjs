/**
 * Builds everything that is shipped into `dist`: the extension and the language server for Node and for a web
 * worker, the command line, the quiz page, the notes compiled to JSON, so that activation parses no Markdown, and the
 * field reference of the Kubernetes API and of custom resources.
 *
 *   node esbuild.mjs [--production] [--watch] [--metafile]
 */
import * as esbuild from 'esbuild';
import { cp, mkdir, readdir, readFile, rm, watch as watchFolder, writeFile } from 'node:fs/promises';
import path from 'node:path';
import zlib from 'node:zlib';

const root = import.meta.dirname;
const dist = path.join(root, 'dist');
const languages = ['en', 'zh-cn'];
const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const metafile = process.argv.includes('--metafile');

/** Node of the oldest VS Code that package.json admits (1.91 ships Node 20). */
const node = { platform: 'node', target: 'node20', format: 'cjs' };
const worker = { platform: 'browser', target: 'es2022', mainFields: ['browser', 'module', 'main'] };

const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  metafile,
  outdir: dist,
  absWorkingDir: root,
  define: { 'process.env.NODE_ENV': JSON.stringify(production ? 'production' : 'development') },
};

const builds = [
  {
    ...common,
    ...node,
    entryPoints: { extension: 'src/extension.ts', server: 'src/server/main.node.ts', cli: 'src/cli/main.ts' },
    external: ['vscode'],
    // The packages' ES modules bundle smaller than their CommonJS twins.
    mainFields: ['module', 'main'],
  },
  {
    ...common,
    ...worker,
    format: 'cjs',
    entryPoints: { 'extension.browser': 'src/extension.browser.ts' },
    external: ['vscode'],
  },
  { ...common, ...worker, format: 'iife', entryPoints: { 'server.browser': 'src/server/browser.ts' } },
  {
    ...common,
    ...worker,
    format: 'iife',
    entryPoints: {
      webview: 'src/webview/main.tsx',
      progress: 'src/webview/progress/main.tsx',
      concept: 'src/webview/concept.ts',
    },
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfig: 'src/webview/tsconfig.json',
  },
];

/** Parses the built-in notes with the extension's own parser and writes one deck and one concept list a language. */
async function compileNotes() {
  const { parseNote } = await import('./src/deck/parse.ts');
  const { buildBilingual } = await import('./src/deck/languages.ts');
  const { problemText } = await import('./src/deck/problems.ts');
  const { translator } = await import('./src/l10n/translate.ts');
  const { packLines } = await import('./src/deck/pack.ts');
  const parsed = {};
  const texts = {};
  for (const language of languages) {
    const folder = path.join(root, 'notes', language);
    const files = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
    const notes = await Promise.all(
      files.map(async (name) => [`${language}/${name}`, await readFile(path.join(folder, name), 'utf8')]),
    );
    texts[language] = Object.fromEntries(notes);
    parsed[language] = notes.map(([file, text]) => parseNote({ source: '', path: file, language, text }));
  }
  const decks = buildBilingual(parsed.en, parsed['zh-cn']);
  const errors = decks.problems.filter(({ severity }) => severity === 'error');
  for (const problem of decks.problems) {
    const text = problemText(problem, translator());
    console.error(`notes/${problem.file}:${problem.line + 1}: ${problem.severity}: ${text}`);
  }
  if (errors.length > 0 && !watch) throw new Error(`${errors.length} errors in the built-in notes`);
  for (const language of languages) {
    const { chapters, concepts } = decks[language];
    const lines = packLines({ concepts, chapters: chapters.map(withoutBodies), texts: texts[language] });
    await writeFile(path.join(dist, `notes.${language}.zst`), compress(lines));
  }
}

/** One zstd frame whose window holds all of it; while notes are being written speed counts more than size. */
function compress(text) {
  const { ZSTD_c_compressionLevel: level, ZSTD_c_windowLog: windowLog } = zlib.constants;
  return zlib.zstdCompressSync(text, { params: { [level]: production ? 22 : 3, [windowLog]: 24 } });
}

/** Leaves out the text of the topics, which is read from the note itself, and what only the build needs. */
function withoutBodies(chapter) {
  const nowhere = { start: 0, end: 0 };
  const withoutRanges = (alerts) => alerts?.map((alert) => ({ ...alert, range: nowhere }));
  const topics = chapter.topics.map((topic) => ({
    ...topic,
    body: '',
    alerts: withoutRanges(topic.alerts),
    cards: topic.cards.map((card) => ({ ...card, place: undefined, alerts: withoutRanges(card.alerts) })),
  }));
  return { ...chapter, topics };
}

/**
 * Writes the field reference from the declarations of `kubernetes-models` and its packages of custom resources:
 * `schema.index.json`, which says where a kind stands, and one file for each package.
 */
async function compileFieldReference() {
  const { readDeclarations } = await import('./src/schema/compile/declarations.ts');
  const { compileSchema, plan } = await import('./src/schema/compile/pack.ts');
  const packages = ['@kubernetes-models/apimachinery', ...plan.map((planned) => planned.package)];
  const sources = [];
  for (const name of packages) {
    const folder = path.join(root, 'node_modules', name);
    const files = (await readdir(folder, { recursive: true })).map((file) => file.replaceAll('\\', '/'));
    for (const file of files.sort()) {
      if (!file.endsWith('.d.ts') || /(?:^|\/)(?:_schemas|node_modules)\/|(?:^|\/)index\.d\.ts$/.test(file))
        continue;
      const declarations = readDeclarations(await readFile(path.join(folder, file), 'utf8'));
      sources.push({ path: `${name}/${file.slice(0, -'.d.ts'.length)}`, declarations });
    }
  }
  const { index, packs } = compileSchema(sources);
  await writeFile(path.join(dist, 'schema.index.json'), JSON.stringify(index));
  for (const [name, pack] of packs)
    await writeFile(path.join(dist, `schema.${name}.json`), JSON.stringify(pack));
}

async function copyTranslations() {
  await mkdir(path.join(dist, 'l10n'), { recursive: true });
  for (const name of await readdir(path.join(root, 'src/l10n'))) {
    if (name.endsWith('.json')) await cp(path.join(root, 'src/l10n', name), path.join(dist, 'l10n', name));
  }
}

/** Prints what each bundle is made of, largest package first. */
async function report(results) {
  for (const { metafile: meta } of results) {
    for (const [file, output] of Object.entries(meta.outputs)) {
      if (!file.endsWith('.js')) continue;
      const sizes = new Map();
      for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
        const owner = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? 'k8s-recall';
        sizes.set(owner, (sizes.get(owner) ?? 0) + bytesInOutput);
      }
      const parts = [...sizes].sort((a, b) => b[1] - a[1]).slice(0, 6);
      console.log(
        `${file} ${(output.bytes / 1024).toFixed(0)} KB: ` +
          parts.map(([owner, bytes]) => `${owner} ${(bytes / 1024).toFixed(0)}`).join(', '),
      );
    }
  }
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await Promise.all([compileNotes(), compileFieldReference(), copyTranslations()]);

if (watch) {
  for (const options of builds) await (await esbuild.context(options)).watch();
  console.log('watching src, notes and translations');
  for (const [folder, redo] of [
    ['notes', compileNotes],
    ['src/l10n', copyTranslations],
  ]) {
    void (async () => {
      const changes = watchFolder(path.join(root, folder), { recursive: true });
      while (!(await changes.next()).done) await redo().catch((error) => console.error(error));
    })();
  }
} else {
  const results = await Promise.all(builds.map((options) => esbuild.build(options)));
  if (metafile) await report(results);
}
