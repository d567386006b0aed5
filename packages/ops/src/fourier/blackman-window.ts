/** The Blackman window. */
import { makeOp } from "@rensa/core";
import { cosineWindow, windowAttributes, windowCall } from "./cosine-window.ts";
import { requireLength } from "./length.ts";

/**
 * The Blackman window of `length` elements, `0.42 - 0.5 cos(2 pi j / n) + 0.08 cos(4 pi j / n)` at place j, where n is the length, or with
 * `periodic: false` one less. As PyTorch's `blackman_window`: periodic by default; a window of one element is 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a length below 1.
 *
 * @example
 * ```ts
 * import { blackmanWindow, mul, rfft } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ frames: f32(10, 64) }, ({ frames }) => rfft(mul(frames, blackmanWindow(64))));
 * console.log(traced.result); // { real: { shape: [10, 33], dtype: "f32" }, imaginary: { shape: [10, 33], dtype: "f32" } }
 * ```
 */
export const blackmanWindow = makeOp({
  name: "blackman_window",
  inputs: [],
  attributes: windowAttributes,
  forward: { loops: (_inputs, attributes, tools) => cosineWindow([0.42, -0.5, 0.08], attributes, tools) },
  vjp: () => [],
  check: ({ length }) => requireLength("blackmanWindow", length),
  takes: "length, options?",
  call: windowCall,
});
