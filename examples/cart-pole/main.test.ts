import { runMain } from "@rensa/example-tools/run-main";
import { compile, f32, trace } from "rensa";
import { describe, expect, it } from "vitest";
import { driver, hangingStarts, isBalanced, learnToBalance, returnOf, type State } from "./cart-pole.ts";
import { moved, timeStep } from "./physics.ts";

/** The equations of Barto, Sutton and Anderson, number by number. */
function movedByDefinition([x, speed, angle, turn]: State, force: number): State {
  const pushed = (force + 0.05 * turn ** 2 * Math.sin(angle)) / 1.1;
  const lever = 0.5 * (4 / 3 - (0.1 * Math.cos(angle) ** 2) / 1.1);
  const turning = (9.8 * Math.sin(angle) - Math.cos(angle) * pushed) / lever;
  const faster = speed + timeStep * (pushed - (0.05 * turning * Math.cos(angle)) / 1.1);
  const turned = turn + timeStep * turning;
  return [x + timeStep * faster, faster, angle + timeStep * turned, turned];
}

describe("the simulation", () => {
  it("moves carts as the equations say", async () => {
    const states: readonly State[] = [
      [0, 0, 0, 0],
      [1, -2, 3, 4],
      [-0.5, 0.3, Math.PI, -1],
    ];
    const forces = [1, -10, 3];
    const move = await compile(
      trace({ states: f32(3, 4), forces: f32(3) }, (given) => moved(given.states, given.forces)),
    );
    const { data } = move.run({ states, forces });
    const expected = states.flatMap((state, at) => movedByDefinition(state, forces[at] ?? 0));
    expected.forEach((value, at) => expect(data[at]).toBeCloseTo(value, 5));
  });

  it("leaves a pole at rest where it hangs and nobody pushes", async () => {
    const move = await compile(
      trace({ states: f32(1, 4), forces: f32(1) }, (given) => moved(given.states, given.forces)),
    );
    const { data } = move.run({ states: [[0.2, 0, Math.PI, 0]], forces: [0] });
    [0.2, 0, Math.PI, 0].forEach((value, at) => expect(data[at]).toBeCloseTo(value, 5));
  });
});

describe("the policy", () => {
  it("lifts the pole higher after a few steps than before", async () => {
    const { costs, before, after } = await learnToBalance({ steps: 60, seed: 1, length: 40 });
    expect(costs).toHaveLength(60);
    const starts = hangingStarts(20, 5);
    const drive = driver(40, before);
    const returns = async (parameters: typeof before): Promise<number> =>
      (await drive(parameters, starts)).reduce((sum, episode) => sum + returnOf(episode), 0) / starts.length;
    const [first, last] = [await returns(before), await returns(after)];
    expect(last).toBeGreaterThan(first + 8);
    expect(await returns(before)).toBe(first);
  });

  it("runs as a command and draws a picture", async () => {
    const options = ["--steps", "3", "--length", "5"];
    const { text, picture } = await runMain(new URL("main.ts", import.meta.url), options);
    expect(text).toMatch(/after: mean return -?\d+\.\d of at most 376, \d+ of 100 poles are up/);
    expect(picture).toContain("height of the tip by second");
  });
});

describe("an episode", () => {
  const standing = (position: number): State => [position, 0, 0, 0];
  const hanging: State = [0, 0, Math.PI, 0];

  it("counts heights until the cart leaves the rail", () => {
    expect(returnOf([standing(0), standing(1), hanging])).toBe(1);
    expect(returnOf([standing(0), standing(3), standing(0)])).toBe(1);
    expect(returnOf([])).toBe(0);
  });

  it("is balanced where the pole is up at the end and the cart stayed", () => {
    expect(isBalanced([hanging, standing(0), standing(1)], 2)).toBe(true);
    expect(isBalanced([hanging, standing(0)], 2)).toBe(false);
    expect(isBalanced([standing(3), standing(0)], 1)).toBe(false);
  });
});
