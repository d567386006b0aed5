/** The calls of samples as their authors wrote them: what runs has lost its names and its layout on the way. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "../root.ts";

/** A call as it is written: what its function names its operands, and what it does with them. */
export interface WrittenCall {
  readonly parameters: readonly string[];
  readonly body: string;
}

/** By the name of the op's constant, and the name of the sample. */
export type WrittenCalls = ReadonlyMap<string, ReadonlyMap<string, WrittenCall>>;

/** Reads all samples of the ops. */
export function callsInSource(): WrittenCalls {
  const folder = join(root, "packages", "ops", "src");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".samples.ts"),
  );
  return new Map(
    files.flatMap((file) => {
      const source = ts.createSourceFile(file, readFileSync(join(folder, file), "utf8"), ts.ScriptTarget.Latest, true);
      const found = callsIn(source);
      return found.op === null ? [] : [[found.op, found.calls] as const];
    }),
  );
}

function callsIn(source: ts.SourceFile): {
  readonly op: string | null;
  readonly calls: ReadonlyMap<string, WrittenCall>;
} {
  const calls = new Map<string, WrittenCall>();
  let op: string | null = null;
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const [named, name, apply] = ["op", "name", "apply"].map((key) => initializerOf(node, key));
      if (named !== undefined && ts.isIdentifier(named)) op ??= named.text;
      if (name !== undefined && ts.isStringLiteralLike(name) && apply !== undefined && ts.isArrowFunction(apply)) {
        calls.set(name.text, {
          parameters: apply.parameters.map((each) => each.name.getText(source)),
          body: apply.body.getText(source),
        });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { op, calls };
}

function initializerOf(node: ts.ObjectLiteralExpression, key: string): ts.Expression | undefined {
  for (const property of node.properties) {
    if (ts.isPropertyAssignment(property) && property.name.getText() === key) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property) && property.name.text === key) return property.name;
  }
  return undefined;
}

/** A call with the op's own names for its operands; `null` where its author made it by a function. */
export function showCall(call: WrittenCall | undefined, names: readonly string[]): string | null {
  if (call === undefined || call.body.startsWith("{")) return null;
  let { body } = call;
  call.parameters.forEach((parameter, at) => {
    body = body.replaceAll(new RegExp(`(?<![.\\w])${parameter}(?![\\w:])`, "g"), names[at] ?? parameter);
  });
  return body.replaceAll(/\n\s*/g, " ").replaceAll("( ", "(").replaceAll(/,? \)/g, ")");
}
