/** The options of layers over windows. */
import { checkKind, formatGiven, RensaError } from "@rensa/core";
import type { PaddingOfRank, PerAxisOfRank } from "@rensa/ops";
import { checkSize } from "./checks.ts";
import type { WeightOptions } from "./weights-and-bias.ts";

/** How windows lie on the spatial axes. */
export interface StepOptions<
  Rank extends 1 | 2,
  Strides extends PerAxisOfRank[Rank] = PerAxisOfRank[Rank],
  Padding extends PaddingOfRank[Rank] = PaddingOfRank[Rank],
  Dilations extends PerAxisOfRank[Rank] = PerAxisOfRank[Rank],
> {
  /** The steps from window to window: one number, or one per spatial axis. Default: 1. */
  readonly strides?: Strides;
  /** `"valid"`, `"same"`, a number on every side, or a pair for each spatial axis; see the op. Default: `"valid"`. */
  readonly padding?: Padding;
  /** The steps within a window: one number, or one per spatial axis. Default: 1. */
  readonly dilations?: Dilations;
}

/** How a convolution is made. */
export interface ConvolutionOptions<
  Rank extends 1 | 2,
  Strides extends PerAxisOfRank[Rank] = PerAxisOfRank[Rank],
  Padding extends PaddingOfRank[Rank] = PaddingOfRank[Rank],
  Dilations extends PerAxisOfRank[Rank] = PerAxisOfRank[Rank],
  Groups extends number = number,
  Bias extends boolean = boolean,
>
  extends StepOptions<Rank, Strides, Padding, Dilations>, WeightOptions<Bias> {
  /** Into how many parts channels are divided, each of which sees its own only. Default: 1. */
  readonly groups?: Groups;
}

/** The window of each spatial axis, of one number or one for each. */
export function windowOf(layer: string, rank: 1 | 2, window: number | readonly number[]): readonly number[] {
  const list = typeof window === "number" ? Array<number>(rank).fill(window) : window;
  checkKind(`${layer}: the window`, list, "list");
  if (list.length !== rank) {
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `${layer}: the window [${list.join(", ")}] is not one whole number, or one for each of ${String(rank)} spatial axes; give that.`,
    );
  }
  for (const extent of list) checkSize(layer, "elements in a window's axis", extent);
  return list;
}

/** Refuses channels that cannot be divided into groups. */
export function checkGroups(layer: string, groups: number, inputs: number, outputs: number): void {
  checkSize(layer, "groups", groups);
  for (const channels of [inputs, outputs]) {
    if (channels % groups === 0) continue;
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `${layer}: ${String(channels)} channels cannot be divided into ${formatGiven(groups)} groups; give a number that divides inputs and outputs.`,
    );
  }
}

/** What the ops are told of windows. */
export function stepsOf<Rank extends 1 | 2>({ strides, padding, dilations }: StepOptions<Rank>): StepOptions<Rank> {
  return {
    ...(strides === undefined ? {} : { strides }),
    ...(padding === undefined ? {} : { padding }),
    ...(dilations === undefined ? {} : { dilations }),
  };
}
