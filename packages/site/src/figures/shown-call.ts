/** The calls that figures show, as they are written, so that text and picture cannot differ. */
import { readFileSync } from "node:fs";
import ts from "typescript";

/** What a function of a table does. */
export interface ShownCall {
  readonly text: string;
  /** The line of its file on which it begins, from 1. */
  readonly line: number;
}

/** The calls in a table of functions (`sgd: () => sgd(0.1)`) of a source file, by name, as they are written. */
export function callsWrittenIn(file: URL): ReadonlyMap<string, ShownCall> {
  const source = ts.createSourceFile(file.pathname, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const calls = new Map<string, ShownCall>();
  const visit = (node: ts.Node): void => {
    if (
      ts.isPropertyAssignment(node) &&
      ts.isArrowFunction(node.initializer) &&
      node.initializer.parameters.length === 0
    ) {
      const { body } = node.initializer;
      calls.set(node.name.getText(source), {
        text: ts.isBlock(body) ? statementsOf(body.getText(source)) : dedented(body.getText(source)),
        line: source.getLineAndCharacterOfPosition(body.getStart(source)).line + (ts.isBlock(body) ? 2 : 1),
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return calls;
}

/** What stands between the braces of a block. */
function statementsOf(block: string): string {
  return dedented(block.slice(block.indexOf("\n") + 1, block.lastIndexOf("\n")));
}

/** Without the spaces that all lines but the first have in common; of statements, all lines. */
function dedented(text: string): string {
  const [first = "", ...others] = text.split("\n");
  const lines = first.startsWith(" ") ? [first, ...others] : others;
  const indent = Math.min(...lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/)));
  return text.replaceAll(new RegExp(`^ {${String(Number.isFinite(indent) ? indent : 0)}}`, "gm"), "");
}
