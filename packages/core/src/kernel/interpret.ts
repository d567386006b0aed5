/**
 * The interpreter of kernels: their meaning, as closures. It is what runs where no code may be generated, what folds
 * constants, and what emitted code is tested against.
 */
import { isFloat, type DType, type TypedArray } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import type { Index, IndexAtom } from "../expression/index-map.ts";
import { identityOf, scalarFunctions, type Combine } from "../expression/scalar-function.ts";
import type { Bound, Scalar } from "../expression/scalar.ts";
import type { LoopKernel } from "./kernel.ts";
import type { Statement } from "./loop-nest.ts";
import { lowerToNest } from "./lower-nest.ts";

/** The arrays that a kernel works on, by buffer name. */
export type KernelArrays = ReadonlyMap<string, TypedArray>;

type Value = (frame: Float64Array) => number;
type Action = (frame: Float64Array) => void;

/** Runs a kernel once. A read outside a buffer (under a guard) gives 0. */
export function interpretKernel(kernel: LoopKernel, arrays: KernelArrays): void {
  interpreted(kernel, arrays)();
}

/** A kernel bound to its arrays, ready to run many times. */
export function interpreted(kernel: LoopKernel, arrays: KernelArrays): () => void {
  const builder = new ClosureBuilder(arrays);
  const run = builder.block(lowerToNest(kernel));
  return () => {
    run(new Float64Array(builder.slots));
  };
}

/** The value of an application, in the arithmetic of a dtype: doubles for floats, wrapping for integers. */
export function applyFunction(name: keyof typeof scalarFunctions, inputs: readonly number[], inputDType: DType, dtype: DType): number {
  const [a = 0, b = 0, c = 0] = inputs;
  if (name === "convert") return convert(a, dtype);
  if (!isFloat(inputDType) && name === "mul") return convert(Math.imul(a, b), dtype);
  if (!isFloat(inputDType) && name === "div") return convert(b === 0 ? 0 : Math.trunc(a / b), dtype);
  if (!isFloat(inputDType) && name === "rem") return convert(b === 0 ? 0 : a - b * Math.floor(a / b), dtype);
  // Bytes of booleans stay 0 or 1.
  if (dtype === "bool" && name === "not") return a === 0 ? 1 : 0;
  const value = scalarFunctions[name].evaluate(a, b, c);
  return isFloat(dtype) ? value : convert(value, dtype);
}

function convert(value: number, dtype: DType): number {
  switch (dtype) {
    case "f32":
    case "f64":
      return value;
    case "i32":
      return value | 0;
    case "u8":
      return value & 255;
    case "bool":
      return value === 0 ? 0 : 1;
  }
}

/** Two values combined. */
export function combineValues(combine: Combine, left: number, right: number, dtype: DType): number {
  switch (combine) {
    case "sum":
      return applyFunction("add", [left, right], dtype, dtype);
    case "product":
      return applyFunction("mul", [left, right], dtype, dtype);
    case "max":
      return Math.max(left, right);
    case "min":
      return Math.min(left, right);
  }
}

class ClosureBuilder {
  readonly #arrays: KernelArrays;
  readonly #slots = new Map<string, number>();
  readonly #dtypes = new Map<string, DType>();

  constructor(arrays: KernelArrays) {
    this.#arrays = arrays;
  }

  get slots(): number {
    return this.#slots.size;
  }

  block(statements: readonly Statement[]): Action {
    const actions = statements.map((statement) => this.#statement(statement));
    return (frame) => {
      for (const action of actions) action(frame);
    };
  }

  #slot(name: string): number {
    const slot = this.#slots.get(name) ?? this.#slots.size;
    this.#slots.set(name, slot);
    return slot;
  }

