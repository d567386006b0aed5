/** Scalar functions on vectors: what each of them is for each kind of element. */
import { type ScalarFunctionName } from "@rensa/core";
import { type Node } from "../assembler/node.ts";
import type { FloatLanes } from "../functions/float-lanes.ts";
import type { Kind, LaneCount } from "./kind.ts";
/** Applies scalar functions to vectors. */
export declare class LaneFunctions {
    #private;
    readonly lanes: LaneCount;
    /** `fused`: multiply-add is one rounding, by relaxed SIMD. */
    constructor(lanes: LaneCount, fused: boolean);
    /** A constant in all lanes. */
    constant(value: number, kind: Kind): Node;
    /** The float lanes of a kind. */
    float(kind: "f32" | "f64"): FloatLanes<Node, Node>;
    /** A function's application. `from` is the kind of its last argument, `to` that of its result. */
    apply(name: ScalarFunctionName, inputs: readonly Node[], from: Kind, to: Kind): Node;
}
/** The i32 in a lane. */
export declare function laneOf(vector: Node, lane: number): Node;
/** An i32 in all lanes. */
export declare function splat(value: Node): Node;
/** An i32 and those that follow it in steps. */
export declare function sequence(first: Node, step: number): Node;
//# sourceMappingURL=apply.d.ts.map