import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCli } from './cli.ts';

it('the built-in notes have no problem and the same ids in both languages', async () => {
  let [out, err] = ['', ''];
  const folder = join(import.meta.dirname, '../../notes');
  const status = await runCli(['notes', folder], {
    env: {},
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  expect(err.replaceAll(`${folder}/`, '')).toBe('');
  expect(status).toBe(0);
  expect(out).toMatch(/\d+ chapters, \d+ topics, \d{3,} cards, \d+ concepts/);
}, 60_000);