  #array(name: string): TypedArray {
    const array = this.#arrays.get(name);
    if (array === undefined) throw new RensaError("INTERNAL", `The buffer ${name} is not bound.`);
    return array;
  }

  #statement(statement: Statement): Action {
    switch (statement.kind) {
      case "loop": {
        const slot = this.#slot(statement.index.name);
        const body = this.block(statement.body);
        const { extent } = statement.index;
        return (frame) => {
          for (let i = 0; i < extent; i++) {
            frame[slot] = i;
            body(frame);
          }
        };
      }
      case "define": {
        const slot = this.#slot(statement.name);
        const value = this.#value(statement.value);
        return (frame) => {
          frame[slot] = value(frame);
        };
      }
      case "accumulator": {
        const slot = this.#slot(statement.name);
        this.#dtypes.set(statement.name, statement.dtype);
        const start = identityOf(statement.combine, !isFloat(statement.dtype));
        return (frame) => {
          frame[slot] = start;
        };
      }
      case "update": {
        const slot = this.#slot(statement.name);
        const value = this.#value(statement.value);
        const { combine } = statement;
        const { dtype } = statement.value;
        return (frame) => {
          frame[slot] = combineValues(combine, frame[slot] ?? 0, value(frame), dtype);
        };
      }
      case "store": {
        const array = this.#array(statement.buffer);
        const offset = this.#index(statement.offset);
        const value = this.#value(statement.value);
        if (statement.add) {
          return (frame) => {
            const place = offset(frame);
            array[place] = (array[place] ?? 0) + value(frame);
          };
        }
        return (frame) => {
          array[offset(frame)] = value(frame);
        };
      }
      case "when": {
        const test = this.#bounds(statement.bounds);
        const body = this.block(statement.body);
        return (frame) => {
          if (test(frame)) body(frame);
        };
      }
    }
  }

  #value(scalar: Scalar): Value {
    const { expression, dtype } = scalar;
    switch (expression.kind) {
      case "constant": {
        const { value } = expression;
        return () => value;
      }
      case "load": {
        const array = this.#array(expression.buffer);
        const offset = this.#index(expression.offset);
        return (frame) => array[offset(frame)] ?? 0;
      }
      case "index":
        return this.#index(expression.index);
      case "local": {
        const slot = this.#slot(expression.name);
        return (frame) => frame[slot] ?? 0;
      }
      case "call": {
        const { name } = expression;
        const inputs = expression.inputs.map((input) => this.#value(input));
        const inputDType = expression.inputs.at(-1)?.dtype ?? dtype;
        return (frame) =>
          applyFunction(
            name,
            inputs.map((input) => input(frame)),
            inputDType,
            dtype,
          );
      }
      case "guard": {
        const test = this.#bounds(expression.bounds);
        const value = this.#value(expression.value);
        const otherwise = this.#value(expression.otherwise);
        return (frame) => (test(frame) ? value(frame) : otherwise(frame));
      }
      case "reduce":
        throw new RensaError("INTERNAL", "A loop nest holds no reductions.");
    }
  }

  #bounds(bounds: readonly Bound[]): (frame: Float64Array) => boolean {
    const tests = bounds.map(({ index, lower, upper }) => ({ value: this.#index(index), lower, upper }));
    return (frame) =>
      tests.every(({ value, lower, upper }) => {
        const at = value(frame);
        return at >= lower && at < upper;
      });
  }

  #index(index: Index): Value {
    const terms = index.terms.map(({ atom, coefficient }) => ({ value: this.#atom(atom), coefficient }));
    const { constant } = index;
    return (frame) => {
      let total = constant;
      for (const { value, coefficient } of terms) total += coefficient * value(frame);
      return total;
    };
  }

  #atom(atom: IndexAtom): Value {
    switch (atom.kind) {
      case "loop": {
        const slot = this.#slot(atom.name);
        return (frame) => frame[slot] ?? 0;
      }
      case "computed":
        return this.#value(atom.value);
      case "quotient": {
        const value = this.#index(atom.index);
        return (frame) => Math.floor(value(frame) / atom.divisor);
      }
      case "remainder": {
        const value = this.#index(atom.index);
        return (frame) => {
          const at = value(frame);
          return at - atom.divisor * Math.floor(at / atom.divisor);
        };
      }
    }
  }
}
