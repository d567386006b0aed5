/** Loop nest -> JavaScript source. */
import { identityOf, isFloat, type Bound, type Index, type IndexAtom, type Scalar, type Statement } from "@rensa/core";
import { numberCode, scalarCode } from "./scalar-code.ts";

/** The name by which emitted code knows a buffer. */
export type BufferName = (buffer: string) => string;

/** The source of statements, indented by two spaces per level. */
export function emitStatements(statements: readonly Statement[], bufferName: BufferName, depth = 1): string {
  return statements.map((statement) => emitStatement(statement, bufferName, depth)).join("\n");
}

function emitStatement(statement: Statement, bufferName: BufferName, depth: number): string {
  const pad = "  ".repeat(depth);
  const value = (scalar: Scalar): string => emitScalar(scalar, bufferName);
  switch (statement.kind) {
    case "loop": {
      const { name, extent } = statement.index;
      const body = emitStatements(statement.body, bufferName, depth + 1);
      return `${pad}for (let ${name} = 0; ${name} < ${String(extent)}; ${name}++) {\n${body}\n${pad}}`;
    }
    case "define":
      return `${pad}const ${statement.name} = ${value(statement.value)};`;
    case "accumulator":
      return `${pad}let ${statement.name} = ${numberCode(identityOf(statement.combine, !isFloat(statement.dtype)))};`;
    case "update": {
      const { name, combine } = statement;
      const { dtype } = statement.value;
      const operation = ({ sum: "add", product: "mul", max: "max", min: "min" } as const)[combine];
      return `${pad}${name} = ${scalarCode(operation, [name, value(statement.value)], dtype, dtype)};`;
    }
    case "store": {
      const place = `${bufferName(statement.buffer)}[${emitIndex(statement.offset, bufferName)}]`;
      return `${pad}${place} ${statement.add ? "+=" : "="} ${value(statement.value)};`;
    }
    case "when": {
      const body = emitStatements(statement.body, bufferName, depth + 1);
      return `${pad}if (${emitBounds(statement.bounds, bufferName)}) {\n${body}\n${pad}}`;
    }
  }
}

/** The source of an expression. */
export function emitScalar(scalar: Scalar, bufferName: BufferName): string {
  const { expression, dtype } = scalar;
  switch (expression.kind) {
    case "constant":
      return numberCode(expression.value);
    case "load":
      return `${bufferName(expression.buffer)}[${emitIndex(expression.offset, bufferName)}]`;
    case "index":
      return emitIndex(expression.index, bufferName);
    case "local":
      return expression.name;
    case "call": {
      const inputs = expression.inputs.map((input) => emitScalar(input, bufferName));
      return scalarCode(expression.name, inputs, expression.inputs.at(-1)?.dtype ?? dtype, dtype);
    }
    case "guard": {
      const test = emitBounds(expression.bounds, bufferName);
      return `(${test} ? ${emitScalar(expression.value, bufferName)} : ${emitScalar(expression.otherwise, bufferName)})`;
    }
    case "reduce":
      throw new TypeError("A loop nest holds no reductions.");
  }
}

function emitBounds(bounds: readonly Bound[], bufferName: BufferName): string {
  const tests = bounds.flatMap(({ index, lower, upper }) => {
    const code = emitIndex(index, bufferName);
    return [
      ...(index.minimum < lower || hasComputed(index) ? [`${code} >= ${String(lower)}`] : []),
      ...(index.maximum >= upper || hasComputed(index) ? [`${code} < ${String(upper)}`] : []),
    ];
  });
  return tests.length === 0 ? "true" : tests.join(" && ");
}

/** A computed index is only promised to be in range. */
function hasComputed(index: Index): boolean {
  return index.terms.some(({ atom }) => atom.kind === "computed" || (atom.kind !== "loop" && hasComputed(atom.index)));
}

/** The source of an index map. */
export function emitIndex(index: Index, bufferName: BufferName): string {
  const terms = index.terms.map(({ atom, coefficient }) => {
    const code = emitAtom(atom, bufferName);
    return coefficient === 1 ? code : `${code} * ${String(coefficient)}`;
  });
  if (index.constant !== 0 || terms.length === 0) terms.push(String(index.constant));
  return terms.length === 1 ? (terms[0] ?? "0") : `(${terms.join(" + ")})`;
}

function emitAtom(atom: IndexAtom, bufferName: BufferName): string {
  switch (atom.kind) {
    case "loop":
      return atom.name;
    case "computed":
      return emitScalar(atom.value, bufferName);
    case "quotient":
      return atom.index.minimum >= 0
        ? `((${emitIndex(atom.index, bufferName)} / ${String(atom.divisor)}) | 0)`
        : `Math.floor(${emitIndex(atom.index, bufferName)} / ${String(atom.divisor)})`;
    case "remainder":
      return atom.index.minimum >= 0
        ? `(${emitIndex(atom.index, bufferName)} % ${String(atom.divisor)})`
        : `runtime.modulo(${emitIndex(atom.index, bufferName)}, ${String(atom.divisor)})`;
  }
}
