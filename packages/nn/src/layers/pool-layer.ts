/** What the layers of pools share. */
import { checkOptions, type Shape, type Tensor } from "@rensa/core";
import type { PaddingOfRank, PerAxis, PerAxisOfRank } from "@rensa/ops";
import type { Layer } from "../layer.ts";
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
    return defineLayer({
      kind,
      initialize: () => ({}),
      apply: (_parameters, x) => {
        checkRank(kind, x.shape, axes);
        return pool(x, extents, steps);
      },
    });
  };
}
