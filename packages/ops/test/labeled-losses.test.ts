/** Losses of labels: weights of their classes, and rows that are left out. */
import { hostTensor, type HostTensor } from "@rensa/core";
import { describe, it } from "vitest";
import { losses, withLabels, run, close } from "./losses-by-name.ts";

describe.each(withLabels)("%s", (name) => {
  const [data] = losses[name] ?? [[]];
  const rows = data[0] as HostTensor;

  it("counts a row by its label's class", async () => {
    const classWeights = [1, 4, 0.5];
    const byRow = hostTensor([0.5, 1, 4, 0.5], [4], "f32");
    const [classes, weights] = [await run(name, data, { classWeights }), await run(name, data, {}, byRow)];
    close(classes.value, weights.value);
    close(classes.gradient, weights.gradient);
  });

  it("leaves out rows whatever they weigh, and is 0 where all are left out", async () => {
    const some = [rows, hostTensor([2, -1, 1, -1], [4], "i32")];
    const weights = hostTensor([0.5, 9, 2, 7], [4], "f32");
    const [left, masked] = [
      await run(name, some, { ignoreLabel: -1 }, weights),
      await run(name, data, {}, hostTensor([0.5, 0, 2, 0], [4], "f32")),
    ];
    close(left.value, masked.value);
    close(left.gradient, masked.gradient);
    const none = [rows, hostTensor([-1, -1, -1, -1], [4], "i32")];
    for (const options of [{}, { classWeights: [1, 2, 3] }]) {
      const { value, gradient } = await run(name, none, { ...options, ignoreLabel: -1 });
      close(value, [0]);
      close(
        gradient,
        gradient.map(() => 0),
      );
    }
  });
});
