/**
 * Loop nests -> code. A loop that is taken by vectors runs in groups of lanes; several groups are taken together where
 * that hides latency: they share the loops inside, and each has accumulators of its own. What is left at the end of a
 * loop is one more group, in which fewer lanes count.
 */
import type { Combine, DType } from "@rensa/core";
import { combineFunctions, startOf, type Statement } from "@rensa/core/compiler";
import type { FunctionBuilder } from "../assembler/function-builder.ts";
import { leastOf } from "../assembler/least-of.ts";
import { addI32, i32, i32x4, node, type Node } from "../assembler/node.ts";
import { LaneFunctions } from "../lanes/apply.ts";
import { kindOf, type Kind, type LaneCount } from "../lanes/kind.ts";
import { Accumulator } from "./accumulator.ts";
import { emitStore } from "./emit-store.ts";
import { Evaluator } from "./evaluator.ts";
import { LaneScope } from "./lane-scope.ts";
import { LongSums } from "./long-sums.ts";
import type { Bindings, NestContext, Range } from "./nest-context.ts";
import { NestFacts } from "./nest-facts.ts";
import type { Places } from "./places.ts";
import { hasLoop, updatedOutside, Vectorization, type Loop } from "./vectorize.ts";

/** Loops of at most this many groups are written out. */
const mostUnrolled = 4;
/** Groups that are taken together. */
const mostTogether = 4;

/** Emits the body of a loop for groups of lanes, each with the number of lanes that count. */
type GroupsBody = (first: Node, actives: readonly number[]) => void;

/** Emits one nest. */
export class NestEmitter {
  readonly vectorization: Vectorization;
  readonly #builder: FunctionBuilder;
  readonly #places: Places;
  readonly #lanes: LaneCount;
  readonly #facts: NestFacts;
  readonly #functions: LaneFunctions;
  readonly #sums: LongSums;
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
    this.vectorization = new Vectorization(statements, this.#facts, context.lanes, context.vectorLoop);
    this.#sums = new LongSums(statements, this.vectorization, context.lanes);
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
      for (const name of this.#sums.completeAfter(statement)) {
        for (const scope of scopes) scope.setLocal(name, scope.accumulator(name).result());
      }
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
        scope.setAccumulator(name, this.#accumulator(name, combine, dtype, scope.loop === null));
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
        emitStore(statement, {
          builder,
          facts: this.#facts,
          places: this.#places,
          functions: this.#functions,
          scope,
          evaluator,
        });
    }
  }

