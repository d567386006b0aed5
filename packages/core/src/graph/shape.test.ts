/** Shapes and axes that are refused, and NumPy's rules for the others. */
import { describe, expect, it } from "vitest";
import { broadcastShapes, checkShape, normalizeAxes, normalizeAxis, stridesOf } from "./shape.ts";
import { refuses } from "../../test/refusal.ts";

describe("shapes", () => {
  refuses({
    "that do not broadcast": [
      "SHAPE_MISMATCH x: [2, 3] and [2] do not broadcast",
      () => broadcastShapes("x", [2, 3], [2]),
    ],
    "with a fraction": [
      "ATTRIBUTE_INVALID x: [1.5] is not a shape",
      () => {
        checkShape("x", [1.5]);
      },
    ],
    "with a negative": [
      "ATTRIBUTE_INVALID [2, -1] is not a shape",
      () => {
        checkShape("x", [2, -1]);
      },
    ],
    "with a hole": [
      "ATTRIBUTE_INVALID is not a shape",
      () => {
        checkShape("x", new Array<number>(1));
      },
    ],
    "that are numbers": [
      "ATTRIBUTE_INVALID 3 is not a shape",
      () => {
        checkShape("x", 3 as never);
      },
    ],
    "with fewer axes": [
      "ATTRIBUTE_INVALID x: axis 2 is out of range; give an integer from -2 to 1",
      () => normalizeAxis("x", 2, 2),
    ],
    "with fewer axes from the end": ["ATTRIBUTE_INVALID axis -3 is out of range", () => normalizeAxis("x", -3, 2)],
    "and half an axis": ["ATTRIBUTE_INVALID axis 0.5 is out of range", () => normalizeAxis("x", 0.5, 2)],
    "without axes": ["ATTRIBUTE_INVALID a scalar has no axes", () => normalizeAxis("x", 0, 0)],
    "with an axis named twice": [
      "ATTRIBUTE_INVALID x: axes [1, 1] name an axis twice",
      () => normalizeAxes("x", [1, -1], 2),
    ],
  });

  it("are what NumPy makes of them", () => {
    expect(broadcastShapes("x", [4, 1, 3], [2, 1], [])).toEqual([4, 2, 3]);
    expect(broadcastShapes("x", [1], [0])).toEqual([0]);
    expect(broadcastShapes("x")).toEqual([]);
    expect(stridesOf([4, 2, 3])).toEqual([6, 3, 1]);
    expect(stridesOf([4, 0, 3])).toEqual([3, 3, 1]);
    expect([-2, -1, 0, 1].map((axis) => normalizeAxis("x", axis, 2))).toEqual([0, 1, 0, 1]);
    expect([undefined, null, -1, [2, -3], []].map((axes) => normalizeAxes("x", axes, 3))).toEqual([
      [0, 1, 2],
      [0, 1, 2],
      [2],
      [0, 2],
      [],
    ]);
    checkShape("x", [0, 2]);
  });
});
