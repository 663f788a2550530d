/** `npm run package`: builds and packs `build/k8s-recall.vsix` with its SHA-256 beside it. */
import path from 'node:path';
import { buildDist, packVsix } from './workbench/build.ts';

console.log((await buildDist()).trim());
const { file, bytes, warnings } = await packVsix();
for (const warning of warnings) console.warn(warning);
console.log(`${path.relative(process.cwd(), file)}: ${(bytes / 1024).toFixed(0)} KB`);
process.exitCode = warnings.length === 0 ? 0 : 1;
