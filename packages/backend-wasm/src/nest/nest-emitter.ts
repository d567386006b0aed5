/**
 * Loop nests -> code. A loop that is taken by vectors runs in groups of lanes; several groups are taken together where
 * that hides latency: they share the loops inside, and each has accumulators of its own. What is left at the end of a
 * loop is one more group, in which fewer lanes count.
 */
import { combineFunctions, scatterFunctions, startOf, type LoopIndex, type Statement } from "@rensa/core";
import type { FunctionBuilder } from "../assembler/function-builder.ts";
import { i32, i32x4, node, type Node } from "../assembler/node.ts";
import type { ElementaryFunctions } from "../functions/elementary-functions.ts";
import { LaneFunctions } from "../lanes/apply.ts";
import { kindOf, type Kind, type LaneCount } from "../lanes/kind.ts";
import { loadSplat, storeContiguous, storeLane } from "../lanes/memory.ts";
import { highHalf, secondLane, shuffle32 } from "../lanes/shuffle.ts";
import { Evaluator } from "./evaluator.ts";
import { LaneScope } from "./lane-scope.ts";
import { NestFacts } from "./nest-facts.ts";
import type { Places } from "./places.ts";
import { hasLoop, updatedOutside, Vectorisation, type Loop } from "./vectorise.ts";

/** The part of a loop that one thread runs: from, to; multiples of the lanes but for the end of the loop. */
export interface Range {
  readonly from: Node;
  readonly to: Node;
}

/** What an emitter needs beside the statements. */
export interface NestContext {
  readonly builder: FunctionBuilder;
  readonly places: Places;
  readonly lanes: LaneCount;
  /** Multiply-add is one rounding. */
  readonly fused: boolean;
  readonly functions: ElementaryFunctions;
  /** The name of a loop that is taken by vectors whatever it costs. */
  readonly vectorLoop?: string;
}

/** What a nest finds defined. */
export interface Bindings {
  /** Indices that it does not bind. */
  readonly indices?: ReadonlyMap<string, Node>;
  /** Vectors by the names of locals that it does not define. */
  readonly locals?: ReadonlyMap<string, Node>;
}

/** Loops of at most this many groups are written out. */
const mostUnrolled = 4;
/** Groups that are taken together. */
const mostTogether = 4;

/** Emits one nest. */
export class NestEmitter {
  readonly vectorisation: Vectorisation;
  readonly #builder: FunctionBuilder;
  readonly #places: Places;
  readonly #lanes: LaneCount;
  readonly #facts: NestFacts;
  readonly #functions: LaneFunctions;
  #top: LaneScope;
  readonly #statements: readonly Statement[];
  #range: ((loop: Loop) => Range | undefined) | null = null;

