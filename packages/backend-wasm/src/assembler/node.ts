/**
 * Instructions as expressions: a node is an instruction with its operands. Nodes form a DAG; whatever is used more than
 * once in what is emitted together is computed once and kept in a local.
 */
import { formatGiven, RensaError } from "@rensa/core";
import { instructions, type InstructionName, type ValueType } from "./instructions.ts";

/** What a node is. */
export type NodeKind =
  | { readonly kind: "instruction"; readonly name: InstructionName; readonly immediates: readonly number[] }
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "vector"; readonly bytes: readonly number[] }
  | { readonly kind: "local"; readonly index: number }
  | { readonly kind: "select" }
  | { readonly kind: "conditional" }
  | { readonly kind: "call"; readonly functionIndex: number };

/** One instruction with its operands. */
export class Node {
  readonly what: NodeKind;
  readonly type: ValueType;
  readonly operands: readonly Node[];

  constructor(what: NodeKind, type: ValueType, operands: readonly Node[] = []) {
    this.what = what;
    this.type = type;
    this.operands = operands;
  }
}

/** An instruction that returns a value. */
export function node(name: InstructionName, ...operands: readonly Node[]): Node {
  return nodeWith(name, [], ...operands);
}

/**
 * An instruction with immediates: the byte offset of a memory access (below 2^32), a lane, or the 16 bytes of a shuffle.
 */
export function nodeWith(name: InstructionName, immediates: readonly number[], ...operands: readonly Node[]): Node {
  return new Node({ kind: "instruction", name, immediates }, instructions[name][2] ?? "i32", operands);
}

/** An i32 constant. */
export function i32(value: number): Node {
  return new Node({ kind: "constant", value: expectNumber(value) | 0 }, "i32");
}

/** The value of a local. */
export function local(index: number, type: ValueType): Node {
  return new Node({ kind: "local", index }, type);
}

/** A v128 of four f32. */
export function f32x4(...values: readonly number[]): Node {
  return vector(new Float32Array(splatted(values, 4)));
}

/** A v128 of two f64. */
export function f64x2(...values: readonly number[]): Node {
  return vector(new Float64Array(splatted(values, 2)));
}

/** A v128 of four i32. */
export function i32x4(...values: readonly number[]): Node {
  return vector(new Int32Array(splatted(values, 4)));
}

/** `whenTrue` where the i32 condition is not 0, else `whenFalse`. Both are computed. */
export function select(condition: Node, whenTrue: Node, whenFalse: Node): Node {
  return new Node({ kind: "select" }, whenTrue.type, [whenTrue, whenFalse, condition]);
}

/** `whenTrue` where the i32 condition is not 0, else `whenFalse`. Only one of them is computed. */
export function conditional(condition: Node, whenTrue: Node, whenFalse: Node): Node {
  return new Node({ kind: "conditional" }, whenTrue.type, [condition, whenTrue, whenFalse]);
}

/** What a function returns that has no effect. */
export function call(functionIndex: number, result: ValueType, ...operands: readonly Node[]): Node {
  return new Node({ kind: "call", functionIndex }, result, operands);
}

/** Sum of i32, with constants folded. */
export function addI32(a: Node, b: Node): Node {
  if (a.what.kind === "constant" && b.what.kind === "constant") return i32(a.what.value + b.what.value);
  if (a.what.kind === "constant" && a.what.value === 0) return b;
  if (b.what.kind === "constant" && b.what.value === 0) return a;
  return node("i32.add", a, b);
}

/** Product of an i32 with a constant, as a shift where that is possible. */
export function timesI32(a: Node, factor: number): Node {
  if (factor === 1) return a;
  if (factor === 0) return i32(0);
  if (a.what.kind === "constant") return i32(Math.imul(a.what.value, factor));
  const power = Math.log2(factor);
  return Number.isInteger(power) ? node("i32.shl", a, i32(power)) : node("i32.mul", a, i32(factor));
}

function splatted(values: readonly number[], lanes: number): readonly number[] {
  values.forEach(expectNumber);
  return values.length === 1 ? new Array<number>(lanes).fill(values[0] ?? 0) : values;
}

/** Types say that it is one; attributes of untyped callers and files have no types. */
function expectNumber(value: number): number {
  if (typeof value === "number") return value;
  throw new RensaError(
    "OP_INVALID",
    `A kernel has ${formatGiven(value)} where it needs a number; see that what the op computes with are numbers.`,
  );
}

function vector(array: Float32Array | Float64Array | Int32Array): Node {
  return new Node({ kind: "vector", bytes: [...new Uint8Array(array.buffer)] }, "v128");
}
