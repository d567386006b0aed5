/** Loop nests: the statements that a kernel lowers to, from which JavaScript is emitted and which can be interpreted. */
import type { DType } from "../../graph/dtype.ts";
import type { Index, LoopIndex } from "../../expression/index-map.ts";
import type { Combine } from "../../expression/scalar-function.ts";
import type { Bound, Scalar } from "../../expression/scalar.ts";
import type { ScatterCombine } from "../../op/form.ts";

/**
 * One statement. Values contain no reductions any more; what was computed before is read as a `local` expression.
 */
export type Statement =
  | { readonly kind: "loop"; readonly index: LoopIndex; readonly body: readonly Statement[] }
  /** A constant local. */
  | { readonly kind: "define"; readonly name: string; readonly value: Scalar }
  /** A variable local, that starts as the identity of `combine`. */
  | { readonly kind: "accumulator"; readonly name: string; readonly dtype: DType; readonly combine: Combine }
  /** `name = combine(name, value)`. */
  | { readonly kind: "update"; readonly name: string; readonly combine: Combine; readonly value: Scalar }
  | {
      readonly kind: "store";
      readonly buffer: string;
      readonly offset: Index;
      readonly value: Scalar;
      /** How the value joins what is there, in the order of the loops; `null` for a place that is stored to once. */
      readonly combine: ScatterCombine | null;
    }
  /** The body runs where every bound holds. */
  | { readonly kind: "when"; readonly bounds: readonly Bound[]; readonly body: readonly Statement[] };
