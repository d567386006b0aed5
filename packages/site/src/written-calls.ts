/** Calls as their authors wrote them, so that text and what it shows cannot differ: what runs has lost its names and its layout. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "./root.ts";

/** A source file as a tree whose nodes know their parents. */
export function parsed(name: string, text: string): ts.SourceFile {
  return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
}

/** Looks at a node and all within it. */
export function walk(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => {
    walk(child, look);
  });
}

/** What a function of a table does. */
export interface ShownCall {
  readonly text: string;
  /** The line of its file on which it begins, from 1. */
  readonly line: number;
}

/** The calls in a table of functions (`sgd: () => sgd(0.1)`) of a source file, by name, as they are written. */
export function callsWrittenIn(file: URL): ReadonlyMap<string, ShownCall> {
  const source = parsed(file.pathname, readFileSync(file, "utf8"));
  const calls = new Map<string, ShownCall>();
  walk(source, (node) => {
    if (!ts.isPropertyAssignment(node) || !ts.isArrowFunction(node.initializer)) return;
    const { parameters, body } = node.initializer;
    if (parameters.length > 0) return;
    calls.set(node.name.getText(source), {
      text: ts.isBlock(body) ? statementsOf(body.getText(source)) : dedented(body.getText(source)),
      line: source.getLineAndCharacterOfPosition(body.getStart(source)).line + (ts.isBlock(body) ? 2 : 1),
    });
  });
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
      const source = parsed(file, readFileSync(join(folder, file), "utf8"));
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
  walk(source, (node) => {
    if (!ts.isObjectLiteralExpression(node)) return;
    const [named, name, apply] = ["op", "name", "apply"].map((key) => initializerOf(node, key));
    if (named !== undefined && ts.isIdentifier(named)) op ??= named.text;
    if (name === undefined || !ts.isStringLiteralLike(name)) return;
    if (apply === undefined || !ts.isArrowFunction(apply)) return;
    calls.set(name.text, {
      parameters: apply.parameters.map((each) => each.name.getText(source)),
      body: apply.body.getText(source),
    });
  });
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
