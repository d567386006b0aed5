/** The stores of a contraction, run over a complete block of sums each vector of which stays in its register. */
import { Index, type LoopIndex } from "@rensa/core";
import { contractionSum, lowerStores, Sharing, Substitution } from "@rensa/core/compiler";
import { addI32, i32, timesI32, type Node } from "../assembler/node.ts";
import type { NestContext } from "../nest/nest-context.ts";
import { NestEmitter } from "../nest/nest-emitter.ts";
import { partsOf, tileRows, tileVectors, type ContractionPlan } from "./contraction-plan.ts";
import type { Sums } from "./tile.ts";

/** A block of sums. */
export interface CompleteBlock {
  /** The number of its group of rows, and of its panel of columns. */
  readonly group: Node;
  readonly panel: Node;
  readonly rows: number;
  /** Columns. */
  readonly width: number;
  readonly sums: Sums;
}

/** The names by which the stores see a row, a vector of columns, and a lane of it. */
const rowLoop = "tile row";
const vectorLoop = "tile vector";
const laneLoop = "tile lane";

type EpilogueContext = Pick<NestContext, "builder" | "places" | "fused" | "functions">;

/** Emits the stores. They are lowered once for every number of lanes that count. */
export class EpilogueEmitter {
  readonly #plan: ContractionPlan;
  readonly #context: EpilogueContext;
  readonly #nests = new Map<number, NestEmitter>();

  constructor(plan: ContractionPlan, context: EpilogueContext) {
    this.#plan = plan;
    this.#context = context;
  }

  /** Emits the stores of a block. `outer` are the indices of the batch. */
  emit({ group, panel, rows, width, sums }: CompleteBlock, outer: ReadonlyMap<string, Node>): void {
    const { builder } = this.#context;
    const { laneCount } = this.#plan;
    const firstRow = timesI32(group, tileRows);
    const firstVector = timesI32(panel, tileVectors);
    for (let row = 0; row < rows; row++) {
      sums[row]?.forEach((sum, vector) => {
        const indices = new Map(outer);
        indices.set(rowLoop, builder.define(addI32(firstRow, i32(row))));
        indices.set(vectorLoop, builder.define(addI32(firstVector, i32(vector))));
        const active = Math.min(laneCount, width - vector * laneCount);
        this.#nest(active).emit(undefined, { indices, locals: new Map([[contractionSum, sum]]) });
      });
    }
  }

  /** The stores of the kernel for a vector of sums of which `active` count. */
  #nest(active: number): NestEmitter {
    let nest = this.#nests.get(active);
    if (nest === undefined) {
      const { kernel, rows, columns, laneCount } = this.#plan;
      const { builder, places, fused, functions } = this.#context;
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
      const context = { builder, places, lanes: laneCount, fused, functions, vectorLoop: laneLoop };
      nest = new NestEmitter(lowerStores([lane], stores), context);
      this.#nests.set(active, nest);
    }
    return nest;
  }
}
