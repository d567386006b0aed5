import { expect, it } from "vitest";
import { chainRule } from "./main.ts";

it("finds the gradients of the closed form, as a sum over paths, and descends to the target", async () => {
  const lines: string[] = [];
  const { difference, overPaths, losses } = await chainRule((line) => lines.push(line));
  expect(difference).toBeLessThan(1e-6);
  expect(overPaths).toEqual([9, -13.5]);
  expect(losses.at(-1)).toBeLessThan(1e-3 * losses[0]!);
  expect(lines.join("\n")).toContain("square");
});