  constructor(statements: readonly Statement[], context: NestContext) {
    this.#statements = statements;
    this.#builder = context.builder;
    this.#places = context.places;
    this.#lanes = context.lanes;
    this.#facts = new NestFacts(statements, context.lanes);
    this.#functions = new LaneFunctions(context.lanes, context.fused, context.functions);
    this.vectorisation = new Vectorisation(statements, this.#facts, context.lanes, context.vectorLoop);
    this.#top = new LaneScope(null, null, 1);
  }

  /** Emits all statements. `range` gives the part of a loop at the top of the nest that is to be run. */
  emit(range: (loop: Loop) => Range | undefined = () => undefined, { indices, locals }: Bindings = {}): void {
    this.#range = range;
    this.#top = new LaneScope(null, null, 1);
    for (const [name, value] of indices ?? []) this.#top.setLoop(name, value);
    for (const [name, value] of locals ?? []) this.#top.setLocal(name, value);
    this.#emitAll(this.#statements, [this.#top]);
  }

  #emitAll(statements: readonly Statement[], scopes: readonly LaneScope[]): void {
    for (const statement of statements) {
      if (statement.kind === "loop") this.#loop(statement, scopes);
      else if (statement.kind === "when") {
        // Bounds never change from lane to lane: the choice of vector loops sees to that.
        const condition = this.#evaluator(scopes[0] ?? this.#top).condition(statement.bounds);
        this.#builder.when(condition, () => {
          this.#emitAll(statement.body, scopes);
        });
      } else for (const scope of scopes) this.#emitOne(statement, scope);
    }
  }

  #emitOne(statement: Exclude<Statement, { kind: "loop" | "when" }>, scope: LaneScope): void {
    const builder = this.#builder;
    const evaluator = this.#evaluator(scope);
    switch (statement.kind) {
      case "define": {
        const { name, value } = statement;
        const { expression } = value;
        const isIndex = this.#facts.indexOfLocal(name) !== undefined && expression.kind === "index";
        scope.setLocal(name, builder.define(isIndex ? evaluator.index(expression.index, 0) : evaluator.value(value)));
        return;
      }
      case "accumulator": {
        const { name, combine, dtype } = statement;
        const accumulator = builder.newLocal("v128");
        builder.assign(accumulator, this.#functions.constant(startOf(combine, dtype), this.#kindOf(dtype)));
        scope.setLocal(name, accumulator);
        return;
      }
      case "update": {
        const { name, combine, value } = statement;
        const accumulator = scope.local(name);
        const kind = evaluator.kindOf(value);
        const next = this.#combine(combine, accumulator, evaluator.value(value), kind);
        // Lanes beyond the loop's end keep what they have.
        const allCount = scope.loop === null || scope.active === this.#lanes;
        builder.assign(
          accumulator,
          allCount ? next : node("v128.bitselect", next, accumulator, this.#activeMask(scope, kind)),
        );
        return;
      }
      case "store":
        this.#store(statement, scope, evaluator);
    }
  }

  /** Sums fuse with a product where multiply-add is one rounding. */
  #combine(combine: keyof typeof combineFunctions, accumulator: Node, value: Node, kind: Kind): Node {
    const { what, operands } = value;
    const [a, b] = operands;
    const product = kind === "f32" ? "f32x4.mul" : "f64x2.mul";
    if (
      combine === "sum" &&
      (kind === "f32" || kind === "f64") &&
      what.kind === "instruction" &&
      what.name === product
    ) {
      if (a !== undefined && b !== undefined) return this.#functions.float(kind).multiplyAdd(a, b, accumulator);
    }
    return this.#functions.apply(combineFunctions[combine], [accumulator, value], kind, kind);
  }

  #store(statement: Statement & { kind: "store" }, scope: LaneScope, evaluator: Evaluator): void {
    const { buffer, offset, value, combine } = statement;
    const join = combine === null || combine === "set" ? null : scatterFunctions[combine];
    const { kind } = this.#places.of(buffer);
    const dependence = this.#facts.dependence(offset, scope.loop);
    const isContiguous = dependence.kind === "affine" && dependence.step === 1;
    if (isContiguous && combine === null) {
      storeContiguous(this.#builder, kind, scope.active, evaluator.address(buffer, offset, 0), evaluator.value(value));
      return;
    }
    const addresses =
      dependence.kind === "none" ? [evaluator.address(buffer, offset, 0)] : evaluator.laneAddresses(buffer, offset);
    const result = this.#builder.define(evaluator.value(value));
    const last = dependence.kind === "none" ? scope.active - 1 : 0;
    addresses.forEach((address, position) => {
      const place = { base: this.#builder.define(address.base), constant: address.constant };
      const stored = join === null ? result : this.#functions.apply(join, [loadSplat(kind, place), result], kind, kind);
      storeLane(this.#builder, kind, dependence.kind === "none" ? last : position, place, stored);
    });
  }

  #loop(loop: Loop, scopes: readonly LaneScope[]): void {
    const [first = this.#top] = scopes;
    if (first.loop === null && this.vectorisation.isVector(loop)) {
      this.#vectorLoop(loop, first);
      return;
    }
    const index = this.#builder.newLocal("i32");
    for (const scope of scopes) scope.setLoop(loop.index.name, index);
    const { from, to } = this.#rangeOf(loop, first) ?? { from: i32(0), to: i32(loop.index.extent) };
    this.#builder.loop(index, from, to, 1, () => {
      this.#emitAll(loop.body, scopes);
    });
  }

  #rangeOf(loop: Loop, scope: LaneScope): Range | undefined {
    return scope === this.#top ? this.#range?.(loop) : undefined;
  }

  #vectorLoop(loop: Loop, scope: LaneScope): void {
    const { extent } = loop.index;
    const lanes = this.#lanes;
    const range = this.#rangeOf(loop, scope);
    const whole = extent - (extent % lanes);
    const accumulators = updatedOutside(loop);
    const wanted = accumulators.length > 0 || hasLoop(loop.body) ? mostTogether : 1;
    const groups = whole / lanes;
    const together = range === undefined || hasLoop(loop.body) ? Math.max(1, Math.min(wanted, groups)) : 1;
    const vectors = accumulators.map(({ value, combine }) =>
      Array.from({ length: together }, () => {
        const vector = this.#builder.newLocal("v128");
        this.#builder.assign(
          vector,
          this.#functions.constant(startOf(combine, value.dtype), this.#kindOf(value.dtype)),
        );
        return vector;
      }),
    );
    const body = (first: Node, count: number, active: number): void => {
      const inner = Array.from({ length: count }, (_, group) => {
        const own = new LaneScope(scope, loop.index.name, active);
        own.setLoop(loop.index.name, group === 0 ? first : node("i32.add", first, i32(group * lanes)));
        accumulators.forEach(({ name }, position) => {
          own.setLocal(name, vectors[position]?.[group] ?? first);
        });
        return own;
      });
      this.#emitAll(loop.body, inner);
    };
    this.#groups(loop.index, range, together, body);
    accumulators.forEach(({ name, combine, value }, position) => {
      const kind = this.#kindOf(value.dtype);
      const [one = i32x4(0), ...others] = vectors[position] ?? [];
      const all = others.reduce((sum, other) => this.#combine(combine, sum, other, kind), one);
      const result = this.#combine(combine, scope.local(name), this.#horizontal(combine, all, kind), kind);
      this.#builder.assign(scope.local(name), result);
    });
  }

  /** The groups of a loop: as many as possible together, then one by one, then what is left. */
  #groups(
    { extent }: LoopIndex,
    range: Range | undefined,
    together: number,
    body: (first: Node, count: number, active: number) => void,
  ): void {
    const builder = this.#builder;
    const lanes = this.#lanes;
    const whole = extent - (extent % lanes);
    const left = extent % lanes;
    if (range === undefined && whole / lanes <= mostUnrolled) {
      if (together > 1 && whole / lanes === together) body(i32(0), together, lanes);
      else for (let at = 0; at < whole; at += lanes) body(i32(at), 1, lanes);
      if (left > 0) body(i32(whole), 1, left);
      return;
    }
    const index = builder.newLocal("i32");
    const step = together * lanes;
    const [from, to] = range === undefined ? [i32(0), i32(whole)] : [range.from, this.#least(range.to, whole)];
    const end = range === undefined ? i32(whole - (whole % step)) : this.#lastMultiple(from, to, step);
    builder.loop(index, from, end, step, () => {
      body(index, together, lanes);
    });
    if (together > 1 && (range !== undefined || whole % step > 0)) {
      builder.loop(index, end, to, lanes, () => {
        body(index, 1, lanes);
      });
    }
    if (left === 0) return;
    // The end of the loop belongs to the thread whose part holds it.
    if (range === undefined) body(i32(whole), 1, left);
    else {
      const isHere = node("i32.and", node("i32.le_s", range.from, i32(whole)), node("i32.gt_s", range.to, i32(whole)));
      builder.when(isHere, () => {
        body(i32(whole), 1, left);
      });
    }
  }

  #least(value: Node, limit: number): Node {
    const kept = this.#builder.newLocal("i32");
    this.#builder.assign(kept, value);
    this.#builder.when(node("i32.gt_s", kept, i32(limit)), () => {
      this.#builder.assign(kept, i32(limit));
    });
    return kept;
  }

  #lastMultiple(from: Node, to: Node, step: number): Node {
    const count = node("i32.div_s", node("i32.sub", to, from), i32(step));
    return this.#builder.define(node("i32.add", from, node("i32.mul", count, i32(step))));
  }

  #horizontal(combine: keyof typeof combineFunctions, vector: Node, kind: Kind): Node {
    if (this.#lanes === 2 && kind !== "f64") {
      const pair = this.#combine(combine, vector, secondLane(vector), kind);
      return shuffle32(pair, pair, [0, 0, 0, 0]);
    }
    const halves = this.#combine(combine, vector, highHalf(vector), kind);
    const all = kind === "f64" ? halves : this.#combine(combine, halves, secondLane(halves), kind);
    return kind === "f64" ? shuffle32(all, all, [0, 1, 0, 1]) : shuffle32(all, all, [0, 0, 0, 0]);
  }

  #activeMask({ active }: LaneScope, kind: Kind): Node {
    const wide = kind === "f64";
    return i32x4(...[0, 1, 2, 3].map((lane) => ((wide ? Math.floor(lane / 2) : lane) < active ? -1 : 0)));
  }

  #kindOf(dtype: Parameters<typeof kindOf>[0]): Kind {
    return kindOf(dtype, this.#places.precision);
  }

  #evaluator(scope: LaneScope): Evaluator {
    return new Evaluator(this.#facts, this.#places, this.#functions, scope);
  }
}
