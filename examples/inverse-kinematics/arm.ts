/** An arm in the plane, and angles that bring its tip to a target: damped least squares (Wampler, 1986), by the Jacobian of the tip. */
import {
  add,
  cos,
  cumsum,
  eye,
  greater,
  less,
  logicalAnd,
  matmul,
  matvec,
  mul,
  sin,
  solve,
  square,
  stack,
  sub,
  sum,
  swapAxes,
} from "@rensa/ops";
import { f64, full, jacobian, scan, trace, whileLoop } from "rensa";

/** How far the tip may be from its target, in meters, and how many rounds are tried for it. */
const tolerance = 1e-9;
const mostRounds = 100;
const damping = 1e-3;

/** The lengths of the links, in meters, and the angle of each to the one before it, in radians. */
const arm = { lengths: f64(4), angles: f64(4) };

/** Where each link ends, [links, 2]. */
const joints = trace(arm, ({ lengths, angles }) => {
  const direction = cumsum(angles);
  return stack([cumsum(mul(lengths, cos(direction))), cumsum(mul(lengths, sin(direction)))], 1);
});

/** Where the last link ends, [2]. */
const tip = trace(arm, ({ lengths, angles }) => {
  const direction = cumsum(angles);
  return stack([sum(mul(lengths, cos(direction))), sum(mul(lengths, sin(direction)))]);
});
const tipByAngles = jacobian(tip, ["angles"]);

/**
 * Follows a path of targets, each from the pose of the one before: a loop over the targets, in it a loop of as many rounds as
 * that target takes.
 */
export function followPath(targets: number) {
  return trace({ lengths: f64(4), start: f64(4), path: f64(targets, 2) }, ({ lengths, start, path }) => {
    const [, poses] = scan(start, path, (from, target) => {
      const reached = whileLoop(
        { angles: from, rounds: full([], 0, "i32") },
        ({ angles, rounds }) =>
          logicalAnd(
            greater(sum(square(sub(target, tip({ lengths, angles })))), tolerance ** 2),
            less(rounds, mostRounds),
          ),
        ({ angles, rounds }) => {
          const { angles: j } = tipByAngles({ lengths, angles });
          const damped = add(matmul(j, j, { transposeB: true }), mul(eye(2, 2, "f64"), damping ** 2));
          const pull = solve(damped, sub(target, tip({ lengths, angles })));
          return { angles: add(angles, matvec(swapAxes(j, 0, 1), pull)), rounds: add(rounds, 1) };
        },
      );
      return [reached.angles, { ...reached, joints: joints({ lengths, angles: reached.angles }) }];
    });
    return poses;
  });
}
