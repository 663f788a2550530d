import * as vscode from 'vscode';

/** A page of ours: its title, its script in `dist`, and its style sheets by folder and file. */
export interface PageFiles {
  readonly title: string;
  readonly script: string;
  readonly styles: readonly (readonly [folder: string, file: string])[];
}

/** Folders that a page may load from. */
export function pageResourceRoots(extensionUri: vscode.Uri): vscode.Uri[] {
  return ['dist', 'media'].map((folder) => vscode.Uri.joinPath(extensionUri, folder));
}

/** A page's shell: our style sheets, one script by nonce, nothing else may load or run. */
export function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri, page: PageFiles): string {
  const address = (...path: readonly string[]): string =>
    attribute(webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path)).toString());
  const nonce = crypto.randomUUID();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `img-src ${webview.cspSource}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const styles = page.styles.map((path) => `<link rel="stylesheet" href="${address(...path)}">`).join('\n');
  return `<!DOCTYPE html>
<html lang="${attribute(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${styles}
<title>${attribute(page.title)}</title>
</head>
<body>
<div id="root"></div>
<script nonce="${nonce}" src="${address('dist', page.script)}"></script>
</body>
</html>`;
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
