/** Scalar functions on vectors: what each of them is for each kind of element. */
import { RensaError } from "@rensa/core";
import type { ScalarFunctionName } from "@rensa/core/compiler";
import { f32x4, f64x2, i32x4, node, nodeWith, type Node } from "../assembler/node.ts";
import type { ElementaryFunctions } from "../functions/elementary-functions.ts";
import type { FloatLanes } from "../functions/float-lanes.ts";
import type { Kind, LaneCount } from "./kind.ts";
import { f32Lanes, f64Lanes } from "./node-lanes.ts";
import { shuffleLow } from "./shuffle.ts";
import type * as wholeLanes from "./whole-lanes.ts";

/** The functions that were loaded for a program. */
export interface LoadedFunctions {
  /** Those of floats that take more than one instruction. */
  readonly elementary: ElementaryFunctions;
  /** Those of whole numbers and booleans; `null` where the program has none. */
  readonly whole: typeof wholeLanes | null;
}

/** Applies scalar functions to vectors. */
export class LaneFunctions {
  readonly lanes: LaneCount;
  readonly #f32: FloatLanes<Node, Node>;
  readonly #f64: FloatLanes<Node, Node>;

  readonly #functions: LoadedFunctions;

  /** `fused`: multiply-add is one rounding, by relaxed SIMD. */
  constructor(lanes: LaneCount, fused: boolean, functions: LoadedFunctions) {
    this.lanes = lanes;
    this.#functions = functions;
    this.#f32 = f32Lanes(fused);
    this.#f64 = f64Lanes(fused);
  }

  /** A constant in all lanes. */
  constant(value: number, kind: Kind): Node {
    switch (kind) {
      case "f32":
        return f32x4(value);
      case "f64":
        return f64x2(value);
      case "i32":
        return i32x4(value | 0);
      case "u8":
        return i32x4(value & 255);
      case "bool":
        return i32x4(value === 0 ? 0 : -1);
    }
  }

  /** The float lanes of a kind. */
  float(kind: "f32" | "f64"): FloatLanes<Node, Node> {
    return kind === "f32" ? this.#f32 : this.#f64;
  }

  /** A function's application. `from` is the kind of its last argument, `to` that of its result. */
  apply(name: ScalarFunctionName, inputs: readonly Node[], from: Kind, to: Kind): Node {
    const [a, b = a, c = b] = inputs;
    if (a === undefined || b === undefined || c === undefined)
      throw new RensaError("INTERNAL", `${name} has no operands.`);
    if (name === "select") return node("v128.bitselect", b, c, this.#maskFor(a, to));
    if (name === "convert") return this.#convert(a, from, to);
    if (from === "f32" || from === "f64") return this.#float(name, a, b, from);
    const { whole } = this.#functions;
    if (whole === null) throw notLoaded(`${name} of ${from}`);
    return from === "bool" ? whole.applyBoolean(name, a, b) : whole.applyInteger(name, a, b, from);
  }

  #float(name: Exclude<ScalarFunctionName, "select" | "convert">, a: Node, b: Node, kind: "f32" | "f64"): Node {
    const lanes = this.float(kind);
    const mask = (wide: Node): Node => (kind === "f64" ? shuffleLow(wide) : wide);
    switch (name) {
      case "add":
      case "sub":
      case "mul":
      case "div":
      case "min":
      case "max":
        return lanes[name](a, b);
      case "neg":
      case "abs":
      case "sqrt":
      case "floor":
      case "trunc":
        return lanes[name](a);
      case "ceil":
        return node(kind === "f32" ? "f32x4.ceil" : "f64x2.ceil", a);
      case "round":
        return lanes.nearest(a);
      case "lt":
      case "le":
      case "eq":
        return mask(lanes[name](a, b));
      case "ne":
        return mask(node(kind === "f32" ? "f32x4.ne" : "f64x2.ne", a, b));
      case "isFinite":
        return mask(lanes.lt(lanes.abs(a), lanes.constant(Infinity)));
      case "and":
      case "or":
      case "xor":
      case "not":
      case "shiftLeft":
      case "shiftRight":
        throw new RensaError("INTERNAL", `${name} is not defined for floats.`);
      default: {
        const elementary = this.#functions.elementary[name];
        if (elementary === undefined) throw notLoaded(name);
        return elementary.arity === 1 ? elementary.apply(lanes, a) : elementary.apply(lanes, a, b);
      }
    }
  }

  #maskFor(mask: Node, kind: Kind): Node {
    return kind === "f64" ? node("i64x2.extend_low_i32x4_s", mask) : mask;
  }

  #convert(a: Node, from: Kind, to: Kind): Node {
    if (from === to) return a;
    if (to === "bool") {
      if (from === "f32") return node("f32x4.ne", a, f32x4(0));
      return from === "f64" ? shuffleLow(node("f64x2.ne", a, f64x2(0))) : node("i32x4.ne", a, i32x4(0));
    }
    if (from === "f32" && to === "f64") return node("f64x2.promote_low_f32x4", a);
    if (from === "f64" && to === "f32") return node("f32x4.demote_f64x2_zero", a);
    const integer = this.#toInteger(a, from);
    if (to === "f32") return from === "bool" ? node("v128.and", a, f32x4(1)) : node("f32x4.convert_i32x4_s", integer);
    if (to === "f64") return node("f64x2.convert_low_i32x4_s", integer);
    if (to !== "u8") return integer;
    // What was a float saturates, what was an integer wraps.
    if (from === "f32" || from === "f64")
      return node("i32x4.max_s", node("i32x4.min_s", integer, i32x4(255)), i32x4(0));
    return node("v128.and", integer, i32x4(255));
  }

  #toInteger(a: Node, from: Kind): Node {
    switch (from) {
      case "f32":
        return node("i32x4.trunc_sat_f32x4_s", a);
      case "f64":
        return node("i32x4.trunc_sat_f64x2_s_zero", a);
      case "bool":
        return node("v128.and", a, i32x4(1));
      case "i32":
      case "u8":
        return a;
    }
  }
}

function notLoaded(name: string): RensaError {
  return new RensaError("INTERNAL", `${name} was not loaded.`);
}

/** The i32 in a lane. */
export function laneOf(vector: Node, lane: number): Node {
  return nodeWith("i32x4.extract_lane", [lane], vector);
}

/** An i32 in all lanes. */
export function splat(value: Node): Node {
  return value.what.kind === "constant" ? i32x4(value.what.value) : node("i32x4.splat", value);
}

/** An i32 and those that follow it in steps. */
export function sequence(first: Node, step: number): Node {
  return node("i32x4.add", splat(first), i32x4(0, step, 2 * step, 3 * step));
}
