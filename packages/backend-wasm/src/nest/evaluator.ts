/**
 * Scalar expressions -> vectors. A value that is the same in all lanes is a vector too, so that there is one way to
 * compute everything; only indices are plain numbers.
 */
import { RensaError, type Index, type Scalar } from "@rensa/core";
import {
  childrenOf,
  computedBy,
  type Bound,
  type ComputedIndex,
  type Expression,
  type IndexAtom,
} from "@rensa/core/compiler";
import { addI32, conditional, i32, i32x4, node, nodeWith, select, timesI32, type Node } from "../assembler/node.ts";
import { laneOf, sequence, splat, type LaneFunctions } from "../lanes/apply.ts";
import { bytesOfKind, kindOf, type Kind } from "../lanes/kind.ts";
import { loadContiguous, loadLanes, loadSplat, type Address } from "../lanes/memory.ts";
import type { LaneScope } from "./lane-scope.ts";
import type { NestFacts } from "./nest-facts.ts";
import type { Places } from "./places.ts";

/** Loads and calls that cost more than a branch around them. */
const worthBranch = 6;

/** Evaluates the expressions of one statement for one group of lanes. What they share is one node. */
export class Evaluator {
  readonly #facts: NestFacts;
  readonly #places: Places;
  readonly #functions: LaneFunctions;
  readonly #scope: LaneScope;
  readonly #values = new Map<Scalar, Node>();

  constructor(facts: NestFacts, places: Places, functions: LaneFunctions, scope: LaneScope) {
    this.#facts = facts;
    this.#places = places;
    this.#functions = functions;
    this.#scope = scope;
  }

  /** The kind of an expression's value. */
  kindOf({ dtype }: Scalar): Kind {
    return kindOf(dtype, this.#places.precision);
  }

  /** The value in all lanes. */
  value(scalar: Scalar): Node {
    let value = this.#values.get(scalar);
    if (value === undefined) {
      value = this.#compute(scalar);
      this.#values.set(scalar, value);
    }
    return value;
  }

  /** The address of an element for one lane. */
  address(buffer: string, offset: Index, lane: number): Address {
    const place = this.#places.of(buffer);
    const bytes = bytesOfKind[place.kind];
    const shift = Math.max(0, offset.constant - offset.minimum);
    const terms = timesI32(addI32(this.#terms(offset, lane), i32(shift)), bytes);
    const constant = place.address + (offset.constant - shift) * bytes;
    const base = place.base === null ? terms : addI32(place.base, terms);
    if (base.what.kind === "constant") return { base: i32(0), constant: constant + base.what.value };
    // What a guarded read of a parameter subtracts is not below the start of memory, but below that of its buffer.
    return constant < 0 ? { base: addI32(base, i32(constant)), constant: 0 } : { base, constant };
  }

  /** An index as a plain number, for one lane. */
  index(index: Index, lane: number): Node {
    return addI32(this.#terms(index, lane), i32(index.constant));
  }

  /** The i32 condition that all bounds hold, which must not change from lane to lane. */
  condition(bounds: readonly Bound[]): Node {
    const tests = bounds.map(({ index, lower, upper }) =>
      node("i32.lt_u", addI32(this.index(index, 0), i32(-lower)), i32(upper - lower)),
    );
    return tests.reduce((all, test) => node("i32.and", all, test));
  }

  #compute(scalar: Scalar): Node {
    const { expression } = scalar;
    switch (expression.kind) {
      case "constant":
        return this.#functions.constant(expression.value, this.kindOf(scalar));
      case "load":
        return this.#load(expression.buffer, expression.offset);
      case "index":
        return this.#indexVector(expression.index);
      case "local":
        return this.#local(expression.name);
      case "call":
        return this.#call(scalar, expression);
      case "guard":
        return this.#guard(scalar, expression);
      case "reduce":
        throw new RensaError("INTERNAL", "A loop nest holds a reduction; lower it with lowerToNest first.");
    }
  }

  #call(scalar: Scalar, { name, inputs }: Expression & { readonly kind: "call" }): Node {
    const [first, second] = inputs;
    if (name === "pow" && first !== undefined && second?.expression.kind === "constant") {
      const power = this.#integralPower(this.value(first), second.expression.value, this.kindOf(first));
      if (power !== undefined) return power;
    }
    const last = inputs.at(-1) ?? scalar;
    const values = inputs.map((input) => this.value(input));
    // Where f32 is computed in doubles, a cast to it still rounds.
    if (name === "convert" && last.dtype === "f64" && scalar.dtype === "f32" && this.kindOf(scalar) === "f64") {
      return this.#functions.apply(name, [this.#functions.apply(name, values, "f64", "f32")], "f32", "f64");
    }
    return this.#functions.apply(name, values, this.kindOf(last), this.kindOf(scalar));
  }

  /** Small integral powers are products. */
  #integralPower(base: Node, exponent: number, kind: Kind): Node | undefined {
    if (kind !== "f32" && kind !== "f64") return undefined;
    const lanes = this.#functions.float(kind);
    const square = lanes.mul(base, base);
    if (exponent === 1) return base;
    if (exponent === 2) return square;
    if (exponent === 3) return lanes.mul(square, base);
    return exponent === 4 ? lanes.mul(square, square) : undefined;
  }

  #local(name: string): Node {
    const index = this.#facts.indexOfLocal(name);
    const kept = this.#scope.local(name);
    if (index === undefined) return kept;
    const { kind, ...rest } = this.#facts.dependence(index, this.#scope.loop);
    if (kind === "general") return this.#indexLanes(index);
    return "step" in rest ? sequence(kept, rest.step) : splat(kept);
  }

