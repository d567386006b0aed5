/** What a nest is emitted with. */
import type { FunctionBuilder } from "../assembler/function-builder.ts";
import type { Node } from "../assembler/node.ts";
import type { LoadedFunctions } from "../lanes/apply.ts";
import type { LaneCount } from "../lanes/kind.ts";
import type { Places } from "./places.ts";

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
  readonly functions: LoadedFunctions;
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
