/** Loop nest -> JavaScript source. */
import { isFloat, RensaError, type Index, type LoopIndex, type Scalar } from "@rensa/core";
import {
  combineFunctions,
  completeSingles,
  computedBy,
  isRoundedOperand,
  scatterFunctions,
  startOf,
  storedSingles,
  type Bound,
  type Expression,
  type IndexAtom,
  type ScalarFunctionName,
  type Statement,
} from "@rensa/core/compiler";
import type { Names } from "./names.ts";
import { bare, conditionCode, integerCode, notFunction, numberCode, scalarCode } from "./scalar-code.ts";

/** The lines of all statements of a nest. */
export function emitStatements(statements: readonly Statement[], names: Names): string[] {
  names.declareStored(storedSingles(statements));
  return emitBody(statements, names);
}

function emitBody(statements: readonly Statement[], names: Names): string[] {
  const complete = names.rounds ? completeSingles(statements) : null;
  return statements.flatMap((statement, at) => [
    ...emitStatement(statement, names),
    ...(complete?.get(at) ?? []).map((name) => `${names.local(name)} = Math.fround(${names.local(name)});`),
  ]);
}

/** The lines of a nest that stores doubles, whatever the dtype: it keeps them as they are. */
export function emitScopedDoubles(statements: readonly Statement[], names: Names): string[] {
  names.declareStored(new Set());
  return inScope(statements, emitBody(statements, names));
}

/** The lines of statements whose locals nothing after them may clash with. */
export function emitScoped(statements: readonly Statement[], names: Names): string[] {
  return inScope(statements, emitStatements(statements, names));
}

function inScope(statements: readonly Statement[], lines: string[]): string[] {
  return statements.some(({ kind }) => kind === "define" || kind === "accumulator") ? emitBlock("", lines) : lines;
}

/** The lines of a block: its head (which may be empty), its indented body. */
export function emitBlock(head: string, body: readonly string[]): string[] {
  return [`${head} {`.trimStart(), ...body.map((line) => `  ${line}`), "}"];
}

/** The lines of loops around a body. */
export function emitLoops(loops: readonly LoopIndex[], names: Names, body: readonly string[]): string[] {
  return loops.reduceRight<string[]>(
    (inner, { name, extent }) => {
      if (extent === 1) return inner;
      const index = names.local(name);
      return emitBlock(`for (let ${index} = 0; ${index} < ${integerCode(extent)}; ${index}++)`, inner);
    },
    [...body],
  );
}

function emitStatement(statement: Statement, names: Names): string[] {
  switch (statement.kind) {
    case "loop":
      return emitLoops([statement.index], names, emitBody(statement.body, names));
    case "define": {
      const code = bare(emitScalar(statement.value, names));
      const value = names.isStored(statement.name) ? `Math.fround(${code})` : code;
      return [`const ${names.local(statement.name)} = ${value};`];
    }
    case "accumulator":
      return [`let ${names.local(statement.name)} = ${bare(numberCode(startOf(statement.combine, statement.dtype)))};`];
    case "update": {
      const { name, combine, value } = statement;
      return [emitUpdate(names.local(name), combineFunctions[combine], value, names)];
    }
    case "store": {
      const { buffer, offset, value, combine } = statement;
      const place = emitPlace(buffer, offset, names);
      if (combine !== null && combine !== "set") return [emitUpdate(place, scatterFunctions[combine], value, names)];
      return [`${place} = ${bare(emitScalar(value, names))};`];
    }
    case "when":
      return emitBlock(`if (${emitBounds(statement.bounds, names)})`, emitBody(statement.body, names));
  }
}

/** The source of an offset in the array of a buffer. */
export function emitOffset(buffer: string, offset: Index, names: Names): string {
  const start = names.startOf(buffer);
  const code = emitIndex(offset, names);
  return start === undefined ? bare(code) : `${start} + ${code}`;
}

function emitPlace(buffer: string, offset: Index, names: Names): string {
  return `${names.buffer(buffer)}[${emitOffset(buffer, offset, names)}]`;
}

/** The operator by which a float joins what is at a place; empty where there is none. */
const updates: ReadonlyMap<string, string> = new Map([
  ["add", "+="],
  ["mul", "*="],
  ["max", ""],
  ["min", ""],
]);

function emitUpdate(place: string, name: "add" | "mul" | "max" | "min", value: Scalar, names: Names): string {
  const code = emitScalar(value, names);
  const operator = updates.get(name);
  if (operator === undefined) throw notFunction(name);
  if (isFloat(value.dtype) && operator !== "") return `${place} ${operator} ${bare(code)};`;
  return `${place} = ${bare(scalarCode(name, [place, code], value.dtype, value.dtype))};`;
}

