import { unzipSync, zipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { vsixFile } from '../workbench/paths.ts';

const bytes = readFileSync(vsixFile);
const entries = unzipSync(bytes);
const names = Object.keys(entries).sort();

/** What a user installs. A file that is not named here must not slip in. */
const allowed = [
  /^extension\.vsixmanifest$/,
  /^\[Content_Types\]\.xml$/,
  /^extension\/(package\.json|package\.nls\.json|package\.nls\.zh-cn\.json)$/,
  // vsce packs these under lower-case names.
  /^extension\/(readme\.md|changelog\.md|LICENSE\.txt|NOTICE|SECURITY\.md)$/i,
  /^extension\/dist\/(extension|extension\.browser|server|server\.browser|cli|webview|progress|concept)\.js$/,
  /^extension\/dist\/progress\.css$/,
  /^extension\/dist\/notes\.(en|zh-cn)\.zst$/,
  /^extension\/dist\/schema\.(index|kubernetes|gateway-api|istio|cert-manager|argo-cd|prometheus-operator)\.json$/,
  /^extension\/dist\/l10n\/bundle\.l10n\.zh-cn\.json$/,
  /^extension\/media\/(icon\.png|activity\.svg|quiz\.(light|dark)\.svg|(page|quiz|progress|concept)\.css)$/,
  /^extension\/media\/(diagrams\/[\w.-]+\.svg|samples\/[\w-]+\.yaml|walkthrough\/(tree|quiz|hover|notes)(\.zh-cn)?\.png)$/,
];

describe('the packed extension', () => {
  it('contains nothing that is not on the list', () => {
    expect(names.filter((name) => !allowed.some((pattern) => pattern.test(name)))).toEqual([]);
  });

  it('contains everything that it needs', () => {
    for (const pattern of allowed) {
      if (pattern.source.includes('diagrams')) continue;
      expect(
        names.some((name) => pattern.test(name)),
        pattern.source,
      ).toBe(true);
    }
    const manifest = JSON.parse(new TextDecoder().decode(entries['extension/package.json'])) as Record<
      string,
      string
    >;
    for (const key of ['main', 'browser', 'icon'] as const) {
      expect(names).toContain(`extension/${(manifest[key] ?? '').replace('./', '')}`);
    }
  });

  it('names every picture, page and script that package.json points to', () => {
    // The walkthrough shows pictures in the user's language, so that their names stand in the texts.
    const text = ['package.json', 'package.nls.json', 'package.nls.zh-cn.json']
      .map((name) => new TextDecoder().decode(entries[`extension/${name}`]))
      .join('\n');
    const paths = [...text.matchAll(/"((?:\.\/)?(?:media|dist)\/[\w./-]+\.\w+)"/g)].map(
      (match) => match[1] ?? '',
    );
    expect(paths.filter((path) => path.includes('walkthrough'))).toHaveLength(8);
    for (const path of paths) expect(names).toContain(`extension/${path.replace('./', '')}`);
  });

  it('is at most 3 MB with everything, and at most 1.5 MB without notes and field reference', () => {
    const megabyte = 1024 * 1024;
    expect(bytes.length).toBeLessThanOrEqual(3 * megabyte);
    // The field reference has a bound of its own below.
    const isNotes = (name: string): boolean => /\/notes\.|\/diagrams\/|\/schema\./.test(name);
    const code = Object.fromEntries(Object.entries(entries).filter(([name]) => !isNotes(name)));
    expect(zipSync(code).length).toBeLessThanOrEqual(1.5 * megabyte);
  });

  it('holds the field reference in at most 450 KB', () => {
    const reference = Object.fromEntries(
      Object.entries(entries).filter(([name]) => name.startsWith('extension/dist/schema.')),
    );
    expect(Object.keys(reference)).toHaveLength(7);
    expect(zipSync(reference).length).toBeLessThanOrEqual(450 * 1024);
  });

  it.each(['webview.js', 'progress.js'])('has at most 250 KB of minified script in %s', (name) => {
    expect(entries[`extension/dist/${name}`]?.length).toBeLessThanOrEqual(250 * 1024);
  });

  it('has its SHA-256 beside it, in the form that sha256sum -c reads', () => {
    const digest = createHash('sha256').update(bytes).digest('hex');
    expect(readFileSync(`${vsixFile}.sha256`, 'utf8')).toBe(`${digest}  k8s-recall.vsix\n`);
  });

  it('opens no connection: no bundle of ours names a network module or an address to call', () => {
    for (const name of names.filter((entry) =>
      /dist\/(extension|extension\.browser|webview|progress|concept)\.js$/.test(entry),
    )) {
      const text = new TextDecoder().decode(entries[name]);
      expect(text, name).not.toMatch(/require\("(?:node:)?https?"\)|XMLHttpRequest|sendBeacon|\bfetch\(/);
    }
  });
});
