/** What the layers of pools share. */
import { checkOptions, type Shape, type Tensor } from "@rensa/core";
import { expandDims, where, type PaddingOfRank, type PerAxis, type PerAxisOfRank } from "@rensa/ops";
import type { Layer } from "../layer.ts";
import { lengthsOf, refuseLengths, withinLengths } from "../sequences/lengths.ts";
import { firstOf, windowsIn } from "../sequences/windows-in.ts";
import { checkRank } from "./checks.ts";
import { defineLayer } from "./define-layer.ts";
import type { NoParameters } from "./plain-function.ts";
import { stepsOf, windowOf, type StepOptions } from "./window-options.ts";
import type { PoolShape } from "./window-shapes.ts";

/** How a pool is made. */
export interface PoolOptions<
  Rank extends 1 | 2,
  Strides extends PerAxisOfRank[Rank] = PerAxisOfRank[Rank],
  Padding extends PaddingOfRank[Rank] = PaddingOfRank[Rank],
> {
  /** The steps from window to window: one number, or one per spatial axis. Default: the window. */
  readonly strides?: Strides;
  /** `"valid"`, `"same"`, a number on every side, or a pair for each spatial axis; see the op. Default: `"valid"`. */
  readonly padding?: Padding;
}

/** The function that makes a pool over one or two axes. */
export interface PoolLayer<Name extends string, Rank extends 1 | 2> {
  /**
   * @param window - The window's length on each axis: one number, or one for each axis.
   */
  <
    const W extends PerAxisOfRank[Rank],
    const Strides extends PerAxisOfRank[Rank] = W,
    const Padding extends PaddingOfRank[Rank] = "valid",
  >(
    window: W,
    options?: PoolOptions<Rank, Strides, Padding>,
  ): Layer<NoParameters, PoolShape<Name, Rank, W, Strides, Padding>, "f32", Name>;
}

/** An op that pools. */
type Pool = (
  x: Tensor<Shape, "f32">,
  window: PerAxis,
  options: { readonly strides?: PerAxis; readonly padding?: PaddingOfRank[1 | 2] },
) => Tensor;

/** The function that makes a pool, of the op that it applies. */
export function poolLayer<const Name extends string, const Rank extends 1 | 2>(
  kind: Name,
  rank: Rank,
  pool: Pool,
): PoolLayer<Name, Rank> {
  const axes = rank === 1 ? ["batch", "length", "channels"] : ["batch", "height", "width", "channels"];
  return (window, options = {}) => {
    checkOptions(kind, options, ["strides", "padding"]);
    const extents = windowOf(kind, rank, window);
    const steps: StepOptions<Rank> = stepsOf<Rank>(options);
    const over = { reach: extents[0] ?? 1, step: firstOf(options.strides, extents[0] ?? 1), padding: 0 };
    return defineLayer({
      kind,
      initialize: () => ({}),
      apply: (_parameters, x, context) => {
        checkRank(kind, x.shape, axes);
        if (rank !== 1 || (steps.padding ?? "valid") !== "valid") {
          refuseLengths(kind, context, "pool over time only, and without padding");
        }
        const lengths = lengthsOf(kind, context, x);
        const outputs = pool(x, extents, steps);
        if (lengths === undefined) return outputs;
        // A window that reaches behind the end gives nothing, so that no padding goes on.
        const real = withinLengths(windowsIn(lengths, over), outputs.shape[1] ?? 0);
        return where(expandDims(real, 2), outputs, 0);
      },
      lengthsAfter: (lengths) => windowsIn(lengths, over),
    });
  };
}
