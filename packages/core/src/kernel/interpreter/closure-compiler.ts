/** Statements of a loop nest as closures over slots: every loop index and local has a slot in one array of doubles. */
import { isFloat, type TypedArray } from "../../graph/dtype.ts";
import { RensaError } from "../../graph/error.ts";
import { computedBy } from "../../expression/computed-index.ts";
import type { Index, IndexAtom } from "../../expression/index-map.ts";
import type { ScalarFunctionName } from "../../expression/scalar-function.ts";
import type { Bound, Scalar } from "../../expression/scalar.ts";
import type { Statement } from "../nests/loop-nest.ts";
import { completeSingles, isRoundedOperand } from "../nests/round-singles.ts";
import { combinationOf, flooredRemainder, functionOf, scatterFunctions, startOf } from "./apply-function.ts";
import type { MovingBuffers } from "./moving-buffers.ts";

/** The arrays that a kernel works on, by buffer name. */
export type KernelArrays = ReadonlyMap<string, TypedArray>;

type Frame = Float64Array;
type Value = (frame: Frame) => number;
type Action = (frame: Frame) => void;
type Slots = ReadonlyMap<string, number>;

/** Compiles statements once, to a closure each. */
export class ClosureCompiler {
  readonly #arrays: KernelArrays;
  readonly #moving: MovingBuffers;
  /** The locals that are also stored as f32; `null` where f32 is not rounded at all. */
  readonly #stored: ReadonlySet<string> | null;
  slots = 0;

  constructor(arrays: KernelArrays, moving: MovingBuffers, stored: ReadonlySet<string> | null) {
    this.#arrays = arrays;
    this.#moving = moving;
    this.#stored = stored;
  }

  /** Names are seen by what follows them in their block and by the blocks inside, as in JavaScript. */
  block(statements: readonly Statement[], outer: Slots): Action {
    const slots = new Map(outer);
    const complete = this.#stored === null ? null : completeSingles(statements);
    const actions = statements.flatMap((statement, at) => [
      this.#statement(statement, slots),
      ...(complete?.get(at) ?? []).map((name) => roundSlot(slotOf(name, slots))),
    ]);
    const [only] = actions;
    if (only !== undefined && actions.length === 1) return only;
    return (frame) => {
      for (const action of actions) action(frame);
    };
  }

