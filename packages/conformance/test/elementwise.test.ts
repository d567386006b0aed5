/** A function of numbers sees the elements that broadcasting puts beside each other. */
import { hostTensor } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { elementwise } from "../src/index.ts";

describe("a function of elements", () => {
  it("sees the elements that stand beside each other where operands broadcast", () => {
    const column = hostTensor([[1], [2]]);
    const row = hostTensor([10, 20, 30]);
    expect(Array.from(elementwise([column, row], (a, b) => a + b))).toEqual([11, 21, 31, 12, 22, 32]);
    expect(Array.from(elementwise([hostTensor(5), row], (a, b) => a * b))).toEqual([50, 100, 150]);
    expect(elementwise([hostTensor([], [0, 2])], (a) => a).length).toBe(0);
  });
});
