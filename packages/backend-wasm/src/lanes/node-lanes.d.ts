import type { FloatLanes } from "../functions/float-lanes.ts";
import { type Node } from "../assembler/node.ts";
/** Lanes of f32x4. `fused`: multiply-add is one rounding, by relaxed SIMD. */
export declare function f32Lanes(fused: boolean): FloatLanes<Node, Node>;
/** Lanes of f64x2. */
export declare function f64Lanes(fused: boolean): FloatLanes<Node, Node>;
//# sourceMappingURL=node-lanes.d.ts.map