  #indexVector(index: Index): Node {
    const dependence = this.#facts.dependence(index, this.#scope.loop);
    if (dependence.kind === "general") return this.#indexLanes(index);
    const first = this.index(index, 0);
    return dependence.kind === "affine" ? sequence(first, dependence.step) : splat(first);
  }

  #indexLanes(index: Index): Node {
    const resolved = this.#facts.resolve(index);
    return this.#activeLanes().reduce(
      (vector, lane) =>
        lane === 0
          ? splat(this.index(resolved, 0))
          : nodeWith("i32x4.replace_lane", [lane], vector, this.index(resolved, lane)),
      i32x4(0),
    );
  }

  #load(buffer: string, offset: Index): Node {
    const { kind } = this.#places.of(buffer);
    const dependence = this.#facts.dependence(offset, this.#scope.loop);
    if (dependence.kind === "none") return loadSplat(kind, this.address(buffer, offset, 0));
    if (dependence.kind === "affine" && dependence.step === 1) {
      return loadContiguous(kind, this.#functions.lanes, this.address(buffer, offset, 0));
    }
    return loadLanes(kind, this.laneAddresses(buffer, offset));
  }

  /** The addresses of an element for all lanes that are wanted. */
  laneAddresses(buffer: string, offset: Index): readonly Address[] {
    const dependence = this.#facts.dependence(offset, this.#scope.loop);
    if (dependence.kind === "general") {
      const resolved = this.#facts.resolve(offset);
      return this.#activeLanes().map((lane) => this.address(buffer, resolved, lane));
    }
    const step = dependence.kind === "affine" ? dependence.step * bytesOfKind[this.#places.of(buffer).kind] : 0;
    const first = this.address(buffer, offset, 0);
    return this.#activeLanes().map((lane) => {
      const constant = first.constant + lane * step;
      return constant >= 0
        ? { base: first.base, constant }
        : { base: addI32(first.base, i32(lane * step)), constant: first.constant };
    });
  }

  #activeLanes(): readonly number[] {
    return Array.from({ length: this.#scope.active }, (_, lane) => lane);
  }

  #guard(scalar: Scalar, { bounds, value, otherwise }: Expression & { readonly kind: "guard" }): Node {
    const varying = bounds.filter(({ index }) => this.#facts.dependence(index, this.#scope.loop).kind !== "none");
    const uniform = bounds.filter((bound) => !varying.includes(bound));
    // What is computed under a condition must not be taken for known outside it.
    const inside = new Evaluator(this.#facts, this.#places, this.#functions, this.#scope);
    const masks = varying.map((bound) => inside.#mask(bound));
    const isLong = masks.length > 0 && (isLongerThan(value, worthBranch) || isLongerThan(otherwise, worthBranch));
    const other = (isLong ? new Evaluator(this.#facts, this.#places, this.#functions, this.#scope) : this).value(
      otherwise,
    );
    const masked = isLong
      ? this.#branches(masks, inside.value(value), other, this.kindOf(scalar))
      : masks.reduce((result, mask) => this.#choose(mask, result, other, this.kindOf(scalar)), inside.value(value));
    return uniform.length === 0 ? masked : conditional(this.condition(uniform), masked, other);
  }

  #choose(mask: Node, inner: Node, other: Node, kind: Kind): Node {
    return node("v128.bitselect", inner, other, kind === "f64" ? node("i64x2.extend_low_i32x4_s", mask) : mask);
  }

  /** Computes only the side that a lane wants: guards in guards, as where many tensors are joined, would all be computed. */
  #branches(masks: readonly Node[], inner: Node, other: Node, kind: Kind): Node {
    const mask = masks.reduce((all, each) => node("v128.and", all, each));
    const nothing = this.#functions.constant(0, kind);
    const wanted = conditional(node("v128.any_true", mask), inner, nothing);
    return this.#choose(mask, wanted, conditional(node("i32x4.all_true", mask), nothing, other), kind);
  }

  #mask({ index, lower, upper }: Bound): Node {
    const position = node("i32x4.sub", this.#indexVector(index), i32x4(lower));
    return node("i32x4.lt_u", position, i32x4(upper - lower));
  }

  #terms(index: Index, lane: number): Node {
    return index.terms.reduce(
      (sum, { atom, coefficient }) => addI32(sum, timesI32(this.#atom(atom, lane), coefficient)),
      i32(0),
    );
  }

  #atom(atom: IndexAtom, lane: number): Node {
    switch (atom.kind) {
      case "loop": {
        const value = this.#scope.loopValue(atom.name);
        return atom.name === this.#scope.loop ? addI32(value, i32(lane)) : value;
      }
      case "quotient":
        return floorQuotient(this.index(atom.index, lane), atom.index, atom.divisor);
      case "remainder": {
        const value = this.index(atom.index, lane);
        if (atom.index.minimum >= 0) {
          const isPower = Number.isInteger(Math.log2(atom.divisor));
          return isPower ? node("i32.and", value, i32(atom.divisor - 1)) : node("i32.rem_u", value, i32(atom.divisor));
        }
        const quotient = floorQuotient(value, atom.index, atom.divisor);
        return node("i32.sub", value, timesI32(quotient, atom.divisor));
      }
      case "computed":
        return this.#computed(atom, lane);
    }
  }

  #computed(atom: ComputedIndex, lane: number): Node {
    const { minimum, maximum } = atom;
    const value = computedBy(atom);
    const { expression } = value;
    if (expression.kind === "local" && this.#facts.indexOfLocal(expression.name) !== undefined) {
      return this.#scope.local(expression.name);
    }
    // The bounds are their author's promise; memory must be safe where it is broken.
    const safe = node("i32x4.max_s", node("i32x4.min_s", this.value(value), i32x4(maximum)), i32x4(minimum));
    const varies = this.#scope.loop !== null && this.#facts.dependsOn(value, this.#scope.loop);
    return laneOf(safe, varies ? lane : 0);
  }
}

function floorQuotient(value: Node, { minimum }: Index, divisor: number): Node {
  const power = Math.log2(divisor);
  if (Number.isInteger(power)) return node("i32.shr_s", value, i32(power));
  if (minimum >= 0) return node("i32.div_u", value, i32(divisor));
  // Toward minus infinity: what is negative is moved below the next multiple first.
  const moved = select(node("i32.lt_s", value, i32(0)), node("i32.sub", value, i32(divisor - 1)), value);
  return node("i32.div_s", moved, i32(divisor));
}

/** Whether an expression has more loads and calls than a number. Of what is long, only so much is looked at. */
function isLongerThan(root: Scalar, most: number): boolean {
  let found = 0;
  const pending = [root];
  for (let scalar = pending.pop(); scalar !== undefined && found <= most; scalar = pending.pop()) {
    const { kind } = scalar.expression;
    if (kind === "load" || kind === "call") found++;
    pending.push(...childrenOf(scalar));
  }
  return found > most;
}
