import type { Translate } from '../l10n/translate.ts';
import type { Around, Surroundings } from '../manifest/surroundings.ts';
import type { Token } from '../manifest/token.ts';
import { scalarsAt, textAt } from '../manifest/tree.ts';
import type { BuildState } from '../workspace/build.ts';
import { isEmpty, selectedBy } from '../workspace/definition.ts';
import { isBuiltIn, referenceAt, selectorAt } from '../workspace/references.ts';
import type { Reference, SelectorPlace } from '../workspace/references.ts';
import { isIncomplete, labelSelector, mapSelector, selects } from '../workspace/selector.ts';
import { placeOf } from '../workspace/workspaceIndex.ts';
import type { IndexedObject, WorkspaceIndex } from '../workspace/workspaceIndex.ts';
import { codeSpan, plainText } from './inlineMarkdown.ts';
import { disruptionBudget } from './readouts/rollout.ts';

/** What is known of the workspace, and how its files are shown. */
export interface WorkspaceView {
  readonly index: WorkspaceIndex;
  readonly state: BuildState;
  /** Name of a file for people. */
  readonly nameOf: (uri: string) => string;
}

/** Objects that are named one by one. */
const maxPlaces = 3;
const maxSelected = 4;
const maxKeys = 12;

/** What a token refers to and whether the workspace has it, one line each. */
export function referenceReadouts(
  token: Token,
  around: Around,
  uri: string,
  view: WorkspaceView,
  t: Translate,
): readonly string[] {
  const reference = referenceAt(token, around);
  if (reference !== undefined) return ofReference(reference, uri, view, t);
  const place = selectorAt(token, around);
  const found = place && around();
  if (found !== undefined && place !== undefined) {
    return [ofSelector(place, found, uri, view, t)].filter((line) => line !== undefined);
  }
  return [...ofBudget(token, around, uri, view, t), ...ofTargetPort(token, around, uri, view, t)];
}

function ofReference(
  reference: Reference,
  uri: string,
  view: WorkspaceView,
  t: Translate,
): readonly string[] {
  const { types, name, namespace, key, optional } = reference;
  const kind = types[0]?.kind ?? '';
  // What a template prints nobody knows.
  if (!/^[A-Z][A-Za-z0-9]*$/.test(kind)) return [];
  const { targets, elsewhere } = view.index.find({ types, name, namespace, from: uri });
  const what = `${plainText(kind)} ${codeSpan(name)}`;
  const lines: string[] = [];
  if (targets.length > 0) {
    lines.push(t('{0}: {1}', what, places(targets, maxPlaces, view, t) + detail(targets[0], t)));
    const keys = keysLine(targets, key, t);
    if (keys !== undefined) lines.push(keys);
  } else if (isBuiltIn(reference)) {
    lines.push(t('{0} is there without a manifest.', what));
  } else if (elsewhere.length > 0) {
    const where = places(elsewhere, maxPlaces, view, t);
    lines.push(
      namespace?.name === undefined
        ? t('{0}: {1}', what, where)
        : t(
            '{0} is not in namespace {1} in this workspace, but there: {2}',
            what,
            codeSpan(namespace.name),
            where,
          ),
    );
  } else if (/[{}$]/.test(name)) return [];
  else {
    lines.push(`${t('{0} is not in this workspace.', what)}${progress(view.state, t)}`);
  }
  if (optional && targets.length === 0) lines.push(t('It is optional: the Pod starts without it.'));
  return lines;
}

/** Which keys a ConfigMap or Secret has, and whether the one in question is among them; never a value. */
function keysLine(
  targets: readonly IndexedObject[],
  key: string | undefined,
  t: Translate,
): string | undefined {
  const withKeys = targets.filter(({ keys }) => keys !== undefined);
  const [first] = withKeys;
  if (first?.keys === undefined) return undefined;
  const all = [...first.keys.keys()];
  const shown = all.slice(0, maxKeys).map(codeSpan).join(t(', '));
  const more = all.length > maxKeys ? ` ${t('and {0} more', all.length - maxKeys)}` : '';
  const open = withKeys.some((object) => object.moreKeys === true || isTemplate(object.uri));
  if (key !== undefined) {
    if (withKeys.some(({ keys }) => keys?.has(key) === true)) return t('It has the key {0}.', codeSpan(key));
    if (open) return undefined;
    if (all.length === 0) return t('⚠ It has no keys there.');
    return t('⚠ It has no key {0} there. Keys: {1}', codeSpan(key), shown + more);
  }
  if (all.length === 0) return undefined;
  return open ? t('Keys, among others: {0}', shown) : t('Keys: {0}', shown + more);
}

function detail(object: IndexedObject | undefined, t: Translate): string {
  if (object?.kind !== 'Service' || object.ports === undefined || object.ports.length === 0) return '';
  const ports = object.ports.map(({ name, number }) =>
    codeSpan(name === undefined ? number : `${name} ${number}`),
  );
  return ` · ${plainText(object.type ?? '')} ${ports.join(t(', '))}`;
}

