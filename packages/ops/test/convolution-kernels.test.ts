/** The kernels that convolutions become. */
import { compile, f32, gradientsOf, trace, type Tensor } from "@rensa/core";
import type { Kernel } from "@rensa/core/compiler";
import { describe, expect, it } from "vitest";
import { jsBackend } from "../../backend-js/src/index.ts";
import { add, conv2d, conv2dTranspose, relu } from "../src/index.ts";

describe("the kernels of conv2d", () => {
  const x = f32(2, 8, 8, 3);
  const w = f32(3, 3, 3, 5);
  const kinds = async (
    make: (inputs: Readonly<Record<"x" | "w" | "seed", Tensor>>) => Tensor,
    extent = 8,
  ): Promise<readonly Kernel["kind"][]> => {
    const traced = trace({ x, w, seed: f32(2, extent, extent, 5) }, (inputs) => make(inputs));
    const { stages } = await compile(traced, { backend: jsBackend() });
    return stages.kernels.map(({ kind }) => kind);
  };

  // Whether padding is a kernel of its own is for fusion to decide.
  const expectOneContraction = (found: readonly Kernel["kind"][]): void => {
    expect(found.filter((kind) => kind === "contraction")).toHaveLength(1);
  };

  it("are one contraction forward", async () => {
    expect(await kinds((given) => conv2d(given.x, given.w))).toEqual(["contraction"]);
    expectOneContraction(await kinds((given) => conv2d(given.x, given.w, { padding: "same" })));
  });

  it("are one contraction with an addition and an activation after it", async () => {
    const activated = await kinds((given) => relu(add(conv2d(given.x, given.w), given.seed)), 6);
    expect(activated).toEqual(["contraction"]);
  });

  it.each(["w", "x"] as const)("are one contraction for the gradient by %s", async (by) => {
    const gradient = (padding: "valid" | "same") => (given: Readonly<Record<"x" | "w" | "seed", Tensor>>) =>
      gradientsOf(conv2d(given.x, given.w, { padding }), given[by], given.seed);
    expectOneContraction(await kinds(gradient("valid"), 6));
    expectOneContraction(await kinds(gradient("same")));
  });

  it("are one contraction for every run of phases with a stride", async () => {
    const strided = await kinds(
      (given) => gradientsOf(conv2d(given.x, given.w, { strides: 2, padding: "same" }), given.x, given.seed),
      4,
    );
    expect(strided.filter((kind) => kind === "contraction")).toHaveLength(4);
  });

  it("are one contraction for windows that do not overlap, whatever the stride", async () => {
    const patches = await kinds((given) => conv2dTranspose(given.seed, given.w as never, { strides: 3 }), 4);
    expectOneContraction(patches);
  });
});
