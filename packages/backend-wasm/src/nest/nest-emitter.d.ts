/**
 * Loop nests -> code. A loop that is taken by vectors runs in groups of lanes; several groups are taken together where
 * that hides latency: they share the loops inside, and each has accumulators of its own. What is left at the end of a
 * loop is one more group, in which fewer lanes count.
 */
import { type Statement } from "@rensa/core";
import type { FunctionBuilder } from "../assembler/function-builder.ts";
import { type Node } from "../assembler/node.ts";
import { type LaneCount } from "../lanes/kind.ts";
import type { Places } from "./places.ts";
import { Vectorisation, type Loop } from "./vectorise.ts";
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
/** Emits one nest. */
export declare class NestEmitter {
    #private;
    readonly vectorisation: Vectorisation;
    constructor(statements: readonly Statement[], context: NestContext);
    /** Emits all statements. `range` gives the part of a loop at the top of the nest that is to be run. */
    emit(range?: (loop: Loop) => Range | undefined, { indices, locals }?: Bindings): void;
}
//# sourceMappingURL=nest-emitter.d.ts.map