  #statement(statement: Statement, slots: Map<string, number>): Action {
    switch (statement.kind) {
      case "loop":
        return this.#loop(statement, slots);
      case "define": {
        const exact = this.#value(statement.value, slots);
        const value = this.#stored?.has(statement.name) === true ? rounded(exact) : exact;
        const slot = this.#newSlot(statement.name, slots);
        return (frame) => {
          frame[slot] = value(frame);
        };
      }
      case "accumulator": {
        const slot = this.#newSlot(statement.name, slots);
        const start = startOf(statement.combine, statement.dtype);
        return (frame) => {
          frame[slot] = start;
        };
      }
      case "update": {
        const slot = slotOf(statement.name, slots);
        const value = this.#value(statement.value, slots);
        if (statement.combine === "sum" && isFloat(statement.value.dtype)) {
          return (frame) => {
            frame[slot] = (frame[slot] ?? 0) + value(frame);
          };
        }
        const combine = combinationOf(statement.combine, statement.value.dtype);
        return (frame) => {
          frame[slot] = combine(frame[slot] ?? 0, value(frame), 0);
        };
      }
      case "store":
        return this.#store(statement, slots);
      case "when": {
        const test = this.#bounds(statement.bounds, slots);
        const body = this.block(statement.body, slots);
        return (frame) => {
          if (test(frame)) body(frame);
        };
      }
    }
  }

  #loop({ index, body }: Statement & { readonly kind: "loop" }, slots: Slots): Action {
    const inner = new Map(slots);
    const slot = this.#newSlot(index.name, inner);
    const run = this.block(body, inner);
    const { extent } = index;
    return (frame) => {
      for (let i = 0; i < extent; i++) {
        frame[slot] = i;
        run(frame);
      }
    };
  }

  #store(statement: Statement & { readonly kind: "store" }, slots: Slots): Action {
    const array = this.#array(statement.buffer);
    const offset = this.#place(statement.buffer, statement.offset, slots);
    const value = this.#value(statement.value, slots);
    const { combine } = statement;
    if (combine === null || combine === "set") {
      return (frame) => {
        array[offset(frame)] = value(frame);
      };
    }
    const { dtype } = statement.value;
    const join = functionOf(scatterFunctions[combine], dtype, dtype);
    return (frame) => {
      const place = offset(frame);
      array[place] = join(array[place] ?? 0, value(frame), 0);
    };
  }

  #value(scalar: Scalar, slots: Slots): Value {
    const { expression } = scalar;
    switch (expression.kind) {
      case "constant": {
        const { value } = expression;
        return () => value;
      }
      case "load": {
        const array = this.#array(expression.buffer);
        const offset = this.#place(expression.buffer, expression.offset, slots);
        return (frame) => array[offset(frame)] ?? 0;
      }
      case "index":
        return this.#index(expression.index, slots);
      case "local":
        return slotReader(slotOf(expression.name, slots));
      case "call":
        return this.#call(scalar, expression, slots);
      case "guard": {
        const test = this.#bounds(expression.bounds, slots);
        const value = this.#value(expression.value, slots);
        const otherwise = this.#value(expression.otherwise, slots);
        return (frame) => (test(frame) ? value(frame) : otherwise(frame));
      }
      case "reduce":
        throw new RensaError("INTERNAL", "A loop nest holds a reduction; lower it with lowerToNest first.");
    }
  }

  #call({ dtype }: Scalar, { name, inputs }: Scalar["expression"] & { kind: "call" }, slots: Slots): Value {
    const [a = zero, b = zero, c = zero] = inputs.map((input) => {
      const value = this.#value(input, slots);
      return this.#stored !== null && isRoundedOperand(name, input) ? rounded(value) : value;
    });
    // As emitted code does: the side that is not taken is not computed.
    if (name === "select") return (frame) => (a(frame) === 0 ? c(frame) : b(frame));
    const inline = isFloat(dtype) ? inlined[name] : undefined;
    if (inline !== undefined) return inline(a, b);
    const apply = functionOf(name, inputs.at(-1)?.dtype ?? dtype, dtype);
    if (inputs.length === 1) return (frame) => apply(a(frame), 0, 0);
    return (frame) => apply(a(frame), b(frame), 0);
  }

  #bounds(bounds: readonly Bound[], slots: Slots): (frame: Frame) => boolean {
    const tests = bounds.map(({ index, lower, upper }) => {
      const value = this.#index(index, slots);
      return (frame: Frame): boolean => {
        const at = value(frame);
        return at >= lower && at < upper;
      };
    });
    return (frame) => tests.every((test) => test(frame));
  }

  /** Where an element of a buffer stands in its array. */
  #place(buffer: string, offset: Index, slots: Slots): Value {
    const index = this.#index(offset, slots);
    const slot = this.#moving.slots.get(buffer);
    if (slot === undefined) return index;
    const { starts } = this.#moving;
    return (frame) => (starts[slot] ?? 0) + index(frame);
  }

  #index({ terms, constant }: Index, slots: Slots): Value {
    const places = terms.map(({ atom }) => slotOfAtom(atom, slots));
    const [first = 0, second = 0] = places;
    const [a = 0, b = 0] = terms.map(({ coefficient }) => coefficient);
    // Nearly all index maps are these; a closure per term would cost more than the arithmetic.
    if (!places.includes(undefined)) {
      if (terms.length === 0) return () => constant;
      if (terms.length === 1) return (frame) => (frame[first] ?? 0) * a + constant;
      if (terms.length === 2) return (frame) => (frame[first] ?? 0) * a + (frame[second] ?? 0) * b + constant;
    }
    const values = terms.map(({ atom, coefficient }) => ({ value: this.#atom(atom, slots), coefficient }));
    return (frame) => {
      let total = constant;
      for (const { value, coefficient } of values) total += coefficient * value(frame);
      return total;
    };
  }

  #atom(atom: IndexAtom, slots: Slots): Value {
    switch (atom.kind) {
      case "loop":
        return slotReader(slotOf(atom.name, slots));
      case "computed":
        return this.#value(computedBy(atom), slots);
      case "quotient": {
        const value = this.#index(atom.index, slots);
        return (frame) => Math.floor(value(frame) / atom.divisor);
      }
      case "remainder": {
        const value = this.#index(atom.index, slots);
        return (frame) => flooredRemainder(value(frame), atom.divisor);
      }
    }
  }

  #newSlot(name: string, slots: Map<string, number>): number {
    const slot = this.slots++;
    slots.set(name, slot);
    return slot;
  }

  #array(name: string): TypedArray {
    const array = this.#arrays.get(name);
    if (array === undefined) throw new RensaError("INTERNAL", `The buffer ${name} is not bound.`);
    return array;
  }
}

const zero: Value = () => 0;

function rounded(value: Value): Value {
  return (frame) => Math.fround(value(frame));
}

function roundSlot(slot: number): Action {
  return (frame) => {
    frame[slot] = Math.fround(frame[slot] ?? 0);
  };
}

/** The functions of floats that are most of all work, without a call per element. They mean what the table says. */
const inlined: Readonly<Partial<Record<ScalarFunctionName, (a: Value, b: Value) => Value>>> = {
  add: (a, b) => (frame) => a(frame) + b(frame),
  sub: (a, b) => (frame) => a(frame) - b(frame),
  mul: (a, b) => (frame) => a(frame) * b(frame),
  div: (a, b) => (frame) => a(frame) / b(frame),
};

/** Where an atom that is a loop index or a local is kept. */
function slotOfAtom(atom: IndexAtom, slots: Slots): number | undefined {
  if (atom.kind === "loop") return slotOf(atom.name, slots);
  const value = atom.kind === "computed" ? computedBy(atom).expression : undefined;
  return value?.kind === "local" ? slotOf(value.name, slots) : undefined;
}

function slotReader(slot: number): Value {
  return (frame) => frame[slot] ?? 0;
}

function slotOf(name: string, slots: Slots): number {
  const slot = slots.get(name);
  if (slot === undefined) throw new RensaError("INTERNAL", `The loop nest reads ${name} before it is defined.`);
  return slot;
}
