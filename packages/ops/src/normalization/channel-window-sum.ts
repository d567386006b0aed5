/** Sums of neighboring channels: a part of local response normalization. */
import { makeOp, wholeNumber, type Shape, type Tensor, type VjpThunks } from "@rensa/core";

/**
 * Along the last axis the sum of each element with `before` elements before and `after` after it; what lies outside is 0.
 *
 * @internal
 */
export const channelWindowSum = makeOp({
  name: "channel_window_sum",
  attributes: { before: wholeNumber(0, { minimum: 0 }), after: wholeNumber(0, { minimum: 0 }) },
  forward: {
    loops: ([x], { before, after }, { sumOver, within }) => {
      const channels = x.shape.at(-1) ?? 1;
      // However wide the window is, no more is summed than there can be.
      const most = Math.max(channels - 1, 0);
      const [left, right] = [Math.min(before, most), Math.min(after, most)];
      return {
        shape: x.shape,
        element: (...indices) => {
          const outer = indices.slice(0, -1);
          const [channel] = indices.slice(-1);
          return sumOver([left + right + 1], (step) => {
            const index = channel === undefined ? step : channel.add(step).sub(left);
            return within([{ index, lower: 0, upper: channels }], () => x.at(...outer, index), 0);
          });
        },
      };
    },
  },
  vjp: ({ gradient }, { before, after }): VjpThunks => [() => channelWindowSum(gradient, after, before)],
  takes: "x, before, after",
  call:
    (apply) =>
    <S extends Shape>(x: Tensor<S>, before: number, after: number): Tensor<S> =>
      apply([x], { before, after }),
});
