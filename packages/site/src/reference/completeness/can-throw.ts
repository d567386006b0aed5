/** Whether a function refuses something, by its source: it throws, or it calls what checks or refuses. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "../../root.ts";
import { parsed } from "../../written-calls.ts";
import type { ExportedSymbol } from "../symbols.ts";

/** What refuses is called so, all over the packages. */
const refusing = /^(?:check|require|refuse)[A-Z]/;

const files = new Map<string, ReadonlyMap<string, ts.Node>>();

/** Says so. What functions of other files throw is theirs to say, but for those that check. */
export function canThrow({ file, name }: Pick<ExportedSymbol, "file" | "name">): boolean {
  const known = files.get(file) ?? declarationsIn(file);
  files.set(file, known);
  return throws(name, known, new Set());
}

function throws(name: string, declared: ReadonlyMap<string, ts.Node>, seen: Set<string>): boolean {
  const node = declared.get(name);
  if (node === undefined || seen.has(name)) return false;
  seen.add(name);
  let found = false;
  const visit = (at: ts.Node): void => {
    if (ts.isThrowStatement(at)) found = true;
    if (ts.isCallExpression(at) && ts.isIdentifier(at.expression)) {
      const called = at.expression.text;
      found ||= refusing.test(called) || throws(called, declared, seen);
    }
    if (!found) ts.forEachChild(at, visit);
  };
  ts.forEachChild(node, visit);
  return found;
}

/** The functions, classes and constants at the top of a file. */
function declarationsIn(file: string): ReadonlyMap<string, ts.Node> {
  const text = readFileSync(join(root, "packages", file), "utf8");
  const declared = new Map<string, ts.Node>();
  for (const statement of parsed(file, text).statements) {
    if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name !== undefined) {
      // Of overloads, the last one has a body.
      declared.set(statement.name.text, statement);
    }
    if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations)
        if (ts.isIdentifier(name) && initializer !== undefined) declared.set(name.text, initializer);
    }
  }
  return declared;
}
