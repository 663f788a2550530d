#!/usr/bin/env node
import { runCli } from './cli.ts';

// No top-level await: the bundle is CommonJS.
void runCli(process.argv.slice(2), {
  env: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
}).then((status) => {
  process.exitCode = status;
});
