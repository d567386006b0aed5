/** Parameters that a model sets, and the optimizer leaves alone. */
import type { Tensor } from "@rensa/core";
import type { Key } from "@rensa/nn";
import { add, mean, mul } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { createTrainer } from "../src/index.ts";
import { lineConfig, lineData, lineModel } from "./line.ts";
import { run, only } from "./watched-run.ts";

describe("parameters that are not trained", () => {
  const counting = {
    initialize: (key: Key) => lineModel.initialize(key),
    apply: (
      parameters: Parameters<typeof lineModel.apply>[0],
      x: Tensor,
      context: Parameters<typeof lineModel.apply>[2],
    ) => {
      const outputs = mul(x, 1);
      context.assign(parameters.bias, add(parameters.bias, 1));
      return add(lineModel.apply({ ...parameters, bias: mul(parameters.bias, 0) }, outputs, context), mean(mul(x, 0)));
    },
    isTrainable: (path: string) => path !== "bias",
  };

  it("are set by the model, and have no slots", async () => {
    const trainer = createTrainer(lineConfig({ model: counting, validation: lineData() }));
    const events = await run(trainer);
    expect(events.at(-1)).toMatchObject({ type: "completed", step: 12 });
    expect((await trainer.readParameters()).get("bias")?.data[0]).toBe(12);
    const slots = [...(await trainer.snapshot()).state.keys()].filter(
      (path) => path.startsWith("optimizer.") && path.endsWith("bias"),
    );
    expect(slots).toEqual([]);
    expect(only(events, "started")[0]?.parameters).toMatchObject([
      { name: "weights", isTrained: true },
      { name: "bias", isTrained: false },
    ]);
  });

  it("cannot be set where the optimizer changes them", async () => {
    const wrong = { ...counting, isTrainable: () => true };
    expect((await run(createTrainer(lineConfig({ model: wrong })))).at(-1)).toMatchObject({
      type: "failed",
      error: { code: "ARGUMENT_INVALID", message: expect.stringContaining('the optimizer changes "bias"') as string },
    });
  });
});
