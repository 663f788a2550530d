import ts from 'typescript';

/** A type as a declaration file writes it. */
export type Expression =
  | { readonly form: 'string' | 'number' | 'boolean' | 'any' }
  | { readonly form: 'literals'; readonly values: readonly string[] }
  | { readonly form: 'list' | 'map'; readonly of: Expression }
  | { readonly form: 'object'; readonly members: readonly Member[] }
  /** Another declaration: its name here, and the module it comes from if not this one. */
  | { readonly form: 'reference'; readonly name: string; readonly module: string | undefined }
  | { readonly form: 'all' | 'any-of'; readonly parts: readonly Expression[] };

export interface Member {
  readonly name: string;
  readonly doc: string;
  readonly required: boolean;
  readonly type: Expression;
}

/** An interface or a type alias. */
export interface Declaration {
  readonly name: string;
  readonly doc: string;
  readonly type: Expression;
}

/** Reads the interfaces and type aliases of a declaration file of the `kubernetes-models` family. */
export function readDeclarations(text: string): readonly Declaration[] {
  const options = {
    languageVersion: ts.ScriptTarget.ES2022,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  };
  const file = ts.createSourceFile('file.d.ts', text, options);
  const modules = new Map<string, string>();
  const found: Declaration[] = [];
  const docOf = (node: ts.Node): string => {
    const range = ts.getLeadingCommentRanges(text, node.pos)?.at(-1);
    return range ? comment(text.slice(range.pos, range.end)) : '';
  };
  const read = (node: ts.TypeNode | undefined): Expression => expression(node, modules, docOf);
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
      const names = statement.importClause?.namedBindings;
      if (names && ts.isNamedImports(names)) {
        for (const { name } of names.elements) modules.set(name.text, statement.moduleSpecifier.text);
      }
    } else if (ts.isInterfaceDeclaration(statement)) {
      const own = members(statement.members, modules, docOf);
      const inherited = bases(statement, modules);
      const type: Expression = inherited.length === 0 ? own : { form: 'all', parts: [own, ...inherited] };
      found.push({ name: statement.name.text, doc: docOf(statement), type });
    } else if (ts.isTypeAliasDeclaration(statement)) {
      found.push({ name: statement.name.text, doc: docOf(statement), type: read(statement.type) });
    }
  }
  return found;
}

/** What an interface extends; all of `TypeMeta` stands in the interface itself. */
function bases(statement: ts.InterfaceDeclaration, modules: ReadonlyMap<string, string>): Expression[] {
  const types = statement.heritageClauses?.flatMap((clause) => [...clause.types]) ?? [];
  return types.flatMap(({ expression: base }): Expression[] =>
    ts.isIdentifier(base) && base.text !== 'TypeMeta'
      ? [{ form: 'reference', name: base.text, module: modules.get(base.text) }]
      : [],
  );
}

type DocOf = (node: ts.Node) => string;

function expression(
  node: ts.TypeNode | undefined,
  modules: ReadonlyMap<string, string>,
  docOf: DocOf,
): Expression {
  const read = (inner: ts.TypeNode | undefined): Expression => expression(inner, modules, docOf);
  if (!node) return { form: 'any' };
  if (ts.isParenthesizedTypeNode(node)) return read(node.type);
  if (ts.isTypeLiteralNode(node)) return members(node.members, modules, docOf);
  if (ts.isLiteralTypeNode(node)) {
    const { literal } = node;
    const known = ts.isStringLiteral(literal) || ts.isNumericLiteral(literal);
    return known ? { form: 'literals', values: [literal.text] } : { form: 'any' };
  }
  if (ts.isUnionTypeNode(node)) return union(node.types.map(read));
  if (ts.isIntersectionTypeNode(node)) return { form: 'all', parts: node.types.map(read) };
  if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) {
    const name = node.typeName.text;
    if (name === 'Array') return { form: 'list', of: read(node.typeArguments?.[0]) };
    return { form: 'reference', name, module: modules.get(name) };
  }
  return { form: keywords.get(node.kind) ?? 'any' };
}

const keywords: ReadonlyMap<ts.SyntaxKind, 'string' | 'number' | 'boolean'> = new Map([
  [ts.SyntaxKind.StringKeyword, 'string'],
  [ts.SyntaxKind.NumberKeyword, 'number'],
  [ts.SyntaxKind.BooleanKeyword, 'boolean'],
]);

function union(parts: readonly Expression[]): Expression {
  const values = parts.flatMap((part) => (part.form === 'literals' ? part.values : []));
  return values.length === parts.length ? { form: 'literals', values } : { form: 'any-of', parts };
}

function members(
  nodes: readonly ts.TypeElement[],
  modules: ReadonlyMap<string, string>,
  docOf: DocOf,
): Expression {
  const found: Member[] = [];
  for (const node of nodes) {
    if (ts.isIndexSignatureDeclaration(node)) {
      return { form: 'map', of: expression(node.type, modules, docOf) };
    }
    if (!ts.isPropertySignature(node) || !(ts.isStringLiteral(node.name) || ts.isIdentifier(node.name)))
      continue;
    const type = expression(node.type, modules, docOf);
    found.push({ name: node.name.text, doc: docOf(node), required: node.questionToken === undefined, type });
  }
  return { form: 'object', members: found };
}

/** Text of a documentation comment. */
function comment(source: string): string {
  return source
    .replace(/^\/\*\*?/, '')
    .replace(/\*\/$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .replaceAll('*\\/', '*/')
    .trim();
}
