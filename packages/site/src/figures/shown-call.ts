/** The calls that figures show, as they are written, so that text and picture cannot differ. */
import { readFileSync } from "node:fs";
import ts from "typescript";
import { inlineCode } from "../reference/markdown.ts";

/** The calls in a table of functions (`sgd: () => sgd(0.1)`) of a source file, by name, as code. */
export function callsWrittenIn(file: URL): ReadonlyMap<string, string> {
  const source = ts.createSourceFile(file.pathname, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const calls = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    if (
      ts.isPropertyAssignment(node) &&
      ts.isArrowFunction(node.initializer) &&
      node.initializer.parameters.length === 0
    ) {
      calls.set(node.name.getText(source), inlineCode(node.initializer.body.getText(source)));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return calls;
}
