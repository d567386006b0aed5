import { runMain } from "@rensa/example-tools/run-main";
import { compile } from "rensa";
import { describe, expect, it } from "vitest";
import { followPath } from "./arm.ts";

describe("inverse kinematics", () => {
  it("brings the tip to every target that it can reach, and as near as it can to another", async () => {
    const follow = await compile(followPath(3));
    const path = [
      [1, 1],
      [-1.5, 0.5],
      [5, 0],
    ];
    const { angles, joints, rounds } = follow.run({ lengths: [1, 0.8, 0.6, 0.4], start: [0.3, 0.3, 0.3, 0.3], path });
    const tip = (at: number): readonly number[] => Array.from(joints.data.slice(8 * at + 6, 8 * at + 8));
    expect(tip(0)[0]).toBeCloseTo(1, 8);
    expect(tip(0)[1]).toBeCloseTo(1, 8);
    expect(tip(1)[0]).toBeCloseTo(-1.5, 8);
    expect(tip(1)[1]).toBeCloseTo(0.5, 8);
    expect(rounds.data[2]).toBe(100);
    // It gives up after as many rounds, nearly stretched out (2.8 m).
    expect(Math.hypot(...tip(2))).toBeGreaterThan(2.4);
    // The links stay as long as they are.
    const [first = 0] = angles.data;
    expect(joints.data[0]).toBeCloseTo(Math.cos(first), 12);
    expect(
      Math.hypot((joints.data[2] ?? 0) - (joints.data[0] ?? 0), (joints.data[3] ?? 0) - (joints.data[1] ?? 0)),
    ).toBeCloseTo(0.8, 12);
  });

  it("runs as a command and draws a picture", async () => {
    const { text, picture } = await runMain(new URL("main.ts", import.meta.url), ["--targets", "24"]);
    expect(text).toMatch(/at most \d\.\de-(9|\d\d) m from each of 24 points/);
    expect(picture).toContain("poses, and the path of the tip");
  });
});
