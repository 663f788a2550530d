import * as vscode from 'vscode';

/** What the Red Hat YAML extension lets others ask; anything may be missing in other versions. */
interface YamlApi {
  requestCustomSchema?: (resource: string) => unknown;
}

/** Line that names the schema of a YAML document. */
const modeline = /^#\s*(?:yaml-language-server\s*:\s*)?\$schema\s*[=:]/m;

/** Whether the Red Hat YAML extension is at work and has a schema for a document, so that it explains its fields. */
export function explainsFields(document: vscode.TextDocument): boolean {
  const yaml = vscode.extensions.getExtension<YamlApi | undefined>('redhat.vscode-yaml');
  if (yaml === undefined || !yaml.isActive || !document.languageId.startsWith('yaml')) return false;
  const configuration = vscode.workspace.getConfiguration('yaml', document);
  if (!configuration.get<boolean>('hover', true)) return false;
  return (
    hasModeline(document) ||
    patterns(configuration).some((pattern) => matches(document, pattern)) ||
    isContributed(document, yaml.exports)
  );
}

/** It stands among the comments at the top. */
function hasModeline(document: vscode.TextDocument): boolean {
  const top = document.getText(new vscode.Range(0, 0, Math.min(document.lineCount, 20), 0));
  return modeline.test(top);
}

/** File patterns to which the user or another extension has given a schema. */
function patterns(configuration: vscode.WorkspaceConfiguration): string[] {
  const found = Object.values(configuration.get<Record<string, unknown>>('schemas', {})).flatMap(strings);
  for (const { packageJSON } of vscode.extensions.all) {
    const { contributes } = packageJSON as { contributes?: { yamlValidation?: unknown } };
    const validations = contributes?.yamlValidation;
    if (!Array.isArray(validations)) continue;
    for (const validation of validations as unknown[]) {
      found.push(...strings((validation as { fileMatch?: unknown } | null)?.fileMatch));
    }
  }
  return found;
}

function strings(value: unknown): string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((entry) => typeof entry === 'string');
}

function matches(document: vscode.TextDocument, pattern: string): boolean {
  if (pattern.startsWith('!')) return false;
  const anywhere = pattern.startsWith('/') || pattern.startsWith('**') ? pattern : `**/${pattern}`;
  return vscode.languages.match({ pattern: anywhere.replace(/^\/(?!\/)/, '**/') }, document) > 0;
}

/** Extensions such as Kubernetes Tools hand a schema over for each file. */
function isContributed(document: vscode.TextDocument, api: YamlApi | undefined): boolean {
  try {
    const schemas = api?.requestCustomSchema?.(document.uri.toString());
    return Array.isArray(schemas) && schemas.length > 0;
  } catch {
    return false;
  }
}
