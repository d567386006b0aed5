/** Kernels that stand in `definePlugin`: what their tensors and attributes are. Checked by tsc. */
import { expectTypeOf } from "vitest";
import type { HostTensor } from "../graph/host-tensor.ts";
import { oneOf, wholeNumber } from "../op/attribute.ts";
import { defineOp } from "../op/define-op.ts";
import type { Tensor } from "../op/tensor.ts";
import { definePlugin, type KernelOf, type KernelOverride } from "./define-plugin.ts";

const lerp = defineOp({
  name: "lerp",
  inputs: ["a", "b", "t"],
  attributes: { times: wholeNumber(1), mode: oneOf(["linear", "smooth"], "linear"), clamp: false },
  forward: { scalar: ([a, b, t]) => a.add(b.sub(a).mul(t)) },
});
const extremes = defineOp({
  name: "extremes",
  attributes: { axis: 0 },
  forward: { host: { types: ([x]) => [x, x], run: () => undefined } },
  nonDifferentiable: "it is a test",
  call: (apply) => (x: Tensor) => apply.all<readonly [low: Tensor, high: Tensor]>([x]),
});
const joined = defineOp({
  name: "joined",
  variadic: true,
  forward: { host: { types: ([x]) => [x], run: () => undefined } },
  nonDifferentiable: "it is a test",
  call:
    (apply) =>
    (...all: readonly Tensor[]) =>
      apply(all),
});
const ops = { lerp, extremes, joined };
const identity = { name: "rensa-plugin-lerp", version: "1.0.0", ops };

definePlugin({
  ...identity,
  backends: {
    js: {
      lerp: ([a, b, t], [result, hidden], { times, mode, clamp }) => {
        expectTypeOf([a, b, t, result]).toEqualTypeOf<HostTensor[]>();
        expectTypeOf(hidden).toEqualTypeOf<HostTensor | undefined>();
        expectTypeOf(times).toEqualTypeOf<number>();
        expectTypeOf(mode).toEqualTypeOf<"linear" | "smooth">();
        expectTypeOf(clamp).toEqualTypeOf<boolean>();
      },
      extremes: ([x], [low, high], { axis }) => {
        expectTypeOf([x, low, high]).toEqualTypeOf<HostTensor[]>();
        expectTypeOf(axis).toEqualTypeOf<number>();
      },
      joined: (inputs, [result]) => {
        expectTypeOf(inputs).toEqualTypeOf<readonly HostTensor[]>();
        expectTypeOf(result).toEqualTypeOf<HostTensor>();
      },
    },
  },
});

definePlugin({
  ...identity,
  backends: {
    js: {
      // @ts-expect-error the op has three inputs
      lerp: (inputs) => inputs[3],
      // @ts-expect-error the op has no attribute of that name
      extremes: (_inputs, _outputs, { axes }) => axes,
    },
    wasm: {
      // @ts-expect-error there is no op of that name
      larp: () => undefined,
    },
  },
});

// A kernel that stands elsewhere says how many tensors there are, or of which op it is.
declare const ternary: KernelOverride<3>;
declare const unary: KernelOverride;
const elsewhere: KernelOf<typeof lerp> = ([a, b, t], [result], { times }) => {
  expectTypeOf([a, b, t, result]).toEqualTypeOf<HostTensor[]>();
  expectTypeOf(times).toEqualTypeOf<number>();
};
definePlugin({ ...identity, backends: { js: { lerp: ternary }, wasm: { lerp: elsewhere } } });
definePlugin({
  ...identity,
  backends: {
    // @ts-expect-error a kernel of one input is none of three
    js: { lerp: unary },
  },
});