function ofSelector(
  { node, form, namespace, own }: SelectorPlace,
  { root }: Surroundings,
  uri: string,
  view: WorkspaceView,
  t: Translate,
): string | undefined {
  if (isIncomplete(node)) return undefined;
  const selector = form === 'map' ? mapSelector(node) : labelSelector(node);
  if (isEmpty(selector)) {
    // A Service without a selector has no Pods; elsewhere an empty one means all of them.
    return form === 'map' || own ? undefined : t('An empty selector: every Pod of the namespace.');
  }
  const found = view.index.selected(selector, namespace, uri);
  const name = textAt(root, 'metadata', 'name');
  const isSelf = (object: IndexedObject): boolean =>
    object.uri === uri && object.name === name && object.kind === textAt(root, 'kind');
  if (own) {
    // Elsewhere the same labels are another example or environment of the same thing.
    const others = found.filter(
      (object) => !isSelf(object) && object.name !== name && folderOf(object.uri) === folderOf(uri),
    );
    const labels = scalarsAt(root, 'spec', 'template', 'metadata', 'labels');
    if (!selects(selector, labels)) {
      // Templates may print labels that the text does not show.
      return labels.size === 0 || isTemplate(uri)
        ? undefined
        : t('⚠ Does not match the labels of its own template, so that the API server refuses it.');
    }
    return others.length === 0
      ? t('Matches the labels of its own template.')
      : t('⚠ Matches the labels of its own template, and also: {0}', owners(others, view, t));
  }
  if (found.length === 0)
    return `${t('No Pod of this workspace has these labels.')}${progress(view.state, t)}`;
  return t('Selects the Pods of {0}', owners(found, view, t));
}

/** Whether Helm prints parts of a file that its text does not show. */
function isTemplate(uri: string): boolean {
  return uri.includes('/templates/');
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/'));
}

/** What a PodDisruptionBudget means for the Pods that it selects. */
function ofBudget(
  token: Token,
  around: Around,
  uri: string,
  view: WorkspaceView,
  t: Translate,
): readonly string[] {
  const field = token.path[1];
  if (token.kind !== 'PodDisruptionBudget' || token.value === undefined) return [];
  if (field !== 'minAvailable' && field !== 'maxUnavailable') return [];
  const found = selectedBy(token, around, uri, view.index);
  const [only] = found;
  // Several may be the same one in several environments.
  if (found.length !== 1 || only?.replicas === undefined) return [];
  const line = disruptionBudget(field, token.value, only.replicas, t);
  return line === undefined ? [] : [t('{0}: {1}', place(only, view), line)];
}

/** The port of a container that a Service names. */
function ofTargetPort(
  token: Token,
  around: Around,
  uri: string,
  view: WorkspaceView,
  t: Translate,
): readonly string[] {
  const { kind, value } = token;
  if (kind !== 'Service' || value === undefined || /^\d+$/.test(value)) return [];
  const found = selectedBy(token, around, uri, view.index);
  const port = found.flatMap((object) =>
    (object.ports ?? []).filter(({ name }) => name === value).map(({ number }) => ({ object, number })),
  )[0];
  if (port !== undefined) {
    return [t('{0} is port {1} of {2}', codeSpan(value), codeSpan(port.number), place(port.object, view))];
  }
  const [first] = found;
  return first === undefined || found.some((object) => isTemplate(object.uri))
    ? []
    : [t('⚠ {0} has no port named {1}.', place(first, view), codeSpan(value))];
}

function owners(objects: readonly IndexedObject[], view: WorkspaceView, t: Translate): string {
  const shown = objects.slice(0, maxSelected).map((object) => place(object, view));
  const more = objects.length - shown.length;
  return shown.join(t(', ')) + (more > 0 ? ` ${t('and {0} more', more)}` : '');
}

function places(objects: readonly IndexedObject[], most: number, view: WorkspaceView, t: Translate): string {
  const shown = objects.slice(0, most).map((object) => {
    const generated = object.generated === true ? ` ${t('(generated by Kustomize)')}` : '';
    const namespace =
      object.namespace === undefined ? '' : ` ${t('(namespace {0})', codeSpan(object.namespace))}`;
    return `${link(object, view)}${namespace}${generated}`;
  });
  const more = objects.length - shown.length;
  return shown.join(t(', ')) + (more > 0 ? ` ${t('and {0} more', more)}` : '');
}

function place(object: IndexedObject, view: WorkspaceView): string {
  return `${plainText(object.kind)} ${codeSpan(object.name)} (${link(object, view)})`;
}

/** A link to the line; what the address holds can end no link, and it is no command. */
function link(object: IndexedObject, { nameOf }: WorkspaceView): string {
  const { uri, range } = placeOf(object);
  const line = range.start.line + 1;
  const label = plainText(`${nameOf(uri)}:${line}`);
  const address = locationLink(uri, line);
  return address === undefined ? label : `[${label}](${address})`;
}

/** Address of a line of a file in the editor; undefined for what is no address of a file. */
export function locationLink(uri: string, line: number): string | undefined {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(uri) || /^(?:command|javascript|data|vscode):/i.test(uri))
    return undefined;
  const safe = uri.replace(/[\s()<>\\`"'*_[\]#]/g, (char) =>
    encodeURIComponent(char).replace(/[()'*_]/g, hex),
  );
  return `${safe}#L${line}`;
}

function hex(char: string): string {
  return `%${char.charCodeAt(0).toString(16)}`;
}

/** Why something may yet be there. */
function progress({ phase, done, total }: BuildState, t: Translate): string {
  switch (phase) {
    case 'idle':
    case 'whole':
      return '';
    case 'reading':
      return ` ${total === 0 ? t('(Its files are still being read.)') : t('(Files read so far: {0} of {1}.)', done, total)}`;
    case 'cut':
      return ` ${t('(Only its first {0} files were read.)', total)}`;
    case 'stopped':
      return ` ${t('(Reading its files was stopped after {0} of {1}.)', done, total)}`;
  }
}