  #accumulator(name: string, combine: Combine, dtype: DType, isUniform: boolean): Accumulator {
    return new Accumulator({
      builder: this.#builder,
      functions: this.#functions,
      combine,
      kind: this.#kindOf(dtype),
      start: startOf(combine, dtype),
      plan: this.#sums.planOf(name),
      isUniform,
    });
  }

  /** Sums fuse with a product where multiply-add is one rounding. */
  #combine(combine: Combine, accumulator: Node, value: Node, kind: Kind): Node {
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

  #loop(loop: Loop, scopes: readonly LaneScope[]): void {
    const [first = this.#top] = scopes;
    if (first.loop === null && this.vectorization.isVector(loop)) {
      this.#vectorLoop(loop, first);
      return;
    }
    const index = this.#builder.newLocal("i32");
    for (const scope of scopes) scope.setLoop(loop.index.name, index);
    const range = this.#rangeOf(loop, first) ?? { from: i32(0), to: i32(loop.index.extent) };
    this.#inBlocks(loop, scopes, index, range, 1, () => {
      this.#emitAll(loop.body, scopes);
    });
  }

  /** A loop in blocks, after each of which sums start anew. `lanes`: how far a step goes. */
  #inBlocks(
    loop: Loop,
    scopes: readonly LaneScope[],
    index: Node,
    { from, to }: Range,
    lanes: number,
    body: () => void,
  ): void {
    const builder = this.#builder;
    const blocks = this.#sums.blocksOf(loop);
    if (blocks === undefined) {
      builder.loop(index, from, to, lanes, body);
      return;
    }
    const length = blocks.steps * lanes;
    const sums = new Set(blocks.names.flatMap((name) => scopes.map((scope) => scope.accumulator(name))));
    const start = builder.newLocal("i32");
    builder.loop(start, from, to, length, () => {
      const isWhole =
        to.what.kind === "constant" &&
        from.what.kind === "constant" &&
        (to.what.value - from.what.value) % length === 0;
      const end = addI32(start, i32(length));
      builder.loop(index, start, isWhole ? builder.define(end) : leastOf(builder, end, to), lanes, body);
      for (const sum of sums) sum.endBlock();
    });
  }

  #rangeOf(loop: Loop, scope: LaneScope): Range | undefined {
    return scope === this.#top ? this.#range?.(loop) : undefined;
  }

  #vectorLoop(loop: Loop, scope: LaneScope): void {
    const range = this.#rangeOf(loop, scope);
    const names = updatedOutside(loop).map(({ name }) => name);
    const sums = names.map((name) => ({ name, registers: scope.accumulator(name).registers }));
    const body = (first: Node, actives: readonly number[]): void => {
      const inner = actives.map((active, group) => {
        const own = new LaneScope(scope, loop.index.name, active);
        own.setLoop(loop.index.name, group === 0 ? first : node("i32.add", first, i32(group * this.#lanes)));
        for (const { name, registers } of sums) own.setLocal(name, registers[group] ?? first);
        return own;
      });
      this.#emitAll(loop.body, inner);
    };
    if (names.length > 0) this.#partialResults(loop, scope, body);
    else this.#groups(loop, range, body);
  }

  /** Groups that each have results of their own: iteration i always belongs to the same lane of the same group. */
  #partialResults(loop: Loop, scope: LaneScope, body: GroupsBody): void {
    const builder = this.#builder;
    const lanes = this.#lanes;
    const groups = this.#sums.groupsOf(loop);
    const { extent } = loop.index;
    const step = groups * lanes;
    const left = extent % step;
    const whole = extent - left;
    if (whole === step) body(i32(0), new Array<number>(groups).fill(lanes));
    else if (whole > 0) {
      const index = builder.newLocal("i32");
      this.#inBlocks(loop, [scope], index, { from: i32(0), to: i32(whole) }, step, () => {
        body(index, new Array<number>(groups).fill(lanes));
      });
    }
    if (left > 0) {
      const actives = Array.from({ length: Math.ceil(left / lanes) }, (_, group) =>
        Math.min(lanes, left - group * lanes),
      );
      body(i32(whole), actives);
    }
  }

  /** The groups of a loop: as many as possible together, then one by one, then what is left. */
  #groups(loop: Loop, range: Range | undefined, body: GroupsBody): void {
    const builder = this.#builder;
    const lanes = this.#lanes;
    const { extent } = loop.index;
    const left = extent % lanes;
    const whole = extent - left;
    const together = hasLoop(loop.body) ? Math.max(1, Math.min(mostTogether, whole / lanes)) : 1;
    const groups = (count: number): readonly number[] => new Array<number>(count).fill(lanes);
    if (range === undefined && whole / lanes <= mostUnrolled) {
      if (together > 1 && whole / lanes === together) body(i32(0), groups(together));
      else for (let at = 0; at < whole; at += lanes) body(i32(at), groups(1));
      if (left > 0) body(i32(whole), [left]);
      return;
    }
    const index = builder.newLocal("i32");
    const step = together * lanes;
    const [from, to] = range === undefined ? [i32(0), i32(whole)] : [range.from, leastOf(builder, range.to, whole)];
    const end = range === undefined ? i32(whole - (whole % step)) : this.#lastMultiple(from, to, step);
    builder.loop(index, from, end, step, () => {
      body(index, groups(together));
    });
    if (together > 1 && (range !== undefined || whole % step > 0)) {
      builder.loop(index, end, to, lanes, () => {
        body(index, groups(1));
      });
    }
    if (left === 0) return;
    // The end of the loop belongs to the thread whose part holds it.
    if (range === undefined) body(i32(whole), [left]);
    else {
      const isHere = node("i32.and", node("i32.le_s", range.from, i32(whole)), node("i32.gt_s", range.to, i32(whole)));
      builder.when(isHere, () => {
        body(i32(whole), [left]);
      });
    }
  }

  #lastMultiple(from: Node, to: Node, step: number): Node {
    const count = node("i32.div_s", node("i32.sub", to, from), i32(step));
    return this.#builder.define(node("i32.add", from, node("i32.mul", count, i32(step))));
  }

  #activeMask({ active }: LaneScope, kind: Kind): Node {
    const wide = kind === "f64";
    return i32x4(...[0, 1, 2, 3].map((lane) => ((wide ? Math.floor(lane / 2) : lane) < active ? -1 : 0)));
  }

  #kindOf(dtype: DType): Kind {
    return kindOf(dtype, this.#places.precision);
  }

  #evaluator(scope: LaneScope): Evaluator {
    return new Evaluator(this.#facts, this.#places, this.#functions, scope);
  }
}
