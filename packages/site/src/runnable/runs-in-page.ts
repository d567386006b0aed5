/** What becomes of a block of TypeScript on a page: a program with Run, one that needs more than a page has, or no program. */
import ts from "typescript";

/** Why a program does not run in a page. */
export type Hindrance = "node" | "test" | "thread" | "network" | "package";

/** What a block is. */
export type BlockKind =
  { readonly kind: "program" } | { readonly kind: "elsewhere"; readonly why: Hindrance } | { readonly kind: "none" };

/** Why a module is not there in a page: only Node has it, it reads files (as the digits do), or it is somebody else's. */
export function hindranceOfModule(specifier: string): Hindrance | null {
  if (specifier === "vitest" || /^@rensa\/conformance(\/|$)/.test(specifier)) return "test";
  if (/^node:|\/node$|^@rensa\/(create-plugin|digits)$/.test(specifier)) return "node";
  return /^(rensa|@rensa\/[\w-]+)(\/|$)|^rxjs$/.test(specifier) ? null : "package";
}

const hindrancesOfNames: Readonly<Record<string, Hindrance>> = {
  process: "node",
  Buffer: "node",
  require: "node",
  Worker: "thread",
  prefetchInWorker: "thread",
  fetch: "network",
};

/** Says what a block is. */
export function blockKind(code: string): BlockKind {
  const file = ts.createSourceFile("block.ts", code, ts.ScriptTarget.ESNext);
  if (!file.statements.some(ts.isImportDeclaration) || !file.statements.some(doesSomething)) return { kind: "none" };
  for (const statement of file.statements) {
    const why = hindranceIn(statement);
    if (why !== null) return { kind: "elsewhere", why };
  }
  return { kind: "program" };
}

/** What only imports or declares prints nothing and shows nothing by itself. */
function doesSomething(statement: ts.Statement): boolean {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.some(
      ({ initializer }) =>
        initializer !== undefined && !ts.isArrowFunction(initializer) && !ts.isFunctionExpression(initializer),
    );
  }
  return !(
    ts.isImportDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isModuleDeclaration(statement) ||
    ts.isExportDeclaration(statement) ||
    ts.isEmptyStatement(statement)
  );
}

function hindranceIn(node: ts.Node): Hindrance | null {
  if (ts.isTypeNode(node)) return null;
  if (ts.isImportDeclaration(node)) {
    const { importClause, moduleSpecifier } = node;
    const isTypeOnly = importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return isTypeOnly || !ts.isStringLiteral(moduleSpecifier) ? null : hindranceOfModule(moduleSpecifier.text);
  }
  const called = ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression : undefined;
  const used = called ?? (ts.isPropertyAccessExpression(node) ? node.expression : undefined);
  if (used !== undefined && ts.isIdentifier(used) && Object.hasOwn(hindrancesOfNames, used.text)) {
    return hindrancesOfNames[used.text] ?? null;
  }
  return ts.forEachChild(node, (child) => hindranceIn(child) ?? undefined) ?? null;
}
