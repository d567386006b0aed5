/** Elements between memory and vectors: contiguous, one for all lanes, or lane by lane. */
import type { FunctionBuilder } from "../assembler/function-builder.ts";
import { type Node } from "../assembler/node.ts";
import type { Kind, LaneCount } from "./kind.ts";
/** A place in memory: an i32 that is not negative, and a constant that is added to it. */
export interface Address {
    readonly base: Node;
    readonly constant: number;
}
/** Elements one after the other. Reads a whole vector, whatever the number of elements that are wanted. */
export declare function loadContiguous(kind: Kind, lanes: LaneCount, { base, constant }: Address): Node;
/** One element in all lanes. */
export declare function loadSplat(kind: Kind, { base, constant }: Address): Node;
/** One element per lane; lanes beyond the addresses hold the first element. */
export declare function loadLanes(kind: Kind, addresses: readonly Address[]): Node;
/** Stores the first `count` lanes one after the other. The value is computed once. */
export declare function storeContiguous(builder: FunctionBuilder, kind: Kind, count: number, { base, constant }: Address, value: Node): void;
/** Stores one lane. */
export declare function storeLane(builder: FunctionBuilder, kind: Kind, lane: number, { base, constant }: Address, value: Node): void;
//# sourceMappingURL=memory.d.ts.map