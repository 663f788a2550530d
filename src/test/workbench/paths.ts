import path from 'node:path';

/** The repository. */
export const root = path.resolve(import.meta.dirname, '../../..');

/** Tools that are installed on demand and kept between runs; ignored by git. */
export const cacheFolder = path.join(root, '.vscode-test');

/** Everything that a build for tests or a package writes; ignored by git. */
export const buildFolder = path.join(root, 'build');

/** The packed extension, as a user installs it. */
export const vsixFile = path.join(buildFolder, 'k8s-recall.vsix');

export const fixturesFolder = path.join(root, 'src/test/fixtures');
