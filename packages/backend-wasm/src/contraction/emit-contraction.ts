/**
 * A contraction as code: blocks of rows, chunks of the reduction, panels of columns, and inside them blocks of sums in
 * registers. The stores of the kernel run over a block of sums as soon as it is complete, while it is in the cache.
 *
 * Work is split over rows, columns or the batch. Every sum adds in ascending order of the reduction, whoever computes
 * it: so the bits do not depend on the number of threads.
 */
import { contractionSum, Index, lowerStores, Sharing, Substitution, type LoopIndex } from "@rensa/core";
import type { FunctionBuilder } from "../assembler/function-builder.ts";
import { addI32, i32, node, nodeWith, timesI32, type Node } from "../assembler/node.ts";
import type { FloatLanes } from "../functions/float-lanes.ts";
import { f32Lanes, f64Lanes } from "../lanes/node-lanes.ts";
import { Evaluator } from "../nest/evaluator.ts";
import { LaneScope } from "../nest/lane-scope.ts";
import { LaneFunctions } from "../lanes/apply.ts";
import { NestEmitter, type Range } from "../nest/nest-emitter.ts";
import { NestFacts } from "../nest/nest-facts.ts";
import { addressCode, type Places } from "../nest/places.ts";
import {
  blockRows,
  joinAxes,
  panelWidth,
  partsOf,
  regularStride,
  tileRows,
  tileVectors,
  type ContractionPlan,
  type ReductionAxis,
} from "./contraction-plan.ts";
import { scratchNames } from "./pack.ts";
import { copyGroup } from "./copy-rows.ts";
import { TileEmitter, type Sums } from "./tile.ts";

/** A panel set of at most this many bytes stays in the first cache: then rows are taken one block after the other. */
const firstCacheBytes = 20_000;

/** What is split over threads. */
export type Split = "rows" | "columns" | "batch" | "none";

/** What the emitter needs beside the plan. */
export interface ContractionContext {
  readonly builder: FunctionBuilder;
  readonly places: Places;
  readonly fused: boolean;
  readonly split: Split;
  /** The part of what is split: groups of rows, panels, or elements of the batch. */
  readonly range: Range | null;
  /** Byte address of a table of the byte offsets of rows; `null` where rows lie at equal distances. */
  readonly rowTable: number | null;
  /** Byte address of copied rows, one part per thread; `null` where they are read in place. */
  readonly copiedRows: number | null;
  /** Byte address of the partial sums, one part per thread; `null` where the reduction is not cut. */
  readonly partialSums: number | null;
}

/** Emits the main function of a contraction. */
export class ContractionEmitter {
  readonly #plan: ContractionPlan;
  readonly #context: ContractionContext;
  readonly #builder: FunctionBuilder;
  readonly #lanes: FloatLanes<Node, Node>;
  readonly #bytes: number;
  readonly #width: number;
  readonly #panels: number;
  readonly #indices = new Map<string, Node>();
  readonly #epilogues = new Map<number, NestEmitter>();
  /** Byte address of the left operand's first row, and of the right one's first column or panel, in this batch. */
  #leftBase: Node = i32(0);
  #rightBase: Node = i32(0);

  constructor(plan: ContractionPlan, context: ContractionContext) {
    this.#plan = plan;
    this.#context = context;
    this.#builder = context.builder;
    this.#lanes = plan.kind === "f32" ? f32Lanes(context.fused) : f64Lanes(context.fused);
    this.#bytes = this.#lanes.bits / 8;
    this.#width = panelWidth(plan.kind);
    this.#panels = Math.ceil(plan.columns / this.#width);
  }

  emit(): void {
    const { kernel, batch } = this.#plan;
    const builder = this.#builder;
    const element = builder.newLocal("i32");
    const { from, to } = this.#part("batch", batch);
    builder.loop(element, from, to, 1, () => {
      const whole: LoopIndex = { kind: "loop", name: "batch element", extent: batch };
      this.#indices.set(whole.name, element);
      const parts = partsOf(kernel.batch, Index.of(whole));
      for (const [name, part] of parts) this.#indices.set(name, builder.define(this.#index(part)));
      this.#setBases(element);
      this.#rowBlocks();
    });
  }

