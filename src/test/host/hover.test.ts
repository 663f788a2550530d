import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** Text of the hovers at the first place where `marked` stands, `|` being the caret. */
async function hoverAt(file: string, marked: string): Promise<string> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'no workspace folder');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, file));
  await vscode.window.showTextDocument(document);
  const offset = document.getText().indexOf(marked.replace('|', '')) + marked.indexOf('|');
  assert.ok(offset >= 0, `${marked} is not in ${file}`);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    document.positionAt(offset),
  );
  return hovers
    .flatMap((hover) => hover.contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .join('\n');
}

/** The server starts with the first document; the first answer may take a moment. */
async function eventually(file: string, marked: string): Promise<string> {
  for (let attempt = 0; attempt < 40; attempt++) {
    const text = await hoverAt(file, marked);
    if (text !== '') return text;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return '';
}

describe('hover', () => {
  it('explains a value of an enumeration and leads back to topic and quiz', async () => {
    const text = await eventually('service.yaml', 'type: Node|Port');
    assert.match(text, /\*\*NodePort\*\*/);
    assert.match(text, /30000/);
    assert.match(text, /command:k8sRecall\.openTopic/);
    assert.match(text, /command:k8sRecall\.quizTopic/);
  });

  it('explains kinds, in every document of a file', async () => {
    assert.match(await eventually('service.yaml', 'kind: Ser|vice'), /Service/);
    assert.match(await eventually('service.yaml', 'kind: P|od'), /Pod/);
    assert.match(await eventually('service.yaml', 'clusterIP: No|ne'), /[Hh]eadless/);
    assert.match(await eventually('service.yaml', 'share|ProcessNamespace'), /PID/);
  });

  it('says what is deprecated', async () => {
    const text = await eventually('kube-proxy.yaml', 'mode: ip|vs');
    assert.match(text, /deprecated in 1\.35/);
    assert.match(text, /nftables/);
  });

  it('leaves other YAML and broken YAML alone', async () => {
    await eventually('service.yaml', 'type: Node|Port'); // the server is up
    assert.equal(await hoverAt('other.yaml', 'type: Node|Port'), '');
    for (const marked of ['type: "Node|Port', 'clusterIP: [No|ne', ': : }|}{{', 'meta|data']) {
      await hoverAt('broken.yaml', marked); // must not throw; the suite sees unhandled errors
    }
  });
});
