import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** The document and the place of the `|` of a text that stands in it without it. */
async function open(
  file: string,
  marked: string,
): Promise<{ document: vscode.TextDocument; position: vscode.Position }> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'no workspace folder');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, file));
  await vscode.window.showTextDocument(document);
  const offset = document.getText().indexOf(marked.replace('|', '')) + marked.indexOf('|');
  return { document, position: document.positionAt(offset) };
}

/** Where Go to Definition leads, as `file:line`; the files are read in the background. */
async function definition(file: string, marked: string): Promise<string[]> {
  const { document, position } = await open(file, marked);
  for (let attempt = 0; attempt < 40; attempt++) {
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      position,
    );
    const places = found.map((place) =>
      'targetUri' in place
        ? { uri: place.targetUri, line: (place.targetSelectionRange ?? place.targetRange).start.line }
        : { uri: place.uri, line: place.range.start.line },
    );
    if (places.length > 0) {
      return places.map(({ uri, line }) => `${uri.path.split('/').at(-1) ?? ''}:${line + 1}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return [];
}

async function hover(file: string, marked: string): Promise<string> {
  const { document, position } = await open(file, marked);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .join('\n');
}

describe('references', () => {
  it('lead to a manifest that is not open, and to the key in it', async () => {
    assert.deepEqual(await definition('shop.yaml', 'name: shop-|settings'), ['settings.yaml:4']);
    assert.deepEqual(await definition('shop.yaml', 'key: le|vel'), ['settings.yaml:6']);
  });

  it('are told in the hover, with a link', async () => {
    const text = await hover('shop.yaml', 'name: shop-|settings');
    assert.match(text, /ConfigMap `shop-settings`: \[settings\.yaml:4\]\([^)]+settings\.yaml#L4\)/);
    assert.match(text, /It has the key `level`/);
  });

  it('the value is read out, with the QoS class', async () => {
    const text = await hover('shop.yaml', 'cpu: 500|m');
    assert.match(text, /half a core/);
    assert.match(text, /\*\*Guaranteed\*\*/);
  });
});
