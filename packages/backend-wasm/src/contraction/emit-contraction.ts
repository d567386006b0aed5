/**
 * A contraction as code: blocks of rows, chunks of the reduction, panels of columns, and inside them blocks of sums in
 * registers. The stores of the kernel run over a block of sums as soon as it is complete, while it is in the cache.
 *
 * Work is split over rows, columns or the batch. Every sum adds in ascending order of the reduction, and chunks do not
 * depend on who computes it: so the bits do not depend on the number of threads.
 */
import { Index, type LoopIndex } from "@rensa/core";
import type { FunctionBuilder } from "../assembler/function-builder.ts";
import { leastOf } from "../assembler/least-of.ts";
import { addI32, i32, node, timesI32, type Node } from "../assembler/node.ts";
import { LaneFunctions } from "../lanes/apply.ts";
import type { FloatLanes } from "../functions/float-lanes.ts";
import { f32Lanes, f64Lanes } from "../lanes/node-lanes.ts";
import { Evaluator } from "../nest/evaluator.ts";
import { LaneScope } from "../nest/lane-scope.ts";
import type { Range } from "../nest/nest-context.ts";
import { NestFacts } from "../nest/nest-facts.ts";
import { addressCode } from "../nest/places.ts";
import {
  blockRows,
  joinAxes,
  panelWidth,
  partsOf,
  tileRows,
  type ContractionPlan,
  type ReductionAxis,
} from "./contraction-plan.ts";
import type { ContractionContext, Split } from "./contraction-context.ts";
import { scratchNames } from "./pack.ts";
import { eachChunk, type Block, type RowGroups } from "./chunks.ts";
import { copyGroup } from "./copy-rows.ts";
import { EpilogueEmitter } from "./epilogue.ts";
import { PartialSums } from "./partial-sums.ts";
import { chunkDepth, copiedRowBytes, partialSumBytes, tileBytes } from "./scratch-sizes.ts";
import { RowAddresses } from "./row-addresses.ts";
import { TileEmitter } from "./tile.ts";

/** A panel set of at most this many bytes stays in the first cache: then rows are taken one block after the other. */
const firstCacheBytes = 20_000;

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
  readonly #epilogue: EpilogueEmitter;
  readonly #rows: RowAddresses;
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
    this.#epilogue = new EpilogueEmitter(plan, context);
    this.#rows = new RowAddresses(plan, context, this.#bytes);
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
    const last = leastOf(builder, to, whole);
    if (whole > 0) {
      const start = builder.newLocal("i32");
      builder.loop(start, from, last, blockGroups, () => {
        const end = leastOf(builder, addI32(start, i32(blockGroups)), last);
        this.#chunks({ start, end, rows: tileRows });
      });
    }
    const left = rows % tileRows;
    if (left === 0) return;
    const tail = (): void => {
      this.#chunks({ start: i32(whole), end: i32(whole + 1), rows: left });
    };
    // The rows that are left belong to the thread with the last group.
    if (this.#context.split === "rows") {
      const isHere = node("i32.and", node("i32.le_s", from, i32(whole)), node("i32.gt_s", to, i32(whole)));
      builder.when(isHere, tail);
    } else tail();
  }

  #chunks(groups: RowGroups): void {
    eachChunk(this.#builder, this.#plan, (chunk) => {
      this.#block({ ...groups, ...chunk });
    });
  }

  /** All blocks of sums of some groups of rows, for one chunk of the reduction. */
  #block(block: Block): void {
    const { columns } = this.#plan;
    const builder = this.#builder;
    const whole = Math.floor(columns / this.#width);
    const { from, to } = this.#part("columns", this.#panels);
    const group = builder.newLocal("i32");
    const panel = builder.newLocal("i32");
    const last = leastOf(builder, to, whole);
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
    const addresses = (at: Node): readonly Node[] =>
      copied?.(at) ?? this.#rows.of(at, block.rows, addI32(this.#leftBase, block.left));
    const fitsFirstCache = this.#panels * this.#width * chunkDepth(this.#plan) * this.#bytes <= firstCacheBytes;
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
      const rows = this.#rows.of(group, block.rows, addI32(this.#leftBase, block.left));
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
      this.#epilogue.emit({ group, panel, rows: block.rows, width, sums }, this.#indices);
      return;
    }
    const address = builder.define(this.#partialSums(group, panel, block));
    const partial = new PartialSums(builder, this.#plan.kind);
    zero();
    tile.multiply(sums, { rows, right: place, vectors }, steps);
    builder.when(
      first,
      () => {
        partial.start(all, address);
      },
      () => {
        builder.when(
          last,
          () => {
            partial.finish(all, address);
            this.#epilogue.emit({ group, panel, rows: block.rows, width, sums }, this.#indices);
          },
          () => {
            partial.add(all, address);
          },
        );
      },
    );
  }

  #partialSums(group: Node, panel: Node, { start }: Block): Node {
    const { partialSums } = this.#context;
    const thread = timesI32(this.#builder.parameter(0), partialSumBytes(this.#plan));
    const tile = node("i32.add", node("i32.mul", node("i32.sub", group, start), i32(this.#panels)), panel);
    return addI32(addI32(thread, timesI32(tile, tileBytes(this.#plan))), i32(partialSums ?? 0));
  }

  #part(split: Split, extent: number): Range {
    const { range } = this.#context;
    return this.#context.split === split && range !== null ? range : { from: i32(0), to: i32(extent) };
  }

  /** The code of an index of what is bound here. */
  #index(index: Index): Node {
    const scope = new LaneScope(null, null, 1);
    for (const [name, value] of this.#indices) scope.setLoop(name, value);
    const { fused, functions: loaded } = this.#context;
    const functions = new LaneFunctions(this.#plan.laneCount, fused, loaded);
    return new Evaluator(new NestFacts([], this.#plan.laneCount), this.#context.places, functions, scope).index(
      index,
      0,
    );
  }
}
