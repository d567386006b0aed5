/** A program as a reader would write it: what a function of a table does, below the imports that it needs. */
import ts from "typescript";
import { parsed, walk } from "../written-calls.ts";

/** The imports of a file that a piece of it uses, as lines. */
export function importsFor(code: string, file: ts.SourceFile): readonly string[] {
  const used = namesIn(parsed("piece.ts", code));
  return file.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    const { importClause, moduleSpecifier } = statement;
    const bindings = importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings)) return [];
    const names = bindings.elements.filter(({ name }) => used.has(name.text)).map((each) => each.getText(file));
    return names.length === 0 ? [] : [`import { ${names.join(", ")} } from "${moduleSpecifier.text}";`];
  });
}

/** The names that are used, but for those of members. */
function namesIn(file: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  walk(file, (node) => {
    if (ts.isIdentifier(node) && !isMember(node)) names.add(node.text);
  });
  return names;
}

function isMember(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === node;
}
