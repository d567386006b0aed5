/** Small kernels, and what they are by definition: every expression of a store evaluated element by element. */
import { expect } from "vitest";
import type { DType, TypedArray } from "../src/graph/dtype.ts";
import { computedBy } from "../src/expression/computed-index.ts";
import { Index, type IndexAtom, type LoopIndex } from "../src/expression/index-map.ts";
import { constantScalar, Scalar } from "../src/expression/scalar.ts";
import type { Combine } from "../src/expression/scalar-function.ts";
import { combinationOf, functionOf, startOf } from "../src/kernel/interpreter/apply-function.ts";
import { interpretKernel } from "../src/kernel/interpreter/interpret.ts";
import type { RowKernel, ElementStore } from "../src/kernel/kernel.ts";

export const base = { name: "kernel_0", nodes: [], buffers: [] };

export const loop = (name: string, extent: number): LoopIndex => ({ kind: "loop", name, extent });

export const at = (index: LoopIndex): Index => Index.of(index);

export const load = (buffer: string, offset: Index, dtype: DType = "f32"): Scalar =>
  new Scalar({ kind: "load", buffer, offset }, dtype);

export const reduce = (combine: Combine, indices: readonly LoopIndex[], value: Scalar): Scalar =>
  new Scalar({ kind: "reduce", combine, indices, value }, value.dtype);

export const guard = (index: Index, lower: number, upper: number, value: Scalar, otherwise = 0): Scalar => {
  const other = constantScalar(otherwise, value.dtype);
  return new Scalar({ kind: "guard", bounds: [{ index, lower, upper }], value, otherwise: other }, value.dtype);
};

export const rows = (axes: readonly LoopIndex[], ...stages: RowKernel["stages"]): RowKernel => ({
  ...base,
  kind: "rows",
  rows: axes,
  stages,
});

export const store = (buffer: string, offset: Index, value: Scalar): ElementStore => ({ buffer, offset, value });

export const numbers = (length: number, seed = 1): Float32Array =>
  Float32Array.from({ length }, (_, k) => Math.sin(seed * 12.9898 + k * 78.233) * 3);

export const [i, j, k, m] = [loop("i", 3), loop("j", 4), loop("k", 5), loop("m", 2)];

export type Arrays = Map<string, TypedArray>;

export type Environment = ReadonlyMap<string, number>;

/** The definition: no sharing, no hoisting. */
export function evaluate(scalar: Scalar, arrays: Arrays, at: Environment): number {
  const { expression, dtype } = scalar;
  const inner = (child: Scalar): number => evaluate(child, arrays, at);
  switch (expression.kind) {
    case "constant":
      return expression.value;
    case "load":
      return arrays.get(expression.buffer)?.[evaluateIndex(expression.offset, arrays, at)] ?? 0;
    case "index":
      return evaluateIndex(expression.index, arrays, at);
    case "local":
      return at.get(expression.name) ?? Number.NaN;
    case "call": {
      const [a = 0, b = 0, c = 0] = expression.inputs.map(inner);
      return functionOf(expression.name, expression.inputs.at(-1)?.dtype ?? dtype, dtype)(a, b, c);
    }
    case "guard": {
      const holds = expression.bounds.every(({ index, lower, upper }) => {
        const value = evaluateIndex(index, arrays, at);
        return value >= lower && value < upper;
      });
      return inner(holds ? expression.value : expression.otherwise);
    }
    case "reduce": {
      let total = startOf(expression.combine, dtype);
      const combine = combinationOf(expression.combine, dtype);
      forEach(
        expression.indices,
        at,
        (inside) => (total = combine(total, evaluate(expression.value, arrays, inside), 0)),
      );
      return total;
    }
  }
}

export function evaluateIndex(index: Index, arrays: Arrays, at: Environment): number {
  const atom = (each: IndexAtom): number => {
    if (each.kind === "loop") return at.get(each.name) ?? Number.NaN;
    if (each.kind === "computed") return evaluate(computedBy(each), arrays, at);
    const quotient = Math.floor(evaluateIndex(each.index, arrays, at) / each.divisor);
    return each.kind === "quotient" ? quotient : evaluateIndex(each.index, arrays, at) - quotient * each.divisor;
  };
  return index.terms.reduce((sum, term) => sum + term.coefficient * atom(term.atom), index.constant);
}

export function forEach(axes: readonly LoopIndex[], at: Environment, body: (at: Environment) => void): void {
  const [axis, ...others] = axes;
  if (axis === undefined) return body(at);
  for (let value = 0; value < axis.extent; value++) forEach(others, new Map([...at, [axis.name, value]]), body);
}

export function expectDefinition(kernel: RowKernel, inputs: Readonly<Record<string, TypedArray>>): void {
  const copy = (): Arrays => new Map(Object.entries(inputs).map(([name, array]) => [name, array.slice()]));
  const [expected, actual] = [copy(), copy()];
  forEach(kernel.rows, new Map(), (row) => {
    for (const { axes, stores } of kernel.stages) {
      const writes: (() => void)[] = [];
      forEach(axes, row, (inside) => {
        for (const { buffer, offset, value } of stores) {
          const [place, result] = [evaluateIndex(offset, expected, inside), evaluate(value, expected, inside)];
          writes.push(() => ((expected.get(buffer) ?? new Float32Array())[place] = result));
        }
      });
      writes.forEach((write) => {
        write();
      });
    }
  });
  interpretKernel(kernel, actual);
  for (const [name, array] of expected) expect(actual.get(name), name).toEqual(array);
}

export const softmax = (): RowKernel => {
  const x = (axis: LoopIndex): Scalar => load("x", at(i).mul(4).add(at(axis)));
  const largest = reduce("max", [k4], x(k4));
  const total = reduce("sum", [k4], x(k4).sub(largest).exp());
  return rows([i], { axes: [j], stores: [store("y", at(i).mul(4).add(at(j)), x(j).sub(largest).exp().div(total))] });
};

export const k4 = loop("k", 4);