/** The source of an expression, in parentheses where it needs them. */
export function emitScalar(scalar: Scalar, names: Names): string {
  return expectCode(emitExpression(scalar, names), scalar.expression.kind);
}

/** Types say that there always is some; what has another kind than they know has none. */
function expectCode(code: string | undefined, kind: string): string {
  if (code === undefined) throw notFunction(kind);
  return code;
}

function emitExpression(scalar: Scalar, names: Names): string {
  const { expression } = scalar;
  switch (expression.kind) {
    case "constant":
      return numberCode(expression.value);
    case "load":
      return emitPlace(expression.buffer, expression.offset, names);
    case "index":
      return emitIndex(expression.index, names);
    case "local":
      return names.local(expression.name);
    case "call":
      return emitCall(scalar, expression, names);
    case "guard": {
      const [value, otherwise] = [emitScalar(expression.value, names), emitScalar(expression.otherwise, names)];
      return `(${emitBounds(expression.bounds, names)} ? ${value} : ${otherwise})`;
    }
    case "reduce":
      throw new RensaError("INTERNAL", "A loop nest holds a reduction; lower it with lowerToNest first.");
  }
}

function emitCall({ dtype }: Scalar, { name, inputs }: Expression & { kind: "call" }, names: Names): string {
  const codes = emitOperands(name, inputs, names);
  const [condition] = inputs;
  if (name === "select" && condition !== undefined) {
    const test = emitCondition(condition, names);
    if (test !== undefined) return `(${test} ? ${codes[1] ?? "0"} : ${codes[2] ?? "0"})`;
  }
  return scalarCode(name, codes, inputs.at(-1)?.dtype ?? dtype, dtype);
}

function emitCondition({ expression }: Scalar, names: Names): string | undefined {
  if (expression.kind !== "call") return undefined;
  return conditionCode(expression.name, emitOperands(expression.name, expression.inputs, names));
}

function emitOperands(name: ScalarFunctionName, inputs: readonly Scalar[], names: Names): string[] {
  return inputs.map((input) => {
    const code = emitScalar(input, names);
    return names.rounds && isRoundedOperand(name, input) ? `Math.fround(${bare(code)})` : code;
  });
}

function emitBounds(bounds: readonly Bound[], names: Names): string {
  const tests = bounds.flatMap(({ index, lower, upper }) => {
    const code = emitIndex(index, names);
    // The range of a computed index is its author's promise, which a bound is there to check.
    const isKnown = !hasComputed(index);
    return [
      ...(isKnown && index.minimum >= lower ? [] : [`${code} >= ${integerCode(lower)}`]),
      ...(isKnown && index.maximum < upper ? [] : [`${code} < ${integerCode(upper)}`]),
    ];
  });
  return tests.length === 0 ? "true" : tests.join(" && ");
}

function hasComputed(index: Index): boolean {
  return index.terms.some(({ atom }) => atom.kind === "computed" || (atom.kind !== "loop" && hasComputed(atom.index)));
}

/** The source of an index map, in parentheses where it needs them. */
export function emitIndex(index: Index, names: Names): string {
  const terms = index.terms.map(({ atom, coefficient }) => {
    const code = expectCode(emitAtom(atom, names), atom.kind);
    return coefficient === 1 ? code : `${code} * ${numberCode(coefficient)}`;
  });
  if (index.constant !== 0 || terms.length === 0) terms.push(integerCode(index.constant));
  const code = terms.join(" + ").replaceAll("+ -", "- ");
  return terms.length === 1 && index.terms[0]?.coefficient === 1 ? code : `(${code})`;
}

function emitAtom(atom: IndexAtom, names: Names): string {
  switch (atom.kind) {
    case "loop":
      return names.local(atom.name);
    case "computed":
      return emitScalar(computedBy(atom), names);
    case "quotient": {
      const code = emitIndex(atom.index, names);
      const fits = atom.index.minimum >= 0 && atom.index.maximum < 2 ** 31 && !hasComputed(atom.index);
      return fits
        ? `((${code} / ${integerCode(atom.divisor)}) | 0)`
        : `Math.floor(${code} / ${integerCode(atom.divisor)})`;
    }
    case "remainder": {
      const code = emitIndex(atom.index, names);
      const isPositive = atom.index.minimum >= 0 && !hasComputed(atom.index);
      return isPositive
        ? `(${code} % ${integerCode(atom.divisor)})`
        : `runtime.flooredRemainder(${bare(code)}, ${integerCode(atom.divisor)})`;
    }
  }
}
