/** Files that look like manifests but are the input of something else, whatever they contain. */
const foreignFile = /(?:^|[/._-])values[^/]*\.ya?ml$/i;

/** Folders of other people's files. */
const foreignFolder = /\/(?:node_modules|\.git)\//;

export function isForeignFile(uri: string): boolean {
  const path = decoded(uri);
  return foreignFile.test(path) || foreignFolder.test(path);
}

/** Files on a disk have several spellings of one address, by which editors and servers know them. */
export function canonicalUri(uri: string): string {
  if (!uri.startsWith('file:')) return uri;
  const path = decoded(uri.replace(/^file:(?:\/\/)?(?=\/|$)/, '')).replace(/^\/[A-Za-z]:/, (drive) =>
    drive.toLowerCase(),
  );
  return path.startsWith('/') ? `file://${path.split('/').map(encodeURIComponent).join('/')}` : uri;
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

/** A file as people name it: its path below the workspace folder that holds it, or its last steps. */
export function shortName(uri: string, folders: readonly string[]): string {
  const folder = folders
    .map((root) => (root.endsWith('/') ? root : `${root}/`))
    .filter((root) => uri.startsWith(root))
    .sort((a, b) => b.length - a.length)[0];
  const path = decoded(folder === undefined ? uri.split('/').slice(-2).join('/') : uri.slice(folder.length));
  const name = folders.length > 1 && folder !== undefined ? decoded(folder.split('/').at(-2) ?? '') : '';
  return name === '' ? path : `${name}/${path}`;
}