  #setBases(element: Node): void {
    const { left, right, rows, depth } = this.#plan;
    const builder = this.#builder;
    const base = (buffer: string, index: Index): Node =>
      builder.define(addI32(timesI32(this.#index(index), this.#bytes), addressCode(this.#context.places.of(buffer))));
    const scratch = (buffer: string, elements: number): Node =>
      builder.define(addI32(timesI32(element, elements * this.#bytes), addressCode(this.#context.places.of(buffer))));
    this.#leftBase = left === null ? scratch(scratchNames.left, rows * depth) : base(left.buffer, left.batch);
    this.#rightBase =
      right === null
        ? scratch(scratchNames.right, this.#panels * this.#width * depth)
        : base(right.buffer, right.batch);
  }

  /** The whole groups of rows in blocks, then the rows that are left. */
  #rowBlocks(): void {
    const { rows } = this.#plan;
    const builder = this.#builder;
    const whole = Math.floor(rows / tileRows);
    const blockGroups = blockRows / tileRows;
    const { from, to } = this.#part("rows", Math.ceil(rows / tileRows));
    const last = this.#least(to, whole);
    if (whole > 0) {
      const start = builder.newLocal("i32");
      builder.loop(start, from, last, blockGroups, () => {
        const end = this.#least(addI32(start, i32(blockGroups)), last);
        this.#chunks(start, end, tileRows);
      });
    }
    const left = rows % tileRows;
    if (left === 0) return;
    const tail = (): void => {
      this.#chunks(i32(whole), i32(whole + 1), left);
    };
    // The rows that are left belong to the thread with the last group.
    if (this.#context.split === "rows") {
      const isHere = node("i32.and", node("i32.le_s", from, i32(whole)), node("i32.gt_s", to, i32(whole)));
      builder.when(isHere, tail);
    } else tail();
  }

  /** The chunks of the reduction, for a block of groups of rows. */
  #chunks(start: Node, end: Node, rows: number): void {
    const { axes, cut } = this.#plan;
    const outer = axes.slice(0, cut.axis);
    const axis = axes[cut.axis];
    const pieces = Math.ceil((axis?.extent ?? 1) / cut.chunk);
    const isWhole = outer.length === 0 && pieces === 1;
    const chunk = (left: Node, right: Node, steps: Node, first: Node | null, last: Node | null): void => {
      this.#block({ start, end, rows, left, right, steps, first, last });
    };
    if (isWhole) {
      chunk(i32(0), i32(0), i32(axis?.extent ?? 1), null, null);
      return;
    }
    const builder = this.#builder;
    const count = builder.newLocal("i32");
    builder.assign(count, i32(0));
    const total = outer.reduce((product, { extent }) => product * extent, pieces);
    const along = (level: number, left: Node, right: Node): void => {
      const each = outer[level];
      const index = builder.newLocal("i32");
      if (each === undefined) {
        const { extent = 1, left: leftStep = 0, right: rightStep = 0 } = axis ?? {};
        builder.loop(index, i32(0), i32(extent), cut.chunk, () => {
          const steps =
            extent % cut.chunk === 0 ? i32(cut.chunk) : this.#least(node("i32.sub", i32(extent), index), cut.chunk);
          const place = (from: Node, step: number): Node =>
            builder.define(addI32(from, timesI32(index, step * this.#bytes)));
          chunk(
            place(left, leftStep),
            place(right, rightStep),
            steps,
            builder.define(node("i32.eqz", count)),
            builder.define(node("i32.eq", count, i32(total - 1))),
          );
          builder.assign(count, addI32(count, i32(1)));
        });
        return;
      }
      builder.loop(index, i32(0), i32(each.extent), 1, () => {
        const place = (from: Node, step: number): Node =>
          builder.define(addI32(from, timesI32(index, step * this.#bytes)));
        along(level + 1, place(left, each.left), place(right, each.right));
      });
    };
    along(0, i32(0), i32(0));
  }

  /** All blocks of sums of some groups of rows, for one chunk of the reduction. */
  #block(block: Block): void {
    const { columns, depth } = this.#plan;
    const builder = this.#builder;
    const whole = Math.floor(columns / this.#width);
    const { from, to } = this.#part("columns", this.#panels);
    const group = builder.newLocal("i32");
    const panel = builder.newLocal("i32");
    const last = this.#least(to, whole);
    const isHere = node("i32.and", node("i32.le_s", from, i32(whole)), node("i32.gt_s", to, i32(whole)));
    const partial = (emit: () => void): void => {
      if (columns % this.#width === 0) return;
      if (this.#context.split === "columns") builder.when(isHere, emit);
      else emit();
    };
    // What is left of the rows is one group, whose number is known.
    const eachGroup = (body: (group: Node) => void): void => {
      if (block.start.what.kind === "constant" && block.rows < tileRows) body(block.start);
      else {
        builder.loop(group, block.start, block.end, 1, () => {
          body(group);
        });
      }
    };
    const copied = this.#copyRows(block, eachGroup);
    const addresses = (at: Node): readonly Node[] => copied?.(at) ?? this.#rowAddresses(at, block);
    const fitsFirstCache = this.#panels * this.#width * Math.min(depth, 512) * this.#bytes <= firstCacheBytes;
    if (fitsFirstCache) {
      eachGroup((at) => {
        const rows = addresses(at);
        builder.loop(panel, from, last, 1, () => {
          this.#tile(block, at, rows, panel, this.#width);
        });
        partial(() => {
          this.#tile(block, at, rows, i32(whole), columns % this.#width);
        });
      });
      return;
    }
    const groups = (column: Node, width: number): void => {
      eachGroup((at) => {
        this.#tile(block, at, addresses(at), column, width);
      });
    };
    builder.loop(panel, from, last, 1, () => {
      groups(panel, this.#width);
    });
    partial(() => {
      groups(i32(whole), columns % this.#width);
    });
  }

  /**
   * Copies the rows of a block, for one chunk of the reduction, so that each group of four is read straight on. Returns
   * where a group stands then.
   */
  #copyRows(block: Block, eachGroup: (body: (group: Node) => void) => void): ((group: Node) => readonly Node[]) | null {
    const { copiedRows } = this.#context;
    if (copiedRows === null) return null;
    const builder = this.#builder;
    const groupBytes = chunkDepth(this.#plan) * tileRows * this.#bytes;
    const thread = timesI32(builder.parameter(0), copiedRowBytes(this.#plan));
    const start = builder.define(addI32(thread, i32(copiedRows)));
    const placeOf = (group: Node): Node =>
      builder.define(addI32(start, timesI32(node("i32.sub", group, block.start), groupBytes)));
    const axes = this.#plan.axes.slice(this.#plan.cut.axis);
    eachGroup((group) => {
      const rows = this.#rowAddresses(group, block);
      const stride = tileRows * this.#bytes;
      copyGroup(builder, { rows, to: placeOf(group), stride, axes, bytes: this.#bytes }, block.steps);
    });
    return (group) => [placeOf(group)];
  }

  /** The axes inside a chunk, as the innermost loops see them. */
  #tileAxes(): readonly ReductionAxis[] {
    const { axes, cut } = this.#plan;
    const inside = axes.slice(cut.axis);
    if (this.#context.copiedRows === null) return inside;
    return inside.map((axis, position) => ({
      ...axis,
      left: inside.slice(position + 1).reduce((product, { extent }) => product * extent, tileRows),
    }));
  }

  /** Byte addresses of the rows of a group, where this chunk of the reduction starts. */
  #rowAddresses(group: Node, { rows, left }: Block): readonly Node[] {
    const { rowTable } = this.#context;
    const builder = this.#builder;
    const base = builder.define(addI32(this.#leftBase, left));
    const stride = this.#rowStride();
    const first = timesI32(group, tileRows);
    // Rows that lie side by side need one pointer.
    if (this.#plan.rowsAdjoin) {
      const start =
        rowTable === null ? timesI32(first, this.#bytes) : nodeWith("i32.load", [rowTable], timesI32(first, 4));
      return [builder.define(addI32(base, start))];
    }
    return Array.from({ length: rows }, (_, row) => {
      const offset =
        rowTable === null
          ? timesI32(addI32(first, i32(row)), stride * this.#bytes)
          : nodeWith("i32.load", [rowTable + row * 4], timesI32(first, 4));
      return builder.define(addI32(base, offset));
    });
  }

  #rowStride(): number {
    const { left, depth, kernel } = this.#plan;
    if (left === null) return depth;
    return kernel.rows.length === 0 ? 0 : left.lanes.coefficientOf(kernel.rows.at(-1)?.name ?? "");
  }

  #tile(block: Block, group: Node, rows: readonly Node[], panel: Node, width: number): void {
    const { right, depth } = this.#plan;
    const builder = this.#builder;
    const { first, last } = block;
    const vectors = Math.ceil(width / (16 / this.#bytes));
    const panelBytes = (right === null ? depth * this.#width : this.#width) * this.#bytes;
    const place = builder.define(addI32(addI32(this.#rightBase, block.right), timesI32(panel, panelBytes)));
    const inside = this.#tileAxes();
    const joined = joinAxes(inside);
    // Axes that are one now have as many steps as they had together.
    const isOne = joined.length === 1 && inside.length > 1;
    const factor = isOne ? inside.slice(1).reduce((product, { extent }) => product * extent, 1) : 1;
    const steps = builder.define(timesI32(block.steps, factor));
    const tile = new TileEmitter(builder, this.#lanes, isOne ? joined : inside);
    const sums = tile.sums(block.rows, vectors);
    const all = sums.flat();
    const zero = (): void => {
      for (const sum of all) builder.assign(sum, this.#lanes.constant(0));
    };
    if (first === null || last === null) {
      zero();
      tile.multiply(sums, { rows, right: place, vectors }, steps);
      this.#finish(block, group, panel, width, sums);
      return;
    }
    const partial = builder.define(this.#partialSums(group, panel, block));
    builder.when(first, zero, () => {
      all.forEach((sum, at) => {
        builder.assign(sum, nodeWith("v128.load", [at * 16], partial));
      });
    });
    tile.multiply(sums, { rows, right: place, vectors }, steps);
    builder.when(
      last,
      () => {
        this.#finish(block, group, panel, width, sums);
      },
      () => {
        all.forEach((sum, at) => {
          builder.perform("v128.store", [at * 16], partial, sum);
        });
      },
    );
  }

  #partialSums(group: Node, panel: Node, { start }: Block): Node {
    const { partialSums } = this.#context;
    const thread = timesI32(this.#builder.parameter(0), partialSumBytes(this.#plan));
    const tile = node("i32.add", node("i32.mul", node("i32.sub", group, start), i32(this.#panels)), panel);
    return addI32(addI32(thread, timesI32(tile, tileBytes)), i32(partialSums ?? 0));
  }

  /** Runs the stores of the kernel over a complete block of sums, each vector of which stays in its register. */
  #finish({ rows }: Block, group: Node, panel: Node, width: number, sums: Sums): void {
    const builder = this.#builder;
    const { laneCount } = this.#plan;
    const firstRow = timesI32(group, tileRows);
    const firstVector = timesI32(panel, tileVectors);
    for (let row = 0; row < rows; row++) {
      sums[row]?.forEach((sum, vector) => {
        const indices = new Map(this.#indices);
        indices.set(rowLoop, builder.define(addI32(firstRow, i32(row))));
        indices.set(vectorLoop, builder.define(addI32(firstVector, i32(vector))));
        const active = Math.min(laneCount, width - vector * laneCount);
        this.#epilogue(active).emit(undefined, { indices, locals: new Map([[contractionSum, sum]]) });
      });
    }
  }

  /** The stores of the kernel for a vector of sums of which `active` count. */
  #epilogue(active: number): NestEmitter {
    let epilogue = this.#epilogues.get(active);
    if (epilogue === undefined) {
      const { kernel, rows, columns, laneCount } = this.#plan;
      const { builder, places, fused } = this.#context;
      const vectors = Math.max(2, Math.ceil(columns / laneCount));
      const lane: LoopIndex = { kind: "loop", name: laneLoop, extent: active };
      const column = Index.of({ kind: "loop", name: vectorLoop, extent: vectors }).mul(laneCount).add(Index.of(lane));
      const row = Index.of({ kind: "loop", name: rowLoop, extent: Math.max(2, rows) });
      const loops = new Map([...partsOf(kernel.rows, row), ...partsOf(kernel.columns, column)]);
      const substitution = new Substitution(new Sharing(), { loops });
      const stores = kernel.stores.map((store) => ({
        ...store,
        offset: substitution.index(store.offset),
        value: substitution.scalar(store.value),
      }));
      const context = { builder, places, lanes: laneCount, fused, vectorLoop: laneLoop };
      epilogue = new NestEmitter(lowerStores([lane], stores), context);
      this.#epilogues.set(active, epilogue);
    }
    return epilogue;
  }

  #part(split: Split, extent: number): Range {
    const { range } = this.#context;
    return this.#context.split === split && range !== null ? range : { from: i32(0), to: i32(extent) };
  }

  #least(value: Node, limit: number | Node): Node {
    const builder = this.#builder;
    if (value.what.kind === "constant" && typeof limit === "number") return i32(Math.min(value.what.value, limit));
    const bound = typeof limit === "number" ? i32(limit) : limit;
    const kept = builder.newLocal("i32");
    builder.assign(kept, value);
    builder.when(node("i32.gt_s", kept, bound), () => {
      builder.assign(kept, bound);
    });
    return kept;
  }

  /** The code of an index of what is bound here. */
  #index(index: Index): Node {
    const scope = new LaneScope(null, null, 1);
    for (const [name, value] of this.#indices) scope.setLoop(name, value);
    const functions = new LaneFunctions(this.#plan.laneCount, this.#context.fused);
    return new Evaluator(new NestFacts([], this.#plan.laneCount), this.#context.places, functions, scope).index(
      index,
      0,
    );
  }
}

/** The names by which the stores see a row, a vector of columns, and a lane of it. */
const rowLoop = "tile row";
const vectorLoop = "tile vector";
const laneLoop = "tile lane";

interface Block {
  /** The first group of rows, and the one after the last. */
  readonly start: Node;
  readonly end: Node;
  /** Rows of a group. */
  readonly rows: number;
  /** Where the chunk starts in each operand, in bytes. */
  readonly left: Node;
  readonly right: Node;
  /** How long the chunk is. */
  readonly steps: Node;
  /** Whether it is the first and the last chunk; `null` where it is the only one. */
  readonly first: Node | null;
  readonly last: Node | null;
}

/** Bytes of the sums of a block of registers. */
const tileBytes = tileRows * tileVectors * 16;

/** Bytes of partial sums that one thread needs. */
export function partialSumBytes({ columns, kind }: ContractionPlan): number {
  return (blockRows / tileRows) * Math.ceil(columns / panelWidth(kind)) * tileBytes;
}

/** Elements of the longest chunk of the reduction. */
function chunkDepth({ axes, cut }: ContractionPlan): number {
  return axes.slice(cut.axis + 1).reduce((product, { extent }) => product * extent, cut.chunk);
}

/** Bytes of copied rows that one thread needs. */
export function copiedRowBytes(plan: ContractionPlan): number {
  if (!plan.copiesRows) return 0;
  return Math.ceil((blockRows * chunkDepth(plan) * (plan.kind === "f32" ? 4 : 8)) / 64) * 64;
}

/** The byte offsets of all rows, where these do not lie at equal distances. */
export function rowOffsets({ left, kernel, rows, kind }: ContractionPlan): Int32Array | null {
  if (left === null || kernel.rows.length === 0 || regularStride(left, kernel.rows) !== null) return null;
  const bytes = kind === "f32" ? 4 : 8;
  // Three more than there are, because the last group reads four.
  return Int32Array.from({ length: rows + tileRows }, (_, row) => {
    let rest = Math.min(row, rows - 1);
    let offset = 0;
    for (const { name, extent } of [...kernel.rows].reverse()) {
      offset += (rest % extent) * left.lanes.coefficientOf(name);
      rest = Math.floor(rest / extent);
    }
    return offset * bytes;
  });
}
